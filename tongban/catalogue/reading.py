"""Reads guide files: a whole guide comes back, or every problem in the file, each with its field and its remedy."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tongban.catalogue.comparing import value_at
from tongban.catalogue.differences import consistency
from tongban.catalogue.elements import SCALARS, name_of
from tongban.catalogue.guide import Guide
from tongban.catalogue.parts import Confidence, Material, SourceKind
from tongban.kit.blocked import Invalid, Problem

SOURCE = Path(__file__).parent / "source"
GUIDES = SOURCE / "guides"

_PHONE = re.compile(r"(?<![\dA-Z])(1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?![\dA-Z])")
_SENTENCES = {
    "missing": "少了这一栏。请补上；来源里没读到的填 null 或空列表。",
    "extra_forbidden": "格式里没有这一栏。请核对栏名，或删去。",
    "json_invalid": "文件不是完整的 JSON，可能没有拷贝完。请重新拷贝这个文件。",
    "string_too_short": "是空的。请填写；来源里没读到的填 null。",
    "string_too_long": "太长，最多 {max_length} 个字。请缩短，细节写到说明里。",
    "string_pattern_mismatch": "“{input}”的写法不对，应符合 {pattern}。请对照来源改正。",
    "no_such_day": "“{input}”不是日历上有的日期。请写成 2026-05-20；只知道月份的写 2026-05，只知道年份的写 2026。",
    "greater_than_equal": "不能是负数，现在是 {input}。请对照来源改正；没读到的填 null。",
    "too_short": "一项也没有。请补上至少一项。",
    "enum": "“{input}”不是认得的写法，应是{expected}之一。请改正；来源里没读到的填 null。",
    "literal_error": "“{input}”不是认得的写法，应是{expected}之一。请改正；来源里没读到的填 null。",
}
_EMPTY = "没有填，这一栏不能空。请填写。"
_OTHERWISE = "“{input}”的类型不对。请对照同类文件改正；来源里没读到的填 null。"
_BRANCHES = {"str", "constrained-str", "dict[str,tuple[str, ...]]", "tuple[str, ...]"}  # pydantic's names, not fields

Slip = tuple[str, str]
"""A field's path, and what is wrong there that the types cannot see."""


def read_guide(path: Path) -> Guide:
    """The guide in a file. Raises Invalid with all its problems, each named ``file: field.path``."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid([_unreadable(path, error)]) from None
    try:
        guide = Guide.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise Invalid(_told(path, error)) from None
    slips = (*_name_slips(guide, path), *_situation_slips(guide), *_material_slips(guide), *_number_slips(text))
    if slips:
        raise Invalid(_problem(path, field, told) for field, told in slips)
    return guide


def guide_from(content: Mapping[str, Any]) -> Guide:
    """A guide as a person or a file wrote it, field by field. Raises Invalid with every problem, by its field path."""
    try:
        guide = Guide.model_validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        raise Invalid(
            Problem(field, f"{name_of(field)}{_half_filled(field, found, content) or _sentence(found)}")
            for field, found in _faults(error)
        ) from None
    slips = (*_situation_slips(guide), *_material_slips(guide))
    if slips:
        raise Invalid(Problem(field, f"{name_of(field)}{told}") for field, told in slips)
    return guide


def read_json(path: Path) -> Any:
    """A JSON file that is not a guide. Raises Invalid with the file's name."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Invalid([_unreadable(path, error)]) from None


def _problem(path: Path, field: str, told: str) -> Problem:
    return Problem(f"{path.name}: {field}", f"{path.name} 的 {field} {told}")


def _unreadable(path: Path, error: Exception) -> Problem:
    return Problem(path.name, f"{path.name} 读不了（{error}）。请重新拷贝这个文件，用 UTF-8 编码。")


def _told(path: Path, error: ValidationError) -> Iterator[Problem]:
    for field, found in _faults(error):
        yield _problem(path, field or "内容", _sentence(found))


