"""What the law and the newest rules say, as tables under ``source/``: facts to hold guides against."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from tongban.catalogue.differences.reading import UNITS
from tongban.kit.days import Limit

SOURCE = Path(__file__).parent.parent / "source"


@dataclass(frozen=True, slots=True)
class LawLimit:
    """法律写的时限 of an item: the limit, where it stands, and the law's words."""

    limit: Limit
    law: str
    article: str
    words: str

    @property
    def named(self) -> str:
        """《…法》第…条."""
        return f"《{self.law}》{self.article}"


@dataclass(frozen=True, slots=True)
class Repealed:
    """A law that something newer took the place of; ``number`` is empty where every version of it is meant."""

    title: str
    number: str
    since: date
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """A rule that struck materials from an item's list."""

    since: date
    document: str
    struck: tuple[str, ...]


@lru_cache(maxsize=1)
def law_limits() -> dict[str, LawLimit]:
    """The law's own limit of each item that has one here."""
    return {
        slug: LawLimit(Limit(int(amount), UNITS[unit]), law, article, words)
        for slug, amount, unit, law, article, words in rows("law_limits.tsv", 6)
    }


@lru_cache(maxsize=1)
def repealed() -> tuple[Repealed, ...]:
    """Laws that no longer hold as cited."""
    return tuple(
        Repealed(title, number, date.fromisoformat(since), now)
        for title, number, since, now in rows("repealed_laws.tsv", 4)
    )


@lru_cache(maxsize=1)
def changes() -> dict[str, Change]:
    """The latest change of what may be asked for, by item."""
    return {
        slug: Change(date.fromisoformat(since), document, tuple(struck.split("|")))
        for slug, since, document, struck in rows("changed_rules.tsv", 4)
    }


def rows(name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a table under ``source/``, each with so many columns; a line that begins with # is a remark."""
    for line in (SOURCE / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            yield [*cells, *[""] * (columns - len(cells))][:columns]


@dataclass(frozen=True, slots=True)
class LawAuthority:
    """The body the law names: what to propose, and the words of guides that fit, shift the level, or contradict it."""

    words: str
    law: str
    article: str
    fits: tuple[str, ...]
    away: tuple[str, ...]
    against: tuple[str, ...]


@lru_cache(maxsize=1)
def law_authorities() -> dict[str, LawAuthority]:
    """The body the law names for an item, where it does."""
    return {
        slug: LawAuthority(words, law, article, *(tuple(filter(None, cell.split("|"))) for cell in sorts))
        for slug, words, law, article, *sorts in rows("law_authorities.tsv", 7)
    }
