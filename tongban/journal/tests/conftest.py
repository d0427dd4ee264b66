"""Facts and listeners that exist for these tests only."""

from dataclasses import dataclass, field

import pytest

from tongban.journal import bus, facts
from tongban.journal.facts import Fact


@dataclass(frozen=True)
class Tester:
    """Somebody who acts."""

    key: str = "tester"
    label: str = "测试者"


@dataclass
class Ear:
    """A listener that notes what it heard, and fails as long as it is told to."""

    heard: list = field(default_factory=list)
    failing: set = field(default_factory=set)

    def __call__(self, fact) -> None:
        if fact.subject in self.failing:
            raise OSError("线断了")
        self.heard.append((fact.subject, fact.words))


@pytest.fixture
def by() -> Tester:
    return Tester()


@pytest.fixture
def registers():
    """What a test registers is forgotten with it."""
    tables = (facts._by_name, facts._names, bus.listeners)
    kept = [dict(table) for table in tables]
    yield
    for table, before in zip(tables, kept, strict=True):
        table.clear()
        table.update(before)


@pytest.fixture
def spoken(registers):
    """A kind of fact: somebody said something."""

    @facts.fact("test.spoken")
    class Spoken(Fact):
        words: str

    return Spoken


@pytest.fixture
def ear(spoken):
    """A listener in the database's own transaction."""
    listener = Ear()
    bus.when(spoken, name="test.ear")(listener)
    return listener
