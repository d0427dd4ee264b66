"""The state's codes: who somebody is, which firm, which item. A check answers with a sentence, or None: all is well.

The problem functions take what a person typed; ``tidy`` forgives full-width signs, spaces and dashes first.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100 leaves out I, O, S, V, Z
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_LOOKALIKES = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}
_NAME_DOTS = str.maketrans(dict.fromkeys("•‧・･∙⋅.．", "·"))
_LONGEST_NAME = 50


class Sex(StrEnum):
    """GB/T 2261.1, as far as an identity number tells it."""

    MALE = "1"
    FEMALE = "2"

    @property
    def label(self) -> str:
        """The word on a form."""
        return "男" if self is Sex.MALE else "女"


# --- check characters ------------------------------------------------------------------------------------------------
def mod11_10(digits: str) -> str:
    """The check digit of ISO/IEC 7064 MOD 11,10 over a string of digits."""
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def mod37_36(text: str) -> str:
    """The check character of ISO/IEC 7064 MOD 37,36 over digits and capitals: the last one of an e-licence identifier.

    GB/T 36904: the text is the identifier without its root ``1.2.156.3005.2`` and without dots.
    """
    product = 36
    for character in text:
        product = ((product + _ORGANISATION_ALPHABET.index(character)) % 36 or 36) * 2 % 37
    return _ORGANISATION_ALPHABET[(37 - product) % 36]


def _weighed(values: Sequence[int], weights: Sequence[int]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def _identity_check(first17: str) -> str:
    return "10X98765432"[_weighed([int(digit) for digit in first17], _IDENTITY_WEIGHTS) % 11]


def _organisation_check(first8: str) -> str:
    rest = 11 - _weighed([_ORGANISATION_ALPHABET.index(c) for c in first8], _ORGANISATION_WEIGHTS) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def _uscc_check(first17: str) -> str:
    return USCC_ALPHABET[-_weighed([USCC_ALPHABET.index(c) for c in first17], _USCC_WEIGHTS) % 31]


# --- what a person typed ---------------------------------------------------------------------------------------------
def tidy(typed: str) -> str:
    """A code as it is kept: half-width, capitals, without spaces and dashes."""
    return re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", typed)).upper()


def tidy_phone(typed: str) -> str:
    """A telephone number as it is kept: digits only, without the country's prefix."""
    return re.sub(r"^(\+86|0086)(?=\d{10,})", "", re.sub(r"[()]", "", tidy(typed)))


def tidy_name(typed: str) -> str:
    """A person's name as it is kept: one kind of middle dot, no stray spaces; rare characters are left as they are.

    A dot or a space inside a Latin name (J. Smith) is part of it.
    """
    name = " ".join(typed.split())
    return name if name.isascii() else re.sub(r"\s*·\s*", "·", name.translate(_NAME_DOTS))


def _length_problem(what: str, text: str, length: int, unit: str = "位") -> str | None:
    if not text:
        return f"请填写{what}，共 {length} {unit}"
    if len(text) == length:
        return None
    told = f"少了 {length - len(text)}" if len(text) < length else f"多了 {len(text) - length}"
    return f"{what}{told} {unit}：您填了 {len(text)} {unit}，应为 {length} {unit}"


# --- people ----------------------------------------------------------------------------------------------------------
def identity_number_problem(text: str, *, today: date) -> str | None:
    """What is wrong with a citizen's identity number (GB 11643-1999), the first thing first."""
    number = tidy(text)
    if len(number) == 15 and number.isdecimal():
        return "这是 15 位的旧身份证号，请按现在的证件填写 18 位号码"
    return (
        _length_problem("身份证号", number, 18)
        or _identity_character_problem(number)
        or _birth_problem(number, today)
        or _identity_check_problem(number)
    )


def _identity_character_problem(number: str) -> str | None:
    for place, character in enumerate(number, start=1):
        if not (character in "0123456789" or (place == 18 and character == "X")):
            allowed = "数字或者 X" if place == 18 else "数字"
            return f"身份证号第 {place} 位是“{character}”，这一位只能是{allowed}"
    return None


def _birth_problem(number: str, today: date) -> str | None:
    try:
        born = birth_date(number)
    except ValueError:
        return f"身份证号第 7 到 14 位是出生日期，没有“{number[6:14]}”这一天，请对照证件再看一遍"
    if born > today:
        return f"身份证号里的出生日期是 {born.year}年{born.month}月{born.day}日，还没有到，请对照证件再看一遍"
    return None


def _identity_check_problem(number: str) -> str | None:
    if _identity_check(number[:17]) == number[17]:
        return None
    return "身份证号最后一位对不上，前面某一位可能填错了，请对照证件再看一遍"


def birth_date(identity_number: str) -> date:
    """The day of birth inside an 18-character identity number; ValueError when there is no such day."""
    return date(int(identity_number[6:10]), int(identity_number[10:12]), int(identity_number[12:14]))


def sex(identity_number: str) -> Sex:
    """The sex an 18-character identity number tells: the 17th digit is odd for men."""
    return Sex.MALE if int(identity_number[16]) % 2 else Sex.FEMALE


def make_identity_number(area6: str, birth: date, serial: int) -> str:
    """A well-formed identity number for an invented person; ``serial`` 1 to 999, odd for men."""
    first17 = f"{area6}{birth:%Y%m%d}{serial:03d}"
    return first17 + _identity_check(first17)


