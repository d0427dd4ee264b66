"""What the State Council says of one year, and what an area says of its office hours: a small file, read whole or refused."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tongban.kit.blocked import Invalid, Problem

FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class Holiday:
    """One festival of a notice: the days off and the weekend days worked for it."""

    name: str
    first: date
    last: date
    make_up: tuple[date, ...] = ()

    def days(self) -> Iterable[date]:
        """Every day off, first and last included."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """办公时间 of an area: a code of 2, 4 or 6 digits, or none for the whole country. China's time, as clocks show it."""

    area: str
    opens: time
    closes: time
    rest_from: time
    rest_to: time

    @property
    def minutes(self) -> int:
        """How many minutes offices work on one day."""
        return _minutes(self.closes) - _minutes(self.opens) - (_minutes(self.rest_to) - _minutes(self.rest_from))

    def worked(self, at: time) -> int:
        """How many minutes of the day's work have passed at that time."""
        now, opens, closes = _minutes(at), _minutes(self.opens), _minutes(self.closes)
        rest_from, rest_to = _minutes(self.rest_from), _minutes(self.rest_to)
        rested = max(0, min(now, rest_to) - rest_from)
        return max(0, min(now, closes) - opens - rested)

    def at(self, worked: int) -> time:
        """The time of the day at which so many minutes have been worked; at least one, at most the whole day."""
        reached = _minutes(self.opens) + worked
        if reached > _minutes(self.rest_from):
            reached += _minutes(self.rest_to) - _minutes(self.rest_from)
        return time(reached // 60, reached % 60)


EVERYWHERE = OfficeHours("", time(9), time(17, 30), time(12), time(13, 30))
"""Where no area has said otherwise. 民法典 art. 203: the last day ends when the office closes."""


@dataclass(frozen=True, slots=True)
class Year:
    """What was said about one year."""

    year: int
    notice: str
    source: str
    holidays: tuple[Holiday, ...]
    hours: tuple[OfficeHours, ...] = ()


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def read_year_file(path: Path) -> Year:
    """One notice; whatever is wrong is told with the file and the field. Raises Invalid."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Invalid([Problem(path.name, f"日历文件 {path.name} 读不了：{error}。请存成 UTF-8 再交")]) from None
    return read_year(text, path.name)


def read_year(text: str, name: str) -> Year:
    """One notice from its text; ``name`` is the file's, such as ``2027.toml``. Raises Invalid."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid([Problem(name, f"日历文件 {name} 读不了：{error}。请照往年的文件写")]) from None
    year = _field(name, written, "year", int)
    if str(year) != Path(name).stem or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid([Problem(f"{name}:year", f"日历文件 {name} 的 year 应与文件名相同，现在是 {year}")])
    return Year(
        year,
        _field(name, written, "notice", str),
        _field(name, written, "source", str),
        tuple(_holiday(name, year, f"holiday[{n}].", entry) for n, entry in _listed(name, written, "holiday")),
        tuple(_hours(name, f"hours[{n}].", entry) for n, entry in _listed(name, {"hours": []} | written, "hours")),
    )


def _listed(name: str, written: dict[str, Any], what: str) -> Iterable[tuple[int, Any]]:
    return enumerate(_field(name, written, what, list), start=1)


def _holiday(name: str, year: int, where: str, entry: dict[str, Any]) -> Holiday:
    first, last = _field(name, entry, "from", date, where), _field(name, entry, "to", date, where)
    if not (0 <= (last - first).days < 31 and abs(first.year - year) <= 1):
        raise Invalid([Problem(f"{name}:{where}to", f"日历文件 {name} 的 {where}from 到 to 不像一个假期，请核对")])
    make_up = entry.get("make_up", [])
    weekend = isinstance(make_up, list) and all(isinstance(day, date) and day.weekday() >= 5 for day in make_up)
    if not weekend or any(first <= day <= last for day in make_up):
        raise Invalid(
            [Problem(f"{name}:{where}make_up", f"日历文件 {name} 的 {where}make_up 应是周末的日期，不在假期里")]
        )
    return Holiday(_field(name, entry, "name", str, where), first, last, tuple(make_up))


def _hours(name: str, where: str, entry: dict[str, Any]) -> OfficeHours:
    area = _field(name, entry, "area", str, where)
    opens, closes = _field(name, entry, "opens", time, where), _field(name, entry, "closes", time, where)
    rest_from, rest_to = entry.get("rest_from", closes), entry.get("rest_to", closes)
    in_order = isinstance(rest_from, time) and isinstance(rest_to, time) and opens < rest_from <= rest_to <= closes
    if not (in_order and area.isdecimal() and len(area) in {2, 4, 6}):
        sentence = (
            f"日历文件 {name} 的 {where[:-1]} 应写 2、4 或 6 位区划（area），时间要先后有序（从 opens 到 closes）"
        )
        raise Invalid([Problem(f"{name}:{where[:-1]}", sentence)])
    return OfficeHours(area, opens, closes, rest_from, rest_to)


def _field(name: str, table: object, key: str, kind: type, where: str = "") -> Any:
    found = table.get(key) if isinstance(table, dict) else None
    if not isinstance(found, kind) or isinstance(found, datetime | bool):
        raise Invalid([Problem(f"{name}:{where}{key}", f"日历文件 {name} 的 {where}{key} 没有写，或者写法不对")])
    return found
