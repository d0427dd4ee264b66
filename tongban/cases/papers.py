"""What the official papers of a case say: each act's own facts, put into the shape of its paper (文书)."""

from datetime import date, datetime
from typing import Any

from tongban.cases.choices import Channel, Conclusion, DeliveryWay
from tongban.cases.clock import Ground, Pause, Rule, counted
from tongban.cases.events import CaseExtended, CaseSuspended
from tongban.cases.models import Application, Case, CaseMaterial, CorrectionLine, TurnAway
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Checklist, RequiredMaterial, VersionView
from tongban.documents import facts
from tongban.documents.trust import CollectedBy
from tongban.kit.days import CHINA, CLOSING_TIME, Limit, Unit, china_day
from tongban.regions.calendars import calendar

_WAYS = {
    DeliveryWay.ELECTRONIC: facts.DeliveryWay.ELECTRONIC,
    DeliveryWay.POST: facts.DeliveryWay.POST,
    DeliveryWay.COUNTER: facts.DeliveryWay.COUNTER,
}


def addressee(application: Application) -> facts.Person | facts.Organisation:
    """受送达人: the organisation when one applied, else the person (masked on paper)."""
    if application.organisation is not None:
        return facts.Organisation(name=application.organisation.name, uscc=application.organisation.uscc)
    person = application.applicant
    return facts.Person(name=person.name, identity_number=person.identity_number)


def _frame(case: Case, version: VersionView) -> dict[str, Any]:
    """What every paper of a case carries."""
    return {
        "item": case.item_name,
        "addressee": addressee(case.application),
        "received_by": facts.Contact(name=case.receipt_place),
        "handled_by": facts.Contact(name=case.agency_name, phone=version.agency.phone),
    }


def _words(limit: Limit | None) -> str:
    return str(limit) if limit else ""


def _delivery(application: Application) -> str:
    return DeliveryWay(application.delivery_way).label


def receipt(
    case: Case, version: VersionView, materials: list[CaseMaterial], pages: dict[str, int], *, by_courier: bool
) -> facts.Facts:
    """收件凭证 at a counter, 提交回执 online: what came in, and by when the authority answers."""
    taken = [material for material in materials if material.conclusion != Conclusion.EXEMPT and material.collected_by]
    shared: dict[str, Any] = {
        **_frame(case, version),
        "materials": [_handed_in(material, pages.get(material.key)) for material in taken],
        "exempt": "、".join(material.name for material in materials if material.conclusion == Conclusion.EXEMPT),
        "accept_by": f"{facts.chinese_day(case.respond_by)}前",
        "promised": _promise(case, version),
        "delivery": _delivery(case.application),
    }
    if not Channel(case.channel).online:
        return facts.ReceiptVoucher(
            place=case.receipt_place,
            received_at=case.received_at,
            officer=case.receipt_place,
            passed_on="电子传送，原件另寄" if by_courier else "电子传送",
            **shared,
        )
    return facts.OnlineReceipt(submitted_at=case.received_at, **shared)


def _promise(case: Case, version: VersionView) -> str:
    limits = catalogue.limits_in(version, case.application.situation)
    return f"受理后 {limits.promised}" if limits.promised else f"受理后 {limits.statutory}（法定，承诺时限待核实）"


def _handed_in(material: CaseMaterial, pages: int | None) -> facts.HandedIn:
    deferred = material.conclusion == Conclusion.DEFERRED
    form = "容缺，后补" if deferred else material.get_collected_by_display() if material.collected_by else "已交"
    seen = material.collected_by == CollectedBy.SCAN  # at a window: online there was no original, and paper stays here
    return facts.HandedIn(name=material.name, form=form, pages=pages, returned="原件已退还" if seen else "")


def acceptance(
    case: Case, version: VersionView, accepted_at: datetime, *, deemed: bool = False
) -> facts.AcceptanceNotice:
    """受理通知书 (行政许可法 art. 32): the promised day and the law's; ``deemed``: accepted by silence, from the receipt on."""
    limits = catalogue.limits_in(version, case.application.situation)
    return facts.AcceptanceNotice(
        **_frame(case, version),
        accepted_on=accepted_at.astimezone(CHINA).date(),
        promised=_words(limits.promised),
        promised_on=case.due_on,
        statutory=_words(limits.statutory),
        fee=catalogue.fee_in(version, case.application.situation),
        received_place=case.receipt_place,
        handled_place=case.agency_name,
        delivery=_delivery(case.application),
        grounds=list(version.grounds),
        deemed=deemed,
    )


def suspension(case: Case, fact: CaseSuspended) -> facts.SuspensionNotice:
    """特别程序告知书 (行政许可法 art. 45: the time needed is told in writing)."""
    ground = Ground(fact.kind)
    pause = case.moments.pause
    assert pause is not None  # noqa: S101  # it has just begun
    return facts.SuspensionNotice(
        **_frame(case, catalogue.version(case.item_version_id)),
        procedure=ground.label,
        reason=fact.ground,
        since=pause.started_at,
        until=fact.until,
        article=ground.article,
        approver=fact.approver,
    )