def phone_problem(text: str) -> str | None:
    """What is wrong with a telephone number: a mobile of 11 digits, or a landline with its area code."""
    number = tidy_phone(text)
    if not number:
        return "请填写手机号，共 11 位"
    if not (number.isascii() and number.isdecimal()):
        stranger = next(c for c in number if c not in "0123456789")
        return f"电话号码里有“{stranger}”，这里只填数字；分机号请不要填"
    if number.startswith("0"):
        return None if 10 <= len(number) <= 12 else f"座机号码请连区号一起填，共 10 到 12 位，您填了 {len(number)} 位"
    if problem := _length_problem("手机号", number, 11):
        return problem
    return None if re.match("1[3-9]", number) else f"手机号以 13 到 19 开头，您填的以 {number[:2]} 开头，请再看一遍"


def person_name_problem(text: str) -> str | None:
    """What is wrong with a person's name: 1 to 50 characters of any script, rare ideographs included."""
    name = tidy_name(text)
    if not name:
        return "请填写姓名，与证件上的一致"
    if len(name) > _LONGEST_NAME:
        return f"姓名太长：您填了 {len(name)} 个字，最多 {_LONGEST_NAME} 个字"
    for place, character in enumerate(name, start=1):
        if not _belongs_in_a_name(character):
            return f"姓名第 {place} 个字{_told(character)}，请照证件上的姓名填写"
    if not any(_is_letter(character) for character in name):
        return "姓名里没有文字，请照证件上的姓名填写"
    return None


def _is_letter(character: str) -> bool:
    """Planes 2 and 3 hold only ideographs, some newer than the interpreter's Unicode tables (extensions H and I)."""
    return unicodedata.category(character)[0] == "L" or 0x20000 <= ord(character) <= 0x3FFFD


def _belongs_in_a_name(character: str) -> bool:
    return _is_letter(character) or unicodedata.category(character)[0] == "M" or character in "·. '’-"


def _told(character: str) -> str:
    if unicodedata.category(character) == "Co":
        return "是自造字，别的地方显示不出来"
    return f"是“{character}”，不能用在姓名里" if character.isprintable() else "是看不见的符号"


# --- organisations ---------------------------------------------------------------------------------------------------
def uscc_problem(text: str) -> str | None:
    """What is wrong with a unified social credit code (GB 32100-2015), the first thing first."""
    what, code = "统一社会信用代码", tidy(text)
    if problem := _length_problem(what, code, 18):
        return problem
    for place, character in enumerate(code, start=1):
        if character not in USCC_ALPHABET:
            return f"{what}第 {place} 位是“{character}”，代码里没有这个字符{_perhaps(character)}"
    if _uscc_check(code[:17]) != code[17]:
        return f"{what}最后一位对不上，前面某一位可能填错了，请对照营业执照或登记证书再看一遍"
    return None


def _perhaps(character: str) -> str:
    return f"，可能是“{_LOOKALIKES[character]}”" if character in _LOOKALIKES else ""


def organisation_code_problem(text: str) -> str | None:
    """What is wrong with an organisation code (GB 11714-1997), nine characters with the check character last."""
    what, code = "组织机构代码", tidy(text)
    if problem := _length_problem(what, code, 9):
        return problem
    for place, character in enumerate(code, start=1):
        if character not in _ORGANISATION_ALPHABET:
            return f"{what}第 {place} 位是“{character}”，这里只能是数字或字母"
    if _organisation_check(code[:8]) != code[8]:
        return f"{what}最后一位对不上，前面某一位可能填错了，请对照证书再看一遍"
    return None


def make_uscc(area6: str, serial: int, *, kind: str = "91") -> str:
    """A well-formed code for an invented body: ``kind`` is 91 for a company, 92 for a shop, 11 for an authority."""
    base = f"{serial:08d}"
    first17 = kind + area6 + base + _organisation_check(base)
    return first17 + _uscc_check(first17)


# --- items (GB/T 39554.1, as read off real codes) --------------------------------------------------------------------
def catalogue_code_problem(text: str) -> str | None:
    """What is wrong with an item's basic code (基本编码): 12 digits."""
    return _digits_problem("事项基本编码", tidy(text), 12)


def implementation_code_problem(text: str) -> str | None:
    """What is wrong with an implementing code (实施编码): 18 of the acting body, 1 of its level, 12 of the item."""
    what, code = "事项实施编码", tidy(text)
    return (
        _length_problem(what, code, 31)
        or _within(what, uscc_problem(code[:18]))
        or _digits_problem(f"{what}后 13 位", code[18:], 13)
    )


def handling_code_problem(text: str) -> str | None:
    """What is wrong with a handling code (业务办理项编码): an implementing code and two digits."""
    what, code = "业务办理项编码", tidy(text)
    return (
        _length_problem(what, code, 33)
        or _within(what, implementation_code_problem(code[:31]))
        or _digits_problem(f"{what}末 2 位", code[31:], 2)
    )


def _within(what: str, problem: str | None) -> str | None:
    return problem and f"{what}里的{problem}"


def _digits_problem(what: str, code: str, length: int) -> str | None:
    if problem := _length_problem(what, code, length):
        return problem
    return None if code.isascii() and code.isdecimal() else f"{what}“{code}”里只能有数字"
