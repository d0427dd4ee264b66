"""Working days and due dates: pure functions of a date, a limit and the national calendar (行政许可法 art. 82)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tongban.kit import environment
from tongban.kit.blocked import Invalid, Problem

SHIPPED = Path(__file__).parent / "calendar"
_DEFAULT_VAR = Path(__file__).parent.parent.parent / "var"
CHINA = ZoneInfo("Asia/Shanghai")
CLOSING_TIME = time(17, 30)  # 民法典 art. 203: the last day ends when the office closes

_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_ORIGIN = _FIRST.toordinal()
_SPAN = _LAST.toordinal() - _ORIGIN + 1
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One festival of a notice: the days off and the weekend days worked for it."""

    name: str
    first: date
    last: date
    make_up: tuple[date, ...] = ()

    def days(self) -> Iterable[date]:
        """Every day off, first and last included."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Year:
    """What the State Council said about one year."""

    year: int
    notice: str
    source: str
    holidays: tuple[Holiday, ...]


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
        return cls({year.year: year for year in map(_read_year, files.values())})

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

    @property
    def label(self) -> str:
        """As written after a number."""
        return {Unit.WORKING_DAYS: "个工作日", Unit.DAYS: "日", Unit.HOURS: "小时"}[self]


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


def due_at(limit: Limit, start: datetime, calendar: Calendar) -> datetime:
    """The moment the limit runs out, in China's time; ``start`` is an aware datetime. ValueError beyond the calendar.

    Days end when the office closes; the first day does not count, and a last day that is a holiday moves to the next
    working day (民法典 art. 201, 203). Hours run from the moment itself.
    """
    local = start.astimezone(CHINA)
    if limit.unit is Unit.HOURS and limit.amount:
        return _later(start, timedelta(hours=1), limit).astimezone(CHINA)
    return datetime.combine(_last_day(limit, local.date(), calendar), CLOSING_TIME, CHINA)


def due_on(limit: Limit, start: datetime, calendar: Calendar) -> date:
    """The last day of the limit, the date a person is told."""
    return due_at(limit, start, calendar).date()


def _last_day(limit: Limit, day: date, calendar: Calendar) -> date:
    if limit.unit is Unit.WORKING_DAYS:
        return calendar.after(day, limit.amount)
    return calendar.next_working(_later(datetime.combine(day, time(), UTC), _ONE_DAY, limit).date())


def _later(start: datetime, step: timedelta, limit: Limit) -> datetime:
    try:
        return start + limit.amount * step
    except OverflowError:
        raise ValueError(f"a limit of {limit} lies beyond the calendar") from None


# --- the yearly file -------------------------------------------------------------------------------------------------
def _read_year(path: Path) -> Year:
    """One notice; whatever is wrong is told with the file and the field. Raises Invalid."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid([Problem(path.name, f"日历文件 {path} 读不了：{error}")]) from None
    year = _field(path, written, "year", int)
    if str(year) != path.stem or not _FIRST.year <= year <= _LAST.year:
        raise Invalid([Problem(f"{path.name}:year", f"日历文件 {path} 的 year 应与文件名相同，现在是 {year}")])
    holidays = tuple(
        _read_holiday(path, f"holiday[{n}].", entry)
        for n, entry in enumerate(_field(path, written, "holiday", list), start=1)
    )
    return Year(year, _field(path, written, "notice", str), _field(path, written, "source", str), holidays)


def _read_holiday(path: Path, where: str, entry: dict[str, Any]) -> Holiday:
    first, last = _field(path, entry, "from", date, where), _field(path, entry, "to", date, where)
    if not (0 <= (last - first).days < 31 and abs(first.year - int(path.stem)) <= 1):
        raise Invalid([Problem(f"{path.name}:{where}to", f"日历文件 {path} 的 {where}from 到 to 不像一个假期，请核对")])
    make_up = entry.get("make_up", [])
    if not isinstance(make_up, list) or not all(isinstance(d, date) and d.weekday() >= 5 for d in make_up):
        raise Invalid([Problem(f"{path.name}:{where}make_up", f"日历文件 {path} 的 {where}make_up 应是周末的日期")])
    return Holiday(_field(path, entry, "name", str, where), first, last, tuple(make_up))


def _field(path: Path, table: object, name: str, kind: type, where: str = "") -> Any:
    found = table.get(name) if isinstance(table, dict) else None
    if not isinstance(found, kind) or isinstance(found, datetime):
        raise Invalid([Problem(f"{path.name}:{where}{name}", f"日历文件 {path} 的 {where}{name} 没有写，或者写法不对")])
    return found
