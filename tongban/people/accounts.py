"""How Django finds the account of a session: with the person, the officer, their agency and counter, in one query."""

from django.contrib.auth.backends import BaseBackend

from tongban.people.models import User


class Accounts(BaseBackend):
    """Looks an account up; signing in itself is ``people.actions.sign_in``."""

    def get_user(self, user_id: int) -> User | None:
        """The active account of this session, or None."""
        whole = User.objects.select_related("person", "officer__agency", "officer__counter")
        return whole.filter(pk=user_id, is_active=True).first()
