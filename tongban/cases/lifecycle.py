"""The life of a case as a table one can read aloud: which act leads from where to where, and who holds it meanwhile."""

from enum import StrEnum

from django.db import models


class State(models.TextChoices):
    """Where a case stands. The words are those of the staff; applicants read ``for_applicants``."""

    RECEIVED = "received", "已收件"
    SIGNED_FOR = "signed_for", "已签收"
    RETURNED = "returned", "待补正"
    ACCEPTED = "accepted", "已受理"
    DECIDED = "decided", "已决定"
    DELIVERED = "delivered", "已送达"
    DECLINED = "declined", "不予受理"
    RETRACTED = "retracted", "已撤回"
    LAPSED = "lapsed", "逾期未补正，视为撤回"


class Act(models.TextChoices):
    """What may be done to a case, each with its legal word."""

    SUBMIT = "submit", "提交"
    RECEIVE = "receive", "收件"
    SIGN_FOR = "sign_for", "签收"
    SEND_BACK = "send_back", "一次性告知补正"
    CORRECT = "correct", "补正"
    ACCEPT = "accept", "受理"
    DECLINE = "decline", "不予受理"
    DECIDE = "decide", "决定"
    DELIVER = "deliver", "送达"
    RETRACT = "retract", "撤回申请"
    LAPSE = "lapse", "视为撤回"
    SUSPEND = "suspend", "特别程序"
    RESUME = "resume", "恢复办理"
    EXTEND = "extend", "延长办理期限"
    END_STAGE = "end_stage", "一段办完"
    RESCHEDULE = "reschedule", "重算期限"


class Holder(StrEnum):
    """Who has the duty to do the next thing. There is exactly one at any time, until the case is concluded."""

    AUTHORITY = "authority"
    APPLICANT = "applicant"
    RECEIVING_OUTLET = "receiving_outlet"
    NOBODY = "nobody"


_OPEN = frozenset(set(State) - {State.DELIVERED, State.DECLINED, State.RETRACTED, State.LAPSED})

# act: (states it may start from, state it leads to; None: it stays where it is). SUBMIT and RECEIVE begin a case.
ARROWS: dict[Act, tuple[frozenset[State], State | None]] = {
    Act.SUBMIT: (frozenset(), State.RECEIVED),
    Act.RECEIVE: (frozenset(), State.RECEIVED),
    Act.SIGN_FOR: (frozenset({State.RECEIVED}), State.SIGNED_FOR),
    Act.SEND_BACK: (frozenset({State.RECEIVED, State.SIGNED_FOR}), State.RETURNED),
    Act.CORRECT: (frozenset({State.RETURNED}), State.SIGNED_FOR),
    Act.ACCEPT: (frozenset({State.RECEIVED, State.SIGNED_FOR}), State.ACCEPTED),
    Act.DECLINE: (frozenset({State.RECEIVED, State.SIGNED_FOR}), State.DECLINED),
    Act.DECIDE: (frozenset({State.ACCEPTED}), State.DECIDED),
    Act.DELIVER: (frozenset({State.DECIDED}), State.DELIVERED),
    Act.RETRACT: (
        frozenset({State.RECEIVED, State.SIGNED_FOR, State.RETURNED, State.ACCEPTED}),
        State.RETRACTED,
    ),
    Act.LAPSE: (frozenset({State.RETURNED}), State.LAPSED),
    Act.SUSPEND: (frozenset({State.ACCEPTED}), None),
    Act.RESUME: (frozenset({State.ACCEPTED}), None),
    Act.EXTEND: (frozenset({State.ACCEPTED}), None),
    Act.END_STAGE: (frozenset({State.ACCEPTED}), None),
    Act.RESCHEDULE: (_OPEN, None),
}

OPEN = _OPEN
CONCLUDED = frozenset(State) - OPEN
BEFORE_ACCEPTANCE = frozenset({State.RECEIVED, State.SIGNED_FOR})


def leads_to(act: Act, state: State) -> State:
    """Where an act leads from here: some change what a case awaits, and not where it stands."""
    return ARROWS[act][1] or state


def holder(state: State, *, handed_out_at_counter: bool) -> Holder:
    """Who holds the duty in this state. A decided case is the outlet's when the person collects at the window."""
    if state in CONCLUDED:
        return Holder.NOBODY
    if state == State.RETURNED:
        return Holder.APPLICANT
    if state == State.DECIDED and handed_out_at_counter:
        return Holder.RECEIVING_OUTLET
    return Holder.AUTHORITY
