"""Sessions, kept in the database as Django keeps them, and read with one plain statement: every page of the signed-in does."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone

from tongban.kit import compiled


class SessionStore(InDatabase):
    """What Django's own store does, with a quicker look-up."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key any more, when it is unknown or has ended."""
        found = compiled.rows("session", _by_key, key=self.session_key or "")
        if not found or found[0][1] <= timezone.now():
            self._session_key = None
            return {}
        return self.decode(found[0][0])


def _by_key(key: str) -> Any:
    return Session.objects.filter(pk=key).values_list("session_data", "expire_date")
