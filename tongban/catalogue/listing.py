"""The 通办 lists, entry by entry: who may receive what for whom, in which modes."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone

from tongban.catalogue.models import Listing
from tongban.catalogue.modes import Mode
from tongban.kit.scopes import Scope
from tongban.regions import queries as regions


@dataclass(frozen=True, slots=True)
class ListingView:
    """One entry of a list. Areas are the leading digits of their code; "" is anywhere."""

    scope: Scope
    receiving_area: str
    handling_area: str
    modes: tuple[Mode, ...]
    document: str
    note: str = ""
    valid_until: date | None = None

    def admits(self, receipt: str, handling: str) -> bool:
        """Whether it lets the one place (12 digits) receive for the other. A wider list holds the narrower distances."""
        near_enough = regions.relation(receipt, handling) <= self.scope
        return near_enough and receipt.startswith(self.receiving_area) and handling.startswith(self.handling_area)


def in_force(item_ids: Iterable[int]) -> dict[int, list[ListingView]]:
    """The entries in force today, by item; the narrowest first, so that the nearest ground is the one named."""
    rows = Listing.objects.in_force(timezone.localdate()).filter(item__in=list(item_ids)).order_by("scope", "id")
    found: dict[int, list[ListingView]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(_view(row))
    return found


def lapsed(item_id: int) -> list[ListingView]:
    """One item's entries that have ended, the latest first: who comes too late is told so."""
    rows = Listing.objects.filter(item=item_id, valid_until__lt=timezone.localdate())
    return [_view(row) for row in rows.order_by("-valid_until", "-id")]


def _view(row: Listing) -> ListingView:
    modes = tuple(map(Mode, row.modes))
    where = row.receiving_area, row.handling_area
    return ListingView(Scope(row.scope), *where, modes, row.document, row.note, row.valid_until)


def of_item(item_id: int) -> list[ListingView]:
    """One item's entries in force, read anew every second: a list that changes holds for every door within that time."""
    return _of_item(item_id, int(time.monotonic()))


@lru_cache(maxsize=256)
def _of_item(item_id: int, second: int) -> list[ListingView]:
    return in_force([item_id]).get(item_id, [])


forget = _of_item.cache_clear
