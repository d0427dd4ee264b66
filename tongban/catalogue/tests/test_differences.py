"""What a careful reader found by hand in the real guides, line by line: the finder must say all of it."""

import copy
import json
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.catalogue.differences.comparison import compare
from tongban.catalogue.differences.draft import draft, offered, taken_at_first
from tongban.catalogue.differences.hurts import Kind
from tongban.catalogue.differences.matrix import Distance, short_place
from tongban.catalogue.guide import Guide
from tongban.catalogue.reading import GUIDES

TODAY = date(2026, 11, 21)


def _by_item():
    found = defaultdict(list)
    for path in sorted(GUIDES.glob("*.json")):
        content = json.loads(path.read_text())
        found[content["item"]["slug"]].append(content)
    return dict(found)


CONTENTS = _by_item()


@pytest.fixture(scope="module")
def compared():
    """``compared("idcard-first")``: the comparison of all its places, beside its neighbours."""
    kept = {}

    def of(slug):
        if slug not in kept:
            own = CONTENTS[slug]
            near = [
                one
                for contents in CONTENTS.values()
                for one in contents
                if one["item"]["domain"] == own[0]["item"]["domain"] and one["item"]["slug"] != slug
            ]
            kept[slug] = compare(own, today=TODAY, neighbours=near)
        return kept[slug]

    return of


