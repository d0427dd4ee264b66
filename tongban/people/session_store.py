"""Sessions, kept in the database as Django keeps them, and read with one plain statement: every page of the signed-in does."""

from typing import Any

from django.contrib.sessions.backends.base import UpdateError
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

    def save(self, must_create: bool = False) -> None:
        """Keep what the session holds. One that is there already costs one plain statement; raises UpdateError if it went."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        row = self.create_model_instance(self._session)  # type: ignore[attr-defined]  # the stubs leave it out
        kept = Session.objects.filter(pk=row.pk).update(session_data=row.session_data, expire_date=row.expire_date)
        if not kept:
            raise UpdateError


def _by_key(key: str) -> Any:
    return Session.objects.filter(pk=key).values_list("session_data", "expire_date")
