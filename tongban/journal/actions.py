"""What a person may do to the relay."""

from django.utils import timezone

from tongban.journal.models import Relay


def free(relay_id: int) -> bool:
    """Let a parked relay try again, once whoever looked at it has mended the cause. False if it was not parked."""
    return bool(
        Relay.objects.parked().filter(pk=relay_id).update(parked_at=None, attempts=0, cut_off=0, due_at=timezone.now())
    )
