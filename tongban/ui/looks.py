"""How a person wants the pages: 长辈模式, 高对比, and the place they are in; kept in cookies, set by POST."""

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase

from tongban.kit.blocked import NotFound
from tongban.regions.queries import region

if TYPE_CHECKING:
    from tongban.regions.places import RegionView

A_YEAR = 365 * 24 * 3600
CHOICES = {"mode": {"elder"}, "contrast": {"high"}}


@dataclass(frozen=True, slots=True)
class Look:
    """``mode`` is ``elder`` or empty, ``contrast`` is ``high`` or empty; ``place`` is None until one is chosen."""

    mode: str = ""
    contrast: str = ""
    place: "RegionView | None" = None


def look_of(request: HttpRequest) -> Look:
    """The look this browser has chosen; anything that was not offered counts as not chosen."""
    chosen = {key: value for key in CHOICES if (value := request.COOKIES.get(key, "")) in CHOICES[key]}
    return Look(**chosen, place=_place(request.COOKIES.get("place", "")))


def _place(code: str) -> "RegionView | None":
    """The chosen place; a code that is none, or no longer one, counts as not chosen."""
    if not code.isdigit():
        return None
    with suppress(NotFound):
        return region(code)
    return None


def keep(response: HttpResponseBase, key: str, value: str) -> None:
    """Remember one choice in this browser for a year, or forget it when the value is empty."""
    if value:
        response.set_cookie(key, value, max_age=A_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(key, samesite="Lax")


def keep_place(response: HttpResponseBase, code: str) -> None:
    """Remember where the person is, so that no later page asks again. Raises NotFound for a code that is no place."""
    keep(response, "place", region(code).code)
