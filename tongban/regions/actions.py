"""Loading the places. Codes are added and changed, never taken away: cases keep the code they were handed in with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from tongban.regions import queries
from tongban.regions.models import Outlet, Region
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
