"""One paper, one name: the real names of real guides, and what normalising may never do."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.catalogue.differences.names import names, normalise, replaceable_by
from tongban.catalogue.differences.terms import calendar_days, longer, number, tiers
from tongban.catalogue.reading import GUIDES
from tongban.kit.days import Limit, Unit

REAL = sorted({row["name"] for path in GUIDES.glob("*.json") for row in json.loads(path.read_text())["materials"]})


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("身份证", ["居民身份证"]),
        ("有效身份证件", ["居民身份证"]),
        ("申请人有效身份证明", ["居民身份证"]),
        ("职工本人身份证", ["居民身份证"]),
        ("医保电子凭证或有效身份证件或社保卡", ["居民身份证"]),
        ("监护人身份证", ["监护人居民身份证"]),
        ("监护人居民身份证和户口簿", ["监护人居民身份证", "监护人居民户口簿"]),
        ("单位经办人有效身份证件", ["经办人居民身份证"]),
        ("新任专管员身份证", ["经办人居民身份证"]),
        ("法定代表人或单位负责人身份证件", ["法定代表人居民身份证"]),
        ("户口本", ["居民户口簿"]),
        ("居民户口簿或常住人口登记表（集体户）", ["居民户口簿"]),
        ("受益人或法定继承人户口簿、身份证", ["受益人居民户口簿", "受益人居民身份证"]),
        ("合法稳定就业、就学、居住证明之一", ["居住、就业、就学证明"]),
        ("出生医学证明或其他监护关系证明", ["监护关系证明"]),
        ("一方有效居住证或纸质浙江省居住证确认单", ["居住证"]),
        ("住房公积金提取申请审核表（加盖单位预留印鉴）", ["申请表"]),
        ("经备案的购房合同", ["购房合同"]),
        ("3张2寸双方近期半身免冠合影照片", ["照片"]),
        ("经济适用房批准材料", ["经济适用房批准材料"]),
        ("死亡、火化证明（民政部门）", ["死亡、火化证明"]),
        ("各管理部要求的其他材料", ["兜底材料"]),
    ],
)
def test_real_names(written, labels):
    assert [named.label for named in normalise(written)] == labels


@pytest.mark.parametrize("written", REAL)
def test_normalising_twice_changes_nothing(written):
    for named in normalise(written):
        assert normalise(named.label) == (named,)


HOLDERS = st.sampled_from(sorted({way for way, _ in names().holders}))
DOCUMENTS = st.sampled_from(sorted(names().rank))


@given(HOLDERS, DOCUMENTS)
def test_whoever_holds_it_the_paper_is_known(holder, document):
    assert document in {named.document for named in normalise(f"{holder}{document}")}


@given(st.text(alphabet="身份证户口簿和或、（）居民本人单位申请表复印件其他材料", max_size=14))
def test_any_name_has_a_name_that_stays(written):
    for named in normalise(written):
        again = normalise(named.label)
        assert [normalise(one.label) for one in again] == [(one,) for one in again]


def test_what_data_can_stand_in_for():
    assert replaceable_by("居民户口簿") == "公安人口信息"
    assert replaceable_by("居民身份证") == ""
    assert replaceable_by("没有听说过的材料") == ""


# --- limits -----------------------------------------------------------------------------------------------------------
LIMITS = st.builds(Limit, st.integers(0, 400), st.sampled_from(Unit))


def test_sixty_days_are_not_sixty_working_days():
    assert longer(Limit(60, Unit.WORKING_DAYS), Limit(60, Unit.DAYS))
    assert calendar_days(Limit(60, Unit.WORKING_DAYS)) == 84


@given(LIMITS, LIMITS)
def test_one_of_two_limits_is_longer_or_they_are_equal(one, other):
    equal = calendar_days(one) == calendar_days(other)
    assert longer(one, other) + longer(other, one) + equal == 1


@given(LIMITS, LIMITS, LIMITS)
def test_longer_is_an_order(one, other, third):
    assert not (longer(one, other) and longer(other, third)) or longer(one, third)


@given(st.integers(1, 400), st.sampled_from(Unit))
def test_a_limit_written_out_is_read_again(amount, unit):
    assert [tier.limit for tier in tiers(f"自受理之日起{amount}{unit.label}内")] == [Limit(amount, unit)]


@pytest.mark.parametrize(("written", "amount"), [("六十", 60), ("十五", 15), ("三", 3), ("一百二十", 120), ("20", 20)])
def test_chinese_numerals(written, amount):
    assert number(written) == amount
