"""What holds of every clock, whatever the dates: monotone, additive over splits, a pause never shortens; and its face."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases import clock, events
from tongban.cases.clock import Card, Ground, Moments, Pause, deadlines
from tongban.cases.tests.telling import Limit, item, moments, on
from tongban.kit.days import CHINA, Unit, national

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1)).map(lambda moment: moment.replace(tzinfo=CHINA))
UNITS = st.sampled_from(Unit)
IN_DAYS = st.builds(Limit, st.integers(0, 90), st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS]))
LIMITS = st.builds(Limit, st.integers(0, 90), UNITS)
HOURS = st.integers(0, 24 * 60)


@st.composite
def pauses(draw):
    """Up to four special procedures one after the other, from the moment given on."""
    found, at = [], draw(st.integers(-72, 400))
    for _ in range(draw(st.integers(0, 4))):
        begun = at + draw(HOURS)
        at = begun + draw(HOURS)
        found.append((begun, at))
    return found


def paused(start, hours):
    one = timedelta(hours=1)
    return tuple(Pause("hearing", start + a * one, ended_at=start + b * one) for a, b in hours)


def due(start, limit, stopped=(), more=()):
    rule = item(limit, Limit(2000))
    return deadlines(Moments(start, accepted_at=start, pauses=stopped), rule, national(), *more).due_on


@given(MOMENTS, IN_DAYS, pauses())
def test_no_last_day_is_a_day_off(start, limit, hours):
    told = Moments(start, accepted_at=start, decided_at=start, pauses=paused(start, hours))
    dates = deadlines(told, item(limit, limit), national())
    for day in (dates.respond_by, dates.due_on, dates.statutory_due_on, dates.deliver_by):
        assert national().is_working_day(day)
        assert day >= start.date()


@given(MOMENTS, MOMENTS, LIMITS, pauses())
def test_who_comes_later_is_never_due_earlier(one, two, limit, hours):
    early, late = sorted((one, two))
    stops = paused(early, hours)
    assert due(early, limit, stops) <= due(late, limit, stops)


@given(MOMENTS, st.integers(0, 60), st.integers(0, 60), UNITS, pauses())
def test_a_longer_limit_never_ends_earlier(start, less, more, unit, hours):
    less, more = sorted((max(1, less), max(1, more)))
    stops = paused(start, hours)
    assert due(start, Limit(less, unit), stops) <= due(start, Limit(more, unit), stops)


@given(MOMENTS, LIMITS, pauses(), st.integers(0, 3))
def test_a_pause_never_shortens(start, limit, hours, which):
    without = [pair for number, pair in enumerate(hours) if number != which]
    assert due(start, limit, paused(start, hours)) >= due(start, limit, paused(start, without))


@given(MOMENTS, LIMITS, HOURS, HOURS, HOURS)
def test_a_pause_split_in_two_is_the_same_pause(start, limit, begun, first, second):
    whole = paused(start, [(begun, begun + first + second)])
    split = paused(start, [(begun, begun + first), (begun + first, begun + first + second)])
    assert due(start, limit, whole) == due(start, limit, split)


@given(MOMENTS, st.integers(1, 60), st.integers(0, 60), pauses())
def test_working_days_add_up_over_splits(start, first, second, hours):
    calendar, stops = national(), clock.stops_of(paused(start, hours))
    whole = clock.last_day([Limit(first + second)], start, stops, calendar)
    apart = clock.last_day([Limit(first), Limit(second)], start, stops, calendar)
    assert whole == apart
    assert second or whole == clock.last_day([Limit(first)], start, stops, calendar)


@given(MOMENTS, MOMENTS, MOMENTS, pauses())
def test_days_counted_add_up(one, two, three, hours):
    early, middle, late = sorted(moment.date() for moment in (one, two, three))
    stops, calendar = clock.stops_of(paused(one, hours)), national()
    parts = clock.counted(early, middle, stops, calendar) + clock.counted(middle, late, stops, calendar)
    assert parts == clock.counted(early, late, stops, calendar)


@given(MOMENTS, st.integers(0, 40), pauses())
def test_as_many_days_are_counted_to_the_last_day_as_the_limit_has(start, length, hours):
    stops = clock.stops_of(paused(start, hours))
    last = clock.last_day([Limit(length)], start, stops, national())
    counted = clock.counted(start.date(), last, stops, national())
    assert counted in {length, length + 1}  # one more where it was stopped on its last day, or began on a day off
    assert counted == length or not length or any(begun.date() <= last for begun, _ in stops)


@given(MOMENTS, st.integers(0, 40), st.integers(0, 40))
def test_the_face_of_the_clock_is_red_exactly_when_late(start, length, passed):
    last = due(start, Limit(length))
    today = start.date() + timedelta(days=passed)
    face = clock.read(start.date(), last, today, national())
    assert (face.card == Card.RED) == (today > last) == (face.days_left < 0)
    assert 0 <= face.percent_used <= 100
    if today == last:
        assert face.card == Card.YELLOW


@given(pauses(), st.sampled_from(Unit), st.integers(0, 30))
def test_the_account_keeps_what_the_columns_do_not(hours, unit, amount):
    start = datetime(2026, 1, 5, 10, 0, 0, 123456, tzinfo=CHINA)
    kept = Moments(
        start,
        kept_back=bool(amount % 2),
        pauses=(*paused(start, hours), Pause("auction", start, date(2026, 3, 1), ground="拍卖")),
        extension=clock.Extension(Limit(amount, unit), start),
        stage_ends=(start,),
        transfers=(start, start),
        supplement_by=date(2026, 2, 1),
        supplemented_at=start,
    )
    assert Moments(start).with_account(kept.account) == kept
    assert Moments(start).account == {}


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


STANDS = [
    ("accepted 01-05; suspended 01-07 until=01-20", "01-16", (8, 10, Card.NONE, "听证")),
    ("accepted 01-05; suspended 01-07 until=01-20", "04-20", (8, 10, Card.NONE, "听证")),  # ninety days on
    ("accepted 01-05; suspended 01-07; resumed 01-09", "01-12", (7, 10, Card.NONE, "")),
    ("accepted 01-05; suspended 01-20; resumed 01-26", "01-23", (-4, 10, Card.RED, "")),  # late before it was stopped
    ("returned 01-06 until=01-20", "01-09", (7, 10, Card.NONE, "补正")),
    ("", "01-06", (4, 5, Card.NONE, "")),
    ("", "01-07", (3, 5, Card.YELLOW, "")),  # not signed for within its day, though the whole is in time
    ("signed 01-06", "01-07", (3, 5, Card.NONE, "")),
]


@pytest.mark.parametrize(("slip", "now", "face"), STANDS)
def test_the_clock_as_it_stands(slip, now, face):
    told, rule = moments("; ".join(filter(None, ("received 01-05", slip)))), item(Limit(10))
    dates = deadlines(told, rule, national())
    stands = clock.face_of(told, dates.due_on, dates.next_due_on, national(), moments(f"received {now}").received_at)
    assert (stands.days_left, stands.days_in_all, stands.card, stands.paused) == face


def test_a_history_begins_with_its_receipt():
    for told in ([], [(events.CaseSignedFor(subject="x"), datetime(2026, 1, 5, tzinfo=CHINA))]):
        with pytest.raises(ValueError, match="receipt"):
            clock.replay(told)


def test_there_are_eight_grounds_and_each_names_its_article():
    assert len(Ground) == 8
    assert all(ground.article.endswith("第四十五条") and ground.label for ground in Ground)
