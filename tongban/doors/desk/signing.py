"""The applicant at the counter reads the application and signs it: on the pad, or on paper before the clerk's eyes."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongban.cases import actions, drafts
from tongban.cases.choices import SignedHow
from tongban.documents import queries as kept
from tongban.doors.desk.gate import clerks_only, show
from tongban.doors.desk.papers import as_pdf
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.documents.models import Document


@require_http_methods(["GET", "POST"])
@clerks_only
def sign(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """看申请书、签名: exactly what is shown is signed."""
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            _sign(request, by, number)
            return redirect("desk-draft", number)
        except Invalid as no:
            problems = list(no.problems)
        except Blocked as no:
            problems = [Problem("", no.sentence)]
    draft = drafts.one(number, seen_by=by)
    missing = [one for one in drafts.missing(draft, by=by) if one.field != "signature"]
    paper = None if missing else actions.draw_application(number, by=by)
    pages = range(1, (paper.pages or 1) + 1) if paper else ()
    shown = {"draft": draft, "missing": missing, "paper": paper, "pages": pages, "problems": problems}
    return show(request, by, "sign", status=422 if problems else 200, **shown)


def _sign(request: HttpRequest, by: Actor, number: str) -> None:
    how = SignedHow.PAD if request.POST.get("how") == "pad" else SignedHow.PAPER
    shown, ink = request.POST.get("shown", ""), request.POST.get("ink", "")
    actions.sign_application(number, shown=shown, how=how, by=by, ink=ink)


@require_GET
@clerks_only
def application(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """The application as PDF, to be read or printed."""
    with kept.read(_drawn(by, number)) as content:
        return as_pdf(content.read(), "申请书")


@require_GET
@clerks_only
def application_page(request: HttpRequest, by: Actor, number: str, page: int) -> HttpResponse:
    """One page of it, as a picture."""
    return HttpResponse(kept.page_image(_drawn(by, number), page), content_type=kept.PAGE_IMAGE_TYPE)


def _drawn(by: Actor, number: str) -> "Document":
    return actions.draw_application(number, by=by)