BY_HAND = [
    # item, kind of finding, places it must name, words it must say
    ("idcard-first", Kind.LIMIT_BEYOND_LAW, {"岳塘区", "永州"}, "60 工作日"),
    ("idcard-first", Kind.WRONG_LEVEL, {"岳塘区", "永州"}, "街道办事处"),
    ("idcard-first", Kind.PROMISES_DIFFER, {"重庆", "无锡", "湖滨区", "西安", "永州"}, "15 个工作日：重庆"),
    ("idcard-first", Kind.UNITS_DIFFER, {"湖滨区", "西安"}, "日历天"),
    ("idcard-first", Kind.LISTS_DIFFER, {"重庆", "无锡", "菏泽", "濮阳"}, "四川、贵州、重庆"),
    ("idcard-first", Kind.NOT_ELSEWHERE, {"西安"}, "不支持异地"),
    ("idcard-first", Kind.FEE_CONTRADICTION, {"永州"}, "需收费"),
    ("idcard-first", Kind.FEW_PLACES, {"菏泽"}, "受理登记表"),
    ("idcard-first", Kind.DATA_COULD, {"南京", "西安", "德阳"}, "公安人口信息"),
    ("gjj-retire-withdraw", Kind.DATA_COULD, {"青岛", "佛山"}, "许昌已经能查到就免交"),
    ("gjj-retire-withdraw", Kind.STAMPED, {"青岛"}, "预留印鉴"),
    ("gjj-retire-withdraw", Kind.THROUGH_UNIT, {"青岛"}, "单位初审"),
    ("gjj-retire-withdraw", Kind.FEW_PLACES, {"佛山"}, "对账簿"),
    ("gjj-retire-withdraw", Kind.PROMISES_DIFFER, {"许昌", "青岛", "佛山"}, "当场：许昌"),
    ("gjj-withdraw-general", Kind.TYPE_DIFFERS, {"玉林"}, "公共服务"),
    ("gjj-unit-open", Kind.TYPE_DIFFERS, {"玉林", "遂宁"}, "行政确认：玉林"),
    ("gjj-unit-open", Kind.FEW_PLACES, {"宿迁"}, "工资表"),
    ("gjj-unit-open", Kind.SITUATIONS_DIFFER, {"北京"}, "分 6 种"),
    ("gjj-unit-open", Kind.LEGAL_DIFFERS, {"遂宁"}, "3 个工作日：遂宁"),
    ("gjj-info-change", Kind.FEW_PLACES, {"随州"}, "变更通知书"),
    ("gjj-info-change", Kind.STAMPED, {"随州"}, "登记表（盖章）"),
    ("gjj-info-change", Kind.SITUATIONS_DIFFER, {"随州"}, "“怎么办”分 2 种"),
    ("gjj-early-repay", Kind.THRESHOLD, {"广州", "珠海"}, "放款满半年"),
    ("gjj-early-repay", Kind.THRESHOLD, {"珠海"}, "不少于1万元"),
    ("gjj-early-repay", Kind.BODY_DIFFERS, {"上海", "珠海", "平凉", "广州"}, "只线上"),
    ("gjj-early-repay", Kind.PROMISES_DIFFER, {"上海", "平凉"}, "7 个工作日：上海"),
    ("gjj-early-repay", Kind.CATCH_ALL, {"平凉"}, "其他材料"),
    ("gjj-deposit-proof", Kind.SITUATIONS_DIFFER, {"青岛", "湖南"}, "婚姻状况"),
    ("gjj-deposit-proof", Kind.THRESHOLD, {"湖南"}, "冻结"),
    ("gjj-deposit-proof", Kind.THRESHOLD, {"枣庄"}, "两次及以上"),
    ("gjj-transfer", Kind.STAGED, {"忻州"}, "加起来最长 8 个工作日"),
    ("gjj-transfer", Kind.FEW_PLACES, {"萍乡"}, "已开立账户的凭证"),
    ("gjj-transfer", Kind.THRESHOLD, {"广州"}, "至少6个自然月"),
    ("marriage-register", Kind.OUTDATED_MATERIAL, {"上海", "台州", "成都"}, "居民户口簿"),
    ("marriage-register", Kind.THRESHOLD, {"台州", "上海"}, "居住证签发机关"),
    ("maternity-benefit", Kind.FEW_PLACES, {"南华县"}, "生育服务证"),
    ("maternity-benefit", Kind.STAMPED, {"南华县"}, "加盖单位公章"),
    ("maternity-benefit", Kind.FEW_PLACES, {"江门"}, "病历"),
    ("maternity-benefit", Kind.PROMISES_DIFFER, {"雅安", "江门", "南华县"}, "10 个工作日：雅安"),
    ("medins-transfer", Kind.STAGED, {"丰泽区"}, "8个工作日内转出"),
    ("medins-transfer", Kind.BY_POST, {"南开区"}, "邮寄联系函"),
    ("medins-transfer", Kind.STAGED, {"南开区"}, "加起来最长 30 个工作日"),
    ("medins-transfer", Kind.STAGED, {"全国"}, "转出10+转入5"),
    ("hukou-migrate", Kind.PROMISES_DIFFER, {"太康县", "开州区"}, "当场：开州区"),
    ("hukou-migrate", Kind.DATA_COULD, {"太康县"}, "开州区已经能查到就免交"),
    ("hukou-migrate", Kind.STAGED, {"衡阳"}, "报上两级15个工作日"),
    ("unemployment-register", Kind.PROMISES_DIFFER, {"芜湖", "洛龙区"}, "3 个工作日：芜湖"),
    ("unemployment-register", Kind.SITUATIONS_DIFFER, {"洛龙区"}, "分 6 种"),
    ("unemployment-register", Kind.FEW_PLACES, {"洛龙区"}, "停业证明"),
    ("sscard-apply", Kind.STAGED, {"清远"}, "特殊人群加急5个工作日"),
    ("sscard-apply", Kind.PROMISES_DIFFER, {"清远", "汕头"}, "30 个工作日：汕头"),
    ("food-permit", Kind.LIMIT_BEYOND_LAW, {"仪陇县"}, "60 个工作日"),
    ("food-permit", Kind.LEGAL_DIFFERS, {"君山区", "仪陇县"}, "10 个工作日"),
    ("food-permit", Kind.PROMISES_DIFFER, {"君山区", "汝城县", "仪陇县"}, "6 个工作日：君山区"),
    ("food-permit", Kind.HANDLING_DIFFERS, {"仪陇县", "君山区"}, "当场"),
    ("food-permit", Kind.LOCAL_NAME, {"汝城县"}, "食品小经营许可"),
    ("realestate-transfer", Kind.PROMISES_DIFFER, {"杭州", "洛阳", "吉安"}, "2 小时：杭州"),
    ("realestate-transfer", Kind.UNITS_DIFFER, {"杭州"}, "小时"),
    ("realestate-transfer", Kind.DATA_COULD, {"杭州"}, "洛阳已经能查到就免交"),
    ("notary-education", Kind.FEW_PLACES, {"安徽"}, "单位人事部门证明"),
    ("notary-education", Kind.FEW_PLACES, {"安徽"}, "3 份"),
    ("notary-education", Kind.FEES_DIFFER, {"湖南"}, "150元/件"),
    ("birth-cert-first", Kind.DEADLINES_DIFFER, {"张家口", "潍坊"}, "1个月"),
    ("birth-cert-first", Kind.FEW_PLACES, {"张家口"}, "亲子鉴定"),
    ("bundle-birth", Kind.PARTS_DIFFER, {"中山", "厦门", "枣庄"}, "中山 9 项"),
    ("bundle-birth", Kind.THRESHOLD, {"中山", "厦门"}, "未满6个月"),
    ("bundle-enterprise", Kind.PARTS_DIFFER, {"三门峡", "东安县", "临沂"}, "东安县 6 项"),
    ("bundle-enterprise", Kind.PROMISES_DIFFER, {"东安县", "大兴安岭"}, "3 小时：大兴安岭"),
    ("bundle-retire", Kind.PARTS_DIFFER, {"雅安", "福州"}, "福州 9 项"),
    ("bundle-death", Kind.PARTS_DIFFER, {"岳阳县", "济宁", "青阳县", "湖南", "云南"}, "湖南 14 项"),
    ("bundle-restaurant", Kind.PARTS_DIFFER, {"全国"}, "4 项"),
    ("survivor-benefit", Kind.ODD_ENTRY, {"砀山县"}, "1/8个工作日"),
]


