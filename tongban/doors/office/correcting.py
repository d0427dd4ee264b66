"""一次性补正: the one notice with every problem in it, written line by line, seen as the applicant will see it, and sent."""

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tongban.cases import actions, queries
from tongban.cases.actions.examination import WrittenProblem
from tongban.doors.office import review, writing
from tongban.doors.office.acts import press
from tongban.doors.office.files import attached
from tongban.doors.office.gate import for_reviewers
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.cases.models import Case

VERB = "send-back"


@require_POST
@for_reviewers
def send_back(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """发出补正告知."""
    return press(request, actor, number, VERB, lambda case: _send(case, actor, request))


def _send(case: "Case", actor: Actor, request: HttpRequest) -> None:
    """Everything that is wrong is told at once: the lines, the day, the self-checks."""
    problems = writing.problems_in(request.POST)
    until, found = writing.until_in(request.POST)
    found += writing.unchecked(request.POST)
    if found:
        raise Invalid([*_flaws(case, problems, actor), *found])
    actions.send_back(case, problems=problems, until=until, by=actor)


def _flaws(case: "Case", problems: list[WrittenProblem], actor: Actor) -> tuple[Problem, ...]:
    try:
        actions.preview_notice(case, problems=problems, by=actor)
    except Invalid as invalid:
        return invalid.problems
    return ()


@require_POST
@for_reviewers
def preview(request: HttpRequest, actor: Actor, number: str) -> HttpResponseBase:
    """预览补正告知书: the page as it would go out, without a number."""
    case = queries.one(number, seen_by=actor)
    until, found = writing.until_in(request.POST)
    try:
        if found:
            raise Invalid(found)
        printed = actions.preview_notice(case, problems=writing.problems_in(request.POST), until=until, by=actor)
    except Invalid as invalid:
        return review.again(request, actor, number, VERB, invalid.problems)
    except Blocked as blocked:
        return review.not_done(request, actor, number, VERB, blocked)
    return attached(BytesIO(printed), f"补正告知书（预览）_{case.number}.pdf", "application/pdf")


@require_POST
@for_reviewers
def lines(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """再加一个问题, 删除: the same page with a line more or less. Nothing is written."""
    left = writing.more_or_less(writing.problems_in(request.POST), request.POST)
    case = queries.one(number, seen_by=actor)
    shown = review.page(request, actor, case, written=review.Written(VERB, request.POST, lines=tuple(left)))
    shown.headers["HX-Replace-Url"] = reverse("office-case", args=[number], query={"act": VERB, "lines": len(left)})
    return shown


@require_POST
@for_reviewers
def seen(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """申请人会看到: what is being written, in the applicant's words."""
    case = queries.one(number, seen_by=actor)
    names = {material.key: material.name for material in queries.materials(case)}
    written = review.notice(request, review.Written(VERB, request.POST), names)
    return render(request, "office/_seen.html", {"case": case, **written})
