"""Saying what happened to a version, in the transaction that made it true."""

from typing import Any

from tongban.catalogue.events import VersionFact
from tongban.catalogue.models import BaseVersion, BundleVersion, GuideVersion, ItemVersion
from tongban.journal.bus import Who, announce

_NAMES: dict[type[GuideVersion], str] = {
    ItemVersion: "item-version",
    BaseVersion: "base-version",
    BundleVersion: "bundle-version",
}


def subject_of(version: GuideVersion) -> str:
    """``item-version:12``: what the journal files a version's life under."""
    return f"{_NAMES[type(version)]}:{version.pk}"


def tell(kind: type[VersionFact], version: GuideVersion, *, by: Who, **more: Any) -> None:
    """Announce one fact of a version."""
    named = version.bundle if isinstance(version, BundleVersion) else version.item  # type: ignore[attr-defined]
    fact = kind(
        subject=subject_of(version),
        version_id=version.pk,
        record_id=version.record_id,
        version_no=version.version_no,
        slug=named.slug,
        region_code=version.region_code,
        **more,
    )
    announce(fact, by=by)
