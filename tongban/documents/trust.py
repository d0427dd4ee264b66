"""How far a material may be relied on, and by which way it came in.

The four levels are those of the 国办函〔2016〕108号 guide to the “互联网+政务服务” technical system; the ways of
collecting are the code list 收取方式 of GB/T 39046-2020.
"""

from django.db import models


class Trust(models.TextChoices):
    """可信等级: what the officer must still do before relying on a material."""

    A = "A", "A 级：发证机关出具"
    B = "B", "B 级：窗口核过原件"
    C = "C", "C 级：本人上传"
    D = "D", "D 级：本人承诺"

    @property
    def meaning(self) -> str:
        """One plain sentence for the officer: what this level allows."""
        return _MEANINGS[self]

    @property
    def needs_original(self) -> bool:
        """True while somebody must still compare the copy with its original."""
        return self is Trust.C


_MEANINGS = {
    Trust.A: "由出具机关直接提供，带电子印章，可以直接使用。",
    Trust.B: "窗口人员已经对照原件核验，可以再次使用。",
    Trust.C: "申请人自己上传，需要核对原件后再用。",
    Trust.D: "申请人自己制作并对真实性负责，可以直接使用。",
}


class CollectedBy(models.TextChoices):
    """收取方式: how a material came in (GB/T 39046-2020)."""

    PAPER = "1", "纸质收取"
    UPLOAD = "2", "附件上传"
    SCAN = "3", "扫描"
    PENDING = "4", "容缺后补"
    LICENCE = "5", "证照库"
    SHARED = "6", "数据共享"
    DECLARATION = "7", "告知承诺"
