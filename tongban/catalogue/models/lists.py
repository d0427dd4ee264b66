"""The 通办 lists as published, what they allow, the agreements between places, and which outlet has opened what."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongban.catalogue.listed import HoleReason, ListClass
from tongban.catalogue.models.versions import Item
from tongban.kit.scopes import Scope

SCOPES = [(scope.value, scope.label) for scope in Scope]


class ListDocument(models.Model):
    """清单文件: the paper a list was published by, whose it is, and how many items it says it has of each class."""

    number = models.CharField("文号", max_length=100, unique=True)
    title = models.CharField("名称", max_length=200)
    scope = models.PositiveSmallIntegerField("通办范围", choices=SCOPES)
    area = models.CharField("适用地区", max_length=12, blank=True)  # leading digits; "" is the whole country
    issued_on = models.DateField("发文日", null=True)
    stated = models.JSONField("文件写明的项数", default=dict)  # {class: number}
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "清单文件"

    def __str__(self) -> str:
        return self.number


class DocumentRow(models.Model):
    """清单行: one row of a published list in its own words; ``item`` is empty where this catalogue has no such item."""

    document = models.ForeignKey(ListDocument, models.PROTECT, related_name="rows")
    seq = models.PositiveIntegerField("序号", null=True)  # null: not read
    name = models.CharField("事项名称", max_length=200)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="rows")
    list_class = models.CharField(
        "分类", max_length=12, choices=ListClass, blank=True
    )  # blank: the list has no classes
    high_frequency = models.BooleanField("高频", default=False)
    due = models.CharField("完成时限", max_length=100, blank=True)  # as written: many are no day
    lead = models.CharField("牵头单位", max_length=100, blank=True)

    class Meta:
        verbose_name = "清单行"
        ordering = ("document", "id")
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="row_once_in_a_document")]

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """点对点协议: places that receive for each other, what, how, and from when until when. Never deleted: it ends."""

    title = models.CharField("名称", max_length=200)
    document = models.CharField("文号", max_length=100, unique=True)
    signed_on = models.DateField("签订日")
    valid_from = models.DateField("自")
    valid_until = models.DateField("至（含）", null=True)
    modes = models.JSONField("办理模式", default=list)
    items = models.ManyToManyField(Item, related_name="agreements")
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "点对点协议"
        ordering = ("-signed_on", "-id")

    def __str__(self) -> str:
        return self.title


class AgreementParty(models.Model):
    """协议一方: a place, the body that answers for it, and whom to call (a post, not a person)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    area = models.CharField("地区", max_length=12)  # leading digits
    body = models.CharField("责任单位", max_length=100)
    contact = models.CharField("联系岗位", max_length=60, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)

    class Meta:
        verbose_name = "协议一方"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["agreement", "area"], name="party_once_in_an_agreement")]

    def __str__(self) -> str:
        return self.body


class Listings(models.QuerySet["Listing"]):
    """Entries of the 通办 lists."""

    def in_force(self, day: date) -> "Listings":
        """Those valid on a day."""
        since = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(since, Q(valid_until=None) | Q(valid_until__gte=day))


class Listing(models.Model):
    """通办清单的一条: this item may be received there for an authority here, in these modes, on this ground.

    Areas are written as the leading digits of their code: "" is anywhere, "33" Zhejiang, "3306" Shaoxing.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="listings")
    scope = models.PositiveSmallIntegerField("通办范围", choices=SCOPES)
    receiving_area = models.CharField("收件地", max_length=12, blank=True)
    handling_area = models.CharField("办理地", max_length=12, blank=True)
    modes = models.JSONField("办理模式", default=list)
    document = models.CharField("依据", max_length=100)
    note = models.CharField("说明", max_length=300, blank=True)
    valid_from = models.DateField("自", null=True)
    valid_until = models.DateField("至", null=True)
    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, related_name="listings")

    objects: ClassVar[Listings] = Listings.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "通办清单"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "scope", "receiving_area", "handling_area", "document"], name="listing_once"
            )
        ]
        indexes = [models.Index(fields=["item", "handling_area"], name="listings_by_handling_area")]

    def __str__(self) -> str:
        return f"{self.item} {self.get_scope_display()} {self.document}"


class Opening(models.Model):
    """开通: whether one outlet receives one listed item: since which day, or why not, who mends it and by when.

    No row is neither: nobody has said (待核实).
    """

    outlet_code = models.CharField("网点", max_length=20)
    item = models.ForeignKey(Item, models.PROTECT, related_name="openings")
    since = models.DateField("开通日", null=True)
    reason = models.CharField("缺的原因", max_length=12, choices=HoleReason, blank=True)
    owner = models.CharField("谁来补", max_length=100, blank=True)
    due_on = models.DateField("何时补上", null=True)
    note = models.CharField("凭据或说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "开通"
        constraints = [
            models.UniqueConstraint(fields=["outlet_code", "item"], name="opening_once_at_an_outlet"),
            models.CheckConstraint(
                condition=Q(since=None, reason__gt="") | Q(since__isnull=False, reason=""), name="open_or_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outlet_code} {self.item_id}"
