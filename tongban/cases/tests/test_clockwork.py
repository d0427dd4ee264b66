"""What time does by itself: silence that accepts, corrections that did not come, reminders; late, early and set back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, invariants, queries
from tongban.cases.actions.examination import WrittenReply
from tongban.cases.choices import Reply
from tongban.cases.clock.reckoning import SIGN
from tongban.cases.lifecycle import State
from tongban.cases.models import Case, Reminder
from tongban.cases.tests.making import received, submitted
from tongban.documents import queries as documents
from tongban.documents.kinds import InstrumentKind
from tongban.doors.terminal.lives import send_back
from tongban.journal import queries as journal
from tongban.kit.blocked import Blocked
from tongban.kit.days import china_day, due_on
from tongban.people import queries as people
from tongban.people.actors import CLOCK
from tongban.regions.calendars import calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def days_on(monkeypatch):
    """Set the clock of this process so many days from the true time."""
    real = timezone.now
    return lambda days, **more: monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=days, **more))


def until(day):
    return (day - timezone.localdate()).days


def test_corrections_that_do_not_come_end_the_case_the_day_after_their_last(clerk, reviewer, days_on):
    case = send_back(received(clerk), reviewer)
    assert actions.keep_time() == 0
    days = until(case.correct_by)
    days_on(days)
    assert actions.keep_time() == 0, "the last day itself still counts"
    days_on(days + 1)
    assert actions.keep_time() == 1
    assert Case.objects.get(pk=case.pk).state == State.LAPSED
    assert journal.latest(case.number).actor == "clock"
    assert invariants.broken(case.number) == []
    assert actions.keep_time() == 0


@pytest.mark.parametrize("slept", [1, 3, 40])
def test_silence_accepts_with_the_law_s_date_whenever_the_clock_wakes(slept, clerk, days_on):
    case = received(clerk)
    days = until(case.respond_by)
    days_on(days)
    assert actions.keep_time() == 0, "the last day itself still counts"
    days_on(days + slept)
    assert actions.keep_time() == 1
    case = queries.one(case.number, seen_by=clerk)
    assert (case.state, case.accepted_at) == (State.ACCEPTED, case.received_at)
    told = journal.latest(case.number)
    fact = next(one for one in reversed(queries.history(case))).fact
    assert (fact.deemed, fact.as_of) == (True, case.received_at)
    assert told.subject == case.number
    limits = case.due_on, case.statutory_due_on
    assert limits == (fact.due_on, fact.statutory_due_on)
    (paper,) = (one for one in documents.of_subject(case.number) if one.kind == InstrumentKind.ACCEPTANCE_NOTICE)
    assert paper.content.deemed
    assert paper.content.accepted_on == china_day(case.received_at)
    assert invariants.broken(case.number) == []
    assert actions.keep_time() == 0


def test_a_notice_in_time_is_no_silence_and_silence_after_it_is(clerk, reviewer, li, days_on):
    case = send_back(received(clerk), reviewer)
    days_on(until(case.respond_by) + 1)
    assert actions.keep_time() == 0
    own = queries.one(case.number, seen_by=li)
    replies = [
        WrittenReply(line_id=line.pk, reply=Reply.NOT_NEEDED, text="背面就是")
        for line in queries.correction(own).lines.all()
    ]
    actions.correct(own, replies=replies, by=li)
    days_on(40)
    assert actions.keep_time() == 1
    again = queries.one(case.number, seen_by=li)
    assert again.accepted_at == again.corrected_at
    assert invariants.broken(case.number) == []


def test_the_clock_accepts_nothing_early(clerk):
    with pytest.raises(Blocked, match="答复期限还没有过"):
        actions.accept(received(clerk), by=CLOCK)


def test_a_clock_that_was_set_back_does_nothing(clerk, days_on):
    case = received(clerk)
    days = until(case.respond_by)
    days_on(days + 2)
    received(clerk)  # written down by the right time
    days_on(days + 1)
    assert actions.keep_time() == 0
    assert Case.objects.get(pk=case.pk).state == State.RECEIVED
    days_on(days + 3)
    assert actions.keep_time() == 1
    assert invariants.broken(case.number) == []


def test_what_is_late_is_reminded_of_once_each(clerk, reviewer, days_on):
    case = actions.accept(received(clerk), by=reviewer)
    on_time = {row.kind for row in Reminder.objects.all()}
    assert on_time <= {"due_soon"}
    days_on(until(case.due_on) + 1)
    actions.keep_time()
    actions.keep_time()
    assert Reminder.objects.filter(case=case, kind="late").count() == 1
    assert "已到期" in queries.reminders(case)[0].sentence
    assert journal.latest(case.number).name == "case.reminded"
    assert invariants.broken(case.number) == []


def test_nobody_signed_for_it_in_its_day(clerk, days_on):
    case = received(clerk)
    signing = due_on(SIGN, case.received_at, calendar())
    days = until(signing)
    days_on(days)
    actions.remind()
    assert not Reminder.objects.filter(kind="unsigned").exists()
    days_on(days + 1)
    actions.remind()
    assert Reminder.objects.get(kind="unsigned").on == signing


def test_a_special_procedure_without_end_is_reminded_of_after_30_60_and_90_days(chen, days_on):
    benxi = people.actor_of_account("benxi-1")
    case = actions.accept(queries.one(submitted(chen).number, seen_by=benxi), by=benxi)
    ending = timezone.localdate() + timedelta(days=10)
    actions.suspend(case, kind="appraisal", ground="需要委托鉴定", until=ending, approver="林主任", by=benxi)
    seen = []
    for days in (9, 12, 31, 61, 91, 120):
        days_on(days)
        actions.keep_time()
        seen.append(sorted(Reminder.objects.filter(case=case).exclude(kind="due_soon").values_list("kind", flat=True)))
    assert seen[0] == []
    assert seen[1] == ["procedure_over"]
    assert seen[2:] == [["procedure_over", *("stopped_30", "stopped_60", "stopped_90")[: n + 1]] for n in (0, 1, 2, 2)]
    assert Case.objects.get(pk=case.pk).state == State.ACCEPTED
    assert queries.reading(Case.objects.get(pk=case.pk)).paused == "鉴定"
    assert invariants.broken(case.number) == []
