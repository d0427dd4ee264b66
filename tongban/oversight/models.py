"""好差评: what people say of a service they received; one for the window, one for the authority, each once."""

from django.db import models


class Grade(models.TextChoices):
    """Five grades in fixed order. Stored as the word: the standards number them in opposite directions."""

    VERY_GOOD = "very_good", "非常满意"
    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    BAD = "bad", "不满意"
    VERY_BAD = "very_bad", "非常不满意"

    @property
    def is_bad(self) -> bool:
        """差评: to be verified, mended and answered."""
        return self in {Grade.BAD, Grade.VERY_BAD}

    @property
    def gb39046(self) -> int:
        """The code of GB/T 39046—2020 table A.8, where 1 is best."""
        return list(Grade).index(self) + 1

    @property
    def stars(self) -> int:
        """The stars of the running systems, where 5 is best."""
        return 6 - self.gb39046


class Party(models.TextChoices):
    """Whose service is rated: the place of receipt and the authority are scored apart."""

    WINDOW = "window", "收件窗口"
    AUTHORITY = "authority", "办理单位"


class Rating(models.Model):
    """One person's word on one service. Staff do not see the name."""

    case_number = models.CharField("受理号", max_length=24)
    party = models.CharField("评价对象", max_length=10, choices=Party)
    rated = models.CharField("被评价单位", max_length=120)
    grade = models.CharField("满意度", max_length=10, choices=Grade)
    reasons = models.JSONField("原因", default=list)
    text = models.CharField("文字评价", max_length=500, blank=True)
    channel = models.CharField("评价渠道", max_length=20)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "评价"
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["case_number", "party"], name="rating_once_for_a_party")]

    def __str__(self) -> str:
        return f"{self.rated} {self.get_grade_display()}"
