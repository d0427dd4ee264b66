"""The legal clock: agrees with two independent calendars day by day, and its functions keep their laws."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kit.blocked import Invalid
from tongban.kit.days import CHINA, SHIPPED, Calendar, Limit, Unit, due_at, due_on, national

EVERY_DAY = [date(2019, 1, 1) + timedelta(days=n) for n in range(2922)]
days = st.dates(date(2001, 1, 1), date(2090, 12, 31))
amounts = st.integers(0, 1000)


def test_agrees_with_chinesecalendar_on_every_day():
    calendar = national()
    assert [d for d in EVERY_DAY if calendar.is_working_day(d) != chinese_calendar.is_workday(d)] == []


def test_agrees_with_holidays_on_every_day():
    calendar, china = national(), holidays.country_holidays("CN", years=range(2018, 2028))
    assert [d for d in EVERY_DAY if calendar.is_working_day(d) != china.is_working_day(d)] == []


def test_knows_the_years_it_has_a_notice_for():
    assert all(national().knows(date(year, 6, 1)) for year in range(2019, 2027))
    assert not national().knows(date(2018, 12, 31))
    assert not national().knows(date(2027, 1, 1))
    assert all(year.notice.startswith("国办发明电〔") for year in national().years.values())


@given(days, st.integers(1, 1000))
def test_between_undoes_after(day, n):
    calendar = national()
    assert calendar.between(day, calendar.after(day, n)) == n


@given(days, amounts)
def test_a_due_date_is_a_working_day_and_never_in_the_past(day, n):
    due = national().after(day, n)
    assert national().is_working_day(due)
    assert due >= day


@given(days, days, amounts)
def test_who_starts_earlier_is_never_due_later(one, other, n):
    early, late = sorted((one, other))
    assert national().after(early, n) <= national().after(late, n)
    assert national().after(early, n) < national().after(early, n + 1) or n == 0


@given(days, days, days)
def test_stretches_add_up(a, b, c):
    calendar = national()
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)


@given(days, st.integers(1, 60))
def test_counting_by_fingers_gives_the_same(day, n):
    calendar, left, on = national(), n, day
    while left:
        on += timedelta(days=1)
        left -= calendar.is_working_day(on)
    assert calendar.after(day, n) == on


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 25)),  # over a weekend
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # over the Spring Festival
        (date(2026, 2, 17), 0, date(2026, 2, 24)),  # at once, but nobody works on New Year's Day
    ],
)
def test_dates_a_clerk_can_check_on_the_wall(start, n, due):
    assert national().after(start, n) == due


@pytest.mark.parametrize("n", [-1, 10**6, 10**30])
def test_silly_amounts_are_refused(n):
    with pytest.raises(ValueError):
        national().after(date(2026, 11, 20), n)


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2100, 1, 1)])
def test_days_outside_the_calendar_are_refused(day):
    with pytest.raises(ValueError):
        national().is_working_day(day)


# --- limits ----------------------------------------------------------------------------------------------------------
def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        (Limit(3), moment(2026, 9, 30, 17, 30)),
        (Limit(4), moment(2026, 10, 8, 17, 30)),
        (Limit(0), moment(2026, 9, 24, 17, 30)),
        (Limit(0, Unit.HOURS), moment(2026, 9, 24, 17, 30)),
        (Limit(5, Unit.DAYS), moment(2026, 9, 29, 17, 30)),
        (Limit(10, Unit.DAYS), moment(2026, 10, 8, 17, 30)),  # 4 October is a holiday: the next working day
        (Limit(4, Unit.HOURS), moment(2026, 9, 24, 13, 0)),
    ],
)
def test_when_a_limit_runs_out(limit, due):
    assert due_at(limit, moment(2026, 9, 24, 9, 0), national()) == due
    assert due_on(limit, moment(2026, 9, 24, 9, 0), national()) == due.date()


def test_the_day_is_chinas_day_wherever_the_clock_stands():
    late_evening_in_london = datetime(2026, 11, 19, 23, 0, tzinfo=UTC)  # already the 20th in 诸暨
    assert due_on(Limit(1), late_evening_in_london, national()) == date(2026, 11, 23)


@given(st.datetimes(datetime(2019, 1, 1), datetime(2060, 1, 1)), st.integers(1, 500), st.sampled_from(Unit))
def test_a_longer_limit_never_ends_earlier(start, n, unit):
    start = start.replace(tzinfo=CHINA)
    assert start < due_at(Limit(n, unit), start, national()) <= due_at(Limit(n + 1, unit), start, national())


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("amount", [10**8, 10**40])
def test_a_silly_limit_is_refused(unit, amount):
    with pytest.raises(ValueError):
        due_at(Limit(amount, unit), moment(2026, 11, 20), national())


def test_a_limit_is_told_in_words():
    assert [str(limit) for limit in (Limit(3), Limit(15, Unit.DAYS), Limit(4, Unit.HOURS), Limit(0))] == [
        "3 个工作日",
        "15 日",
        "4 小时",
        "当场",
    ]
    with pytest.raises(ValueError):
        Limit(-1)


# --- next year's notice ----------------------------------------------------------------------------------------------
NOTICE_2027 = """
year = 2027
notice = "国办发明电〔2026〕某号"
source = "示例"
[[holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03
make_up = [2027-01-09]
"""


def written(folder: Path, text: str, name: str = "2027.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_an_operator_adds_a_year(tmp_path):
    calendar = Calendar.load(SHIPPED, written(tmp_path, NOTICE_2027))
    assert calendar.knows(date(2027, 3, 1))
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 9))
    assert calendar.is_working_day(date(2026, 11, 20))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("year = 2027", "year = 2028", "year 应与文件名相同"),
        ("year = 2027", "year = ", "读不了"),
        ('notice = "国办发明电〔2026〕某号"', "", "notice 没有写"),
        ("to = 2027-01-03", 'to = "2027-01-03"', "holiday[1].to 没有写，或者写法不对"),
        ("to = 2027-01-03", "to = 2026-01-03", "不像一个假期"),
        ("[2027-01-09]", "[2027-01-11]", "make_up 应是周末的日期"),
        ("[[holiday]]", "[holiday]", "holiday 没有写"),
    ],
)
def test_a_bad_notice_is_named_by_file_and_field(tmp_path, before, after, told):
    folder = written(tmp_path, NOTICE_2027.replace(before, after))
    with pytest.raises(Invalid, match=r"2027\.toml") as refusal:
        Calendar.load(SHIPPED, folder)
    assert told in refusal.value.sentence
