"""Whose hands is the case in, and for how long: the geometry of the swimlane, drawn by ``parts.swimlane``.

Rows are parties, x is days (24 hours wide); hatch is paused, grey non-working, a line now, dashes the promise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from django.utils import timezone

from tongban.ui.drawings import Party
from tongban.ui.words import WEEKDAYS

Kind = Literal["held", "waiting", "queued", "promise"]

LEFT, RIGHT, TOP, ROW, BAR = 84, 750, 34, 58, 32
LETTER = 13
"""The width of one Chinese letter in a bar."""
CROWDED = 40
"""Days narrower than this share a label."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row: a party and the name under it (诸暨专窗)."""

    party: Party
    name: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in one lane.

    ``held``: being worked on; ``queued``: there, not begun; ``waiting``: paused for the applicant; ``promise``: still
    to come, until the promised moment.
    """

    lane: int
    start: datetime
    end: datetime
    text: str = ""
    kind: Kind = "held"


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A day: where it begins, how wide it is, its labels (empty when crowded), whether it counts."""

    x: float
    width: float
    label: str
    weekday: str
    off: bool

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A span as a rectangle; its text stands inside when there is room, else beside it."""

    x: float
    y: int
    width: float
    text: str
    text_x: float
    anchor: Literal["start", "middle", "end"]
    kind: Kind
    ink: str


@dataclass(frozen=True, slots=True)
class Swimlane:
    """The whole picture, ready to be drawn: coordinates in a box 752 wide and ``height`` high."""

    lanes: tuple[tuple[int, Lane], ...]
    days: tuple[DayColumn, ...]
    bars: tuple[Bar, ...]
    handovers: tuple[tuple[float, int, int], ...]
    now: float | None
    told: str

    @property
    def bottom(self) -> int:
        """Where the last row ends."""
        return TOP + ROW * len(self.lanes)

    @property
    def height(self) -> int:
        """The height of the picture."""
        return self.bottom + 40

    @property
    def uncounted(self) -> float | None:
        """Where to say that days off do not count; None when there are none."""
        return next((column.middle for column in self.days if column.off), None)


def draw(lanes: Sequence[Lane], spans: Sequence[Span], *, days_off: frozenset[date], now: datetime | None) -> Swimlane:
    """The picture of a case's way. ``spans`` come in the order they happened and are not empty; no ``now``, no line."""
    first = _day(min(span.start for span in spans))
    last = _day(max(span.end for span in spans))
    scale = _Scale(first, (last - first).days + 1)
    return Swimlane(
        lanes=tuple((TOP + ROW * row, lane) for row, lane in enumerate(lanes)),
        days=tuple(scale.columns(days_off)),
        bars=tuple(scale.bar(span, lanes[span.lane].party) for span in spans),
        handovers=tuple(
            (scale.x(after.start), _middle(before.lane), _middle(after.lane))
            for before, after in pairwise(spans)
            if before.lane != after.lane
        ),
        now=scale.x(now) if now and first <= _day(now) <= last else None,
        told="；".join(_told(span, lanes[span.lane]) for span in spans) + "。",
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    count: int

    @property
    def width(self) -> float:
        return (RIGHT - LEFT) / self.count

    def x(self, at: datetime) -> float:
        here = timezone.localtime(at)
        passed = (here.date() - self.first).days + (here.hour * 60 + here.minute) / 1440
        return round(LEFT + passed * self.width, 1)

    def columns(self, days_off: frozenset[date]) -> Iterator[DayColumn]:
        every = max(1, -int(-CROWDED // self.width))
        for number in range(self.count):
            on = self.first + timedelta(days=number)
            shown = number % every == 0
            label = (f"{on.month}月" if on.day == 1 or number == 0 else "") + f"{on.day}日"
            x = round(LEFT + number * self.width, 1)
            yield DayColumn(
                x,
                round(self.width, 1),
                label if shown else "",
                f"周{WEEKDAYS[on.weekday()]}" if shown else "",
                on in days_off,
            )

    def bar(self, span: Span, party: Party) -> Bar:
        x = self.x(span.start)
        width = round(max(3.0, self.x(span.end) - x), 1)
        y = _middle(span.lane) - BAR // 2
        text_x, anchor = _text_place(x, width, span.text)
        return Bar(x, y, width, span.text, text_x, anchor, span.kind, party.ink)


def _text_place(x: float, width: float, text: str) -> tuple[float, Literal["start", "middle", "end"]]:
    """Inside when it fits; else to the right; else, at the right edge, to the left."""
    length = LETTER * len(text)
    if length + 8 <= width:
        return round(x + width / 2, 1), "middle"
    if x + width + 5 + length <= RIGHT:
        return round(x + width + 5, 1), "start"
    return round(x - 5, 1), "end"


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _middle(row: int) -> int:
    return TOP + ROW * row + ROW // 2


def _told(span: Span, lane: Lane) -> str:
    start, end = _day(span.start), _day(span.end)
    until = "" if start == end else f"到{end.month}月{end.day}日"
    return f"{start.month}月{start.day}日{until}，{lane.party.label}：{span.text or '等着办'}"
