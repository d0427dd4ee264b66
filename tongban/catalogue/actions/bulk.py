"""Loading very many guides: a nation's implementing versions, in batches of bounded size, published as they come."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from tongban.catalogue.actions.loading import UNNAMED, digest_of, frame_of, item_of, unsaved, uscc_of
from tongban.catalogue.exceptions import Exceptions, read_exceptions
from tongban.catalogue.finding.actions import touched
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import Item, ItemVersion, Listing, VersionState
from tongban.catalogue.reading import SOURCE
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actions import register_agency
from tongban.regions import queries as regions

BATCH = 1000


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
        self.agency_id = lru_cache(maxsize=50_000)(_agency_id)

    def item(self, guide: Guide) -> Item:
        """The guide's item."""
        slug = guide.item.slug
        if slug not in self.items:
            self.items[slug] = item_of(guide)
        return self.items[slug]


def _agency_id(name: str, region_code: str, uscc: str) -> int:
    return register_agency(name=name, region_code=region_code, uscc=uscc).pk


@transaction.atomic
def _load_batch(batch: list[Guide], exceptions: Exceptions, known: _Known) -> None:
    _refuse_known([guide.record_id for guide in batch])
    ItemVersion.objects.bulk_create([_published(guide, exceptions, known) for guide in batch])
    listings = (_listing(guide, exceptions, known) for guide in batch)
    Listing.objects.bulk_create([entry for entry in listings if entry], ignore_conflicts=True)
    touched({guide.item.slug for guide in batch})


def _refuse_known(records: list[str]) -> None:
    twice = set(ItemVersion.objects.filter(record_id__in=records).values_list("record_id", flat=True))
    twice |= {record for record in records if records.count(record) > 1} if len(set(records)) < len(records) else set()
    if twice:
        sentence = "这条记录已经在库里了，不能成批再装。请单独装入，让旧版被代替。"
        raise Invalid(Problem(record, f"{record}：{sentence}") for record in sorted(twice))


def _published(guide: Guide, exceptions: Exceptions, known: _Known) -> ItemVersion:
    content = guide.written()
    frame = frame_of(guide, content, digest_of([content, exceptions.about(guide)]))
    agency = known.agency_id(guide.authority.name or UNNAMED, frame["region_code"], uscc_of(guide))
    now = timezone.now()
    state = {"state": VersionState.PUBLISHED, "effective_from": guide.source.dated}
    state |= {"in_force_at": now, "published_at": now, "changed_at": now}
    named = {"item": known.item(guide), "agency_id": agency, "version_no": 1}
    return unsaved(guide, frame | named | state, exceptions)


def _listing(guide: Guide, exceptions: Exceptions, known: _Known) -> Listing | None:
    """What the place says of itself, as an entry of the lists."""
    scope, modes, note = exceptions.own_listing(guide)
    code = regions.code12(guide.place.region_code)
    area = regions.prefix(code) if exceptions.covers_below(guide) else code
    if not modes or not area:
        return None
    said = {"scope": scope, "modes": [mode.value for mode in modes], "note": note}
    document = f"{guide.place.region_name}办事指南"[:100]
    return Listing(item=known.item(guide), receiving_area="", handling_area=area, document=document, **said)
