"""What an outlet (收件网点) has in hand: the figures beside the pages of a window."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from tongban.cases.choices import DeliveryWay
from tongban.cases.drafts import mine
from tongban.cases.lifecycle import OPEN, State
from tongban.cases.models import Case, Draft
from tongban.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Tally:
    """How many drafts lie open, cases are under way, corrections await the person, results wait to be handed out.

    ``received_today`` and ``delivered_today`` are this outlet's, since midnight.
    """

    drafts: int
    under_way: int
    to_call: int
    to_hand_out: int
    received_today: int
    delivered_today: int


def tally(actor: Actor) -> Tally:
    """The figures of this clerk's outlet, in two questions."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    at_counter = Q(state=State.DECIDED, application__delivery_way=DeliveryWay.COUNTER)
    figures = Case.objects.visible_to(actor).aggregate(
        under_way=Count("pk", filter=Q(state__in=OPEN)),
        to_call=Count("pk", filter=Q(state=State.RETURNED)),
        to_hand_out=Count("pk", filter=at_counter),
        received_today=Count("pk", filter=Q(received_at__gte=midnight)),
        delivered_today=Count("pk", filter=Q(delivered_at__gte=midnight)),
    )
    drafts = Draft.objects.open().filter(mine(actor))
    return Tally(drafts=drafts.count(), **figures)
