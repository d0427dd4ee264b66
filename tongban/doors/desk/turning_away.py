"""不收: a reason from the list, a text, and a paper for the person. Whether someone qualifies is never a reason here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongban.cases import actions as cases
from tongban.cases import drafts, queries
from tongban.cases.choices import TurnAwayReason
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import WhyNot
from tongban.documents import queries as documents
from tongban.doors.desk.gate import clerks_only, show
from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem
from tongban.people.actors import Actor


@require_http_methods(["GET", "POST"])
@clerks_only
def turn_away(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """Say why it is not taken, and what would help."""
    draft = drafts.one(number, seen_by=by)
    if draft.turned_away:
        return redirect("desk-turned-away", draft.number)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            return _turned_away(request, by, draft.number)
        except Invalid as wrong:
            problems = list(wrong.problems)
    version = drafts.version_of(draft)
    answer = catalogue.reception(
        version, receipt_region=draft.receipt_region, channel=catalogue.Channel.COUNTER, outlet=draft.outlet_code
    )
    told = f"{answer.sentence}{answer.instead}" if isinstance(answer, WhyNot) else ""
    return show(
        request,
        by,
        "turn_away",
        status=422 if problems else 200,
        draft=draft,
        version=version,
        reasons=TurnAwayReason.choices,
        chosen=request.POST.get("reason", TurnAwayReason.NOT_LISTED if told else ""),
        explanation=request.POST.get("explanation", told),
        missing=[problem.sentence for problem in drafts.missing(draft, by=by) if "materials." in problem.field],
        problems=problems,
        errors={problem.field: problem.sentence for problem in problems},
    )


def _turned_away(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    reason = request.POST.get("reason", "")
    if reason not in TurnAwayReason.values:
        raise Invalid([Problem("reason", "请选一个不收的原因")])
    try:
        cases.turn_away(number, reason=TurnAwayReason(reason), explanation=request.POST.get("explanation", ""), by=by)
    except Blocked as no:
        if no.code != "draft_closed":
            raise
    return redirect("desk-draft", number)


@require_GET
@clerks_only
def record(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """登记好了: the paper to print for the person, and on to the next."""
    draft = drafts.one(number, seen_by=by)
    if not draft.turned_away:
        raise NotFound("这份草稿没有办过不收。请从“暂存”里打开。")
    return show(request, by, "turned_away", draft=draft, papers=documents.of_subject(draft.number))


@require_GET
@clerks_only
def turned_away(request: HttpRequest, by: Actor) -> HttpResponse:
    """What this outlet did not take, newest first."""
    return show(request, by, "turned_away_list", rows=queries.turned_away(by))
