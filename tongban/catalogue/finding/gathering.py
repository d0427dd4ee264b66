"""Entries out of the database: of all items and 一件事 that are in force, or of some."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import rjieba
from django.db.models import Count, Max, Model, QuerySet

from tongban.catalogue.finding.entries import Entry, Phrase, heard, typed
from tongban.catalogue.finding.words import clean, spellings, tidy
from tongban.catalogue.models import Bundle, BundleVersion, Item, ItemVersion, Synonym

NAMES_KEPT = 200  # of what places call an item, the most usual
_OTHERS = 5000  # names in all
_INSIDE = 300  # words of a guide
_SPELT = 60  # phrases whose single words can be typed in letters
_CHUNK = 200
_READ_INSIDE = ("situations", "materials", "results", "acceptance_conditions")

Names = dict[int, list[tuple[str, int]]]
"""What places call each item, by its id: the most usual first, each with how many places say so."""


def gather(slugs: Collection[str] | None = None, *, briefly: bool = False) -> Iterator[Entry]:
    """The entries of what is in force; ``briefly`` without what places call it and what their guides say."""
    said = _said(slugs)
    yield from _gathered(Item, ItemVersion, "item", slugs, said, briefly)
    yield from _gathered(Bundle, BundleVersion, "bundle", slugs, said, briefly)


def _gathered(
    noun: type[Model],
    version: type[ItemVersion] | type[BundleVersion],
    field: str,
    slugs: Collection[str] | None,
    said: dict[str, list[str]],
    briefly: bool,
) -> Iterator[Entry]:
    rows: QuerySet[Any] = noun._default_manager.order_by("slug")
    if slugs is not None:
        rows = rows.filter(slug__in=list(slugs))
    listed = list(rows)
    for start in range(0, len(listed), _CHUNK):
        some = {row.pk: row for row in listed[start : start + _CHUNK]}
        names = {} if briefly else _names(version, field, some)
        inside = {} if briefly else _contents(version, field, some)
        for key, row in some.items():
            if briefly or key in names:
                yield _entry(row, names.get(key, []), said.get(row.slug, []), inside.get(key, {}))


def _names(version: type[ItemVersion] | type[BundleVersion], field: str, ids: Iterable[int]) -> Names:
    rows = version.objects.published().filter(**{f"{field}__in": list(ids)}).order_by()
    counted = rows.values_list(f"{field}_id", "local_name").annotate(n=Count("id"))
    found: Names = defaultdict(list)
    for key, name, count in sorted(counted, key=lambda row: (-row[2], row[1])):
        found[key].append((name, count))
    return found


def _contents(
    version: type[ItemVersion] | type[BundleVersion], field: str, ids: Iterable[int]
) -> dict[int, dict[str, Any]]:
    """The guide published last, of each."""
    rows = version.objects.published().filter(**{f"{field}__in": list(ids)}).order_by()
    latest = rows.values(f"{field}_id").annotate(last=Max("id")).values_list("last", flat=True)
    read = version.objects.filter(id__in=list(latest)).values_list(f"{field}_id", "content")
    return dict(read)


def _entry(row: Any, names: list[tuple[str, int]], said: list[str], content: dict[str, Any]) -> Entry:
    called = [name for name, _ in names if name != row.name]
    local, others = called[:NAMES_KEPT], called[NAMES_KEPT:_OTHERS]
    phrases = (Phrase(row.name, "名称"), *(Phrase(name, "当地名称") for name in local))
    phrases += tuple(Phrase(words, "平常的说法") for words in said)
    plains = [phrase.plain for phrase in phrases]
    code = getattr(row, "catalogue_code", None)
    return Entry(
        slug=row.slug,
        name=row.name,
        is_bundle=isinstance(row, Bundle),
        domain=getattr(row, "domain", "一件事"),
        places=sum(count for _, count in names),
        phrases=phrases,
        codes=(code,) if code else (),
        items=_items(content),
        inside=_words_inside(content),
        others=tuple(others),
        spelt=typed(plains[:_SPELT]),
        heard=heard(plains),
        letters=tuple(spellings(plain) for plain in plains),
    )


def _items(content: dict[str, Any]) -> tuple[str, ...]:
    parts = (content.get("bundle") or {}).get("items") or []
    return tuple(dict.fromkeys(part["slug"] for part in parts if part.get("slug")))


def _words_inside(content: dict[str, Any]) -> tuple[str, ...]:
    texts = _texts([content.get(group) for group in _READ_INSIDE])
    words = (word for text in texts for word in rjieba.cut(clean(text)) if len(word) > 1 and not word.isascii())
    return tuple(sorted(set(words))[:_INSIDE])


def _texts(read: object) -> Iterator[str]:
    if isinstance(read, str):
        yield read
    elif isinstance(read, dict):
        for key, value in read.items():
            if key not in {"key", "condition", "form", "source"}:
                yield from _texts(value)
    elif isinstance(read, list):
        for value in read:
            yield from _texts(value)


def _said(slugs: Collection[str] | None) -> dict[str, list[str]]:
    """How people say each, as kept for searching."""
    rows = Synonym.objects.filter(active=True).exclude(slug="").order_by("id")
    if slugs is not None:
        rows = rows.filter(slug__in=list(slugs))
    found: dict[str, list[str]] = defaultdict(list)
    for slug, words in rows.values_list("slug", "words"):
        if tidy(words):
            found[slug].append(words)
    return found
