"""What a fact is: a frozen record in the past tense, with a permanent name, that survives being stored as JSON."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """Something that happened to ``subject`` (a case number, as a rule). Fields are only ever added, and are optional."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    subject: str


AnyFact = TypeVar("AnyFact", bound=Fact)
_by_name: dict[str, type[Fact]] = {}
_names: dict[type[Fact], str] = {}


def fact(name: str) -> Callable[[type[AnyFact]], type[AnyFact]]:
    """Give a kind of fact its permanent name (``case.accepted``): stored rows are read back by it for ever."""

    def register(kind: type[AnyFact]) -> type[AnyFact]:
        if name in _by_name:
            raise RuntimeError(f"two kinds of fact are called {name}")
        _by_name[name] = kind
        _names[kind] = name
        return kind

    return register


@cache
def name_of(kind: type[Fact]) -> str:
    """The permanent name of a kind of fact."""
    return _names[kind]


def read(name: str, content: dict[str, Any]) -> Fact:
    """A stored fact as it was announced."""
    return _by_name[name].model_validate(content)
