"""Items, the base every place starts from, and what a place says of them: versions and their life."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tongban.catalogue.models.finding import Edition
from tongban.catalogue.standing import Change, Standing, VersionState, standing_at
from tongban.kit.blocked import Blocked
from tongban.kit.days import CHINA


class ItemKind(models.TextChoices):
    """事项类型 (GB/T 39046—2020 table A.1)."""

    LICENSING = "01", "行政许可"
    PENALTY = "02", "行政处罚"
    ENFORCEMENT = "03", "行政强制"
    LEVY = "04", "行政征收"
    BENEFIT = "05", "行政给付"
    INSPECTION = "06", "行政检查"
    CONFIRMATION = "07", "行政确认"
    REWARD = "08", "行政奖励"
    RULING = "09", "行政裁决"
    OTHER_POWER = "10", "其他行政权力"
    PUBLIC_SERVICE = "20", "公共服务"


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


def _holding(at: datetime) -> Q:
    """In force at a moment: published, begun, not ended."""
    return Q(Q(ended_at=None) | Q(ended_at__gt=at), state=VersionState.PUBLISHED, in_force_at__lte=at)


class Versions(models.QuerySet[Kept]):
    """Versions of guides, which change only while they are drafts."""

    def in_force(self, at: datetime | None = None) -> "Versions[Kept]":
        """Those that hold at a moment (now): published, begun, not ended. Time decides; no job has to run."""
        return self.filter(_holding(at or timezone.now()))

    def published(self) -> "Versions[Kept]":
        """Those in force now."""
        return self.in_force()

    def standing(self, asked: Standing, at: datetime | None = None) -> "Versions[Kept]":
        """Those that stand so at a moment (now)."""
        at = at or timezone.now()
        begun, over = Q(in_force_at__lte=at), Q(ended_at__lte=at)
        held = Q(state__in=(VersionState.PUBLISHED, VersionState.SUSPENDED))
        return {
            Standing.DRAFT: self.filter(state=VersionState.DRAFT),
            Standing.IN_REVIEW: self.filter(state=VersionState.IN_REVIEW),
            Standing.SCHEDULED: self.filter(state=VersionState.PUBLISHED, in_force_at__gt=at),
            Standing.IN_FORCE: self.in_force(at),
            Standing.SUSPENDED: self.filter(Q(ended_at=None) | Q(ended_at__gt=at), state=VersionState.SUSPENDED),
            Standing.SUPERSEDED: self.filter(held, begun, over),
            Standing.WITHDRAWN: self.filter(state=VersionState.WITHDRAWN),
        }[asked]

    def update(self, **changes: Any) -> int:
        """Change drafts. What is in review or was published is kept as it was: Blocked when one is among them."""
        if self.exclude(state=VersionState.DRAFT).exists():
            raise Blocked(FIXED, code="fixed")
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Remove drafts. Blocked when one that was published is among them."""
        if self.exclude(state=VersionState.DRAFT).exists():
            raise Blocked(FIXED, code="fixed")
        return super().delete()


FIXED = "送审和发布了的版本不能再改，也不能删除：办件照它办理。要改，请另写新版本再发布。"


