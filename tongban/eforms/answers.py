"""Answers: what was typed, put into values, held against the design by jsonschema, and told in sentences.

Answers are kept as text, exactly as typed; a list is its values with commas. Nothing is corrected behind a person's back.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker, TypeChecker, validators
from jsonschema.exceptions import ValidationError

from tongban.eforms.design import LONGEST_ANSWER, NO, YES, Design, Entry, Kind
from tongban.eforms.formats import FORMATS, TIDY
from tongban.kit.blocked import Problem

PREFIX = "answers."
_CHOSEN = {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO}
_DAY = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?")


class Unread(Exception):
    """What was typed is no value of its field; the sentence says why."""


# --- text into values ------------------------------------------------------------------------------------------------
def value_of(entry: Entry, text: str) -> Any:
    """The value a text stands for. Raises Unread."""
    _fits_on_paper(entry, text)
    if entry.kind == Kind.DATE:
        return _date(entry, text)
    if entry.kind == Kind.AMOUNT:
        return _number(entry, text)
    if entry.kind == Kind.YES_NO:
        if text not in {YES, NO}:
            raise Unread(f"“{entry.title}”选的一项没有，请重选")
        return text == YES
    if entry.kind == Kind.CHOICES:
        return text.split(",")
    return TIDY.get(entry.format, str.strip)(text)


def _fits_on_paper(entry: Entry, text: str) -> None:
    longest = entry.max_length or LONGEST_ANSWER
    if entry.kind not in _CHOSEN and len(text) > max(longest, 60):
        raise Unread(f"“{entry.title}”写了 {len(text):,} 个字，最多 {longest} 个。请删短一点")
    for place, sign in enumerate(text, start=1):
        if unicodedata.category(sign) in {"Cc", "Cs", "Cf"} and not (sign in "\n\r" and entry.kind == Kind.LINES):
            raise Unread(f"“{entry.title}”第 {place} 个字是看不见的符号，请删掉它再填一遍")


def _date(entry: Entry, text: str) -> str:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise Unread(f"“{entry.title}”要写年月日，例如 2026年9月28日；您填的是“{text[:20]}”")
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Unread(f"“{entry.title}”填的是 {year}年{month}月{day}日，没有这一天，请再看一遍") from None


def _number(entry: Entry, text: str) -> Decimal | int:
    plain = re.sub(r"[\s,\u00a5]|元$", "", unicodedata.normalize("NFKC", text))
    example = "例如 3" if entry.type == "integer" else "例如 80000.00"
    if not _NUMBER.fullmatch(plain):
        raise Unread(f"“{entry.title}”只写数字，{example}；您填的是“{text[:20]}”")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise Unread(f"“{entry.title}”只写数字，{example}") from None
    if -int(number.normalize().as_tuple().exponent) > entry.decimals:
        allowed = f"最多 {entry.decimals} 位小数" if entry.decimals else "不要小数"
        raise Unread(f"“{entry.title}”{allowed}，您填的是“{text[:20]}”")
    return int(number) if entry.type == "integer" else number


# --- the schema jsonschema checks ------------------------------------------------------------------------------------
def json_schema(design: Design) -> dict[str, Any]:
    """The design as a plain JSON Schema 2020-12: what is required only when it is asked stands under ``if``/``then``."""
    always = [key for question in design.questions if not question.when for key in question.fields]
    return {
        "$schema": design.dialect,
        "title": design.title,
        "type": "object",
        "properties": {key: _property(entry) for key, entry in design.entries.items()},
        "required": [key for key in always if key in design.required],
        "additionalProperties": False,
        "allOf": list(_conditional(design)),
    }


def _property(entry: Entry) -> dict[str, Any]:
    written = entry.model_dump(by_alias=True, exclude_none=True, exclude={"one_of", "items"})
    kept = {"minLength", "maxLength", "minimum", "maximum"}
    schema: dict[str, Any] = {"type": entry.type, "title": entry.title}
    schema |= {name: value for name, value in written.items() if name in kept}
    schema |= {name: value for name in ("format", "pattern", "x-latest") if (value := written.get(name))}
    if entry.one_of:
        schema["enum"] = [option.value for option in entry.one_of]
    if entry.items:
        schema |= {"items": {"enum": [option.value for option in entry.options]}, "uniqueItems": True}
    return schema


def _exact(schema: dict[str, Any]) -> dict[str, Any]:
    """Limits as decimals: 0.01 as a binary fraction is a little more than one cent."""
    limits = ("minimum", "maximum")
    exact = {
        field: {name: Decimal(str(value)) if name in limits else value for name, value in one.items()}
        for field, one in schema["properties"].items()
    }
    return schema | {"properties": exact}


def _conditional(design: Design) -> Iterator[dict[str, Any]]:
    for question in design.questions:
        needed = [key for key in question.fields if key in design.required]
        if question.when and needed:
            ways = [{"allOf": [_given(design, one.field, one.among) for one in every]} for every in question.when]
            yield {"if": {"anyOf": ways}, "then": {"required": needed}}


def _given(design: Design, field: str, among: Iterable[str]) -> dict[str, Any]:
    kind = design.entries[field].kind
    wanted: list[Any] = [value == YES for value in among] if kind == Kind.YES_NO else list(among)
    one = {"contains": {"enum": wanted}} if kind == Kind.CHOICES else {"enum": wanted}
    return {"properties": {field: one}, "required": [field]}


def _latest(_: Any, latest: str, instance: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and instance > timezone.localdate().isoformat():
        yield ValidationError("later than today")


def _numbers() -> TypeChecker:
    plain = Draft202012Validator.TYPE_CHECKER
    return plain.redefine(
        "number", lambda checker, one: isinstance(one, Decimal) or plain.is_type(one, "number")
    )  # an amount is never a binary fraction


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, problem in FORMATS.items():
        checker.checks(name, raises=Unread)(_as_check(problem))
    return checker


def _as_check(problem: Any) -> Any:
    def check(instance: object) -> bool:
        if isinstance(instance, str) and (sentence := problem(instance)):
            raise Unread(sentence)
        return True

    return check


_Validator = validators.extend(Draft202012Validator, {"x-latest": _latest}, type_checker=_numbers())
_FORMATS = _formats()


# --- what is wrong, in sentences -------------------------------------------------------------------------------------
def problems(design: Design, given: Mapping[str, str]) -> list[Problem]:
    """Everything that is missing or wrong in these answers, each at ``answers.<field>``, in the order it is asked."""
    asked = design.fields_asked(given)
    values, unread = read(asked, given)
    found = dict(unread)
    for error in _Validator(_exact(json_schema(design)), format_checker=_FORMATS).iter_errors(values):
        for field, sentence in _sentences(asked, error):
            found.setdefault(field, sentence)
    return [Problem(PREFIX + field, found[field]) for field in asked if field in found]


def read(asked: Mapping[str, Entry], given: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of the fields that are asked, and the sentences about those that could not be read."""
    values: dict[str, Any] = {}
    unread: dict[str, str] = {}
    for field, entry in asked.items():
        text = given.get(field, "")
        if not text.strip(" \u3000\t\n\r"):
            continue
        try:
            values[field] = value_of(entry, text)
        except Unread as odd:
            unread[field] = str(odd)
    return values, unread


