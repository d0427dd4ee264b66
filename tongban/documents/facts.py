"""What each kind of official paper says: the complete, frozen content from which its page is drawn, and nothing more.

Names of persons and ID numbers are masked on the way in, so that no stored paper holds them whole. Organisations are
named in full. Moments are written down in Chinese time.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from tongban.kit.days import CHINA
from tongban.kit.masks import mask_identity_number, mask_name


def _printable(written: str) -> str:
    """Text as it can stand on paper: no control signs, which a PDF for the archive may not hold."""
    return "".join(sign for sign in written if sign == "\n" or sign.isprintable() or sign == "\u3000").strip()


Text = Annotated[str, AfterValidator(_printable)]
MaskedName = Annotated[Text, AfterValidator(mask_name)]
MaskedNumber = Annotated[Text, AfterValidator(mask_identity_number)]
Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(CHINA))]


class Shape(BaseModel):
    """A closed, unchangeable record: an unknown field is a mistake, not an addition."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Shape):
    """受送达人: a natural person, shown masked."""

    kind: Literal["person"] = "person"
    name: MaskedName
    courtesy: Text = ""  # 先生、女士
    identity_number: MaskedNumber = ""


class Organisation(Shape):
    """受送达单位: shown in full, with its unified social credit code."""

    kind: Literal["organisation"] = "organisation"
    name: Text
    uscc: Text = ""


Addressee = Annotated[Person | Organisation, Field(discriminator="kind")]


class Contact(Shape):
    """Whom to call: a place or authority as printed, and its telephone number."""

    name: Text
    phone: Text = ""


class HandedIn(Shape):
    """One material as received: in what form, how many pages, and whether the original went back."""

    name: Text
    form: Text  # 原件核验，扫描 1 份
    pages: int | None = None
    returned: Text = ""  # 原件已当场退还


class Flaw(Shape):
    """One problem of a correction, in its four parts: which material, what is seen, one thing to do, the ground."""

    material: Text
    seen: Text
    remedy: Text
    ground: Text


class Pending(Shape):
    """容缺: a secondary material that may follow later, and by when."""

    name: Text
    due_on: date


class Remedies(Shape):
    """救济途径: 行政复议 within 60 days, 行政诉讼 within six months, unless a law sets other periods."""

    review_body: Text = ""
    review_days: int = 60
    court: Text = ""
    suit_months: int = 6


class Needed(Shape):
    """One line of a checklist: the material and how to bring it."""

    name: Text
    form: Text = ""  # 原件 1 份、复印件 1 份
    where: Text = ""  # 由谁出具、怎么取得
    exempt: bool = False
    when: Text = ""  # in which case it is asked for; empty is always


class DeliveryWay(StrEnum):
    """送达方式."""

    ELECTRONIC = "electronic"
    DIRECT = "direct"
    POST = "post"
    COUNTER = "counter"


class Facts(Shape):
    """What every paper carries: the item in the applicant's words, to whom it speaks, and both telephone numbers."""

    title: ClassVar[str]

    item: Text
    addressee: Addressee | None = None
    received_by: Contact | None = None
    handled_by: Contact | None = None
    copies: Text = "本文书一式两份，申请人、收件窗口各一份。"

    @property
    def heading(self) -> str:
        """The title printed on this very page."""
        return self.title


class ReceiptVoucher(Facts):
    """收件凭证: what was handed in at a counter, and where it goes."""

    title = "收件凭证"
    place: Text  # 诸暨市政务服务大厅“区域通办”专窗
    received_at: Moment
    materials: list[HandedIn]
    exempt: Text = ""
    passed_on: Text = "电子传送"
    accept_by: Text = ""  # 2026年11月13日 14:20 前
    promised: Text = ""  # 受理后 3 个工作日
    delivery: Text = ""
    officer: Text = ""


class OnlineReceipt(Facts):
    """提交回执: what was handed in online."""

    title = "提交回执"
    submitted_at: Moment
    materials: list[HandedIn]
    exempt: Text = ""
    accept_by: Text = ""
    promised: Text = ""
    delivery: Text = ""
    copies: Text = "本回执可随时在“我的办件”里再次下载。"


class AcceptanceNotice(Facts):
    """受理通知书 (行政许可法 art. 32)."""

    title = "受理通知书"
    accepted_on: date
    promised: Text = ""  # 3 个工作日
    promised_on: date | None = None
    statutory: Text = ""
    fee: Text = ""
    received_place: Text = ""
    handled_place: Text = ""
    delivery: Text = ""
    grounds: list[Text] = []
    deemed: bool = False  # 视为受理: no notice came in time
    pending: list[Pending] = []


class CorrectionNotice(Facts):
    """补正告知书: everything that is missing, told once (行政许可法 art. 32)."""

    title = "补正告知书"
    flaws: Annotated[list[Flaw], Field(min_length=1)]
    due_at: Moment
    ways: list[Text] = []
    kept_days: int = 30
    again: bool = False  # 二次补正, approved by the head of the unit


class SuspensionNotice(Facts):
    """特别程序告知书: which of the eight kinds, why, from when until when; the time does not count (行政许可法 art. 45)."""

    title = "特别程序告知书"
    procedure: Text  # 听证
    reason: Text
    since: Moment
    until: date
    article: Text = ""
    approver: Text = ""


