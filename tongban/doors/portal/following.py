"""Follow a case: which of mine needs me; who has it, by when, what I must do; its papers; taking it back."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tongban.cases import actions, policies, queries
from tongban.cases.choices import DeliveryWay
from tongban.cases.lifecycle import Act
from tongban.catalogue import queries as catalogue
from tongban.documents import actions as documents
from tongban.documents import queries as kept
from tongban.doors.portal import telling
from tongban.doors.portal.asking import for_applicants
from tongban.doors.portal.sending import send_file, send_paper
from tongban.kit.blocked import NotFound
from tongban.oversight import actions as oversight
from tongban.oversight import queries as ratings
from tongban.people.actors import Actor
from tongban.regions import queries as regions
from tongban.ui.drawings import FileView, Pager
from tongban.ui.kept import WholePages

if TYPE_CHECKING:
    from tongban.cases.models import Case
    from tongban.documents.models import Instrument


@never_cache
@require_GET
@for_applicants
def my_cases(request: HttpRequest, me: Actor) -> HttpResponse:
    """All of one's cases: those that need the person first."""
    asked = request.GET.get("page", "1")
    page = queries.my_cases(me, page=int(asked) if asked.isdecimal() else 1)
    pager = Pager(page.total, page.page, page.size, reverse("my-cases"))
    return render(
        request, "portal/cases.html", {"rows": [(row, *telling.in_list(row)) for row in page.rows], "pager": pager}
    )


@never_cache
@require_GET
@for_applicants
def case(request: HttpRequest, me: Actor, number: str) -> HttpResponse:
    """The page of one case. What it says follows from the case's version, so it is put into words once for each."""
    number, version = queries.seen_at(number, seen_by=me)
    rated = ratings.rated(number)
    key = (number, version, rated, _quarter_hour())
    return CASES.show(request, "portal/case.html", key, lambda: _in_words(queries.one(number, seen_by=me), me, rated))


CASES = WholePages(most=2000)


def _quarter_hour() -> int:
    """The line “now” in the picture moves on every quarter of an hour."""
    return int(timezone.now().timestamp() // 900)


def _in_words(found: "Case", me: Actor, rated: tuple[str, ...]) -> dict[str, Any]:
    history, papers = queries.history(found), papers_of(found.number)
    acts = policies.open_to(me, found)
    standing = telling.standing(found, history)
    return {
        "case": found,
        "standing": standing,
        "updated_at": history[-1].at,
        "ring": telling.ring(queries.reading(found)),
        "swim": telling.swimlane(found, history),
        "steps": telling.timeline(found, history, {paper.number: _file(found, paper) for paper in papers}),
        "materials": queries.materials(found),
        "papers": [_file(found, paper) for paper in papers],
        "version": catalogue.version(found.item_version_id),
        "replaced": catalogue.since_replaced(found.item_version_id),
        "outlet": regions.outlet(found.outlet_code) if found.outlet_code else None,
        "delivery": DeliveryWay(found.application.delivery_way).label,
        "may_correct": Act.CORRECT in acts,
        "may_retract": Act.RETRACT in acts,
        "ratings": [
            (party, oversight.rating_token(found.number, party))
            for party in ratings.open_ratings(queries.to_rate(found), given=rated)
        ],
    }


def papers_of(case_number: str) -> "list[Instrument]":
    """The papers of a case, as they were issued."""
    return list(kept.of_subject(case_number))


def _file(case: "Case", paper: "Instrument") -> FileView:
    """A link to a paper; its size is known once a worker has drawn it."""
    return FileView(paper.title, reverse("my-paper", args=[case.number, paper.pk]), _size(paper))


def _size(paper: "Instrument") -> int:
    return paper.document.size if paper.document else 0


@never_cache
@require_GET
@for_applicants
def paper(request: HttpRequest, me: Actor, number: str, paper_id: int) -> HttpResponse:
    """One paper of a case as PDF; drawn now if no worker has come to it yet."""
    found = queries.one(number, seen_by=me)
    issued = next((one for one in papers_of(found.number) if one.pk == paper_id), None)
    if issued is None:
        raise NotFound("没有找到这份文书。请从办件里打开。")
    with kept.read(documents.pdf(issued)) as printed:
        return send_paper(printed.read(), f"{issued.title} {found.number}.pdf")


@never_cache
@require_GET
@for_applicants
def attachment(request: HttpRequest, me: Actor, number: str, attachment_id: int) -> HttpResponseBase:
    """A file one handed in, to be downloaded again."""
    found = queries.attachment(queries.one(number, seen_by=me), attachment_id)
    return send_file(found.document, found.name)


@never_cache
@require_http_methods(["GET", "POST"])
@for_applicants
def retract(request: HttpRequest, me: Actor, number: str) -> HttpResponse:
    """Take the application back: asked once more before it is done."""
    found = queries.one(number, seen_by=me)
    if request.method == "POST":
        actions.retract(found, by=me)
        return redirect("my-case", found.number)
    return render(request, "portal/retract.html", {"case": found, "why_not": _why_not(me, found)})


def _why_not(me: Actor, found: "Case") -> str:
    if not found.can(Act.RETRACT):
        return f"这件现在是“{found.get_state_display()}”，不能再撤回。"
    return policies.why_not(Act.RETRACT, me, found) or ""
