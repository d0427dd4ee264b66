"""What the parts of a page are drawn from: plain values a door fills and ``ui/parts.html`` shows.

Nothing is reckoned here that belongs to the law; days left and cards come from the clock of cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import Literal
from urllib.parse import urlencode

Tone = Literal["", "info", "ok", "warn", "bad", "stop"]
Card = Literal["", "yellow", "red"]
CARD_NAMES = {"yellow": "黄牌", "red": "红牌"}


class Party(StrEnum):
    """Who holds the case; the mark is the word that always goes with the colour."""

    YOU = "您"
    FROM = "收"
    TO = "办"

    @property
    def css(self) -> str:
        """The class suffix of this party's colour; the applicant has none."""
        return {"收": "f", "办": "t"}.get(self.value, "")

    @property
    def label(self) -> str:
        """The row's name in a picture."""
        return {"收": "收件地", "办": "办理地"}.get(self.value, "您")

    @property
    def ink(self) -> str:
        """The colour token of this party."""
        return {"收": "var(--from)", "办": "var(--to)"}.get(self.value, "var(--ink-2)")


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock in words (剩 2 日), its whole (3 日) and the share used in percent; red cards count as whole."""

    text: str
    detail: str = ""
    percent: float = 0
    tone: Tone = ""
    card: Card = ""

    @property
    def step(self) -> str:
        """The class of the bar, in steps of five: p0 … p100."""
        return f"p{max(0, min(100, 5 * round(self.percent / 5)))}"

    @property
    def card_name(self) -> str:
        """黄牌 or 红牌, for those who do not see the colour."""
        return CARD_NAMES.get(self.card, "")


@dataclass(frozen=True, slots=True)
class RingView:
    """The citizen's clock: whole units used of a total, drawn as a ring around what is left."""

    used: int
    total: int
    unit: str = "个工作日"
    stopped: bool = False

    @property
    def left(self) -> int:
        """Units left; never below nought."""
        return max(0, self.total - self.used)

    @property
    def filled(self) -> int:
        """The part of the ring that is drawn."""
        return min(self.used, self.total)

    @property
    def label(self) -> str:
        """The ring in words."""
        tail = "，现在暂停" if self.stopped else ""
        return f"时限 {self.total} {self.unit}，已用 {self.used} 个，还剩 {self.left} 个{tail}"


@dataclass(frozen=True, slots=True)
class FileView:
    """A file to open: its name, its address, its bytes and its kind."""

    name: str
    address: str
    bytes: int
    kind: str = "PDF"


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a timeline: what happened, in whose hands, when; ``now`` is where the case is, ``todo`` what comes."""

    title: str
    at: datetime | None = None
    party: Party = Party.YOU
    place: str = ""
    detail: str = ""
    now: bool = False
    todo: bool = False
    files: tuple[FileView, ...] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views, which are links; ``count`` is shown in a pill."""

    label: str
    address: str
    current: bool = False
    count: int | None = None
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a list stands: ``page`` counts from one; ``query`` is kept in every link."""

    total: int
    page: int
    size: int
    path: str
    noun: str = "件"
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, ceil(self.total / self.size))

    @property
    def first(self) -> int:
        """The number of the first row shown."""
        return min(self.total, (self.page - 1) * self.size + 1)

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.total, self.page * self.size)

    def to(self, page: int) -> str:
        """The address of another page of the same list."""
        return f"{self.path}?{urlencode({**self.query, 'page': str(page)})}"
