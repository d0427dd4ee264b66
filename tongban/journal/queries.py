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
    columns = ("id", "subject", "fact", "content", "at", "actor", "actor_label")
    rows = Entry.objects.filter(subject=subject).values_list(*columns)  # no model is built: a life may have hundreds
    return [
        Told(id_, of, name, facts.read(name, {"subject": of, **content}), at, actor, label)
        for id_, of, name, content, at, actor, label in rows
    ]


def latest(subject: str) -> Told | None:
    """The last thing that happened to a subject."""
    row = Entry.objects.filter(subject=subject).order_by("-id").first()
    return _told(row) if row else None


def newest_moment() -> datetime | None:
    """The latest moment among the last hundred facts; None in an empty journal. A clock behind it was set back."""
    return max(Entry.objects.order_by("-id").values_list("at", flat=True)[:100], default=None)


def since(cursor: int, *, subjects: "list[str] | QuerySet[Any] | None" = None, limit: int = 100) -> list[Told]:
    """Facts after a cursor (the id of the last one read), oldest first; for departments' systems that follow along.

    ``subjects`` narrows them: a list, or a set of rows with one column.
    """
    return follow(cursor, subjects=subjects, limit=limit)[0]


def follow(
    cursor: int, *, subjects: "list[str] | QuerySet[Any] | None" = None, limit: int = 100
) -> tuple[list[Told], int]:
    """The facts after a cursor, and the cursor to go on from: as far as was looked, also where nothing was found.

    A follower of few subjects does not ask through everybody else's facts again each time.
    """
    settled = _settled(cursor)
    rows = Entry.objects.filter(id__gt=cursor, id__lte=settled)
    if subjects is not None:
        rows = rows.filter(subject__in=subjects)
    told = [_told(row) for row in rows[:limit]]
    return told, told[-1].id if len(told) == limit else max(cursor, settled)


def latest_act(subject: str, kind: type[facts.Fact]) -> Told | None:
    """The last fact of this kind, or of one made from it, about a subject."""
    told = (_told(row) for row in Entry.objects.filter(subject=subject).order_by("-id")[:20])
    return next((one for one in told if isinstance(one.fact, kind)), None)


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


@dataclass(frozen=True, slots=True)
class Parked:
    """A relay that waits for a person: which listener did not hear what, of which subject, since when, and what came of it."""

    id: int
    listener: str
    subject: str
    fact: str
    at: datetime
    trouble: str


def parked(*, limit: int = 100) -> list[Parked]:
    """停放: the operator's tasks; the oldest first."""
    rows = Relay.objects.parked().select_related("entry").order_by("parked_at")[:limit]
    return [
        Parked(row.pk, row.listener, row.subject, row.entry.fact, row.parked_at or row.due_at, row.trouble)
        for row in rows
    ]


def backlog() -> Backlog:
    """The state of the relay, for the readiness page and the metrics."""
    unfinished = Relay.objects.unfinished()
    waiting = unfinished.filter(parked_at=None)
    oldest = waiting.aggregate(at=Min("entry__at"))["at"]
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    return Backlog(waiting.count(), unfinished.exclude(parked_at=None).count(), age)
