"""What the forms of 特别程序, 延长期限 and 分段 offer, and what stops the clock of a case now."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tongban.cases import queries, timing
from tongban.cases.clock import Ground

if TYPE_CHECKING:
    from tongban.cases.models import Case

GROUNDS = [("", "请选")] + [(ground.value, ground.label) for ground in Ground]


def shown(case: "Case") -> dict[str, Any]:
    """What the forms of these verbs offer, and what stops the clock now."""
    rule, pause = timing.rule(case), case.moments.pause
    ended = len(case.moments.stage_ends)
    return {
        "grounds_of_stopping": GROUNDS,
        "today": timezone.localdate(),
        "pause": Ground(pause.kind) if pause and case.suspended_at else None,
        "pause_until": pause.until if pause and case.suspended_at else None,
        "extension": rule.extension,
        "approver_of_extension": rule.approver,
        "stage": rule.stages[ended] if ended < len(rule.stages) else None,
        "reminders": queries.reminders(case),
    }
