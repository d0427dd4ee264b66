"""A design with something wrong is kept, and not published; each fault is told in a sentence."""

import pytest

from tongban.eforms import checking
from tongban.eforms.tests.conftest import document, real_design

CHOICE = {
    "type": "string",
    "title": "怎么买的",
    "oneOf": [{"const": "new", "title": "新房"}, {"const": "old", "title": "二手房"}],
}
TEXT = {"type": "string", "title": "说明"}


def with_questions(*questions, **properties):
    made = document(properties)
    made["x-sections"][0]["questions"] = [{"why": "依据", "title": one["key"], **one} for one in questions]
    return made


ASK = {"key": "way", "fields": ["way"]}
WRONG = {
    "an unknown keyword": (document({"way": {**TEXT, "x-colour": "red"}}), "不认识的关键字"),
    "an unknown keyword of the form": (document({"way": TEXT}, extra=1), "不认识的关键字"),
    "a keyword with a wrong value": (document({"way": {**TEXT, "maxLength": "很长"}}), "JSON Schema"),
    "a kind there is not": (document({"way": {"type": "object", "title": "组"}}), "写得不对"),
    "a common field there is not": (document({"way": {**TEXT, "x-field": "person.shoe"}}), "题库里没有"),
    "a format nobody checks": (document({"way": {**TEXT, "format": "colour"}}), "没有人会查"),
    "a source there is not": (document({"way": {**TEXT, "x-source": "moon.name"}}), "没有这个来源"),
    "an option twice": (document({"way": {**CHOICE, "oneOf": [CHOICE["oneOf"][0]] * 2}}), "两个选项的值一样"),
    "a pattern that is none": (document({"way": {**TEXT, "pattern": "("}}), "JSON Schema"),
    "a key with a capital": (document({"Way": TEXT}), "小写字母开头"),
    "a question without a ground": (with_questions({**ASK, "why": ""}, way=CHOICE), "没有写依据"),
    "a field nobody defined": (with_questions(ASK, {"key": "b", "fields": ["gone"]}, way=CHOICE), "没有定义"),
    "a field nobody asks": (with_questions(ASK, way=CHOICE, other=TEXT), "没有放进哪一问"),
    "a field asked twice": (with_questions(ASK, {**ASK, "key": "again"}, way=CHOICE), "不能问两遍"),
    "the same question twice": (with_questions(ASK, {"key": "way", "fields": ["b"]}, way=CHOICE, b=TEXT), "两问的标识"),
    "one thing in two fields": (
        document({"name": {"x-field": "person.name"}, "again": {"x-field": "person.name"}}),
        "是同一个空",
    ),
    "a required field there is not": (document({"way": TEXT}, required=["gone"]), "必答里的“gone”没有定义"),
    "a condition on nothing": (document({"way": CHOICE, "b": TEXT}, when=[[{"field": "gone", "in": ["x"]}]]), "没有“gone”"),
    "a condition on a later answer": (
        with_questions({"key": "b", "fields": ["b"], "when": [[{"field": "way", "in": ["new"]}]]}, ASK, way=CHOICE, b=TEXT),
        "排在后面",
    ),
    "a condition on itself": (with_questions({**ASK, "when": [[{"field": "way", "in": ["new"]}]]}, way=CHOICE), "排在后面"),
    "a condition on free text": (document({"way": TEXT, "b": TEXT}, when=[[{"field": "way", "in": ["x"]}]]), "不是选择题"),
    "a condition on an option there is not": (
        document({"way": CHOICE, "b": TEXT}, when=[[{"field": "way", "in": ["rent"]}]]),
        "没有“rent”这个选项",
    ),
    "conditions that exclude each other": (
        document({"way": CHOICE, "b": TEXT}, when=[[{"field": "way", "in": ["new"]}, {"field": "way", "in": ["old"]}]]),
        "谁也走不到",
    ),
    "a chain that excludes itself": (
        with_questions(
            ASK,
            {"key": "b", "fields": ["b"], "when": [[{"field": "way", "in": ["new"]}]]},
            {"key": "c", "fields": ["c"], "when": [[{"field": "b", "in": ["new"]}, {"field": "way", "in": ["old"]}]]},
            way=CHOICE, b=CHOICE, c=TEXT,
        ),
        "谁也走不到",
    ),
    "too many blanks": (document({f"f{place}": TEXT for place in range(81)}), "最多 80 个"),
    "nothing at all": ({}, "没有写"),
    "no object": ({"properties": []}, "JSON Schema"),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRONG)
def test_a_fault_is_told(fault):
    written, told = WRONG[fault]
    assert told in "；".join(problem.sentence for problem in checking.problems(written))


@pytest.mark.parametrize("slug", ["gjj-purchase-withdraw", "idcard-first", "sscard-apply"])
def test_the_forms_that_come_with_the_system_have_no_fault(slug):
    assert checking.problems(real_design(slug)) == []
