"""A changed calendar: what is reckoned by it, which open cases' dates move, and what the applicant and the report are told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, invariants, queries, watching
from tongban.cases.models import Case
from tongban.cases.tests.making import received
from tongban.journal import queries as journal
from tongban.journal import worker
from tongban.kit.blocked import Blocked, Invalid
from tongban.kit.days import national
from tongban.notices import queries as notices
from tongban.people import queries as people
from tongban.regions import actions as regions
from tongban.regions import calendars

pytestmark = pytest.mark.django_db


def year_file(year, off=(), notice="国办发明电〔2099〕1号"):
    """What is in force for the year, with some days off more; days of the shipped file are kept."""
    known = national().years.get(year)
    lines = [f"year = {year}", f'notice = "{notice}"', 'source = "示例"']
    holidays = [(one.name, one.first, one.last, one.make_up) for one in known.holidays] if known else []
    for name, first, last, make_up in [*holidays, *(("临时放假", day, day, ()) for day in off)]:
        worked = ", ".join(day.isoformat() for day in make_up)
        lines += ["[[holiday]]", f'name = "{name}"', f"from = {first}", f"to = {last}", f"make_up = [{worked}]"]
    return "\n".join(lines) if known or off else "\n".join([*lines, "holiday = []"])


@pytest.fixture
def data_officer(real):
    return people.actor_of_account("catalogue-1")


def declare_off(day, by):
    return regions.publish_calendar_year(year_file(day.year, [day]), f"{day.year}.toml", by=by)


def next_working(after):
    return calendars.calendar().after(after, 1)


def test_a_day_off_more_moves_the_last_days_after_it_and_says_which(clerk, reviewer, li, data_officer):
    waiting = received(clerk)
    decided = actions.decide(actions.accept(received(clerk), by=reviewer), granted=True, by=reviewer)
    done = actions.decline(received(clerk), reason="依法不需要取得许可", by=reviewer)
    before = {case.pk: (case.respond_by, case.deliver_by) for case in (waiting, decided, done)}
    worker.drain()
    day = next_working(timezone.localdate())
    row = declare_off(day, data_officer)
    assert watching.stale(row.calendar) == 2
    worker.drain()
    assert watching.stale(row.calendar) == 0
    waiting, decided, done = (Case.objects.get(pk=case.pk) for case in (waiting, decided, done))
    assert waiting.respond_by == waiting.next_due_on == calendars.calendar().after(before[waiting.pk][0], 1)
    assert decided.deliver_by == calendars.calendar().after(before[decided.pk][1], 1)
    assert done.respond_by == before[done.pk][0], "what is concluded stays as it was reckoned"
    told = journal.latest(waiting.number)
    assert (told.name, told.actor) == ("case.rescheduled", "clock")
    assert set(told.fact.moved) == {"respond_by", "next_due_on"}
    moves = watching.date_moves(row.calendar)
    assert {(move.number, move.label) for move in moves} >= {(waiting.number, "受理决定"), (decided.number, "送达")}
    assert watching.moved(row.calendar) == len(moves)
    assert any("节假日安排有变" in notice.text for notice in notices.inbox(li))
    for case in (waiting, decided, done):
        assert invariants.broken(case.number) == []


def test_a_day_that_nobody_waits_for_moves_nothing(clerk, data_officer):
    case = received(clerk)
    row = declare_off(case.respond_by + timedelta(days=60), data_officer)
    assert actions.reschedule_stale() == 0
    again = Case.objects.get(pk=case.pk)
    assert (again.version, again.calendar_version) == (case.version, row.calendar)
    assert watching.date_moves(row.calendar) == []


def test_done_twice_or_half_it_moves_nothing_twice(clerk, data_officer):
    cases = [received(clerk) for _ in range(3)]
    declare_off(next_working(timezone.localdate()), data_officer)
    assert actions.reschedule_stale() == 6  # respond_by and next_due_on of each
    assert actions.reschedule_stale() == 0
    assert [Case.objects.get(pk=case.pk).version for case in cases] == [2, 2, 2]


def test_a_case_is_checked_by_the_calendar_it_was_reckoned_by(clerk, data_officer):
    case = received(clerk)
    declare_off(next_working(timezone.localdate()), data_officer)
    stored, again = queries.recomputed(case.number)
    assert stored == again, "stale, and not wrong"
    assert calendars.calendar_of(case.calendar_version).version == case.calendar_version
    assert calendars.calendar_of("2020-00000000") is None


def test_a_year_not_known_becomes_known(data_officer):
    assert not calendars.calendar().knows(date(2031, 1, 1))
    before = calendars.calendar().version
    regions.publish_calendar_year(year_file(2031, [date(2031, 1, 1)]), "2031.toml", by=data_officer)
    now = calendars.calendar()
    assert now.knows(date(2031, 1, 1))
    assert not now.is_working_day(date(2031, 1, 1))
    assert now.version != before
    assert calendars.calendar_of(before).version == before
    (first, *_) = calendars.known_years()
    assert (first.year.year, first.days_off, first.by) == (2031, 1, data_officer.label)


def test_what_is_wrong_or_says_nothing_new_is_refused(data_officer):
    with pytest.raises(Invalid, match="notice 没有写"):
        regions.publish_calendar_year("year = 2031\nholiday = []", "2031.toml", by=data_officer)
    with pytest.raises(Blocked, match="没有变化"):
        regions.publish_calendar_year(year_file(2026), "2026.toml", by=data_officer)
    assert calendars.calendar().version == national().version


def test_the_days_that_change_are_shown_before(data_officer):
    day = next_working(timezone.localdate())
    year = regions.read_calendar_year(year_file(day.year, [day]), f"{day.year}.toml")
    assert [(one.day, one.works) for one in calendars.differences(year)] == [(day, False)]
