"""The legal clock: a pure function of moments, limits and the calendar. Whoever has the journal gets the same dates.

Sources: 行政许可法 arts. 32 (one notice within five days), 42 (the decision), 44 (delivery within ten days), 82 (working
days). The time a person takes to bring corrections does not count: the clock of acceptance begins again when they are in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from tongban.cases import events
from tongban.kit.days import Calendar, Limit, due_on

RESPOND = Limit(5)  # art. 32
CORRECT = Limit(10)  # the default for bringing corrections; the reviewer may give longer
DELIVER = Limit(10)  # art. 44


@dataclass(frozen=True, slots=True)
class Moments:
    """When the things happened that the clock runs on."""

    received_at: datetime
    returned_at: datetime | None = None
    corrected_at: datetime | None = None
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    concluded_at: datetime | None = None
    correct_by: date | None = None


class Limits(Protocol):
    """What an item version says of time: the promise, and the law's longest."""

    @property
    def promised(self) -> Limit | None:
        """承诺时限; None when it was not read."""

    @property
    def statutory(self) -> Limit:
        """法定时限."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last days, as dates in China. ``next_due_on`` is the one that counts now; None when nothing is awaited."""

    respond_by: date
    due_on: date | None
    statutory_due_on: date | None
    deliver_by: date | None
    next_due_on: date | None


def deadlines(moments: Moments, limits: Limits, calendar: Calendar) -> Deadlines:
    """All last days that follow from the moments so far."""
    respond_by = due_on(RESPOND, moments.corrected_at or moments.received_at, calendar)
    due = statutory = deliver_by = None
    if moments.accepted_at:
        due, statutory = after_acceptance(moments.accepted_at, limits, calendar)
    if moments.decided_at:
        deliver_by = due_on(DELIVER, moments.decided_at, calendar)
    counting = _next(moments, respond_by, due, deliver_by)
    return Deadlines(respond_by, due, statutory, deliver_by, counting)


def after_acceptance(accepted_at: datetime, limits: Limits, calendar: Calendar) -> tuple[date, date]:
    """The promised day and the law's last day (art. 42); without a promise they are one."""
    statutory = due_on(limits.statutory, accepted_at, calendar)
    return (due_on(limits.promised, accepted_at, calendar) if limits.promised else statutory), statutory


def _next(moments: Moments, respond_by: date, due: date | None, deliver_by: date | None) -> date | None:
    if moments.concluded_at:
        return None
    if moments.returned_at and not moments.corrected_at:
        return moments.correct_by
    return deliver_by or due or respond_by


def correct_by(notified_at: datetime, calendar: Calendar) -> date:
    """The day corrections are due when the reviewer names no other: ten working days."""
    return due_on(CORRECT, notified_at, calendar)


def replay(told: Iterable[tuple[object, datetime]]) -> Moments:
    """The moments of a case, from its facts in order. ValueError when the first is not its receipt."""
    moments: Moments | None = None
    for fact, at in told:
        moments = _fold(moments, fact, at)
    if moments is None:
        raise ValueError("a case begins with its receipt")
    return moments


def _fold(moments: Moments | None, fact: object, at: datetime) -> Moments:
    if isinstance(fact, events.CaseReceived):
        return Moments(received_at=at)
    if moments is None:
        raise ValueError("a case begins with its receipt")
    match fact:
        case events.CaseReturned():
            return replace(moments, returned_at=at, corrected_at=None, correct_by=fact.correct_by)
        case events.CaseCorrected():
            return replace(moments, corrected_at=at)
        case events.CaseAccepted():
            return replace(moments, accepted_at=at)
        case events.CaseDecided():
            return replace(moments, decided_at=at)
        case events.CaseDelivered() | events.CaseDeclined() | events.CaseRetracted() | events.CaseLapsed():
            return replace(moments, concluded_at=at)
    return moments


class Card(StrEnum):
    """预警: the colour a case shows (电子监察): yellow when three quarters are used or on the last day, red when late."""

    NONE = ""
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock face shows today: working days left (negative when late), of how many, and the card."""

    days_left: int
    days_in_all: int
    card: Card

    @property
    def percent_used(self) -> int:
        """How much of the time is gone, 0 to 100."""
        if self.days_in_all <= 0:
            return 100 if self.days_left <= 0 else 0
        return max(0, min(100, round(100 * (self.days_in_all - self.days_left) / self.days_in_all)))


def read(started_on: date, last_day: date, today: date, calendar: Calendar) -> Reading:
    """The face of a running clock that started on one day and must stop by another."""
    late = today > last_day
    left = -max(1, calendar.between(last_day, today)) if late else calendar.between(today, last_day)
    in_all = calendar.between(started_on, last_day)
    near = today == last_day or (in_all > 0 and (in_all - left) / in_all >= 0.75)
    return Reading(left, in_all, Card.RED if late else Card.YELLOW if near else Card.NONE)
