"""清理: contents that nobody uses any more leave the store, in two passes a week apart, so that nothing in use is lost.

The first pass marks; whoever keeps the same content again takes the mark off. The second pass, a week later, deletes the
row of what is still marked and unused, and only then the content: it is laid aside, its row is looked for once more, and
if an upload has made it anew the content goes back. A sweep that dies in between is finished by the next one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet
from django.utils import timezone

from tongban.documents import store, uses
from tongban.documents.models import Document

GRACE = timedelta(days=7)
"""How long a content may lie unused before it is marked, and again between the mark and the end: pages stay open for
days, and a department's system uploads first and hands in later."""

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: newly marked, freed of their mark because they are used, and removed for good."""

    marked: int
    freed: int
    removed: int


def sweep(*, now: datetime | None = None) -> Swept:
    """Two passes over the contents that no row refers to. May run anywhere, in several processes, and be killed."""
    now = now or timezone.now()
    _finish_what_was_begun()
    freed = sum(_freed(batch) for batch in _batches(Document.objects.exclude(unused_since=None)))
    removed = sum(_removed(document, now) for document in _due(now))
    fresh = Document.objects.filter(unused_since=None, created_at__lte=now - GRACE)
    marked = sum(_marked(batch, now) for batch in _batches(_unreferenced(fresh)))
    return Swept(marked, freed, removed)


def _batches(rows: "QuerySet[Document]") -> Iterator[list[int]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        yield batch
        last = batch[-1]


def _unreferenced(rows: "QuerySet[Document]") -> "QuerySet[Document]":
    """Those no foreign key of any room points to."""
    for relation in Document._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            column = relation.field.name  # type: ignore[union-attr]
            rows = rows.filter(~Exists(relation.related_model.objects.filter(**{column: OuterRef("pk")})))  # type: ignore[union-attr]
    return rows


def _idle(keys: Iterable[int]) -> set[int]:
    """Of these, the ones nobody uses: neither a foreign key nor what a room keeps in words of its own."""
    unreferenced = set(_unreferenced(Document.objects.filter(pk__in=list(keys))).values_list("pk", flat=True))
    return unreferenced - uses.elsewhere(unreferenced)


def _freed(keys: list[int]) -> int:
    used = set(keys) - _idle(keys)
    return Document.objects.filter(pk__in=used).update(unused_since=None)


def _marked(keys: list[int], now: datetime) -> int:
    return Document.objects.filter(pk__in=_idle(keys), unused_since=None).update(unused_since=now)


def _due(now: datetime) -> list[Document]:
    return list(Document.objects.filter(unused_since__lte=now - GRACE).order_by("pk"))


def _removed(document: Document, now: datetime) -> bool:
    """Delete the row if it is still marked and unused, and after that its content. False when somebody needs it."""
    try:
        with transaction.atomic():
            mine = Document.objects.filter(pk=document.pk, unused_since__lte=now - GRACE)
            if not _idle([document.pk]) or not mine.delete()[0]:
                return False
    except (ProtectedError, IntegrityError):  # referred to in this very moment
        return False
    _take_away(document)
    return True


def _take_away(document: Document) -> None:
    with store.aside(document.path):
        if Document.objects.filter(sha256=document.sha256).exists():
            store.put_back(document.path)
    store.forget_pictures(document.path)


def _finish_what_was_begun() -> None:
    """What a sweep laid aside and died over: back where it has a row again and is missed, away where not."""
    for path in store.laid_aside():
        if Document.objects.filter(sha256=path.rpartition("/")[2]).exists():
            store.put_back(path)
        store.drop_aside(path)
