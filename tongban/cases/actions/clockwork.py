"""What time does by itself, with nobody's hand: corrections that did not come, drafts that nobody went on with."""

import logging

from django.utils import timezone

from tongban.cases.actions.drafts import sweep_drafts
from tongban.cases.actions.outcome import lapse
from tongban.cases.lifecycle import State
from tongban.cases.models import Case
from tongban.kit.blocked import Blocked
from tongban.people.actors import CLOCK

MOST_AT_ONCE = 500
log = logging.getLogger("tongban.clock")


def keep_time() -> int:
    """视为撤回 for every case whose last day for corrections has passed; drafts past their thirty days are deleted.

    May run anywhere, at any time, in several processes: what another did first is left alone. Returns how many lapsed.
    """
    sweep_drafts()
    late = Case.objects.at(State.RETURNED).filter(correct_by__lt=timezone.localdate()).select_related("application")
    return sum(_lapsed(case) for case in late[:MOST_AT_ONCE])


def _lapsed(case: Case) -> bool:
    try:
        lapse(case, by=CLOCK)
    except Blocked:
        log.info("a case moved before it lapsed", extra={"case": case.pk})
        return False
    return True
