"""待取件: results people come to the window for, handed out against a signature on the 送达回证."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongban.cases import actions as cases
from tongban.cases import beside, papers, queries
from tongban.cases.content import FileRef
from tongban.cases.lifecycle import Act
from tongban.cases.policies import open_to
from tongban.catalogue import queries as catalogue
from tongban.documents import actions as documents
from tongban.documents import queries as kept
from tongban.documents.kinds import InstrumentKind
from tongban.doors.desk.gate import clerks_only, show
from tongban.doors.desk.keeping import kept_file, token_of
from tongban.doors.desk.papers import as_pdf, keep, sent
from tongban.doors.desk.showing import page_number, pager
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.cases.models import Case
    from tongban.documents.models import Instrument

SIGNED = "窗口当面交付，领取人已在送达回证上签字"
UNSIGNED = "请扫描上传签好字的送达回证；现在传不了，勾选“签字版随后补传”并写明原因"
KEPT = "desk.signed-receipt"
RESULTS = (InstrumentKind.DECISION_GRANTED, InstrumentKind.DECISION_REFUSED)


@require_GET
@clerks_only
def to_hand_out(request: HttpRequest, by: Actor) -> HttpResponse:
    """Results that wait at this outlet, the earliest last day first."""
    found = queries.to_hand_out(by, page=page_number(request))
    return show(
        request,
        by,
        "to_hand_out",
        rows=found.rows,
        calls=beside.last_calls(row.number for row in found.rows),
        pager=pager(request, found),
        unsigned=beside.unsigned(by),
    )


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
        kept_scan=_kept_before(request, case),
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
    signed, problem = _signed(request, case)
    later = "later" in request.POST
    if problem:
        problems.append(problem)
    elif signed is None and not later:
        problems.append(Problem("signed_receipt", UNSIGNED))
    elif signed is None and not request.POST.get("unsigned_because", "").strip():
        problems.append(Problem("unsigned_because", "请写明为什么现在传不了，比如扫描仪坏了"))
    if problems:
        raise Invalid(problems)
    receiver = case.applicant_name if request.POST["who"] == "self" else request.POST.get("receiver", "")
    because = request.POST.get("unsigned_because", "") if later else ""
    cases.deliver(case, by=by, receiver=receiver, received_how=SIGNED, signed=signed, unsigned_because=because)
    return redirect("desk-case", case.number)


def _signed(request: HttpRequest, case: "Case") -> tuple[FileRef | None, Problem | None]:
    """The scan of the signed receipt: the one that comes now, else the one kept before; or why it could not be kept."""
    upload = request.FILES.get("signed_receipt")
    try:
        if upload is not None:
            return keep(upload), None
        token = request.POST.get("kept", "")
        return (kept_file(case, token, KEPT) if token else None), None
    except Invalid as no:
        return None, Problem("signed_receipt", no.sentence)


def _kept_before(request: HttpRequest, case: "Case") -> tuple[str, str]:
    """The token and the name of a scan that is kept though the act did not pass, so that nobody scans twice."""
    file, _ = _signed(request, case) if request.method == "POST" else (None, None)
    return (token_of(case, file, KEPT), file.name) if file else ("", "")


@require_http_methods(["GET", "POST"])
@clerks_only
def signed_receipt(request: HttpRequest, by: Actor, number: str) -> HttpResponseBase:
    """The signed 送达回证: shown, or put to the case afterwards."""
    case = queries.one(number, seen_by=by)
    if request.method == "GET":
        found = beside.signed_receipt(case)
        assert found.signed is not None  # noqa: S101  # signed_receipt finds no other
        return sent(found.signed, found.name)
    upload = request.FILES.get("signed_receipt")
    if upload is None:
        raise Blocked("还没选文件。请返回，选签好字的送达回证（照片或 PDF）再传。", code="no_file")
    cases.add_signed_receipt(case, file=keep(upload), by=by)
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
