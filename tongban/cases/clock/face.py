"""The face of a clock: days used and left, and the card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tongban.cases.clock.counting import Stop, counted
from tongban.kit.days import Calendar, Unit


class Card(StrEnum):
    """预警: the colour a case shows (电子监察): yellow when three quarters are used or on the last day, red when late."""

    NONE = ""
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock face shows today: working days left (negative when late), of how many, and the card.

    ``paused``: what stops it (补正, 听证 …), in a word; the days left are those it will go on with.
    """

    days_left: int
    days_in_all: int
    card: Card
    paused: str = ""

    @property
    def percent_used(self) -> int:
        """How much of the time is gone, 0 to 100."""
        if self.days_in_all <= 0:
            return 100 if self.days_left <= 0 else 0
        return max(0, min(100, round(100 * (self.days_in_all - self.days_left) / self.days_in_all)))


def read(
    started_on: date,
    last_day: date,
    today: date,
    calendar: Calendar,
    stops: Sequence[Stop] = (),
    *,
    unit: Unit = Unit.WORKING_DAYS,
    paused: str = "",
) -> Reading:
    """The face of a clock that started on one day and must stop by another. A stopped clock is asked on the day it stopped."""
    late = today > last_day
    left = -max(1, calendar.between(last_day, today)) if late else counted(today, last_day, stops, calendar, unit)
    in_all = counted(started_on, last_day, stops, calendar, unit)
    near = today == last_day or (in_all > 0 and (in_all - left) / in_all >= 0.75)
    card = Card.RED if late else Card.YELLOW if near and not paused else Card.NONE
    return Reading(left, in_all, card, paused)