class ResumptionNotice(Facts):
    """恢复办理告知书: the special procedure has ended, with its result, how long it took, and the dates that follow."""

    title = "恢复办理告知书"
    procedure: Text
    since: Moment
    ended: Moment
    uncounted: int  # working days
    result: Text = ""
    promised_on: date | None = None
    statutory_on: date | None = None


class ExtensionNotice(Facts):
    """延长办理期限告知书: how long, why, who approved it, and the new last day (行政许可法 art. 42)."""

    title = "延长办理期限告知书"
    length: Text  # 10 个工作日
    reason: Text
    approver: Text
    ground: Text
    was_due_on: date | None = None
    due_on: date | None = None


class DeclinationNotice(Facts):
    """不予受理通知书: the reason, the ground, where to go instead, and the remedies."""

    title = "不予受理通知书"
    reasons: Annotated[list[Text], Field(min_length=1)]
    grounds: list[Text] = []
    instead: Text = ""
    remedies: Remedies = Remedies()


class DecisionGranted(Facts):
    """准予决定书: 准予行政许可决定书 for a licence, 准予办理决定书 for everything else."""

    title = "准予决定书"
    decision: Text  # 准予提取住房公积金 80,000.00 元
    licensing: bool = False
    applied_on: date | None = None
    grounds: list[Text] = []
    result: Text = ""  # what the applicant now has
    validity: Text = ""
    delivery: Text = ""
    remedies: Remedies = Remedies()

    @property
    def heading(self) -> str:
        """Only a licence is granted under the Administrative Licensing Law."""
        return "准予行政许可决定书" if self.licensing else "准予办理决定书"


class DecisionRefused(Facts):
    """不予决定书: reasons, grounds, what can be done now, and the remedies (行政许可法 art. 38)."""

    title = "不予决定书"
    reasons: Annotated[list[Text], Field(min_length=1)]
    licensing: bool = False
    applied_on: date | None = None
    grounds: list[Text] = []
    instead: Text = ""
    remedies: Remedies = Remedies()

    @property
    def heading(self) -> str:
        """Only a licence is refused under the Administrative Licensing Law."""
        return "不予行政许可决定书" if self.licensing else "不予办理决定书"


class DeliveryReceipt(Facts):
    """送达回证: which paper or result reached whom, how and when; blank lines are for the pen."""

    title = "送达回证"
    delivered: Annotated[list[Text], Field(min_length=1)]
    way: DeliveryWay
    tracking: Text = ""
    address: Text = ""
    sent_at: Moment | None = None
    received_at: Moment | None = None
    received_how: Text = ""  # 实名登录查看
    proxy: Text = ""
    returned: Text = ""
    remark: Text = ""


class Checklist(Facts):
    """一次性告知单: the guide for one person's own situation, on one page."""

    title = "一次性告知单"
    authority: Text
    situation: Text = ""
    materials: list[Needed]
    only_these: bool = False  # every deciding question was answered and the list was read: nothing else is asked for
    open_questions: list[Text] = []
    promised: Text = ""
    statutory: Text = ""
    fee: Text = ""
    where: list[Text] = []
    grounds: list[Text] = []
    unverified: list[Text] = []  # elements not read in the source: 待核实
    link: Text = ""  # the page this sheet was printed from, with its place and answers
    copies: Text = "本单供办事参考，材料齐了可以到任一通办窗口交，也可以在网上交。"


class Line(Shape):
    """One answer of an application, with where it came from when it was not typed."""

    label: Text
    value: Text
    source: Text = ""


class LineGroup(Shape):
    """Answers under one heading."""

    title: Text
    lines: list[Line]


class Signed(Shape):
    """电子签名: who signed what, when and how. ``shown`` is the SHA-256 of the page as it was read before signing."""

    name: Text
    how: Text
    at: Moment
    shown: Text
    ink: list[int] = []  # the PNG of a hand-written signature, byte for byte


class ApplicationForm(Facts):
    """申请书: everything an applicant says, whole and not masked: it is theirs, and it is what they sign."""

    title = "申请书"
    form: Text  # 购房提取住房公积金申请表（第 1 版）
    authority: Text
    groups: list[LineGroup]
    materials: list[Text] = []
    declaration: Text = "以上内容真实，所附材料与原件一致。我知道提供虚假内容要承担法律责任。"
    signed: Signed | None = None
    copies: Text = "签名后的申请书随办件保存，申请人可以随时下载。"


class TurnAway(Facts):
    """不收告知单: why a counter did not take the papers, and what would make it take them."""

    title = "不收告知单"
    place: Text
    came_at: Moment
    reason: Text
    explanation: Text = ""
    missing: list[Needed] = []
    only_these: bool = False
    open_questions: list[Text] = []
    instead: Text = ""
    officer: Text = ""


def chinese_day(day: date) -> str:
    """``2026年11月20日``: a day as documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(moment: datetime) -> str:
    """``2026年11月20日 09:42``, in Chinese time."""
    local = moment.astimezone(CHINA)
    return f"{chinese_day(local)} {local:%H:%M}"
