"""Questions about the clock over all cases: what a changed calendar moved, and what still waits to be reckoned by it."""

from dataclasses import dataclass
from datetime import date

from tongban.cases.models import Case, DateMove


@dataclass(frozen=True, slots=True)
class Move:
    """A last day that moved, of which case, from when to when; None where there was or is none."""

    number: str
    label: str
    was: date | None
    now: date | None


_LABELS = {
    "respond_by": "受理决定",
    "due_on": "承诺办结",
    "statutory_due_on": "法定办结",
    "deliver_by": "送达",
    "next_due_on": "下一截止日",
}


def date_moves(calendar: str, *, limit: int = 100) -> list[Move]:
    """What one version of the calendar moved, the newest first."""
    rows = DateMove.objects.filter(calendar=calendar).order_by("-id")
    found = rows.values_list("case__number", "leg", "was", "now")[:limit]
    return [Move(number, _LABELS[leg], was, now) for number, leg, was, now in found]


def moved(calendar: str) -> int:
    """How many last days one version of the calendar moved."""
    return DateMove.objects.filter(calendar=calendar).count()


def stale(calendar: str) -> int:
    """How many open cases still stand by another calendar."""
    return Case.objects.open().exclude(calendar_version=calendar).count()


def open_in_all() -> int:
    """How many cases are open."""
    return Case.objects.open().count()
