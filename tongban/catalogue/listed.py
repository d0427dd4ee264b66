"""The words of the lists: the classes of 浙建政服发〔2021〕5号, and why an outlet does not receive an item."""

from django.db.models import TextChoices


class ListClass(TextChoices):
    """分类 (浙建政服发〔2021〕5号 二（二）): each class is carried out in its own way; ``EXCLUDED`` is not on the list."""

    PROVINCE = "province", "厅本级事项"
    INVESTMENT = "investment", "投资项目平台事项"
    PILOT = "pilot", "部分地区试点事项"
    OTHER = "other", "其他事项"
    EXCLUDED = "excluded", "不纳入（地方特有）"


class HoleReason(TextChoices):
    """Why an outlet does not receive an item that is on its list."""

    AUTHORISATION = "authorised", "没授权"
    SYSTEM = "system", "系统没通"
    STAFF = "staff", "没人会办"
    NOT_LIVE = "not_live", "上级没上线"

    @property
    def mark(self) -> str:
        """The one-letter mark in the matrix."""
        return {"authorised": "授", "system": "系", "staff": "人", "not_live": "线"}[self.value]

    @property
    def mended_by(self) -> str:
        """Who can mend it, as a rule."""
        return {
            "authorised": "有审批权的主管部门（发委托书或授权）",
            "system": "业务系统的主管部门、大数据中心（开账号、联通系统）",
            "staff": "网点自己和政务办（培训、派人）",
            "not_live": "上级部门（排期上线）",
        }[self.value]
