"""Reads a guide as it is kept, whatever is in it: what cannot be read as its kind is unread, and never an exception.

``catalogue.guide.Guide`` refuses a guide with an odd value; a comparison has to go on beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.kit.days import Limit, Unit

Content = Mapping[str, Any]
Condition = Mapping[str, tuple[str, ...]] | str | None

UNITS = {"工作日": Unit.WORKING_DAYS, "日": Unit.DAYS, "小时": Unit.HOURS}


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit as written: ``limit`` is None where amount or unit could not be read."""

    limit: Limit | None
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One material as one guide asks for it. None is unread everywhere; ``index`` is its place in the list."""

    index: int
    name: str
    form: str | None
    originals: int | None
    copies: int | None
    required: bool
    condition: Condition
    replaceable: bool | None
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One place's guide, read leniently. Empty text, None and () are unread.

    ``listed``: the item stands on a 通办 list; ``parts``: what a 一件事 is made of.
    """

    slug: str
    name: str
    local_name: str
    region_code: str
    place: str
    level: str
    authority: str
    item_type: str
    handling_kind: str
    legal: Term | None
    promised: Term | None
    conditions: tuple[str, ...]
    situations: Mapping[str, tuple[str, Mapping[str, str]]]
    papers: tuple[Paper, ...]
    process: tuple[str, ...]
    charged: bool | None
    fees: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str], ...]
    basis: tuple[tuple[str, str, str], ...]
    online: tuple[str, ...]
    offline: tuple[str, ...]
    listed: bool
    parts: tuple[str, ...]
    domain: str
    subjects: tuple[str, ...]
    modes: tuple[str, ...]
    cross_note: str
    filing_deadline: str
    rules: tuple[str, ...]
    notes: tuple[str, ...]
    dated: date | None
    published: str


def read(content: Content) -> Facts:
    """The facts of a guide. Never raises: an odd value counts as unread here and is named by ``consistency``."""
    content = content if isinstance(content, Mapping) else {}
    item, place = group(content, "item"), group(content, "place")
    limits, fees, cross = group(content, "time_limits"), group(content, "fees"), group(content, "cross_region")
    channels, source = group(content, "channels"), group(content, "source")
    return Facts(
        slug=text(item.get("slug")),
        name=text(item.get("unified_name")),
        local_name=text(item.get("local_name")),
        region_code=text(place.get("region_code")),
        place=text(place.get("region_name")) or text(place.get("region_code")) or "地名没读到",
        level=text(place.get("level")),
        authority=text(group(content, "authority").get("name")),
        item_type=text(item.get("item_type")),
        handling_kind=text(limits.get("handling_kind")),
        legal=term(limits.get("legal")),
        promised=term(limits.get("promised")),
        conditions=texts(content.get("acceptance_conditions")),
        situations=_situations(content),
        papers=tuple(_paper(index, row) for index, row in entries(content, "materials") if text(row.get("name"))),
        process=texts(content.get("process")),
        charged=truth(fees.get("charged")),
        fees=tuple((text(row.get("name")), text(row.get("amount"))) for _, row in entries(fees, "items")),
        results=tuple((text(row.get("name")), text(row.get("type"))) for _, row in entries(content, "results")),
        basis=tuple(_ground(row) for _, row in entries(content, "legal_basis") if text(row.get("title"))),
        online=texts(channels.get("online")),
        offline=texts(channels.get("offline")),
        listed=bool(group(item, "list_ref")),
        parts=tuple(filter(None, (text(row.get("name")) for _, row in entries(group(content, "bundle"), "items")))),
        domain=text(item.get("domain")),
        subjects=texts(item.get("service_objects")),
        modes=texts(cross.get("modes")),
        cross_note=text(cross.get("note")),
        filing_deadline=text(content.get("filing_deadline")),
        rules=texts(content.get("rules")),
        notes=texts(content.get("notes")),
        dated=_dated(source),
        published=text(source.get("published")),
    )


# --- pieces -----------------------------------------------------------------------------------------------------------
def group(content: Content, name: str) -> Content:
    """A group of elements; empty where it is missing or is no group."""
    found = content.get(name)
    return found if isinstance(found, Mapping) else {}


def entries(content: Content, name: str) -> list[tuple[int, Content]]:
    """The entries of a list that are groups, each with its place in the list."""
    found = content.get(name)
    listed = found if isinstance(found, list | tuple) else []
    return [(index, row) for index, row in enumerate(listed) if isinstance(row, Mapping)]


def text(value: object) -> str:
    """Text, stripped; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """The texts of a list; what is none is left out."""
    listed = value if isinstance(value, list | tuple) else []
    return tuple(filter(None, map(text, listed)))


def truth(value: object) -> bool | None:
    """Yes, no, or unread."""
    return value if isinstance(value, bool) else None


def count(value: object) -> int | None:
    """A number of copies or days: whole and not negative, else unread."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def term(value: object) -> Term | None:
    """A limit as written; None where nothing was read."""
    if not isinstance(value, Mapping):
        return None
    amount, unit = count(value.get("value")), UNITS.get(text(value.get("unit")))
    limit = Limit(amount, unit) if amount is not None and unit else None
    written = text(value.get("text"))
    return Term(limit, written or str(limit)) if limit or written else None


def condition(value: object) -> Condition:
    """When a material is asked for: situation key to option keys, words, or always."""
    if isinstance(value, Mapping):
        return {str(key): texts(options) for key, options in value.items()}
    return text(value) or None


def _situations(content: Content) -> dict[str, tuple[str, Mapping[str, str]]]:
    return {
        text(row.get("key")): (
            text(row.get("question")),
            {text(option.get("key")): text(option.get("label")) for _, option in entries(row, "options")},
        )
        for _, row in entries(content, "situations")
    }


def _paper(index: int, row: Content) -> Paper:
    return Paper(
        index=index,
        name=text(row.get("name")),
        form=text(row.get("form")) or None,
        originals=count(row.get("original_copies")),
        copies=count(row.get("photocopies")),
        required=row.get("required") is not False,
        condition=condition(row.get("condition")),
        replaceable=truth(row.get("replaceable_by_elicense_or_data")),
        note=text(row.get("substitute_note")),
        source=text(row.get("material_source")),
    )


def _ground(row: Content) -> tuple[str, str, str]:
    return text(row.get("title")), text(row.get("article")), text(row.get("doc_no"))


def _dated(source: Content) -> date | None:
    """The day a guide speaks of, where it says so; a bare year or month stands for its first day."""
    parts = text(source.get("published")).split("-")
    try:
        year, month, day = (*map(int, parts), 1, 1)[:3]
        return date(year, month, day)
    except ValueError:
        return None
