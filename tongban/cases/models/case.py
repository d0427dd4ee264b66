"""The nouns of a case: what was asked for, where it stands, what was handed in, what was asked back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from tongban.cases.choices import Channel, Conclusion, DeliveryWay, Reply
from tongban.cases.clock import Moments
from tongban.cases.events import CaseFact
from tongban.cases.lifecycle import ARROWS, CONCLUDED, OPEN, Act, Holder, State, holder, leads_to
from tongban.documents.trust import CollectedBy, Trust
from tongban.journal import queries as journal
from tongban.kit.blocked import Blocked
from tongban.kit.numbers import compose_case_number
from tongban.people.actors import Actor, Role


class Series(models.Model):
    """The running number of one place of receipt (6 digits) on one day. Rolled back with its case: there are no gaps."""

    area = models.CharField("区划", max_length=6)
    day = models.DateField("日期")
    last = models.PositiveIntegerField("最近流水号")

    class Meta:
        verbose_name = "流水号"
        constraints = [models.UniqueConstraint(fields=["area", "day"], name="series_once_a_day")]

    def __str__(self) -> str:
        return f"{self.area} {self.day} {self.last}"

    @classmethod
    def next_number(cls, area: str, day: date) -> str:
        """The next case number (受理号) of this place and day, by one statement on either database."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cases_series (area, day, last) VALUES (%s, %s, 1) "
                "ON CONFLICT (area, day) DO UPDATE SET last = cases_series.last + 1 RETURNING last",
                [area, day],
            )
            (serial,) = cursor.fetchone()
        return compose_case_number(area, day, serial)


class Application(models.Model):
    """申请: the frozen content of what was asked for. Handling it is the case's matter."""

    origin = models.CharField(
        "来处", max_length=120, unique=True
    )  # one draft or one idempotency key makes one application
    digest = models.CharField("内容摘要", max_length=64)
    applicant = models.ForeignKey("people.Person", models.PROTECT, related_name="applications")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="applications")
    agent = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="applications_as_agent")
    mandate = models.ForeignKey("people.Mandate", models.PROTECT, null=True, related_name="applications")
    situation = models.JSONField("情形", default=dict)
    form = models.ForeignKey("eforms.FormDesign", models.PROTECT, null=True, related_name="+")  # what it was asked by
    answers_sealed = models.BinaryField("填报内容（密文）", default=b"")
    signed = models.CharField("已签名申请书摘要", max_length=64, blank=True)  # SHA-256 of the signed PDF
    identity_check = models.JSONField("身份核验", default=dict)
    delivery_way = models.CharField("送达方式", max_length=12, choices=DeliveryWay)
    delivery_sealed = models.BinaryField("收件地址（密文）", default=b"")

    class Meta:
        verbose_name = "申请"

    def __str__(self) -> str:
        return f"申请 {self.pk}"


@dataclass(frozen=True, slots=True)
class Sight:
    """Which cases an actor may know of: the columns that decide it, and what they must be for this actor."""

    values: dict[str, int | str]

    @classmethod
    def of(cls, actor: Actor) -> "Sight":
        """A person sees their own; an authority what it handles; a counter what its outlet took in; others nothing."""
        if actor.person_id is not None:
            return cls({"person": actor.person_id})
        values: dict[str, int | str] = {}
        if actor.agency_id is not None and (actor.serves_as(Role.REVIEWER) or actor.serves_as(Role.SUPERVISOR)):
            values["agency"] = actor.agency_id
        if actor.serves_as(Role.CLERK):
            values |= {"outlet": actor.outlet_code} if actor.outlet_code else {"received_by": actor.key}
        return cls(values)

    @property
    def shape(self) -> tuple[str, ...]:
        """The columns alone: actors of one shape ask the same question with other values."""
        return tuple(self.values)

    @staticmethod
    def condition(**values: object) -> Q:
        """The condition for these values; none of them lets nothing through."""
        mine = Q(pk__in=[])
        for column, value in values.items():
            mine |= _SIGHTS[column](value)
        return mine


_TRUSTED = Q(application__mandate=None) | Q(application__mandate__withdrawn_at=None)  # an agent sees while it stands
_SIGHTS: dict[str, Callable[[object], Q]] = {
    "person": lambda person: Q(application__applicant=person) | (Q(application__agent=person) & _TRUSTED),
    "agency": lambda agency: Q(agency=agency),
    "outlet": lambda outlet: Q(outlet_code=outlet),
    "received_by": lambda key: Q(received_by=key),
}


