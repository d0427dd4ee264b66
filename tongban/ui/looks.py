"""How a person wants the pages: 长辈模式, 高对比, and the place they are in; kept in cookies, set by POST."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponseBase

A_YEAR = 365 * 24 * 3600
CHOICES = {"mode": {"elder"}, "contrast": {"high"}}
REGION_CODE = re.compile(r"\d{6}|\d{9}|\d{12}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person says they are: a region code and the name it is shown by."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """``mode`` is ``elder`` or empty, ``contrast`` is ``high`` or empty; ``place`` is None until one is chosen."""

    mode: str = ""
    contrast: str = ""
    place: Place | None = None


def look_of(request: HttpRequest) -> Look:
    """The look this browser has chosen; anything that was not offered counts as not chosen."""
    chosen = {key: value for key in CHOICES if (value := request.COOKIES.get(key, "")) in CHOICES[key]}
    return Look(**chosen, place=_place(request.COOKIES.get("place", "")))


def _place(kept: str) -> Place | None:
    code, _, name = unquote(kept).partition(" ")
    return Place(code, name) if REGION_CODE.fullmatch(code) and 0 < len(name) <= 40 else None


def keep(response: HttpResponseBase, key: str, value: str) -> None:
    """Remember one choice in this browser for a year, or forget it when the value is empty."""
    if value:
        response.set_cookie(key, value, max_age=A_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(key, samesite="Lax")


def keep_place(response: HttpResponseBase, place: Place) -> None:
    """Remember where the person is, so that no later page asks again."""
    keep(response, "place", quote(f"{place.code} {place.name}"))
