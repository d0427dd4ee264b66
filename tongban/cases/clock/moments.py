"""When the things happened that the clock runs on, read from the facts of a case in their order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tongban.cases import events
from tongban.kit.days import Limit, Unit


@dataclass(frozen=True, slots=True)
class Pause:
    """特别程序: when it began, the day the applicant was told it would end, and when it did."""

    kind: str
    started_at: datetime
    until: date | None = None
    ended_at: datetime | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """延长: how long, and when it was granted."""

    limit: Limit
    at: datetime


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of one case. What has no column in the table of cases stands in its account (``account``)."""

    received_at: datetime
    signed_for_at: datetime | None = None
    returned_at: datetime | None = None
    corrected_at: datetime | None = None
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    concluded_at: datetime | None = None
    correct_by: date | None = None
    mode: str = ""
    kept_back: bool = False  # received, but its papers have still to be handed over
    forwarded_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    stage_ends: tuple[datetime, ...] = ()
    transfers: tuple[datetime, ...] = ()
    supplement_by: date | None = None
    supplemented_at: datetime | None = None

    @property
    def pause(self) -> Pause | None:
        """What stops the clock now."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].ended_at is None else None

    @property
    def account(self) -> dict[str, Any]:
        """时限账: everything that has no column of its own, as JSON; ``with_account`` reads it back."""
        return {name: write(getattr(self, name)) for name, (write, _) in _ACCOUNT.items() if getattr(self, name)}

    def with_account(self, account: dict[str, Any]) -> "Moments":
        """These moments, with what an account says besides."""
        return (
            self
            if not account
            else replace(self, **{name: _ACCOUNT[name][1](written) for name, written in account.items()})
        )


def replay(told: Iterable[tuple[object, datetime]]) -> Moments:
    """The moments of a case, from its facts in order. ValueError when the first is not its receipt."""
    moments: Moments | None = None
    for fact, at in told:
        if isinstance(fact, events.CaseReceived):
            moments = Moments(received_at=at, mode=fact.mode, kept_back=not fact.forwarded)
        elif moments is None:
            raise ValueError("a case begins with its receipt")
        else:
            moments = step(moments, fact, at)
    if moments is None:
        raise ValueError("a case begins with its receipt")
    return moments


def step(moments: Moments, fact: object, at: datetime) -> Moments:
    """The moments once this fact has happened."""
    follow = STEPS.get(type(fact)) if isinstance(fact, events.CaseFact) else None
    return follow(moments, fact, at) if follow else moments


Step = Callable[[Moments, Any, datetime], Moments]


def _seen(moments: Moments, at: datetime) -> datetime:
    """Whoever acts on a case has it before them: the authority's first act is its receipt, if it did not sign for it."""
    return moments.signed_for_at or at


def _accepted(moments: Moments, fact: events.CaseAccepted, at: datetime) -> Moments:
    return replace(
        moments,
        accepted_at=fact.as_of or at,
        signed_for_at=moments.signed_for_at if fact.deemed else _seen(moments, at),
        supplement_by=fact.supplement_by,
    )


def _suspended(moments: Moments, fact: events.CaseSuspended, at: datetime) -> Moments:
    begun = Pause(fact.kind, at, fact.until, ground=fact.ground)
    return replace(moments, pauses=(*moments.pauses, begun))


def _resumed(moments: Moments, fact: events.CaseResumed, at: datetime) -> Moments:
    if moments.pause is None:
        return moments
    return replace(moments, pauses=(*moments.pauses[:-1], replace(moments.pause, ended_at=at)))


def _extended(moments: Moments, fact: events.CaseExtended, at: datetime) -> Moments:
    """Once: a second one changes nothing (art. 42)."""
    granted = Extension(Limit(fact.amount, Unit(fact.unit)), at)
    return moments if moments.extension else replace(moments, extension=granted)


def _concluded(moments: Moments, fact: object, at: datetime) -> Moments:
    return replace(moments, concluded_at=at)


STEPS: dict[type[events.CaseFact], Step] = {
    events.CaseForwarded: lambda moments, fact, at: replace(moments, forwarded_at=at, kept_back=False),
    events.CaseSignedFor: lambda moments, fact, at: replace(moments, signed_for_at=at),
    events.CaseTransferred: lambda moments, fact, at: replace(
        moments, transfers=(*moments.transfers, at), signed_for_at=None
    ),
    events.CaseReturned: lambda moments, fact, at: replace(
        moments, returned_at=at, corrected_at=None, correct_by=fact.correct_by, signed_for_at=_seen(moments, at)
    ),
    events.CaseCorrected: lambda moments, fact, at: replace(moments, corrected_at=at),
    events.CaseAccepted: _accepted,
    events.CaseSupplemented: lambda moments, fact, at: (
        replace(moments, supplemented_at=at) if fact.complete else moments
    ),
    events.CaseSuspended: _suspended,
    events.CaseResumed: _resumed,
    events.CaseExtended: _extended,
    events.CaseStageEnded: lambda moments, fact, at: replace(moments, stage_ends=(*moments.stage_ends, at)),
    events.CaseDecided: lambda moments, fact, at: replace(moments, decided_at=at),
    events.CaseDeclined: lambda moments, fact, at: replace(moments, concluded_at=at, signed_for_at=_seen(moments, at)),
    events.CaseDelivered: _concluded,
    events.CaseRetracted: _concluded,
    events.CaseLapsed: _concluded,
}
"""What each fact means to the clock. A fact that is not here moves no date."""

READS: dict[type[events.CaseFact], tuple[str, ...]] = {
    events.CaseReceived: ("mode", "forwarded"),
    events.CaseReturned: ("correct_by",),
    events.CaseAccepted: ("deemed", "as_of", "supplement_by"),
    events.CaseSupplemented: ("complete",),
    events.CaseSuspended: ("kind", "until", "ground"),
    events.CaseExtended: ("amount", "unit"),
    events.CaseStageEnded: ("stage",),
}
"""The fields of a fact that the clock reads; of all others it reads the moment alone."""


# --- the account -----------------------------------------------------------------------------------------------------
def _write_pauses(pauses: tuple[Pause, ...]) -> list[list[str | None]]:
    return [
        [pause.kind, _iso(pause.started_at), _iso(pause.until), _iso(pause.ended_at), pause.ground] for pause in pauses
    ]


def _read_pauses(written: list[list[str | None]]) -> tuple[Pause, ...]:
    return tuple(
        Pause(
            kind or "",
            _at(begun),
            date.fromisoformat(until) if until else None,
            _at(end) if end else None,
            ground or "",
        )
        for kind, begun, until, end, ground in written
    )


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def _at(written: str | None) -> datetime:
    return datetime.fromisoformat(written or "")


def _write_times(times: tuple[datetime, ...]) -> list[str]:
    return [time.isoformat() for time in times]


def _read_times(written: list[str]) -> tuple[datetime, ...]:
    return tuple(map(datetime.fromisoformat, written))


def _write_extension(extension: Extension) -> list[Any]:
    return [extension.limit.amount, extension.limit.unit, extension.at.isoformat()]


def _read_extension(written: list[Any]) -> Extension:
    return Extension(Limit(written[0], Unit(written[1])), _at(written[2]))


_ACCOUNT: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "kept_back": (bool, bool),
    "forwarded_at": (_iso, _at),
    "pauses": (_write_pauses, _read_pauses),
    "extension": (_write_extension, _read_extension),
    "stage_ends": (_write_times, _read_times),
    "transfers": (_write_times, _read_times),
    "supplement_by": (_iso, date.fromisoformat),
    "supplemented_at": (_iso, _at),
}
