"""The places a person types: 诸暨, zj or 330681, or one chosen from a list. Nothing typed is refused; it is asked again."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongban.kit.blocked import NotFound
from tongban.regions import queries as regions

if TYPE_CHECKING:
    from tongban.catalogue.queries import Mention
    from tongban.regions.places import RegionView

OFFERED = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A place as it was asked for: what was typed, the place if it is clear, else those it may be."""

    name: str
    typed: str
    place: "RegionView | None" = None
    choices: "tuple[RegionView, ...]" = ()

    @property
    def code(self) -> str | None:
        """The 12 digits, once the place is clear."""
        return self.place.code if self.place else None

    @property
    def shown(self) -> str:
        """What the field shows: the full name once it is clear, else what was typed."""
        return self.place.full_name if self.place else self.typed

    @property
    def unknown(self) -> bool:
        """Something was typed that is no place."""
        return bool(self.typed) and self.place is None and not self.choices


def asked_place(query: Mapping[str, str], name: str, *, otherwise: "RegionView | None" = None) -> Asked:
    """The place in a form's field ``name``; ``<name>_code`` holds the code of one chosen from the list.

    Without script the hidden code outlives what is typed over it, so it only counts while the text is still its name.
    """
    if name not in query:
        return Asked(name, "", otherwise)
    typed = query[name].strip()
    chosen = _coded(query.get(f"{name}_code", ""))
    if chosen and chosen.full_name == typed:
        return Asked(name, typed, chosen)
    if coded := _coded(typed):
        return Asked(name, typed, coded)
    return _searched(name, typed)


def spoken_place(name: str, place: "RegionView | None", unclear: "Sequence[Mention]" = ()) -> Asked:
    """A place named in the words themselves; where several bear the name, those to choose from."""
    if place or not unclear:
        return Asked(name, "", place)
    return Asked(name, unclear[0].said, None, tuple(unclear[0].places[:OFFERED]))


def _coded(code: str) -> "RegionView | None":
    if code.isascii() and code.isdecimal():
        with suppress(NotFound):
            return regions.region(code)
    return None


def _searched(name: str, typed: str) -> Asked:
    found = regions.search(typed, limit=OFFERED) if typed else []
    exact = [place for place in found if typed in {place.name, place.full_name, place.name[:-1]}]
    clear = exact if len(exact) == 1 else found if len(found) == 1 else []
    return Asked(name, typed, clear[0]) if clear else Asked(name, typed, None, tuple(exact or found))
