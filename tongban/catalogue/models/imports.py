"""导入: a file that came in, and each of its records with what became of it."""

from django.db import models


class Outcome(models.TextChoices):
    """What became of one record of a file."""

    WAITING = "waiting", "等待"
    WRITTEN = "written", "写成草稿"
    UNCHANGED = "unchanged", "没有变化"
    REFUSED = "refused", "有错，没有导入"


class ImportRun(models.Model):
    """One file brought in by one officer."""

    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("摘要", max_length=64)
    begun_by = models.CharField("导入人", max_length=40)
    begun_by_label = models.CharField("导入人称谓", max_length=120)
    begun_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "导入"

    def __str__(self) -> str:
        return self.file_name


class ImportPart(models.Model):
    """One record of a file: what was read of it, and what became of it. Faults name sheet, row, column and remedy."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField("第几份")
    record_id = models.CharField("记录编号", max_length=80)
    read = models.JSONField("读到的")
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.WAITING)
    faults = models.JSONField("错处", default=list)
    version_id_written = models.PositiveIntegerField("写成的版本", null=True)

    class Meta:
        verbose_name = "导入的一份"
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="part_once_of_a_run")]

    def __str__(self) -> str:
        return self.record_id
