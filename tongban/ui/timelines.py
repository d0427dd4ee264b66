"""Was the day kept: the geometry of due marks and done dots over the years, drawn by the milestones page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

LEFT, RIGHT, TOP, ROW = 262, 982, 34, 33
"""Where the years begin and end; the names stand to the left, the words to the right."""


@dataclass(frozen=True, slots=True)
class Line:
    """One aim: its day, the day it was done, and how it stands (in_time, late, not_yet, unknown) in words."""

    title: str
    due: date
    done: date | None
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line placed: where the due mark and the dot stand, and the stretch between them (or until today)."""

    line: Line
    y: int
    due_x: float
    done_x: float | None
    gap: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole picture in a box 1240 wide and ``height`` high."""

    lines: tuple[Drawn, ...]
    years: tuple[tuple[int, float], ...]
    today_x: float
    today: date
    height: int
    told: str


def draw(lines: Sequence[Line]) -> Timeline:
    """The picture of the aims; ``lines`` is not empty."""
    today = timezone.localdate()
    first = min(line.due for line in lines).year
    scale = _Scale(date(first, 1, 1), date(today.year + 1, 1, 1))
    placed = tuple(_placed(line, TOP + ROW * number, scale, today) for number, line in enumerate(lines))
    years = tuple((year, scale.x(date(year, 1, 1))) for year in range(first, today.year + 1))
    told = "；".join(f"{line.title}，限 {line.due}，{line.words}" for line in lines) + "。"
    return Timeline(placed, years, scale.x(today), today, TOP + ROW * len(lines) + 24, told)


@dataclass(frozen=True, slots=True)
class _Scale:
    begin: date
    end: date

    def x(self, day: date) -> float:
        share = (min(max(day, self.begin), self.end) - self.begin).days / (self.end - self.begin).days
        return round(LEFT + share * (RIGHT - LEFT), 1)


def _placed(line: Line, y: int, scale: _Scale, today: date) -> Drawn:
    due, done = scale.x(line.due), scale.x(line.done) if line.done else None
    late = {"late": done, "not_yet": scale.x(today) if today > line.due else None}.get(line.state)
    return Drawn(line, y, due, done, (due, round(late - due, 1)) if late else None)
