"""The 通办 lists: which item may be received where, for whom, in which mode."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongban.catalogue.models.versions import Item
from tongban.kit.scopes import Scope

SCOPES = [(scope.value, scope.label) for scope in Scope]


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

    objects: ClassVar[Listings] = Listings.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "通办清单"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "scope", "receiving_area", "handling_area", "document"], name="listing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_scope_display()} {self.document}"
