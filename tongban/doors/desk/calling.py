"""电话告知: a call to the applicant is noted at the case: when, and whether they were reached."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from tongban.cases import actions as cases
from tongban.cases import queries
from tongban.doors.desk.following import page
from tongban.doors.desk.gate import clerks_only
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actors import Actor

REACHED = {"yes": True, "no": False}


@require_POST
@clerks_only
def call(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """Note a call; what is wrong with the note is said on the same page, with everything typed still there."""
    found = queries.one(number, seen_by=by)
    try:
        called_at = _when(request.POST.get("called_at", ""))
        reached = REACHED.get(request.POST.get("reached", ""))
        cases.record_call(found, reached=reached, called_at=called_at, note=request.POST.get("note", ""), by=by)
    except Invalid as wrong:
        return page(request, by, found, problems=wrong.problems, status=422)
    return redirect("desk-case", found.number)


def _when(typed: str) -> datetime | None:
    """The moment typed, in Chinese time; None when nothing was typed. Raises Invalid for what is no moment."""
    try:
        return timezone.make_aware(datetime.fromisoformat(typed)) if typed.strip() else None
    except ValueError:
        raise Invalid([Problem("called_at", "打电话的时间写得不对，要像 2026-11-20 09:30 这样")]) from None
