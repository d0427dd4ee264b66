"""What lies beside a case for its staff: calls to the applicant, and hand-outs with or without their signed receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tongban.cases.events import CaseFact, CaseNote
from tongban.cases.lifecycle import State
from tongban.cases.models import Call, Case, HandOut
from tongban.journal import queries as journal
from tongban.kit.blocked import NotFound
from tongban.kit.masks import mask_name
from tongban.people.actors import Actor


def staff_history(case: Case) -> list[journal.Told]:
    """What happened to a case and beside it, oldest first, for its staff only."""
    return [told for told in journal.history(case.number) if isinstance(told.fact, CaseFact | CaseNote)]


def calls(case: Case) -> list[Call]:
    """The calls to the applicant of this case, the last one first."""
    return list(case.calls.all())


def last_calls(numbers: Iterable[str]) -> dict[str, Call]:
    """The last call for each of some cases, by case number; those nobody rang for are left out."""
    found: dict[str, Call] = {}
    for call in Call.objects.filter(case__number__in=list(numbers)).select_related("case"):
        found.setdefault(call.case.number, call)
    return found


def hand_out_of(case: Case) -> HandOut | None:
    """How a window handed this case's result out, if one did."""
    handed_out = case.state == State.DELIVERED
    return HandOut.objects.select_related("signed").filter(case=case).first() if handed_out else None


def signed_receipt(case: Case) -> HandOut:
    """The hand-out whose 送达回证 with the signature is kept. Raises NotFound."""
    found = hand_out_of(case)
    if found is None or found.signed is None:
        raise NotFound("签字的送达回证还没有传。")
    return found


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A hand-out whose signed receipt is still to be uploaded, and why."""

    number: str
    item_name: str
    shown_name: str
    at: datetime
    because: str


def unsigned(actor: Actor, *, limit: int = 50) -> list[Unsigned]:
    """What this outlet has still to upload, the oldest first."""
    visible = Case.objects.visible_to(actor)
    rows = HandOut.objects.filter(signed=None, case__in=visible, outlet_code=actor.outlet_code).select_related(
        "case__application"
    )
    return [_unsigned(row) for row in rows.order_by("id")[:limit]]


def _unsigned(row: HandOut) -> Unsigned:
    case = row.case
    shown = case.applicant_name if case.application.organisation_id else mask_name(case.applicant_name)
    return Unsigned(case.number, case.item_name, shown, row.at, row.unsigned_because)
