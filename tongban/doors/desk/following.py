"""已转交: what the other side has done since, and what the counter may still do for the person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tongban.cases import actions as cases
from tongban.cases import beside, policies, queries
from tongban.cases.actions.beside import CALLED_FOR
from tongban.cases.lifecycle import CONCLUDED, Act, State
from tongban.catalogue import queries as catalogue
from tongban.documents import queries as kept
from tongban.doors.desk.gate import clerks_only, show
from tongban.doors.desk.showing import page_number, pager, qr, steps
from tongban.kit.blocked import Problem
from tongban.oversight.actions import rating_token
from tongban.oversight.queries import Party
from tongban.people import queries as people
from tongban.people.actors import Actor
from tongban.ui.clocks import clock_view
from tongban.ui.drawings import Tab

if TYPE_CHECKING:
    from tongban.cases.actions.reading import InClear
    from tongban.cases.models import Case

PILES: dict[str, tuple[str, tuple[State, ...]]] = {
    "": ("全部", ()),
    "received": ("等对方签收", (State.RECEIVED,)),
    "signed_for": ("对方在看", (State.SIGNED_FOR,)),
    "returned": ("待补正", (State.RETURNED,)),
    "accepted": ("审查中", (State.ACCEPTED,)),
    "decided": ("有结果", (State.DECIDED,)),
    "concluded": ("已办完", tuple(CONCLUDED)),
}


@require_GET
@clerks_only
def handed_over(request: HttpRequest, by: Actor) -> HttpResponse:
    """What this outlet took in, newest first; by pile, by number or by name."""
    pile, words = request.GET.get("pile", ""), request.GET.get("q", "").strip()
    label, states = PILES.get(pile, PILES[""])
    found = queries.handed_over(by, states=states, words=words, page=page_number(request))
    cases.tell_who_was_found(found.rows, words, by=by)
    counted = queries.counts(by)
    tabs = [
        Tab(
            name, f"{request.path}?pile={key}", key == pile, counted.of(piled) if key not in {"", "concluded"} else None
        )
        for key, (name, piled) in PILES.items()
    ]
    clocks = {row.number: clock_view(row.reading) for row in found.rows}
    return show(
        request,
        by,
        "handed_over",
        rows=found.rows,
        clocks=clocks,
        pager=pager(request, found),
        tabs=tabs,
        pile=pile,
        label=label,
        words=words,
    )


@require_GET
@clerks_only
def to_call(request: HttpRequest, by: Actor) -> HttpResponse:
    """待告知补正: people to be told that something is to be mended, the earliest last day first."""
    found = queries.worklist(by, queries.Filters(states=(State.RETURNED,)), page=page_number(request))
    called = beside.last_calls(row.number for row in found.rows)
    return show(request, by, "to_call", rows=found.rows, calls=called, pager=pager(request, found))


@require_http_methods(["GET", "POST"])
@clerks_only
def case(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """One case as its window follows it. A POST shows names and numbers in clear, and leaves a row of its own."""
    found = cases.read(number, by=by, purpose="跟进本窗口收的件")
    clear = cases.reveal(number, by=by, purpose="窗口联系申请人")[1] if request.method == "POST" else None
    return page(request, by, found, clear=clear)


def page(
    request: HttpRequest,
    by: Actor,
    found: "Case",
    *,
    clear: "InClear | None" = None,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of one case; ``problems`` are what was wrong with the note of a call."""
    agent = found.application.agent
    return show(
        request,
        by,
        "case",
        status=status,
        case=found,
        problems=problems,
        errors={problem.field: problem.sentence for problem in problems},
        typed=request.POST if problems else {},
        now=timezone.localtime(),
        calls=beside.calls(found),
        may_call=found.state in CALLED_FOR,
        hand_out=beside.hand_out_of(found),
        applicant=people.person_view(found.application.applicant),
        agent=people.person_view(agent) if agent else None,
        clear=clear,
        agency=catalogue.version(found.item_version_id).agency,
        replaced=catalogue.since_replaced(found.item_version_id),
        clock=clock_view(queries.reading(found)),
        steps=steps(beside.staff_history(found)),
        materials=queries.materials(found),
        correction=queries.correction(found),
        papers=kept.of_subject(found.number),
        acts={act.value for act in policies.open_to(by, found)},
    )


@require_GET
@clerks_only
def received(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """收好了: the number, the voucher to print, what happens next, the rating, and on to the next person."""
    found = queries.one(number, seen_by=by)
    address = settings.SITE_ADDRESS + reverse("rate", args=[rating_token(found.number, Party.WINDOW)])
    return show(
        request,
        by,
        "received",
        case=found,
        papers=kept.of_subject(found.number),
        rating=address,
        qr=qr(address),
        forget=found.application.origin.replace("draft/", "desk-"),
    )


@require_http_methods(["GET", "POST"])
@clerks_only
def retract(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """撤回申请 for a person who stands at the counter and asks for it."""
    found = queries.one(number, seen_by=by)
    problems = []
    if request.method == "POST":
        if "asked" in request.POST:
            cases.retract(found, by=by)
            return redirect("desk-case", found.number)
        problems = [Problem("asked", "请先核对是申请人本人要求撤回，再勾选")]
    if Act.RETRACT not in policies.open_to(by, found):
        return redirect("desk-case", found.number)
    return show(request, by, "retract", status=422 if problems else 200, case=found, problems=problems)
