"""What was understood of a query: the two places, the event, what is wanted, and in which words it is looked for."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import rjieba

from tongban.catalogue.finding.entries import SPELT
from tongban.catalogue.finding.events import LifeEvent, event_in
from tongban.catalogue.finding.judging import Wanted
from tongban.catalogue.finding.whereabouts import Mention, Whereabouts, whereabouts
from tongban.catalogue.finding.words import LONGEST, clean, runs, tidy
from tongban.regions.places import RegionView

_LETTERS = re.compile(r"[a-z]")
_CODE = re.compile(r"^[0-9-]{6,40}$")
_LINKS = re.compile(r"[在给到从去来把跟和与向为对往帮替是有就也都还又了的我你他她它人要想请这那里]")
_SAYS = re.compile(r"[^\W_]")
_SHOWN = 40  # characters of a query that are said again
_SHORTEST_RUN, _LONGEST_RUN = 2, 30
_NOT_PLACED = 300  # characters of a sentence searched for places


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it was understood. ``words`` are what is left to look for when the places are taken out.

    ``unclear`` are names several places bear; ``meant`` pairs what was said with the standard word looked for as well.
    """

    said: str
    words: str
    receipt: RegionView | None = None
    handling: RegionView | None = None
    unclear: tuple[Mention, ...] = ()
    event: LifeEvent | None = None
    meant: tuple[tuple[str, str], ...] = ()
    readings: tuple[Wanted, ...] = field(default=(), repr=False)

    @property
    def says_something(self) -> bool:
        """Two characters at least are left to look for."""
        return any(len(one.plain) > 1 or one.spelt for one in self.readings)

    @property
    def sentence(self) -> str:
        """What was understood, in a sentence; empty where nothing was."""
        parts = [f"人在{self.receipt.full_name}" if self.receipt else ""]
        parts.append(f"归{self.handling.full_name}办" if self.handling else "")
        parts.append(f"遇到的是“{self.event.name}”" if self.event else "")
        wanted = " ".join(piece for piece in self.words.split() if _SAYS.search(_LINKS.sub("", piece)))
        shown = wanted if len(wanted) <= _SHOWN else f"{wanted[:_SHOWN]}…"
        parts.append(f"要找的是“{shown}”" if shown else "")
        return "，".join(filter(None, parts))


def read(query: str, *, terms: Mapping[str, str], is_known: Callable[[str], int]) -> Understood:
    """Read a query. ``terms`` are standard words by what people say; ``is_known`` tells whether a part is known at all."""
    said = clean(query)[:_NOT_PLACED]
    found = whereabouts(said) if not said.isascii() else Whereabouts(said)
    words = found.words
    plain = tidy(words)
    meant = tuple(_standard(plain, terms))
    readings = tuple(_readings(plain, meant, is_known))
    places = (found.receipt, found.handling, found.unclear)
    return Understood(said, words[:LONGEST], *places, event_in(words), meant, readings)


def _readings(plain: str, meant: tuple[tuple[str, str], ...], is_known: Callable[[str], int]) -> Iterator[Wanted]:
    """As said; and, where standard words stand for some of it, with those."""
    inner = _inner(plain)
    if not _LETTERS.search(plain) or _CODE.match(plain):
        yield Wanted(plain, words=inner)
        yield from _rewritten(plain, meant, inner)
        return
    kept, spelt = _typed(plain, is_known)
    if plain.isascii():
        yield Wanted(plain)
    if spelt:
        yield Wanted(kept, spelt=spelt, words=_inner(kept))
    elif kept and not plain.isascii():
        yield Wanted(kept, words=_inner(kept))


def _rewritten(plain: str, meant: tuple[tuple[str, str], ...], inner: tuple[str, ...]) -> Iterator[Wanted]:
    text = plain
    for said, term in meant:
        text = text.replace(said, term)
    if text != plain:
        yield Wanted(text, words=inner, meant=meant)


def _standard(plain: str, terms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The said words within a query that have a standard word, from the left, the longest at each point."""
    longest, at = max(map(len, terms), default=0), 0
    while at < len(plain):
        ends = range(min(len(plain), at + longest), at, -1)
        said = next((plain[at:end] for end in ends if plain[at:end] in terms), "")
        if said and terms[said] not in plain:
            yield said, terms[said]
        at += len(said) or 1


def _inner(plain: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in rjieba.cut(plain) if len(word) > 1))


# --- typed letters -----------------------------------------------------------------------------------------------------
def _typed(plain: str, is_known: Callable[[str], int]) -> tuple[str, tuple[str, ...]]:
    """The characters of a mixed query, and the words its letters stand for: ``gjj提取`` is ~gjj and 提取."""
    kept, spelt = [], []
    for run in runs(plain):
        if _LETTERS.match(run):
            spelt += _cut(run[:_LONGEST_RUN], is_known)
        else:
            kept.append(run)
    return "".join(kept), tuple(spelt)


def _cut(run: str, is_known: Callable[[str], int]) -> list[str]:
    """A run of letters cut into known words, as few as possible with as few letters left over; nothing where none is known."""
    best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
    for end in range(1, len(run) + 1):
        left, words, cut = best[end - 1]
        options = [(left + 1, words, cut)]
        for start in range(end - _SHORTEST_RUN, -1, -1):
            if is_known(SPELT + run[start:end]):
                left, words, cut = best[start]
                options.append((left, words + 1, [*cut, run[start:end]]))
        best.append(min(options, key=lambda one: one[:2]))
    left, _, cut = best[-1]
    return cut if cut and left <= len(run) // 3 else []
