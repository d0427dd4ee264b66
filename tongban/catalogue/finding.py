"""Search over what is in force: from everyday words to items, to a place's authority, to whether it can be done."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.db.models import Count, Max

from tongban.catalogue import listing, views
from tongban.catalogue.jurisdiction import Stand, competent
from tongban.catalogue.listing import ListingView
from tongban.catalogue.models import BundleVersion, ItemVersion
from tongban.catalogue.modes import Channel
from tongban.catalogue.reading import SOURCE
from tongban.catalogue.reception import Reception, WhyNot, decide
from tongban.catalogue.search import Entry, Hit, Index, everyday_words
from tongban.catalogue.views import VersionView


@dataclass(frozen=True, slots=True)
class Found:
    """One answer to a search. ``places`` counts the places whose guide is here; ``why`` says why it was found.

    ``version`` is the authority's, where the handling place has one. ``counter`` and ``online`` say whether it may be
    handed in at the receipt place, where both places were given.
    """

    slug: str
    name: str
    is_bundle: bool
    places: int
    why: str
    version: VersionView | None = None
    counter: Reception | WhyNot | None = None
    online: Reception | WhyNot | None = None


def find(
    words: str, *, receipt_region: str | None = None, handling_region: str | None = None, limit: int = 20
) -> list[Found]:
    """Items and 一件事 by how people speak, best first, in the same order every time; nothing for words that say nothing.

    With a handling place each answer has its authority's version, None where no guide of it is here; with both places it
    also says whether it can be handed in, so that a page can lead with it.
    """
    known = _known()
    hits = known.index.search(words, limit=limit)
    ids = {hit.slug: known.authority(hit.slug, handling_region) for hit in hits} if handling_region else {}
    versions = {view.id: view for view in views.views(id_ for id_ in ids.values() if id_)}
    listings = listing.in_force(view.item.id for view in versions.values()) if receipt_region and versions else {}
    return [
        _found(known.knows[hit.slug], hit, versions.get(ids.get(hit.slug) or 0), listings, receipt_region)
        for hit in hits
    ]


def _found(
    known: "_Named", hit: Hit, view: VersionView | None, listings: dict[int, list[ListingView]], receipt: str | None
) -> Found:
    if view is None or receipt is None:
        return Found(hit.slug, known.name, known.is_bundle, len(known.stands), hit.why, view)
    entries: Collection[ListingView] = listings.get(view.item.id, ())
    counter = decide(view, entries, receipt_region=receipt, channel=Channel.COUNTER)
    online = decide(view, entries, receipt_region=receipt, channel=Channel.ONLINE)
    return Found(hit.slug, known.name, known.is_bundle, len(known.stands), hit.why, view, counter, online)


@dataclass(frozen=True, slots=True)
class _Named:
    """An item or a 一件事, and where its guides are in force."""

    name: str
    is_bundle: bool
    entry: Entry
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a process keeps ready for searching, until something is published or superseded."""

    index: Index
    knows: dict[str, _Named]

    def authority(self, slug: str, region_code: str) -> int | None:
        """The version that has jurisdiction over a place; none for a 一件事, which has several."""
        known = self.knows[slug]
        return None if known.is_bundle else competent(known.stands, region_code)


def _known() -> _Known:
    return _build(tuple(_stamp(model) for model in (ItemVersion, BundleVersion)))


def _stamp(model: type[ItemVersion] | type[BundleVersion]) -> tuple[object, ...]:
    """Changes whenever something is published or superseded: how many are in force, and the latest of them."""
    return tuple(model.objects.published().aggregate(n=Count("id"), id=Max("id"), at=Max("published_at")).values())


@lru_cache(maxsize=1)
def _build(_stamps: tuple[tuple[object, ...], ...]) -> _Known:
    everyday = everyday_words((SOURCE / "everyday_words.tsv").read_text(encoding="utf-8").splitlines())
    named = [*_items(everyday), *_bundles(everyday)]
    return _Known(Index(tuple(known.entry for known in named)), {known.entry.slug: known for known in named})


def _items(everyday: dict[str, list[str]]) -> Iterator[_Named]:
    rows = ItemVersion.objects.published().select_related("item").defer("content", "confidence")
    for item, group in groupby(rows.order_by("item__slug", "id"), key=lambda row: row.item):
        versions = list(group)
        names = dict.fromkeys((item.name, *(row.local_name for row in versions)))
        codes = (item.catalogue_code,) if item.catalogue_code else ()
        entry = Entry(item.slug, tuple(names), tuple(everyday.get(item.slug, ())), item.initials, codes)
        yield _Named(item.name, False, entry, tuple(_stand(row) for row in versions))


def _stand(row: ItemVersion) -> Stand:
    return Stand(row.region_code, row.covers_below, row.effective_from, row.pk)


def _bundles(everyday: dict[str, list[str]]) -> Iterator[_Named]:
    rows = BundleVersion.objects.published().select_related("bundle").defer("content", "confidence")
    for bundle, group in groupby(rows.order_by("bundle__slug", "id"), key=lambda row: row.bundle):
        versions = list(group)
        names = dict.fromkeys((bundle.name, *(row.local_name for row in versions)))
        entry = Entry(bundle.slug, tuple(names), tuple(everyday.get(bundle.slug, ())), bundle.initials)
        stands = tuple(Stand(row.region_code, True, row.effective_from, row.pk) for row in versions)
        yield _Named(bundle.name, True, entry, stands)
