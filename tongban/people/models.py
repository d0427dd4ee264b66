"""Applicants and those who handle their cases: persons, organisations, agencies, counters, officers, accounts."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import connection, models
from django.utils import timezone

from tongban.people.sealing import seal


class IdentityKind(models.TextChoices):
    """Kinds of identity papers (GA/T 2000.156)."""

    CITIZEN = "111", "居民身份证"
    PASSPORT = "414", "普通护照"
    HONG_KONG_MACAO = "516", "港澳居民来往内地通行证"
    TAIWAN = "511", "台湾居民来往大陆通行证"


class Person(models.Model):
    """自然人. Identity and phone numbers are encrypted at rest; blind indexes find them without opening them."""

    name = models.CharField("姓名", max_length=50)
    identity_kind = models.CharField("证件类型", max_length=3, choices=IdentityKind, default=IdentityKind.CITIZEN)
    identity_sealed = models.BinaryField("证件号码（密文）")
    identity_index = models.BinaryField("证件号码（盲索引）", max_length=16, unique=True)
    identity_tail_index = models.BinaryField("证件号码后四位（盲索引）", max_length=16, db_index=True, default=b"")
    phone_sealed = models.BinaryField("手机（密文）", blank=True, default=b"")
    phone_index = models.BinaryField("手机（盲索引）", max_length=16, db_index=True, blank=True, default=b"")
    email = models.EmailField("电子邮箱", blank=True)
    region_code = models.CharField("住地区划", max_length=12, blank=True)

    class Meta:
        verbose_name = "自然人"

    def __str__(self) -> str:
        return f"自然人 {self.pk}"

    @property
    def identity_number(self) -> str:
        """The number in clear: ask only where a read is recorded."""
        return seal.open(bytes(self.identity_sealed))

    @property
    def phone(self) -> str:
        """The phone number in clear, empty when none was given."""
        return seal.open(bytes(self.phone_sealed)) if self.phone_sealed else ""


class Organisation(models.Model):
    """法人、非法人组织, known by its unified social credit code (GB 32100), which is public."""

    name = models.CharField("名称", max_length=100)
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    legal_representative = models.CharField("法定代表人", max_length=50, blank=True)

    class Meta:
        verbose_name = "组织"

    def __str__(self) -> str:
        return self.name


class MandateScope(models.TextChoices):
    """代办范围: how far a mandate reaches."""

    CASE = "case", "只办这一件"
    ITEM = "item", "期限内可以办这个事项"
    ANY = "any", "期限内可以办全部政务服务事项"


class Mandate(models.Model):
    """授权: lets an agent act for a person or an organisation, until a day, and only as long as it is not taken back.

    ``item`` is the item's lasting name, empty when the mandate reaches any; ``paper`` the digest of the 授权委托书.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="mandates_given")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="mandates_given")
    agent = models.ForeignKey(Person, models.PROTECT, related_name="mandates_held")
    scope = models.CharField("代办范围", max_length=4, choices=MandateScope, default=MandateScope.ANY)
    item = models.CharField("事项标识", max_length=80, blank=True)
    item_name = models.CharField("事项", max_length=200, blank=True)
    paper = models.CharField("授权书内容摘要", max_length=64, blank=True)
    given_at = models.DateTimeField("登记时间", default=timezone.now)
    valid_until = models.DateField("有效期至")
    withdrawn_at = models.DateTimeField("收回时间", null=True)

    class Meta:
        verbose_name = "授权"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(organisation=None), name="mandate_from_one_grantor"
            )
        ]

    def __str__(self) -> str:
        return f"授权 {self.pk}"

    def stands_on(self, day: date) -> bool:
        """Whether the agent may act by it on that day."""
        return self.withdrawn_at is None and day <= self.valid_until


class Agency(models.Model):
    """实施主体: the authority that has jurisdiction over items in its area."""

    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    region_code = models.CharField("区划", max_length=12)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    phone = models.CharField("咨询电话", max_length=30, blank=True)

    class Meta:
        verbose_name = "实施主体"
        constraints = [models.UniqueConstraint(fields=["name", "region_code"], name="agency_once_in_a_place")]

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """窗口: a numbered window in an outlet, where papers are handed in for any place."""

    outlet_code = models.CharField("网点", max_length=20)
    number = models.CharField("窗口号", max_length=10)
    name = models.CharField("名称", max_length=60)
    region_code = models.CharField("区划", max_length=12)
    phone = models.CharField("电话", max_length=30, blank=True)

    class Meta:
        verbose_name = "窗口"
        constraints = [models.UniqueConstraint(fields=["outlet_code", "number"], name="counter_once_in_an_outlet")]

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Accounts, found by their name."""


class User(AbstractBaseUser):
    """An account to sign in with. What its holder may do follows from the person or the officer behind it."""

    name = models.CharField("账号", max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="user")
    is_active = models.BooleanField("启用", default=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "name"

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """工作人员: on duty for an agency, at a counter or at a desk of the authority."""

    user = models.OneToOneField(User, models.PROTECT, related_name="officer")
    name = models.CharField("姓名", max_length=50)
    staff_number = models.CharField("工号", max_length=20)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="officers")
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, related_name="officers")
    roles = models.JSONField("职责", default=list)

    class Meta:
        verbose_name = "工作人员"

    def __str__(self) -> str:
        return f"{self.agency} {self.staff_number}"


class AccessToken(models.Model):
    """A department's system's key to the interface. Only its digest is kept; the key itself is shown once."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="tokens")
    name = models.CharField("系统名称", max_length=60)
    digest = models.CharField("摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("签发时间", auto_now_add=True)
    revoked_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = "接口凭据"

    def __str__(self) -> str:
        return self.name


class Disclosure(models.Model):
    """谁查过我的数据: one row for each time an officer read personal data; the person sees all of theirs (个人信息保护法 44)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="disclosures")
    case_number = models.CharField("办件", max_length=40, blank=True)
    fields = models.CharField("看了什么", max_length=200)
    purpose = models.CharField("为什么", max_length=100)
    actor = models.CharField("行为人", max_length=40)
    actor_label = models.CharField("行为人称谓", max_length=120)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "查看记录"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.actor_label} {self.case_number}"


class Attempt(models.Model):
    """Failed tries to sign in or to look up a case, counted per key (a keyed digest: no number or address is kept)."""

    key = models.BinaryField("对象（盲索引）", max_length=16, primary_key=True)
    failures = models.PositiveSmallIntegerField("失败次数")
    first_at = models.DateTimeField("起算时间")

    class Meta:
        verbose_name = "失败次数"

    def __str__(self) -> str:
        return f"{self.failures}"

    @classmethod
    def add(cls, key: bytes, *, now: datetime, window: timedelta) -> None:
        """One failure more; the first after the window begins a new one. One statement: of two at once none is lost."""
        old = now - window
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO people_attempt (key, failures, first_at) VALUES (%s, 1, %s) ON CONFLICT (key) DO UPDATE SET "
                "failures = CASE WHEN people_attempt.first_at > %s THEN people_attempt.failures + 1 ELSE 1 END, "
                "first_at = CASE WHEN people_attempt.first_at > %s THEN people_attempt.first_at ELSE excluded.first_at END",
                [key, *map(connection.ops.adapt_datetimefield_value, (now, old, old))],
            )