def _faults(error: ValidationError) -> Iterator[tuple[str, Any]]:
    for found in error.errors(include_url=False):
        yield ".".join(str(step) for step in found["loc"] if step not in _BRANCHES), found


def _half_filled(field: str, found: Any, content: Mapping[str, Any]) -> str:
    """Of what is only written together, one is empty: which to fill, or which to clear; "" where it is not that."""
    group = field.rpartition(".")[0]
    if found["input"] is not None or field not in SCALARS or not group:
        return ""
    beside = [each for path, each in SCALARS.items() if path != field and path.rpartition(".")[0] == group]
    filled = [f"“{each.label}”" for each in beside if value_at(content, each.path) not in (None, "", (), [])]
    return f"没有填，却写了{'、'.join(filled)}。请填上，或者把{'、'.join(filled)}清空。" if filled else ""


def _sentence(found: Any) -> str:
    if found["input"] is None and found["type"] != "missing":
        return _EMPTY
    context = {"expected": "", "pattern": "", "max_length": ""} | found.get("ctx", {})
    return _SENTENCES.get(found["type"], _OTHERWISE).format(**context | {"input": str(found["input"])[:40]})


# --- what the types cannot see ---------------------------------------------------------------------------------------
def _name_slips(guide: Guide, path: Path) -> Iterator[Slip]:
    if guide.record_id != path.stem:
        yield "record_id", f"是“{guide.record_id}”，和文件名“{path.stem}”不一致。请改成一样的。"
    if (guide.record_type == "bundle") != (guide.bundle is not None):
        yield "bundle", f"与 record_type“{guide.record_type}”不合：只有一件事（bundle）才有、也必须有组成事项。"


def _number_slips(text: str) -> Iterator[Slip]:
    if found := _PHONE.search(text):
        yield "内容", f"有电话号码“{found[0][:4]}…”。指南不收电话，请删去。"


def _situation_slips(guide: Guide) -> Iterator[Slip]:
    if _repeated(situation.key for situation in guide.situations):
        yield "situations", "有重复的情形键。请给每个情形不同的 key。"
    for index, situation in enumerate(guide.situations):
        if _repeated(option.key for option in situation.options):
            yield f"situations.{index}.options", "有重复的选项键。请给每个选项不同的 key。"


def _material_slips(guide: Guide) -> Iterator[Slip]:
    if _repeated(material.key for material in guide.materials):
        yield "materials", "有重复的材料键。请给每份材料不同的 key。"
    for index, material in enumerate(guide.materials):
        yield from _condition_slips(guide, index, material)


def _condition_slips(guide: Guide, index: int, material: Material) -> Iterator[Slip]:
    if not isinstance(material.condition, dict):
        return
    offered = {situation.key: {option.key for option in situation.options} for situation in guide.situations}
    for key, options in material.condition.items():
        field = f"materials.{index}.condition.{key}"
        if key not in offered:
            yield field, f"用了没有的情形“{key}”。请改成 {'、'.join(offered) or '（本指南没有情形）'}，或补上这个情形。"
        elif unknown := [option for option in options if option not in offered[key]]:
            yield field, f"用了没有的选项“{'、'.join(unknown)}”。这个情形的选项是 {'、'.join(sorted(offered[key]))}。"
        elif not options:
            yield field, "没有列选项。请列出至少一个选项，所有情形都要的填 null。"


def _repeated(keys: Iterable[str]) -> bool:
    listed = list(keys)
    return len(set(listed)) < len(listed)


# --- what a person should look at ------------------------------------------------------------------------------------
def doubts(guide: Guide) -> Iterator[str]:
    """Contradictions inside a guide that a person should look at; they do not keep it from being loaded."""
    yield from (finding.sentence for finding in consistency.problems(guide.written()))
    if guide.source.kind not in {SourceKind.OFFICIAL, SourceKind.REPLY}:
        yield f"来源是{guide.source.kind.label}，需回原站核对"
    for group, confidence in guide.confidence.items():
        if confidence is Confidence.ASSUMED:
            yield f"{group} 是推定的，需核实"
