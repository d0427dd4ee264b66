"""The legal clock: a pure function of the journal's facts, a calendar and the item's rule. Anyone gets the same dates.

``moments`` reads the facts, ``counting`` counts days around what stops the clock, ``reckoning`` says the last days,
``legs`` shows every leg as it stands today, ``face`` the card, ``told`` the form for the command line, ``page`` the rules.
"""

from tongban.cases.clock.counting import counted, last_day, stops_of
from tongban.cases.clock.face import Card, Reading, read
from tongban.cases.clock.grounds import Ground
from tongban.cases.clock.legs import Leg, legs
from tongban.cases.clock.moments import Extension, Moments, Pause, replay, step
from tongban.cases.clock.reckoning import (
    CORRECT,
    Deadlines,
    Rule,
    correct_by,
    deadlines,
    rule_of,
    sign_by,
    silent_since,
)
from tongban.cases.clock.standing import face_of, started

__all__ = [
    "CORRECT",
    "Card",
    "Deadlines",
    "Extension",
    "Ground",
    "Leg",
    "Moments",
    "Pause",
    "Reading",
    "Rule",
    "correct_by",
    "counted",
    "deadlines",
    "face_of",
    "last_day",
    "legs",
    "read",
    "replay",
    "rule_of",
    "sign_by",
    "silent_since",
    "started",
    "step",
    "stops_of",
]
