"""The calendar offices work by: the shipped years, and the years an officer uploaded; every version there ever was.

A process keeps the calendar and asks every few seconds whether a year was added. A case remembers the version its dates were
reckoned by, so what was reckoned meanwhile by the one before is found, and reckoned again.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from tongban.kit.days import Calendar, Year, national
from tongban.kit.year_file import read_year
from tongban.regions.models import CalendarYear

FRESH = 5.0  # seconds
CLOSEST_LOOK = 40


@dataclass(frozen=True, slots=True)
class _Kept:
    calendar: Calendar
    newest: int
    asked_at: float


_kept: list[_Kept] = []


def calendar() -> Calendar:
    """The calendar in force."""
    known = _kept[0] if _kept else None
    if known and time.monotonic() - known.asked_at < FRESH:
        return known.calendar
    newest = CalendarYear.objects.aggregate(newest=Max("id"))["newest"] or 0
    current = known.calendar if known and known.newest == newest else _as_of(newest)
    _kept[:] = [_Kept(current, newest, time.monotonic())]
    return current


def calendar_of(version: str) -> Calendar | None:
    """The calendar as it was in one version; None for one this installation never had."""
    if version == calendar().version:
        return calendar()
    if version == national().version:
        return national()
    row = CalendarYear.objects.filter(calendar=version).order_by("-id").first()
    found = _as_of(row.pk) if row else None
    return found if found and found.version == version else None


def _as_of(newest: int) -> Calendar:
    rows = CalendarYear.objects.filter(pk__lte=newest).order_by("id") if newest else ()
    said = [read_year(row.text, f"{row.year}.toml") for row in rows]
    return national().amended(said) if said else national()


def forget() -> None:
    """Ask anew: after an upload, and between tests."""
    _kept.clear()


@dataclass(frozen=True, slots=True)
class KnownYear:
    """A year of the calendar in force, and where it comes from; ``by`` is empty for a shipped one."""

    year: Year
    by: str = ""
    at: datetime | None = None

    @property
    def days_off(self) -> int:
        """How many days are off by the notice."""
        return sum(len(list(holiday.days())) for holiday in self.year.holidays)

    @property
    def days_worked(self) -> int:
        """How many weekend days are worked for them."""
        return sum(len(holiday.make_up) for holiday in self.year.holidays)


def known_years() -> list[KnownYear]:
    """Every year there is a notice for, the latest first."""
    rows = {row.year: row for row in CalendarYear.objects.order_by("id")}
    return [
        KnownYear(year, rows[number].by_label, rows[number].at) if number in rows else KnownYear(year)
        for number, year in sorted(calendar().years.items(), reverse=True)
    ]


@dataclass(frozen=True, slots=True)
class Difference:
    """A day that becomes a working day, or stops being one."""

    day: date
    works: bool


def differences(year: Year) -> list[Difference]:
    """The days that change when this year is said anew, in order."""
    return list(_differences(calendar(), calendar().amended([year]), year.year))


def _differences(before: Calendar, after: Calendar, year: int) -> Iterator[Difference]:
    day = max(date(year - 1, 12, 1), date(2000, 1, 1))
    while day <= date(year, 12, 31):
        if before.is_working_day(day) != after.is_working_day(day):
            yield Difference(day, after.is_working_day(day))
        day += timedelta(days=1)
