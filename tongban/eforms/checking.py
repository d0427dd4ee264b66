"""What is wrong with a design, in sentences for whoever writes it: keywords nobody knows, questions nobody can reach."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from pydantic import ValidationError

from tongban.eforms.design import KEY, Design, Entry, Given, Kind, Question, read
from tongban.eforms.fields import library
from tongban.eforms.formats import FORMATS
from tongban.eforms.prefill import KNOWN_SOURCES
from tongban.kit.blocked import Problem

MOST_FIELDS = 80  # an application keeps at most a hundred answers
_COUNTED = {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO}
Reach = dict[str, set[str]]


def problems(document: Mapping[str, Any]) -> list[Problem]:
    """Everything that keeps a design from being published; each with the path of the place."""
    try:
        Draft202012Validator.check_schema(document)
        design = read(document)
    except SchemaError as odd:
        return [Problem(".".join(map(str, odd.absolute_path)), f"不合 JSON Schema 2020-12：{odd.message[:120]}")]
    except ValidationError as wrong:
        return [_told(dict(error)) for error in wrong.errors()]
    return [*_about_fields(design), *_about_questions(design), *_about_conditions(design)]


def _told(error: dict[str, Any]) -> Problem:
    where = ".".join(map(str, error["loc"]))
    sentence = _SHAPES.get(error["type"], "写得不对：" + str(error["msg"])[:80])
    return Problem(where, f"“{where}”{sentence}")


_SHAPES = {
    "extra_forbidden": "是不认识的关键字，请删掉或改对",
    "missing": "没有写",
    "string_too_short": "不能空着",
    "string_too_long": "写得太长了",
    "too_short": "不能空着",
    "string_pattern_mismatch": "的写法不对：小写字母开头，只用小写字母、数字、下划线和点，最多 40 个",
}


def _about_fields(design: Design) -> Iterator[Problem]:
    if len(design.entries) > MOST_FIELDS:
        told = f"一共 {len(design.entries)} 个空，最多 {MOST_FIELDS} 个。请分成几个事项，或去掉能查到的"
        yield Problem("properties", told)
    for key, entry in design.entries.items():
        yield from (Problem(f"properties.{key}", sentence) for sentence in _about_field(key, entry))
    for field in set(design.required) - design.entries.keys():
        yield Problem("required", f"必答里的“{field}”没有定义")
    yield from _twice(design)


def _about_field(key: str, entry: Entry) -> Iterator[str]:
    values = [option.value for option in entry.options]
    wrong = {
        f"“{key}”不能做标识：小写字母开头，只用小写字母、数字、下划线和点，最多 40 个": not re.fullmatch(KEY, key),
        f"题库里没有“{entry.library}”": entry.library and entry.library not in library(),
        f"“{entry.title}”的格式“{entry.format}”没有人会查，请从列表里选": entry.format and entry.format not in FORMATS,
        f"“{entry.title}”要从“{entry.source}”取，没有这个来源": entry.source and entry.source not in KNOWN_SOURCES,
        f"“{entry.title}”是多选，还没有写选项": entry.type == "array" and entry.items is None,
        f"“{entry.title}”有两个选项的值一样": len(values) != len(set(values)),
    }
    return (sentence for sentence, holds in wrong.items() if holds)


def _about_questions(design: Design) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    keys: set[str] = set()
    for question in design.questions:
        told = _about_question(question, design, seen)
        if question.key in keys:
            told = [f"有两问的标识都是“{question.key}”", *told]
        yield from (Problem(f"questions.{question.key}", sentence) for sentence in told)
        keys.add(question.key)
        seen |= dict.fromkeys(question.fields, question.title)
    for field in design.entries.keys() - seen.keys():
        yield Problem(f"properties.{field}", f"“{design.entries[field].title}”没有放进哪一问，谁也看不到")


def _about_question(question: Question, design: Design, seen: Mapping[str, str]) -> list[str]:
    found = [] if question.why else [f"“{question.title}”没有写依据：每一问都要说出为什么能问"]
    fields = question.fields
    found += [f"“{question.title}”里的空“{field}”没有定义" for field in fields if field not in design.entries]
    found += [f"“{field}”在“{seen[field]}”里问过了，不能问两遍" for field in fields if field in seen]
    return found


def _twice(design: Design) -> Iterator[Problem]:
    asked: dict[str, str] = {}
    for key, entry in design.entries.items():
        if entry.concept and entry.concept in asked:
            yield Problem(f"properties.{key}", f"“{entry.title}”和“{asked[entry.concept]}”是同一个空，不能问两遍")
        asked[entry.concept] = entry.title


# --- can everybody reach every question ------------------------------------------------------------------------------
def _about_conditions(design: Design) -> Iterator[Problem]:
    reach: dict[str, list[Reach]] = {}
    for question in design.questions:
        where = f"questions.{question.key}"
        wrong = [sentence for every in question.when for one in every if (sentence := _odd(one, design, reach))]
        yield from (Problem(where, f"“{question.title}”的条件：{sentence}") for sentence in wrong)
        ways = [] if wrong else _ways(question, reach)
        if not ways and not wrong:
            yield Problem(where, f"“{question.title}”谁也走不到：它的几个条件不能同时成立")
        reach |= dict.fromkeys(question.fields, ways or [{}])


def _odd(one: Given, design: Design, before: Mapping[str, object]) -> str | None:
    if one.field not in design.entries:
        return f"没有“{one.field}”这个空"
    entry = design.entries[one.field]
    if one.field not in before:
        return f"“{entry.title}”排在后面，只能看前面答过的"
    if entry.kind not in _COUNTED:
        return f"“{entry.title}”不是选择题，不能做条件"
    if strange := sorted(set(one.among) - {option.value for option in entry.options}):
        return f"“{entry.title}”没有“{'、'.join(strange)}”这个选项"
    return None


def _ways(question: Question, reach: Mapping[str, list[Reach]]) -> list[Reach]:
    """The answers that lead to a question: for each way, what each field must be. Empty when no way is possible."""
    if not question.when:
        return [{}]
    found = []
    for every in question.when:
        for earlier in product(*(reach[one.field] for one in every)):
            way = _together([*earlier, *({one.field: set(one.among)} for one in every)])
            if way is not None:
                found.append(way)
    return found[:64]  # enough to know that it is reached


def _together(wanted: list[Reach]) -> Reach | None:
    way: Reach = {}
    for one in wanted:
        for field, values in one.items():
            way[field] = way.get(field, values) & values
    return None if any(not values for values in way.values()) else way
