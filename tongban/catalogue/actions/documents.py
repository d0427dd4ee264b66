"""Entering published lists: the rows in the document's own words, and the entries that follow from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from tongban.catalogue import listing
from tongban.catalogue.actions.keeping import keepers_only
from tongban.catalogue.actions.lists import names_of_the_national_list
from tongban.catalogue.listed_events import ListImported
from tongban.catalogue.models import DocumentRow, Item, ListDocument, Listing
from tongban.catalogue.reading import read_json
from tongban.catalogue.writing_lists import WrittenDocument, WrittenRow, digits, doubled
from tongban.journal.bus import announce
from tongban.kit.blocked import Invalid, Problem
from tongban.kit.scopes import Scope
from tongban.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows new, changed, as they were; names no item here has; rows of the list it did not speak of."""

    document_id: int
    added: int
    changed: int
    same: int
    unknown: tuple[str, ...]
    untouched: int


@transaction.atomic
def import_list(written: WrittenDocument, rows: Sequence[WrittenRow], *, by: Actor) -> Imported:
    """Enter a list: all of its rows or none. Rows of the list that this file does not speak of stay as they are.

    A row whose item this catalogue has (by its slug, else by its name) lets places receive it from now on; an excluded
    row does not. Raises Invalid with every problem, each with its row.
    """
    keepers_only(by)
    items = _items(rows)
    if problems := [*written.problems(), *_problems(rows, items)]:
        raise Invalid(problems)
    document = _document(written)
    before = {row.name: row for row in DocumentRow.objects.filter(document=document)}
    done = [_enter(document, row, items.get(row.slug or row.name), before.get(row.name)) for row in rows]
    allowed = {
        _allow(document, row, item) for row in rows if (item := items.get(row.slug or row.name)) and not row.excluded
    }
    _take_off(document, rows, items, allowed)
    fact = ListImported(
        subject=f"list:{document.pk}",
        title=document.number,
        added=done.count("added"),
        changed=done.count("changed"),
    )
    announce(fact, by=by)
    transaction.on_commit(listing.forget)
    listing.forget()
    unknown = tuple(row.name for row in rows if (row.slug or row.name) not in items and not row.excluded)
    untouched = len(before.keys() - {row.name for row in rows})
    return Imported(document.pk, fact.added, fact.changed, done.count("same"), unknown, untouched)


def _items(rows: Iterable[WrittenRow]) -> dict[str, Item]:
    """The items the rows name, under the slug where one was given, else under the name."""
    names = {row.name for row in rows if not row.slug}
    slugs = {row.slug for row in rows if row.slug}
    by_slug = {item.slug: item for item in Item.objects.filter(slug__in=slugs)}
    return by_slug | {item.name: item for item in Item.objects.filter(name__in=names)}


def _problems(rows: Sequence[WrittenRow], items: dict[str, Item]) -> Iterable[Problem]:
    if not rows:
        yield Problem("file", "文件里一行事项也没有。请从第 2 行起填事项，再导入")
    yield from doubled(rows)
    for row in rows:
        yield from row.problems()
        if row.slug and row.slug not in items:
            sentence = f"{row.where}的事项标识“{row.slug}”目录里没有。请核对，或留空按名称找"
            yield Problem(row.where, sentence)


def _document(written: WrittenDocument) -> ListDocument:
    says: dict[str, Any] = {
        "title": written.title.strip(),
        "scope": written.scope,
        "area": digits(written.area),
        "issued_on": written.issued_on,
        "note": written.note,
    }
    document, new = ListDocument.objects.get_or_create(number=written.number.strip(), defaults=says)
    if not new:
        ListDocument.objects.filter(pk=document.pk).update(**says)
        document.refresh_from_db()
    return document


def _enter(document: ListDocument, row: WrittenRow, item: Item | None, before: DocumentRow | None) -> str:
    says: dict[str, Any] = {
        name: getattr(row, name) for name in ("seq", "list_class", "high_frequency", "due", "lead")
    } | {"item_id": item.pk if item else None}
    if before is None:
        DocumentRow.objects.create(document=document, name=row.name, **says)
        return "added"
    if all(getattr(before, name) == value for name, value in says.items()):
        return "same"
    DocumentRow.objects.filter(pk=before.pk).update(**says)
    return "changed"


def _allow(document: ListDocument, row: WrittenRow, item: Item) -> int:
    """The entry a row makes, by its id: for whom and from where it says, else for and from the document's own area."""
    says: dict[str, Any] = {
        "modes": [mode.value for mode in row.in_modes()],
        "note": row.note,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }
    entry, _ = Listing.objects.update_or_create(
        item=item,
        scope=document.scope,
        receiving_area=digits(row.receiving_area) or document.area,
        handling_area=digits(row.handling_area) or document.area,
        document=document.number,
        defaults=says,
    )
    return entry.pk


def _take_off(document: ListDocument, rows: Iterable[WrittenRow], items: dict[str, Item], allowed: set[int]) -> None:
    """Entries these rows made before and no longer make; items a row outside this file still names are left alone."""
    spoken_of = {row.name for row in rows}
    ids = {item.pk for row in rows if (item := items.get(row.slug or row.name))}
    still = DocumentRow.objects.filter(document=document, item__in=ids).exclude(name__in=spoken_of)
    ids -= set(still.values_list("item", flat=True))
    Listing.objects.filter(item__in=ids, document=document.number).exclude(pk__in=allowed).delete()


# --- those that come with the house ----------------------------------------------------------------------------------
@transaction.atomic
def load_documents(folder: Path) -> None:
    """The list documents of ``list_documents.json`` and the national rows that were read; a second run writes nothing.

    Only rows are written here: what the national list allows follows from ``list_nationally``.
    """
    path = folder / "list_documents.json"
    known = {document["number"]: _known(document) for document in (read_json(path) if path.exists() else ())}
    slugs = names_of_the_national_list(folder)
    items = {key: item for item in Item.objects.all() for key in (item.slug, item.name)}
    for row in read_json(folder / "cross_province.json"):
        if row["doc"] in known:
            item = items.get(slugs.get(row["name"], row["name"]))
            due = row.get("deadline", "") or ""
            says = {
                "seq": row["seq"],
                "item": item,
                "high_frequency": True,
                "due": due[:100],
                "lead": row.get("lead", ""),
            }
            _bring_up_to_date(known[row["doc"]], row["name"], says)


def _known(said: dict[str, Any]) -> ListDocument:
    says = {
        "title": said["title"],
        "scope": Scope[said["scope"]],
        "area": said["area"],
        "issued_on": date.fromisoformat(said["issued_on"]),
        "stated": said["stated"],
        "note": said["note"],
    }
    document, _ = ListDocument.objects.get_or_create(number=said["number"], defaults=says)
    return document


def _bring_up_to_date(document: ListDocument, name: str, says: dict[str, Any]) -> None:
    row, new = DocumentRow.objects.get_or_create(document=document, name=name, defaults=says)
    if not new and any(getattr(row, field) != value for field, value in says.items()):
        DocumentRow.objects.filter(pk=row.pk).update(**says)
