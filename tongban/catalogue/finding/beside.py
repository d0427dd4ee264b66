"""Lists beside a search: what lies around an item, what people search for most, what they did not find, and synonyms."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.db.models import Q, Sum
from django.utils import timezone

from tongban.catalogue.finding.current import CURRENT
from tongban.catalogue.finding.entries import Entry
from tongban.catalogue.finding.memory import Shelf
from tongban.catalogue.finding.shelf import Stamp
from tongban.catalogue.finding.words import clean
from tongban.catalogue.models import Bundle, BundleVersion, EmptySearch, Item, SearchCount, Synonym

_RECENT = timedelta(days=30)
_BESIDE = 5
_SHORT = 8  # characters of an everyday word that fits a row of links


@dataclass(frozen=True, slots=True)
class Named:
    """An item or a 一件事 by name."""

    slug: str
    name: str
    is_bundle: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around an item: 一件事 it is part of, and its neighbours in them and in its domain."""

    bundles: tuple[Named, ...]
    neighbours: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class SynonymView:
    """同义词 as the data officer sees it. ``meaning`` is the name of an item or 一件事, or a standard term."""

    id: int
    words: str
    meaning: str
    slug: str
    by_label: str


@dataclass(frozen=True, slots=True)
class EmptySearchView:
    """空搜 as the data officer sees it."""

    words: str
    count: int
    last_on: object


# --- around an item --------------------------------------------------------------------------------------------------
def around(slug: str) -> Around:
    """The 一件事 an item is part of (or the items one is made of), then others of the same domain."""
    CURRENT.shelf()  # looks whether something was published
    return _around(slug, CURRENT.stamp())


@lru_cache(maxsize=4096)
def _around(slug: str, _edition: Stamp) -> Around:
    shelf = CURRENT.shelf()
    entry = shelf.one(slug)
    if entry is None:
        return Around((), ())
    bundles = [one for one in _bundles(shelf) if slug in one.items]
    beside = [*entry.items, *(part for one in bundles for part in one.items)]
    rows = Item.objects.filter(Q(slug__in=beside) | Q(domain=entry.domain)).exclude(slug=slug).order_by("name")
    near = {row.slug: Named(row.slug, row.name) for row in rows[:200]}
    ordered = [near.pop(part) for part in dict.fromkeys(beside) if part in near] + list(near.values())
    return Around(tuple(Named(one.slug, one.name, True) for one in bundles), tuple(ordered[:_BESIDE]))


def _bundles(shelf: Shelf) -> list[Entry]:
    slugs = BundleVersion.objects.published().order_by("bundle__slug").values_list("bundle__slug", flat=True).distinct()
    return [one for slug in slugs if (one := shelf.one(slug))]


forget = _around.cache_clear


# --- 常搜 -------------------------------------------------------------------------------------------------------------
def popular(*, limit: int = 6) -> list[str]:
    """What was searched for most in the last thirty days, in everyday words; none that only one person may have typed."""
    since = timezone.localdate() - _RECENT
    rows = SearchCount.objects.filter(day__gte=since).values("slug").annotate(n=Sum("count")).order_by("-n", "slug")
    said = (said_for(row["slug"]) for row in rows[: limit * 2])
    return list(dict.fromkeys(words for words in said if words))[:limit]


def said_for(slug: str) -> str:
    """The name of an item, or when that is long, what people call it; empty for what is not in force."""
    entry = CURRENT.shelf().one(slug)
    if entry is None:
        return ""
    words = [entry.name, *(phrase.text for phrase in entry.phrases if phrase.kind == "平常的说法")]
    return next((word for word in words if len(word) <= _SHORT), words[0])


# --- for the data officer --------------------------------------------------------------------------------------------
def empty_searches(*, limit: int = 100) -> list[EmptySearchView]:
    """What found nothing and is not settled, the most frequent first."""
    rows = EmptySearch.objects.filter(settled=False).order_by("-count", "words")
    return [EmptySearchView(row.words, row.count, row.last_on) for row in rows[:limit]]


def synonyms(words: str = "", *, limit: int = 200) -> list[SynonymView]:
    """Synonyms in use whose words or meaning hold these words, the newest first."""
    sought = clean(words)
    rows = Synonym.objects.filter(active=True).order_by("-at", "-id")
    if sought:
        named = [*_slugs(Item, sought), *_slugs(Bundle, sought)]
        rows = rows.filter(Q(words__contains=sought) | Q(term__contains=sought) | Q(slug__in=named))
    found = list(rows[:limit])
    names = _names({row.slug for row in found if row.slug})
    return [SynonymView(row.pk, row.words, names.get(row.slug, row.term), row.slug, row.by_label) for row in found]


def _slugs(noun: type[Item] | type[Bundle], sought: str) -> list[str]:
    return list(noun._default_manager.filter(name__contains=sought).values_list("slug", flat=True))


def _names(slugs: set[str]) -> dict[str, str]:
    return {
        slug: name
        for noun in (Item, Bundle)
        for slug, name in noun._default_manager.filter(slug__in=slugs).values_list("slug", "name")
    }
