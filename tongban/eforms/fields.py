"""常用字段: the library of common fields, as data. A field that two items share is one field here, and is asked once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "source"
APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class LibraryField:
    """One common field: its name (``person.name``), the noun it belongs to, and its JSON Schema with our annotations."""

    name: str
    noun: str
    schema: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What people call it."""
        return str(self.schema["title"])


@cache
def library() -> dict[str, LibraryField]:
    """All common fields by name, in the order of the file."""
    nouns = json.loads((SOURCE / "fields.json").read_text(encoding="utf-8"))
    return {
        f"{noun}.{key}": LibraryField(f"{noun}.{key}", told["title"], schema)
        for noun, told in nouns.items()
        for key, schema in told["fields"].items()
    }


def whole(written: Mapping[str, Any]) -> dict[str, Any]:
    """A field as a design writes it, with what the library knows of it filled in; what the design says stands.

    What is known of the applicant is never put in for somebody else (``x-of``). An unknown name is left as written.
    """
    known = library().get(str(written.get("x-field", "")))
    if known is None:
        return dict(written)
    schema = {**known.schema, **written}
    if written.get("x-of", APPLICANT) != APPLICANT and "x-source" not in written:
        schema.pop("x-source", None)
    return schema
