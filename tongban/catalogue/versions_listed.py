"""The list a data officer works from: the base of each item and what places say of it, with counts by standing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, F, Q, Value
from django.utils import timezone

from tongban.catalogue.models import BaseVersion, GuideVersion, Item, ItemVersion, Standing
from tongban.catalogue.modes import Mode
from tongban.catalogue.versions_shown import KINDS, Row, rows_of
from tongban.people.actors import Actor

PAGE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a data officer looks for: words (name, code, agency), province (two digits), domain, mode, standing."""

    words: str = ""
    province: str = ""
    domain: str = ""
    mode: str = ""
    standing: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, how many there are in all, and the counts by standing for the same question.

    ``bases`` are the bases of the items on the page that hold or are being written, by the item's name.
    """

    rows: list[Row]
    bases: Mapping[str, list[Row]]
    total: int
    counts: Mapping[str, int]
    waiting: int
    coming: list[Row]


def listed(asked: Asked, by: Actor) -> Listed:
    """A page of versions, by item, its base first; without a standing asked for, all but those that are over."""
    found = (narrowed_bases(asked), narrowed(asked))
    counts = _counts(found)
    page, soon = _page(found, asked), _coming(found) if counts[Standing.SCHEDULED] else []
    kept = _fetched([*page, *soon])
    bases = list(_bases_of({version.item_id for version in kept.values()}))  # type: ignore[attr-defined]
    of_now = [base for base in bases if base.standing == Standing.IN_FORCE]
    rows = rows_of([*(kept[key] for key in (*page, *soon)), *bases], of_now)
    split, end = len(page), len(page) + len(soon)
    return Listed(
        rows=rows[:split],
        bases={name: list(of_one) for name, of_one in groupby(rows[end:], attrgetter("item"))},
        total=counts[asked.standing or "all"],
        counts=counts,
        waiting=_waiting(found, by) if counts[Standing.IN_REVIEW] else 0,
        coming=rows[split:end],
    )


Key = tuple[str, int]
"""The kind of a version, and its id."""
_ORDER = ("named", "item_id", "kind", "region_code", "-version_no")


def _page(found: Iterable[Any], asked: Asked) -> list[Key]:
    """The versions of one page, bases and places' own in one order: kind "base" comes before kind "version"."""
    start = (max(1, asked.page) - 1) * PAGE
    keyed = _keyed((_asked_for(rows, asked) for rows in found), "region_code", "version_no")
    return [(row[2], row[3]) for row in keyed.order_by(*_ORDER)[start : start + PAGE]]


def _coming(found: Iterable[Any]) -> list[Key]:
    """The next five of either kind to take force."""
    keyed = _keyed((rows.standing(Standing.SCHEDULED) for rows in found), "in_force_at")
    return [(row[2], row[3]) for row in keyed.order_by("in_force_at", "kind", "pk")[:5]]


def _keyed(found: Iterable[Any], *more: str) -> Any:
    """Bases and places' versions as one list of keys, with the columns it is to be ordered by."""
    bases, own = (
        rows.annotate(named=F("item__name"), kind=Value(kind)).values_list("named", "item_id", "kind", "pk", *more)
        for rows, kind in zip(found, ("base", "version"), strict=True)
    )
    return bases.union(own, all=True)


def _fetched(keys: Collection[Key]) -> dict[Key, GuideVersion]:
    kept: dict[Key, GuideVersion] = {}
    for kind, model in KINDS.items():
        related = ("item", "agency") if model is ItemVersion else ("item",)
        rows = model._default_manager.select_related(*related).filter(pk__in={pk for each, pk in keys if each == kind})
        kept |= {(kind, row.pk): row for row in rows}
    return kept


def _bases_of(items: Iterable[int]) -> Any:
    """The bases of these items that hold or are being written, by item, the newest first."""
    return _alive(BaseVersion.objects.select_related("item").filter(item__in=items)).order_by("item", "-version_no")


def _asked_for(rows: Any, asked: Asked) -> Any:
    return rows.standing(Standing(asked.standing)) if asked.standing in Standing.values else _alive(rows)


def _waiting(found: Iterable[Any], by: Actor) -> int:
    """How many of either kind wait for this person: in review, and written by others alone."""
    bases, own = (rows.standing(Standing.IN_REVIEW).values_list("writers", flat=True) for rows in found)
    return sum(by.key not in writers for writers in bases.union(own, all=True))


def narrowed(asked: Asked) -> Any:
    """The versions that fit a question, whatever their standing."""
    rows: Any = ItemVersion.objects.all()
    if asked.words:
        words = asked.words.strip()
        named = Q(item__name__icontains=words) | Q(local_name__icontains=words) | Q(agency__name__icontains=words)
        rows = rows.filter(named | Q(item__catalogue_code=words) | Q(implementation_code__startswith=words.upper()))
    if asked.province:
        rows = rows.filter(region_code__startswith=asked.province)
    return _everywhere(rows, asked)


def narrowed_bases(asked: Asked) -> Any:
    """The bases that fit a question. A base is the whole country's: a question for one province finds none."""
    rows: Any = BaseVersion.objects.none() if asked.province else BaseVersion.objects.all()
    if asked.words:
        words = asked.words.strip()
        named = Q(item__name__icontains=words) | Q(local_name__icontains=words)
        rows = rows.filter(named | Q(item__catalogue_code=words))
    return _everywhere(rows, asked)


def _everywhere(rows: Any, asked: Asked) -> Any:
    if asked.domain:
        rows = rows.filter(item__domain=asked.domain)
    if asked.mode:
        rows = rows.filter(content__cross_region__modes__icontains=Mode(asked.mode).label)
    return rows


def _alive(rows: Any) -> Any:
    now = timezone.now()
    return rows.filter(Q(ended_at=None) | Q(ended_at__gt=now))


def _counts(found: Iterable[Any]) -> dict[str, int]:
    """How many of either kind stand how, in one query."""
    now = timezone.now()
    open_ = Q(ended_at=None) | Q(ended_at__gt=now)
    held = Q(state="published") & open_
    asked = {
        "all": open_,
        Standing.DRAFT.value: Q(state="draft"),
        Standing.IN_REVIEW.value: Q(state="in_review"),
        Standing.SCHEDULED.value: held & Q(in_force_at__gt=now),
        Standing.IN_FORCE.value: held & Q(in_force_at__lte=now),
        Standing.SUSPENDED.value: Q(state="suspended") & open_,
        Standing.SUPERSEDED.value: Q(state__in=("published", "suspended"), ended_at__lte=now),
        Standing.WITHDRAWN.value: Q(state="withdrawn"),
    }
    counting = {f"n_{name}": Count("id", filter=when) for name, when in asked.items()}
    bases, own = (
        rows.annotate(one=Value(1)).values("one").annotate(**counting).values_list(*counting) for rows in found
    )
    counted = list(bases.union(own, all=True))
    return {name: sum(row[at] for row in counted) for at, name in enumerate(asked)}


def domains() -> list[str]:
    """The domains there are, for the filter."""
    return list(Item.objects.order_by("domain").values_list("domain", flat=True).distinct())
