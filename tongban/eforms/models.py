"""The noun of this room: one version of a form, for an item or for one authority's version of it."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from tongban.kit.blocked import Blocked


class FormState(models.TextChoices):
    """How far a version of a form is."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    RETIRED = "retired", "已停用"


class FormDesignQuerySet(models.QuerySet["FormDesign"]):
    """Sets of form designs."""

    def published(self) -> Self:
        """Those in use; of one item and place the highest number counts."""
        return self.filter(state=FormState.PUBLISHED)

    def of(self, item_id: int, version_id: int | None) -> Self:
        """The forms of an item (``None``), or of one version of it."""
        return self.filter(item=item_id, item_version=version_id)


class FormDesign(models.Model):
    """表单（某版本）: what an item asks beside its papers. A published one is never edited; answers keep its id."""

    item = models.ForeignKey("catalogue.Item", models.PROTECT, related_name="+")
    item_version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField("第几版")
    state = models.CharField("状态", max_length=10, choices=FormState, default=FormState.DRAFT)
    revision = models.PositiveIntegerField("修改次数", default=1)  # grows with every save of a draft
    document = models.JSONField("设计")
    digest = models.CharField("内容摘要", max_length=64)
    written_by = models.CharField("写的人", max_length=40)
    written_by_label = models.CharField("写的人称谓", max_length=120)
    updated_at = models.DateTimeField("最近保存")
    published_by = models.CharField("发布的人", max_length=40, blank=True)
    published_at = models.DateTimeField("发布时间", null=True)

    objects = FormDesignQuerySet.as_manager()

    class Meta:
        verbose_name = "表单"
        ordering = ("item_id", "-number")
        constraints = [
            models.UniqueConstraint(fields=["item", "item_version", "number"], name="form_number_once"),
            models.UniqueConstraint(
                fields=["item", "number"], condition=Q(item_version=None), name="form_number_once_for_all"
            ),
            models.UniqueConstraint(fields=["item", "item_version"], condition=Q(state="draft"), name="form_one_draft"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="draft", item_version=None), name="form_one_draft_for_all"
            ),
        ]
        indexes = [models.Index(fields=["item", "state"], name="form_of_item")]

    def __str__(self) -> str:
        return f"{self.document.get('title', '表单')} 第 {self.number} 版"

    def change(self, **changes: Any) -> None:
        """Write to a draft that is still as it was read. Of two who save at once one wins. Raises Blocked."""
        changes["revision"] = self.revision + 1
        as_read = FormDesign.objects.filter(pk=self.pk, state=FormState.DRAFT, revision=self.revision)
        if not as_read.update(**changes):
            raise Blocked(
                "这份表单刚才别人改过，或者已经发布，您这一步没有生效。请刷新页面，在最新的一版上再改。",
                code="form_overtaken",
            )
        for name, value in changes.items():
            setattr(self, name, value)
