"""代办: nobody hands in for another without a mandate that stands, and taking it back counts at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, policies, queries
from tongban.cases.choices import Channel
from tongban.cases.lifecycle import Act
from tongban.cases.models import Application, Case
from tongban.cases.tests.making import a_file, content_for
from tongban.catalogue import queries as catalogue
from tongban.doors.terminal import demo
from tongban.doors.terminal.lives import scan, written
from tongban.journal import queries as journal
from tongban.kit.blocked import Blocked, Invalid, NotFound
from tongban.people import actions as people
from tongban.people import queries as known
from tongban.people.models import Mandate, MandateScope

SITUATION = {"agent": "no", "net": "yes"}
ITEM = "medins-transfer"


def draft_for(agent, *, scope="case", days=30, paper="授权", slug=ITEM):
    """陈 hands in for 赵, with a paper that says so."""
    version = catalogue.published(slug, "210500")
    draft = actions.open_draft(version_id=version.id, receipt_region="330681000000", by=agent)
    until = timezone.localdate() + timedelta(days=days) if days is not None else None
    content = content_for(version, SITUATION, at_counter=False, person=demo.ZHAO).model_copy(
        update={
            "agent": written(demo.CHEN),
            "mandate_until": until,
            "mandate_scope": MandateScope(scope) if scope else "",
        }
    )
    actions.save(draft.number, content, by=agent)
    actions.attach(draft.number, material_key="m01", file=scan("身份证"), by=agent)
    if paper:
        actions.attach(draft.number, material_key="mandate", file=a_file(paper), by=agent)
    return draft


def handed_in(agent, **draft):
    return actions.submit(draft_for(agent, **draft).number, by=agent)


@pytest.mark.parametrize(
    ("draft", "field", "words"),
    [
        ({"paper": ""}, "materials.mandate", "还差材料：授权委托书"),
        ({"days": None}, "mandate_until", "请填授权到哪一天"),
        ({"days": -1}, "mandate_until", "已经到期"),
        ({"scope": ""}, "mandate_scope", "请选授权能办什么"),
    ],
)
def test_each_flaw_of_a_mandate_has_its_field(chen, draft, field, words):
    with pytest.raises(Invalid, match=words) as no:
        handed_in(chen, **draft)
    assert [problem.field for problem in no.value.problems] == [field]
    assert not Case.objects.exists()
    assert not Mandate.objects.exists()


def test_the_mandate_is_registered_and_lies_beside_the_case(chen, stranger, elsewhere):
    case = handed_in(chen, scope="item")
    mandate = known.given_by(stranger.person_id)[0]
    assert (mandate.agent, mandate.item, mandate.reach) == ("陈*", ITEM, f"期限内可以办这个事项：{case.item_name}")
    assert case.application.mandate_id == mandate.id
    material = next(one for one in queries.materials(case) if one.key == "mandate")
    assert (material.name, material.attachments.count()) == ("授权委托书", 1)
    assert [told.name for told in journal.history(f"mandate-{mandate.id}")] == ["mandate.given"]
    assert policies.why_not(Act.RETRACT, chen, case) is None


def test_one_that_reaches_further_serves_again_without_a_paper(chen):
    first = handed_in(chen, scope="item")
    again = handed_in(chen, scope="", days=None, paper="")
    assert again.application.mandate_id == first.application.mandate_id
    Mandate.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Invalid, match="还差材料：授权委托书"):
        handed_in(chen, scope="", days=None, paper="")


def test_one_for_a_single_case_does_not_serve_twice(chen):
    handed_in(chen, scope="case")
    with pytest.raises(Invalid, match="只办一件，已经用过了"):
        handed_in(chen, scope="case")
    handed_in(chen, scope="case", paper="另一份授权")


@pytest.mark.parametrize("scope", ["case", "item", "any"])
def test_taken_back_it_refuses_what_comes_later_at_once(chen, stranger, scope):
    case = handed_in(chen, scope=scope)
    ready = draft_for(chen, scope=scope, paper="早就放进来的另一份")
    same = draft_for(chen, scope="item")
    people.withdraw_mandate(case.application.mandate_id, by=stranger)
    for draft in (ready, same):
        with pytest.raises(Invalid, match="收回了这份授权"):
            actions.submit(draft.number, by=chen)
    with pytest.raises(Blocked, match="已经收回或者到期"):
        actions.retract(case, by=chen)
    with pytest.raises(NotFound):
        queries.one(case.number, seen_by=chen)
    assert queries.for_notice(case.number).people == (stranger.person_id,)
    assert actions.submit(draft_for(chen, scope="case", paper="后来重新写的").number, by=chen).number != case.number
    actions.retract(queries.one(case.number, seen_by=stranger), by=stranger)


def test_expired_it_stops_acts_but_not_looking(chen):
    case = handed_in(chen)
    Mandate.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Blocked, match="已经收回或者到期"):
        actions.retract(queries.one(case.number, seen_by=chen), by=chen)


def test_only_who_gave_it_takes_it_back_and_once(chen, stranger, li):
    mandate = handed_in(chen).application.mandate_id
    for other in (chen, li):
        with pytest.raises(NotFound):
            people.withdraw_mandate(mandate, by=other)
    people.withdraw_mandate(mandate, by=stranger)
    with pytest.raises(Blocked, match="已经收回过了"):
        people.withdraw_mandate(mandate, by=stranger)
    assert [told.name for told in journal.history(f"mandate-{mandate}")] == ["mandate.given", "mandate.withdrawn"]


def test_a_department_s_system_may_vouch_for_the_paper(clerk, chen):
    version = catalogue.published(ITEM, "210500")
    content = content_for(version, SITUATION, person=demo.ZHAO)
    seen = content.identity_check.model_copy(update={"method": "system", "mandate_seen": True})
    content = content.model_copy(update={"agent": written(demo.CHEN), "identity_check": seen})
    for number, (check, told) in enumerate([(seen, None), (seen.model_copy(update={"mandate_seen": False}), "授权")]):
        said = content.model_copy(update={"identity_check": check})
        key, files = f"key-0000{number}", {"m01": [scan("身份证")]}
        order = dict(key=key, version_id=version.id, receipt_region="330681000000", content=said, files=files, by=clerk)
        if told:
            with pytest.raises(Invalid, match=told):
                actions.receive_from_system(**order)
        else:
            assert actions.receive_from_system(**order).channel == Channel.SYSTEM
    assert Application.objects.get().mandate_id is None
