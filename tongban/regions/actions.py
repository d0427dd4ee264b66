"""Loading the places, and saying a year of the calendar anew. Nothing is taken away: cases keep what they began with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from tongban.journal.bus import Who, announce
from tongban.kit.blocked import Blocked
from tongban.kit.year_file import Year, read_year
from tongban.regions import calendars, queries
from tongban.regions.events import CalendarPublished
from tongban.regions.models import CalendarYear, Outlet, Region
from tongban.regions.reading import SOURCE, read

Progress = Callable[[int, int], None]
Row = TypeVar("Row", Region, Outlet)
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did: rows there are in the tables, and how many of them were new or changed."""

    regions: int
    outlets: int
    written: int


def load(progress: Progress = lambda done, total: None, *, source: Path = SOURCE) -> Loaded:
    """Bring places and outlets to what the tables of ``source`` say; a second run writes nothing.

    ``progress`` is told rows done and rows in all. Raises Invalid, and then nothing has been written.
    """
    regions, outlets = read(source)
    with transaction.atomic():
        changed_regions, changed_outlets = _changed(Region, regions), _changed(Outlet, outlets)
        total = len(regions) + len(outlets)
        done = total - len(changed_regions) - len(changed_outlets)
        progress(done, total)
        done = _write(Region, changed_regions, progress, done, total)
        _write(Outlet, changed_outlets, progress, done, total)
    queries.forget()
    return Loaded(len(regions), len(outlets), len(changed_regions) + len(changed_outlets))


def _changed(model: type[Row], rows: Sequence[Row]) -> list[Row]:
    columns = [column.attname for column in model._meta.concrete_fields]
    there = {kept[0]: kept for kept in model._default_manager.values_list(*columns)}
    return [row for row in rows if there.get(row.code) != tuple(getattr(row, column) for column in columns)]


def _write(model: type[Row], rows: Sequence[Row], progress: Progress, done: int, total: int) -> int:
    columns = [column.name for column in model._meta.concrete_fields if not column.primary_key]
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        model._default_manager.bulk_create(chunk, update_conflicts=True, unique_fields=["code"], update_fields=columns)
        done += len(chunk)
        progress(done, total)
    return done


def read_calendar_year(text: str, name: str) -> Year:
    """A year's file as uploaded, checked. Raises Invalid, Blocked when it says what is in force already."""
    year = read_year(text, name)
    if calendars.calendar().amended([year]).version == calendars.calendar().version:
        raise Blocked(f"{year.year} 年的日历已经是这样，没有变化。请核对是不是传错了文件。", code="unchanged")
    return year


@transaction.atomic
def publish_calendar_year(text: str, name: str, *, by: Who) -> CalendarYear:
    """发布年度日历: from now on every last day is reckoned by it, and those of open cases are reckoned again.

    Raises as ``read_calendar_year`` does.
    """
    year = read_calendar_year(text, name)
    version = calendars.calendar().amended([year]).version
    now = timezone.now()
    row = CalendarYear.objects.create(
        year=year.year, notice=year.notice, text=text, calendar=version, by_key=by.key, by_label=by.label, at=now
    )
    announce(CalendarPublished(subject="calendar", year=year.year, notice=year.notice, calendar=version), by=by, at=now)
    transaction.on_commit(calendars.forget)
    calendars.forget()
    return row
