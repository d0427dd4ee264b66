"""Keeping where places deviate from the base: whenever a version or the base itself is written, loaded or published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tongban.catalogue.deviation import Against, differences
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import BaseVersion, Deviation, GroundKind, ItemVersion

AT_ONCE = 200  # guides held in memory while a base is published


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a place deviates: the kind of ground, the document with its clause, and until when."""

    kind: str
    document: str
    until: date | None = None


Grounds = Mapping[tuple[str, str], Ground]
"""By element and what it is about, as ``Deviation`` names them."""


def note_deviations(version: ItemVersion, guide: Guide, grounds: Grounds) -> None:
    """Keep one row for each deviation from the base in force, with the grounds given; those that are gone go."""
    note_all([(version.pk, guide)], _base_of(version.item_id))
    for (element, key), ground in grounds.items():
        kind = ground.kind if ground.kind in GroundKind.values else ""
        said: dict[str, Any] = {"document": ground.document.strip()[:200], "until": ground.until, "ground_kind": kind}
        Deviation.objects.filter(version=version, element=element, key=key).update(**said)


def note_under(base: BaseVersion) -> None:
    """Hold every version of the item that is not over against a base that now holds. A ground already written stays."""
    alive = ItemVersion.objects.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now()), item=base.item_id)
    rows = alive.order_by("pk").values_list("pk", "content").iterator(chunk_size=AT_ONCE)
    said = Guide.model_validate(base.content)
    for batch in _batches((pk, Guide.model_validate(content)) for pk, content in rows):
        note_all(batch, said)


def note_loaded(loaded: Iterable[tuple[int, int, Guide]]) -> None:
    """Hold what was loaded (item id, version id, guide) against the bases in force, where there are any."""
    coming = list(loaded)
    bases = BaseVersion.objects.in_force().filter(item__in={item for item, _, _ in coming})
    for base in bases:
        mine = [(pk, guide) for item, pk, guide in coming if item == base.item_id]
        note_all(mine, Guide.model_validate(base.content))


def note_all(guides: Sequence[tuple[int, Guide]], base: Guide | None) -> None:
    """The rows of these versions as they follow from a base: new ones without a ground, those that are gone go."""
    found = {
        (pk, each.element, each.key): each.sentence[:500]
        for pk, guide in guides
        for each in (differences(base, guide) if base else ())
        if each.against == Against.DEVIATES
    }
    kept = {
        (row.version_id, row.element, row.key): row
        for row in Deviation.objects.filter(version__in=[pk for pk, _ in guides])
    }
    if gone := [row.pk for key, row in kept.items() if key not in found]:
        Deviation.objects.filter(pk__in=gone).delete()
    otherwise = [row for key, row in kept.items() if key in found and row.sentence != found[key]]
    for row in otherwise:
        row.sentence = found[row.version_id, row.element, row.key]
    Deviation.objects.bulk_update(otherwise, ["sentence"], batch_size=AT_ONCE)
    Deviation.objects.bulk_create(
        Deviation(version_id=pk, element=element, key=key, sentence=sentence)
        for (pk, element, key), sentence in found.items()
        if (pk, element, key) not in kept
    )


def _base_of(item_id: int) -> Guide | None:
    base = BaseVersion.objects.in_force().filter(item=item_id).first()
    return Guide.model_validate(base.content) if base else None


def _batches(guides: Iterator[tuple[int, Guide]]) -> Iterator[list[tuple[int, Guide]]]:
    while batch := list(islice(guides, AT_ONCE)):
        yield batch
