"""What is written when a list comes in: the document, its rows, and what is wrong with them, told all at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tongban.catalogue.listed import ListClass
from tongban.catalogue.modes import Mode
from tongban.kit.blocked import NotFound, Problem
from tongban.kit.scopes import Scope
from tongban.regions import queries as regions
from tongban.regions.places import level_of, prefix

MODES = (Mode.FULLY_ONLINE, Mode.RECEIVED_ELSEWHERE, Mode.JOINT)
"""The modes a list may give; handing in at the place itself needs no list."""
USUAL_MODES = (Mode.FULLY_ONLINE, Mode.RECEIVED_ELSEWHERE)
CLASS_MODES = {
    ListClass.PROVINCE: (Mode.FULLY_ONLINE,),
    ListClass.PILOT: (Mode.RECEIVED_ELSEWHERE,),
}
"""How a class is carried out where the row says nothing (浙建政服发〔2021〕5号 二（二））: others as ``USUAL_MODES``."""


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A list document as it is entered. ``area`` is a code of any length or empty for the whole country."""

    number: str
    title: str
    scope: Scope
    area: str = ""
    issued_on: date | None = None
    note: str = ""

    def problems(self) -> Iterator[Problem]:
        """What keeps it from being entered."""
        if not self.number.strip():
            yield Problem("number", "请写清单的文号，如“浙建政服发〔2021〕5号”；没有文号就写文件名")
        if not self.title.strip():
            yield Problem("title", "请写清单的名称")
        if problem := area_problem("area", self.area):
            yield problem


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row as it is entered; ``where`` says where it stands (第 5 行) for the sentences about it."""

    where: str
    name: str
    seq: int | None = None
    slug: str = ""
    list_class: str = ""
    high_frequency: bool = False
    due: str = ""
    lead: str = ""
    modes: tuple[Mode, ...] = ()
    receiving_area: str = ""
    handling_area: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""

    @property
    def excluded(self) -> bool:
        """The document leaves it out."""
        return self.list_class == ListClass.EXCLUDED

    def in_modes(self) -> tuple[Mode, ...]:
        """Its own modes, else those its class is carried out in."""
        return self.modes or (
            CLASS_MODES.get(ListClass(self.list_class), USUAL_MODES) if self.list_class else USUAL_MODES
        )

    def problems(self) -> Iterator[Problem]:
        """What keeps it from being entered."""
        for field, label, area in (("收件地", "收件地", self.receiving_area), ("办理地", "办理地", self.handling_area)):
            if problem := area_problem(f"{self.where} {field}", area, before=f"{self.where}“{self.name}”的{label}："):
                yield problem
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            yield Problem(self.where, f"{self.where}“{self.name}”的“至”早于“自”，请对照文件改正")


def area_problem(field: str, area: str, *, before: str = "") -> Problem | None:
    """What is wrong with an area: no code, or a code no place has. An empty one is anywhere."""
    if not area:
        return None
    try:
        regions.region(area)
    except NotFound as unknown:
        return Problem(field, f"{before}{unknown.sentence}")
    return None


def digits(area: str) -> str:
    """An area as the lists keep it: the leading digits of its code. Raises NotFound for what is no code."""
    return prefix(regions.code12(area)) if area and level_of(regions.code12(area)) else ""


def doubled(rows: Iterable[WrittenRow]) -> Iterator[Problem]:
    """Rows that stand in the file twice."""
    seen: dict[str, str] = {}
    for row in rows:
        if row.name in seen:
            yield Problem(row.where, f"{row.where}“{row.name}”和{seen[row.name]}重复了，请留一行")
        seen.setdefault(row.name, row.where)
