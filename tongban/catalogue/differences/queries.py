"""What doors ask of the difference finder: which items can be compared, and one comparison."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from tongban.catalogue.differences.comparison import Comparison, compare
from tongban.catalogue.differences.draft import draft, explained, offered, taken_at_first
from tongban.catalogue.differences.matrix import Distance, alone
from tongban.catalogue.differences.rules import law_limits
from tongban.catalogue.models import BundleVersion, Item, ItemVersion
from tongban.kit.blocked import Blocked, NotFound

__all__ = [
    "Comparable",
    "Comparison",
    "Distance",
    "alone",
    "base_content",
    "comparable",
    "comparison",
    "draft",
    "explained",
    "is_bundle",
    "law_limits",
    "offered",
    "taken_at_first",
]

_NEIGHBOURS = 200  # guides of the same field looked at for their types


@dataclass(frozen=True, slots=True)
class Comparable:
    """An item or a 一件事 that several places have published."""

    slug: str
    name: str
    places: int


def comparable() -> list[Comparable]:
    """Everything of which at least two places have a version in force, those with most places first."""
    found = [
        Comparable(slug, name, places)
        for model, of in ((ItemVersion, "item"), (BundleVersion, "bundle"))
        for slug, name, places in model.objects.published()
        .order_by()
        .values_list(f"{of}__slug", f"{of}__name")
        .annotate(places=Count("id"))
        .filter(places__gt=1)
    ]
    return sorted(found, key=lambda one: (-one.places, one.name))


def comparison(slug: str, *, today: date) -> Comparison:
    """What every place in force says of an item, side by side. Raises NotFound where no place says anything."""
    versions = ItemVersion.objects.published().filter(item__slug=slug)
    bundles = BundleVersion.objects.published().filter(bundle__slug=slug)
    contents = list(versions.order_by("region_code", "id").values_list("content", flat=True))
    contents = contents or list(bundles.order_by("region_code", "id").values_list("content", flat=True))
    if not contents:
        raise NotFound(f"没有找到已发布的事项“{slug}”。请从差异页的列表里选一项。")
    others = ItemVersion.objects.published().filter(item__domain__in=_domains(slug)).exclude(item__slug=slug)
    return compare(contents, today=today, neighbours=list(others.values_list("content", flat=True)[:_NEIGHBOURS]))


def base_content(comparison: Comparison, *, today: date, taken: Collection[str]) -> dict[str, Any]:
    """The draft of a base. Raises Blocked for a 一件事, whose standard is in its items."""
    if is_bundle(comparison):
        raise Blocked("一件事由几个事项组成，没有基本目录。请到组成它的事项里起草统一标准。", code="bundle")
    return draft(comparison, today=today, taken=taken)


def is_bundle(comparison: Comparison) -> bool:
    """Whether what is compared is a 一件事."""
    return any(place.facts.parts for place in comparison.places)


def _domains(slug: str) -> list[str]:
    return list(Item.objects.filter(slug=slug).values_list("domain", flat=True))
