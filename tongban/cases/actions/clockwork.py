"""What time does by itself, with nobody's hand: silence that accepts, corrections that did not come, drafts left alone.

It may run anywhere, at any time, in several processes, after any pause: what another did first is left alone, and what
comes late carries the date the law gives it. A clock that was set back does nothing but say so.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from tongban.cases.actions.drafts import sweep_drafts
from tongban.cases.actions.examination import accept
from tongban.cases.actions.outcome import lapse
from tongban.cases.actions.reminding import remind
from tongban.cases.actions.rescheduling import reschedule_stale
from tongban.cases.lifecycle import BEFORE_ACCEPTANCE, State
from tongban.cases.models import Case, CaseQuerySet
from tongban.journal import queries as journal
from tongban.kit.blocked import Blocked
from tongban.people.actors import CLOCK

MOST_AT_ONCE = 500
TOLERANCE = timedelta(minutes=2)  # clocks of two machines may differ by so much
log = logging.getLogger("tongban.clock")


def keep_time() -> int:
    """视为受理 and 视为撤回 for every case whose days have passed; old drafts deleted; stale dates reckoned anew; reminders.

    Returns how many cases were accepted by silence or lapsed.
    """
    if set_back():
        log.error("the clock is behind the journal: nothing is done by time until it is right again")
        return 0
    sweep_drafts()
    today = timezone.localdate()
    cases = Case.objects.select_related("application__applicant", "application__organisation")
    done = _each(cases.at(State.RETURNED).filter(next_due_on__lt=today), lambda case: lapse(case, by=CLOCK))
    done += _each(cases.at(*BEFORE_ACCEPTANCE).filter(respond_by__lt=today), lambda case: accept(case, by=CLOCK))
    reschedule_stale()
    remind()
    return done


def set_back() -> bool:
    """Whether this machine's clock is behind what was written down already."""
    newest = journal.newest_moment()
    return newest is not None and timezone.now() + TOLERANCE < newest


def _each(cases: CaseQuerySet, act: Callable[[Case], object]) -> int:
    return sum(_done(case, act) for case in cases.order_by("next_due_on", "id")[:MOST_AT_ONCE])


def _done(case: Case, act: Callable[[Case], object]) -> bool:
    try:
        act(case)
    except Blocked:
        log.info("a case moved before the clock came to it", extra={"case": case.pk})
        return False
    return True
