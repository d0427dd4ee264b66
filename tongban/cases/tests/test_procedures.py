"""特别程序, 延长办理期限, 分段: what stops and stretches the clock, each with its paper and its place in the journal."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, clock, events, invariants, policies, queries, timing
from tongban.cases.lifecycle import Act, State
from tongban.cases.models import Case
from tongban.cases.tests.making import received, submitted
from tongban.catalogue import views
from tongban.catalogue.families import Stage
from tongban.documents import queries as documents
from tongban.documents.kinds import InstrumentKind
from tongban.journal import queries as journal
from tongban.kit.blocked import Blocked, Invalid
from tongban.kit.days import Limit, china_day, due_on
from tongban.people import queries as people
from tongban.regions.calendars import calendar

pytestmark = pytest.mark.django_db
HEARING = {"kind": "hearing", "ground": "利害关系人申请听证", "approver": "分管副主任 林某"}
EXTENSION = {"reason": "需要向外省核实参保记录", "approver": "主任 林某"}


@pytest.fixture
def wait(monkeypatch):
    """Let days pass for everything in this process."""
    really, passed = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: really() + passed[0])

    def pass_by(**time):
        passed[0] += timedelta(**time)

    return pass_by


@pytest.fixture
def benxi():
    return people.actor_of_account("benxi-1")


@pytest.fixture
def accepted(chen, benxi):
    """A case on the Licensing Law's clock, accepted."""
    return actions.accept(queries.one(submitted(chen).number, seen_by=benxi), by=benxi)


def until(days=20):
    return timezone.localdate() + timedelta(days=days)


def test_the_clock_stands_still_while_there_is_a_hearing(accepted, benxi, chen, wait):
    due, law = accepted.due_on, accepted.statutory_due_on
    wait(days=3)
    actions.suspend(accepted, **HEARING, until=until(), by=benxi)
    case = queries.one(accepted.number, seen_by=benxi)
    assert case.state == State.ACCEPTED
    assert case.next_due_on == until()
    assert queries.reading(case).paused == "听证"
    left = queries.reading(case).days_left
    wait(days=14)
    assert queries.reading(case).days_left == left
    actions.resume(case, result="听证已举行，继续审查", by=benxi)
    begun, ended = (pause := case.moments.pauses[0]).started_at, pause.ended_at
    stood = calendar().between(china_day(begun), china_day(ended))
    assert stood > 0
    assert case.due_on == calendar().after(due, stood)
    assert case.statutory_due_on == calendar().after(law, stood)
    assert queries.reading(case).days_left == left
    kinds = [paper.kind for paper in documents.of_subject(case.number)]
    assert {InstrumentKind.SUSPENSION_NOTICE, InstrumentKind.RESUMPTION_NOTICE} <= set(kinds)
    paper = next(paper for paper in documents.of_subject(case.number) if paper.kind == InstrumentKind.RESUMPTION_NOTICE)
    assert (paper.content.uncounted, paper.content.promised_on) == (stood, case.due_on)
    assert invariants.broken(case.number) == []


def test_nothing_is_decided_while_the_clock_stands_still(accepted, benxi):
    actions.suspend(accepted, **HEARING, until=until(), by=benxi)
    case = queries.one(accepted.number, seen_by=benxi)
    assert policies.open_to(benxi, case) & {Act.DECIDE, Act.SUSPEND, Act.RESUME} == {Act.RESUME}
    with pytest.raises(Blocked, match="先登记特别程序结束"):
        actions.decide(case, granted=True, by=benxi)
    with pytest.raises(Blocked, match="先登记特别程序结束"):
        actions.suspend(case, **HEARING, until=until(), by=benxi)
    actions.resume(case, result="听证已举行，继续审查", by=benxi)
    with pytest.raises(Blocked, match="没有在特别程序中"):
        actions.resume(case, result="听证已举行，继续审查", by=benxi)
    actions.decide(case, granted=True, by=benxi)
    assert invariants.broken(case.number) == []


def test_a_suspended_case_is_nobodys_overdue(accepted, benxi, wait):
    actions.suspend(accepted, **HEARING, until=until(5), by=benxi)
    wait(days=60)
    figures = queries.counts(benxi)
    assert figures.overdue == figures.due_today == 0
    assert not Case.objects.overdue(timezone.localdate()).filter(pk=accepted.pk).exists()


