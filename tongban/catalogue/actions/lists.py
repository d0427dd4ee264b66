"""The 通办 lists, kept up to date with what the national list and the guides say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from tongban.catalogue.exceptions import Exceptions
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import Item, Listing
from tongban.catalogue.modes import Mode
from tongban.catalogue.reading import read_json
from tongban.kit.scopes import Scope
from tongban.regions import queries as regions


@transaction.atomic
def list_nationally(national: "National", exceptions: Exceptions) -> None:
    """Items of the national list may be received anywhere for anywhere (国办发〔2020〕35号, 〔2022〕34号)."""
    for item in Item.objects.all():
        rows = national.rows(item)
        if item.national_list != rows:
            item.national_list = rows
            item.save()
        for document in sorted({row["doc"] for row in rows}):
            named = [row["name"] for row in rows if row["doc"] == document and row["name"] != item.name]
            note = f"清单所列：{'、'.join(named)}" if named else ""
            _list(item, Scope.CROSS_PROVINCE, "", document, exceptions.national_modes(item.slug), note)


def list_as_stated(item: Item, guide: Guide, exceptions: Exceptions) -> None:
    """What a place says of itself: it handles what others receive, in these modes. What it no longer says is taken off."""
    scope, modes, note = exceptions.own_listing(guide)
    code = regions.code12(guide.place.region_code)
    area = regions.prefix(code) if exceptions.covers_below(guide) else code
    document = f"{guide.place.region_name}办事指南"
    Listing.objects.filter(item=item, handling_area=area, document=document).exclude(
        scope=scope if modes else 0
    ).delete()
    if modes and area:
        _list(item, scope, area, document, modes, note)


def _list(item: Item, scope: Scope, area: str, document: str, modes: Iterable[Mode], note: str) -> None:
    """Put an entry on the list, or bring it up to date; one that is right already is left alone."""
    says: dict[str, Any] = {"modes": [mode.value for mode in modes], "note": note}
    entry, new = Listing.objects.get_or_create(
        item=item, scope=scope, receiving_area="", handling_area=area, document=document, defaults=says
    )
    if not new and says != {"modes": entry.modes, "note": entry.note}:
        Listing.objects.filter(pk=entry.pk).update(**says)


@dataclass(frozen=True, slots=True)
class National:
    """The rows read of the national list, by the item they name."""

    listed: dict[str, list[dict[str, Any]]]

    def rows(self, item: Item) -> list[dict[str, Any]]:
        """The rows that name an item: document, number (null where it was not read) and the list's words."""
        return self.listed.get(item.name, []) + self.listed.get(item.slug, [])


def read_national(folder: Path) -> National:
    """The rows of ``cross_province.json``, under the name our catalogue knows each by. Raises Invalid."""
    rows = read_json(folder / "cross_province.json")
    names = names_of_the_national_list(folder)
    listed: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        entry = {"doc": row["doc"], "seq": row["seq"], "name": row["name"]}
        listed.setdefault(names.get(row["name"], row["name"]), []).append(entry)
    return National(listed)


def names_of_the_national_list(folder: Path) -> dict[str, str]:
    """Slugs by the names the national list has for items that are called otherwise here."""
    return dict(_pairs(folder / "national_names.tsv"))


def _pairs(path: Path) -> Iterator[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))
