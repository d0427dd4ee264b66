"""The promise: what is being written goes by the version in force; what was handed in keeps its own, and says so."""

import pytest

from tongban.cases import actions, drafts, queries
from tongban.cases.actions.examination import WrittenProblem
from tongban.cases.tests.making import draft_at_counter, received
from tongban.cases.usual_flaws import usual_flaws
from tongban.catalogue import actions as catalogue_actions
from tongban.catalogue import queries as catalogue
from tongban.kit.days import Limit, due_on, national
from tongban.people.queries import actor_of_account

SLUG = "gjj-purchase-withdraw"


@pytest.fixture
def publish_next(real):
    """Publish the next version of a guide, with one paper more."""

    def publish(version_id):
        writer, second = actor_of_account("catalogue-1"), actor_of_account("catalogue-2")
        draft = catalogue_actions.begin(version_id, by=writer)
        paper = draft.content["materials"][0] | {"key": "m99", "name": "新要的材料"}
        content = draft.content | {"materials": [*draft.content["materials"], paper]}
        catalogue_actions.save(draft.pk, content, seen=0, by=writer)
        catalogue_actions.submit(draft.pk, by=writer)
        catalogue_actions.publish(draft.pk, by=second)
        catalogue.forget()
        return draft.pk

    return publish


def test_a_draft_goes_by_the_new_version_and_says_what_is_missing(clerk, publish_next):
    draft = draft_at_counter(clerk)
    before = [problem.sentence for problem in drafts.missing(drafts.one(draft.number, seen_by=clerk), by=clerk)]
    newer = publish_next(draft.item_version_id)
    assert drafts.version_of(draft).id == newer
    told = [problem.sentence for problem in drafts.missing(draft, by=clerk)]
    assert "新要的材料" in " ".join(set(told) - set(before))


def test_a_case_keeps_its_version_and_says_so(clerk, client_of, reviewer, publish_next):
    case = actions.receive(draft_at_counter(clerk).number, by=clerk)
    assert catalogue.since_replaced(case.item_version_id) == ""
    publish_next(case.item_version_id)
    told = catalogue.since_replaced(case.item_version_id)
    assert "本件按收件时的第 1 版办事指南" in told
    assert "新件用第 2 版" in told
    assert told in client_of("dazhou-1").get(f"/office/cases/{case.number}").content.decode()
    assert queries.one(case.number, seen_by=reviewer).item_version_id == case.item_version_id


def test_usual_flaws_are_counted_from_corrections_really_sent(clerk, reviewer, client_of):
    assert usual_flaws(SLUG) == {}
    case = received(clerk)
    material = queries.materials(case)[0]
    found = WrittenProblem(
        material_key=material.key, wrong="缺第 3、4 页", mend="补拍第 3、4 页", ground="收件标准第 1 条"
    )
    actions.send_back(queries.one(case.number, seen_by=reviewer), problems=[found], by=reviewer)
    assert [(flaw.wrong, flaw.times) for flaw in usual_flaws(SLUG)[material.name]] == [("缺第 3、4 页", 1)]
    shown = client_of("zhuji-12").get(f"/desk/standards/{case.item_version_id}").content.decode()
    assert "常见退件：缺第 3、4 页（1 次）" in shown


def test_the_answers_decide_the_days_and_the_clock_keeps_to_them(clerk, reviewer, real):
    writer, second = actor_of_account("catalogue-1"), actor_of_account("catalogue-2")
    old = catalogue.published(SLUG, "511700")
    draft = catalogue_actions.begin(old.id, by=writer)
    remote = {"condition": {"where": ["remote"]}, "promised": {"value": 2, "unit": "工作日", "text": "2个工作日"}}
    content = draft.content | {"particulars": {"decisions": [remote]}}
    catalogue_actions.save(draft.pk, content, seen=0, by=writer)
    catalogue_actions.submit(draft.pk, by=writer)
    catalogue_actions.publish(draft.pk, by=second)
    catalogue.forget()
    case = received(clerk)
    assert case.application.situation["where"] == "remote"
    actions.accept(queries.one(case.number, seen_by=reviewer), by=reviewer)
    after = queries.one(case.number, seen_by=reviewer)
    assert after.due_on == due_on(Limit(2), after.accepted_at, national())
    stored, recomputed = queries.recomputed(case.number)
    assert stored == recomputed