@pytest.mark.parametrize(
    ("slug", "kind", "places", "words"), BY_HAND, ids=[f"{slug}-{kind}-{words}" for slug, kind, _, words in BY_HAND]
)
def test_what_was_found_by_hand_is_found(compared, slug, kind, places, words):
    said = [hurt for hurt in compared(slug).hurts if hurt.kind is kind]
    assert any(
        places <= {short.rsplit(" · ", 1)[-1] for short in hurt.places} and words in hurt.title + hurt.sentence
        for hurt in said
    ), [f"{hurt.title}｜{hurt.sentence}｜{hurt.places}" for hurt in said]


CELLS = [
    ("idcard-first", "legal_limit", "南京", "60 日", Distance.SAME),
    ("idcard-first", "legal_limit", "岳塘区", "60 工作日", Distance.CONTRADICTION),
    ("idcard-first", "legal_limit", "重庆", "待核实", Distance.UNREAD),
    ("idcard-first", "promised_limit", "重庆", "15 工作日", Distance.BETTER),
    ("idcard-first", "promised_limit", "湖滨区", "30 日", Distance.AWAY),
    ("idcard-first", "material-监护关系证明", "重庆", "要，视情形", Distance.SAME),
    ("idcard-first", "material-监护关系证明", "菏泽", "要，视情形", Distance.SAME),
    ("idcard-first", "cross_region", "西安", "写“不能”", Distance.CONTRADICTION),
    ("idcard-first", "fees", "永州", "收费前后不一", Distance.CONTRADICTION),
    ("gjj-early-repay", "material-兜底材料", "平凉", "要", Distance.AWAY),
    ("gjj-early-repay", "authority", "广州", "中心窗口（只线上）", Distance.WORDING),
    ("gjj-info-change", "material-申请表", "吉林", "要 2 份", Distance.SAME),
    ("gjj-unit-open", "promised_limit", "玉林", "5 工作日", Distance.AWAY),
    ("medins-transfer", "material-居民身份证", "本溪", "要", Distance.SAME),
    ("realestate-transfer", "material-契税完税凭证", "洛阳", "查到免交", Distance.SAME),
    ("marriage-register", "material-居住证", "湖南", "要，视情形", Distance.AWAY),
]


@pytest.mark.parametrize(("slug", "key", "place", "words", "distance"), CELLS)
def test_a_cell_of_the_picture(compared, slug, key, place, words, distance):
    result = compared(slug)
    row = next(index for index, one in enumerate(result.places) if one.short.endswith(place))
    cell = result.column(key).cells[row]
    assert (cell.words, cell.distance) == (words, distance)


def test_the_worst_comes_first_and_what_only_looks_different_last(compared):
    kinds = [hurt.kind for hurt in compared("idcard-first").hurts]
    assert kinds[0] is Kind.LIMIT_BEYOND_LAW
    assert kinds.index(Kind.WRONG_LEVEL) < kinds.index(Kind.FEW_PLACES) < kinds.index(Kind.SITUATIONS_DIFFER)


