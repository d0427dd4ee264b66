"""Reading what was typed on the console's forms into the values the acts take; nothing of the law is decided here."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse, QueryDict
from django.utils.http import content_disposition_header

from tongban.kit.blocked import Invalid, NotFound, Problem
from tongban.kit.scopes import Scope
from tongban.regions import queries as regions

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def day(typed: Mapping[str, str], field: str) -> date | None:
    """A day, or None for an empty field. Raises Invalid for what is no day."""
    words = typed.get(field, "").strip()
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise Invalid([Problem(field, f"“{words[:20]}”不是日期，请写成 2026-11-20 这样")]) from None


def scope(typed: Mapping[str, str], field: str = "scope") -> Scope | None:
    """One of the four scopes; None where nothing, or nothing known, was chosen."""
    words = typed.get(field, "")
    return Scope(int(words)) if words in {str(one.value) for one in Scope} else None


def area(words: str) -> str:
    """A place typed as a code or as a name; a name that one place bears becomes its code, anything else stays as typed."""
    typed = words.strip()
    if not typed or typed.isdecimal():
        return typed
    found = regions.search(typed, limit=2)
    alike = [place for place in found if typed in {place.name, place.full_name}]
    return (alike if len(alike) == 1 else found)[0].code if len(alike) == 1 or len(found) == 1 else typed


def place_of(words: str, *, otherwise: str) -> tuple[str, str]:
    """The code of the place asked for, and the words as typed; the ``otherwise`` place where none or no such was asked."""
    code = area(words)
    try:
        return (regions.region(code).code if code else otherwise), words
    except NotFound:
        return otherwise, words


def as_sheet(content: bytes, name: str) -> HttpResponse:
    """An Excel file to be saved."""
    named = content_disposition_header(True, name) or "attachment"
    headers = {"Content-Disposition": named, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=SHEET, headers=headers)


def texts(typed: QueryDict) -> dict[str, str]:
    """Every field as it was typed, the last of each name, to be shown again."""
    return {key: typed.get(key, "") for key in typed}
