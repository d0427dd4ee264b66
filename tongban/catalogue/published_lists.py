"""The lists as published: each document, how many items it says it has of each class, and how many are entered here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from tongban.catalogue.listed import ListClass
from tongban.catalogue.models import DocumentRow, ListDocument, Listing
from tongban.catalogue.modes import Mode
from tongban.kit.blocked import NotFound
from tongban.kit.scopes import Scope
from tongban.regions import queries as regions

ANYWHERE = "不限"


@dataclass(frozen=True, slots=True)
class ClassCount:
    """One class of a document: items it states (None: it does not say), rows entered, and how many we know as items."""

    list_class: str
    label: str
    stated: int | None
    entered: int
    known: int

    @property
    def missing(self) -> int:
        """Rows the document has and nobody has entered."""
        return max(0, (self.stated or 0) - self.entered)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """清单文件 with its counts. ``area`` holds leading digits, empty for the whole country."""

    id: int
    number: str
    title: str
    scope: Scope
    area: str
    issued_on: date | None
    note: str
    counts: tuple[ClassCount, ...]

    @property
    def place(self) -> str:
        """Whose list it is, as people name the place."""
        return area_name(self.area, otherwise="全国")

    @property
    def stated(self) -> int:
        """How many items the document says it includes; the excluded are not among them."""
        return sum(count.stated or 0 for count in self.counts if count.list_class != ListClass.EXCLUDED)

    @property
    def entered(self) -> int:
        """How many of the included have been entered."""
        return sum(count.entered for count in self.counts if count.list_class != ListClass.EXCLUDED)

    @property
    def excluded(self) -> int:
        """How many items the document leaves out by name or by number."""
        left_out = [count for count in self.counts if count.list_class == ListClass.EXCLUDED]
        return sum(max(count.stated or 0, count.entered) for count in left_out)


@dataclass(frozen=True, slots=True)
class RowView:
    """清单行: the document's own words; ``slug`` is empty where this catalogue has no such item."""

    seq: int | None
    name: str
    slug: str
    list_class: str
    label: str
    high_frequency: bool
    due: str
    lead: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry that lets places receive: what, how far, from where, for whom, how, on what ground, until when."""

    id: int
    item: str
    slug: str
    scope: Scope
    receiving: str
    handling: str
    modes: tuple[Mode, ...]
    document: str
    note: str
    valid_from: date | None
    valid_until: date | None
    in_force: bool


def area_name(area: str, *, otherwise: str = ANYWHERE) -> str:
    """The place whose code begins with these digits; the digits themselves where no such place is known."""
    if not area:
        return otherwise
    try:
        return regions.full_name(area)
    except NotFound:
        return f"没有的地区 {area}"


# --- documents -------------------------------------------------------------------------------------------------------
def documents(*, scope: Scope | None = None) -> list[DocumentView]:
    """All list documents, the widest first; two queries however many there are."""
    rows = ListDocument.objects.order_by("-scope", "issued_on", "id")
    found = list(rows.filter(scope=scope) if scope else rows)
    counted = _counted(document.pk for document in found)
    return [_document(document, counted.get(document.pk, {})) for document in found]


def document(document_id: int) -> DocumentView:
    """One document. Raises NotFound."""
    row = ListDocument.objects.filter(pk=document_id).first()
    if row is None:
        raise NotFound("没有这份清单文件。请从清单页重新打开。")
    return _document(row, _counted([row.pk]).get(row.pk, {}))


def rows(document_id: int, *, list_class: str | None = None) -> list[RowView]:
    """The rows of a document, in its order; of one class, if asked."""
    found = DocumentRow.objects.filter(document=document_id).select_related("item")
    if list_class is not None:
        found = found.filter(list_class=list_class)
    return [_row(row) for row in found]


def _counted(ids: Iterable[int]) -> dict[int, dict[str, tuple[int, int]]]:
    found = DocumentRow.objects.filter(document__in=list(ids)).order_by().values_list("document", "list_class")
    counted: dict[int, dict[str, tuple[int, int]]] = {}
    for document_id, list_class, entered, known in found.annotate(
        entered=Count("pk"), known=Count("pk", filter=Q(item__isnull=False))
    ):
        counted.setdefault(document_id, {})[list_class] = entered, known
    return counted


def _document(row: ListDocument, counted: dict[str, tuple[int, int]]) -> DocumentView:
    classes = [value for value in ("", *ListClass.values) if value in row.stated or value in counted]
    counts = tuple(
        ClassCount(value, class_label(value), row.stated.get(value), *counted.get(value, (0, 0))) for value in classes
    )
    return DocumentView(row.pk, row.number, row.title, Scope(row.scope), row.area, row.issued_on, row.note, counts)


def class_label(value: str) -> str:
    """The class in words; a document without classes has none."""
    return ListClass(value).label if value else "不分类"


def _row(row: DocumentRow) -> RowView:
    slug = row.item.slug if row.item else ""
    label = class_label(row.list_class)
    return RowView(row.seq, row.name, slug, row.list_class, label, row.high_frequency, row.due, row.lead)


# --- entries ---------------------------------------------------------------------------------------------------------
def entries(*, scope: Scope | None = None, words: str = "", limit: int, offset: int = 0) -> tuple[list[EntryView], int]:
    """Entries of the lists, by item, and how many there are in all; ``words`` look in the item, ground and note."""
    found = Listing.objects.select_related("item").order_by("item__domain", "item__name", "scope", "id")
    if scope:
        found = found.filter(scope=scope)
    if words:
        found = found.filter(
            Q(item__name__contains=words) | Q(document__contains=words) | Q(note__contains=words) | Q(item__slug=words)
        )
    return [_entry(row) for row in found[offset : offset + limit]], found.count()


def _entry(row: Listing) -> EntryView:
    today = timezone.localdate()
    in_force = (row.valid_from is None or row.valid_from <= today) and (
        row.valid_until is None or row.valid_until >= today
    )
    shared: dict[str, Any] = {name: getattr(row, name) for name in ("document", "note", "valid_from", "valid_until")}
    return EntryView(
        id=row.pk,
        item=row.item.name,
        slug=row.item.slug,
        scope=Scope(row.scope),
        receiving=area_name(row.receiving_area),
        handling=area_name(row.handling_area),
        modes=tuple(map(Mode, row.modes)),
        in_force=in_force,
        **shared,
    )
