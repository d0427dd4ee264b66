"""Two versions, element by element: what was written then and now, and which words went and came."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from tongban.catalogue import cells
from tongban.catalogue.elements import GROUPS, Element, Group, Table
from tongban.catalogue.guide import Guide

Run = tuple[str, str]
"""A run of text and how it is marked: ``same``, ``gone`` or ``new``."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One element in two versions; ``was`` and ``now`` are empty where nothing was written."""

    group: str
    label: str
    was: str
    now: str

    @property
    def same(self) -> bool:
        """Whether both versions say the same."""
        return self.was == self.now

    @property
    def kind(self) -> str:
        """``same``, ``added``, ``removed`` or ``changed``."""
        if self.same:
            return "same"
        return "added" if not self.was else "removed" if not self.now else "changed"

    @property
    def before(self) -> list[Run]:
        """The old words, with those that went marked."""
        return [(text, mark) for text, mark in _runs(self.was, self.now) if mark != "new"]

    @property
    def after(self) -> list[Run]:
        """The new words, with those that came marked."""
        return [(text, mark) for text, mark in _runs(self.was, self.now) if mark != "gone"]


def compare(old: Guide, new: Guide) -> list[Changed]:
    """Every element of either version, in the order of the editor, the unchanged ones too where anything is written."""
    was, now = old.written(), new.written()
    rows = (row for group in GROUPS for row in _in_group(group, was, now))
    return [row for row in rows if row.was or row.now]


def changed_elements(old: Guide, new: Guide) -> list[str]:
    """The names of the elements that differ."""
    return list(dict.fromkeys(row.label.split("：")[0] for row in compare(old, new) if not row.same))


def _in_group(group: Group, was: dict[str, Any], now: dict[str, Any]) -> Iterator[Changed]:
    for element in group.elements:
        texts = (cells.write(element.kind, value_at(content, element.path)) for content in (was, now))
        yield Changed(group.key, element.label, *texts)
    for table in group.tables:
        yield from _in_table(group, table, was, now)


def _in_table(group: Group, table: Table, was: dict[str, Any], now: dict[str, Any]) -> Iterator[Changed]:
    """Rows are matched by their key or name; a row that is only in one version stands against nothing."""
    old, new = ({_name(row): row for row in value_at(content, table.path) or ()} for content in (was, now))
    for name in dict.fromkeys([*old, *new]):
        texts = (
            told_row(table.columns, rows[name], content) if name in rows else ""
            for rows, content in ((old, was), (new, now))
        )
        yield Changed(group.key, f"{table.label}：{_shown(new.get(name) or old[name], name, now)}", *texts)


def _shown(row: dict[str, Any], name: str, content: dict[str, Any]) -> str:
    """What a row is called by people: its name or question, or the case it decides for; never its key."""
    if isinstance(row.get("condition"), dict) and not row.get("key"):
        return in_words(row["condition"], content)
    return str(row.get("name") or row.get("question") or name)


def _name(row: dict[str, Any]) -> str:
    for name in ("key", "name", "title", "q", "place"):
        if row.get(name):
            return str(row[name])
    return str(row)


def told_row(columns: tuple[Element, ...], row: dict[str, Any], content: dict[str, Any]) -> str:
    """A row in lines: each of its elements that says anything, conditions and options in the words of their questions."""
    told = ((column.label, _told(column, value_at(row, column.path), content)) for column in columns)
    return "\n".join(f"{label}：{text}" for label, text in told if text)


def _told(column: Element, value: Any, content: dict[str, Any]) -> str:
    if column.path == "key":
        return ""  # names the row for programs; people read its name
    if isinstance(value, dict):
        return in_words(value, content)
    if column.kind is cells.OPTIONS:
        return "、".join(option["label"] for option in value or ())
    return cells.write(column.kind, value)


def in_words(condition: dict[str, Any], content: dict[str, Any]) -> str:
    """A condition as people read it: “从哪里交”选“窗口”；a key or an option the guide does not have stays as it is."""
    asked = {each["key"]: each for each in content.get("situations") or ()}
    return "；".join(_one_in_words(key, options, asked.get(key) or {}) for key, options in condition.items())


def _one_in_words(key: str, options: Iterable[str], asked: dict[str, Any]) -> str:
    labels = {option["key"]: option["label"] for option in asked.get("options") or ()}
    return f"“{asked.get('question', key)}”选{'或'.join(f'“{labels.get(one, one)}”' for one in options)}"


def value_at(content: Any, path: str) -> Any:
    """What stands at a dotted path; None where the way to it ends."""
    for step in path.split("."):
        content = content.get(step) if isinstance(content, dict) else None
    return content


def _runs(was: str, now: str) -> Iterator[Run]:
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            yield was[i1:i2], "same"
            continue
        if i1 < i2:
            yield was[i1:i2], "gone"
        if j1 < j2:
            yield now[j1:j2], "new"
