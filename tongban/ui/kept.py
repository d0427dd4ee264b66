"""Pieces of pages that follow from what they show and from nothing else: made once in a process, shown again as they are."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

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
