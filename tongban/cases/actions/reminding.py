"""催办: what the clock warns of, once for each reason and day; who is told, and how, is for those who listen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from tongban.cases import clock
from tongban.cases.choices import ReminderKind
from tongban.cases.events import CaseReminded
from tongban.cases.lifecycle import State
from tongban.cases.models import Case, CaseQuerySet, Reminder
from tongban.journal.bus import announce
from tongban.kit.days import CHINA
from tongban.people.actors import CLOCK
from tongban.regions.calendars import calendar

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Warned:
    """One reason to remind: for whom (1 the handler, 2 the head of the unit, 3 the supervisor), which cases, of which day."""

    kind: ReminderKind
    level: int
    cases: Callable[[datetime, date], CaseQuerySet]
    of: Callable[[Case], date]
    sentence: Callable[[Case], str]


def _running() -> CaseQuerySet:
    return Case.objects.open().exclude(state=State.RETURNED).filter(suspended_at=None)


def _due(case: Case) -> date:
    assert case.next_due_on is not None  # noqa: S101  # chosen by that day
    return case.next_due_on


def _stopped_on(case: Case) -> date:
    assert case.suspended_at is not None  # noqa: S101  # chosen by that moment
    return timezone.localdate(case.suspended_at)


def _stopped_for(days: int) -> Callable[[datetime, date], CaseQuerySet]:
    return lambda now, today: Case.objects.open().filter(suspended_at__lte=now - timedelta(days=days))


def _stopped_words(days: int) -> Callable[[Case], str]:
    return lambda case: f"特别程序已满 {days} 天还没有结束。请核实进展，登记结束或书面告知申请人。"


def _unsigned(now: datetime, today: date) -> CaseQuerySet:
    """Received before the last working day that has passed: the one day for signing is over."""
    passed = today - timedelta(days=1)
    while not calendar().is_working_day(passed):
        passed -= timedelta(days=1)
    begins = datetime.combine(passed, time(), CHINA)
    return Case.objects.at(State.RECEIVED).filter(signed_for_at=None, received_at__lt=begins)


REASONS = (
    Warned(
        ReminderKind.DUE_SOON,
        1,
        lambda now, today: _running().filter(next_due_on__gt=today, next_due_on__lte=calendar().after(today, 1)),
        _due,
        lambda case: f"还有 1 个工作日到期，{_due(case):%Y-%m-%d} 前要办。",
    ),
    Warned(
        ReminderKind.LATE,
        2,
        lambda now, today: _running().filter(next_due_on__lt=today),
        _due,
        lambda case: f"{_due(case):%Y-%m-%d} 已到期，还没有办。红牌。",
    ),
    Warned(
        ReminderKind.UNSIGNED,
        1,
        _unsigned,
        lambda case: clock.sign_by(case.moments, calendar()),
        lambda case: "收件后 1 个工作日内没有签收。黄牌。",
    ),
    Warned(
        ReminderKind.PROCEDURE_OVER,
        2,
        lambda now, today: Case.objects.open().filter(suspended_at__isnull=False, next_due_on__lt=today),
        _due,
        lambda case: f"特别程序告知的结束日 {_due(case):%Y-%m-%d} 已过，还没有登记结束。",
    ),
    *(
        Warned(kind, level, _stopped_for(days), _stopped_on, _stopped_words(days))
        for kind, level, days in (
            (ReminderKind.STOPPED_30, 1, 30),
            (ReminderKind.STOPPED_60, 2, 60),
            (ReminderKind.STOPPED_90, 3, 90),
        )
    ),
)


def remind() -> int:
    """催办 whatever is due for it now, each once. Returns how many reminders were written."""
    now, today = timezone.now(), timezone.localdate()
    return sum(_remind(case, reason, now) for reason in REASONS for case in _not_yet(reason, now, today))


def _not_yet(reason: Warned, now: datetime, today: date) -> Iterable[Case]:
    by_day = {"on": OuterRef("next_due_on")} if reason.of is _due else {}
    if reason.of is _stopped_on:
        by_day = {"at__gte": OuterRef("suspended_at")}
    told = Reminder.objects.filter(case=OuterRef("pk"), kind=reason.kind, **by_day)
    return reason.cases(now, today).filter(~Exists(told)).order_by("pk")[:MOST_AT_ONCE]


def _remind(case: Case, reason: Warned, now: datetime) -> bool:
    """One reminder; another process that writes it first wins."""
    sentence, on = reason.sentence(case), reason.of(case)
    if reason.kind == ReminderKind.UNSIGNED and on >= timezone.localdate(now):
        return False  # it was passed on since, and its new authority has a day of its own
    try:
        with transaction.atomic():
            Reminder.objects.create(case=case, kind=reason.kind, on=on, level=reason.level, sentence=sentence, at=now)
            announce(
                CaseReminded(subject=case.number, kind=reason.kind, on=on, level=reason.level, sentence=sentence),
                by=CLOCK,
            )
    except IntegrityError:
        return False
    return True
