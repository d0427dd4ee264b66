"""How well an entry answers a query, and why: exact, the same every time, and in words a person reads.

Three things make the score: a whole everyday word or name within the query, how much of the query the entry is known by
(rare characters and pairs count more; what only sounds so, or only stands inside the guide, counts less), and how like the
query is to the name.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from tongban.catalogue.finding.entries import INSIDE, SPELT, Entry, Phrase
from tongban.catalogue.finding.words import grams, pairs, sounds, tidy

ENOUGH = 45.0  # below this the likeness is chance
SURE = 75.0  # below this it is only the nearest there is, and said so
_NEAR = 0.3  # of the best score: what is further off is not shown beside it
_HEARD = 0.9  # what sounds so, against what is written so
_WEIGHED = 90  # readings of entries, those known by most of the query, whose every phrase is compared
_UNKNOWN = 0.4  # what no entry is known by, against what only one is
_INNER = 0.3  # what stands inside the guide, against what it is called

Frequency = Callable[[str], int]
"""By how many entries a part is known."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry found, with why (Chinese) and how well."""

    entry: Entry
    score: float
    why: str

    @property
    def slug(self) -> str:
        """Whose entry it is."""
        return self.entry.slug


@dataclass(frozen=True)
class Wanted:
    """A query in one reading: its plain characters, the typed words among them, and the words looked for inside guides."""

    plain: str
    spelt: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    meant: tuple[tuple[str, str], ...] = ()

    @property
    def is_typed(self) -> bool:
        """Letters or a code as they stand, to be compared with initials, pinyin and codes."""
        return bool(self.plain) and self.plain.isascii()

    @cached_property
    def parts(self) -> frozenset[str]:
        """By which entries are found."""
        return (grams(self.plain) if self.plain else frozenset()) | {SPELT + word for word in self.spelt}

    @property
    def all_parts(self) -> frozenset[str]:
        """The same with how it sounds and what may stand inside a guide: to look up, not to count."""
        return self.parts | {self.plain} | self.heard | {INSIDE + word for word in self.words}

    @cached_property
    def heard(self) -> frozenset[str]:
        """How it sounds."""
        return sounds(self.plain)


class Judge:
    """Weighs entries for one query against how rare its parts are among all of them."""

    def __init__(self, frequency: Frequency, size: int) -> None:
        self._frequency, self._size = frequency, size
        self._rarity: dict[str, float] = {}

    def best(self, entries: Iterable[Entry], readings: Iterable[Wanted], limit: int) -> list[Hit]:
        """The entries that answer, best first; of equals, by slug."""
        hits = self.ranked(entries, readings)
        enough = max(ENOUGH, _NEAR * hits[0].score) if hits else 0
        return [hit for hit in hits[:limit] if hit.score >= enough]

    def ranked(self, entries: Iterable[Entry], readings: Iterable[Wanted]) -> list[Hit]:
        """All of them, best first, however little they answer."""
        entries = list(entries)
        judged = [(self._covered(entry, one), entry, one) for one in readings for entry in entries]
        closest = sorted(judged, key=lambda one: (-one[0], one[1].slug))[:_WEIGHED]
        best: dict[str, Hit] = {}
        for covered, entry, wanted in closest:
            hit = self._judge(entry, wanted, covered)
            if entry.slug not in best or hit.score > best[entry.slug].score:
                best[entry.slug] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.slug))

    def _judge(self, entry: Entry, wanted: Wanted, covered: float) -> Hit:
        if wanted.is_typed:
            return Hit(entry, *_by_letters(entry, wanted.plain))
        score, why = self._by_whole_words(entry, wanted.plain)
        closest = max(
            (_likeness(plain, wanted.plain) for phrase, plain in entry.known if phrase.kind != _SAID), default=0
        )
        return Hit(entry, score + 130 * covered + 40 * closest, why or self._because(entry, wanted))

    # --- how much of the query the entry is known by -----------------------------------------------------------------
    def _covered(self, entry: Entry, wanted: Wanted) -> float:
        if wanted.is_typed:
            return 1.0
        parts = wanted.parts
        shared = parts & entry.parts
        written = self._weight(shared) / self._weight(parts) if any(len(part) > 1 for part in shared) else 0.0
        alike = wanted.heard & entry.parts
        heard = self._weight(alike) / self._weight(wanted.heard) if len(alike) > 1 else 0.0
        inner = {INSIDE + word for word in wanted.words}
        inside = self._weight(inner & entry.inner) / self._weight(inner) if inner else 0.0
        return max(written, _HEARD * heard) + _INNER * inside * (1 - written)

    def _weight(self, parts: Iterable[str]) -> float:
        """How much these parts say: rare ones more; those nobody is known by little, for most of them are only talk."""
        return sum(self._rare(part) for part in sorted(parts))

    def _rare(self, part: str) -> float:
        if part not in self._rarity:
            known = self._frequency(part)
            rarest = math.log(1 + self._size)
            self._rarity[part] = math.log(1 + self._size / known) if known else _UNKNOWN * rarest
        return self._rarity[part]

    def _because(self, entry: Entry, wanted: Wanted) -> str:
        for said, term in wanted.meant:
            if grams(tidy(term)) <= entry.parts:
                return f"“{said}”就是“{term}”"
        if wanted.spelt and {SPELT + word for word in wanted.spelt} & entry.parts:
            return "拼音"
        if self._weight(wanted.parts & entry.parts) < _HEARD * self._weight(wanted.heard & entry.parts):
            return "读音相近"
        return "和您说的最接近"

    # --- whole words -------------------------------------------------------------------------------------------------
    def _by_whole_words(self, entry: Entry, wanted: str) -> tuple[float, str]:
        """The name or everyday word that the query is, or says within a sentence, and how much of it that is."""
        if wanted in entry.rare:
            return 200.0, f"当地名称“{entry.rare[wanted]}”"
        found = ((self._whole(plain, wanted), phrase) for phrase, plain in entry.known)
        score, phrase = max(found, key=lambda one: one[0], default=(0.0, Phrase("", "")))
        return (score, f"{phrase.kind}“{phrase.text}”") if score else (0.0, "")

    def _whole(self, known: str, wanted: str) -> float:
        if known == wanted:
            return 200.0
        if len(known) > 1 and known in wanted:
            share = self._weight(grams(known)) / self._weight(grams(wanted))
            return 10 + 80 * min(share, len(known) / len(wanted))
        if len(wanted) > 1 and wanted in known:
            return 20 + 60 * self._weight(grams(wanted)) / self._weight(grams(known))
        return 0.0


_SAID = "平常的说法"


def _by_letters(entry: Entry, wanted: str) -> tuple[float, str]:
    """By code, by slug, by the initials or the pinyin of a phrase."""
    if wanted in entry.codes or wanted == entry.slug.replace("-", ""):
        return 300.0, "事项编码"
    found = [
        (50 + 100 * len(wanted) / len(spelt) + 50 * spelt.startswith(wanted), f"{how}：{phrase.text}")
        for phrase, *both in entry.lettered
        for spelt, how in zip(both, ("拼音首字母", "拼音"), strict=True)
        if wanted in spelt
    ]
    return max(found, key=lambda one: one[0], default=(0.0, ""))


def _likeness(known: str, wanted: str) -> float:
    mine, theirs = pairs(known), pairs(wanted)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))
