"""How days, money and numbers read on every page: one helper each, used as template filters.

What is not known is ``None`` and stays ``None``, so that ``todo`` can say so: ``{{ promised_days|limit|todo }}``.
All moments are told in the platform's own time zone (Asia/Shanghai).
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from django.utils import timezone
from markupsafe import Markup, escape

WEEKDAYS = "一二三四五六日"
CASE_NUMBER = re.compile(r"(\d{6})(\d{6})(\d{5})(\d)")
KIBI = 1024


def _known(tell: Callable[..., str]) -> Callable[..., str | None]:
    """Leave what is not known as it is, for ``todo`` to tell."""

    @wraps(tell)
    def known(value: Any, *asked: Any) -> str | None:
        return None if value is None else tell(value, *asked)

    return known


def _here(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@_known
def day(value: date | datetime) -> str:
    """11月20日（周五）; with its year when that is not this year."""
    value = _here(value)
    year = "" if value.year == timezone.localdate().year else f"{value.year}年"
    return f"{year}{value.month}月{value.day}日（周{WEEKDAYS[value.weekday()]}）"


@_known
def long_day(value: date | datetime) -> str:
    """2026年11月20日, as documents write it."""
    value = _here(value)
    return f"{value.year}年{value.month}月{value.day}日"


@_known
def iso(value: date | datetime) -> str:
    """2026-11-20, or 2026-11-20T09:42+08:00: for tables and ``<time datetime>``."""
    value = _here(value)
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


@_known
def moment(value: datetime) -> str:
    """11月20日 09:42; with its year when that is not this year."""
    return f"{day.__wrapped__(value).split('（')[0]} {clock_time(value)}"  # type: ignore[attr-defined]


@_known
def clock_time(value: datetime) -> str:
    """17:30"""
    return f"{_here(value):%H:%M}"


@_known
def limit(value: int, unit: str = "工作日") -> str:
    """A time limit: 3 个工作日, 20 日, 4 小时; none at all is 当场办结."""
    if value == 0:
        return "当场办结"
    return f"{value} {'个' if unit == '工作日' else ''}{unit}"


@_known
def money(value: Decimal | int) -> str:
    """¥ 80,000.00"""
    return f"¥ {value:,.2f}"


@_known
def case_no(value: str) -> str:
    """330681-261112-00127-7: a case number in the groups people read aloud, however it is kept."""
    grouped = CASE_NUMBER.fullmatch(re.sub(r"[-\s]", "", value))
    return "-".join(grouped.groups()) if grouped else value


@_known
def filesize(value: int) -> str:
    """62 KB, 3.4 MB; never less than 1 KB."""
    if value < KIBI * KIBI:
        return f"{max(1, round(value / KIBI))} KB"
    return f"{value / KIBI / KIBI:.1f} MB"


@_known
def count(value: int) -> str:
    """12,846"""
    return f"{value:,}"


def todo(value: Any) -> str | Markup:
    """The value; or 待核实 when the source did not say, which never means 不需要."""
    if value is None or value == "":
        return Markup('<span class="tag tag--line">待核实</span>')
    return escape(value)
