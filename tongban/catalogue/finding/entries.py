"""What an item or a 一件事 is known by: its names, what places call it, how people say it, and how that is typed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import rjieba

from tongban.catalogue.finding.words import grams, sounds, spellings, tidy

SPELT, INSIDE = "~", "#"
"""Marks of parts that are typed letters, and of words that stand inside a guide."""

_LONGEST_SPELT = 8  # characters; longer names are typed by their words


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say it, as shown, and of what sort it is: 名称, 当地名称, 平常的说法."""

    text: str
    kind: str

    @property
    def plain(self) -> str:
        """As queries are compared with it."""
        return tidy(self.text)


@dataclass(frozen=True)
class Entry:
    """An item or a 一件事, ready to be judged. ``places`` counts the places whose guide is in force.

    ``others`` are names too rare to be weighed one by one; ``items`` are the items a 一件事 is made of; ``inside`` the
    words of its guide. How it sounds and is typed (``spelt`` its words, ``letters`` its phrases, ``heard`` its pairs) is
    worked out once, for that is slow.
    """

    slug: str
    name: str
    is_bundle: bool = False
    domain: str = ""
    places: int = 0
    phrases: tuple[Phrase, ...] = ()
    codes: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default=(), repr=False)
    spelt: tuple[str, ...] = field(default=(), repr=False)
    heard: tuple[str, ...] = field(default=(), repr=False)
    letters: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @cached_property
    def known(self) -> tuple[tuple[Phrase, str], ...]:
        """Each phrase with its plain form."""
        return tuple((phrase, phrase.plain) for phrase in self.phrases)

    @cached_property
    def parts(self) -> frozenset[str]:
        """By which parts of a query it is found."""
        said = set().union(*(grams(plain) for _, plain in self.known), *map(grams, self.rare))
        exact = {*self.codes, self.slug.replace("-", "")}
        return frozenset(said | exact | {*self.heard} | {SPELT + word for word in self.spelt})

    @cached_property
    def rare(self) -> dict[str, str]:
        """Names few places use, by their plain form: found when they are said as they are."""
        return {tidy(name): name for name in self.others}

    @cached_property
    def inner(self) -> frozenset[str]:
        """The words of its guide, as parts."""
        return frozenset(INSIDE + word for word in self.inside)

    @cached_property
    def lettered(self) -> tuple[tuple[Phrase, str, str], ...]:
        """Each phrase with its initials and its full pinyin."""
        return tuple((phrase, *spelt) for phrase, spelt in zip(self.phrases, self.letters, strict=True))

    def kept(self) -> bytes:
        """As an index keeps it."""
        fields = {name: getattr(self, name) for name in _KEPT}
        return json.dumps({**fields, "phrases": [[one.text, one.kind] for one in self.phrases]}).encode()


_LISTS = ("codes", "items", "inside", "others", "spelt", "heard")
_KEPT = ("slug", "name", "is_bundle", "domain", "places", "letters", *_LISTS)


def entry_kept(kept: bytes) -> Entry:
    """An entry as an index kept it."""
    fields = json.loads(kept)
    phrases = tuple(Phrase(text, kind) for text, kind in fields.pop("phrases"))
    letters = tuple((initials, full) for initials, full in fields.pop("letters"))
    lists: dict[str, Any] = {name: tuple(fields.pop(name)) for name in _LISTS}
    return Entry(**fields, **lists, phrases=phrases, letters=letters)


def typed(texts: Iterable[str]) -> tuple[str, ...]:
    """How the words of these phrases are typed without characters: initials and pinyin, two letters and more."""
    words = {word for text in texts for word in _words(text)}
    return tuple(sorted({spelt for word in words for spelt in spellings(word) if len(spelt) > 1 and spelt.isascii()}))


def heard(plains: Iterable[str]) -> tuple[str, ...]:
    """How these phrases sound, pair by pair."""
    return tuple(sorted(set().union(*(sounds(plain) for plain in plains))))


def _words(text: str) -> Iterator[str]:
    if len(text) <= _LONGEST_SPELT:
        yield text
    yield from (word for word in rjieba.cut(text) if len(word) > 1)
