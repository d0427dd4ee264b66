"""Time limits compared with their units, and read out of Chinese text: 60 日 is not 60 个工作日."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tongban.kit.days import Limit, Unit

_AT_ONCE = re.compile(r"当场|即时|即来即办|即审即办|即办|即来即|立等|随到随办|当即")
_AMOUNT = r"\d+(?:[/／.．]\d+)?|[一二三四五六七八九十百]+"
_LIMIT = re.compile(rf"(?P<amount>{_AMOUNT})(?:个)?(?P<unit>工作日|工作小时|小时|日|天)")
_SUM = re.compile(rf"(?P<amount>{_AMOUNT})(?=\s*[+＋][^；;，。]*?(?P<unit>工作日|小时|日|天))")
_UNITS = {
    "工作日": Unit.WORKING_DAYS,
    "工作小时": Unit.OFFICE_HOURS,
    "小时": Unit.HOURS,
    "日": Unit.DAYS,
    "天": Unit.DAYS,
}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_CLAUSES = re.compile(r"[；;，,。+＋]|其后|其余")
_ODD = re.compile(r"\d+\s*[/／.．]\s*\d+\s*个?(?:工作日|小时|日|天)")
_SPANNING = re.compile(r"不等|之间|至|到|视|分别|区间|范围")
_IN_TURN = re.compile(r"其后|后再|其余|[+＋]")
_BETWEEN_PLACES = re.compile(r"转入地.*转出地|转出地.*转入地|转入地.*入账")
_PER_DAY = {
    Unit.WORKING_DAYS: Fraction(7, 5),
    Unit.DAYS: Fraction(1),
    Unit.HOURS: Fraction(1, 24),
    Unit.OFFICE_HOURS: Fraction(7, 40),  # eight of them are a working day
}


@dataclass(frozen=True, slots=True)
class Tier:
    """One limit in a text that has several: of a stage, or of a situation. ``label`` is what stands before it."""

    label: str
    limit: Limit


def calendar_days(limit: Limit) -> Fraction:
    """A limit in days of the calendar, so that units can be compared: five working days make a week."""
    return limit.amount * _PER_DAY[limit.unit]


def longer(one: Limit, other: Limit) -> bool:
    """Whether a limit lets an applicant wait longer than another. Within one unit exact, across units by the calendar."""
    return calendar_days(one) > calendar_days(other)


def in_days(limit: Limit) -> str:
    """A limit in days of the calendar, in words: 约 84 天."""
    days = calendar_days(limit)
    if days < 1:
        return "当天"
    return f"{'' if limit.unit is Unit.DAYS else '约 '}{round(days) if days >= 10 else f'{float(days):.3g}'} 天"


def tiers(text: str) -> tuple[Tier, ...]:
    """Every limit a text names, in its order; a limit at once has the amount 0."""
    return tuple(_tiers(text))


def is_staged(text: str) -> bool:
    """Whether limits of a text follow one another, so that an applicant waits for all of them."""
    return len(tiers(text)) > 1 and bool(_IN_TURN.search(text) or _BETWEEN_PLACES.search(text))


def longest(text: str, entered: Limit) -> Limit:
    """The longest an applicant may wait by a text: stages added up, of situations the entered one or a longer sum.

    ``entered`` is the main limit; it stands where the text has no stages, or where their units differ.
    """
    if not is_staged(text):
        return entered
    parts = [_added(tiers(part)) for part in re.split("[；;]", text) if tiers(part)]
    if _BETWEEN_PLACES.search(text) and not _IN_TURN.search(text):
        parts = [_added(tiers(text))]
    whole = max((part for part in parts if part), key=calendar_days, default=entered)
    said_and_split = 2 * calendar_days(entered) == calendar_days(whole) and len(tiers(text)) > 2
    return whole if longer(whole, entered) and not said_and_split else entered


def _added(stages: tuple[Tier, ...]) -> Limit | None:
    units = {stage.limit.unit for stage in stages if stage.limit.amount}
    return Limit(sum(stage.limit.amount for stage in stages), units.pop()) if len(units) == 1 else None


def odd_amount(text: str) -> str:
    """An amount no limit has, such as 1/8 个工作日; empty when there is none, and where it is plainly a span."""
    found = next((one for one in _ODD.finditer(text) if not _is_span(text, one)), None)
    return found[0] if found else ""


def _is_span(text: str, found: re.Match[str]) -> bool:
    """从 3/5 个工作日不等: a stroke between two whole days, the lesser first, beside a word that says from, to or between."""
    around = text[max(0, found.start() - 6) : found.start()] + text[found.end() : found.end() + 6]
    if not re.search(r"[/／]", found[0]) or not _SPANNING.search(around):
        return False
    least, most = map(int, re.findall(r"\d+", found[0]))
    return 0 < least < most


def _tiers(text: str) -> Iterator[Tier]:
    begin = 0
    for clause in (*_cuts(text), len(text)):
        part, begin = text[begin:clause], clause
        whole = text[begin - len(part) :]
        limits = [(found.start(), _limit(found)) for found in _LIMIT.finditer(part)]
        if not limits and (sum_ := _SUM.search(whole)) and sum_.start() < len(part) + 1:
            limits = [(sum_.start(), _limit(sum_))]
        if not limits and (at_once := _AT_ONCE.search(part)):
            limits = [(at_once.start(), Limit(0))]
        for start, limit in limits:
            if limit:
                yield Tier(part[:start].strip("；;，,。+＋： :"), limit)


def _cuts(text: str) -> list[int]:
    return [found.start() for found in _CLAUSES.finditer(text)]


def _limit(found: re.Match[str]) -> Limit | None:
    amount = number(found["amount"])
    return None if amount is None else Limit(amount, _UNITS[found["unit"]])


def number(written: str) -> int | None:
    """A whole number in digits or Chinese numerals below a thousand; None for anything else."""
    if written.isdecimal():
        return int(written)
    total, digit = 0, 0
    for sign in written:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in "十百":
            total, digit = total + (digit or 1) * (10 if sign == "十" else 100), 0
        else:
            return None
    return total + digit