class GuideVersion(models.Model):
    """One state of one guide. Once published its words never change; a later one takes its place from a second on.

    ``effective_from`` is the day the guide speaks of; ``in_force_at`` and ``ended_at`` bound when it holds here.
    """

    record_id = models.CharField("来源记录", max_length=80)
    version_no = models.PositiveIntegerField("版本号")
    region_code = models.CharField("区划", max_length=12)
    local_name = models.CharField("当地名称", max_length=200)
    state = models.CharField("状态", max_length=10, choices=VersionState, default=VersionState.DRAFT)
    effective_from = models.DateField("生效日", null=True)
    in_force_at = models.DateTimeField("起用时刻", null=True, db_index=True)
    ended_at = models.DateTimeField("停用时刻", null=True)
    published_at = models.DateTimeField("发布时间", null=True)
    changed_at = models.DateTimeField("最近变动", null=True, db_index=True)
    content = models.JSONField("办事指南")
    digest = models.CharField("内容摘要", max_length=64)
    source_kind = models.CharField("来源类别", max_length=16)
    confidence = models.JSONField("可信程度", default=dict)
    change = models.CharField("变更类型", max_length=10, choices=Change, default=Change.NEW)
    change_note = models.CharField("变更说明", max_length=500, blank=True)
    origins = models.JSONField("由哪些记录拆分或合并而来", default=list)
    revision = models.PositiveIntegerField("改了几次", default=0)
    writers = models.JSONField("写过它的人", default=list)
    written_by = models.CharField("编写人", max_length=40, blank=True)
    written_by_label = models.CharField("编写人称谓", max_length=120, blank=True)
    submitted_at = models.DateTimeField("送审时间", null=True)
    reviewed_by = models.CharField("复核人", max_length=40, blank=True)
    reviewed_by_label = models.CharField("复核人称谓", max_length=120, blank=True)
    stopped_because = models.CharField("暂停或取消的原因", max_length=300, blank=True)
    instead = models.CharField("替代办法", max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.record_id} 第 {self.version_no} 版"

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return standing_at(self.state, self.in_force_at, self.ended_at, timezone.now())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new version or a draft. Raises Blocked for one that is in review or was published."""
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

    # --- its arrows: conditional updates past the guard; of two who press at once, one wins --------------------------
    def move(self, to: VersionState, *, out_of: Collection[VersionState], only: Q | None = None, **fields: Any) -> bool:
        """Follow one arrow of its life, if it still stands where the arrow begins. Returns whether it did."""
        fields |= {"state": to, "changed_at": timezone.now()}
        here = self._rows().filter(only or Q(), pk=self.pk, state__in=out_of)
        if not here.update(**fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        if to in (VersionState.PUBLISHED, VersionState.SUSPENDED, VersionState.WITHDRAWN):
            Edition.objects.touch([self.subject_slug])
        return True

    def publish(
        self,
        *,
        effective_from: date,
        at: datetime | None = None,
        out_of: Collection[VersionState] = (VersionState.DRAFT,),
        **fields: Any,
    ) -> None:
        """发布: in force from ``at``, by default from the beginning of that day, at the earliest now.

        The earlier version of the same record ends at that second. Raises Blocked for all but one of those who press.
        """
        now = timezone.now()
        at = max(at or datetime.combine(effective_from, time(), CHINA), now)
        fields |= {"effective_from": effective_from, "in_force_at": at, "published_at": now}
        if not self.move(VersionState.PUBLISHED, out_of=out_of, **fields):
            raise Blocked(f"{self}刚刚已经发布过了，请刷新后再看。", code="published")
        self.take_place_of(self.record_id)
        self._end_before_the_next()

    def take_place_of(self, record_id: str) -> None:
        """End what holds of a record at the second this one begins."""
        begun = self._rows().filter(record_id=record_id, in_force_at__lte=self.in_force_at).exclude(pk=self.pk)
        begun.filter(Q(ended_at=None) | Q(ended_at__gt=self.in_force_at)).update(ended_at=self.in_force_at)

    def _end_before_the_next(self) -> None:
        later = self._rows().filter(record_id=self.record_id, in_force_at__gt=self.in_force_at)
        if ends := later.order_by("in_force_at").values_list("in_force_at", flat=True).first():
            self._rows().filter(pk=self.pk).update(ended_at=ends)
            self.ended_at = ends

    def give_back(self) -> None:
        """Undo ``publish`` before its second: what it was to end goes on until this one would have ended."""
        others = self._rows().filter(record_id=self.record_id, ended_at=self.in_force_at).exclude(pk=self.pk)
        others.update(ended_at=self.ended_at)
        self._rows().filter(pk=self.pk).update(in_force_at=None, ended_at=None, effective_from=None, published_at=None)
        self.in_force_at = self.ended_at = self.effective_from = self.published_at = None

    def _rows(self) -> "models.QuerySet[Any]":
        return models.QuerySet(type(self))  # past the guard of Versions


class BaseVersion(GuideVersion):
    """基本目录 (某版本): the elements of one item that are the same in the whole country, where places start from."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="base_versions")

    objects: ClassVar[Versions["BaseVersion"]] = Versions.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "基本目录"
        constraints = [models.UniqueConstraint(fields=["item", "version_no"], name="base_version_once_of_an_item")]

    @property
    def subject_slug(self) -> str:
        """The item's slug."""
        return self.item.slug


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
            models.Index(
                fields=["item", "state", "local_name", "in_force_at", "ended_at"], name="versions_of_an_item_by_name"
            ),
        ]

    @property
    def subject_slug(self) -> str:
        """The item's slug."""
        return self.item.slug


class GroundKind(models.TextChoices):
    """What may stand behind a deviation from the base."""

    LAW = "law", "法律法规或国家试点文件要求"
    NO_DATA = "no_data", "数据查不到"
    CONSENT = "consent", "主管部门书面同意"


class Deviation(models.Model):
    """偏离: where a place asks for more than the base, or for something else, with its ground. Shown beside the guide."""

    version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="deviations")
    element = models.CharField("要素", max_length=40)
    key = models.CharField("哪一条", max_length=120, blank=True)
    sentence = models.CharField("偏离了什么", max_length=500)
    ground_kind = models.CharField("理由类型", max_length=10, choices=GroundKind, blank=True)
    document = models.CharField("文件和条款", max_length=200, blank=True)
    until = models.DateField("到什么时候", null=True)

    class Meta:
        verbose_name = "偏离"
        constraints = [models.UniqueConstraint(fields=["version", "element", "key"], name="deviation_once")]

    def __str__(self) -> str:
        return f"{self.version} {self.sentence}"

    @property
    def grounded(self) -> bool:
        """Whether a kind of ground and a document with its clause are written."""
        return bool(self.ground_kind and self.document)
