"""事项族: what the law itself says of time for a kind of matter, where the item's own list says nothing else.

Every row names its article; the page ``docs/clock.md`` is printed from this table.
"""

from dataclasses import dataclass
from enum import StrEnum

from tongban.kit.days import Limit, Unit

DAYS = Unit.DAYS
ON_THE_SPOT, FIVE, TEN = Limit(0), Limit(5), Limit(10)


class Silence(StrEnum):
    """What it means that the authority says nothing after an application has come in."""

    AFTER_THE_LIMIT = "after_the_limit"
    AT_ONCE = "at_once"

    @property
    def label(self) -> str:
        """In a phrase."""
        return {"after_the_limit": "逾期不告知，自收到申请材料之日起即为受理", "at_once": "未当场告知，即为受理"}[self]


class ReceiptRule(StrEnum):
    """Whose receipt starts the days for an answer (行政许可法 art. 32: 自收到申请材料之日起)."""

    EARLIER = "earlier"
    COUNTER = "counter"
    AUTHORITY = "authority"

    @property
    def label(self) -> str:
        """In a phrase."""
        return {
            "earlier": "收件窗口和办理单位，谁先收到从谁算",
            "counter": "从收件窗口收件算",
            "authority": "从办理单位签收算；到期不签收，从应签收的最后一天算",
        }[self]


class Family(StrEnum):
    """Which law's clock a matter runs on."""

    LICENSING = "licensing"
    JOINT = "joint"
    FIRST_REVIEW = "first_review"
    MARKET_ENTITY = "market_entity"
    REAL_ESTATE = "real_estate"
    HOUSING_FUND = "housing_fund"
    HOUSING_LOAN = "housing_loan"
    IDENTITY_CARD = "identity_card"
    RESIDENCE_PERMIT = "residence_permit"
    DISCLOSURE = "disclosure"

    @property
    def law(self) -> "Law":
        """Its row."""
        return LAWS[self]


@dataclass(frozen=True, slots=True)
class Law:
    """One row: how long for the answer, the decision, one extension (by whose approval) and the delivery; what silence means."""

    label: str
    source: str
    decide: Limit
    extension: Limit | None = TEN
    approver: str = "本行政机关负责人"
    respond: Limit = FIVE
    silence: Silence = Silence.AFTER_THE_LIMIT
    deliver: Limit = TEN


LAWS: dict[Family, Law] = {
    Family.LICENSING: Law("行政许可和未列明的事项", "行政许可法第三十二条、第四十二条、第四十四条", Limit(20)),
    Family.JOINT: Law(
        "统一办理、联合办理、集中办理",
        "行政许可法第二十六条、第四十二条第二款",
        Limit(45),
        Limit(15),
        "本级人民政府负责人",
    ),
    Family.FIRST_REVIEW: Law("下级机关先审查", "行政许可法第四十三条", Limit(20), None),
    Family.MARKET_ENTITY: Law("市场主体登记", "市场主体登记管理条例第十九条", Limit(3), Limit(3), "登记机关负责人"),
    Family.REAL_ESTATE: Law(
        "不动产登记",
        "不动产登记暂行条例第十七条、第二十条",
        Limit(30),
        None,
        respond=ON_THE_SPOT,
        silence=Silence.AT_ONCE,
    ),
    Family.HOUSING_FUND: Law("住房公积金提取", "住房公积金管理条例第二十五条", Limit(3, DAYS), None),
    Family.HOUSING_LOAN: Law("住房公积金贷款", "住房公积金管理条例第二十六条", Limit(15, DAYS), None),
    Family.IDENTITY_CARD: Law(
        "居民身份证", "居民身份证法第十二条", Limit(60, DAYS), Limit(30, DAYS), "（交通不便地区）公安机关"
    ),
    Family.RESIDENCE_PERMIT: Law("居住证", "居住证暂行条例", Limit(15, DAYS), None),
    Family.DISCLOSURE: Law(
        "政府信息公开", "政府信息公开条例第三十三条", Limit(20), Limit(20), "政府信息公开工作机构负责人"
    ),
}

FAMILY_OF: dict[str, Family] = {
    "company-setup": Family.MARKET_ENTITY,
    "company-change": Family.MARKET_ENTITY,
    "realestate-transfer": Family.REAL_ESTATE,
    "gjj-purchase-withdraw": Family.HOUSING_FUND,
    "gjj-loan-repay-withdraw": Family.HOUSING_FUND,
    "gjj-retire-withdraw": Family.HOUSING_FUND,
    "gjj-withdraw-general": Family.HOUSING_FUND,
    "idcard-first": Family.IDENTITY_CARD,
    "idcard-replace-remote": Family.IDENTITY_CARD,
}
"""By the item's mark; every other item runs on the Licensing Law's clock."""


@dataclass(frozen=True, slots=True)
class Stage:
    """分段时限: one stretch of the decision with a limit of its own, such as 转出 8 个工作日, then 划转 5."""

    name: str
    limit: Limit


STAGES_OF: dict[str, tuple[Stage, ...]] = {
    "medins-transfer-000000": (Stage("转出", Limit(10)), Stage("转入", Limit(5))),
    "gjj-transfer-440100": (Stage("审核", Limit(1)), Stage("接收确认", Limit(3))),
}
"""By the guide's record: where its own words give the promise in stages, from acceptance on, one after the other."""
