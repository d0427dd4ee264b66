"""Which official papers there are, the word each puts into its number, and how that number is made."""

from datetime import datetime

from django.db import models

from tongban.documents import facts
from tongban.kit.days import CHINA


class InstrumentKind(models.TextChoices):
    """文书种类."""

    RECEIPT_VOUCHER = "receipt_voucher", "收件凭证"
    ONLINE_RECEIPT = "online_receipt", "提交回执"
    ACCEPTANCE_NOTICE = "acceptance_notice", "受理通知书"
    CORRECTION_NOTICE = "correction_notice", "补正告知书"
    DECLINATION_NOTICE = "declination_notice", "不予受理通知书"
    DECISION_GRANTED = "decision_granted", "准予决定书"
    DECISION_REFUSED = "decision_refused", "不予决定书"
    DELIVERY_RECEIPT = "delivery_receipt", "送达回证"
    SUSPENSION_NOTICE = "suspension_notice", "特别程序告知书"
    RESUMPTION_NOTICE = "resumption_notice", "恢复办理告知书"
    EXTENSION_NOTICE = "extension_notice", "延长办理期限告知书"
    CHECKLIST = "checklist", "一次性告知单"
    TURN_AWAY = "turn_away", "不收告知单"
    APPLICATION = "application", "申请书"

    @property
    def word(self) -> str:
        """The word in the number, such as 补 in 补字第…号."""
        return _WORDS[self]

    @property
    def shape(self) -> type[facts.Facts]:
        """The facts such a paper must hold."""
        return _SHAPES[self]

    @property
    def may_recur(self) -> bool:
        """Whether one case may have several of them; the others happen once in a life, and the database holds to it."""
        return self in _RECURRING

    @property
    def precedes_case(self) -> bool:
        """Given out before there is a case: nothing can be followed by its number yet."""
        return self in {InstrumentKind.CHECKLIST, InstrumentKind.TURN_AWAY, InstrumentKind.APPLICATION}


_WORDS = {
    InstrumentKind.RECEIPT_VOUCHER: "收",
    InstrumentKind.ONLINE_RECEIPT: "交",
    InstrumentKind.ACCEPTANCE_NOTICE: "受",
    InstrumentKind.CORRECTION_NOTICE: "补",
    InstrumentKind.DECLINATION_NOTICE: "不受",
    InstrumentKind.DECISION_GRANTED: "准",
    InstrumentKind.DECISION_REFUSED: "不准",
    InstrumentKind.DELIVERY_RECEIPT: "送",
    InstrumentKind.SUSPENSION_NOTICE: "特",
    InstrumentKind.RESUMPTION_NOTICE: "恢",
    InstrumentKind.EXTENSION_NOTICE: "延",
    InstrumentKind.CHECKLIST: "告",
    InstrumentKind.TURN_AWAY: "不收",
    InstrumentKind.APPLICATION: "申",
}
_SHAPES: dict[InstrumentKind, type[facts.Facts]] = {
    InstrumentKind.RECEIPT_VOUCHER: facts.ReceiptVoucher,
    InstrumentKind.ONLINE_RECEIPT: facts.OnlineReceipt,
    InstrumentKind.ACCEPTANCE_NOTICE: facts.AcceptanceNotice,
    InstrumentKind.CORRECTION_NOTICE: facts.CorrectionNotice,
    InstrumentKind.DECLINATION_NOTICE: facts.DeclinationNotice,
    InstrumentKind.DECISION_GRANTED: facts.DecisionGranted,
    InstrumentKind.DECISION_REFUSED: facts.DecisionRefused,
    InstrumentKind.DELIVERY_RECEIPT: facts.DeliveryReceipt,
    InstrumentKind.SUSPENSION_NOTICE: facts.SuspensionNotice,
    InstrumentKind.RESUMPTION_NOTICE: facts.ResumptionNotice,
    InstrumentKind.EXTENSION_NOTICE: facts.ExtensionNotice,
    InstrumentKind.CHECKLIST: facts.Checklist,
    InstrumentKind.TURN_AWAY: facts.TurnAway,
    InstrumentKind.APPLICATION: facts.ApplicationForm,
}
_RECURRING = frozenset(
    {
        InstrumentKind.CORRECTION_NOTICE,
        InstrumentKind.SUSPENSION_NOTICE,
        InstrumentKind.RESUMPTION_NOTICE,
        InstrumentKind.DELIVERY_RECEIPT,
        InstrumentKind.CHECKLIST,
        InstrumentKind.TURN_AWAY,
        InstrumentKind.APPLICATION,
    }
)
_ORDINALS = "一二三四五六七八九"


def compose_number(
    kind: InstrumentKind, *, authority_short: str, issued_at: datetime, subject: str, occurrence: int = 1
) -> str:
    """``诸暨〔2026〕补字第330681-261112-00127-7号``, and ``…号之二`` for the second of its kind.

    Made from the case number alone: papers of different cases never wait for one another at a counter of numbers.
    """
    number = f"{authority_short}〔{issued_at.astimezone(CHINA).year}〕{kind.word}字第{subject}号"
    return number if occurrence == 1 else f"{number}之{_ordinal(occurrence)}"


def _ordinal(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_ORDINALS[tens - 1]}十") + (
        _ORDINALS[ones - 1] if ones else ""
    )
