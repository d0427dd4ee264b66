"""Who calls: the department's system behind a bearer token. Each token is looked up once in thirty seconds."""

import time

from django.http import HttpRequest
from ninja.security import HttpBearer

from tongban.people import queries as people
from tongban.people.actors import Actor

KEPT_SECONDS = 30.0  # a revoked token stops working within this time
MOST_KEPT = 1000
_kept: dict[str, tuple[float, Actor]] = {}


class Token(HttpBearer):
    """``Authorization: Bearer …``; the view finds the actor as ``request.auth``."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor, or None for a token that is unknown or revoked."""
        now = time.monotonic()
        known = _kept.get(token)
        if known and now - known[0] < KEPT_SECONDS:
            return known[1]
        actor = people.actor_by_token(token)
        if actor is not None:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[token] = (now, actor)
        return actor


def forget() -> None:
    """Look every token up anew: for tests, and after a key was stopped in this process."""
    _kept.clear()
