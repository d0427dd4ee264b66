"""How Django finds the account of a session: with the person, the officer, their agency and counter, in one query."""

import time

from django.contrib.auth.backends import BaseBackend

from tongban.people.models import User

KEPT_SECONDS = 5.0  # an account that is stopped, or whose duties change, is so for every page within this time
_MOST_KEPT = 5000
_kept: dict[int, tuple[float, User]] = {}


class Accounts(BaseBackend):
    """Looks an account up; signing in itself is ``people.actions.sign_in``."""

    def get_user(self, user_id: int) -> User | None:
        """The active account of this session, or None. Each process asks the database once in five seconds."""
        now = time.monotonic()
        known = _kept.get(user_id)
        if known and now - known[0] < KEPT_SECONDS:
            return known[1]
        whole = User.objects.select_related("person", "officer__agency", "officer__counter")
        user = whole.filter(pk=user_id, is_active=True).first()
        if user is not None:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            _kept[user_id] = (now, user)
        return user


forget = _kept.clear
