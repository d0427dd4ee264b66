"""Pieces of pages that follow from what they show and from nothing else: made once in a process, shown again as they are."""

import secrets
import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from tongban.people.queries import actor_of
from tongban.ui.looks import look_of
from tongban.ui.pages import STAND_IN, token_field

Piece = TypeVar("Piece")


class Kept(Generic[Piece]):
    """At most so many pieces, by what they follow from. A key names everything that may change what is shown."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pieces: dict[Hashable, Piece] = {}

    def piece(self, key: Hashable, make: Callable[[], Piece]) -> Piece:
        """The piece for this key, made now if it is not there; when there are too many, all begin anew."""
        found = self._pieces.get(key)
        if found is None:
            found = make()
            if len(self._pieces) >= self._most:
                self._pieces.clear()
            self._pieces[key] = found
        return found

    def forget(self) -> None:
        """Make everything anew."""
        self._pieces.clear()


class WholePages:
    """Whole pages that follow from their key, from who is asking and from the look: put into words once, then shown again.

    What differs from one showing to the next is the token in the forms: it is put in at each.
    """

    def __init__(self, most: int) -> None:
        self._kept: Kept[list[bytes]] = Kept(most)
        _all.append(self._kept)

    def show(
        self, request: HttpRequest, template: str, key: Hashable, shown: Callable[[], dict[str, Any]]
    ) -> HttpResponse:
        """The page of this key; ``shown`` is asked for what the template needs only when the page is not there yet."""
        look, asking = look_of(request), actor_of(getattr(request, "user", None))
        place = look.place.code if look.place else ""
        whole = (template, key, asking, look.mode, look.contrast, place, request.get_full_path())
        pieces = self._kept.piece(whole, lambda: self._in_words(request, template, shown()))
        return HttpResponse(get_token(request).encode().join(pieces) if len(pieces) > 1 else pieces[0])

    def _in_words(self, request: HttpRequest, template: str, shown: dict[str, Any]) -> list[bytes]:
        stand_in = secrets.token_hex(16)
        setattr(request, STAND_IN, token_field(stand_in))
        try:
            return render_to_string(template, shown, request).encode().split(stand_in.encode())
        finally:
            delattr(request, STAND_IN)


_all: list[Kept[list[bytes]]] = []


def forget() -> None:
    """Put every page into words anew."""
    for kept in _all:
        kept.forget()


def this_second() -> int:
    """A key for what may be a second old: a page of the catalogue says what was published within that time."""
    return int(time.monotonic())