def resumption(case: Case, pause: Pause, result: str, ended: datetime) -> facts.ResumptionNotice:
    """恢复办理告知书: what did not count, and the days that follow."""
    stood = counted(china_day(pause.started_at), china_day(ended), (), calendar())
    return facts.ResumptionNotice(
        **_frame(case, catalogue.version(case.item_version_id)),
        procedure=Ground(pause.kind).label,
        since=pause.started_at,
        ended=ended,
        uncounted=stood,
        result=result,
        promised_on=case.due_on,
        statutory_on=case.statutory_due_on,
    )


def extension(case: Case, fact: CaseExtended, rule: Rule, was_due_on: date | None) -> facts.ExtensionNotice:
    """延长办理期限告知书 (行政许可法 art. 42: the reasons are told)."""
    return facts.ExtensionNotice(
        **_frame(case, catalogue.version(case.item_version_id)),
        length=str(Limit(fact.amount, Unit(fact.unit))),
        reason=fact.reason,
        approver=f"{rule.approver}（{fact.approver}）",
        ground=rule.family.law.source,
        was_due_on=was_due_on,
        due_on=case.due_on,
    )


def correction(case: Case, version: VersionView, lines: list[CorrectionLine], due: date) -> facts.CorrectionNotice:
    """补正告知书: every problem, once, and by when."""
    ways = ["登录“我的办件”，用手机拍照上传", "到任一通办窗口交"]
    return facts.CorrectionNotice(
        **_frame(case, version),
        flaws=[
            facts.Flaw(material=line.material_name, seen=line.wrong, remedy=line.mend, ground=line.ground)
            for line in lines
        ],
        due_at=datetime.combine(due, CLOSING_TIME, CHINA),
        ways=ways,
    )


def declination(case: Case, version: VersionView, *, reason: str, ground: str, instead: str) -> facts.DeclinationNotice:
    """不予受理通知书: why, on what ground, where to go instead, and the remedies (行政许可法 arts. 32, 38)."""
    return facts.DeclinationNotice(
        **_frame(case, version), reasons=[reason], grounds=[ground] if ground else [], instead=instead
    )


def granted(case: Case, version: VersionView, *, decision: str, result: str) -> facts.DecisionGranted:
    """准予决定书."""
    return facts.DecisionGranted(
        **_frame(case, version),
        decision=decision,
        licensing=version.is_licensing,
        applied_on=case.received_at.astimezone(CHINA).date(),
        grounds=list(version.grounds),
        result=result,
        delivery=_delivery(case.application),
    )


def refused(case: Case, version: VersionView, *, reason: str, instead: str) -> facts.DecisionRefused:
    """不予决定书, with reasons and remedies (行政许可法 art. 38)."""
    return facts.DecisionRefused(
        **_frame(case, version),
        reasons=[reason],
        licensing=version.is_licensing,
        applied_on=case.received_at.astimezone(CHINA).date(),
        grounds=list(version.grounds),
        instead=instead,
    )


def delivery(
    case: Case, version: VersionView, *, delivered: list[str], receiver: str, received_how: str, tracking: str
) -> facts.DeliveryReceipt:
    """送达回证: what reached whom, how and when."""
    return facts.DeliveryReceipt(
        **_frame(case, version),
        delivered=delivered,
        way=_WAYS[DeliveryWay(case.application.delivery_way)],
        tracking=tracking,
        sent_at=case.decided_at,
        received_at=case.delivered_at,
        received_how=received_how,
        proxy="" if receiver == case.applicant_name else receiver,
    )


def checklist(listed: Checklist, link: str = "") -> facts.Checklist:
    """一次性告知单: the guide for one person's situation, to take away on one page; ``link`` leads to the same page."""
    version = listed.version
    return facts.Checklist(
        item=version.name,
        handled_by=facts.Contact(name=version.agency.name, phone=version.agency.phone),
        authority=version.agency.name,
        situation="；".join(f"{question} {answer}" for question, answer in listed.chosen),
        materials=[_needed(asked) for asked in listed.materials],
        only_these=listed.is_whole,
        open_questions=[asked.question for asked in listed.open_questions],
        promised=listed.promised,
        statutory=listed.statutory,
        fee=listed.fee,
        where=[*listed.windows, *listed.online],
        grounds=list(listed.grounds),
        unverified=list(listed.unread),
        link=link,
        copies="本单供办事参考，以办理单位的说明为准。",
    )


def _needed(asked: RequiredMaterial) -> facts.Needed:
    material = asked.material
    copies = {"原件": material.original_copies, "复印件": material.photocopies}
    counted = "、".join(f"{name} {number} 份" for name, number in copies.items() if number)
    return facts.Needed(
        name=material.name,
        form=counted or material.form or "",
        where=where if (where := material.source or material.substitute_note or "") != asked.when else "",
        exempt=bool(material.replaceable),
        when=asked.when,
    )


def turned_away(record: TurnAway, place: str) -> facts.TurnAway:
    """不收告知单: why the counter did not take it, and what would help."""
    return facts.TurnAway(
        item=record.item_name,
        place=place,
        came_at=record.at,
        reason=record.get_reason_display(),
        explanation=record.explanation,
        officer=record.actor_label,
    )
