"""Where the clock of a case stands now: which of its legs runs, what it shows, the worst card of all."""

from datetime import date, datetime

from tongban.cases.clock.counting import stops_of
from tongban.cases.clock.face import Card, Reading, read
from tongban.cases.clock.grounds import Ground
from tongban.cases.clock.legs import Leg, LegKind
from tongban.cases.clock.moments import Moments
from tongban.cases.clock.reckoning import sign_by
from tongban.kit.days import Calendar, china_day

APPLICANTS = {LegKind.CORRECT, LegKind.SUPPLEMENT}
"""Legs that are the applicant's: they warn nobody of the staff."""


def started(moments: Moments) -> datetime:
    """The moment from which the clock that runs now has run."""
    if _awaits_correction(moments):
        return moments.returned_at or moments.received_at
    handed_over = moments.transfers[-1] if moments.transfers else moments.received_at
    return moments.decided_at or moments.accepted_at or moments.corrected_at or handed_over


def _awaits_correction(moments: Moments) -> bool:
    return moments.returned_at is not None and moments.corrected_at is None and moments.accepted_at is None


def face_of(
    moments: Moments, due_on: date | None, next_due_on: date | None, calendar: Calendar, now: datetime
) -> Reading | None:
    """The face of the clock that runs now; None when nothing is awaited. A stopped clock shows the day it stopped."""
    deciding = moments.accepted_at is not None and moments.decided_at is None
    pause = moments.pause if deciding else None
    last = due_on if pause else next_due_on
    if last is None or next_due_on is None:
        return None
    word = Ground(pause.kind).label if pause else "补正" if _awaits_correction(moments) else ""
    today = china_day(min(now, pause.started_at) if pause else now)
    stops = stops_of(moments.pauses) if deciding and moments.pauses else ()
    face = read(china_day(started(moments)), last, today, calendar, stops, paused=word)
    if face.card is Card.NONE and _unsigned(moments) and today > sign_by(moments, calendar):
        return Reading(face.days_left, face.days_in_all, Card.YELLOW)
    return face


def _unsigned(moments: Moments) -> bool:
    return moments.signed_for_at is None and moments.accepted_at is None


def worst(face: Reading | None, found: list[Leg]) -> Card:
    """The card of the whole; a leg of the authority that is past its day makes it yellow, though the whole is not."""
    if face is None:
        return Card.NONE
    late = any(leg.late and leg.done_at is None and leg.kind not in APPLICANTS for leg in found)
    return Card.YELLOW if face.card is Card.NONE and late else face.card
