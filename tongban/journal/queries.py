"""Questions about what happened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Min
from django.utils import timezone

from tongban.journal import facts
from tongban.journal.models import Entry, Relay

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONGEST_ACT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Told:
    """One fact as it stands in the journal."""

    id: int
    subject: str
    name: str
    fact: facts.Fact
    at: datetime
    actor: str
    actor_label: str


def _told(row: Entry) -> Told:
    content: dict[str, Any] = {"subject": row.subject, **row.content}
    return Told(row.id, row.subject, row.fact, facts.read(row.fact, content), row.at, row.actor, row.actor_label)


def history(subject: str) -> list[Told]:
    """Everything that happened to one subject, oldest first."""
    return [_told(row) for row in Entry.objects.filter(subject=subject)]


def latest(subject: str) -> Told | None:
    """The last thing that happened to a subject."""
    row = Entry.objects.filter(subject=subject).order_by("-id").first()
    return _told(row) if row else None


def since(cursor: int, *, subjects: "list[str] | QuerySet[Any] | None" = None, limit: int = 100) -> list[Told]:
    """Facts after a cursor (the id of the last one read), oldest first; for departments' systems that follow along.

    ``subjects`` narrows them: a list, or a set of rows with one column.
    """
    rows = Entry.objects.filter(id__gt=cursor, id__lte=_settled(cursor))
    if subjects is not None:
        rows = rows.filter(subject__in=subjects)
    return [_told(row) for row in rows[:limit]]


def _settled(cursor: int) -> int:
    """The last id behind which nothing can still appear.

    PostgreSQL gives ids out before the commit, so a slower act may yet write one that is left out; whoever follows
    would have gone past it for ever. An id left out for longer than an act can take was rolled back.
    """
    newest: int = Entry.objects.aggregate(newest=Max("id"))["newest"] or 0
    recent = Entry.objects.filter(id__gt=cursor, id__lte=newest, at__gt=timezone.now() - LONGEST_ACT)
    ids = list(recent.values_list("id", flat=True))
    before = Entry.objects.filter(id__lt=ids[0]).aggregate(id=Max("id"))["id"] if ids else None
    for earlier, later in pairwise([before or ids[0], *ids] if ids else []):
        if later - earlier > 1:
            return earlier
    return newest


@dataclass(frozen=True, slots=True)
class Backlog:
    """How far the relay is behind: waiting and parked relays, and the age of the oldest in seconds."""

    waiting: int
    parked: int
    oldest_seconds: float


def backlog() -> Backlog:
    """The state of the relay, for the readiness page and the metrics."""
    unfinished = Relay.objects.unfinished()
    waiting = unfinished.filter(parked_at=None)
    oldest = waiting.aggregate(at=Min("entry__at"))["at"]
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    return Backlog(waiting.count(), unfinished.exclude(parked_at=None).count(), age)
