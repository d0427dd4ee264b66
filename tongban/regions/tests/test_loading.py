"""Loading: complete, repeatable, and all or nothing."""

from datetime import date
from pathlib import Path

import pytest

from tongban.kit.blocked import Invalid
from tongban.regions import queries
from tongban.regions.actions import load
from tongban.regions.models import Outlet, Region
from tongban.regions.places import Kind, Level

TABLES = {
    "provinces.tsv": "code\tname\tinitials\tpinyin\n33\t浙江省\tzjs\tzhejiangsheng\n",
    "cities.tsv": "code\tname\tinitials\tpinyin\tkind\n3306\t绍兴市\tsxs\tshaoxingshi\t\n",
    "counties.tsv": "code\tname\tinitials\tpinyin\tkind\tsource\tvalid_from\tvalid_until\n330681\t诸暨市\tzjs\tzhujishi\t\t\t\t\n",
    "townships.tsv": "code\tname\tinitials\tpinyin\n330681109\t枫桥镇\tfqz\tfengqiaozhen\n",
    "outlets.tsv": "code\tregion\tlevel\tname\taddress\thours\tphone\topen_weekdays\n"
    "330681-H1\t330681000000\thall\t诸暨市政务服务中心\t演示路 1 号\t周一至周五\t0575-0000 0012\t12345\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("places")
def test_every_place_is_there():
    counts = {level: Region.objects.filter(level=level).count() for level in Level}
    assert counts == {
        Level.NATION: 1,
        Level.PROVINCE: 35,
        Level.CITY: 342,
        Level.COUNTY: 2981,
        Level.TOWNSHIP: 41_351,
    }
    assert Region.objects.filter(parent=None).count() == 36
    assert not Region.objects.exclude(level__lte=Level.PROVINCE).filter(parent=None).exists()


@pytest.mark.usefixtures("places")
def test_a_second_loading_writes_nothing(django_assert_max_num_queries):
    told: list[tuple[int, int]] = []
    with django_assert_max_num_queries(4):
        loaded = load(lambda done, total: told.append((done, total)))
    assert loaded.written == 0
    assert told == [(loaded.regions + loaded.outlets,) * 2]


@pytest.mark.usefixtures("places")
def test_a_changed_row_is_mended_and_nothing_is_taken_away():
    Region.objects.filter(pk="330681000000").update(name="旧名")
    Region.objects.create(code="339900000000", name="别处来的", full_name="别处来的", level=2, initials="x", source="x")
    queries.forget()
    assert queries.name("330681") == "旧名"
    assert load().written == 1
    assert queries.name("330681") == "诸暨市"
    assert Region.objects.filter(pk="339900000000").exists()


@pytest.mark.django_db
def test_progress_goes_up_to_the_end(small):
    told: list[tuple[int, int]] = []
    load(lambda done, total: told.append((done, total)), source=small)
    assert told == sorted(told)
    assert told[-1] == (5, 5)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "before", "after", "field", "told"),
    [
        ("townships.tsv", "330681109", "33068110", "townships.tsv:2:code", "应为 9 位数字"),
        ("townships.tsv", "330681109", "330682109", "townships.tsv:2:code", "上级“330682000000”不在上一级的表里"),
        ("townships.tsv", "枫桥镇", "", "townships.tsv:2:name", "第 2 行 name 列是空的"),
        ("townships.tsv", "枫桥镇", "枫\ufffd镇", "townships.tsv:2:name", "有乱码"),
        ("townships.tsv", "\tfqz", "", "townships.tsv:2", "有 3 列，应为 4 列"),
        ("cities.tsv", "shi\t", "shi\t市", "cities.tsv:2:kind", "应为 legal、zone、customary、placeholder 之一"),
        (
            "cities.tsv",
            "3306\t绍兴市\tsxs\tshaoxingshi\t\n",
            "3306\t绍兴市\tsxs\tshaoxingshi\t\n" * 2,
            "cities.tsv:3:code",
            "前面已经有了",
        ),
        ("counties.tsv", "shi\t\t\t\t", "shi\t\t\t2024-13-01\t", "counties.tsv:2:valid_from", "应为日期"),
        ("outlets.tsv", "330681000000", "330682000000", "outlets.tsv:2:region", "不在区划表里"),
        ("outlets.tsv", "12345", "12348", "outlets.tsv:2:open_weekdays", "1 是周一"),
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_loaded(small, table, before, after, field, told):
    spoilt = TABLES[table].replace(before, after)
    assert spoilt != TABLES[table]
    (small / table).write_text(spoilt, encoding="utf-8")
    rows = Region.objects.count(), Outlet.objects.count()
    with pytest.raises(Invalid) as refusal:
        load(source=small)
    assert field in {problem.field for problem in refusal.value.problems}
    assert told in refusal.value.sentence
    assert (Region.objects.count(), Outlet.objects.count()) == rows


def test_a_missing_table_and_a_broken_one_are_named(small):
    (small / "cities.tsv").write_bytes(b"code\tname\tinitials\n3306\t" + b"\xff\xfe\n")
    with pytest.raises(Invalid, match=r"cities\.tsv 第 2 行不是 UTF-8"):
        load(source=small)
    (small / "cities.tsv").unlink()
    with pytest.raises(Invalid, match=r"缺少文件 cities\.tsv"):
        load(source=small)


@pytest.mark.django_db
def test_a_crash_half_way_leaves_nothing(small, places):
    (small / "provinces.tsv").write_text(TABLES["provinces.tsv"].replace("浙江省", "浙江"), encoding="utf-8")

    def pull_the_plug(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(pull_the_plug, source=small)
    assert Region.objects.get(pk="330000000000").name == "浙江省"


@pytest.mark.usefixtures("places")
def test_codes_that_ended_stay_readable():
    ended = queries.region("330103")
    assert ended.full_name == "浙江省杭州市下城区"
    assert ended.is_valid_on(date(2021, 4, 8))
    assert not ended.is_valid_on(date(2021, 4, 9))
    assert queries.region("653228").valid_from == date(2024, 12, 27)


@pytest.mark.usefixtures("places")
def test_only_legal_divisions_are_jurisdictions():
    assert queries.region("130171").kind == Kind.ZONE
    assert not queries.region("130171").is_legal
    assert not queries.region("660000").is_legal
    assert all(queries.region(code).is_legal for code in ("130706", "220106", "411402", "429021", "330681109"))
