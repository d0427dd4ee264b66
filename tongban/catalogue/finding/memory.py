"""A shelf of entries in memory: small, always there, and what answers while the index is being rebuilt."""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Protocol

from tongban.catalogue.finding.entries import Entry


class Shelf(Protocol):
    """Where entries stand ready to be found."""

    @property
    def size(self) -> int:
        """How many entries there are."""

    def frequency(self, part: str) -> int:
        """By how many entries a part is known."""

    def recall(self, parts: Collection[str], limit: int) -> list[Entry]:
        """The entries known by most of these parts, not yet judged."""

    def one(self, slug: str) -> Entry | None:
        """The entry of an item or 一件事."""


class MemoryShelf:
    """Entries in memory. Recalls all of them: the judge decides."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.slug: entry for entry in entries}

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(part for entry in self._entries.values() for part in entry.parts | entry.inner)

    def frequency(self, part: str) -> int:
        """By how many entries a part is known."""
        return self._counts[part]

    def recall(self, parts: Collection[str], limit: int) -> list[Entry]:
        """Those known by any of these parts."""
        wanted = set(parts)
        return [one for one in self._entries.values() if not wanted.isdisjoint(one.parts | one.inner)]

    def one(self, slug: str) -> Entry | None:
        """The entry of an item or 一件事."""
        return self._entries.get(slug)
