"""一表申请: nothing is asked twice, and every need of every item is answered, whatever the forms are."""

from hypothesis import given
from hypothesis import strategies as st

from tongban.eforms import answers
from tongban.eforms.design import read
from tongban.eforms.merging import merge
from tongban.eforms.tests.conftest import real_design

SHARED = ["person.marriage", "person.sex", "person.nation", "house.unit_number", "bank.bank"]
CHOSEN = {"person.marriage": ["10", "20"], "person.sex": ["1", "2"], "own": ["a", "b"]}
TEXTS = {
    "person.nation": ["汉族", "\x00"],
    "house.unit_number": ["330681001001GB00001F00010001", "1"],
    "bank.bank": ["某某银行诸暨支行", "短"],
}
OWN = {"type": "string", "title": "本件", "oneOf": [{"const": "a", "title": "甲"}, {"const": "b", "title": "乙"}]}


@st.composite
def forms(draw):
    """A form of common fields and fields of its own, some asked only after certain answers."""
    names = [
        *draw(st.lists(st.sampled_from(SHARED), unique=True, max_size=4)),
        *draw(st.lists(st.just("own"), max_size=1)),
    ]
    names = draw(st.permutations(names)) or ["own"]
    keys = {f"f{place}": name for place, name in enumerate(names)}
    questions, earlier = [], []
    for key, name in keys.items():
        question = {"key": f"q{key}", "title": name, "fields": [key], "why": "依据"}
        if earlier and draw(st.booleans()):
            field = draw(st.sampled_from(earlier))
            question["when"] = [[{"field": field, "in": [draw(st.sampled_from(CHOSEN[keys[field]]))]}]]
        questions.append(question)
        if name in CHOSEN:
            earlier.append(key)
    return read(
        {
            "title": "试",
            "properties": {key: OWN if name == "own" else {"x-field": name} for key, name in keys.items()},
            "required": [key for key in keys if draw(st.booleans())],
            "x-sections": [{"key": "all", "title": "全部", "questions": questions}],
        }
    )


@given(st.lists(forms(), min_size=2, max_size=4), st.data())
def test_nothing_is_asked_twice_and_every_need_is_answered(listed, data):
    merged = merge({f"item-{place}": design for place, design in enumerate(listed)}, title="一件事")
    given_ = {}
    while fresh := [
        field for question in merged.asked(given_) for field in question.fields if field not in given_
    ]:  # a person answers page after page
        name = merged.entries[fresh[0]].library or "own"
        given_[fresh[0]] = data.draw(st.sampled_from([*CHOSEN.get(name, ()), *TEXTS.get(name, ()), ""]))
    asked = [field for question in merged.asked(given_) for field in question.fields]
    concepts = [concept for field in asked if (concept := merged.entries[field].concept)]
    assert len(asked) == len(set(asked))
    assert len(concepts) == len(set(concepts))
    needed, wrong = set(), set()
    for item, design in merged.parts.items():
        own = merged.answers_of(item, given_)
        back = {key: field for field, to in merged.goes_to.items() for part, key in to if part == item}
        needed |= {back[key] for key in design.fields_asked(own)}
        assert all(given_[back[key]] == text for key, text in own.items())
        wrong |= {back[one.field.removeprefix("answers.")] for one in answers.problems(design, own)}
    assert set(asked) == needed
    assert {one.field.removeprefix("answers.") for one in merged.problems(given_)} == wrong


def test_three_real_forms_in_one():
    slugs = ("gjj-purchase-withdraw", "idcard-first", "sscard-apply")
    designs = {slug: read(real_design(slug)) for slug in slugs}
    merged = merge(designs, title="一件事")
    assert merged.goes_to["applicant.person.name"] == tuple((slug, "name") for slug in slugs)
    assert merged.spared == sum(len(one.entries) for one in designs.values()) - len(merged.entries) == 7
    assert merged.goes_to["spouse.person.name"] == (("gjj-purchase-withdraw", "spouse_name"),)
