"""The nouns of this room: the case with its materials, what precedes it, and what the staff do around it."""

from tongban.cases.models.case import (
    Application,
    Attachment,
    Case,
    CaseMaterial,
    CaseQuerySet,
    Correction,
    CorrectionLine,
    Overtaken,
    Series,
    Sight,
)
from tongban.cases.models.drafts import Draft, DraftFile, DraftQuerySet, Signature, TurnAway
from tongban.cases.models.following import Call, HandOut
from tongban.cases.models.timekeeping import DateMove, Reminder

__all__ = [
    "Application",
    "Attachment",
    "Call",
    "Case",
    "CaseMaterial",
    "CaseQuerySet",
    "Correction",
    "CorrectionLine",
    "DateMove",
    "Draft",
    "DraftFile",
    "DraftQuerySet",
    "HandOut",
    "Overtaken",
    "Reminder",
    "Series",
    "Sight",
    "Signature",
    "TurnAway",
]
