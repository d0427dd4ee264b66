"""覆盖: which outlet receives which of the listed items, and for every hole the reason, who mends it and by when.

Reckoned from the lists and from what is said of each outlet; a pair nobody has spoken of is a hole 待核实, never covered.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tongban.catalogue.listed import HoleReason, ListClass
from tongban.catalogue.models import DocumentRow
from tongban.catalogue.openings import OpeningView, of_outlets
from tongban.catalogue.parts import UNREAD
from tongban.kit.scopes import Scope
from tongban.regions import queries as regions
from tongban.regions.places import OutletLevel, OutletView, code12, prefix

LEVELS = (OutletLevel.HALL, OutletLevel.TOWNSHIP)
"""The outlets the plans speak of; a village's point follows its township."""
STEPS = ((100, 4), (90, 3), (80, 2), (60, 1), (0, 0))
"""From which percentage on a cell is coloured how."""
FIXES = 3


@dataclass(frozen=True, slots=True)
class ListedAs:
    """How one document names an item: its number and scope, the name it uses, and whether it calls it 高频."""

    document: str
    scope: Scope
    name: str
    high_frequency: bool


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item of the lists that reach a place, and each row that names it."""

    id: int
    slug: str
    name: str
    domain: str
    rows: tuple[ListedAs, ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """One item one outlet does not receive. ``reason`` is None where nobody has said (待核实)."""

    outlet: OutletView
    item: ListedItem
    reason: HoleReason | None
    owner: str = ""
    due_on: date | None = None
    note: str = ""

    @property
    def label(self) -> str:
        """Why, in words."""
        return self.reason.label if self.reason else UNREAD

    @property
    def mark(self) -> str:
        """Why, in one letter."""
        return self.reason.mark if self.reason else "？"


@dataclass(frozen=True, slots=True)
class Cell:
    """One outlet and one category: items listed, items received, and the holes."""

    total: int
    holes: tuple[Hole, ...]

    @property
    def open(self) -> int:
        """How many of the listed it receives."""
        return self.total - len(self.holes)

    @property
    def percent(self) -> int:
        """The share received, rounded down: 100 is all of them."""
        return 100 * self.open // self.total if self.total else 100

    @property
    def step(self) -> int:
        """How it is coloured: 4 all, 3 from 90, 2 from 80, 1 from 60, else 0."""
        return next(step for least, step in STEPS if self.percent >= least)

    @property
    def marks(self) -> str:
        """The letters of its reasons, the commonest first."""
        return "".join(mark for mark, _ in Counter(hole.mark for hole in self.holes).most_common())

    @property
    def reasons(self) -> str:
        """Its reasons in words."""
        return "、".join(label for label, _ in Counter(hole.label for hole in self.holes).most_common())


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One outlet across the categories."""

    outlet: OutletView
    cells: tuple[Cell, ...]

    @property
    def whole(self) -> Cell:
        """All of its categories together."""
        return Cell(sum(cell.total for cell in self.cells), tuple(hole for cell in self.cells for hole in cell.holes))


