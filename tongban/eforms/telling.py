"""Answers in words: as they stand on the printed application, masked on screens, and as systems exchange them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tongban.eforms.answers import Unread, value_of
from tongban.eforms.design import Design, Entry, Kind
from tongban.eforms.formats import area_of
from tongban.kit.masks import mask_card, mask_identity_number, mask_name, mask_phone
from tongban.regions import queries as regions

_MASKS = {
    "identity-number": mask_identity_number,
    "phone": mask_phone,
    "bank-account": mask_card,
    "person-name": mask_name,
}


def told(entry: Entry, text: str) -> str:
    """The answer in words: ``2026年9月28日``, ``80,000.00 元``, ``新房，付全款``; what cannot be read stays as typed."""
    try:
        value = value_of(entry, text)
    except Unread:
        return text[:200]
    if entry.options:
        chosen = set(text.split(","))
        return "、".join(option.title for option in entry.options if option.value in chosen) or text
    if entry.kind == Kind.DATE:
        day = date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    if isinstance(value, Decimal | int):
        return f"{value:,.{entry.decimals}f} {entry.unit}".rstrip()
    if entry.format == "area":
        code = area_of(text)
        return regions.full_name(code) if code else text
    return str(value)


def masked(entry: Entry, text: str) -> str:
    """The same for a screen: numbers and names only so far that one knows one's own."""
    if not text:
        return ""
    mask = _MASKS.get(entry.format)
    return mask(text) if mask else told(entry, text)


def normal(design: Design, given: Mapping[str, str]) -> dict[str, Any]:
    """The values of what is asked, as systems exchange them: codes tidied, places as 12 digits, amounts as text."""
    return {
        field: _normal(entry, given[field])
        for field, entry in design.fields_asked(given).items()
        if given.get(field, "").strip()
    }


def _normal(entry: Entry, text: str) -> Any:
    value = value_of(entry, text)
    if entry.format == "area":
        return area_of(text) or text
    return str(value) if isinstance(value, Decimal) else value
