"""What the strings of a form must look like: each format answers with a sentence, or None. jsonschema asks them."""

import re
from collections.abc import Callable
from datetime import date

from django.utils import timezone

from tongban.kit.blocked import NotFound
from tongban.kit.codes import (
    identity_number_problem,
    person_name_problem,
    phone_problem,
    tidy,
    tidy_name,
    tidy_phone,
    uscc_problem,
)
from tongban.people.policies import email_problem
from tongban.regions import queries as regions

Format = Callable[[str], str | None]
_PLATE = re.compile(
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-Z][A-Z0-9]{4,6}[A-Z0-9挂学警港澳]?"
)
_VIN_VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def _day(text: str) -> str | None:
    try:
        date.fromisoformat(text)
    except ValueError:
        return "没有这一天"
    return None


def bank_account_problem(text: str) -> str | None:
    """A bank card's number: 16 to 19 digits, the last a check digit (ISO/IEC 7812 Luhn)."""
    number = tidy(text)
    if not (number.isascii() and number.isdecimal()):
        return "银行卡号里只能有数字"
    if not 16 <= len(number) <= 19:
        return f"银行卡号一般是 16 到 19 位，您填了 {len(number)} 位"
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    if sum(one // 10 + one % 10 for one in doubled) % 10:
        return "银行卡号最后一位对不上，前面某一位可能填错了，请对照卡面再看一遍"
    return None


def area_problem(text: str) -> str | None:
    """A place by its code or by a name that means one place only."""
    if area_of(text):
        return None
    found = regions.search(text, limit=3)
    if not found:
        return f"没有找到“{text[:20]}”这个地方，请写全名，例如 诸暨市，或写 6 位区划代码"
    return f"“{text[:20]}”不止一处：{'、'.join(place.full_name for place in found)}。请写全一点"


def area_of(text: str) -> str | None:
    """The 12 digits of the place somebody wrote down, when there is only one it can be."""
    if text.isascii() and text.isdecimal():
        try:
            return regions.region(text).code
        except NotFound:
            return None
    found = regions.search(text, limit=10) if text.strip() else []
    exact = [place for place in found if text in {place.name, place.full_name}]
    clear = exact if len(exact) == 1 else found if len(found) == 1 else []
    return clear[0].code if clear else None


def _plate(text: str) -> str | None:
    number = re.sub(r"[\s·.]", "", text).upper()
    return None if _PLATE.fullmatch(number) else "车牌号看着不对：第一个是省份简称，第二个是字母，例如 浙D12345"


def vin_problem(text: str) -> str | None:
    """A vehicle's identification number (GB 16735): 17 characters, the ninth a check character."""
    number = tidy(text)
    if len(number) != 17:
        return f"车辆识别代号应为 17 位，您填了 {len(number)} 位"
    for place, character in enumerate(number, start=1):
        if character not in _VIN_VALUES:
            return f"车辆识别代号第 {place} 位是“{character}”，代号里没有这个字符"
    rest = sum(_VIN_VALUES[character] * weight for character, weight in zip(number, _VIN_WEIGHTS, strict=True)) % 11
    return (
        None
        if number[8] == "0123456789X"[rest]
        else "车辆识别代号第 9 位对不上，某一位可能填错了，请对照行驶证再看一遍"
    )


def _estate_unit(text: str) -> str | None:
    number = tidy(text)
    if len(number) != 28:
        return f"不动产单元号应为 28 位，您填了 {len(number)} 位"
    return (
        None
        if re.fullmatch(r"\d{12}[A-Z]{2}\d{5}[A-Z]\d{8}", number)
        else "不动产单元号看着不对，请对照不动产权证再看一遍"
    )


TIDY: dict[str, Callable[[str], str]] = {
    "identity-number": tidy,
    "uscc": tidy,
    "bank-account": tidy,
    "vin": tidy,
    "estate-unit": tidy,
    "phone": tidy_phone,
    "person-name": tidy_name,
    "plate": lambda text: re.sub(r"[\s·.]", "", text).upper(),
}
"""How each is kept: without the spaces and full-width signs that people type."""

FORMATS: dict[str, Format] = {
    "date": _day,
    "person-name": person_name_problem,
    "identity-number": lambda text: identity_number_problem(text, today=timezone.localdate()),
    "phone": phone_problem,
    "email": email_problem,
    "uscc": uscc_problem,
    "area": area_problem,
    "bank-account": bank_account_problem,
    "plate": _plate,
    "vin": vin_problem,
    "estate-unit": _estate_unit,
}
