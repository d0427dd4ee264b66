"""Announce up: rooms below tell what happened; rooms above say, with ``when``, that they want to hear it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from tongban.journal.facts import Fact, name_of
from tongban.journal.models import Entry, Relay
from tongban.kit.compiled import insert


class Who(Protocol):
    """Whoever acts: a permanent key (``officer:7``, ``clock``) and the words a person reads."""

    @property
    def key(self) -> str:
        """The permanent key."""

    @property
    def label(self) -> str:
        """What people read."""


@dataclass(frozen=True, slots=True)
class Listener:
    """What a room does when it hears a fact. ``abroad`` marks one that leaves the database (mail, another node)."""

    name: str
    hear: Callable[[Any], None]
    abroad: bool


_by_kind: dict[type[Fact], list[Listener]] = defaultdict(list)
listeners: dict[str, Listener] = {}


def when(
    *kinds: type[Fact], name: str, abroad: bool = False
) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Let a function hear facts. Its ``name`` is permanent: stored relays find it by that name.

    A listener runs in one transaction with the mark that it has heard, so its writes happen exactly once.
    One that goes ``abroad`` runs outside any transaction, at least once, and must bear hearing a fact twice.
    """

    def register(hear: Callable[[Any], None]) -> Callable[[Any], None]:
        if name in listeners:
            raise RuntimeError(f"two listeners are called {name}")
        listeners[name] = Listener(name, hear, abroad)
        for kind in kinds:
            _by_kind[kind].append(listeners[name])
        return hear

    return register


def announce(fact: Fact, *, by: Who, at: datetime | None = None) -> Entry:
    """Write the fact and one relay per listener, in the transaction of the act that made it true."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a fact is announced inside the transaction of its act")
    at = at or timezone.now()
    kind = type(fact)
    entry = Entry(
        subject=fact.subject,
        fact=name_of(kind),
        content=fact.model_dump(mode="json", exclude={"subject"}),
        at=at,
        actor=by.key,
        actor_label=by.label,
    )
    insert([entry])
    insert([Relay(entry=entry, listener=listener.name, subject=fact.subject, due_at=at) for listener in _by_kind[kind]])
    return entry
