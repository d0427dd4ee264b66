"""What of the differences hurts an applicant, worst first: wasted trips, longer waits, money, papers nobody needs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tongban.catalogue.differences.elements import Element
from tongban.catalogue.differences.matrix import Column, Place, listed
from tongban.catalogue.differences.reading import Facts


class Harm(StrEnum):
    """What a finding costs an applicant, the worst first."""

    WASTED_TRIP = "白跑"
    LONGER_WAIT = "多等"
    MONEY = "多花钱"
    MORE_PAPERS = "多带材料"
    SHUT_OUT = "办不了"
    UNCLEAR = "看不懂"


class Kind(StrEnum):
    """The kinds of finding; the value is the rank of harm, worst first (see ``_RANK``)."""

    LIMIT_BEYOND_LAW = "limit-beyond-law"
    ODD_ENTRY = "odd-entry"
    FEE_CONTRADICTION = "fee-contradiction"
    NOT_ELSEWHERE = "not-elsewhere"
    WRONG_LEVEL = "wrong-level"
    THRESHOLD = "threshold"
    CATCH_ALL = "catch-all"
    OUTDATED_MATERIAL = "outdated-material"
    STAMPED = "stamped"
    THROUGH_UNIT = "through-unit"
    DATA_COULD = "data-could"
    FEW_PLACES = "few-places"
    FORMS_DIFFER = "forms-differ"
    PROMISES_DIFFER = "promises-differ"
    UNITS_DIFFER = "units-differ"
    STAGED = "staged"
    LEGAL_DIFFERS = "legal-differs"
    HANDLING_DIFFERS = "handling-differs"
    TYPE_DIFFERS = "type-differs"
    OUTDATED = "outdated"
    BODY_DIFFERS = "body-differs"
    SITUATIONS_DIFFER = "situations-differ"
    DEADLINES_DIFFER = "deadlines-differ"
    FEES_DIFFER = "fees-differ"
    LISTS_DIFFER = "lists-differ"
    BY_POST = "by-post"
    LOCAL_NAME = "local-name"
    PARTS_DIFFER = "parts-differ"


_RANK = list(Kind)


@dataclass(frozen=True, slots=True)
class Hurt:
    """One finding over places: what it is, whom it costs what, where, and the column that shows it."""

    kind: Kind
    harm: Harm
    title: str
    sentence: str
    places: tuple[str, ...]
    element: Element
    column: str

    @property
    def is_contradiction(self) -> bool:
        """Whether something cannot be right as it stands, rather than only lie apart."""
        return _RANK.index(self.kind) <= _RANK.index(Kind.WRONG_LEVEL)

    @property
    def where(self) -> str:
        """The places in a phrase."""
        return listed(list(self.places))


@dataclass(frozen=True, slots=True)
class Table:
    """What finders look at: places and columns in one order, and the facts of neighbouring items."""

    places: Sequence[Place]
    columns: Sequence[Column]
    neighbours: Sequence[Facts]

    def column(self, key: str) -> Column | None:
        """A column by its key, where anything was read for it."""
        return next((column for column in self.columns if column.key == key), None)


Finder = Callable[[Table], Iterator[Hurt]]


def ranked(found: Iterable[Hurt]) -> tuple[Hurt, ...]:
    """Findings, the worst kind first; within a kind the one with most places."""
    return tuple(sorted(found, key=lambda hurt: (_RANK.index(hurt.kind), -len(hurt.places), hurt.title)))
