"""One item in N places side by side: the columns, the ranked findings, and what one standard would say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongban.catalogue.differences.columns import PLAIN, of_authority, of_parts, of_type
from tongban.catalogue.differences.consistency import problems
from tongban.catalogue.differences.finders import FINDERS
from tongban.catalogue.differences.hurts import Hurt, Table, ranked
from tongban.catalogue.differences.limit_columns import of_legal, of_promised
from tongban.catalogue.differences.material_columns import SHOWN, of_materials, together
from tongban.catalogue.differences.matrix import Column, Distance, Place, short_place
from tongban.catalogue.differences.reading import Content, read

_WEIGHT = {Distance.CONTRADICTION: 3, Distance.AWAY: 1}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole answer. ``columns`` is everything; ``picture`` the columns that fit one."""

    slug: str
    name: str
    places: tuple[Place, ...]
    columns: tuple[Column, ...]
    picture: tuple[Column, ...]
    hurts: tuple[Hurt, ...]

    def column(self, key: str) -> Column | None:
        """A column by its key."""
        return next((column for column in (*self.columns, *self.picture) if column.key == key), None)

    def count(self, distance: Distance) -> int:
        """How many cells of the picture are this far from the standard."""
        return sum(cell.distance is distance for column in self.picture for cell in column.cells)


def compare(contents: Sequence[Content], *, today: date, neighbours: Sequence[Content] = ()) -> Comparison:
    """Put guides for one item side by side, nearest to the standard first. Pure, and never raises for an odd value.

    ``neighbours`` are guides for other items of the same field, whose types are held beside this item's.
    """
    places = _named_apart([_place(index, content) for index, content in enumerate(contents)])
    columns = _columns(places, today)
    order = sorted(range(len(places)), key=lambda index: _away(columns, index))
    places, columns = tuple(places[index] for index in order), tuple(_reordered(column, order) for column in columns)
    first = places[0].facts if places else None
    table = Table(places, columns, tuple(read(content) for content in neighbours))
    return Comparison(
        slug=first.slug if first else "",
        name=first.name if first else "",
        places=places,
        columns=columns,
        picture=_picture(columns, places),
        hurts=ranked(hurt for finder in FINDERS for hurt in finder(table)),
    )


def _place(index: int, content: Content) -> Place:
    facts = read(content)
    return Place(f"p{index + 1}", facts.place, short_place(facts.place), facts, problems(content))


def _named_apart(places: list[Place]) -> tuple[Place, ...]:
    """Two guides of one place get a number, so that no row is mistaken for another."""
    seen: dict[str, int] = {}
    apart = []
    for place in places:
        seen[place.short] = seen.get(place.short, 0) + 1
        number = seen[place.short]
        short = place.short if number == 1 else f"{place.short}（{number}）"
        apart.append(Place(place.key, place.name, short, place.facts, place.findings))
    return tuple(apart)


def _columns(places: Sequence[Place], today: date) -> tuple[Column, ...]:
    plain = [column for make in PLAIN if (column := make(places, today)).is_read]
    head = [of_authority(places, today), of_type(places, today), of_legal(places, today), of_promised(places, today)]
    parts = of_parts(places, today)
    found = [*([parts] if parts.is_read else []), *head, *of_materials(places, today), *plain]
    return tuple(column for column in found if column.is_read)


def _picture(columns: Sequence[Column], places: Sequence[Place]) -> tuple[Column, ...]:
    """The columns that fit a picture: the materials most ask for each, the others in one."""
    materials = [column for column in columns if column.key.startswith("material-")]
    rest = materials[SHOWN:] if len(materials) > SHOWN + 1 else []
    folded = together(rest, places)
    picture: list[Column] = []
    for column in columns:
        if column in rest:
            if folded and folded not in picture:
                picture.append(folded)
        elif column.to_change or not _mostly_unread(column):
            picture.append(column)
    return tuple(picture)


def _mostly_unread(column: Column) -> bool:
    return 2 * sum(cell.distance is Distance.UNREAD for cell in column.cells) > len(column.cells)


def _away(columns: Sequence[Column], index: int) -> tuple[int, int]:
    """How far a place is from the standard, and then how much of it is unread."""
    cells = [column.cells[index] for column in columns]
    return sum(_WEIGHT.get(cell.distance, 0) for cell in cells), sum(cell.distance is Distance.UNREAD for cell in cells)


def _reordered(column: Column, order: Sequence[int]) -> Column:
    cells = tuple(column.cells[index] for index in order)
    return Column(column.key, column.element, column.label, column.choice, cells)
