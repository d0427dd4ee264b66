"""Which day is the last one: of the answer, of the decision, of the delivery; and which of them counts now.

Sources: 行政许可法 arts. 32 (one notice within five days, else accepted), 42 (the decision, and its extension), 44
(delivery), 45 (time that does not count), 82 (working days); 民法典 arts. 201, 203.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from tongban.cases.clock.counting import Stop, last_day, stops_of
from tongban.cases.clock.moments import Moments
from tongban.catalogue.families import FIVE, TEN, Family, ReceiptRule, Silence, Stage
from tongban.catalogue.limits import Limits
from tongban.catalogue.modes import Mode
from tongban.kit.days import CHINA, CLOSING_TIME, Calendar, Limit, china_day, due_on

FORWARD = Limit(1)  # 收件地 to 办理地; no national text sets it, so this is the platform's own
SIGN = Limit(1)  # likewise
CORRECT = Limit(10)  # the default for bringing corrections; the reviewer may give longer


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of one item in one mode, ready to be reckoned with."""

    promised: Limit | None
    statutory: Limit
    respond: Limit = FIVE
    deliver: Limit = TEN
    extension: Limit | None = TEN
    approver: str = "本行政机关负责人"
    silence: Silence = Silence.AFTER_THE_LIMIT
    receipt: ReceiptRule = ReceiptRule.EARLIER
    stages: tuple[Stage, ...] = ()
    family: Family = Family.LICENSING


@lru_cache(maxsize=4096)
def rule_of(limits: Limits, mode: str = "") -> Rule:
    """The rule an item's limits make. Handled jointly, a licence has 45 days and 15, where its list does not say less."""
    family = limits.family
    if mode == Mode.JOINT and family is Family.LICENSING:
        family = Family.JOINT
    law = family.law
    return Rule(
        promised=limits.promised,
        statutory=limits.statutory if limits.statutory_read else law.decide,
        respond=law.respond,
        deliver=law.deliver,
        extension=law.extension,
        approver=law.approver,
        silence=law.silence,
        receipt=limits.receipt,
        stages=limits.stages,
        family=family,
    )


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last days, as dates in China. ``next_due_on`` is the one that counts now; None when nothing is awaited.

    ``due_on`` is the promised day; a promise that would come after the law's last day binds on that day.
    """

    respond_by: date
    due_on: date | None
    statutory_due_on: date | None
    deliver_by: date | None
    next_due_on: date | None


def deadlines(moments: Moments, rule: Rule, calendar: Calendar, area: str = "") -> Deadlines:
    """All last days that follow from the moments so far."""
    respond_by = due_on(rule.respond, answered_from(moments, rule, calendar), calendar, area)
    due = statutory = deliver_by = None
    if moments.accepted_at:
        stops = stops_of(moments.pauses) if moments.pauses else ()
        due, statutory = _decide_by(moments.accepted_at, moments, rule, stops, calendar, area)
    if moments.decided_at:
        deliver_by = due_on(rule.deliver, moments.decided_at, calendar, area)
    return Deadlines(
        respond_by, due, statutory, deliver_by, _next(moments, rule, calendar, area, respond_by, due, deliver_by)
    )


def answered_from(moments: Moments, rule: Rule, calendar: Calendar) -> datetime:
    """收到申请材料之日: the receipt that starts the days for an answer; the corrections' once they are in (art. 32)."""
    if moments.corrected_at:
        return moments.corrected_at
    handed_over = moments.transfers[-1] if moments.transfers else moments.received_at
    signed = moments.signed_for_at
    if rule.receipt is ReceiptRule.COUNTER:
        return handed_over
    if rule.receipt is ReceiptRule.EARLIER:
        return min(handed_over, signed) if signed else handed_over
    latest = datetime.combine(sign_by(moments, calendar), CLOSING_TIME, CHINA)
    return min(signed, latest) if signed else latest


def sign_by(moments: Moments, calendar: Calendar) -> date:
    """The last day for the authority to sign for it: one working day after it was, or should have been, handed over."""
    if moments.transfers:
        return due_on(SIGN, moments.transfers[-1], calendar)
    if not moments.kept_back:
        return due_on(SIGN, moments.forwarded_at or moments.received_at, calendar)
    return calendar.after(due_on(FORWARD, moments.received_at, calendar), SIGN.amount)


def _decide_by(
    start: datetime, moments: Moments, rule: Rule, stops: Sequence[Stop], calendar: Calendar, area: str
) -> tuple[date, date]:
    """The day that was promised and the law's last day; a promise later than the law binds on the law's day."""
    more = extended(moments, rule, stops, calendar, area)
    statutory = last_day((rule.statutory, *more), start, stops, calendar, area)
    promise = promised_in(rule)
    promised = last_day((*promise, *more), start, stops, calendar, area) if promise else statutory
    return min(promised, statutory), statutory


def promised_in(rule: Rule) -> tuple[Limit, ...]:
    """承诺时限: as one limit, or as its stages one after the other; empty where nothing is promised."""
    if rule.stages:
        return tuple(stage.limit for stage in rule.stages)
    return (rule.promised,) if rule.promised else ()


def extended(
    moments: Moments, rule: Rule, stops: Sequence[Stop], calendar: Calendar, area: str = ""
) -> tuple[Limit, ...]:
    """The extension, if one was granted while the law's days were still running: afterwards there is nothing to extend."""
    if moments.extension is None or moments.accepted_at is None:
        return ()
    until = last_day((rule.statutory,), moments.accepted_at, stops, calendar, area)
    return (moments.extension.limit,) if china_day(moments.extension.at) <= until else ()


def stage_by(moments: Moments, rule: Rule, calendar: Calendar, area: str = "") -> date | None:
    """分段时限: the last day of the stage it is in, from the end of the one before; None when there are none, or all ended."""
    ended = len(moments.stage_ends)
    if moments.accepted_at is None or ended >= len(rule.stages):
        return None
    start = moments.stage_ends[-1] if moments.stage_ends else moments.accepted_at
    return last_day((rule.stages[ended].limit,), start, stops_of(moments.pauses), calendar, area)


def _next(
    moments: Moments,
    rule: Rule,
    calendar: Calendar,
    area: str,
    respond_by: date,
    due: date | None,
    deliver_by: date | None,
) -> date | None:
    if moments.concluded_at:
        return None
    if moments.returned_at and not moments.corrected_at and not moments.accepted_at:
        return calendar.next_working(moments.correct_by) if moments.correct_by else None
    if deliver_by or not due:
        return deliver_by or respond_by
    if moments.pause and moments.pause.until:
        return moments.pause.until
    stage = stage_by(moments, rule, calendar, area) if rule.stages else None
    return min(stage, due) if stage else due


def correct_by(notified_at: datetime, calendar: Calendar) -> date:
    """The day corrections are due when the reviewer names no other: ten working days."""
    return due_on(CORRECT, notified_at, calendar)


def silent_since(moments: Moments, rule: Rule, calendar: Calendar, today: date, area: str = "") -> datetime | None:
    """视为受理: the receipt as of which the law takes the case as accepted, once the days for an answer have passed in silence.

    None while they run, and where an answer was given (行政许可法 art. 32).
    """
    awaits_correction = moments.returned_at is not None and moments.corrected_at is None
    if moments.accepted_at or moments.concluded_at or awaits_correction:
        return None
    start = answered_from(moments, rule, calendar)
    return start if today > due_on(rule.respond, start, calendar, area) else None