def _sentences(asked: Mapping[str, Entry], error: ValidationError) -> Iterator[tuple[str, str]]:
    if error.validator == "required":
        missing = [
            name for name in error.validator_value if name not in error.instance and f"'{name}'" in error.message
        ]
        yield from ((name, _missing(asked[name])) for name in missing if name in asked)
    elif error.absolute_path:
        field = str(error.absolute_path[0])
        yield field, _wrong(asked[field], error)


def _missing(entry: Entry) -> str:
    return entry.missing or f"请{'选' if entry.kind in _CHOSEN else '填写'}“{entry.title}”"


def _wrong(entry: Entry, error: ValidationError) -> str:
    if error.validator == "format":
        told = str(error.cause or "写得不对")
        return told if entry.title in told else f"“{entry.title}”：{told}"
    return f"“{entry.title}”{_SENTENCES.get(str(error.validator), _odd)(entry, error.validator_value)}"


def _odd(entry: Entry, limit: Any) -> str:
    return "写得不对，请照提示再填一遍"


def _plain(number: float) -> str:
    return f"{number:,.6f}".rstrip("0").rstrip(".")


_SENTENCES = {
    "minimum": lambda entry, limit: f"不能少于 {_plain(limit)} {entry.unit}".rstrip(),
    "maximum": lambda entry, limit: f"不能多于 {_plain(limit)} {entry.unit}".rstrip(),
    "minLength": lambda entry, limit: f"写得太短，至少 {limit} 个字",
    "maxLength": lambda entry, limit: f"写得太长，最多 {limit} 个字",
    "enum": lambda entry, limit: "选的一项没有，请重选",
    "uniqueItems": lambda entry, limit: "有一项选了两遍",
    "x-latest": lambda entry, limit: "还没有到，请写已经过去的日期",
}
