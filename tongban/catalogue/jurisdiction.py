"""Whose matter it is: of the places whose guides are in force, the one that has jurisdiction over another place."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tongban.regions import queries as regions

NATIONWIDE = "000000000000"


class Stand(NamedTuple):
    """One version in force: where, whether it reaches the places within, since when, and its id."""

    region_code: str
    covers_below: bool
    effective_from: date | None
    id: int


def chain(region_code: str) -> list[str]:
    """A place and the places it lies in, as 12-digit codes, up to the country. Raises NotFound for what is no code."""
    code = regions.code12(region_code)
    above = {code[:digits].ljust(12, "0") for digits in (9, 6, 4, 2)}
    return sorted({code, *above, NATIONWIDE}, reverse=True)


def competent(stands: Iterable[Stand], region_code: str) -> int | None:
    """The version of the nearest authority that reaches the place; of several there, the latest. None if nobody does."""
    own = regions.code12(region_code)
    reaching = set(chain(own))
    able = [
        stand for stand in stands if stand.region_code in reaching and (stand.covers_below or stand.region_code == own)
    ]
    best = max(able, key=lambda stand: (stand.region_code, stand.effective_from or date.min, stand.id), default=None)
    return best.id if best else None
