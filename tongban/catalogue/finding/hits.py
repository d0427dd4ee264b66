"""Search over what is in force: from everyday words to items, to a place's authority, to whether it can be done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tongban.catalogue import listing, views
from tongban.catalogue.finding import tally
from tongban.catalogue.finding.current import CURRENT, terms
from tongban.catalogue.finding.entries import Entry
from tongban.catalogue.finding.judging import ENOUGH, SURE, Hit, Judge, Wanted
from tongban.catalogue.finding.memory import Shelf
from tongban.catalogue.finding.understanding import Understood, read
from tongban.catalogue.finding.words import pairs
from tongban.catalogue.jurisdiction import Stand, chain, competent
from tongban.catalogue.listing import ListingView
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.modes import Channel
from tongban.catalogue.reception import Reception, WhyNot, decide
from tongban.catalogue.views import VersionView

_RECALLED = 60  # entries judged for one query
_NEAREST = 5
_MANY_SAY = frozenset(
    {"许可", "登记", "申请", "办理", "证明", "查询", "备案", "变更", "注销", "申报", "审批", "服务", "证书"}
)
_OF_THE_EVENT = 12.0  # what an item gains by being called for by the event one speaks of


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
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Searched:
    """A search answered: what was understood, what was found, best first, and where nothing was, what lies nearest.

    ``receipt`` and ``handling`` are the places it was answered for: those asked for, else those named in the words.
    """

    understood: Understood
    found: tuple[Found, ...]
    nearest: tuple[Found, ...]
    receipt: str | None
    handling: str | None
    sure: int = 0  # how many of those found answer; the others only lie near


def find(
    words: str, *, receipt_region: str | None = None, handling_region: str | None = None, limit: int = 20
) -> list[Found]:
    """Items and 一件事 by how people speak, best first, in the same order every time; nothing for words that say nothing.

    With a handling place each answer has its authority's version, None where no guide of it is here; with both places it
    also says whether it can be handed in, so that a page can lead with it.
    """
    shelf = CURRENT.shelf()
    hits = _hits(shelf, _understood(shelf, words), limit)
    return _placed(hits, receipt_region, handling_region)


def search(
    words: str,
    *,
    receipt_region: str | None = None,
    handling_region: str | None = None,
    limit: int = 20,
    counted: bool = False,
) -> Searched:
    """The same with what was understood; places named in the words count where none was asked for.

    ``counted``: a person asked, so that it goes into 常搜 and 空搜.
    """
    shelf = CURRENT.shelf()
    understood = _understood(shelf, words)
    receipt = receipt_region or (understood.receipt.code if understood.receipt else None)
    handling = handling_region or (understood.handling.code if understood.handling else None)
    hits = _hits(shelf, understood, limit)
    if counted:
        tally.note(understood, hits[0].slug if hits else "")
    nearest = () if hits else _placed(_nearest(shelf, understood), receipt, handling)
    found = tuple(_placed(hits, receipt, handling))
    return Searched(understood, found, tuple(nearest), receipt, handling, _sure(shelf, understood, hits))


def suggest(words: str, *, limit: int = 8) -> list[Found]:
    """Completions as one types: what begins so, then what is found so."""
    shelf = CURRENT.shelf()
    return [_bare(hit) for hit in _hits(shelf, _understood(shelf, words), limit)]


def understand(words: str) -> Understood:
    """What is understood of the words, before anything is looked for."""
    return _understood(CURRENT.shelf(), words)


def _understood(shelf: Shelf, words: str) -> Understood:
    return read(words, terms=terms(CURRENT.stamp()), is_known=shelf.frequency)


# --- which ---------------------------------------------------------------------------------------------------------
def _hits(shelf: Shelf, understood: Understood, limit: int) -> list[Hit]:
    if not understood.says_something:
        return []
    judge = Judge(shelf.frequency, shelf.size)
    hits = judge.best(_recalled(shelf, understood), understood.readings, limit)
    return _with_event(shelf, understood, hits)[:limit]


def _sure(shelf: Shelf, understood: Understood, hits: list[Hit]) -> int:
    """How many answer what was said; none where all that is known of it is a word that half the catalogue bears."""
    if understood.event:
        return len(hits)
    if understood.readings and all(_says_only_what_many_say(shelf, one) for one in understood.readings):
        return 0
    return sum(hit.score >= SURE for hit in hits)


def _says_only_what_many_say(shelf: Shelf, one: Wanted) -> bool:
    """养猫许可: 许可 is known, 养猫 is not. 许可 alone asks for the permits."""
    if one.is_typed or one.spelt or one.plain in _MANY_SAY:
        return False
    known = {part for part in pairs(one.plain) if shelf.frequency(part)}
    return known <= _MANY_SAY and not one.plain.isdecimal()


def _recalled(shelf: Shelf, understood: Understood) -> list[Entry]:
    parts = set().union(*(one.all_parts for one in understood.readings))
    return shelf.recall(parts, _RECALLED)


def _with_event(shelf: Shelf, understood: Understood, hits: list[Hit]) -> list[Hit]:
    """What the event calls for comes along, and a little forward: the first most."""
    event = understood.event
    if event is None:
        return hits
    known = {hit.slug: hit for hit in hits}
    least = min((hit.score for hit in hits), default=ENOUGH)
    for place, slug in enumerate(event.slugs):
        if slug in known:
            hit = known[slug]
            known[slug] = Hit(hit.entry, hit.score + _OF_THE_EVENT / (place + 1), hit.why)
        elif entry := shelf.one(slug):
            known[slug] = Hit(entry, least - place - 1, f"“{event.name}”时会用到")
    return sorted(known.values(), key=lambda hit: (-hit.score, hit.slug))


def _nearest(shelf: Shelf, understood: Understood) -> list[Hit]:
    """What lies nearest though it does not answer."""
    if not understood.says_something:
        return []
    ranked = Judge(shelf.frequency, shelf.size).ranked(_recalled(shelf, understood), understood.readings)
    return [hit for hit in ranked[:_NEAREST] if hit.score > 0]


# --- where, and whether it can be done -------------------------------------------------------------------------------
def _placed(hits: Sequence[Hit], receipt: str | None, handling: str | None) -> list[Found]:
    ids = _authorities([hit.slug for hit in hits if not hit.entry.is_bundle], handling) if handling and hits else {}
    versions = {view.id: view for view in views.views(ids.values())}
    listings = _listings(versions.values(), receipt) if receipt else {}
    return [_found(hit, versions.get(ids.get(hit.slug, 0)), listings, receipt) for hit in hits]


def _authorities(slugs: Collection[str], handling: str) -> dict[str, int]:
    """The version that has jurisdiction over a place, of each item that has one."""
    rows = (
        ItemVersion.objects.published().filter(item__slug__in=list(slugs), region_code__in=chain(handling)).order_by()
    )
    stands: dict[str, list[Stand]] = defaultdict(list)
    listed = rows.values_list("item__slug", "region_code", "covers_below", "effective_from", "id")
    for slug, region_code, covers_below, effective_from, id_ in listed:
        stands[slug].append(Stand(region_code, covers_below, effective_from, id_))
    best = {slug: competent(some, handling) for slug, some in stands.items()}
    return {slug: id_ for slug, id_ in best.items() if id_}


def _listings(versions: Iterable[VersionView], receipt: str) -> dict[int, list[ListingView]]:
    some = list(versions)
    return listing.in_force({view.item.id for view in some}, receipt, {view.region_code for view in some})


def _found(hit: Hit, view: VersionView | None, listings: dict[int, list[ListingView]], receipt: str | None) -> Found:
    if view is None or receipt is None:
        return _bare(hit, view)
    entries: Collection[ListingView] = listings.get(view.item.id, ())
    counter = decide(view, entries, receipt_region=receipt, channel=Channel.COUNTER)
    online = decide(view, entries, receipt_region=receipt, channel=Channel.ONLINE)
    return _bare(hit, view, counter, online)


def _bare(
    hit: Hit,
    view: VersionView | None = None,
    counter: Reception | WhyNot | None = None,
    online: Reception | WhyNot | None = None,
) -> Found:
    entry = hit.entry
    return Found(
        entry.slug, entry.name, entry.is_bundle, entry.places, hit.why, view, counter, online, round(hit.score, 2)
    )
