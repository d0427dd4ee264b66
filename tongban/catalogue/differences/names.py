"""One name for one paper: 身份证, 居民身份证 and 有效身份证件 are the same material, the guardian's is another.

Synonyms are a table (``source/material_names.tsv``) that data officers keep; what the table does not know keeps its own
name, freed of brackets and ornaments. Normalising twice changes nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tongban.catalogue.differences.rules import rows

APPLICANT = "-"
CATCH_ALL = "兜底材料"
_SHORTEST = 3  # a shorter part is half a name: 死亡、火化证明

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_ALTERNATIVES = re.compile(r"[，,]?或者?|[/／]|(?:等)?(?:任一|之一)")
_TOGETHER = re.compile(r"[、，,]|和|及")
_QUANTITY = re.compile(r"^(?:各?\d+张|[0-9一二两三]+寸)+")


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A material by its unified name. ``holder`` is whose it is, empty for the applicant's own."""

    holder: str
    document: str

    @property
    def label(self) -> str:
        """The unified name as pages show it; normalising it gives this value again."""
        return f"{self.holder}{self.document}"


@dataclass(frozen=True, slots=True)
class Names:
    """The table of names, ready to look up. ``documents`` maps every known way to write one to its unified name."""

    holders: tuple[tuple[str, str], ...]  # (as written, unified), longest first
    ornaments: tuple[str, ...]
    tails: tuple[str, ...]
    documents: dict[str, str]
    rank: dict[str, int]
    sources: dict[str, str]
    classes: dict[str, str]


@lru_cache(maxsize=1)
def names() -> Names:
    """The table under ``source/``."""
    holders: dict[str, str] = {}
    documents: dict[str, str] = {}
    dropped: dict[str, list[str]] = {"饰": [], "尾饰": []}
    sources: dict[str, str] = {}
    classes: dict[str, str] = {}
    rank: dict[str, int] = {}
    for kind, unified, written, source, class_ in rows("material_names.tsv", 5):
        ways = written.split("|")
        if kind == "人":
            holders |= dict.fromkeys([*ways, unified], "" if unified == APPLICANT else unified)
        elif kind in dropped:
            dropped[kind] += ways
        else:
            documents |= {way: unified for way in [*ways, unified]}
            rank[unified] = len(rank)
            sources[unified] = source
            classes[unified] = class_
    by_length = sorted(holders.items(), key=lambda pair: -len(pair[0]))
    ornaments, tails = (tuple(sorted(words, key=len, reverse=True)) for words in dropped.values())
    return Names(tuple(by_length), ornaments, tails, documents, rank, sources, classes)


def replaceable_by(document: str) -> str:
    """The register that knows what a unified document says; empty where none is known."""
    return names().sources.get(document, "")


def interchangeable(one: str, other: str) -> bool:
    """Whether two unified documents do the same for different people: an identity card, a travel permit."""
    classes = names().classes
    return one != other and bool(classes.get(one)) and classes.get(one) == classes.get(other)


@lru_cache(maxsize=4096)
def normalise(name: str) -> tuple[Named, ...]:
    """The material or materials a name stands for: “监护人居民身份证和户口簿” are two, “甲或乙” is one.

    Of alternatives the one highest in the table names the material.
    """
    written = "".join(name.split())
    bare = _bare(written)
    if whole := _known(written) or _known(bare):
        return (whole,)
    holder, rest = _held(bare)
    if len(either := _parts(_ALTERNATIVES, rest)) > 1:
        return (_best(either, holder) or Named(holder, rest),)
    if len(together := _parts(_TOGETHER, rest)) > 1:
        return _several(together, holder, rest)
    return (_single(bare) or Named(holder, rest),)


def _parts(cuts: re.Pattern[str], rest: str) -> list[str]:
    return [part for part in cuts.split(rest) if part]


def _several(parts: list[str], holder: str, rest: str) -> tuple[Named, ...]:
    """Papers named in one line, all by the same person unless said otherwise; half a name keeps the line whole."""
    found = [_single(part) for part in parts]
    if not any(found) or any(not one and len(part) < _SHORTEST for one, part in zip(found, parts, strict=True)):
        return (Named(holder, rest),)
    each = [one or _unknown(part) for one, part in zip(found, parts, strict=True)]
    return tuple(dict.fromkeys(Named(one.holder or holder, one.document) for one in each))


def _best(alternatives: list[str], holder: str) -> Named | None:
    known = [one for part in alternatives for cut in _parts(_TOGETHER, part) if (one := _single(cut))]
    best = min(known, key=lambda one: names().rank[one.document], default=None)
    return Named(holder or best.holder, best.document) if best else None


def _bare(written: str) -> str:
    """A name without brackets; a name that is nothing else keeps them."""
    return _BRACKETS.sub("", written) or written


def _known(written: str) -> Named | None:
    """A whole name that stands in the table, with or without its holder."""
    table = names()
    if unified := table.documents.get(written):
        return Named("", unified)
    holder, rest = _held(written)
    unified = table.documents.get(rest)
    return Named(holder, unified) if unified else None


def _single(written: str) -> Named | None:
    """One paper: by its whole name, else by the longest known way to end one."""
    if whole := _known(written):
        return whole
    holder, rest = _held(written)
    endings = [way for way in names().documents if len(way) > 1 and rest.endswith(way)]
    return Named(holder, names().documents[max(endings, key=len)]) if endings else None


def _unknown(bare: str) -> Named:
    holder, rest = _held(bare)
    return Named(holder, rest) if rest else Named("", bare)


def _held(written: str) -> tuple[str, str]:
    """Whose paper it is, and the name without the holder and without ornaments."""
    holder, rest = "", _without_tail(written)
    while True:
        shorter, who = _shorter(rest)
        if shorter == rest or not shorter:
            return holder, rest
        holder, rest = holder or who, shorter


def _without_tail(written: str) -> str:
    for tail in names().tails:
        shorter = written.removesuffix(tail)
        if shorter != written and len(shorter) >= _SHORTEST:
            return _without_tail(shorter)
    return written


def _shorter(rest: str) -> tuple[str, str]:
    table = names()
    for way, unified in table.holders:
        if rest.startswith(way):
            return rest[len(way) :].removeprefix("的"), unified
    for way in table.ornaments:
        if rest.startswith(way):
            return rest[len(way) :], ""
    return _QUANTITY.sub("", rest), ""
