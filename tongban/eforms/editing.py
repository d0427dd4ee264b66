"""Changes to a design as its editor makes them: each takes a document and answers with the changed one, and judges nothing."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

from tongban.eforms.design import Kind
from tongban.eforms.fields import library

Document = dict[str, Any]
_TYPES: dict[str, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.LINES: {"type": "string", "maxLength": 500},
    Kind.CHOICE: {"type": "string"},
    Kind.CHOICES: {"type": "array"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.AMOUNT: {"type": "number", "x-decimals": 2},
    Kind.PLACE: {"type": "string", "format": "area"},
}


def question_in(document: Mapping[str, Any], key: str) -> dict[str, Any] | None:
    """The question with this key, as it is written."""
    found = (one for section in document.get("x-sections", ()) for one in section.get("questions", ()))
    return next((one for one in found if one.get("key") == key), None)


def changed(document: Document, key: str, typed: Mapping[str, str]) -> Document:
    """The document with one question as the editor's form says; fields of the question that are not in the form stay."""
    made = copy.deepcopy(document)
    question = question_in(made, key)
    if question is None:
        return made
    question |= {name: typed.get(name, "").strip() for name in ("title", "hint", "why")}
    question["when"] = _when(typed)
    for field in question["fields"]:
        if f"{field}:title" in typed:
            made["properties"][field] = _entry(made["properties"].get(field, {}), field, typed)
            _require(made, field, typed.get(f"{field}:required") == "yes")
    return made


def _when(typed: Mapping[str, str]) -> list[list[dict[str, Any]]]:
    """One line for each alternative, ``field=value,value field=value``: all parts of a line must hold."""
    lines = [line.split() for line in typed.get("when", "").splitlines() if line.strip()]
    parts = [[part.partition("=") for part in line] for line in lines]
    return [[{"field": field, "in": values.split(",")} for field, _, values in line] for line in parts]


def when_in_lines(question: Mapping[str, Any]) -> str:
    """The condition as the editor's form writes it."""
    lines = [[f"{one['field']}={','.join(one['in'])}" for one in every] for every in question.get("when", ())]
    return "\n".join(" ".join(line) for line in lines)


def _entry(before: Mapping[str, Any], field: str, typed: Mapping[str, str]) -> dict[str, Any]:
    said = {
        name: typed.get(f"{field}:{name}", "").strip()
        for name in ("title", "hint", "unit", "source", "kind", "options")
    }
    kept = {name: value for name, value in before.items() if name in {"x-field", "x-of"}}
    if "x-field" in kept:
        return kept | {name: value for name, value in (("title", said["title"]), ("x-hint", said["hint"])) if value}
    entry = {**kept, **_TYPES.get(said["kind"], _TYPES[Kind.TEXT]), "title": said["title"]}
    entry |= {f"x-{name}": said[name] for name in ("hint", "unit", "source") if said[name]}
    entry |= {name: before[name] for name in ("minimum", "maximum", "minLength", "x-latest") if name in before}
    options = [
        dict(zip(("const", "title"), line.split(maxsplit=1), strict=False))
        for line in said["options"].splitlines()
        if line.strip()
    ]
    if said["kind"] == Kind.CHOICE:
        entry["oneOf"] = options
    elif said["kind"] == Kind.CHOICES:
        entry["items"] = {"oneOf": options}
    return entry


def _require(document: Document, field: str, wanted: bool) -> None:
    others = [one for one in document.get("required", ()) if one != field]
    document["required"] = [*others, field] if wanted else others


def added(document: Document, name: str = "", after: str = "") -> tuple[Document, str]:
    """The document with one more question, of a common field or of its own, and the question's key."""
    made = copy.deepcopy(document)
    common = library().get(name)
    stem = name.replace(".", "_") if common else "question"
    taken = {*made.get("properties", {}), *(one["key"] for one in _questions(made))}
    key = next(key for number in range(1, 1000) if (key := f"{stem}_{number}") not in taken)
    title = common.title if common else "新的一问"
    made.setdefault("properties", {})[key] = {"x-field": name} if common else {"type": "string", "title": title}
    question = {"key": key, "title": title, "fields": [key], "why": ""}
    sections = made.setdefault("x-sections", [])
    if not sections:
        sections.append({"key": "all", "title": "申请表", "questions": []})
    home = next((one for one in sections if any(q["key"] == after for q in one["questions"])), sections[-1])
    places = [q["key"] for q in home["questions"]]
    home["questions"].insert(places.index(after) + 1 if after in places else len(places), question)
    made["required"] = [*made.get("required", ()), key]
    return made, key


def _questions(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for section in document.get("x-sections", ()) for one in section.get("questions", ())]


def removed(document: Document, key: str) -> Document:
    """The document without one question and its fields."""
    made = copy.deepcopy(document)
    gone = question_in(made, key) or {"fields": []}
    for section in made.get("x-sections", ()):
        section["questions"] = [one for one in section["questions"] if one["key"] != key]
    made["x-sections"] = [section for section in made.get("x-sections", ()) if section["questions"]]
    for field in gone["fields"]:
        made["properties"].pop(field, None)
        _require(made, field, False)
    return made


def moved(document: Document, key: str, by: int) -> Document:
    """The document with one question moved up (-1) or down (+1) within its section."""
    made = copy.deepcopy(document)
    for section in made.get("x-sections", ()):
        listed = section["questions"]
        place = next((number for number, one in enumerate(listed) if one["key"] == key), None)
        if place is not None and 0 <= place + by < len(listed):
            listed[place], listed[place + by] = listed[place + by], listed[place]
    return made


MOVES: dict[str, Callable[[Document, str], Document]] = {
    "up": lambda document, key: moved(document, key, -1),
    "down": lambda document, key: moved(document, key, +1),
    "remove": removed,
}
