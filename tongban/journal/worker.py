"""The relay: claim, let the listener hear, mark. A worker may die at any statement; nothing is lost and order holds."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import timezone

from tongban.journal.bus import Listener, listeners
from tongban.journal.facts import Fact, read
from tongban.journal.models import Relay
from tongban.kit import traces

LEASE = timedelta(seconds=30)  # a worker that says nothing for this long is taken for dead
BATCH = 50
LAST_ATTEMPT = 8  # 2, 4, 8 … seconds apart: about four minutes, then a person looks at it
LAST_CUT_OFF = 3  # a listener in the middle of which so many workers died is not tried again
log = logging.getLogger("tongban.relay")


class LeaseLost(Exception):
    """Another worker took this relay over: what this one did must not count."""


def claim(limit: int = BATCH) -> list[Relay]:
    """Lease relays that may be delivered now. Every claim raises the fence, so an older claimant can no longer mark."""
    now = timezone.now()
    with transaction.atomic():
        ready = Relay.objects.ready(now)
        if connection.features.has_select_for_update_skip_locked:
            ready = ready.select_for_update(of=("self",), skip_locked=True)
        claimed = list(ready.select_related("entry")[:limit])
        Relay.objects.filter(pk__in=[relay.pk for relay in claimed]).update(fence=F("fence") + 1, due_at=now + LEASE)
    for relay in claimed:
        relay.fence += 1
        relay.due_at = now + LEASE
    return claimed


def deliver(relay: Relay) -> bool:
    """Let the listener hear the fact, and mark it; on trouble put it off, each time for longer, and park it at last.

    One whose lease ran out while it waited behind a slow one is left to whoever claims it next.
    """
    if relay.due_at <= timezone.now() or not _may_be_heard(relay):
        return False
    try:
        listener = listeners[relay.listener]
        fact = read(relay.entry.fact, {"subject": relay.subject, **relay.entry.content})
        _hear(listener, fact, relay)
    except LeaseLost:
        return False
    except Exception as trouble:
        log.warning("a listener failed", extra={"listener": relay.listener, "relay": relay.pk}, exc_info=True)
        _put_off(relay, trouble)
        return False
    return True


def _may_be_heard(relay: Relay) -> bool:
    """Whether to try it. One that was claimed before without any outcome may have killed its worker: that is counted first.

    What is left over when a worker stops or is slow looks the same, but then its next hearing has an outcome, and the
    count begins anew. After the third death in a row it is parked: the relays behind it have waited for it each time.
    """
    if relay.fence - relay.attempts <= 1:
        return True
    mine = Relay.objects.unfinished().filter(pk=relay.pk, fence=relay.fence)
    if relay.cut_off >= LAST_CUT_OFF:
        mine.update(parked_at=timezone.now(), trouble=f"听的时候传达进程没了 {relay.cut_off} 次")
        log.error("a listener killed its workers", extra={"listener": relay.listener, "relay": relay.pk})
        return False
    return bool(mine.update(cut_off=F("cut_off") + 1))


def _hear(listener: Listener, fact: Fact, relay: Relay) -> None:
    if listener.abroad:
        listener.hear(fact)
        _mark(relay)
        return
    with transaction.atomic():
        listener.hear(fact)
        _mark(relay)


def _mark(relay: Relay) -> None:
    mine = Relay.objects.unfinished().filter(pk=relay.pk, fence=relay.fence)
    if not mine.update(done_at=timezone.now(), trouble="", cut_off=0):
        raise LeaseLost


def _put_off(relay: Relay, trouble: Exception) -> None:
    now = timezone.now()
    attempts = relay.attempts + 1
    Relay.objects.unfinished().filter(pk=relay.pk, fence=relay.fence).update(
        attempts=attempts,
        cut_off=0,
        due_at=now + timedelta(seconds=2**attempts),
        parked_at=now if attempts >= LAST_ATTEMPT else None,
        trouble=traces.brief(trouble)[:2000],
    )


def turn(*, stopped: Callable[[], bool] = bool) -> int:
    """One round: claim a batch and deliver it. Returns how many were claimed."""
    claimed = claim()
    for relay in claimed:
        if stopped():
            break  # what is left of the batch is free again when its lease ends
        deliver(relay)
    return len(claimed)


def drain(limit: int = 10_000) -> int:
    """Deliver until nothing is ready; for stories, tests and tools. Returns how many were delivered or tried."""
    total = 0
    while total < limit and (claimed := turn()):
        total += claimed
    return total


def run(
    *, stopped: Callable[[], bool], idle: float = 0.5, now_and_then: Callable[[], object] = int, every: float = 600.0
) -> None:
    """Deliver for ever. A database that is away is waited for; the loop itself never ends by an error.

    ``now_and_then`` is what time itself does, at the start and then ``every`` so many seconds.
    """
    next_time = time.monotonic()
    while not stopped():
        try:
            if time.monotonic() >= next_time:
                now_and_then()
                next_time = time.monotonic() + every
            claimed = turn(stopped=stopped)
        except Exception:
            log.exception("the relay could not reach the database; trying again")
            connections.close_all()
            claimed = 0
        if not claimed:
            time.sleep(idle)
