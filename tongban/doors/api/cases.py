"""办件: upload material, hand in, read, and follow what happens."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Header, Query, Router, Status, UploadedFile

from tongban.cases import actions, queries
from tongban.cases.lifecycle import State
from tongban.documents import actions as documents
from tongban.doors.api import schemas
from tongban.people.actors import Actor

router = Router()
REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 503, 507), schemas.Problem)
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=80,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="同一份申请用同一个键",
    ),
]


def caller(request: HttpRequest) -> Actor:
    """The department's system that calls."""
    return request.auth  # type: ignore[attr-defined,no-any-return]


@router.post("/files", response={201: schemas.FileOut, **REFUSALS}, summary="上传材料")
def upload(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Status[schemas.FileOut]:
    """Keep a file (PDF, JPG, PNG, OFD, DOCX, XLSX; at most 20 MB). The same content sent again is the same file."""
    kept = documents.keep(file, name=file.name or "未命名")
    return Status(201, _file(kept))


def _file(kept: Any) -> schemas.FileOut:
    return schemas.FileOut(id=kept.pk, sha256=kept.sha256, size=kept.size, media_type=kept.media_type, pages=kept.pages)


@router.post("/cases", response={201: schemas.ActOut, **REFUSALS}, summary="收件")
def hand_in(request: HttpRequest, body: schemas.CaseIn, idempotency_key: IdempotencyKey) -> Status[schemas.ActOut]:
    """Receive an application and hand it over to the authority, all of it or nothing. Sent again: the same case."""
    case = actions.receive_from_system(
        key=idempotency_key,
        version_id=body.version_id,
        receipt_region=body.receipt_region,
        content=body.content,
        files=body.files,
        by=caller(request),
    )
    return Status(201, standing(case))


def standing(case: Any) -> schemas.ActOut:
    """Where a case stands after an act."""
    return schemas.ActOut(
        number=case.number,
        state=case.state,
        state_label=State(case.state).label,
        version=case.version,
        next_due_on=case.next_due_on,
    )


@router.get("/cases/{number}", response={200: schemas.CaseOut, **REFUSALS}, summary="读办件")
def read_case(request: HttpRequest, number: str) -> schemas.CaseOut:
    """A case of this agency, with its materials. The reading leaves a row that the applicant sees."""
    case = actions.read(number, by=caller(request), purpose="业务系统读取办件")
    plain = {name: getattr(case, name) for name in _PLAIN}
    return schemas.CaseOut(
        **plain,
        state_label=State(case.state).label,
        agency=case.agency_name,
        materials=[
            schemas.CaseMaterialOut(
                key=material.key,
                name=material.name,
                required=material.required,
                conclusion=material.conclusion,
                collected_by=material.collected_by,
                trust=material.trust,
                files=[_file(attachment.document) for attachment in material.attachments.all()],
            )
            for material in queries.materials(case)
        ],
    )


_PLAIN = (
    "number", "state", "version", "item_name", "applicant_name", "receipt_place", "applicant_region", "receipt_region",
    "completion_region", "mode", "received_at", "accepted_at", "decided_at", "delivered_at", "concluded_at", "respond_by",
    "due_on", "statutory_due_on", "correct_by", "granted",
)  # fmt: skip


@router.get("/events", response={200: schemas.EventsOut, **REFUSALS}, summary="跟踪经过")
def follow(
    request: HttpRequest,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> schemas.EventsOut:
    """What happened to this agency's cases since a cursor, oldest first. Go on from the cursor it answers with.

    It moves on, as far as was looked, even when nothing happened to them.
    """
    told, cursor = queries.events_since(caller(request), after, limit=limit)
    events = [
        schemas.EventOut(
            id=entry.id,
            number=entry.subject,
            event=entry.name,
            at=entry.at,
            actor=entry.actor_label,
            content=entry.fact.model_dump(mode="json", exclude={"subject", "applicant_id", "agent_id"}),
        )
        for entry in told
    ]
    return schemas.EventsOut(events=events, cursor=cursor)
