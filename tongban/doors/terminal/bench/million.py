"""The legal clock among a million open cases: every last day and card from the columns; one long journal from its rows."""

import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

CHUNK = 5000
FACTS = 500


def million(cases: int, number: str) -> float:
    """Seconds to read so many open cases and reckon each one's dates and card, in two processes."""
    from django.db import connection

    low, high = _bare_copies(cases, number)
    middle = (low + high) // 2
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]  # two processes must not talk over one connection
    began = time.monotonic()
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as two:
        done = sum(two.map(_reckon, [(low, middle), (middle + 1, high)]))
    seconds = time.monotonic() - began
    if done < cases:
        raise SystemExit(f"只算了 {done:,} 件，应有 {cases:,} 件。")
    return seconds


def _reckon(keys: tuple[int, int]) -> int:
    from django.db import connection
    from django.utils import timezone

    from tongban.cases.actions.rescheduling import faces
    from tongban.regions.calendars import calendar

    connection.close()
    current, now, done, low = calendar(), timezone.now(), 0, keys[0]
    while low <= keys[1]:
        done += faces(low, min(low + CHUNK - 1, keys[1]), current, now).total()
        low += CHUNK
    return done


def _bare_copies(cases: int, number: str) -> tuple[int, int]:
    """So many copies of one accepted case, spread over a hundred days; the row alone, for the clock reads nothing else."""
    from django.db import connection, transaction

    from tongban.doors.terminal.bench.crowded import _count, _insert

    first = _count("cases_case") + 1
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE cases_case SET state = 'accepted', accepted_at = received_at, due_on = respond_by, "
                "statutory_due_on = respond_by, next_due_on = respond_by WHERE number = %s",
                [number],
            )
        made = 0
        while made < cases:
            last = _count("cases_case")
            more = min(max(1, made), cases - made)
            source = f"t.number = '{number}'" if made == 0 else f"t.id >= {first} AND t.id < {first + more}"
            base = f"{last} - {first} + 1 + t.id" if made else str(first)
            _insert("cases_case", {"id": base, "number": f"'8-' || ({base})"}, source)
            made += more
    _spread_in_time(first)
    return first, first + cases - 1


def _spread_in_time(first: int) -> None:
    from django.db import connection

    ago = "(interval '1 day' * (id % 100))"
    moved = {
        name: f"{name} - {ago}"
        if connection.vendor == "postgresql"
        else f"datetime({name}, '-' || (id % 100) || ' days')"
        for name in ("received_at", "accepted_at")
    }
    with connection.cursor() as cursor:
        listed = ", ".join(f"{name} = {moved[name]}" for name in moved)
        cursor.execute(f"UPDATE cases_case SET {listed} WHERE id >= {first}")


def long_journal(number: str) -> float:
    """Seconds to read one case of five hundred facts and reckon its dates from them: the median of nine."""
    import statistics

    from django.db import transaction
    from django.utils import timezone

    from tongban.cases import queries
    from tongban.cases.events import CaseResumed, CaseSuspended
    from tongban.journal import queries as journal
    from tongban.journal.bus import announce
    from tongban.people.actors import CLOCK

    now = timezone.now()
    with transaction.atomic():
        for turn in range(FACTS - len(journal.history(number))):
            at = now + timedelta(hours=turn)
            fact = (
                CaseResumed(subject=number)
                if turn % 2
                else CaseSuspended(subject=number, kind="hearing", until=at.date(), ground="测速")
            )
            announce(fact, by=CLOCK, at=at)
    taken = []
    for _ in range(9):
        began = time.monotonic()
        queries.recomputed(number)
        taken.append(time.monotonic() - began)
    return statistics.median(taken)
