"""Working days and due dates: pure functions of a date, a limit and the national calendar (行政许可法 art. 82)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from zoneinfo import ZoneInfo

from tongban.kit import environment
from tongban.kit.year_file import EVERYWHERE, FIRST_YEAR, LAST_YEAR, Holiday, OfficeHours, Year, read_year_file

__all__ = [
    "CHINA", "CLOSING_TIME", "SHIPPED", "Calendar", "Holiday", "Limit", "OfficeHours", "Unit", "Year",
    "after_office_minutes", "china_day", "due_at", "due_on", "national", "office_minutes",
]  # fmt: skip

SHIPPED = Path(__file__).parent / "calendar"
_DEFAULT_VAR = Path(__file__).parent.parent.parent / "var"
CHINA = ZoneInfo("Asia/Shanghai")
CLOSING_TIME = EVERYWHERE.closes

_FIRST, _LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_ORIGIN = _FIRST.toordinal()
_SPAN = _LAST.toordinal() - _ORIGIN + 1
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days offices work, 2000 to 2099; a year without a notice knows only its weekends."""

    years: Mapping[int, Year]
    _worked: tuple[int, ...] = field(init=False, repr=False, compare=False)  # working days, as day numbers, ascending
    _count: tuple[int, ...] = field(
        init=False, repr=False, compare=False
    )  # by day number: working days before that day

    def __post_init__(self) -> None:
        festivals = [holiday for year in self.years.values() for holiday in year.holidays]
        off = {day.toordinal() - _ORIGIN for holiday in festivals for day in holiday.days()}
        made_up = {day.toordinal() - _ORIGIN for holiday in festivals for day in holiday.make_up}
        worked = [n in made_up or (n not in off and (n + _FIRST.weekday()) % 7 < 5) for n in range(_SPAN)]
        object.__setattr__(self, "_worked", tuple(n for n in range(_SPAN) if worked[n]))
        object.__setattr__(self, "_count", tuple(accumulate(worked, initial=0)))

    @classmethod
    def load(cls, *folders: Path) -> "Calendar":
        """Read every ``<year>.toml`` of the folders; a later folder's year replaces an earlier's. Raises Invalid."""
        files = {path.stem: path for folder in folders for path in sorted(folder.glob("[0-9]*.toml"))}
        return cls({year.year: year for year in map(read_year_file, files.values())})

    def amended(self, years: Iterable[Year]) -> "Calendar":
        """This calendar with some years said anew."""
        return Calendar({**self.years, **{year.year: year for year in years}})

    @cached_property
    def version(self) -> str:
        """``2026-3f2a91c0``: the last year it knows, and a digest of all it says. What says the same has the same version."""
        said = repr([(year.year, year.holidays, year.hours) for _, year in sorted(self.years.items())])
        return f"{max(self.years, default=0)}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"

    def hours(self, area: str, day: date) -> OfficeHours:
        """办公时间 of an area (a code of up to 12 digits) on a day: the nearest area, the latest year that says so."""
        said = self._hours_of(area[:6])
        return next((hours for year, hours in said if year <= day.year), EVERYWHERE)

    def _hours_of(self, area: str) -> list[tuple[int, OfficeHours]]:
        kept: dict[str, list[tuple[int, OfficeHours]]] = self.__dict__.setdefault("_hours_kept", {})
        if area not in kept:
            near = [
                (len(hours.area), year.year, hours)
                for year in self.years.values()
                for hours in year.hours
                if area.startswith(hours.area)
            ]
            kept[area] = [(year, hours) for _, year, hours in sorted(near, key=lambda one: one[:2], reverse=True)]
        return kept[area]

    def knows(self, day: date) -> bool:
        """Whether the notice for the day's year is here; if not, a due date on that day is provisional."""
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day."""
        place = _place(day)
        return self._count[place + 1] > self._count[place]

    def after(self, day: date, working_days: int) -> date:
        """The working day that is so many working days later; counting begins the day after ``day``.

        Zero is the same day, or the next working day when nobody works on it. ValueError beyond 2099.
        """
        if working_days < 0:
            raise ValueError(f"working days cannot be negative: {working_days}")
        place = _place(day)
        before_count = self._count[place] if working_days == 0 else self._count[place + 1] - 1
        index = before_count + working_days
        if index >= len(self._worked):
            raise ValueError(f"{working_days} working days after {day} lie beyond {_LAST.year}")
        return date.fromordinal(_ORIGIN + self._worked[index])

    def between(self, start: date, end: date) -> int:
        """How many working days lie after ``start``, up to and including ``end``; negative when ``end`` is earlier."""
        return self._count[_place(end) + 1] - self._count[_place(start) + 1]

    def next_working(self, day: date) -> date:
        """The day itself when offices work on it, else the first working day after it."""
        return self.after(day, 0)


def _place(day: date) -> int:
    place = day.toordinal() - _ORIGIN
    if not 0 <= place < _SPAN:
        raise ValueError(f"{day} lies outside the calendar, {_FIRST.year} to {_LAST.year}")
    return place


@lru_cache(maxsize=1)
def national() -> Calendar:
    """The shipped calendar, with the operator's own years from ``$TONGBAN_VAR/calendar``; read once in a process."""
    return Calendar.load(SHIPPED, Path(environment.text("TONGBAN_VAR", str(_DEFAULT_VAR))) / "calendar")


