"""待取件: results people come to the window for, handed out against a signature on the 送达回证."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongban.cases import actions as cases
from tongban.cases import papers, queries
from tongban.cases.lifecycle import Act
from tongban.cases.policies import open_to
from tongban.catalogue import queries as catalogue
from tongban.documents import actions as documents
from tongban.documents import queries as kept
from tongban.documents.kinds import InstrumentKind
from tongban.doors.desk.gate import clerks_only, show
from tongban.doors.desk.papers import as_pdf
from tongban.doors.desk.showing import page_number, pager
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.cases.models import Case
    from tongban.documents.models import Instrument

SIGNED = "窗口当面交付，领取人已在送达回证上签字"
RESULTS = (InstrumentKind.DECISION_GRANTED, InstrumentKind.DECISION_REFUSED)


@require_GET
@clerks_only
def to_hand_out(request: HttpRequest, by: Actor) -> HttpResponse:
    """Results that wait at this outlet, the earliest last day first."""
    found = queries.to_hand_out(by, page=page_number(request))
    return show(request, by, "to_hand_out", rows=found.rows, pager=pager(request, found))


@require_http_methods(["GET", "POST"])
@clerks_only
def hand_out(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """Hand one result out: to whom, seen by which card, signed."""
    case = cases.read(number, by=by, purpose="窗口发放结果", fields="姓名、证件号码和办理结果")
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            return _handed_out(request, by, case)
        except Invalid as wrong:
            problems = list(wrong.problems)
    if Act.DELIVER not in open_to(by, case):
        return redirect("desk-case", case.number)
    return show(
        request,
        by,
        "hand_out",
        status=422 if problems else 200,
        case=case,
        results=[paper for paper in _papers(case) if paper.kind in RESULTS],
        typed=request.POST,
        problems=problems,
        errors={problem.field: problem.sentence for problem in problems},
    )


def _papers(case: "Case") -> list["Instrument"]:
    return list(kept.of_subject(case.number))


def _handed_out(request: HttpRequest, by: Actor, case: "Case") -> HttpResponse:
    problems = []
    if request.POST.get("who") not in {"self", "other"}:
        problems.append(Problem("who", "请选是谁来领"))
    if "card_seen" not in request.POST:
        problems.append(Problem("card_seen", "请看过领取人的身份证原件再勾选"))
    if "signed" not in request.POST:
        problems.append(Problem("signed", "请领取人在送达回证上签字，签好再勾选"))
    if problems:
        raise Invalid(problems)
    receiver = case.applicant_name if request.POST["who"] == "self" else request.POST.get("receiver", "")
    cases.deliver(case, by=by, receiver=receiver, received_how=SIGNED)
    return redirect("desk-case", case.number)


@require_GET
@clerks_only
def to_sign(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """The 送达回证 to be signed with a pen; the numbered one is issued when the result has been handed out."""
    case = queries.one(number, seen_by=by)
    delivered = [paper.title for paper in _papers(case) if paper.kind in RESULTS]
    facts = papers.delivery(
        case,
        catalogue.version(case.item_version_id),
        delivered=delivered or ["决定书"],
        receiver=case.applicant_name,
        received_how="",
        tracking="",
    )
    page = documents.preview(
        InstrumentKind.DELIVERY_RECEIPT, facts, subject=case.number, authority_name=case.agency_name
    )
    return as_pdf(page, f"送达回证（待签字）{case.number}")
