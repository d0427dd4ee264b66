"""办理: the authority's acts, each the same function a reviewer's button calls."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from tongban.cases import actions, queries
from tongban.doors.api import schemas
from tongban.doors.api.cases import REFUSALS, caller, standing

router = Router()
ANSWERS: dict[int, Any] = {200: schemas.ActOut, **REFUSALS}


def _case(request: HttpRequest, number: str) -> Any:
    return queries.one(number, seen_by=caller(request))


@router.post("/cases/{number}/sign-for", response=ANSWERS, summary="签收")
def sign_for(request: HttpRequest, number: str) -> schemas.ActOut:
    """签收: the authority has the application before it."""
    return standing(actions.sign_for(_case(request, number), by=caller(request)))


@router.post("/cases/{number}/send-back", response=ANSWERS, summary="一次性告知补正")
def send_back(request: HttpRequest, number: str, body: schemas.SendBackIn) -> schemas.ActOut:
    """一次性告知补正: every problem in one notice, once."""
    case = _case(request, number)
    return standing(actions.send_back(case, problems=body.problems, until=body.until, by=caller(request)))


@router.get("/cases/{number}/correction", response={200: list[schemas.LineOut], **REFUSALS}, summary="读补正告知")
def read_correction(request: HttpRequest, number: str) -> list[schemas.LineOut]:
    """The lines of the correction notice, with what was answered; empty when none was sent."""
    correction = queries.correction(_case(request, number))
    lines = correction.lines.all() if correction else []
    return [
        schemas.LineOut(
            id=line.pk,
            material=line.material_name,
            wrong=line.wrong,
            mend=line.mend,
            ground=line.ground,
            reply=line.reply,
        )
        for line in lines
    ]


@router.post("/cases/{number}/correct", response=ANSWERS, summary="补正")
def correct(request: HttpRequest, number: str, body: schemas.CorrectIn) -> schemas.ActOut:
    """补正: an answer to every line; for the system that handed the case in."""
    return standing(actions.correct(_case(request, number), replies=body.replies, by=caller(request)))


@router.post("/cases/{number}/accept", response=ANSWERS, summary="受理")
def accept(request: HttpRequest, number: str) -> schemas.ActOut:
    """受理: the promised days begin to count."""
    return standing(actions.accept(_case(request, number), by=caller(request)))


@router.post("/cases/{number}/decline", response=ANSWERS, summary="不予受理")
def decline(request: HttpRequest, number: str, body: schemas.DeclineIn) -> schemas.ActOut:
    """不予受理: with the reason, and the authority that is competent instead."""
    case = _case(request, number)
    return standing(actions.decline(case, by=caller(request), **body.dict()))


@router.post("/cases/{number}/decide", response=ANSWERS, summary="决定")
def decide(request: HttpRequest, number: str, body: schemas.DecideIn) -> schemas.ActOut:
    """决定: 准予, or 不予 with reasons and remedies."""
    return standing(actions.decide(_case(request, number), by=caller(request), **body.dict()))


@router.post("/cases/{number}/deliver", response=ANSWERS, summary="送达")
def deliver(request: HttpRequest, number: str, body: schemas.DeliverIn) -> schemas.ActOut:
    """送达: the person has the result, and the case is concluded."""
    return standing(actions.deliver(_case(request, number), by=caller(request), **body.dict()))


@router.post("/cases/{number}/suspend", response=ANSWERS, summary="特别程序")
def suspend(request: HttpRequest, number: str, body: schemas.SuspendIn) -> schemas.ActOut:
    """特别程序: the clock stops for one of the eight kinds of art. 45."""
    return standing(actions.suspend(_case(request, number), by=caller(request), **body.dict()))


@router.post("/cases/{number}/resume", response=ANSWERS, summary="恢复办理")
def resume(request: HttpRequest, number: str, body: schemas.ResumeIn) -> schemas.ActOut:
    """恢复办理: the special procedure has ended; its days did not count."""
    return standing(actions.resume(_case(request, number), result=body.result, by=caller(request)))


@router.post("/cases/{number}/extend", response=ANSWERS, summary="延长办理期限")
def extend(request: HttpRequest, number: str, body: schemas.ExtendIn) -> schemas.ActOut:
    """延长办理期限: once, approved by the head, with reasons."""
    return standing(actions.extend(_case(request, number), by=caller(request), **body.dict()))


@router.post("/cases/{number}/end-stage", response=ANSWERS, summary="一段办完")
def end_stage(request: HttpRequest, number: str) -> schemas.ActOut:
    """一段办完: of a limit in stages, one stretch has ended."""
    return standing(actions.end_stage(_case(request, number), by=caller(request)))
