"""Administrative divisions and the outlets where people hand in. A code is never deleted: it ends (``valid_until``)."""

from django.db import models

from tongban.regions.places import Kind, Level, OutletLevel, OutletView, RegionView


class Region(models.Model):
    """行政区划: one code of the tables in ``source/``."""

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, related_name="parts", verbose_name="上级", null=True, blank=True)
    level = models.PositiveSmallIntegerField("层级", choices=Level)
    name = models.CharField("名称", max_length=60)
    full_name = models.CharField("全称", max_length=200)
    kind = models.CharField("性质", max_length=12, choices=Kind, default=Kind.LEGAL)
    initials = models.CharField("拼音首字母", max_length=60, db_index=True)
    pinyin = models.CharField("全拼", max_length=200, db_index=True, default="")
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_until = models.DateField("停用日期（含）", null=True, blank=True)
    source = models.CharField("来源", max_length=20)

    class Meta:
        verbose_name = "行政区划"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.full_name}（{self.code[:6]}）"

    def view(self) -> RegionView:
        """What other rooms may hold."""
        return RegionView(
            self.code,
            self.name,
            self.full_name,
            Level(self.level),
            Kind(self.kind),
            self.parent_id,
            self.valid_from,
            self.valid_until,
        )


class Outlet(models.Model):
    """服务网点: a hall, a township's centre or a village's point."""

    code = models.CharField("网点编号", max_length=20, primary_key=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="outlets", verbose_name="所在区划")
    level = models.CharField("类别", max_length=10, choices=OutletLevel)
    name = models.CharField("名称", max_length=100)
    address = models.CharField("地址", max_length=200)
    hours = models.CharField("办公时间", max_length=100)
    phone = models.CharField("电话", max_length=20)
    open_weekdays = models.CharField("开放日（1 为周一）", max_length=7, default="12345")

    class Meta:
        verbose_name = "服务网点"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def view(self) -> OutletView:
        """What other rooms may hold."""
        return OutletView(
            self.code,
            self.name,
            self.region_id,
            OutletLevel(self.level),
            self.address,
            self.hours,
            self.phone,
            self.open_weekdays,
        )


class CalendarYear(models.Model):
    """年度日历: one year's notice as an officer uploaded it. Never changed: a later one of the same year takes its place.

    ``calendar`` is the version of the whole calendar from here on (``Calendar.version``).
    """

    year = models.PositiveSmallIntegerField("年")
    notice = models.CharField("通知文号", max_length=100)
    text = models.TextField("文件内容")
    calendar = models.CharField("日历版本", max_length=20)
    by_key = models.CharField("上传人", max_length=40)
    by_label = models.CharField("上传人称谓", max_length=120)
    at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "年度日历"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.year} {self.notice}"