class CaseQuerySet(models.QuerySet["Case"]):
    """Sets of cases; they chain like a phrase."""

    def visible_to(self, actor: Actor) -> Self:
        """What this actor may know of: their own, their authority's to handle, their outlet's to follow."""
        sight = Sight.of(actor)
        return self.filter(sight.condition(**sight.values))

    def open(self) -> Self:
        """Not yet concluded."""
        return self.filter(state__in=OPEN)

    def at(self, *states: State) -> Self:
        """In one of these states."""
        return self.filter(state__in=states)

    def overdue(self, today: date) -> Self:
        """The day by which the next thing was due has passed, and it is not the applicant who is awaited."""
        return self.filter(next_due_on__lt=today, suspended_at=None).open().exclude(state=State.RETURNED)


class Case(models.Model):
    """办件: one matter before one authority, from receipt to delivery. Its state changes only by ``take``."""

    number = models.CharField("受理号", max_length=24, unique=True)
    state = models.CharField("状态", max_length=12, choices=State)
    version = models.PositiveIntegerField("版本", default=1)  # grows with every act
    application = models.ForeignKey(Application, models.PROTECT, related_name="cases")
    item_version = models.ForeignKey("catalogue.ItemVersion", models.PROTECT, related_name="+")
    item_name = models.CharField("事项", max_length=200)
    applicant_name = models.CharField("申请人", max_length=100)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    agency_name = models.CharField("办理单位", max_length=100)
    mode = models.CharField("办理模式", max_length=20)
    scope = models.CharField("通办范围", max_length=20)
    channel = models.CharField("办理形式", max_length=1, choices=Channel)

    # Three places (GB/T 39046 tables 5, 6, 8): the applicant's, that of receipt, that of completion; 12 digits each.
    applicant_region = models.CharField("申请人所在区划", max_length=12)
    receipt_region = models.CharField("收件地区划", max_length=12)
    completion_region = models.CharField("办结地区划", max_length=12)
    outlet_code = models.CharField("收件网点", max_length=20, blank=True)
    received_by = models.CharField("收件人", max_length=40)
    receipt_place = models.CharField("收件地", max_length=120)
    handler_key = models.CharField("经办人", max_length=40, blank=True)
    handler_label = models.CharField("经办人称谓", max_length=120, blank=True)

    received_at = models.DateTimeField("收件时间")
    signed_for_at = models.DateTimeField("签收时间", null=True)
    returned_at = models.DateTimeField("补正告知时间", null=True)
    corrected_at = models.DateTimeField("补正到齐时间", null=True)
    accepted_at = models.DateTimeField("受理时间", null=True)
    decided_at = models.DateTimeField("决定时间", null=True)
    delivered_at = models.DateTimeField("送达时间", null=True)
    concluded_at = models.DateTimeField("办结时间", null=True)
    granted = models.BooleanField("准予", null=True)

    # What the clock says; recomputable from the journal by anyone (clock.deadlines).
    respond_by = models.DateField("受理决定截止日")
    due_on = models.DateField("承诺办结日", null=True)
    statutory_due_on = models.DateField("法定办结日", null=True)
    correct_by = models.DateField("补正截止日", null=True)
    deliver_by = models.DateField("送达截止日", null=True)
    next_due_on = models.DateField("下一截止日", null=True)
    suspended_at = models.DateTimeField("特别程序开始", null=True)  # None: the clock runs
    account = models.JSONField("时限账", default=dict)  # what stopped and moved the clock (clock.Moments.account)
    calendar_version = models.CharField("日历版本", max_length=20, default="")  # what the dates were reckoned by

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "办件"
        indexes = [
            models.Index(fields=["agency", "state", "next_due_on", "id"], name="case_inbox"),
            models.Index(fields=["agency", "next_due_on", "id"], name="case_by_urgency"),
            models.Index(fields=["outlet_code", "state", "-id"], name="case_outlet"),
        ]

    def __str__(self) -> str:
        return self.number

    def can(self, act: Act) -> bool:
        """Whether an arrow leads from here."""
        return State(self.state) in ARROWS[act][0]

    def expect(self, act: Act) -> None:
        """Let the act pass where an arrow leads from here; else say who did what, and raise Overtaken."""
        if not self.can(act):
            raise Overtaken(self.number, f"这件现在是“{self.get_state_display()}”，不能{act.label}。")

    @property
    def is_concluded(self) -> bool:
        """Nothing more is to be done."""
        return self.state in CONCLUDED

    @property
    def holder(self) -> Holder:
        """Who has the duty to do the next thing."""
        at_counter = self.application.delivery_way == DeliveryWay.COUNTER
        return holder(State(self.state), handed_out_at_counter=at_counter)

    @property
    def moments(self) -> Moments:
        """The moments the legal clock runs on."""
        return Moments(
            received_at=self.received_at,
            signed_for_at=self.signed_for_at,
            returned_at=self.returned_at,
            corrected_at=self.corrected_at,
            accepted_at=self.accepted_at,
            decided_at=self.decided_at,
            concluded_at=self.concluded_at,
            correct_by=self.correct_by,
            mode=self.mode,
        ).with_account(self.account)

    def take(self, act: Act, **changes: Any) -> None:
        """Follow one arrow, or refuse. Of two officers pressing at once one wins; the other reads a sentence."""
        self.expect(act)
        changes["state"] = leads_to(act, State(self.state))
        changes["version"] = self.version + 1
        as_i_read_it = Case.objects.filter(pk=self.pk, state=self.state, version=self.version)
        if not as_i_read_it.update(**changes):
            raise Overtaken(self.number, "您这一步没有生效。")
        for name, value in changes.items():
            setattr(self, name, value)


