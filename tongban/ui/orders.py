"""What comes before what: the geometry of parts in columns with arrows between them, drawn by ``parts.order``.

A column holds what may run together; an arrow that follows from two others is left out. The same is told in words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["f", "t", ""]

WIDTH, BOX, COLUMN, ROW, TOP, LEFT = 190, 40, 250, 56, 30, 6
LETTERS = 10
"""Chinese letters of a name that fit in a box; the whole name stands in the list beside the picture."""
GUTTER = 18


@dataclass(frozen=True, slots=True)
class Node:
    """A part: its name, what stands under it, whose colour it bears (f: receiving, t: handling place).

    ``number`` is the one it has elsewhere on the page; 0: its place among the nodes.
    """

    key: str
    name: str
    under: str = ""
    tone: Tone = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A node placed; ``number`` is its place in the list."""

    x: int
    y: int
    number: int
    name: str
    under: str
    ink: str


@dataclass(frozen=True, slots=True)
class OrderPicture:
    """The whole, in a box ``width`` by ``height``; ``told`` is the same in words, ``lines`` part by part."""

    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    columns: tuple[tuple[int, str], ...]
    width: int
    height: int
    told: str
    lines: tuple[tuple[int, Node, str], ...]


def draw(nodes: Sequence[Node], layers: Sequence[Sequence[str]], edges: Sequence[tuple[str, str]]) -> OrderPicture:
    """The picture of parts in their order. ``layers`` holds every key once; ``edges`` run from an earlier layer on."""
    number = {node.key: node.number or count for count, node in enumerate(nodes, start=1)}
    places = {
        key: (LEFT + COLUMN * column, TOP + ROW * row)
        for column, layer in enumerate(layers)
        for row, key in enumerate(layer)
    }
    boxes = tuple(_box(node, number[node.key], places[node.key]) for node in nodes)
    arrows = tuple(_arrow(places[first], places[then]) for first, then in _needed(edges))
    waits = {node.key: [number[first] for first, then in edges if then == node.key] for node in nodes}
    lines = tuple((number[node.key], node, _waiting(sorted(waits[node.key]))) for node in nodes)
    told = "；".join(f"第 {count} 件{node.name}，{words}" for count, node, words in lines) + "。"
    columns = tuple((LEFT + COLUMN * column, _step(column)) for column in range(len(layers)))
    width = LEFT * 2 + COLUMN * len(layers) - (COLUMN - WIDTH)
    height = TOP + ROW * max((len(layer) for layer in layers), default=1)
    return OrderPicture(boxes, arrows, columns, width, height, told, lines)


def _step(column: int) -> str:
    return "先办" if column == 0 else f"第 {column + 1} 步"


def _waiting(numbers: list[int]) -> str:
    return f"等第 {'、'.join(map(str, numbers))} 件" if numbers else "可以先办"


def _box(node: Node, number: int, place: tuple[int, int]) -> Box:
    ink = {"f": "var(--from)", "t": "var(--to)"}.get(node.tone, "var(--brand)")
    name = node.name if len(node.name) <= LETTERS else f"{node.name[: LETTERS - 1]}…"
    return Box(*place, number, name, node.under[:14], ink)


def _needed(edges: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The edges without those that follow from others: A before C says nothing new where A is before B before C."""
    then: dict[str, set[str]] = {}
    for first, second in edges:
        then.setdefault(first, set()).add(second)
    return [
        (first, second)
        for first, second in edges
        if not any(_reaches(middle, second, then) for middle in then[first] if middle != second)
    ]


def _reaches(start: str, goal: str, then: Mapping[str, set[str]]) -> bool:
    seen, left = set(), [start]
    while left:
        key = left.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            left += then.get(key, ())
    return False


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    """From the right edge of one box to the left edge of another; past boxes in between it runs in the gap of rows."""
    x1, y1, x2, y2 = start[0] + WIDTH, start[1] + BOX // 2, end[0], end[1] + BOX // 2
    bend = x2 - GUTTER
    if end[0] - start[0] <= COLUMN:
        way = f"M{x1} {y1}H{bend}V{y2}H{x2}"
    else:
        gap = end[1] - (ROW - BOX) // 2
        way = f"M{x1} {y1}H{x1 + GUTTER}V{gap}H{bend}V{y2}H{x2}"
    return f"{way}m-7 -5 7 5-7 5"
