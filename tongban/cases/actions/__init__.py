"""What may be done to a case, one function an act, one file a chapter: intake, examination, outcome, drafts.

Every act has the same five lines: check, take, consequences, announce, return.
"""

from tongban.cases.actions.answering import keep_answers
from tongban.cases.actions.beside import add_signed_receipt, record_call, tell_who_was_found
from tongban.cases.actions.clockwork import keep_time
from tongban.cases.actions.drafts import (
    attach,
    detach,
    discard_draft,
    open_draft,
    restore_draft,
    save,
    sweep_drafts,
    take_up,
)
from tongban.cases.actions.examination import accept, correct, decline, preview_notice, send_back, sign_for
from tongban.cases.actions.intake import receive, receive_from_system, submit, turn_away
from tongban.cases.actions.outcome import decide, deliver, lapse, retract
from tongban.cases.actions.procedures import end_stage, extend, resume, suspend
from tongban.cases.actions.reading import read, reveal
from tongban.cases.actions.reminding import remind
from tongban.cases.actions.rescheduling import reschedule_stale
from tongban.cases.actions.signing import draw_application, sign_application

__all__ = [
    "accept",
    "add_signed_receipt",
    "attach",
    "correct",
    "decide",
    "decline",
    "deliver",
    "detach",
    "discard_draft",
    "draw_application",
    "end_stage",
    "extend",
    "keep_answers",
    "keep_time",
    "lapse",
    "open_draft",
    "preview_notice",
    "read",
    "receive",
    "receive_from_system",
    "record_call",
    "remind",
    "reschedule_stale",
    "restore_draft",
    "resume",
    "retract",
    "reveal",
    "save",
    "send_back",
    "sign_application",
    "sign_for",
    "submit",
    "suspend",
    "sweep_drafts",
    "take_up",
    "tell_who_was_found",
    "turn_away",
]
