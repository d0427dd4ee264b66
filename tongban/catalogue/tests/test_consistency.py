"""Contradictions inside one guide: each real one is told, what is unread is not, and nothing odd breaks the telling."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.catalogue.differences.consistency import problems
from tongban.catalogue.differences.elements import Element, Severity
from tongban.catalogue.reading import GUIDES

EVERY = sorted(path.stem for path in GUIDES.glob("*.json"))


def guide(record_id):
    return json.loads((GUIDES / f"{record_id}.json").read_text())


def told(content):
    return {(finding.element, finding.where): finding for finding in problems(content)}


REAL = [
    ("idcard-first-430304", Element.LEGAL_LIMIT, "time_limits.legal.unit", "单位录错了"),
    ("idcard-first-431100", Element.LEGAL_LIMIT, "time_limits.legal.unit", "第十二条"),
    ("idcard-first-431100", Element.FEES, "notes.0", "需收费"),
    ("idcard-first-510600", Element.FEES, "fees.items", "补领"),
    ("food-permit-511324", Element.LEGAL_LIMIT, "time_limits.legal.value", "10 个工作日"),
    ("food-permit-511324", Element.PROMISED_LIMIT, "time_limits.handling_kind", "即办件"),
    ("driver-license-replace-440500", Element.PROMISED_LIMIT, "time_limits.promised", "比法定时限"),
    ("survivor-benefit-341321", Element.PROMISED_LIMIT, "time_limits.promised.text", "1/8个工作日"),
    ("gjj-early-repay-620800", Element.MATERIALS, "materials.2.name", "兜底"),
    ("realestate-transfer-360800", Element.BASIS, "legal_basis.0", "民法典"),
    ("marriage-register-430321", Element.BASIS, "legal_basis.0", "第804号"),
]


@pytest.mark.parametrize(("record_id", "element", "where", "words"), REAL, ids=[f"{r[0]}-{r[2]}" for r in REAL])
def test_what_real_guides_have_wrong_is_told(record_id, element, where, words):
    assert words in told(guide(record_id))[element, where].sentence


def spoilt(change):
    content = guide("food-permit-430611")
    change(content)
    return told(content)


def test_sixty_days_entered_as_working_days_is_seen_in_the_words_beside():
    def change(content):
        content["time_limits"]["promised"] = {"value": 60, "unit": "工作日", "text": "六十日内办结"}

    found = spoilt(change)
    assert "单位不同" in found[Element.PROMISED_LIMIT, "time_limits.promised.unit"].sentence


def test_a_sum_of_stages_is_as_written():
    limits = guide("gjj-transfer-440100")["time_limits"]["promised"]
    assert (limits["value"], "1个工作日+" in limits["text"]) == (4, True)
    assert (Element.PROMISED_LIMIT, "time_limits.promised.unit") not in told(guide("gjj-transfer-440100"))


@pytest.mark.parametrize(
    ("fees", "where"),
    [
        ({"charged": True, "items": [{"name": "工本费", "amount": "免征", "basis": None}]}, "fees.charged"),
        ({"charged": False, "items": [{"name": "工本费", "amount": "20元", "basis": None}]}, "fees.items"),
        ({"charged": None, "items": [{"name": "工本费", "amount": "20元", "basis": None}]}, "fees.charged"),
        ({"charged": True, "items": []}, "fees.items"),
        ({"charged": "是", "items": []}, "fees.charged"),
    ],
)
def test_fees_that_contradict_themselves(fees, where):
    assert (Element.FEES, where) in spoilt(lambda content: content.update(fees=fees))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda c: c["item"].update(item_type="行政奇迹"), (Element.TYPE, "item.item_type")),
        (lambda c: c["time_limits"]["legal"].update(unit="年"), (Element.LEGAL_LIMIT, "time_limits.legal.unit")),
        (lambda c: c["time_limits"]["legal"].update(value=-3), (Element.LEGAL_LIMIT, "time_limits.legal.value")),
        (lambda c: c["time_limits"].update(promised="快"), (Element.PROMISED_LIMIT, "time_limits.promised")),
        (lambda c: c["cross_region"].update(modes=["心灵感应"]), (Element.CROSS_REGION, "cross_region.modes.0")),
        (lambda c: c.update(materials="三样"), (Element.MATERIALS, "materials")),
    ],
)
def test_values_the_format_does_not_know(change, key):
    assert spoilt(change)[key].severity is Severity.CONTRADICTION


@pytest.mark.parametrize(
    ("condition", "words"), [({"鬼": ["a"]}, "没有的情形"), ({"age": ["x"]}, "没有的选项"), ({"age": []}, "没有选任何")]
)
def test_conditions_must_name_a_question_and_its_options(condition, words):
    content = guide("idcard-first-320100")
    content["materials"][1]["condition"] = condition
    assert any(words in finding.sentence for finding in problems(content))


def test_the_worst_comes_first():
    order = [finding.severity for finding in problems(guide("food-permit-511324"))]
    assert order == sorted(order, key=list(Severity).index)
    assert order[0] is Severity.CONTRADICTION


def test_what_is_unread_is_no_problem():
    assert problems({}) == ()
    empty = guide("food-permit-430611") | {
        "time_limits": None,
        "fees": None,
        "materials": [],
        "notes": [],
        "process": [],
    }
    assert problems(empty) == ()


ODD = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just([]) | st.just({}) | st.just([{"key": []}])
)


@given(st.sampled_from(EVERY), st.lists(st.tuples(st.integers(0, 40), ODD), max_size=6))
def test_nothing_odd_breaks_it(record_id, changes):
    content = copy.deepcopy(guide(record_id))
    groups = [content, *(part for part in content.values() if isinstance(part, dict))]
    groups += [row for part in content.values() if isinstance(part, list) for row in part if isinstance(row, dict)]
    for number, odd in changes:
        group = groups[number % len(groups)]
        key = list(group)[number % len(group)] if group else "x"
        group[key] = odd
    for finding in problems(content):
        assert finding.sentence.endswith(("。", "”。"))


@pytest.mark.parametrize("content", [[], None, "指南", 7])
def test_what_is_no_guide_at_all_is_told_too(content):
    assert [finding.severity for finding in problems(content)] == [Severity.CONTRADICTION]


@pytest.mark.parametrize("text", ["1/8 个工作日", "7 个工作日（1/8个工作日）", "8/1 个工作日之间", "0.5工作日至"])
def test_a_limit_no_one_can_read_keeps_a_guide_from_review(text):
    def change(content):
        content["time_limits"]["promised"] = {"value": 7, "unit": "工作日", "text": text}

    found = spoilt(change)[Element.PROMISED_LIMIT, "time_limits.promised.text"]
    assert found.severity is Severity.CONTRADICTION
    assert "录的却是“7 个工作日”" in found.sentence


def test_a_span_of_days_is_no_odd_amount():
    def change(content):
        content["time_limits"]["promised"] = {"value": 5, "unit": "工作日", "text": "视情况 3/5 个工作日不等"}

    assert (Element.PROMISED_LIMIT, "time_limits.promised.text") not in spoilt(change)