class Overtaken(Blocked):
    """Somebody else acted on the case since it was read, or it stands elsewhere; nothing of this act was applied."""

    def __init__(self, number: str, consequence: str) -> None:
        self.number = number
        super().__init__(f"{_who_acted_last(number)}{consequence}请刷新页面，看最新情况。", code="overtaken")


def _who_acted_last(number: str) -> str:
    last = journal.latest_act(number, CaseFact)
    if last is None or not isinstance(last.fact, CaseFact):
        return ""
    at = timezone.localtime(last.at)
    return f"{last.actor_label}已在{at.month}月{at.day}日 {at:%H:%M} 办了“{last.fact.word}”。"


class CaseMaterial(models.Model):
    """One material of a case, as the item version asked for it in this situation, and what came in for it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="materials")
    key = models.CharField("材料标识", max_length=40)
    name = models.CharField("材料名称", max_length=300)
    required = models.BooleanField("必需")
    collected_by = models.CharField("收取方式", max_length=2, choices=CollectedBy, blank=True)
    trust = models.CharField("可信等级", max_length=1, choices=Trust, blank=True)
    conclusion = models.CharField("形式审查结论", max_length=10, choices=Conclusion, blank=True)
    points = models.JSONField("已核要点", default=list)
    remark = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "办件材料"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="material_once_in_a_case")]

    def __str__(self) -> str:
        return self.name


class Attachment(models.Model):
    """附件: a file handed in for a material, when and by whom. Never replaced: a correction adds to it."""

    material = models.ForeignKey(CaseMaterial, models.PROTECT, related_name="attachments")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=200)
    in_correction = models.BooleanField("补正时交的", default=False)
    added_at = models.DateTimeField("交来时间")

    class Meta:
        verbose_name = "附件"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Correction(models.Model):
    """补正告知: sent once, with every problem in it (行政许可法 32); answered line by line, sent back once."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="correction")
    notified_at = models.DateTimeField("告知时间")
    correct_by = models.DateField("补齐期限")
    answered_at = models.DateTimeField("补正时间", null=True)
    kept = models.JSONField("写到一半的答复", default=dict, blank=True)  # until all of it is sent; by line

    class Meta:
        verbose_name = "补正告知"

    def __str__(self) -> str:
        return f"{self.case_id}"


class CorrectionLine(models.Model):
    """One problem: which material, what is wrong, how to mend it, on what ground; and the applicant's answer."""

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="lines")
    material_key = models.CharField("材料标识", max_length=40)
    material_name = models.CharField("哪份材料", max_length=300)
    wrong = models.CharField("哪里不对", max_length=300)
    mend = models.CharField("怎么补", max_length=300)
    ground = models.CharField("依据", max_length=300)
    reply = models.CharField("答复", max_length=12, choices=Reply, blank=True)
    reply_text = models.CharField("答复说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "补正问题"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.wrong
