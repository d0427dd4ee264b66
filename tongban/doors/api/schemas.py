"""The shapes departments' systems send and receive. What an application says is ``cases.content``: one shape for all doors."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

from tongban.cases.actions.examination import WrittenProblem, WrittenReply
from tongban.cases.clock import Ground
from tongban.cases.content import Content, FileRef


class Body(Schema):
    """What is sent: closed to fields it does not know, so that a misspelt field is told and not lost."""

    model_config = ConfigDict(extra="forbid")


class FieldError(Schema):
    """One thing that is wrong: where, as a dotted path, and a Chinese sentence that says what to do."""

    field: str
    sentence: str


class Problem(Schema):
    """RFC 9457 problem+json. ``title`` and ``detail`` are Chinese; ``code`` is for programs."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] = []


class ItemOut(Schema):
    """事项, with the version in force at one authority."""

    slug: str
    name: str
    local_name: str
    version_id: int
    agency: str
    region_code: str
    modes: list[str]
    promised: str | None
    statutory: str


class ItemsOut(Schema):
    """What a search found, the best first."""

    items: list[ItemOut]


class MaterialOut(Schema):
    """One material of a situation. ``exempt``: data sharing or a licence stands for it."""

    key: str
    name: str
    required: bool
    exempt: bool
    deferrable: bool
    note: str
    points: list[str]


class GuideOut(Schema):
    """One version's guide, whole, and the materials of the situation that was asked for."""

    version_id: int
    name: str
    agency: str
    materials: list[MaterialOut]
    guide: dict[str, Any]


class ReceptionOut(Schema):
    """May this place receive the item for that authority: in which modes; else why not, and what instead."""

    possible: bool
    mode: str | None = None
    modes: list[str] = []
    scope: str | None = None
    ground: str = ""
    why_not: str = ""
    instead: str = ""
    other_modes: list[str] = []
    outlets: list["OutletOut"] = []


class OutletOut(Schema):
    """An outlet that receives it: where to go instead."""

    code: str
    name: str
    address: str
    phone: str


class FileOut(Schema):
    """A kept file. ``id`` is what materials refer to."""

    id: int
    sha256: str
    size: int
    media_type: str
    pages: int | None


RegionCode = Annotated[str, Field(pattern=r"^\d{12}$", description="区划代码，12 位", examples=["330681000000"])]


class CaseIn(Body):
    """收件: an application for one item version, handed in at one place."""

    version_id: int
    receipt_region: RegionCode
    content: Content
    files: dict[str, list[FileRef]] = {}


class CaseMaterialOut(Schema):
    """A material as it came in."""

    key: str
    name: str
    required: bool
    conclusion: str
    collected_by: str
    trust: str
    files: list[FileOut]


class CaseOut(Schema):
    """办件, as this agency may see it. Personal data is masked."""

    number: str
    state: str
    state_label: str
    version: int
    item_name: str
    applicant_name: str
    agency: str
    receipt_place: str
    applicant_region: str
    receipt_region: str
    completion_region: str
    mode: str
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    delivered_at: datetime | None
    concluded_at: datetime | None
    respond_by: date
    due_on: date | None
    statutory_due_on: date | None
    correct_by: date | None
    granted: bool | None
    materials: list[CaseMaterialOut]


class LineOut(Schema):
    """One line of a correction notice."""

    id: int
    material: str
    wrong: str
    mend: str
    ground: str
    reply: str


class EventOut(Schema):
    """A fact about a case. ``id`` is the cursor to go on from."""

    id: int
    number: str
    event: str
    at: datetime
    actor: str
    content: dict[str, Any]


class EventsOut(Schema):
    """Facts since a cursor, oldest first. ``cursor`` is what to ask with next."""

    events: list[EventOut]
    cursor: int


class ActOut(Schema):
    """After an act: where the case stands now."""

    number: str
    state: str
    state_label: str
    version: int
    next_due_on: date | None


class SendBackIn(Body):
    """一次性告知补正: every problem at once."""

    problems: Annotated[list[WrittenProblem], Field(max_length=50)]
    until: date | None = None


class DeclineIn(Body):
    """不予受理: the reason, its ground, and which authority is competent instead."""

    reason: Annotated[str, Field(max_length=500)]
    ground: Annotated[str, Field(max_length=300)] = ""
    instead: Annotated[str, Field(max_length=300)] = ""


class DecideIn(Body):
    """决定: granted with the result, or refused with the reason."""

    granted: bool
    reason: Annotated[str, Field(max_length=500)] = ""
    result: Annotated[str, Field(max_length=300)] = ""
    instead: Annotated[str, Field(max_length=300)] = ""


class DeliverIn(Body):
    """送达: how it reached whom."""

    receiver: Annotated[str, Field(max_length=50)] = ""
    received_how: Annotated[str, Field(max_length=100)] = ""
    tracking: Annotated[str, Field(max_length=60)] = ""


class SuspendIn(Body):
    """特别程序: one of the eight kinds of art. 45, why, the day it is expected to end, and who approved it."""

    kind: Ground
    ground: Annotated[str, Field(max_length=300)]
    until: date
    approver: Annotated[str, Field(max_length=60)]


class ResumeIn(Body):
    """恢复办理: what the special procedure came to."""

    result: Annotated[str, Field(max_length=300)]


class ExtendIn(Body):
    """延长办理期限: why, who approved it, and how many days or hours; all that the law allows unless said."""

    reason: Annotated[str, Field(max_length=300)]
    approver: Annotated[str, Field(max_length=60)]
    days: Annotated[int, Field(ge=1, le=400)] | None = None


class CorrectIn(Body):
    """补正: an answer to every line."""

    replies: Annotated[list[WrittenReply], Field(max_length=50)]
