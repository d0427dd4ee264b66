"""What people said of a case's services, and what they may still rate."""

from collections.abc import Collection

from django.db.models import QuerySet

from tongban.cases import queries as cases
from tongban.kit import compiled
from tongban.oversight import policies
from tongban.oversight.models import Grade, Party, Rating
from tongban.oversight.reasons import REASONS

__all__ = ["REASONS", "Grade", "Party", "open_ratings", "rated", "ratings"]


def ratings(case_number: str) -> dict[Party, Rating]:
    """The ratings given for a case."""
    return {Party(row.party): row for row in Rating.objects.filter(case_number=case_number)}


def rated(case_number: str) -> tuple[str, ...]:
    """The parties that have been rated for a case."""
    return tuple(party for (party,) in compiled.rows("rated", _rated, number=case_number))


def _rated(number: str) -> "QuerySet[Rating, tuple[str]]":
    return Rating.objects.filter(case_number=number).order_by("party").values_list("party")


def open_ratings(case: cases.ForRating, *, given: Collection[str] | None = None) -> list[Party]:
    """The parties this case's applicant may rate now; ``given`` are those that have been, where that is known already."""
    given = rated(case.number) if given is None else given
    return [party for party in Party if party not in given and policies.why_not_yet(case, party) is None]
