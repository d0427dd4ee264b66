"""The small closed lists of a case."""

from django.db import models


class Channel(models.TextChoices):
    """办理形式 (GB/T 39046—2020 table A.5): how the application came in."""

    COUNTER = "1", "窗口办理"
    DESKTOP = "2", "电脑端网上办理"
    MOBILE = "3", "移动端网上申请"
    SYSTEM = "9", "部门系统"

    @property
    def online(self) -> bool:
        """Handed in by the applicants themselves, from wherever they are."""
        return self in {Channel.DESKTOP, Channel.MOBILE}


class DeliveryWay(models.TextChoices):
    """How the result reaches the person."""

    ELECTRONIC = "electronic", "电子文书，在“我的办件”里下载"
    POST = "post", "邮寄到家"
    COUNTER = "counter", "到收件窗口取"


class Conclusion(models.TextChoices):
    """What the formal check (形式审查) says of one material."""

    FITS = "fits", "符合"
    MENDED = "mended", "现场补"
    DEFERRED = "deferred", "容缺，后补"
    EXEMPT = "exempt", "免交"


class Reply(models.TextChoices):
    """How an applicant answers one line of a correction notice."""

    UPLOADED = "uploaded", "已上传"
    AT_COUNTER = "at_counter", "已在窗口交"
    NOT_NEEDED = "not_needed", "我认为不用补"


class SignedHow(models.TextChoices):
    """电子签名 of an application: how the person made it theirs."""

    ONLINE = "online", "登录后在网上签名"
    PAD = "pad", "在窗口手写板上签名"
    PAPER = "paper", "在打印的申请书上签字，窗口核对"


class ReminderKind(models.TextChoices):
    """Why the clock reminds (催办)."""

    DUE_SOON = "due_soon", "还有 1 个工作日到期"
    LATE = "late", "已经超期"
    UNSIGNED = "unsigned", "没有按时签收"
    PROCEDURE_OVER = "procedure_over", "特别程序超过告知的日子"
    STOPPED_30 = "stopped_30", "特别程序满 30 天"
    STOPPED_60 = "stopped_60", "特别程序满 60 天"
    STOPPED_90 = "stopped_90", "特别程序满 90 天"


class TurnAwayReason(models.TextChoices):
    """Why a counter did not take an application. Whether the person qualifies is for the authority, never a reason here."""

    NOT_LISTED = "not_listed", "不在通办范围"
    MISSING = "missing", "主要材料没带"
    IDENTITY = "identity", "身份核验没通过"
    NO_MANDATE = "no_mandate", "代办人没有授权"
    PRESENCE = "presence", "依法要本人到办理地"
    WITHDRAWN = "withdrawn", "申请人自己不办了"
