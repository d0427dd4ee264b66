"""The promise: one thing, asked once, in an order; what one part yields the next takes; a circle is refused by name."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.catalogue import queries
from tongban.catalogue.actions.bundles import (
    begin_bundle,
    publish_bundle,
    send_back_bundle,
    submit_bundle,
    write_bundle,
)
from tongban.catalogue.bundle_plan import OWN, merged
from tongban.catalogue.composition import After, Component, Composition, Feed, Output
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import BundleVersion, Standing, VersionState
from tongban.catalogue.parts import Confidence
from tongban.kit.blocked import Blocked, Invalid, NotFound
from tongban.people.actors import Actor, Role

KEEPER = Actor(key="officer:1", label="数据专员", roles=frozenset({Role.CATALOGUER}))
SECOND = Actor(key="officer:2", label="另一位", roles=frozenset({Role.CATALOGUER}))
ZHONGSHAN = ("bundle-birth", "442000")


def part(key, name=None, **more):
    return Component(key=key, name=name or key, department="卫健", **more)


def chain_of(*pairs, extra=()):
    """A composition in which each pair (a, b) passes something from a to b."""
    keys = dict.fromkeys([key for pair in pairs for key in pair] + list(extra))
    outputs = tuple(Output(key=f"o-{a}", name=f"{a} 的结果", part=a) for a in dict.fromkeys(a for a, _ in pairs))
    return Composition(
        parts=tuple(part(key) for key in keys),
        outputs=outputs,
        feeds=tuple(Feed(output=f"o-{a}", part=b) for a, b in pairs),
    )


# --- the order -------------------------------------------------------------------------------------------------------
def test_a_part_waits_for_what_it_takes():
    birth = chain_of(("cert", "hukou"), ("cert", "med"), ("hukou", "med"), ("hukou", "card"), extra=["care"])
    assert birth.layers() == [("cert", "care"), ("hukou",), ("med", "card")]
    assert birth.waits_for("med") == ("cert", "hukou")
    assert [output.name for output in birth.inputs_of("med")] == ["cert 的结果", "hukou 的结果"]


def test_a_circle_is_refused_with_its_names():
    parts = (part("a", "出生证明"), part("b", "户口"), part("c", "医保"), part("d", "社保卡"))
    circle = Composition(
        parts=parts,
        afters=(After(part="b", after="a"), After(part="c", after="b"), After(part="a", after="c")),
    )
    (problem,) = circle.problems({})
    assert "社保卡" not in problem.sentence
    assert all(name in problem.sentence for name in ("出生证明", "户口", "医保"))
    walk = circle.cycle()
    assert walk[0] == walk[-1]
    names = {one.name: one.key for one in parts}
    for earlier, later in pairwise(walk):
        assert (names[earlier], names[later]) in circle.edges, "the sentence reads in the direction things pass"


def test_a_part_that_waits_for_itself_is_a_circle():
    alone = Composition(parts=(part("a", "出生证明"),), afters=(After(part="a", after="a"),))
    assert alone.cycle() == ("出生证明", "出生证明")


KEYS = [f"k{number}" for number in range(6)]
EDGES = st.lists(st.sampled_from(list(combinations(KEYS, 2))), max_size=10, unique=True)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(EDGES, st.booleans())
def test_the_layers_keep_every_edge_or_a_circle_is_named(edges, turned):
    pairs = [(b, a) if turned and number == 0 else (a, b) for number, (a, b) in enumerate(edges)]
    made = chain_of(*pairs, extra=KEYS)
    if made.cycle():
        assert turned, "edges that all run one way make no circle"
        return
    at = {key: number for number, layer in enumerate(made.layers()) for key in layer}
    assert set(at) == set(KEYS)
    assert all(at[first] < at[then] for first, then in made.edges)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (Composition(parts=()), "至少加两个"),
        (Composition(parts=(part("a"), part("a"))), "用了两次"),
        (Composition(parts=(part("a"),), feeds=(Feed(output="o", part="a"),)), "没有叫“o”的产出"),
        (Composition(parts=(part("a"),), outputs=(Output(key="o", name="证", part="gone"),)), "“gone”不在组成里"),
        (Composition(parts=(part("a"),), afters=(After(part="a", after="gone"),)), "“gone”不在组成里"),
        (Composition(parts=(part("a", condition={"q": ("x",)}),)), "没有的问题或选项"),
        (Composition(parts=(part("a", condition={"cause": ("x",)}),)), "没有的问题或选项"),
    ],
)
def test_what_cannot_stand_is_refused_in_a_sentence(made, said):
    assert said in "；".join(problem.sentence for problem in made.problems({"cause": {"normal"}}))


# --- the real ones ---------------------------------------------------------------------------------------------------
def test_all_nineteen_are_loaded_with_an_order_that_runs_in_no_circle(real):
    rows = BundleVersion.objects.all()
    assert len(rows) == 19
    for row in rows:
        made = Composition.model_validate(row.composition)
        guide = Guide.model_validate(row.content)
        assert len(made.parts) == len(guide.bundle.items)
        asked = {one.key: {option.key for option in one.options} for one in guide.situations}
        assert made.problems(asked) == [], row.record_id


def test_what_zhongshan_wrote_is_read_and_what_others_did_not_is_assumed(real):
    zhongshan = queries.bundle(*ZHONGSHAN).composition
    named = {one.key: one.name for one in zhongshan.parts}
    edges = {(named[a], named[b]) for a, b in zhongshan.edges}
    assert ("出生医学证明签发", "国（境）内出生登记") in edges
    assert ("国（境）内出生登记", "社会保障卡申领") in edges
    assert {output.confidence for output in zhongshan.outputs} == {Confidence.READ}
    xiamen = queries.bundle("bundle-birth", "350200").composition
    assert {output.confidence for output in xiamen.outputs} == {Confidence.ASSUMED}


def test_national_parts_local_additions_and_what_nobody_read(real):
    hunan = {one.name: one.national for one in queries.bundle("bundle-death", "430000").composition.parts}
    assert (hunan["死亡人员户口注销"], hunan["驾驶证注销"]) == (True, False)
    birth = queries.bundle(*ZHONGSHAN).composition
    assert {one.national for one in birth.parts} == {None}, "no national composition of it was read"


def test_answers_choose_the_parts(real):
    made = queries.bundle_plan(queries.bundle("bundle-death", "370800"))
    every = {one.component.name for one in made.parts_for({})}
    normal = {one.component.name for one in made.parts_for({"cause": "normal"})}
    assert every - normal == {"出具死亡证明（非正常死亡）"}
    birth = queries.bundle_plan(queries.bundle(*ZHONGSHAN))
    left = {one.component.name for one in birth.parts_for({"items": ["med", "card"]})}
    assert "国（境）内出生登记" not in left
    assert {"城乡居民参保登记（基本医疗保险）", "社会保障卡申领"} <= left
    assert next(asked for asked in birth.questions if asked.key == "items").several


def test_what_a_part_yields_is_not_asked_for_again(real):
    made = queries.bundle_plan(queries.bundle(*ZHONGSHAN))
    keys = [one.key for one in made.parts]
    papers = {paper.name: paper.how for paper in made.papers_for(keys, {})}
    assert papers["出生医学证明（电子证照）"] == "passed_on"
    assert papers["结婚证"] == "looked_up"
    cert = next(one.key for one in made.parts if "出生医学证明" in one.component.name)
    without = {paper.name: paper.how for paper in made.papers_for([key for key in keys if key != cert], {})}
    assert without["出生医学证明（电子证照）"] == "looked_up", "who has it already: it is looked up"
    assert all(cert not in edge for edge in made.edges_for([key for key in keys if key != cert]))


def test_a_part_elsewhere_goes_by_the_rules_there(real):
    found = queries.bundle("bundle-birth", "350200")
    card = next(one.key for one in found.composition.parts if one.slug == "sscard-apply")
    made = queries.bundle_plan(found, regions_of={card: "440500"})
    assert made.part(card).version.record_id == "sscard-apply-440500"
    assert made.part(card).version.guide.situations == () or made.questions_for([card])
    assert {one.key for one in made.unread_parts([one.key for one in made.parts])} >= {
        one.key for one in made.parts if one.component.slug is None
    }


def test_a_plan_costs_the_same_however_many_parts(real, django_assert_max_num_queries):
    found = queries.bundle("bundle-death", "430000")
    with django_assert_max_num_queries(2):
        queries.bundle_plan(found)


# --- nothing is asked twice ------------------------------------------------------------------------------------------
def guide_asking(real_guide, *questions):
    asked = [
        {"key": key, "question": words, "options": [{"key": option, "label": label} for option, label in options]}
        for key, words, options in questions
    ]
    return real_guide.model_copy(
        update={"situations": Guide.model_validate(real_guide.model_dump() | {"situations": asked}).situations}
    )


YES_NO = (("yes", "是"), ("no", "否"))


def test_the_same_question_is_one_and_each_part_gets_its_own_answer(real):
    blank = queries.bundle("bundle-birth", "350200").guide
    own = guide_asking(blank, ("where", "孩子在哪里出生？", (("here", "本市"), ("away", "外地"))))
    second = guide_asking(
        blank, ("place", "孩子在哪里出生", (("2", "外地"), ("1", "本市"))), ("agent", "有人代办吗", YES_NO)
    )
    third = guide_asking(blank, ("agent", "有人代办吗（可不选）", YES_NO), ("where", "孩子在哪里出生", YES_NO))
    asked = merged([(OWN, own), ("p01", second), ("p02", third)])
    assert [one.key for one in asked] == ["where", "agent", "where-p02"]
    assert [use.options for use in asked[0].uses][1] == {"here": "1", "away": "2"}
    assert asked[1].parts == ("p01", "p02")
    assert asked[2].parts == ("p02",), "the same words with other answers are another question"


LABELS = st.sampled_from([(("a", "本市"), ("b", "外地")), YES_NO, (("x", "外地"), ("y", "本市"))])
ASKED = st.lists(st.tuples(st.sampled_from(["q", "r"]), st.sampled_from(["甲？", "甲", "乙"]), LABELS), max_size=2)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(ASKED.filter(lambda asked: len({key for key, *_ in asked}) == len(asked)), max_size=4))
def test_whatever_the_parts_ask_keys_are_unlike_and_every_question_is_answered(spoken):
    blank = _BLANK
    guides = [(f"p{number}", guide_asking(blank, *asked)) for number, asked in enumerate(spoken)]
    found = merged(guides)
    assert len({one.key for one in found}) == len(found)
    uses = [(use.part, use.key) for one in found for use in one.uses]
    assert sorted(uses) == sorted((part_key, asked.key) for part_key, guide in guides for asked in guide.situations)
    for one in found:
        labels = {option.key: option.label for option in one.options}
        for use in one.uses:
            guide = dict(guides)[use.part]
            theirs = next(asked for asked in guide.situations if asked.key == use.key)
            assert {mine: theirs.label(own) for mine, own in use.options.items()} == labels


def _blank():
    from tongban.catalogue.reading import GUIDES, read_guide

    return read_guide(GUIDES / "bundle-birth-350200.json")


_BLANK = _blank()


# --- composing -------------------------------------------------------------------------------------------------------
def test_a_place_composes_its_own_and_publishes_it(real):
    draft = begin_bundle("bundle-birth", "330681", by=KEEPER)
    assert (draft.record_id, draft.state, draft.version_no) == ("bundle-birth-330681", VersionState.DRAFT, 1)
    assert begin_bundle("bundle-birth", "330681", by=KEEPER).pk == draft.pk
    made = chain_of(("cert", "hukou"), ("hukou", "card"))
    write_bundle(draft.pk, made, by=KEEPER)
    assert queries.bundle("bundle-birth", "330681") is None, "a draft is nobody's guide"
    submit_bundle(draft.pk, by=KEEPER)
    with pytest.raises(Blocked, match="换一个人"):
        publish_bundle(draft.pk, by=KEEPER)
    publish_bundle(draft.pk, by=SECOND)
    queries.forget()
    shown = queries.bundle("bundle-birth", "330681")
    assert shown.composition == made
    assert [one.name for one in shown.parts] == ["cert", "hukou", "card"]
    assert shown.guide.place.region_name == "浙江省绍兴市诸暨市"
    second = begin_bundle("bundle-birth", "330681", by=KEEPER)
    assert (second.version_no, second.composition) == (2, made.model_dump(mode="json"))
    submit_bundle(second.pk, by=KEEPER)
    send_back_bundle(second.pk, "社保卡漏了", by=SECOND)
    submit_bundle(second.pk, by=KEEPER)
    publish_bundle(second.pk, by=SECOND)
    assert BundleVersion.objects.get(pk=draft.pk).standing == Standing.SUPERSEDED


def test_a_circle_is_neither_kept_nor_published(real):
    draft = begin_bundle("bundle-birth", "330681", by=KEEPER)
    before = draft.composition
    with pytest.raises(Invalid, match="绕成了一个圈：") as no:
        write_bundle(draft.pk, chain_of(("a", "b"), ("b", "a")), by=KEEPER)
    assert [problem.field for problem in no.value.problems] == ["feeds"]
    assert BundleVersion.objects.get(pk=draft.pk).composition == before


def test_what_is_published_is_not_written_again(real):
    draft = begin_bundle("bundle-birth", "330681", by=KEEPER)
    submit_bundle(draft.pk, by=KEEPER)
    publish_bundle(draft.pk, by=SECOND)
    for act in (
        lambda: write_bundle(draft.pk, chain_of(("a", "b")), by=KEEPER),
        lambda: submit_bundle(draft.pk, by=KEEPER),
    ):
        with pytest.raises(Blocked, match="不是草稿"):
            act()
    with pytest.raises(NotFound):
        begin_bundle("no-such-thing", "330681", by=KEEPER)
