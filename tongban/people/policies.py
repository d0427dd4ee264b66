"""Whether someone may try again, and whether letters reach them: None, or the sentence saying why not."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from tongban.people.models import Attempt
from tongban.people.sealing import seal

TRIES = 5
WAIT = timedelta(minutes=15)


def too_many_tries(keys: list[str]) -> str | None:
    """After five failures within fifteen minutes on any of the keys (an account, a case number, an address): wait."""
    since = timezone.now() - WAIT
    tired = Attempt.objects.filter(key__in=[seal.index(key) for key in keys], failures__gte=TRIES, first_at__gt=since)
    first = tired.order_by("-first_at").first()
    if first is None:
        return None
    minutes = max(1, -(-int((first.first_at - since).total_seconds()) // 60))
    return f"试的次数太多了。请过 {minutes} 分钟再试，或打 12345 请人帮您查。"


def tries_left(keys: list[str]) -> int:
    """How many tries remain before a wait; told with each failure."""
    since = timezone.now() - WAIT
    rows = Attempt.objects.filter(key__in=[seal.index(key) for key in keys], first_at__gt=since)
    return max(0, TRIES - max((row.failures for row in rows), default=0))


def email_problem(text: str) -> str | None:
    """What is wrong with an e-mail address. Letters to one that cannot be would hold up all others of the case."""
    try:
        validate_email(text)
    except ValidationError:
        return f"电子邮箱“{text[:40]}”写得不对，要像 name@example.cn 这样；没有就不用填"
    return None
