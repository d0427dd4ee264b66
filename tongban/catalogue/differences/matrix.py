"""The picture and the table of a comparison: places by elements, each cell with its distance from the standard proposed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tongban.catalogue.differences.elements import Element, Finding, Severity
from tongban.catalogue.differences.reading import Facts
from tongban.catalogue.parts import UNREAD

_PROVINCE = re.compile(
    r"^(?:(黑龙江|内蒙古|新疆|西藏|宁夏|广西)(?:省|(?:维吾尔|回族|壮族)?自治区)?|(.{2})(?:省|市(?=.)|自治区))"
)
_STEP = re.compile(r".+?(?:自治州|地区|盟|市)(?=.)")


class Distance(StrEnum):
    """How far a place is from the standard proposed, nearest first."""

    SAME = "same"
    BETTER = "better"
    WORDING = "wording"
    UNREAD = "unread"
    AWAY = "away"
    CONTRADICTION = "contradiction"

    @property
    def label(self) -> str:
        """The word of the picture's key."""
        return _LABELS[self]


_LABELS = {
    Distance.SAME: "一致",
    Distance.BETTER: "比标准好",
    Distance.WORDING: "写法不同",
    Distance.UNREAD: UNREAD,
    Distance.AWAY: "偏离",
    Distance.CONTRADICTION: "有矛盾",
}


class Ground(StrEnum):
    """Why a standard is proposed as it is."""

    LAW = "法律规定"
    LIST = "通办清单"
    MOST = "多数做法"
    MEDIAN = "中位数"
    FEWEST = "最少一套"
    FEWER = "少交一份"
    GENERATED = "系统生成"
    SITUATION = "按情形"
    NO_CATCH_ALL = "不留兜底"
    NO_THRESHOLD = "不加门槛"
    FREE = "不收费"
    NEWEST = "最新口径"
    UNREAD = "没有可依的"


@dataclass(frozen=True, slots=True)
class Place:
    """One place's guide in a comparison: its facts and what is wrong in it. ``key`` names it in addresses."""

    key: str
    name: str
    short: str
    facts: Facts
    findings: tuple[Finding, ...]

    def about(self, element: Element) -> tuple[Finding, ...]:
        """What is wrong with one element of it."""
        return tuple(finding for finding in self.findings if finding.element is element)

    def contradicts(self, element: Element) -> bool:
        """Whether its own guide contradicts itself, or the law, there."""
        return any(finding.severity is Severity.CONTRADICTION for finding in self.about(element))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place says of one element: ``words`` fit the picture, ``full`` is everything that was read."""

    words: str
    distance: Distance
    full: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """建议统一: the standard proposed for one element, why, and what it puts into a guide.

    ``held`` is a choice that needs the department in charge: it stays out of the draft until an officer takes it.
    ``puts`` are dotted places of a guide's content with their new values, lists are appended; ``otherwise`` is what
    goes in while it is not taken: a material stays as places have it until its removal is decided.
    """

    words: str
    ground: Ground
    why: str
    held: bool = False
    puts: Mapping[str, Any] = field(default_factory=dict)
    otherwise: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One element side by side: the proposal and a cell for each place, in the order of places."""

    key: str
    element: Element
    label: str
    choice: Choice
    cells: tuple[Cell, ...]

    @property
    def to_change(self) -> int:
        """How many places would have to change something."""
        return sum(cell.distance in {Distance.AWAY, Distance.CONTRADICTION} for cell in self.cells)

    @property
    def is_read(self) -> bool:
        """Whether any place says anything here."""
        return any(cell.distance is not Distance.UNREAD for cell in self.cells)


NOT_READ = Cell(UNREAD, Distance.UNREAD)


def short_place(name: str) -> str:
    """江苏 · 无锡 for 江苏省无锡市; the whole country and provinces keep one word."""
    province = _PROVINCE.match(name)
    head = (province[1] or province[2]) if province else ""
    rest = name[province.end() :] if province else name
    last = _STEP.sub("", rest)
    tail = re.sub(r"(?:市|地区|(?:[^维吾尔州]{1,4}族|蒙古)?自治州)$", "", last) if len(last) > 2 else last
    return " · ".join(filter(None, (head, tail)))


def alone(short: str) -> str:
    """The last part of a short name, for sentences: 无锡."""
    return short.rsplit(" · ", 1)[-1]


def listed(shorts: list[str], most: int = 6) -> str:
    """Places in a sentence: all of them, or the first few and how many."""
    names = [alone(short) for short in shorts]
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[: most - 1])}等 {len(names)} 地"


def cut(words: str, most: int = 14) -> str:
    """Words that fit a cell."""
    return words if len(words) <= most else f"{words[: most - 1]}…"
