"""好差评: rate one service in under twenty seconds, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.cases import queries as cases
from tongban.kit.blocked import Invalid, Problem
from tongban.oversight import actions, policies, queries
from tongban.oversight.queries import REASONS, Grade, Party
from tongban.people.queries import actor_of

CHANNEL = "网页"


@never_cache
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Five grades of the same size, none chosen beforehand; reasons and words if one likes."""
    number, party = actions.read_token(token)
    if party not in queries.open_ratings(cases.for_rating(number)):
        return _thanks(request, number, party)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            _rated(request, number, party)
            return redirect("rate", token)
        except Invalid as no:
            problems = no.problems
    shown = {
        "case": cases.for_rating(number),
        "window": party == Party.WINDOW,
        "grades": list(Grade),
        "reasons": {grade.value: list(REASONS[grade].items()) for grade in Grade},
        "chosen": request.POST.get("grade", ""),
        "ticked": request.POST.getlist("reasons"),
        "text": request.POST.get("text", ""),
        "problems": problems,
        "errors": {problem.field: problem.sentence for problem in problems},
    }
    return render(request, "portal/rate.html", shown, status=422 if problems else 200)


def _rated(request: HttpRequest, number: str, party: Party) -> None:
    if request.POST.get("grade") not in Grade.values:
        raise Invalid([Problem("grade", "请选一项：从“非常满意”到“非常不满意”")])
    actions.rate(
        number,
        party,
        grade=Grade(request.POST["grade"]),
        by=actor_of(request.user),
        reasons=tuple(request.POST.getlist("reasons")),
        text=request.POST.get("text", ""),
        channel=CHANNEL,
    )


def _thanks(request: HttpRequest, number: str, party: Party) -> HttpResponse:
    """Rated already, or not yet to be rated: the page says which."""
    given = queries.ratings(number).get(party)
    why_not = "" if given else _why_not(number, party)
    return render(request, "portal/rated.html", {"given": given, "why_not": why_not})


def _why_not(number: str, party: Party) -> str:
    return policies.why_not_rate(cases.for_rating(number), party) or ""
