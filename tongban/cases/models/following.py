"""What the staff do around a case without moving it: results handed out at a window, and calls to the applicant."""

from django.db import models
from django.db.models import Q

from tongban.cases.models.case import Case


class HandOut(models.Model):
    """发放: a window gave a result into somebody's hands. The 送达回证 with the signature is kept, at once or afterwards."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="hand_out")
    outlet_code = models.CharField("网点", max_length=20)
    at = models.DateTimeField("发放时间")
    signed = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    name = models.CharField("文件名", max_length=200, blank=True)
    signed_at = models.DateTimeField("签字版存入时间", null=True)
    unsigned_because = models.CharField("签字版为什么还没传", max_length=200, blank=True)

    class Meta:
        verbose_name = "发放记录"
        ordering = ("-id",)
        indexes = [models.Index(fields=["outlet_code", "id"], condition=Q(signed=None), name="hand_out_unsigned")]

    def __str__(self) -> str:
        return f"{self.case_id}"


class Call(models.Model):
    """电话告知: somebody rang the applicant, when, and whether they were reached. For the staff of this case only."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="calls")
    reached = models.BooleanField("接通")
    note = models.CharField("备注", max_length=200, blank=True)
    at = models.DateTimeField("打电话的时间")
    actor = models.CharField("行为人", max_length=40)
    actor_label = models.CharField("行为人称谓", max_length=120)

    class Meta:
        verbose_name = "电话告知"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d %H:%M}"
