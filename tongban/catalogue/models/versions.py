"""Items, and what a place says of them (versions)."""

from datetime import date
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils import timezone

from tongban.catalogue.models.finding import Edition
from tongban.kit.blocked import Blocked


class ItemKind(models.TextChoices):
    """事项类型 (GB/T 39046—2020 table A.1)."""

    LICENSING = "01", "行政许可"
    BENEFIT = "05", "行政给付"
    CONFIRMATION = "07", "行政确认"
    OTHER_POWER = "10", "其他行政权力"
    PUBLIC_SERVICE = "20", "公共服务"


class VersionState(models.TextChoices):
    """The life of a version: written, in force, replaced."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    SUPERSEDED = "superseded", "已被新版代替"


class HandlingKind(models.TextChoices):
    """办件类型 (GB/T 39046—2020 table A.6)."""

    INSTANT = "1", "即办件"
    TIMED = "2", "承诺件"


class LimitUnit(models.TextChoices):
    """What a limit is counted in."""

    WORKING_DAYS = "working_days", "工作日"
    DAYS = "days", "日"
    HOURS = "hours", "小时"


class Item(models.Model):
    """事项: one matter, whatever places call it. What differs from place to place is in its versions."""

    slug = models.CharField("标识", max_length=60, unique=True)
    name = models.CharField("统一名称", max_length=200)
    catalogue_code = models.CharField("基本编码", max_length=12, null=True, unique=True)
    domain = models.CharField("领域", max_length=40)
    kind = models.CharField("事项类型", max_length=2, choices=ItemKind, blank=True)  # blank: not read, or places differ
    subjects = models.JSONField("服务对象", default=list)
    national_list = models.JSONField("全国清单", default=list)  # [{doc, seq, name}]; seq is null where it was not read
    initials = models.CharField("拼音首字母", max_length=100, db_index=True)

    class Meta:
        verbose_name = "事项"

    def __str__(self) -> str:
        return self.name


Kept = TypeVar("Kept", bound="GuideVersion")


class Versions(models.QuerySet[Kept]):
    """Versions of guides, which change only while they are drafts."""

    def published(self) -> "Versions[Kept]":
        """Those in force."""
        return self.filter(state=VersionState.PUBLISHED)

    def update(self, **changes: Any) -> int:
        """Change drafts. What was once published is kept as it was: Blocked when one is among them."""
        if self.exclude(state=VersionState.DRAFT).exists():
            raise Blocked(FIXED, code="fixed")
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Remove drafts. Blocked when one that was published is among them."""
        if self.exclude(state=VersionState.DRAFT).exists():
            raise Blocked(FIXED, code="fixed")
        return super().delete()


FIXED = "已发布的版本不能再改，也不能删除：办件照它办理。要改，请另写新版本再发布。"


class GuideVersion(models.Model):
    """One state of one place's guide. Once published it never changes; a later one takes its place."""

    record_id = models.CharField("来源记录", max_length=80)
    version_no = models.PositiveIntegerField("版本号")
    region_code = models.CharField("区划", max_length=12)
    local_name = models.CharField("当地名称", max_length=200)
    state = models.CharField("状态", max_length=10, choices=VersionState, default=VersionState.DRAFT)
    effective_from = models.DateField("生效日", null=True)
    published_at = models.DateTimeField("发布时间", null=True)
    content = models.JSONField("办事指南")
    digest = models.CharField("内容摘要", max_length=64)
    source_kind = models.CharField("来源类别", max_length=16)
    confidence = models.JSONField("可信程度", default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.record_id} 第 {self.version_no} 版"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new version or a draft. Raises Blocked for one that is already published."""
        if self.pk and type(self)._base_manager.filter(pk=self.pk).exclude(state=VersionState.DRAFT).exists():
            raise Blocked(FIXED, code="fixed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove a draft. Raises Blocked for one that was published."""
        if self.state != VersionState.DRAFT:
            raise Blocked(FIXED, code="fixed")
        return super().delete(*args, **kwargs)

    @property
    def subject_slug(self) -> str:
        """The slug of the item or 一件事 it is a version of."""
        raise NotImplementedError

    def publish(self, *, effective_from: date) -> None:
        """发布: follow the arrow from draft, and let the earlier version of the same record be superseded.

        Of two who press at once, one wins and the other gets Blocked.
        """
        fields = {"state": VersionState.PUBLISHED, "effective_from": effective_from, "published_at": timezone.now()}
        rows: models.QuerySet[Any] = models.QuerySet(type(self))  # past the guard: these are its two arrows
        if not rows.filter(pk=self.pk, state=VersionState.DRAFT).update(**fields):
            raise Blocked(f"{self}刚刚已经发布过了，请刷新后再看。", code="published")
        earlier = rows.filter(record_id=self.record_id, state=VersionState.PUBLISHED).exclude(pk=self.pk)
        earlier.update(state=VersionState.SUPERSEDED)
        Edition.objects.touch([self.subject_slug])
        for name, value in fields.items():
            setattr(self, name, value)


class ItemVersion(GuideVersion):
    """实施清单 (某版本): what one authority asks, promises and charges for one item. A case points here for good."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    implementation_code = models.CharField("实施编码", max_length=40, blank=True)
    handling_kind = models.CharField("办件类型", max_length=1, choices=HandlingKind, blank=True)
    promised_amount = models.PositiveIntegerField("承诺时限", null=True)
    promised_unit = models.CharField("承诺时限单位", max_length=12, choices=LimitUnit, blank=True)
    statutory_amount = models.PositiveIntegerField("法定时限", null=True)
    statutory_unit = models.CharField("法定时限单位", max_length=12, choices=LimitUnit, blank=True)
    charged = models.BooleanField("是否收费", null=True)
    modes = models.JSONField("来源写明的办理模式", default=list)
    online = models.BooleanField("可网上办理", default=False)
    local_only = models.CharField("只能属地办理的原因", max_length=200, blank=True)
    covers_below = models.BooleanField("管辖下级区划", default=True)

    objects: ClassVar[Versions["ItemVersion"]] = Versions.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "实施清单"
        constraints = [
            models.UniqueConstraint(fields=["item", "agency", "version_no"], name="version_once_at_an_agency"),
            models.UniqueConstraint(fields=["record_id", "version_no"], name="version_once_of_a_record"),
        ]
        indexes = [
            models.Index(fields=["item", "state", "region_code"], name="versions_of_an_item_by_place"),
            models.Index(fields=["item", "state", "local_name"], name="versions_of_an_item_by_name"),
        ]

    @property
    def subject_slug(self) -> str:
        """The item's slug."""
        return self.item.slug
