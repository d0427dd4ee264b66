"""Loading very many guides: a nation's implementing versions, in batches of bounded size, published as they come."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from tongban.catalogue.actions.deviating import note_loaded
from tongban.catalogue.actions.loading import UNNAMED, digest_of, frame_of, item_of, unsaved, uscc_of
from tongban.catalogue.exceptions import Exceptions, read_exceptions
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import Edition, Item, ItemVersion, Listing, VersionState
from tongban.catalogue.reading import SOURCE
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actions import register_agencies
from tongban.regions import queries as regions

BATCH = 1000
_ROOM = 100_000  # authorities remembered, some 200 bytes each


def load_in_bulk(guides: Iterable[Guide], *, folder: Path = SOURCE) -> Iterator[int]:
    """Take in guides of items, all of them new here; each batch whole or not at all. Yields how many are in so far.

    No more than a batch is held in memory, whatever there is to load. Raises Invalid for a record that is already here:
    a changed guide is loaded by itself, so that its earlier version is superseded.
    """
    exceptions = read_exceptions(folder / "exceptions.json")
    coming, known, done = iter(guides), _Known(), 0
    while batch := list(islice(coming, BATCH)):
        _load_batch(batch, exceptions, known)
        done += len(batch)
        yield done


class _Known:
    """Items and authorities already met, so that each is asked for once; authorities only as many as fit."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.agencies: dict[tuple[str, str], int] = {}

    def meet(self, batch: list[Guide]) -> None:
        """Know the items and the authorities of a batch."""
        for guide in batch:
            if guide.item.slug not in self.items:
                self.items[guide.item.slug] = item_of(guide)
        unknown = {named(guide): uscc_of(guide) for guide in batch if named(guide) not in self.agencies}
        if len(self.agencies) > _ROOM:
            self.agencies.clear()
            unknown = {named(guide): uscc_of(guide) for guide in batch}
        self.agencies |= register_agencies([(*key, uscc) for key, uscc in unknown.items()])


def named(guide: Guide) -> tuple[str, str]:
    """The name and the place of a guide's authority."""
    return guide.authority.name or UNNAMED, regions.code12(guide.place.region_code)


@transaction.atomic
def _load_batch(batch: list[Guide], exceptions: Exceptions, known: _Known) -> None:
    _refuse_known([guide.record_id for guide in batch])
    known.meet(batch)
    made = ItemVersion.objects.bulk_create([_published(guide, exceptions, known) for guide in batch])
    note_loaded((version.item_id, version.pk, guide) for version, guide in zip(made, batch, strict=True))
    listings = (_listing(guide, exceptions, known) for guide in batch)
    Listing.objects.bulk_create([entry for entry in listings if entry], ignore_conflicts=True)
    Edition.objects.touch({guide.item.slug for guide in batch})


def _refuse_known(records: list[str]) -> None:
    twice = set(ItemVersion.objects.filter(record_id__in=records).values_list("record_id", flat=True))
    twice |= {record for record in records if records.count(record) > 1} if len(set(records)) < len(records) else set()
    if twice:
        sentence = "这条记录已经在库里了，不能成批再装。请单独装入，让旧版被代替。"
        raise Invalid(Problem(record, f"{record}：{sentence}") for record in sorted(twice))


def _published(guide: Guide, exceptions: Exceptions, known: _Known) -> ItemVersion:
    content = guide.written()
    frame = frame_of(guide, content, digest_of([content, exceptions.about(guide)]))
    now = timezone.now()
    state = {"state": VersionState.PUBLISHED, "effective_from": guide.source.dated}
    state |= {"in_force_at": now, "published_at": now, "changed_at": now}
    whose = {"item": known.items[guide.item.slug], "agency_id": known.agencies[named(guide)], "version_no": 1}
    return unsaved(guide, frame | whose | state, exceptions)


def _listing(guide: Guide, exceptions: Exceptions, known: _Known) -> Listing | None:
    """What the place says of itself, as an entry of the lists."""
    scope, modes, note = exceptions.own_listing(guide)
    code = regions.code12(guide.place.region_code)
    area = regions.prefix(code) if exceptions.covers_below(guide) else code
    if not modes or not area:
        return None
    said = {"scope": scope, "modes": [mode.value for mode in modes], "note": note}
    document = f"{guide.place.region_name}办事指南"[:100]
    return Listing(item=known.items[guide.item.slug], receiving_area="", handling_area=area, document=document, **said)
