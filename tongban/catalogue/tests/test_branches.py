"""The promise: a branch that leads nowhere, or says two things, is found, and its path is named."""

import json

import pytest

from tongban.catalogue import branches
from tongban.catalogue.guide import Need
from tongban.catalogue.reading import GUIDES, guide_from, read_guide
from tongban.kit.blocked import Invalid

ALL = [read_guide(path) for path in sorted(GUIDES.glob("*.json"))]


def question(key, words, condition=None, **options):
    offered = [{"key": each, "label": label} for each, label in options.items()]
    return {"key": key, "question": words, "options": offered} | ({"condition": condition} if condition else {})


AGE = question("age", "申请人多大", adult="满 16 岁", child="未满 16 岁")
BOOK = question("book", "和监护人在一本户口簿上吗", {"age": ["child"]}, yes="在", no="不在")


def paper(key, condition):
    return {
        "key": key, "name": f"材料{key}", "form": None, "original_copies": None, "photocopies": None, "required": True,
        "condition": condition, "replaceable_by_elicense_or_data": None, "substitute_note": None, "deferrable": None,
        "material_source": None,
    }  # fmt: skip


def guide(situations, materials, decisions=()):
    content = json.loads((GUIDES / "idcard-first-320200.json").read_text(encoding="utf-8"))
    content |= {"situations": situations, "materials": materials}
    return guide_from(content | {"particulars": {"decisions": list(decisions)}})


def days(value):
    return {"value": value, "unit": "工作日", "text": f"{value}个工作日"}


def test_the_real_guides_have_no_dead_branch():
    assert [(each.record_id, branches.problems(each)) for each in ALL if branches.problems(each)] == []


def test_a_question_is_only_asked_where_its_answer_matters():
    asked = guide([AGE, BOOK], [paper("m01", {"book": ["no"]}), paper("m02", {"age": ["adult"]})])
    assert [each.key for each in asked.open_questions({})] == ["age"]
    assert [each.key for each in asked.open_questions({"age": "child"})] == ["book"]
    assert asked.open_questions({"age": "adult"}) == []
    assert [each.material.key for each in asked.materials_for({"age": "adult"})] == ["m02"]
    assert [(each.material.key, each.need) for each in asked.materials_for({"age": "child", "book": "no"})] == [
        ("m01", Need.REQUIRED)
    ]


def test_an_unreachable_paper_is_named_with_its_path():
    dead = guide([AGE, BOOK], [paper("m01", {"book": ["no"], "age": ["adult"]})])
    (problem,) = branches.problems(dead)
    assert problem.field == "materials.0.condition"
    assert "申请人多大＝（没有选项可选） → 和监护人在一本户口簿上吗＝不在" in problem.sentence


def test_questions_that_wait_for_each_other_are_named():
    waiting = guide([AGE | {"condition": {"book": ["yes"]}}, BOOK], [])
    assert [problem.field for problem in branches.problems(waiting)] == [
        "situations.0.condition",
        "situations.1.condition",
    ]


def test_two_decisions_that_may_hold_at_once_must_agree():
    overlapping = [
        {"condition": {"age": ["child"]}, "promised": days(5)},
        {"condition": {"book": ["no"]}, "promised": days(7)},
    ]
    (problem,) = branches.problems(guide([AGE, BOOK], [], overlapping))
    assert "承诺时限却不一样" in problem.sentence
    assert "申请人多大＝未满 16 岁 → 和监护人在一本户口簿上吗＝不在" in problem.sentence
    apart = [overlapping[0] | {"condition": {"age": ["adult"]}}, overlapping[1]]
    assert branches.problems(guide([AGE, BOOK], [], apart)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"materials": [paper("m01", {"house": ["local"]})]}, "没有的情形“house”"),
        ({"materials": [paper("m01", {"age": ["old"]})]}, "没有的选项“old”"),
        (
            {
                "time_limits": {
                    "legal": {"value": -3, "unit": "工作日", "text": "−3"},
                    "promised": None,
                    "handling_kind": None,
                }
            },
            "不能是负数",
        ),
    ],
)
def test_what_cannot_be_is_told_with_its_field(change, words):
    content = json.loads((GUIDES / "idcard-first-320200.json").read_text(encoding="utf-8")) | {"situations": [AGE]}
    with pytest.raises(Invalid, match=words):
        guide_from(content | {"materials": []} | change)


def test_a_question_nothing_hangs_on_is_a_remark():
    assert [remark.field for remark in branches.idle(guide([AGE, BOOK], []))] == ["situations.1"]
