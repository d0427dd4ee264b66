"""Which outlet receives which item: since when, or why not; and the nearest one that does."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tongban.catalogue.listed import HoleReason
from tongban.catalogue.models import Opening
from tongban.regions import queries as regions
from tongban.regions.places import OutletView

TOLD = 3
"""Outlets named as the way out; more is no help."""


@dataclass(frozen=True, slots=True)
class OpeningView:
    """What is known of one item at one outlet: open ``since``, or the ``reason`` it is not, who mends it and by when."""

    outlet_code: str
    item_id: int
    since: date | None
    reason: HoleReason | None
    owner: str = ""
    due_on: date | None = None
    note: str = ""


def of_outlets(codes: Iterable[str], items: Iterable[int]) -> list[OpeningView]:
    """What is known of these items at these outlets; a pair nobody has said anything of is left out."""
    rows = Opening.objects.filter(outlet_code__in=list(codes), item__in=list(items))
    return [_view(row) for row in rows.order_by("outlet_code", "item")]


def hole(outlet_code: str, item_id: int) -> OpeningView | None:
    """Why this outlet does not receive this item; None when it does, or nobody has said. Read anew every second."""
    return _hole(outlet_code, item_id, int(time.monotonic())) if outlet_code else None


@lru_cache(maxsize=1024)
def _hole(outlet_code: str, item_id: int, second: int) -> OpeningView | None:
    row = Opening.objects.filter(outlet_code=outlet_code, item=item_id, since=None).first()
    return _view(row) if row else None


forget = _hole.cache_clear


def nearest_open(region_code: str, item_id: int, *, without: str = "") -> tuple[OutletView, ...]:
    """Up to three outlets near a place that receive an item: in the place itself, else in the places above it in turn.

    Those known to be open come first; one with a known hole is never named.
    """
    place: str | None = regions.region(region_code).code
    while place is not None:
        near = [outlet for outlet in regions.outlets(place) if outlet.code != without]
        if able := _able(near, item_id):
            return tuple(able[:TOLD])
        place = regions.parent_code(place)
    return ()


def _able(near: list[OutletView], item_id: int) -> list[OutletView]:
    known = {view.outlet_code: view for view in of_outlets([outlet.code for outlet in near], [item_id])}
    without_hole = [outlet for outlet in near if outlet.code not in known or known[outlet.code].since]
    return sorted(without_hole, key=lambda outlet: outlet.code not in known)  # stable: halls stay first


def _view(row: Opening) -> OpeningView:
    reason = HoleReason(row.reason) if row.reason else None
    return OpeningView(row.outlet_code, row.item_id, row.since, reason, row.owner, row.due_on, row.note)
