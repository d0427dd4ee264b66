"""The catalogue's nouns: items, what a place says of them (versions), 一件事, and the 通办 lists."""

from tongban.catalogue.models.bundles import Bundle, BundleVersion
from tongban.catalogue.models.lists import SCOPES, Listing, Listings
from tongban.catalogue.models.versions import (
    FIXED,
    GuideVersion,
    HandlingKind,
    Item,
    ItemKind,
    ItemVersion,
    LimitUnit,
    Versions,
    VersionState,
)

__all__ = [
    "FIXED",
    "SCOPES",
    "Bundle",
    "BundleVersion",
    "GuideVersion",
    "HandlingKind",
    "Item",
    "ItemKind",
    "ItemVersion",
    "LimitUnit",
    "Listing",
    "Listings",
    "VersionState",
    "Versions",
]