def test_the_nearest_place_stands_on_top(compared):
    result = compared("idcard-first")
    away = [sum(column.cells[row].distance in {Distance.AWAY, Distance.CONTRADICTION} for column in result.columns)
            for row in range(len(result.places))]  # fmt: skip
    assert away[0] == 0
    assert away[-1] == max(away)


# --- unread and odd ---------------------------------------------------------------------------------------------------
def test_unread_is_never_a_difference():
    full, empty = copy.deepcopy(CONTENTS["idcard-first"][0]), {"item": {"slug": "idcard-first"}}
    result = compare([full, empty], today=TODAY)
    row = next(index for index, place in enumerate(result.places) if not place.facts.papers)
    assert {column.cells[row].distance for column in result.columns} == {Distance.UNREAD}
    assert all(result.places[row].short not in hurt.places for hurt in result.hurts)


ODD = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just([]) | st.just({}) | st.just([{"name": 1}])
)


@settings(max_examples=60)
@given(st.sampled_from(sorted(CONTENTS)), st.lists(st.tuples(st.integers(0, 60), ODD), min_size=1, max_size=8))
def test_a_guide_with_odd_values_breaks_nothing(slug, changes):
    contents = copy.deepcopy(CONTENTS[slug])
    spoilt = contents[0]
    groups = [spoilt, *(part for part in spoilt.values() if isinstance(part, dict))]
    groups += [row for part in spoilt.values() if isinstance(part, list) for row in part if isinstance(row, dict)]
    for number, odd in changes:
        group = groups[number % len(groups)]
        group[list(group)[number % len(group)] if group else "x"] = odd
    result = compare(contents, today=TODAY)
    assert len(result.places) == len(contents)
    assert all(len(column.cells) == len(contents) for column in result.columns)
    draft(result, today=TODAY)


def test_nothing_to_compare_is_an_empty_comparison():
    assert compare([], today=TODAY).places == ()
    assert compare([[], None, 7], today=TODAY).places[0].name == "地名没读到"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("江苏省无锡市", "江苏 · 无锡"),
        ("湖南省湘潭市岳塘区", "湖南 · 岳塘区"),
        ("重庆市", "重庆"),
        ("重庆市开州区", "重庆 · 开州区"),
        ("黑龙江省大兴安岭地区", "黑龙江 · 大兴安岭"),
        ("新疆维吾尔自治区博尔塔拉蒙古自治州", "新疆 · 博尔塔拉"),
        ("云南省楚雄彝族自治州南华县", "云南 · 南华县"),
        ("湖南省永州市", "湖南 · 永州"),
        ("全国", "全国"),
    ],
)
def test_places_are_named_shortly(name, short):
    assert short_place(name) == short


# --- the draft --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("slug", sorted(CONTENTS))
def test_a_draft_is_a_guide_in_the_same_format(compared, slug):
    content = draft(compared(slug), today=TODAY)
    guide = Guide.model_validate_json(json.dumps(content), strict=True)
    assert guide.item.slug == slug
    assert len(guide.notes) == len(offered(compared(slug)))


def test_each_choice_is_explained_and_the_law_wins(compared):
    guide = Guide.model_validate(draft(compared("idcard-first"), today=TODAY))
    assert (guide.time_limits.legal.value, guide.time_limits.legal.unit) == (60, "日")
    assert (guide.time_limits.promised.value, guide.time_limits.promised.unit) == (20, "工作日")
    assert any("第十二条" in note for note in guide.notes)
    assert guide.legal_basis[0].article == "第十二条"
    assert guide.remark("time_limits") == "推定，待核实"


def test_a_paper_held_back_stays_as_places_have_it(compared):
    """Taking nothing away silently: what is not decided is still asked for."""
    result = compared("idcard-first")
    assert "material-居民户口簿" not in taken_at_first(result)
    held = {m["name"]: m for m in draft(result, today=TODAY)["materials"]}
    assert held["居民户口簿"]["replaceable_by_elicense_or_data"] is None
    taken = draft(result, today=TODAY, taken={"material-居民户口簿"})["materials"]
    assert {m["name"]: m for m in taken}["居民户口簿"]["replaceable_by_elicense_or_data"] is True


def test_a_catch_all_is_struck_unless_the_officer_keeps_it(compared):
    result = compared("gjj-early-repay")
    assert "兜底材料" not in {m["name"] for m in draft(result, today=TODAY)["materials"]}
    assert "兜底材料" in {m["name"] for m in draft(result, today=TODAY, taken=())["materials"]}
