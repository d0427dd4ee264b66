"""The nouns before there is a case: drafts, the files in them, and what a counter did not take."""

from typing import Any, Self

from django.db import models

from tongban.cases.choices import SignedHow, TurnAwayReason
from tongban.kit.blocked import Blocked


class DraftQuerySet(models.QuerySet["Draft"]):
    """Sets of drafts."""

    def open(self) -> Self:
        """Still being written: neither handed in, nor turned away, nor deleted."""
        return self.filter(case_number="", turned_away=False, discarded_at=None)


class Draft(models.Model):
    """草稿: an application being written, at home or at a counter. Its content is sealed; its number lets it go on elsewhere."""

    number = models.CharField("草稿号", max_length=16, unique=True)
    owner = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="drafts")
    opened_by = models.CharField("建立人", max_length=40)
    outlet_code = models.CharField("网点", max_length=20, blank=True)
    item_version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+")
    item_name = models.CharField("事项", max_length=200)
    receipt_region = models.CharField("收件地区划", max_length=12)
    content_sealed = models.BinaryField("内容（密文）")
    updated_at = models.DateTimeField("最近保存")
    expires_on = models.DateField("保留到")
    case_number = models.CharField("办件", max_length=24, blank=True)  # set once, when it is handed in
    turned_away = models.BooleanField("没有收", default=False)
    discarded_at = models.DateTimeField("删除时间", null=True)  # may be taken back until it is swept

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "草稿"
        ordering = ("-updated_at",)
        indexes = [models.Index(fields=["outlet_code", "-updated_at"], name="draft_outlet")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Still being written."""
        return not self.case_number and not self.turned_away and self.discarded_at is None

    def change(self, **changes: Any) -> None:
        """Write to a draft that is still open. Of two doors that close it at once, one wins. Raises Blocked."""
        if not Draft.objects.open().filter(pk=self.pk).update(**changes):
            raise Blocked(
                "这份草稿已经交了、删了，或者已经办过不收，不能再改。请到“我的办件”里看。", code="draft_closed"
            )
        for name, value in changes.items():
            setattr(self, name, value)


class DraftFile(models.Model):
    """A file put to a material of a draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    material_key = models.CharField("材料标识", max_length=40)
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=200)
    added_at = models.DateTimeField("放入时间")

    class Meta:
        verbose_name = "草稿附件"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Signature(models.Model):
    """电子签名 of an application: which page was shown, what of it was signed, how and when. A change makes it void."""

    draft = models.OneToOneField(Draft, models.CASCADE, related_name="signature")
    facts_digest = models.CharField("所签内容摘要", max_length=64)  # of everything the page says
    shown = models.CharField("所示文件摘要", max_length=64)  # SHA-256 of the PDF as it was read
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")  # the PDF with the signature
    how = models.CharField("签名方式", max_length=10, choices=SignedHow)
    signed_by = models.CharField("行为人", max_length=40)
    at = models.DateTimeField("签名时间")

    class Meta:
        verbose_name = "申请书签名"

    def __str__(self) -> str:
        return f"{self.draft_id} {self.at:%Y-%m-%d %H:%M}"


class TurnAway(models.Model):
    """不收: a counter did not take an application, and why. Supervisors read these; the person gets it on paper."""

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="turn_away")
    item_version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+")
    item_name = models.CharField("事项", max_length=200)
    outlet_code = models.CharField("网点", max_length=20)
    reason = models.CharField("原因", max_length=12, choices=TurnAwayReason)
    explanation = models.CharField("说明", max_length=500)
    actor = models.CharField("行为人", max_length=40)
    actor_label = models.CharField("行为人称谓", max_length=120)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "不收记录"
        ordering = ("-id",)
        indexes = [models.Index(fields=["outlet_code", "-id"], name="turn_away_outlet")]

    def __str__(self) -> str:
        return f"{self.item_name} {self.at:%Y-%m-%d}"
