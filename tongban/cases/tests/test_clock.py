"""The legal clock: last days reckoned by hand from the State Council's calendar of 2026, and what holds of all of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases import clock, events
from tongban.cases.clock import Card, Moments, deadlines
from tongban.kit.days import CHINA, Limit, Unit, national

DAYS, HOURS = Unit.DAYS, Unit.HOURS
THREE, TWENTY = Limit(3), Limit(20)


@dataclass(frozen=True)
class Promise:
    promised: Limit | None = THREE
    statutory: Limit = TWENTY


def at(written: str) -> datetime:
    """``02-13`` or ``02-13 23:30`` of 2026, in China."""
    day, _, hour = written.partition(" ")
    return datetime.fromisoformat(f"2026-{day}T{hour or '10:00'}").replace(tzinfo=CHINA)


def on(written: str) -> date:
    return at(written).date()


@pytest.mark.parametrize(
    ("received", "respond_by"),
    [
        ("01-05", "01-12"),  # Monday to Monday
        ("01-05 23:59", "01-12"),  # late in the evening is the same day
        ("01-04", "01-09"),  # a Sunday worked for the new year; it is day nought
        ("01-10", "01-16"),  # a free Saturday
        ("02-06", "02-13"),
        ("02-09", "02-14"),  # the Saturday before 春节 is worked
        ("02-13", "02-27"),  # the 14th, then nine days off
        ("02-14", "02-28"),
        ("02-17", "02-28"),  # handed in online on the holiday itself
        ("02-27", "03-05"),  # the Saturday after it is worked too
        ("04-03", "04-13"),  # 清明
        ("05-08", "05-14"),  # a worked Saturday in May
        ("09-16", "09-22"),  # a worked Sunday in September
        ("09-24", "10-09"),  # 中秋 and 国庆
        ("09-30", "10-13"),  # 国庆, with a worked Saturday after it
    ],
)
def test_the_authority_answers_within_five_working_days(received, respond_by):
    dates = deadlines(Moments(at(received)), Promise(), national())
    assert dates.respond_by == dates.next_due_on == on(respond_by)


@pytest.mark.parametrize(
    ("accepted", "promised", "due_on"),
    [
        ("01-05", Limit(3), "01-08"),
        ("01-05", Limit(20), "02-02"),
        ("02-10", Limit(10, DAYS), "02-24"),  # the 20th lies in 春节
        ("09-15", Limit(20, DAYS), "10-08"),  # the 5th lies in 国庆
        ("09-15", Limit(2, DAYS), "09-17"),
        ("01-05", Limit(0), "01-05"),  # 当场
        ("01-04", Limit(0), "01-04"),  # on a worked Sunday
        ("01-10", Limit(0), "01-12"),  # on a free Saturday
        ("01-08", Limit(24, HOURS), "01-09"),
        ("01-08 23:30", Limit(1, HOURS), "01-09"),
        ("01-08", None, "02-05"),  # no promise was read: the law's twenty days
    ],
)
def test_the_promise_counts_from_acceptance(accepted, promised, due_on):
    moments = Moments(at("01-02"), accepted_at=at(accepted))
    dates = deadlines(moments, Promise(promised), national())
    assert dates.due_on == dates.next_due_on == on(due_on)


def test_a_correction_stops_the_clock_and_five_days_begin_anew():
    sent = Moments(at("02-09"), returned_at=at("02-11"), correct_by=clock.correct_by(at("02-11"), national()))
    assert sent.correct_by == on("03-03")
    assert deadlines(sent, Promise(), national()).next_due_on == on("03-03")
    back = Moments(at("02-09"), returned_at=at("02-11"), corrected_at=at("03-02"), correct_by=on("03-03"))
    dates = deadlines(back, Promise(), national())
    assert dates.respond_by == dates.next_due_on == on("03-09")


def test_delivery_has_ten_days_from_the_decision_and_then_nothing_is_awaited():
    moments = Moments(at("09-01"), accepted_at=at("09-02"), decided_at=at("09-24"))
    dates = deadlines(moments, Promise(), national())
    assert dates.deliver_by == dates.next_due_on == on("10-15")
    done = Moments(at("09-01"), accepted_at=at("09-02"), decided_at=at("09-24"), concluded_at=at("09-28"))
    assert deadlines(done, Promise(), national()).next_due_on is None


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1)).map(lambda moment: moment.replace(tzinfo=CHINA))
IN_DAYS = st.builds(Limit, st.integers(0, 90), st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS]))


@given(MOMENTS, IN_DAYS)
def test_no_last_day_is_a_day_off(start, limit):
    dates = deadlines(Moments(start, accepted_at=start, decided_at=start), Promise(limit, limit), national())
    for day in (dates.respond_by, dates.due_on, dates.statutory_due_on, dates.deliver_by):
        assert national().is_working_day(day)
        assert day >= start.date()


@given(MOMENTS, MOMENTS, IN_DAYS)
def test_who_comes_later_is_never_due_earlier(one, two, limit):
    early, late = sorted((one, two))
    assert _due(early, limit) <= _due(late, limit)


@given(MOMENTS, st.integers(0, 60), st.integers(0, 60), st.sampled_from(Unit))
def test_a_longer_limit_never_ends_earlier(start, less, more, unit):
    less, more = sorted((max(1, less), max(1, more)))
    assert _due(start, Limit(less, unit)) <= _due(start, Limit(more, unit))


def _due(start, limit):
    return deadlines(Moments(start, accepted_at=start), Promise(limit), national()).due_on


@given(MOMENTS, st.integers(0, 40), st.integers(0, 40))
def test_the_face_of_the_clock_is_red_exactly_when_late(start, length, passed):
    last = _due(start, Limit(length))
    today = start.date() + timedelta(days=passed)
    face = clock.read(start.date(), last, today, national())
    assert (face.card == Card.RED) == (today > last) == (face.days_left < 0)
    assert 0 <= face.percent_used <= 100
    if today == last:
        assert face.card == Card.YELLOW


@pytest.mark.parametrize(
    ("today", "left", "card"),
    [
        ("01-05", 20, Card.NONE),
        ("01-23", 6, Card.NONE),
        ("01-26", 5, Card.YELLOW),  # three quarters are used
        ("01-31", 1, Card.YELLOW),  # a Saturday
        ("02-02", 0, Card.YELLOW),
        ("02-03", -1, Card.RED),
        ("02-07", -4, Card.RED),
    ],
)
def test_twenty_days_on_the_face_of_the_clock(today, left, card):
    face = clock.read(on("01-05"), on("02-02"), on(today), national())
    assert (face.days_left, face.days_in_all, face.card) == (left, 20, card)


def test_late_on_a_day_off_is_late_by_one_day():
    assert clock.read(on("01-05"), on("01-09"), on("01-10"), national()).days_left == -1


def test_a_history_begins_with_its_receipt():
    for told in ([], [(events.CaseSignedFor(subject="x"), at("01-05"))]):
        with pytest.raises(ValueError, match="receipt"):
            clock.replay(told)