@dataclass(frozen=True, slots=True)
class Fix:
    """One act that fills many holes: one owner, one reason, one category."""

    owner: str
    reason: str
    domain: str
    holes: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The coverage of one place. ``unlisted`` counts rows of the lists this catalogue has no item for: not reckoned in."""

    place: str
    scopes: tuple[Scope, ...]
    columns: tuple[tuple[str, int], ...]
    rows: tuple[OutletRow, ...]
    unlisted: int

    @property
    def whole(self) -> Cell:
        """Everything together."""
        cells = [row.whole for row in self.rows]
        return Cell(sum(cell.total for cell in cells), tuple(hole for cell in cells for hole in cell.holes))

    @property
    def by_reason(self) -> list[tuple[HoleReason | None, int]]:
        """How many holes each reason makes, the commonest first."""
        return Counter(hole.reason for hole in self.whole.holes).most_common()

    @property
    def fixes(self) -> list[Fix]:
        """The acts that fill most holes."""
        outlets: dict[tuple[str, str, str], set[str]] = {}
        counted: Counter[tuple[str, str, str]] = Counter()
        for hole in self.whole.holes:
            if hole.reason:
                act = hole.owner or hole.reason.mended_by, hole.label, hole.item.domain
                counted[act] += 1
                outlets.setdefault(act, set()).add(hole.outlet.code)
        return [Fix(*act, count, len(outlets[act])) for act, count in counted.most_common(FIXES)]

    def cell(self, outlet_code: str, domain: str) -> Cell | None:
        """One cell; None where the place has no such outlet or category."""
        column = next((number for number, (name, _) in enumerate(self.columns) if name == domain), None)
        row = next((row for row in self.rows if row.outlet.code == outlet_code), None)
        return row.cells[column] if row and column is not None else None


def matrix(area: str, *, scopes: Sequence[Scope], levels: Sequence[OutletLevel] = LEVELS) -> Matrix:
    """The coverage of the outlets within a place, those that receive most first; three queries. Raises NotFound."""
    place = regions.region(area)
    items, unlisted = listed_items(area, scopes)
    outlets = [outlet for outlet in regions.outlets(place.code) if outlet.level in levels]
    domains = Counter(item.domain for item in items).most_common()
    known = spoken_of(outlets, items)
    rows = [
        OutletRow(
            outlet, tuple(_cell(outlet, [item for item in items if item.domain == name], known) for name, _ in domains)
        )
        for outlet in outlets
    ]
    rows.sort(key=lambda row: (row.outlet.level != OutletLevel.HALL, len(row.whole.holes)))
    return Matrix(place.name, tuple(scopes), tuple(domains), tuple(rows), unlisted)


def spoken_of(outlets: Iterable[OutletView], items: Iterable[ListedItem]) -> dict[tuple[str, int], OpeningView]:
    """What is known of these items at these outlets."""
    found = of_outlets([outlet.code for outlet in outlets], [item.id for item in items])
    return {(view.outlet_code, view.item_id): view for view in found}


def _cell(outlet: OutletView, items: list[ListedItem], known: dict[tuple[str, int], OpeningView]) -> Cell:
    holes = [hole for item in items if (hole := hole_of(outlet, item, known.get((outlet.code, item.id))))]
    return Cell(len(items), tuple(sorted(holes, key=lambda hole: (hole.reason is None, hole.label, hole.item.name))))


def hole_of(outlet: OutletView, item: ListedItem, said: OpeningView | None) -> Hole | None:
    """The hole one item makes at one outlet; None when it is received."""
    if said is None:
        return Hole(outlet, item, None)
    return None if said.since else Hole(outlet, item, said.reason, said.owner, said.due_on, said.note)


def listed_items(area: str, scopes: Iterable[Scope]) -> tuple[list[ListedItem], int]:
    """The items of the lists that reach a place, by category and name; and how many rows have no item here."""
    reach = prefix(code12(area))
    rows = DocumentRow.objects.filter(document__scope__in=list(scopes)).exclude(list_class=ListClass.EXCLUDED)
    reaching = [row for row in rows.select_related("document", "item") if _reaches(row.document.area, reach)]
    grouped: dict[int, list[DocumentRow]] = {}
    for row in reaching:
        if row.item_id:
            grouped.setdefault(row.item_id, []).append(row)
    items = [_item(group) for group in grouped.values()]
    items.sort(key=lambda item: (item.domain, item.name))
    return items, sum(row.item_id is None for row in reaching)


def _reaches(listed: str, place: str) -> bool:
    return place.startswith(listed) or listed.startswith(place)


def _item(group: list[DocumentRow]) -> ListedItem:
    item = group[0].item
    assert item is not None  # noqa: S101  # grouped by it
    rows = tuple(
        ListedAs(row.document.number, Scope(row.document.scope), row.name, row.high_frequency) for row in group
    )
    return ListedItem(item.pk, item.slug, item.name, item.domain, rows)
