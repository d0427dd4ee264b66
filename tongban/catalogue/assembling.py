"""A guide out of what people typed, and back: the editor's fields and the workbook's cells are read the same way."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from tongban.catalogue import cells
from tongban.catalogue.comparing import value_at
from tongban.catalogue.elements import IDENTITY, SCALARS, TABLES, Element, Table, name_of
from tongban.catalogue.guide import GROUPS
from tongban.kit.blocked import Invalid, Problem

Row = Mapping[str, str]
"""One row of a table as typed: column path to text."""


@dataclass(frozen=True)
class Typed:
    """What was typed: texts by path, and rows by the path of their table. What is not named is left as it was."""

    texts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def compact(self) -> "Typed":
        """Without the rows in which nothing was typed, so that rows keep their numbers from page to problem to page."""
        kept = {
            path: [row for row in rows if any(text.strip() for text in row.values())]
            for path, rows in self.rows.items()
        }
        return Typed(self.texts, kept)


def typed_of(content: Mapping[str, Any]) -> Typed:
    """A guide as texts, the way the editor and the workbook show it."""
    texts = {path: cells.write(element.kind, value_at(content, path)) for path, element in _scalars().items()}
    rows = {
        path: [
            {column.path: cells.write(column.kind, value_at(row, column.path)) for column in table.columns}
            for row in value_at(content, path) or ()
        ]
        for path, table in TABLES.items()
    }
    return Typed(texts, rows)


def assemble(typed: Typed, base: Mapping[str, Any]) -> dict[str, Any]:
    """The content typed over a base. Raises Invalid with every text that cannot be read, by its field path."""
    content, problems = deepcopy(dict(base)), list[Problem]()
    for path, element in _scalars().items():
        if path in typed.texts:
            _put(content, path, _read(element, typed.texts[path], path, problems))
    for path, table in TABLES.items():
        if path in typed.rows:
            rows = enumerate(typed.compact().rows[path])
            _put(content, path, [_row(table, number, row, problems) for number, row in rows])
    if problems:
        raise Invalid(problems)
    _finish(content, base)
    return content


def _scalars() -> dict[str, Element]:
    return {element.path: element for element in IDENTITY} | SCALARS


def _read(element: Element, text: str, path: str, problems: list[Problem]) -> Any:
    try:
        return cells.read(element.kind, text)
    except cells.Unreadable as unreadable:
        problems.append(Problem(path, f"{name_of(path)}{unreadable}"))
        return None


def _row(table: Table, number: int, row: Row, problems: list[Problem]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for column in table.columns:
        value = _read(column, row.get(column.path, ""), f"{table.path}.{number}.{column.path}", problems)
        _put(made, column.path, value)
    return _FINISH_ROW.get(table.path, dict)(made)


def _put(content: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    for step in way:
        if not isinstance(content.get(step), dict):
            content[step] = {}
        content = content[step]
    content[last] = value


# --- what is only there when something was written of it -------------------------------------------------------------
def _said(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_said, value.values()))
    return value is not None and value != []


def _limit(written: Any) -> dict[str, Any] | None:
    """A limit whose words were not typed says its number; without a number there is none."""
    if not isinstance(written, dict) or not _said(written):
        return None
    unit = written.get("unit") or "工作日"
    number = written.get("value")
    text = written.get("text") or ("当场" if number == 0 else f"{number}{'个' if unit == '工作日' else ''}{unit}")
    return {"value": number, "unit": unit, "text": text}


def _material(row: dict[str, Any]) -> dict[str, Any]:
    row["required"] = True if row["required"] is None else row["required"]
    if not _said(row["standard"]):
        del row["standard"]
    return row


def _situation(row: dict[str, Any]) -> dict[str, Any]:
    if not row["condition"]:
        del row["condition"]
    return row


def _decision(row: dict[str, Any]) -> dict[str, Any]:
    limits = {name: _limit(row.get(name)) for name in ("promised", "legal")}
    return row | limits | {"modes": row["modes"] or None}


_FINISH_ROW = {"materials": _material, "situations": _situation, "particulars.decisions": _decision}


def _finish(content: dict[str, Any], base: Mapping[str, Any]) -> None:
    limits = content["time_limits"]
    limits["legal"], limits["promised"] = _limit(limits.get("legal")), _limit(limits.get("promised"))
    content["item"]["codes"] = {name: code for name, code in content["item"]["codes"].items() if code}
    particulars = content.get("particulars") or {}
    powers = particulars.get("powers") or {}
    if not _said(powers.get("undertaken_by")):
        powers.pop("undertaken_by", None)
    if _said(particulars):
        content["particulars"] = particulars
    else:
        content.pop("particulars", None)
    content["confidence"] = dict(_confidence(content, base))


def _confidence(content: Mapping[str, Any], base: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a person has written is read; what is empty is absent; the rest is as sure as it was."""
    before = base.get("confidence", {})
    for group in GROUPS:
        if not _said(content.get(group)):
            yield group, "absent"
        else:
            same = content.get(group) == base.get(group)
            yield group, before.get(group, "read") if same else "read"
    yield from ((group, sure) for group, sure in before.items() if group not in GROUPS)


def blank() -> dict[str, Any]:
    """A guide in which nothing is written yet: the format's frame."""
    groups: dict[str, Any] = dict.fromkeys(
        (
            "acceptance_conditions",
            "situations",
            "materials",
            "process",
            "results",
            "legal_basis",
            "rules",
            "faq",
            "notes",
        )
    )
    return {
        **{group: [] for group in groups},
        "schema_version": "1.1",
        "record_type": "item",
        "record_id": "",
        "item": {"codes": {}, "list_ref": None, "service_objects": [], "item_type": None},
        "place": {},
        "authority": {"name": None, "region_code": None},
        "time_limits": {"legal": None, "promised": None, "handling_kind": None},
        "fees": {"charged": None, "items": []},
        "channels": {"online": [], "offline": []},
        "cross_region": {"modes": [], "stated_in_source": False, "note": None},
        "filing_deadline": None,
        "bundle": None,
        "source_url": None,
        "source": {"published": None},
        "confidence": {},
    }
