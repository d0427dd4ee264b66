"""年度日历: what is in force, a new year put in from a small file, and which last days it moved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tongban.cases import watching as cases
from tongban.doors.console.gate import duty
from tongban.kit.blocked import Blocked, Problem
from tongban.people.actors import Actor, Role
from tongban.regions import actions, calendars

for_the_calendar = duty(Role.CATALOGUER, Role.OPERATOR)
LARGEST = 64 * 1024


@require_GET
@for_the_calendar
def years(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The years in force, and the report of the last change."""
    return _page(request)


@require_POST
@for_the_calendar
def check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """先看变动: the file as chosen or typed, read whole; which days it changes. Nothing is written."""
    text, name = _written(request)
    try:
        year = actions.read_calendar_year(text, name)
    except Blocked as blocked:
        return _page(request, text=text, name=name, blocked=blocked, status=422)
    shown = {"year": year, "differences": calendars.differences(year), "waiting": cases.open_in_all()}
    return _page(request, text=text, name=name, shown=shown)


@require_POST
@for_the_calendar
def publish(request: HttpRequest, actor: Actor) -> HttpResponse:
    """发布: from now on every last day is reckoned by it."""
    text, name = _written(request)
    try:
        actions.publish_calendar_year(text, name, by=actor)
    except Blocked as blocked:
        return _page(request, text=text, name=name, blocked=blocked, status=422)
    return redirect("console-calendar")


def _written(request: HttpRequest) -> tuple[str, str]:
    """The file's text and name: chosen from the disk, or typed, then named by its year."""
    chosen = request.FILES.get("file")
    if chosen is not None and chosen.name:
        return chosen.read(LARGEST).decode("utf-8", errors="replace"), chosen.name
    return request.POST.get("text", ""), request.POST.get("name", "").strip() or "年.toml"


def _page(
    request: HttpRequest,
    *,
    text: str = "",
    name: str = "",
    blocked: Blocked | None = None,
    shown: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    version = calendars.calendar().version
    moves = cases.date_moves(version)
    page = {
        "years": calendars.known_years(),
        "version": version,
        "stale": cases.stale(version),
        "moves": moves,
        "moved_in_all": cases.moved(version),
        "text": text,
        "name": name,
        "problems": _problems(blocked),
        "checked": shown,
    }
    return render(request, "console/calendar.html", page, status=status)


def _problems(blocked: Blocked | None) -> list[Problem]:
    """Every problem at the one field there is."""
    told = getattr(blocked, "problems", None) or ([Problem("text", blocked.sentence)] if blocked else [])
    return [Problem("text", problem.sentence) for problem in told]
