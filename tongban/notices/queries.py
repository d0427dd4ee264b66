"""A person's inbox."""

from tongban.notices.models import Notice
from tongban.people.actors import Actor


def inbox(actor: Actor, *, limit: int = 50) -> list[Notice]:
    """What this person was told, newest first."""
    return list(Notice.objects.filter(person=actor.person_id)[:limit]) if actor.person_id is not None else []


def unread(actor: Actor) -> int:
    """How many notices are new."""
    return Notice.objects.filter(person=actor.person_id, read_at=None).count() if actor.person_id is not None else 0
