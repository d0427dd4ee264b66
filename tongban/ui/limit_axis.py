"""Limits on one axis of calendar days, with the law as a line: the geometry, drawn by ``console/_limit_axis.html``.

Every limit has a line of its own, so that no label meets another; a label stands beside its mark, or on its line where
the mark is far out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LEFT, RIGHT, TOP, ROW = 84, 650, 34, 30
_STEPS = (1, 2, 5, 10, 20, 30, 50, 100, 200, 500)
_TICKS = 8
_FLIP = 0.5  # labels of marks beyond the middle stand to their left


@dataclass(frozen=True, slots=True)
class Mark:
    """One limit: the group it belongs to, its label, its length in calendar days, and how it stands to the law."""

    group: str
    label: str
    days: float
    tone: Literal["plain", "best", "late", "beyond"] = "plain"


@dataclass(frozen=True, slots=True)
class Point:
    """A mark where it is drawn; ``group`` is empty but for the first of its group."""

    mark: Mark
    group: str
    x: float
    y: int
    text_x: float
    text_y: int
    anchor: Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class LimitAxis:
    """The picture: its points, ticks (x and days), the law's line, its height, and all of it in words."""

    points: tuple[Point, ...]
    ticks: tuple[tuple[float, int], ...]
    law: tuple[float, str] | None
    height: int
    told: str


def draw(marks: Sequence[Mark], *, law: tuple[float, str] | None = None) -> LimitAxis | None:
    """Lay marks out, in their order. ``law`` is the law's limit in days with its label. None without marks."""
    if not marks:
        return None
    longest = max(*(mark.days for mark in marks), law[0] if law else 0, 1)
    step = next((step for step in _STEPS if longest / step <= _TICKS), _STEPS[-1])
    whole = step * (int(longest / step) + 1)

    def at(days: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * days / whole, 1)

    points, seen = [], ""
    for number, mark in enumerate(marks):
        flip = mark.days / whole > _FLIP
        x = at(mark.days)
        group = mark.group if mark.group != seen else ""
        y = TOP + ROW * number + 18
        beside: tuple[float, int, Literal["start", "end"]] = (
            (x - 12, y - 5, "end") if flip else (x + 12, y + 4, "start")
        )
        points.append(Point(mark, group, x, y, *beside))
        seen = mark.group
    bottom = TOP + ROW * len(marks)
    told = "；".join(f"{mark.group} {mark.label}" for mark in marks)
    line = (at(law[0]), law[1]) if law else None
    ticks = tuple((at(days), days) for days in range(0, whole + 1, step))
    return LimitAxis(tuple(points), ticks, line, bottom + 26, f"{law[1]}。{told}。" if law else f"{told}。")
