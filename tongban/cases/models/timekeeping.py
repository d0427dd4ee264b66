"""What time leaves beside a case: the dates a changed calendar moved, and what the clock warned of."""

from django.db import models

from tongban.cases.choices import ReminderKind
from tongban.cases.models.case import Case


class DateMove(models.Model):
    """期限变动: a last day of a case that moved when the calendar changed; for the report of that change."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="date_moves")
    calendar = models.CharField("日历版本", max_length=20)
    leg = models.CharField("哪个截止日", max_length=20)
    was = models.DateField("原来", null=True)
    now = models.DateField("现在", null=True)
    at = models.DateTimeField("重算时间")

    class Meta:
        verbose_name = "期限变动"
        ordering = ("id",)
        indexes = [models.Index(fields=["calendar", "id"], name="date_moves_of_a_calendar")]

    def __str__(self) -> str:
        return f"{self.leg} {self.was} → {self.now}"


class Reminder(models.Model):
    """催办: what the clock warned of, once for each reason and day. ``level`` grows with how far it has gone."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reminders")
    kind = models.CharField("事由", max_length=20, choices=ReminderKind)
    on = models.DateField("针对的日子")
    level = models.PositiveSmallIntegerField("级别")
    sentence = models.CharField("内容", max_length=200)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "催办"
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["case", "kind", "on"], name="reminder_once")]

    def __str__(self) -> str:
        return self.sentence