def test_an_applicant_may_take_it_back_while_it_stands_still(accepted, benxi, chen):
    actions.suspend(accepted, **HEARING, until=until(), by=benxi)
    case = actions.retract(queries.one(accepted.number, seen_by=chen), by=chen)
    assert (case.suspended_at, case.next_due_on) == (None, None)
    assert invariants.broken(case.number) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "lunch"}, "kind"),
        ({"ground": "要"}, "ground"),
        ({"approver": " "}, "approver"),
        ({"until": None}, "until"),
        ({"until": timezone.localdate() - timedelta(days=1)}, "until"),
        ({"until": timezone.localdate() + timedelta(days=999)}, "until"),
    ],
)
def test_a_special_procedure_says_why_until_when_and_who_approved(wrong, field, accepted, benxi):
    with pytest.raises(Invalid) as invalid:
        actions.suspend(accepted, **{**HEARING, "until": until(), **wrong}, by=benxi)
    assert [problem.field for problem in invalid.value.problems] == [field]
    assert Case.objects.get(pk=accepted.pk).suspended_at is None


def test_an_extension_is_granted_once_and_told_with_its_reasons(accepted, benxi):
    due, law = accepted.due_on, accepted.statutory_due_on
    actions.extend(accepted, **EXTENSION, by=benxi)
    case = queries.one(accepted.number, seen_by=benxi)
    assert (case.due_on, case.statutory_due_on) == (calendar().after(due, 10), calendar().after(law, 10))
    fact = journal.latest(case.number).fact
    assert (fact.amount, fact.due_on, fact.approver) == (10, case.due_on, "主任 林某")
    (paper,) = (one for one in documents.of_subject(case.number) if one.kind == InstrumentKind.EXTENSION_NOTICE)
    assert (paper.content.was_due_on, paper.content.due_on) == (due, case.due_on)
    assert "第四十二条" in paper.content.ground
    for _ in range(2):  # refused twice
        with pytest.raises(Blocked, match="只能延长一次"):
            actions.extend(queries.one(case.number, seen_by=benxi), **EXTENSION, by=benxi)
    assert Case.objects.get(pk=case.pk).due_on == case.due_on
    assert invariants.broken(case.number) == []


def test_an_extension_is_not_granted_after_the_law_s_last_day(accepted, benxi, wait):
    wait(days=(accepted.statutory_due_on - timezone.localdate()).days + 1)
    with pytest.raises(Blocked, match="不能再延长"):
        actions.extend(accepted, **EXTENSION, by=benxi)


@pytest.mark.parametrize("days", [0, 11, 400])
def test_no_more_is_granted_than_the_law_allows(days, accepted, benxi):
    with pytest.raises(Invalid, match="最多延长 10 个工作日"):
        actions.extend(accepted, **EXTENSION, days=days, by=benxi)


def test_a_law_without_an_extension_grants_none(clerk, reviewer):
    case = actions.accept(received(clerk), by=reviewer)
    assert Act.EXTEND not in policies.open_to(reviewer, case)
    with pytest.raises(Blocked, match="没有规定可以延长"):
        actions.extend(case, **EXTENSION, by=reviewer)


def test_a_limit_in_stages_goes_on_stage_by_stage(accepted, benxi, monkeypatch):
    version = views.views([accepted.item_version_id])[0]
    stages = (Stage("转出", Limit(8)), Stage("转入", Limit(5)))
    staged = replace(version, limits=replace(version.limits, stages=stages))
    monkeypatch.setitem(views._KEPT, version.id, staged)
    case = queries.one(accepted.number, seen_by=benxi)
    dates = timing.reckoned(case, case.moments)
    assert dates.next_due_on == due_on(Limit(8), case.accepted_at, calendar())
    actions.end_stage(case, by=benxi)
    assert case.next_due_on == due_on(Limit(5), timezone.now(), calendar())
    assert journal.latest(case.number).fact.stage == "转出"
    actions.end_stage(case, by=benxi)
    assert case.next_due_on == case.due_on == due_on(Limit(13), case.accepted_at, calendar())
    with pytest.raises(Blocked, match="没有要登记的分段"):
        actions.end_stage(case, by=benxi)
    assert invariants.broken(case.number) == []


def test_every_fact_the_clock_reads_is_an_act_or_waits_for_one():
    to_come = {events.CaseForwarded, events.CaseTransferred, events.CaseSupplemented}
    read = set(clock.moments.STEPS)
    assert read - set(invariants.ACT_OF) <= to_come
