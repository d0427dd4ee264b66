"""Values a guide may not have: unknown types and units, conditions that name no question, numbers that are none."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tongban.catalogue.differences.elements import Element, Finding, Severity
from tongban.catalogue.differences.reading import Content, entries, group, text
from tongban.catalogue.parts import Form

_TYPES = ("行政许可", "行政确认", "行政给付", "公共服务", "其他行政权力")
_KINDS = ("即办件", "承诺件")
_UNITS = ("工作日", "日", "小时")
_MODES = ("全程网办", "代收代办", "多地联办")
RESULTS = ("证照", "证明", "批文", "回执", "登记编号")
_FORMS = tuple(form.value for form in Form)

_LISTS = {
    "acceptance_conditions": Element.CONDITIONS,
    "situations": Element.SITUATIONS,
    "materials": Element.MATERIALS,
    "process": Element.PROMISED_LIMIT,
    "results": Element.RESULTS,
    "legal_basis": Element.BASIS,
    "rules": Element.CONDITIONS,
}
_GROUPS = {
    "item": Element.TYPE,
    "time_limits": Element.PROMISED_LIMIT,
    "fees": Element.FEES,
    "cross_region": Element.CROSS_REGION,
}


def problems(content: Content) -> Iterator[Finding]:
    """Every value of a guide that the format does not know; what is missing is unread, and no problem."""
    yield from _shapes(content)
    yield from _types(content)
    yield from _limits(content)
    yield from _materials(content)


def _wrong(element: Element, where: str, told: str) -> Finding:
    return Finding(element, told, Severity.CONTRADICTION, where)


def _unknown(element: Element, where: str, value: object, known: Iterable[str]) -> Iterator[Finding]:
    """A value that is not one of those known; null is unread."""
    names = tuple(known)
    if value is not None and value not in names:
        told = f"{element.label}里的“{str(value)[:40]}”不是认得的写法，应是{'、'.join(names)}之一。没读到的请留空。"
        yield _wrong(element, where, told)


def _shapes(content: Content) -> Iterator[Finding]:
    for name, element in _LISTS.items():
        if not isinstance(content.get(name), list | tuple | None):
            yield _wrong(element, name, f"{element.label}应是一个列表，现在不是。请重新录入。")
    for name, element in _GROUPS.items():
        if not isinstance(content.get(name), Mapping | None):
            yield _wrong(element, name, f"{element.label}这一组写法不对，读不出来。请重新录入。")


def _types(content: Content) -> Iterator[Finding]:
    yield from _unknown(Element.TYPE, "item.item_type", group(content, "item").get("item_type"), _TYPES)
    kind = group(content, "time_limits").get("handling_kind")
    yield from _unknown(Element.PROMISED_LIMIT, "time_limits.handling_kind", kind, _KINDS)
    for index, row in entries(content, "results"):
        yield from _unknown(Element.RESULTS, f"results.{index}.type", row.get("type"), RESULTS)
    modes = group(content, "cross_region").get("modes")
    for index, mode in enumerate(modes if isinstance(modes, list | tuple) else ()):
        yield from _unknown(Element.CROSS_REGION, f"cross_region.modes.{index}", mode, _MODES)
    charged = group(content, "fees").get("charged")
    if not isinstance(charged, bool | None):
        yield _wrong(
            Element.FEES, "fees.charged", f"是否收费写的是“{str(charged)[:20]}”，应是“是”或“否”。没读到的请留空。"
        )


def _limits(content: Content) -> Iterator[Finding]:
    for name, element in (("legal", Element.LEGAL_LIMIT), ("promised", Element.PROMISED_LIMIT)):
        limit, where = group(content, "time_limits").get(name), f"time_limits.{name}"
        if not isinstance(limit, Mapping):
            if limit is not None:
                yield _wrong(element, where, f"{element.label}写法不对，应有数、单位和原文。请重新录入。")
            continue
        if not _whole(limit.get("value")):
            told = f"{element.label}的数是“{str(limit.get('value'))[:20]}”，应是 0 或正整数。请照来源改。"
            yield _wrong(element, f"{where}.value", told)
        yield from _unknown(element, f"{where}.unit", limit.get("unit"), _UNITS)


def _materials(content: Content) -> Iterator[Finding]:
    offered = {
        text(row.get("key")): {text(option.get("key")) for _, option in entries(row, "options")}
        for _, row in entries(content, "situations")
    }
    for index, row in entries(content, "materials"):
        where, name = f"materials.{index}", text(row.get("name"))
        if not name:
            yield _wrong(Element.MATERIALS, f"{where}.name", f"第 {index + 1} 份材料没有名称。请补写。")
        yield from _unknown(Element.MATERIALS, f"{where}.form", row.get("form"), _FORMS)
        for copies in ("original_copies", "photocopies"):
            if row.get(copies) is not None and not _whole(row[copies]):
                told = f"“{name}”的份数是“{str(row[copies])[:20]}”，应是 0 或正整数。没读到的请留空。"
                yield _wrong(Element.MATERIALS, f"{where}.{copies}", told)
        yield from _condition(name, f"{where}.condition", row.get("condition"), offered)


def _condition(name: str, where: str, condition: Any, offered: Mapping[str, set[str]]) -> Iterator[Finding]:
    if not isinstance(condition, Mapping):
        if not isinstance(condition, str | None):
            yield _wrong(Element.MATERIALS, where, f"“{name}”在什么情形要交，写法不对。请重新选情形。")
        return
    for key, options in condition.items():
        listed = options if isinstance(options, list | tuple) else []
        if key not in offered:
            yield _wrong(
                Element.MATERIALS, f"{where}.{key}", f"“{name}”用了没有的情形“{key}”。请改选，或补上这个情形。"
            )
        elif unknown := [str(option) for option in listed if option not in offered[key]]:
            told = f"“{name}”用了没有的选项“{'、'.join(unknown)}”。请改选这个情形里有的选项。"
            yield _wrong(Element.MATERIALS, f"{where}.{key}", told)
        elif not listed:
            yield _wrong(Element.MATERIALS, f"{where}.{key}", f"“{name}”的情形没有选任何选项。都要交的请不选情形。")


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
