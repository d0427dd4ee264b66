"""What searching stands on besides the guides: how people say things, how often they found, and what they did not find."""

import time
from collections.abc import Iterable
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F

WHOLE = ""  # the row that counts for the whole catalogue


class Editions(models.Manager["Edition"]):
    """The catalogue's editions."""

    def touch(self, slugs: Iterable[str]) -> None:
        """Note, in the transaction of the act, that these items or 一件事 are found differently from now on.

        The row of the whole is locked until the act commits, so editions become visible in the order of their numbers.
        """
        now = time.time_ns() // 1000
        with transaction.atomic():
            self.get_or_create(slug=WHOLE, defaults={"number": 0, "began": now})
            self.filter(slug=WHOLE).update(number=F("number") + 1)  # from here on no other act touches it
            number = max(now, self.values_list("number", flat=True).get(slug=WHOLE))
            self.filter(slug=WHOLE).update(number=number)
            rows = [Edition(slug=slug, number=number) for slug in sorted(set(slugs))]
            self.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=["number"])


class Edition(models.Model):
    """目录的版次: a number that rises with every change of what is in force, and for each item the last one that changed it.

    An index is brought up to date by asking which slugs changed after its own number.
    """

    slug = models.CharField("标识", max_length=60, primary_key=True)
    number = models.BigIntegerField("版次", db_index=True)  # microseconds, so that none comes twice
    began = models.BigIntegerField("起点", default=0)  # tells this catalogue from one that stood here before

    objects: ClassVar[Editions] = Editions()

    class Meta:
        verbose_name = "目录版次"

    def __str__(self) -> str:
        return f"{self.slug or '目录'} {self.number}"


class Synonym(models.Model):
    """同义词: words people say, and the item (or 一件事) or the standard term they mean. Exactly one of the two is filled.

    One that is taken out is kept inactive, so that loading the seed again does not bring it back.
    """

    words = models.CharField("平常的说法", max_length=40)
    slug = models.CharField("事项或一件事", max_length=60, blank=True)
    term = models.CharField("标准说法", max_length=40, blank=True)
    active = models.BooleanField("在用", default=True)
    by_label = models.CharField("谁写的", max_length=100, blank=True)  # blank: came with the data
    at = models.DateTimeField("何时", auto_now=True)

    class Meta:
        verbose_name = "同义词"
        constraints = [models.UniqueConstraint(fields=["words", "slug", "term"], name="synonym_once")]

    def __str__(self) -> str:
        return f"{self.words} → {self.slug or self.term}"


class EmptySearch(models.Model):
    """空搜: words that found nothing, without anything that tells who asked; how often, and when last."""

    words = models.CharField("说法", max_length=40, unique=True)
    count = models.PositiveIntegerField("次数", default=0)
    last_on = models.DateField("最近一次")
    settled = models.BooleanField("已处理", default=False)

    class Meta:
        verbose_name = "空搜"

    def __str__(self) -> str:
        return f"{self.words} {self.count} 次"


class SearchCount(models.Model):
    """How often an item or a 一件事 was the first found, on one day."""

    slug = models.CharField("标识", max_length=60)
    day = models.DateField("日期", db_index=True)
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "搜索次数"
        constraints = [models.UniqueConstraint(fields=["slug", "day"], name="search_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.slug} {self.day} {self.count}"
