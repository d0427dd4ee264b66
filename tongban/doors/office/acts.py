"""The verbs of the authority, one press each: find the case as it was on the page, act, come back to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tongban.cases import actions, queries
from tongban.doors.office import review, writing
from tongban.doors.office.gate import for_reviewers
from tongban.kit.blocked import Blocked, Invalid
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.cases.models import Case


def press(request: HttpRequest, actor: Actor, number: str, verb: str, act: Callable[["Case"], object]) -> HttpResponse:
    """Do one act to the case as it stood on the page; or the page again, with why not and everything typed."""
    try:
        act(queries.as_read(number, version=writing.version_in(request.POST), seen_by=actor))
    except Invalid as invalid:
        return review.again(request, actor, number, verb, invalid.problems)
    except Blocked as blocked:
        return review.not_done(request, actor, number, verb, blocked)
    return redirect(review.address_after(number, verb))


@require_POST
@for_reviewers
def sign_for(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """签收."""
    return press(request, actor, number, "sign-for", lambda case: actions.sign_for(case, by=actor))


@require_POST
@for_reviewers
def accept(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """受理."""
    return press(request, actor, number, "accept", lambda case: actions.accept(case, by=actor))


@require_POST
@for_reviewers
def decline(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """不予受理: reason, ground, where to go instead."""
    written = {part: request.POST.get(part, "") for part in ("reason", "ground", "instead")}
    return press(request, actor, number, "decline", lambda case: actions.decline(case, by=actor, **written))


@require_POST
@for_reviewers
def grant(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """准予: what is decided, and what the applicant now has."""
    decision, result = request.POST.get("decision", ""), request.POST.get("result", "")
    return press(
        request,
        actor,
        number,
        "grant",
        lambda case: actions.decide(case, granted=True, by=actor, reason=decision, result=result),
    )


@require_POST
@for_reviewers
def refuse(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """不予: the reason, and what can be done now."""
    written = {part: request.POST.get(part, "") for part in ("reason", "instead")}
    return press(
        request, actor, number, "refuse", lambda case: actions.decide(case, granted=False, by=actor, **written)
    )


@require_POST
@for_reviewers
def deliver(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """送达: electronic, or by post with its tracking number."""
    tracking = request.POST.get("tracking", "")
    return press(request, actor, number, "deliver", lambda case: actions.deliver(case, by=actor, tracking=tracking))