# --- limits ----------------------------------------------------------------------------------------------------------
class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    OFFICE_HOURS = "office_hours"

    @property
    def label(self) -> str:
        """As written after a number."""
        return _LABELS[self]

    @property
    def in_days(self) -> bool:
        """Whole days, the first of which does not count; hours run from the moment itself."""
        return self in {Unit.WORKING_DAYS, Unit.DAYS}


_LABELS = {
    Unit.WORKING_DAYS: "个工作日",
    Unit.DAYS: "日",
    Unit.HOURS: "小时",
    Unit.OFFICE_HOURS: "个工作小时",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a unit; an amount of 0 means at once, the same day (当场办结). ValueError for a negative amount."""

    amount: int
    unit: Unit = Unit.WORKING_DAYS

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a limit cannot be negative: {self.amount}")

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.label}" if self.amount else "当场"


def china_day(at: datetime) -> date:
    """The day it is in China at that moment."""
    return at.astimezone(CHINA).date()


def due_at(limit: Limit, start: datetime, calendar: Calendar, area: str = "") -> datetime:
    """The moment the limit runs out, in China's time; ``start`` is an aware datetime. ValueError beyond the calendar.

    Days end when the offices of the area close; the first day does not count, and a last day that is a holiday moves to
    the next working day (民法典 art. 201, 203). Hours run from the moment itself; office hours only while offices work.
    """
    if limit.amount and limit.unit is Unit.HOURS:
        return _later(start, timedelta(hours=1), limit).astimezone(CHINA)
    if limit.amount and limit.unit is Unit.OFFICE_HOURS:
        return after_office_minutes(limit.amount * 60, start, calendar, area)
    last = _last_day(limit, china_day(start), calendar)
    return datetime.combine(last, calendar.hours(area, last).closes, CHINA)


def due_on(limit: Limit, start: datetime, calendar: Calendar, area: str = "") -> date:
    """The last day of the limit, the date a person is told."""
    if limit.unit.in_days or not limit.amount:
        return _last_day(limit, china_day(start), calendar)
    return due_at(limit, start, calendar, area).date()


def after_office_minutes(minutes: int, start: datetime, calendar: Calendar, area: str = "") -> datetime:
    """The moment at which the offices of an area have worked so many minutes (at least one) since ``start``."""
    start = start.astimezone(CHINA)
    start += timedelta(seconds=-start.second % 60)  # a minute that has begun is not counted
    hours = calendar.hours(area, start.date())
    first = calendar.next_working(start.date())
    done = hours.worked(start.time()) if first == start.date() else 0
    days, left = divmod(done + minutes - 1, hours.minutes)
    return datetime.combine(calendar.after(first, days), hours.at(left + 1), CHINA)


def office_minutes(start: datetime, end: datetime, calendar: Calendar, area: str = "") -> int:
    """How many minutes the offices of an area work from one moment to a later one."""
    start, end = start.astimezone(CHINA), end.astimezone(CHINA)
    hours = calendar.hours(area, start.date())
    before = hours.worked(start.time()) if calendar.is_working_day(start.date()) else 0
    if calendar.is_working_day(end.date()):
        whole_days = calendar.between(start.date(), end.date()) - (start.date() != end.date())
        after = hours.worked(end.time())
    else:
        whole_days, after = calendar.between(start.date(), end.date()), 0
    if start.date() != end.date() and calendar.is_working_day(start.date()):
        whole_days += 1
    return whole_days * hours.minutes + after - before


def _last_day(limit: Limit, day: date, calendar: Calendar) -> date:
    if limit.unit is Unit.WORKING_DAYS:
        return calendar.after(day, limit.amount)
    return calendar.next_working(_later(datetime.combine(day, time(), UTC), _ONE_DAY, limit).date())


def _later(start: datetime, step: timedelta, limit: Limit) -> datetime:
    try:
        return start + limit.amount * step
    except OverflowError:
        raise ValueError(f"a limit of {limit} lies beyond the calendar") from None
