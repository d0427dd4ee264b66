"""What a person is told: one row in their inbox for each step that concerns them."""

from django.db import models


class Notice(models.Model):
    """通知: a sentence about a case, for one person. The same fact never makes two."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="notices")
    case_number = models.CharField("受理号", max_length=24)
    fact = models.CharField("事实", max_length=60)
    text = models.CharField("内容", max_length=300)
    must_act = models.BooleanField("要本人办", default=False)
    at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("已读时间", null=True)
    mailed_at = models.DateTimeField("寄出时间", null=True)

    class Meta:
        verbose_name = "通知"
        ordering = ("-id",)
        indexes = [models.Index(fields=["person", "-id"], name="notice_inbox")]
        constraints = [
            models.UniqueConstraint(fields=["person", "case_number", "fact"], name="notice_once_for_a_fact"),
        ]

    def __str__(self) -> str:
        return self.text
