"""重算期限: a calendar that changed moves last days; every open case is reckoned again, and what moved is kept for the report."""

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tongban.cases import clock, policies, timing
from tongban.cases.events import CaseRescheduled
from tongban.cases.lifecycle import Act
from tongban.cases.models import Case, DateMove
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked
from tongban.kit.days import Calendar
from tongban.people.actors import CLOCK
from tongban.regions.calendars import calendar

CHUNK = 2000
DATES = tuple(clock.Deadlines.__slots__)
_COLUMNS = (
    "pk",
    "version",
    "item_version_id",
    "mode",
    "application__situation",
    "completion_region",
    "account",
    *timing.COLUMNS,
    *DATES,
)


def reschedule_stale(*, most: int = 1_000_000) -> int:
    """Reckon again every open case whose dates stand by another calendar, at most so many. Returns how many dates moved.

    Where nothing moves only the version of the calendar is noted; where something does, it is an act of the clock.
    """
    current, moved, after, looked = calendar(), 0, 0, 0
    while looked < most:
        stale = Case.objects.open().exclude(calendar_version=current.version).filter(pk__gt=after)
        rows = list(stale.order_by("pk").values(*_COLUMNS)[:CHUNK])
        if not rows:
            break
        after, looked = rows[-1]["pk"], looked + len(rows)
        moved += _chunk(rows, current)
    return moved


def _chunk(rows: list[dict[str, Any]], current: Calendar) -> int:
    same: dict[int, list[int]] = defaultdict(list)
    moved = []
    for row in rows:
        if differs(row, current):
            moved.append(row["pk"])
        else:
            same[row["version"]].append(row["pk"])
    for version, keys in same.items():
        Case.objects.filter(pk__in=keys, version=version).update(calendar_version=current.version)
    cases = Case.objects.filter(pk__in=moved).select_related("application")
    return sum(_rescheduled(case) for case in cases)


def differs(row: dict[str, Any], current: Calendar) -> bool:
    """Whether the dates of a row, as columns, are other by this calendar."""
    dates = clock.deadlines(timing.moments_of(row), timing.rule_of(row), current, row["completion_region"])
    return any(getattr(dates, name) != row[name] for name in DATES)


def faces(low: int, high: int, current: Calendar, now: datetime) -> Counter[clock.Card]:
    """How many open cases with keys from ``low`` to ``high`` show which card, every date reckoned anew; nothing is written."""
    found: Counter[clock.Card] = Counter()
    for row in Case.objects.open().filter(pk__gte=low, pk__lte=high).order_by().values(*_COLUMNS):
        moments = timing.moments_of(row)
        dates = clock.deadlines(moments, timing.rule_of(row), current, row["completion_region"])
        face = clock.face_of(moments, dates.due_on, dates.next_due_on, current, now)
        found[face.card if face else clock.Card.NONE] += 1
    return found


def _rescheduled(case: Case) -> int:
    try:
        return reschedule(case)
    except Blocked:
        return 0  # it moved meanwhile, and was reckoned by the act that moved it


@transaction.atomic
def reschedule(case: Case) -> int:
    """重算期限 of one case, by the clock. Returns how many of its last days moved."""
    policies.check(Act.RESCHEDULE, CLOCK, case)
    now, was = timezone.now(), {name: getattr(case, name) for name in DATES}
    columns = timing.columns(case, case.moments)
    moved: dict[str, tuple[date | None, date | None]] = {
        name: (was[name], columns[name]) for name in DATES if was[name] != columns[name]
    }
    case.take(Act.RESCHEDULE, **columns)
    version = columns["calendar_version"]
    DateMove.objects.bulk_create(
        DateMove(case=case, calendar=version, leg=name, was=before, now=after, at=now)
        for name, (before, after) in moved.items()
    )
    announce(CaseRescheduled(subject=case.number, calendar=version, moved=moved), by=CLOCK, at=now)
    return len(moved)
