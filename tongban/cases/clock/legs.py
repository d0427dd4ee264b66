"""Every leg of a case as its clock stands at a moment: by when, how much is used and left, which card."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tongban.cases.clock.counting import Stop, counted, last_day, stops_of
from tongban.cases.clock.face import Card, read
from tongban.cases.clock.moments import Moments
from tongban.cases.clock.reckoning import (
    FORWARD,
    Rule,
    answered_from,
    deadlines,
    extended,
    promised_in,
    sign_by,
)
from tongban.kit.days import CHINA, Calendar, Limit, Unit, china_day, due_at, due_on


class LegKind(StrEnum):
    """转交、签收、补正告知、补正、受理、每一段、决定（承诺、法定）、容缺补交、送达."""

    FORWARD = "forward"
    SIGN_FOR = "sign_for"
    NOTICE = "notice"
    CORRECT = "correct"
    ACCEPT = "accept"
    STAGE = "stage"
    DECIDE = "decide"
    STATUTORY = "decide_statutory"
    SUPPLEMENT = "supplement"
    DELIVER = "deliver"

    @property
    def label(self) -> str:
        """The word on pages."""
        return LEGS[self][0]


LEGS: dict[LegKind, tuple[str, str, str, str]] = {
    LegKind.FORWARD: ("转交", "收件窗口", "收件次日起 1 个工作日", "平台规则（国家和省没有定）"),
    LegKind.SIGN_FOR: ("签收", "办理单位", "转交次日起 1 个工作日", "平台规则（国家和省没有定）"),
    LegKind.NOTICE: (
        "补正告知",
        "办理单位",
        "收到申请材料次日起 5 个工作日，只一次",
        "行政许可法第三十二条第一款第四项",
    ),
    LegKind.CORRECT: (
        "补正",
        "申请人",
        "告知书写明的日期，至少 10 个工作日",
        "平台规则；行政许可法第三十二条没有定天数",
    ),
    LegKind.ACCEPT: (
        "受理",
        "办理单位",
        "收到申请材料（补正的，收到补正）次日起，按事项族",
        "行政许可法第三十二条；事项族自己的法",
    ),
    LegKind.STAGE: ("分段", "办理单位", "上一段结束次日起，按清单", "事项实施清单"),
    LegKind.DECIDE: ("决定（承诺）", "办理单位", "受理次日起，按清单；晚于法定的按法定", "事项实施清单"),
    LegKind.STATUTORY: (
        "决定（法定）",
        "办理单位",
        "受理次日起，按清单；清单没读到的按事项族",
        "行政许可法第四十二条；事项族自己的法",
    ),
    LegKind.SUPPLEMENT: ("容缺补交", "申请人", "受理通知书写明的日期", "平台规则"),
    LegKind.DELIVER: ("送达", "办理单位", "决定次日起 10 个工作日", "行政许可法第四十四条"),
}
"""Each leg: its word, whose duty, how it is counted, its source."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg. Days are in the limit's own unit (days for hours: hours); ``days_left`` is negative when late."""

    kind: LegKind
    label: str
    started_at: datetime
    by: date
    by_at: datetime
    done_at: datetime | None
    unit: Unit
    in_all: int
    used: int
    left: int
    card: Card

    @property
    def late(self) -> bool:
        """Done after its last day, or not done and past it."""
        return self.left < 0


@dataclass(frozen=True, slots=True)
class _Asked:
    moments: Moments
    rule: Rule
    calendar: Calendar
    area: str
    now: datetime
    stops: tuple[Stop, ...]


def legs(moments: Moments, rule: Rule, calendar: Calendar, now: datetime, area: str = "") -> list[Leg]:
    """Every leg that has begun, in the order they begin. ``now`` is what the cards and the days used are asked for."""
    asked = _Asked(moments, rule, calendar, area, now, stops_of(moments.pauses))
    found = [*_before_acceptance(asked), *_after_acceptance(asked)]
    if moments.decided_at:
        by = due_on(rule.deliver, moments.decided_at, calendar, area)
        found.append(_leg(asked, LegKind.DELIVER, moments.decided_at, by, moments.concluded_at, rule.deliver))
    return found


def _before_acceptance(asked: _Asked) -> Iterator[Leg]:
    moments, rule, calendar = asked.moments, asked.rule, asked.calendar
    ended = moments.accepted_at or moments.concluded_at
    forwarded = moments.forwarded_at or (None if moments.kept_back else moments.received_at)
    by = due_on(FORWARD, moments.received_at, calendar)
    yield _leg(asked, LegKind.FORWARD, moments.received_at, by, forwarded or ended, FORWARD)
    over = moments.transfers[-1] if moments.transfers else forwarded or moments.received_at
    yield _leg(asked, LegKind.SIGN_FOR, over, sign_by(moments, calendar), moments.signed_for_at or ended, Limit(1))
    respond_by = deadlines(moments, rule, calendar, asked.area).respond_by
    if moments.returned_at is None:
        start = answered_from(moments, rule, calendar)
        yield _leg(asked, LegKind.NOTICE, start, respond_by, ended, rule.respond)
        yield _leg(asked, LegKind.ACCEPT, start, respond_by, ended, rule.respond)
        return
    yield from _corrected(asked, respond_by, ended)


