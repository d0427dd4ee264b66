"""How a case ends: 决定, 送达, 撤回申请, 视为撤回 (行政许可法 arts. 38, 42, 44)."""

from django.db import transaction
from django.utils import timezone

from tongban.cases import papers, policies, timing
from tongban.cases.actions.beside import check_signed, hand_out
from tongban.cases.actions.examination import issue, reasoned
from tongban.cases.choices import DeliveryWay
from tongban.cases.content import FileRef
from tongban.cases.events import CaseDecided, CaseDelivered, CaseLapsed, CaseRetracted
from tongban.cases.lifecycle import Act
from tongban.cases.models import Case
from tongban.catalogue import queries as catalogue
from tongban.documents import queries as kept
from tongban.documents.facts import DeliveryReceipt
from tongban.documents.kinds import InstrumentKind
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor


@transaction.atomic
def decide(case: Case, *, granted: bool, by: Actor, reason: str = "", result: str = "", instead: str = "") -> Case:
    """决定: 准予, or 不予 with reasons and remedies (arts. 38, 42); the ten days for delivery begin.

    Raises Invalid when a refusal gives no reason.
    """
    policies.check(Act.DECIDE, by, case)
    if not granted:
        reasoned(reason, "reason")
    now = timezone.now()
    version = catalogue.version(case.item_version_id)
    case.take(
        Act.DECIDE,
        **timing.at(case, decided_at=now),
        granted=granted,
        handler_key=by.key,
        handler_label=by.label,
    )
    if granted:
        facts = papers.granted(case, version, decision=reason.strip() or f"准予{case.item_name}", result=result.strip())
        paper = issue(InstrumentKind.DECISION_GRANTED, case, facts, at=now)
    else:
        refusal = papers.refused(case, version, reason=reason.strip(), instead=instead.strip())
        paper = issue(InstrumentKind.DECISION_REFUSED, case, refusal, at=now)
    fact = CaseDecided(
        subject=case.number,
        place=by.place,
        instrument=paper.number,
        granted=granted,
        reason=reason.strip(),
        result=result.strip(),
    )
    announce(fact, by=by, at=now)
    return case


@transaction.atomic
def deliver(
    case: Case,
    *,
    by: Actor,
    receiver: str = "",
    received_how: str = "",
    tracking: str = "",
    signed: FileRef | None = None,
    unsigned_because: str = "",
) -> Case:
    """送达: the person has the result; the receipt (送达回证) says what, how, when and to whom. The case is concluded.

    Handed out at a window, the receipt with the signature (``signed``) is kept, or it is said why it follows later
    (民事诉讼法 87, as art. 44 of the Licensing Law is served by). Raises Invalid when that is missing, when it went by
    post without a tracking number, or was handed out without the name of who took it.
    """
    policies.check(Act.DELIVER, by, case)
    _check_delivery(case, receiver, tracking)
    if by.counter_id is not None:
        check_signed(signed, unsigned_because)
    now = timezone.now()
    receiver = receiver.strip() or case.applicant_name
    case.take(Act.DELIVER, delivered_at=now, **timing.at(case, concluded_at=now))
    paper = issue(InstrumentKind.DELIVERY_RECEIPT, case, _receipt(case, receiver, received_how, tracking), at=now)
    if by.counter_id is not None:
        hand_out(case, signed=signed, unsigned_because=unsigned_because, by=by)
    fact = CaseDelivered(
        subject=case.number,
        place=by.place,
        instrument=paper.number,
        way=case.application.delivery_way,
        receiver="本人" if receiver == case.applicant_name else "代收人",
    )
    announce(fact, by=by, at=now)
    return case


def _receipt(case: Case, receiver: str, received_how: str, tracking: str) -> DeliveryReceipt:
    delivered = [paper.title for paper in kept.of_subject(case.number) if paper.kind in _RESULTS]
    return papers.delivery(
        case,
        catalogue.version(case.item_version_id),
        delivered=delivered or ["决定书"],
        receiver=receiver,
        received_how=received_how or DeliveryWay(case.application.delivery_way).label,
        tracking=tracking.strip(),
    )


_RESULTS = {InstrumentKind.DECISION_GRANTED, InstrumentKind.DECISION_REFUSED}


def _check_delivery(case: Case, receiver: str, tracking: str) -> None:
    way = case.application.delivery_way
    if way == DeliveryWay.POST and len(tracking.strip()) < 6:
        raise Invalid([Problem("tracking", "请填写快递单号，申请人要凭它查件")])
    if way == DeliveryWay.COUNTER and len(receiver.strip()) < 2:
        raise Invalid([Problem("receiver", "请填写领取人姓名，照身份证上的写")])


@transaction.atomic
def retract(case: Case, *, by: Actor) -> Case:
    """撤回申请: the applicants take it back, before the decision; handing in again later is open to them."""
    policies.check(Act.RETRACT, by, case)
    now = timezone.now()
    case.take(Act.RETRACT, **timing.at(case, concluded_at=now))
    announce(CaseRetracted(subject=case.number, place=by.place), by=by, at=now)
    return case


@transaction.atomic
def lapse(case: Case, *, by: Actor) -> Case:
    """视为撤回: the corrections did not come in time. Only the clock does this, and only after the last day."""
    policies.check(Act.LAPSE, by, case)
    now = timezone.now()
    if case.next_due_on is None or timezone.localdate(now) <= case.next_due_on:
        raise Blocked("补正期限还没有过。", code="too_early")
    case.take(Act.LAPSE, **timing.at(case, concluded_at=now))
    announce(CaseLapsed(subject=case.number), by=by, at=now)
    return case
