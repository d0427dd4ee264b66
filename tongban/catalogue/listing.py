"""The 通办 lists, entry by entry: who may receive what for whom, in which modes."""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q
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


def in_force(
    item_ids: Collection[int], receipt_region: str, handling_regions: Iterable[str]
) -> dict[int, list[ListingView]]:
    """The entries in force today that may bear on these places, by item; the narrowest first, so that it is the one named.

    An item has an entry for every place that says something of itself: only those of these places are read.
    """
    here = _bearing_on(receipt_region, handling_regions)
    rows = Listing.objects.in_force(timezone.localdate()).filter(here, item__in=list(item_ids)).order_by("scope", "id")
    found: dict[int, list[ListingView]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(_view(row))
    return found


def lapsed(item_id: int, receipt_region: str, handling_region: str) -> list[ListingView]:
    """One item's entries for two places that have ended, the latest first: who comes too late is told so."""
    rows = Listing.objects.filter(_bearing_on(receipt_region, [handling_region]), item=item_id)
    rows = rows.filter(valid_until__lt=timezone.localdate())
    return [_view(row) for row in rows.order_by("-valid_until", "-id")]


def _view(row: Listing) -> ListingView:
    modes = tuple(map(Mode, row.modes))
    where = row.receiving_area, row.handling_area
    return ListingView(Scope(row.scope), *where, modes, row.document, row.note, row.valid_until)


def _bearing_on(receipt_region: str, handling_regions: Iterable[str]) -> Q:
    handling = set().union(*(_areas(code) for code in handling_regions))
    return Q(receiving_area__in=_areas(regions.code12(receipt_region)), handling_area__in=handling)


def _areas(code: str) -> set[str]:
    """A place and what it lies in, each as an entry may name it: any number of leading digits."""
    return {code[:digits] for digits in (0, 2, 4, 6, 9, 12)}


def of_item(item_id: int, receipt_region: str, handling_region: str) -> list[ListingView]:
    """One item's entries for two places, read anew every second: a list that changes holds for every door within that time."""
    return _of_item(item_id, regions.code12(receipt_region), handling_region, int(time.monotonic()))


@lru_cache(maxsize=4096)
def _of_item(item_id: int, receipt: str, handling: str, second: int) -> list[ListingView]:
    return in_force([item_id], receipt, [handling]).get(item_id, [])


forget = _of_item.cache_clear
