"""人生事件: what happens in a life, how people say so, and which items it calls for."""

from dataclasses import dataclass
from functools import lru_cache

from tongban.catalogue.reading import SOURCE


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One event: its name, the words it is told by, and what it calls for, the first needed first."""

    name: str
    said: tuple[str, ...]
    slugs: tuple[str, ...]


def event_in(words: str) -> LifeEvent | None:
    """The event that is told by the longest of the words, if any."""
    told = [(len(said), -place, event) for place, event in enumerate(_events()) for said in event.said if said in words]
    return max(told, key=lambda one: one[:2])[2] if told else None


@lru_cache(maxsize=1)
def _events() -> tuple[LifeEvent, ...]:
    lines = (SOURCE / "life_events.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(LifeEvent(name, tuple(said.split("、")), tuple(slugs.split())) for name, said, slugs in rows)
