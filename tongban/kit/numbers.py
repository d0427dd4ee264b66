"""Numbers we give out ourselves: the case number 受理号 and the draft number 草稿号, safe to copy by hand."""

import re
import secrets
from datetime import date, datetime

from tongban.kit.codes import mod11_10, tidy

LARGEST_SERIAL = 99_999
_DRAFT_DIGITS = 10


def compose_case_number(area6: str, day: date, serial: int) -> str:
    """``330681-261112-00127-7``: the place of hand-in, the day, the day's serial there, and an ISO 7064 check digit.

    ``serial`` is 1 to 99,999; ValueError beyond, and for an area that is not six digits.
    """
    if not re.fullmatch(r"[0-9]{6}", area6):
        raise ValueError(f"area6 is not six digits: {area6!r}")
    if not 1 <= serial <= LARGEST_SERIAL:
        raise ValueError(f"serial out of range: {serial}")
    return _grouped(f"{area6}{day:%y%m%d}{serial:05d}")


def read_case_number(typed: str) -> str | None:
    """The canonical number for what a person typed, dashes or not, full-width or not; None when it cannot be one."""
    return None if case_number_problem(typed) else _grouped(tidy(typed)[:-1])


def case_number_problem(typed: str) -> str | None:
    """What is wrong with a typed case number, told so that it can be mended with the receipt in hand."""
    digits = tidy(typed)
    if not digits:
        return "请填写受理号，印在收件凭证上，共 18 位数字"
    if not (digits.isascii() and digits.isdecimal()):
        stranger = next(character for character in digits if character not in "0123456789")
        return f"受理号里有“{stranger}”，受理号只有数字，横线可填可不填"
    if len(digits) != 18:
        told = f"少了 {18 - len(digits)}" if len(digits) < 18 else f"多了 {len(digits) - 18}"
        return f"受理号{told} 位：您填了 {len(digits)} 位，应为 18 位"
    if mod11_10(digits[:-1]) != digits[-1] or not _is_a_day(digits[6:12]):
        return "受理号对不上，有一位填错了，或者有两位填反了，请对照收件凭证再看一遍"
    return None


def _grouped(first17: str) -> str:
    return f"{first17[:6]}-{first17[6:12]}-{first17[12:]}-{mod11_10(first17)}"


def _is_a_day(yymmdd: str) -> bool:
    try:
        datetime.strptime(yymmdd, "%y%m%d")  # noqa: DTZ007  # a calendar day, no moment
    except ValueError:
        return False
    return True


def new_draft_number() -> str:
    """``4823-1907-655``: ten random digits and a check digit, short enough to say at a counter, too many to guess."""
    return _spoken(f"{secrets.randbelow(10**_DRAFT_DIGITS):0{_DRAFT_DIGITS}d}")


def read_draft_number(typed: str) -> str | None:
    """The canonical draft number for what was typed; None when the check digit says it is not one of ours."""
    digits = tidy(typed)
    if not re.fullmatch(r"[0-9]{11}", digits) or mod11_10(digits[:-1]) != digits[-1]:
        return None
    return _spoken(digits[:-1])


def _spoken(first10: str) -> str:
    return f"{first10[:4]}-{first10[4:8]}-{first10[8:]}{mod11_10(first10)}"
