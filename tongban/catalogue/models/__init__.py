"""The catalogue's nouns: items, what a place says of them (versions), 一件事, and the 通办 lists."""

from tongban.catalogue.models.bundles import Bundle, BundleVersion
from tongban.catalogue.models.finding import Edition, EmptySearch, SearchCount, Synonym
from tongban.catalogue.models.imports import ImportPart, ImportRun, Outcome
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
    BaseVersion,
    Deviation,
    GroundKind,
    GuideVersion,
    HandlingKind,
    Item,
    ItemKind,
    ItemVersion,
    LimitUnit,
    Versions,
)
from tongban.catalogue.standing import Change, Standing, VersionState

__all__ = [
    "FIXED",
    "SCOPES",
    "Agreement",
    "AgreementParty",
    "BaseVersion",
    "Bundle",
    "BundleVersion",
    "Change",
    "Deviation",
    "DocumentRow",
    "Edition",
    "EmptySearch",
    "GroundKind",
    "GuideVersion",
    "HandlingKind",
    "ImportPart",
    "ImportRun",
    "Item",
    "ItemKind",
    "ItemVersion",
    "LimitUnit",
    "ListDocument",
    "Listing",
    "Listings",
    "Opening",
    "Outcome",
    "SearchCount",
    "Standing",
    "Synonym",
    "VersionState",
    "Versions",
]
