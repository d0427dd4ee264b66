"""What can be said of a case, in the past tense. Values only, and no more personal data than the history must show."""

from datetime import date, datetime
from typing import ClassVar

from tongban.journal.facts import Fact, fact


class CaseFact(Fact):
    """A fact of one case; ``subject`` is its number. ``place`` is where the act was done; ``word`` what people call it."""

    word: ClassVar[str]
    place: str = ""
    instrument: str = ""  # the number (文号) of the paper this act wrote, if it wrote one


@fact("case.received")
class CaseReceived(CaseFact):
    """收件: handed in by the applicant online, or taken in at a counter and handed over to the authority."""

    word = "收件"
    applicant_id: int
    agent_id: int | None = None
    agency_id: int
    item_version_id: int
    channel: str
    mode: str
    scope: str
    receipt_region: str
    materials: int
    files: int
    form_id: int | None = None
    signed: str = ""  # SHA-256 of the signed application
    forwarded: bool = True  # handed over in the same act; False where papers have still to travel (see CaseForwarded)


@fact("case.forwarded")
class CaseForwarded(CaseFact):
    """转交: what was received at a counter went on to the authority later than it was received."""

    word = "转交"


@fact("case.signed_for")
class CaseSignedFor(CaseFact):
    """签收: the authority has it before it."""

    word = "签收"


@fact("case.transferred")
class CaseTransferred(CaseFact):
    """转办: another authority has it now, and answers within days of its own."""

    word = "转办"
    from_agency: str = ""
    to_agency: str = ""
    to_agency_id: int | None = None
    reason: str = ""


@fact("case.returned")
class CaseReturned(CaseFact):
    """一次性告知补正: everything that is wrong was told, once."""

    word = "告知补正"
    correct_by: date
    problems: list[str]


@fact("case.corrected")
class CaseCorrected(CaseFact):
    """补正: every line of the notice was answered, and the answers are in."""

    word = "补正"
    files: int


@fact("case.accepted")
class CaseAccepted(CaseFact):
    """受理: the authority took the case on; the promised days count from here, or from ``as_of`` when silence accepted it."""

    word = "受理"
    due_on: date
    statutory_due_on: date
    deemed: bool = False
    as_of: datetime | None = None  # 视为受理: the receipt as of which the law takes it as accepted
    supplement_by: date | None = None  # 容缺: the last day for what may follow later


@fact("case.supplemented")
class CaseSupplemented(CaseFact):
    """容缺补交: materials that might follow later came in; ``complete`` when none is outstanding any more."""

    word = "容缺补交"
    complete: bool = True


@fact("case.suspended")
class CaseSuspended(CaseFact):
    """特别程序开始: the clock stops for one of the eight kinds of art. 45; the applicant is told until when."""

    word = "特别程序"
    kind: str
    until: date
    ground: str
    approver: str = ""


@fact("case.resumed")
class CaseResumed(CaseFact):
    """特别程序结束: the clock goes on; the days between did not count."""

    word = "恢复办理"
    kind: str = ""
    result: str = ""
    due_on: date | None = None
    statutory_due_on: date | None = None


@fact("case.extended")
class CaseExtended(CaseFact):
    """延长办理期限: once, approved by the head, with reasons told to the applicant (art. 42)."""

    word = "延长办理期限"
    amount: int
    unit: str = "working_days"
    approver: str = ""
    reason: str = ""
    due_on: date | None = None
    statutory_due_on: date | None = None


@fact("case.stage_ended")
class CaseStageEnded(CaseFact):
    """一段办完: one stretch of a limit in stages has ended, the next begins."""

    word = "一段办完"
    stage: str = ""


@fact("case.rescheduled")
class CaseRescheduled(CaseFact):
    """重算期限: the calendar changed, and with it these last days; ``moved`` holds each as was and as is."""

    word = "重算期限"
    calendar: str
    moved: dict[str, tuple[date | None, date | None]]


@fact("case.declined")
class CaseDeclined(CaseFact):
    """不予受理, with the reason and where to go instead."""

    word = "不予受理"
    reason: str
    competent: str = ""


@fact("case.decided")
class CaseDecided(CaseFact):
    """决定: granted (准予) or refused (不予许可), with reasons."""

    word = "决定"
    granted: bool
    reason: str
    result: str = ""


@fact("case.delivered")
class CaseDelivered(CaseFact):
    """送达: the person has it."""

    word = "送达"
    way: str
    receiver: str


@fact("case.retracted")
class CaseRetracted(CaseFact):
    """撤回申请, by the applicant, before the decision."""

    word = "撤回申请"


@fact("case.lapsed")
class CaseLapsed(CaseFact):
    """视为撤回: the corrections were not brought in time."""

    word = "视为撤回"


class CaseNote(Fact):
    """A fact beside a case's life: it moves nothing, and only the staff of this case read it."""

    word: ClassVar[str]
    place: str = ""


@fact("case.called")
class ApplicantCalled(CaseNote):
    """电话告知: somebody rang the applicant. What was said is not here: facts are kept for ever."""

    word = "电话告知"
    reached: bool
    called_at: datetime


@fact("case.receipt_signed")
class ReceiptSigned(CaseNote):
    """The 送达回证 with the signature was put to the case, at the hand-out or afterwards."""

    word = "存入签字的送达回证"


@fact("draft.signed")
class ApplicationSigned(Fact):
    """电子签名: the application was read and signed; ``subject`` is the draft's number. Digests are SHA-256, in hex."""

    shown: str
    signed: str
    how: str
    form_id: int


@fact("case.reminded")
class CaseReminded(CaseNote):
    """催办: the clock warned of something. Nothing happened to the case, so this is no step of its life."""

    word = "催办"

    kind: str
    on: date
    level: int
    sentence: str


@fact("draft.turned_away")
class ApplicationTurnedAway(Fact):
    """不收: a counter did not take an application; ``subject`` is the draft's number."""

    reason: str
    item_name: str
    outlet_code: str
    instrument: str = ""