def _corrected(asked: _Asked, respond_by: date, ended: datetime | None) -> Iterator[Leg]:
    moments, rule, calendar = asked.moments, asked.rule, asked.calendar
    assert moments.returned_at is not None  # noqa: S101  # asked only when a notice went out
    first = moments.transfers[-1] if moments.transfers else moments.received_at
    by = due_on(rule.respond, first, calendar, asked.area)
    yield _leg(asked, LegKind.NOTICE, first, by, moments.returned_at, rule.respond)
    if moments.correct_by:
        until = calendar.next_working(moments.correct_by)
        length = Limit(max(0, calendar.between(china_day(moments.returned_at), until)))
        yield _leg(asked, LegKind.CORRECT, moments.returned_at, until, moments.corrected_at or ended, length)
    if moments.corrected_at:
        yield _leg(asked, LegKind.ACCEPT, moments.corrected_at, respond_by, ended, rule.respond)


def _after_acceptance(asked: _Asked) -> Iterator[Leg]:
    moments, rule, calendar = asked.moments, asked.rule, asked.calendar
    if moments.accepted_at is None:
        return
    done = moments.decided_at or moments.concluded_at
    yield from _stages(asked, done)
    more = extended(moments, rule, asked.stops, calendar, asked.area)
    due = deadlines(moments, rule, calendar, asked.area)
    assert due.due_on is not None  # noqa: S101  # it follows from acceptance, as the law's day does
    assert due.statutory_due_on is not None  # noqa: S101
    promise = (*promised_in(rule), *more)
    if promised_in(rule):
        yield _leg(asked, LegKind.DECIDE, moments.accepted_at, due.due_on, done, *promise)
    yield _leg(asked, LegKind.STATUTORY, moments.accepted_at, due.statutory_due_on, done, rule.statutory, *more)
    if moments.supplement_by:
        until = calendar.next_working(moments.supplement_by)
        length = Limit(max(0, calendar.between(china_day(moments.accepted_at), until)))
        yield _leg(asked, LegKind.SUPPLEMENT, moments.accepted_at, until, moments.supplemented_at or done, length)


def _stages(asked: _Asked, done: datetime | None) -> Iterator[Leg]:
    moments = asked.moments
    start = moments.accepted_at
    for number, stage in enumerate(asked.rule.stages):
        if start is None:
            return
        ended = moments.stage_ends[number] if number < len(moments.stage_ends) else None
        by = last_day((stage.limit,), start, asked.stops, asked.calendar, asked.area)
        yield _leg(asked, LegKind.STAGE, start, by, ended or done, stage.limit, label=stage.name)
        start = ended


def _leg(
    asked: _Asked, kind: LegKind, start: datetime, by: date, done: datetime | None, *limits: Limit, label: str = ""
) -> Leg:
    """The leg at its end, at the moment its clock was stopped, or now."""
    pause = asked.moments.pause if kind in _STOPPED else None
    stops = asked.stops if kind in _STOPPED else ()
    at = done or (min(pause.started_at, asked.now) if pause else asked.now)
    unit = limits[-1].unit if limits[-1].unit.in_days else Unit.WORKING_DAYS
    day = max(china_day(at), china_day(start))
    face = read(china_day(start), by, day, asked.calendar, stops, unit=unit, paused=pause.kind if pause else "")
    used = counted(china_day(start), day, stops, asked.calendar, unit)
    return Leg(
        kind, label or kind.label, start, by, _closing(asked, start, by, stops, limits), done, unit, face.days_in_all, used,
        face.days_left, Card.NONE if done and face.card is not Card.RED else face.card,
    )  # fmt: skip


_STOPPED = {LegKind.STAGE, LegKind.DECIDE, LegKind.STATUTORY}


def _closing(asked: _Asked, start: datetime, by: date, stops: Sequence[Stop], limits: Sequence[Limit]) -> datetime:
    """The moment a leg ends: to the minute where it is counted in hours, else when the offices of the area close."""
    if len(limits) == 1 and limits[0].amount and not limits[0].unit.in_days and not stops:
        return due_at(limits[0], start, asked.calendar, asked.area)
    return datetime.combine(by, asked.calendar.hours(asked.area, by).closes, CHINA)
