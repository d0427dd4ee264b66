"""Counting around what stops the clock. A stop takes out the days after the one it began on, up to the one it ended on.

So a stop counts like any period of the Civil Code (art. 201: the first day is not counted); two stops that touch are one;
and a clock stopped on its last day has that day's rest left on the day it goes on.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from tongban.cases.clock.moments import Pause
from tongban.kit.days import CHINA, Calendar, Limit, Unit, after_office_minutes, china_day, due_on, office_minutes

Stop = tuple[datetime, datetime]
_HOUR = timedelta(hours=1)


def stops_of(pauses: Iterable[Pause]) -> tuple[Stop, ...]:
    """When the clock stood still, in order, none touching another. One not ended yet is taken to end when it was said to."""
    merged: list[Stop] = []
    for begun, ended in sorted((pause.started_at, max(pause.started_at, _end(pause))) for pause in pauses):
        if merged and begun <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ended))
        else:
            merged.append((begun, ended))
    return tuple(merged)


def _end(pause: Pause) -> datetime:
    if pause.ended_at is not None:
        return pause.ended_at
    return (
        datetime.combine(pause.until, pause.started_at.astimezone(CHINA).timetz()) if pause.until else pause.started_at
    )


def last_day(
    limits: Sequence[Limit], start: datetime, stops: Sequence[Stop], calendar: Calendar, area: str = ""
) -> date:
    """The last day of one or several limits, one after the other, from ``start`` on, with the clock stopped meanwhile."""
    if not stops and len(limits) == 1:
        return due_on(limits[0], start, calendar, area)
    at, joined = start, _joined(limits)
    for limit in joined:
        at = _run(limit, at, stops, calendar, area)
    day = china_day(at)
    return calendar.next_working(day) if joined[-1].unit is Unit.DAYS or not joined[-1].amount else day


def _joined(limits: Sequence[Limit]) -> list[Limit]:
    """Neighbours of one unit are one limit: twenty days and ten are thirty."""
    joined = [limits[0]]
    for limit in limits[1:]:
        if limit.unit is joined[-1].unit:
            joined[-1] = Limit(joined[-1].amount + limit.amount, limit.unit)
        else:
            joined.append(limit)
    return joined


def _run(limit: Limit, at: datetime, stops: Sequence[Stop], calendar: Calendar, area: str) -> datetime:
    if limit.unit is Unit.HOURS and limit.amount:
        return _run_hours(limit, at, stops)
    if limit.unit is Unit.OFFICE_HOURS and limit.amount:
        return _run_office_hours(limit, at, stops, calendar, area)
    unit = limit.unit if limit.unit.in_days else Unit.WORKING_DAYS
    day, left = china_day(at), limit.amount
    for begun, ended in stops:
        first, last = max(china_day(begun), day), china_day(ended)
        if last <= day:
            continue
        if first > calendar.next_working(_forward(day, left, unit, calendar)):
            break
        left -= min(left, span(day, first, unit, calendar))
        day = last
    raw = _forward(day, left, unit, calendar)
    return datetime.combine(raw, calendar.hours(area, raw).closes, CHINA)


def _forward(day: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    return calendar.after(day, amount) if unit is Unit.WORKING_DAYS else day + timedelta(days=amount)


def span(start: date, end: date, unit: Unit, calendar: Calendar) -> int:
    """The days after ``start`` up to ``end``, in a unit of days."""
    return calendar.between(start, end) if unit is Unit.WORKING_DAYS else (end - start).days


def _run_hours(limit: Limit, at: datetime, stops: Sequence[Stop]) -> datetime:
    end = at + limit.amount * _HOUR
    for begun, ended in stops:
        if ended > at and begun <= end:
            end += ended - max(begun, at)
    return end


def _run_office_hours(limit: Limit, at: datetime, stops: Sequence[Stop], calendar: Calendar, area: str) -> datetime:
    left = limit.amount * 60
    for begun, ended in stops:
        if ended <= at:
            continue
        if begun > after_office_minutes(left, at, calendar, area):
            break
        left -= office_minutes(at, max(begun, at), calendar, area)
        at = ended
    return after_office_minutes(max(1, left), at, calendar, area)


def counted(start: date, end: date, stops: Sequence[Stop], calendar: Calendar, unit: Unit = Unit.WORKING_DAYS) -> int:
    """The days after ``start`` up to ``end`` on which the clock ran; negative when ``end`` is earlier."""
    if end < start:
        return -counted(end, start, stops, calendar, unit)
    stood = 0
    for begun, ended in stops:
        first, last = max(china_day(begun), start), min(china_day(ended), end)
        if first < last:
            stood += span(first, last, unit, calendar)
    return span(start, end, unit, calendar) - stood
