"""One row is history, audit and outbox: written beside the change it tells of, in the same transaction."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q


class Entry(models.Model):
    """A fact: what happened to a subject, when, and who did it. Never changed, never deleted."""

    subject = models.CharField("对象编号", max_length=40)
    fact = models.CharField("事实", max_length=60)
    content = models.JSONField("内容")
    at = models.DateTimeField("时间")
    actor = models.CharField("行为人", max_length=40)
    actor_label = models.CharField("行为人称谓", max_length=120)

    class Meta:
        verbose_name = "事实"
        ordering = ("id",)
        indexes = [models.Index(fields=["subject", "id"], name="entry_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.fact}"


class RelayQuerySet(models.QuerySet["Relay"]):
    """Sets of relays."""

    def unfinished(self) -> Self:
        """Not yet heard by their listener."""
        return self.filter(done_at=None)

    def ready(self, now: datetime) -> Self:
        """May be delivered now: due, nobody else's, and first of its subject for its listener (order within a case)."""
        earlier = Relay.objects.unfinished().filter(
            listener=OuterRef("listener"), subject=OuterRef("subject"), id__lt=OuterRef("id")
        )
        return self.unfinished().filter(~Exists(earlier), parked_at=None, due_at__lte=now).order_by("id")

    def parked(self) -> Self:
        """Given up after the last try; each waits for a person."""
        return self.unfinished().exclude(parked_at=None)


class Relay(models.Model):
    """One listener's copy of a fact: waiting, leased to a worker, done, or parked for a person to look at."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="relays")
    listener = models.CharField("听者", max_length=60)
    subject = models.CharField("对象编号", max_length=40)
    due_at = models.DateTimeField("何时可送")  # moved forward by a lease and by back-off alike
    fence = models.BigIntegerField(
        "租约号", default=0
    )  # grows with every claim: a worker whose lease ended cannot mark
    attempts = models.SmallIntegerField("失败次数", default=0)
    cut_off = models.SmallIntegerField("听到一半进程没了的次数", default=0)
    done_at = models.DateTimeField("送到时间", null=True)
    parked_at = models.DateTimeField("停放时间", null=True)
    trouble = models.TextField("最近一次失败", blank=True)

    objects = RelayQuerySet.as_manager()

    class Meta:
        verbose_name = "传达"
        ordering = ("id",)
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(done_at=None), name="relay_ready"),
            models.Index(fields=["listener", "subject", "id"], condition=Q(done_at=None), name="relay_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.listener} ← {self.subject}"
