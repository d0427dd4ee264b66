"""The four scopes of 通办: how far apart the place of hand-in and the place that has jurisdiction may lie."""

from enum import IntEnum


class Scope(IntEnum):
    """From the narrowest to the widest; a wider scope contains the narrower ones, so they compare."""

    COUNTY = 1
    CITY = 2
    PROVINCE = 3
    CROSS_PROVINCE = 4

    @property
    def label(self) -> str:
        """The word people know it by."""
        return _LABELS[self]


_LABELS = {
    Scope.COUNTY: "县域通办",
    Scope.CITY: "全城办",
    Scope.PROVINCE: "全省通办",
    Scope.CROSS_PROVINCE: "跨省通办",
}
