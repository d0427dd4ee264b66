"""The catalogue's nouns: items, what a place says of them (versions), 一件事, and the 通办 lists."""

from tongban.catalogue.models.bundles import Bundle, BundleVersion
from tongban.catalogue.models.finding import Edition, EmptySearch, SearchCount, Synonym
from tongban.catalogue.models.lists import (
    SCOPES,
    Agreement,
    AgreementParty,
    DocumentRow,
    ListDocument,
    Listing,
    Listings,
    Opening,
)
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
    "Agreement",
    "AgreementParty",
    "Bundle",
    "BundleVersion",
    "DocumentRow",
    "Edition",
    "EmptySearch",
    "GuideVersion",
    "HandlingKind",
    "Item",
    "ItemKind",
    "ItemVersion",
    "LimitUnit",
    "ListDocument",
    "Listing",
    "Listings",
    "Opening",
    "SearchCount",
    "Synonym",
    "VersionState",
    "Versions",
]
