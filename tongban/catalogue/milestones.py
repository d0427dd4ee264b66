"""对照政策的日子: what the two plans ask for by when, and the day it was really done, reckoned from lists and outlets.

诸政办发〔2021〕12号 附件 1, 浙建政服发〔2021〕5号 二（二）. Nothing here is typed in by hand: a date that changes did so
because an opening, a list or an agreement did.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from django.utils import timezone

from tongban.catalogue import agreements as agreed
from tongban.catalogue import published_lists
from tongban.catalogue.coverage import Hole, ListedItem, hole_of, listed_items, spoken_of
from tongban.catalogue.openings import OpeningView
from tongban.catalogue.parts import Part, Text
from tongban.catalogue.reading import SOURCE, read_json
from tongban.kit.blocked import NotFound
from tongban.kit.scopes import Scope
from tongban.regions import queries as regions
from tongban.regions.places import OutletLevel, OutletView

ScopeName = Literal["COUNTY", "CITY", "PROVINCE", "CROSS_PROVINCE"]
LevelName = Literal["hall", "township", "village"]


class Aim(Part):
    """One aim of a plan, as the document has it, and what is counted for it."""

    key: Text
    title: Text
    document: Text
    passage: Text
    area: Text
    due: date
    measure: Literal["opened", "listed", "agreed", "none"]
    scopes: tuple[ScopeName, ...] = ()
    levels: tuple[LevelName, ...] = ()
    lists: tuple[Text, ...] = ()
    names: tuple[Text, ...] = ()
    high_frequency: bool = False
    note: str = ""

    def counts(self, item: ListedItem) -> bool:
        """Whether an item of the lists is one this aim speaks of: one row of one document must say all of it."""
        return any(
            row.scope in {Scope[name] for name in self.scopes}
            and (not self.lists or row.document in self.lists)
            and (not self.names or row.name in self.names)
            and (row.high_frequency or not self.high_frequency)
            for row in item.rows
        )


class Reached(StrEnum):
    """How an aim stands."""

    IN_TIME = "in_time"
    LATE = "late"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that shows it: where, what, since when, and the note kept with it."""

    where: str
    what: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """An aim against the day it was reached: ``done`` of ``total`` counted, with the evidence and what is missing."""

    aim: Aim
    done: int
    total: int
    evidence: tuple[Evidence, ...]
    holes: tuple[Hole, ...]
    why_unknown: str = ""

    @property
    def reached_on(self) -> date | None:
        """The day the last of it was done; None while some is missing. A list or a signature is done with the first."""
        if not self.total or self.done < self.total:
            return None
        days = [found.on for found in self.evidence]
        return max(days) if self.aim.measure == "opened" else min(days)

    @property
    def state(self) -> Reached:
        """How it stands today."""
        if not self.total:
            return Reached.UNKNOWN
        if self.reached_on is None:
            return Reached.NOT_YET
        return Reached.LATE if self.reached_on > self.aim.due else Reached.IN_TIME

    @property
    def days_late(self) -> int:
        """Days past the due day: until it was reached, or until today."""
        until = self.reached_on or timezone.localdate()
        return max(0, (until - self.aim.due).days)

    @property
    def percent(self) -> int:
        """The share done, rounded down."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def sentence(self) -> str:
        """How it stands, in words."""
        match self.state:
            case Reached.UNKNOWN:
                return self.why_unknown or "清单没有装入，算不出来"
            case Reached.IN_TIME:
                return "按期"
            case Reached.LATE:
                return f"晚 {self.days_late} 天"
        return f"还没做到，现 {self.percent}%，超 {self.days_late} 天" if self.days_late else f"现 {self.percent}%"


@lru_cache(maxsize=1)
def aims() -> tuple[Aim, ...]:
    """The aims of ``source/milestones.json``."""
    return tuple(Aim.model_validate(aim) for aim in read_json(SOURCE / "milestones.json"))


def milestones() -> list[Milestone]:
    """Every aim with how it stands, in the order of the documents; the ground is read once for all of them."""
    grounds = {area: _ground(area) for area in dict.fromkeys(aim.area for aim in aims())}
    return [_milestone(aim, grounds[aim.area]) for aim in aims()]


def milestone(key: str) -> Milestone:
    """One aim. Raises NotFound."""
    for aim in aims():
        if aim.key == key:
            return _milestone(aim, _ground(aim.area))
    raise NotFound("没有这个里程碑。请从里程碑页重新打开。")


@dataclass(frozen=True, slots=True)
class _Ground:
    """What one place's aims are reckoned from."""

    area: str
    items: list[ListedItem]
    outlets: list[OutletView]
    known: dict[tuple[str, int], OpeningView]


def _ground(area: str) -> _Ground:
    items, _ = listed_items(area, Scope)
    outlets = regions.outlets(area)
    return _Ground(area, items, outlets, spoken_of(outlets, items))


def _milestone(aim: Aim, ground: _Ground) -> Milestone:
    match aim.measure:
        case "opened":
            return _opened(aim, ground)
        case "listed":
            return _listed(aim, ground)
        case "agreed":
            return _agreed(aim)
    return Milestone(aim, 0, 0, (), (), aim.note)


def _opened(aim: Aim, ground: _Ground) -> Milestone:
    """Every outlet of the level receives every item: done on the day the last one opened."""
    items = [item for item in ground.items if aim.counts(item)]
    outlets = [outlet for outlet in ground.outlets if outlet.level in {OutletLevel(level) for level in aim.levels}]
    evidence: list[Evidence] = []
    holes: list[Hole] = []
    for outlet in outlets:
        for item in items:
            said = ground.known.get((outlet.code, item.id))
            if said and said.since:
                evidence.append(Evidence(outlet.name, item.name, said.since, said.note))
            elif hole := hole_of(outlet, item, said):
                holes.append(hole)
    return Milestone(aim, len(evidence), len(evidence) + len(holes), _in_order(evidence), tuple(holes), _missing(aim))


def _missing(aim: Aim) -> str:
    lists = "、".join(aim.lists) or "、".join(Scope[name].label for name in aim.scopes)
    return f"没有装入“{lists}”的事项清单，算不出来"


def _listed(aim: Aim, ground: _Ground) -> Milestone:
    """The list exists: done on the day the first document of it was issued."""
    counted = [item for item in ground.items if aim.counts(item)]
    numbers = {row.document for item in counted for row in item.rows}
    documents = [one for one in published_lists.documents() if one.number in numbers and one.issued_on]
    on = [one for one in documents if one.scope in {Scope[name] for name in aim.scopes}]
    evidence = [
        Evidence(one.place, f"{one.title}（{one.number}，{one.entered} 项）", one.issued_on)
        for one in on
        if one.issued_on
    ]
    return Milestone(aim, len(evidence), len(evidence), _in_order(evidence), (), _missing(aim))


def _agreed(aim: Aim) -> Milestone:
    """Somebody signed: done on the day of the first signature of a party within the place."""
    reach = aim.area.rstrip("0")
    signed = [one for one in agreed.agreements() if any(party.area.startswith(reach) for party in one.parties)]
    evidence = [
        Evidence("、".join(party.place for party in one.parties), one.title, one.signed_on, f"{len(one.items)} 项")
        for one in signed
    ]
    return Milestone(aim, len(evidence), len(evidence), _in_order(evidence), (), "没有登记过点对点协议")


def _in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda found: (found.on, found.where, found.what)))
