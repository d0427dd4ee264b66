"""The review page: papers, what was applied for, and the verbs that are open, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tongban.cases import actions, beside, policies, queries
from tongban.cases.actions.examination import WrittenProblem
from tongban.cases.choices import DeliveryWay
from tongban.cases.events import CaseFact
from tongban.cases.invariants import ACT_OF
from tongban.cases.lifecycle import Act, State
from tongban.catalogue import queries as catalogue
from tongban.catalogue.modes import Mode
from tongban.documents import queries as documents
from tongban.doors.office import sheet, stopping, writing
from tongban.doors.office.gate import for_reviewers
from tongban.doors.office.showing import navigation, steps_of
from tongban.journal.queries import Told
from tongban.kit.blocked import Blocked, Problem
from tongban.people.actors import Actor
from tongban.regions import queries as regions
from tongban.ui.clocks import clock_view
from tongban.ui.drawings import Tab

if TYPE_CHECKING:
    from tongban.cases.actions.reading import InClear
    from tongban.cases.models import Case

PURPOSE = "审查办件"


@dataclass(frozen=True, slots=True)
class Verb:
    """One tab of the page: its key, its label, the act behind it."""

    key: str
    label: str
    act: Act


VERBS = (
    Verb("accept", "受理", Act.ACCEPT),
    Verb("send-back", "一次性补正", Act.SEND_BACK),
    Verb("decline", "不予受理", Act.DECLINE),
    Verb("grant", "准予", Act.DECIDE),
    Verb("refuse", "不予", Act.DECIDE),
    Verb("deliver", "送达", Act.DELIVER),
    Verb("resume", "恢复办理", Act.RESUME),
    Verb("end-stage", "本段办完", Act.END_STAGE),
    Verb("suspend", "特别程序", Act.SUSPEND),
    Verb("extend", "延长期限", Act.EXTEND),
)
DONE = {
    "sign-for": "已签收",
    "accept": "已受理",
    "send-back": "补正告知已发出，时限暂停",
    "decline": "已不予受理",
    "grant": "已准予",
    "refuse": "已作出不予决定",
    "deliver": "已送达，本件办结",
    "suspend": "特别程序已开始，时限暂停",
    "resume": "已恢复办理，时限继续",
    "extend": "办理期限已延长",
    "end-stage": "本段已办完",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What came back with a page that could not act: what was typed, what is wrong with it, why nothing was done."""

    verb: str = ""
    typed: Mapping[str, str] | None = None
    problems: tuple[Problem, ...] = ()
    blocked: str = ""
    lines: tuple[WrittenProblem, ...] = ()


@require_GET
@for_reviewers
def case(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The page of one case. Opening it leaves the row that the applicant sees."""
    found = actions.read(number, by=actor, purpose=PURPOSE)
    return page(request, actor, found)


@require_POST
@for_reviewers
def reveal(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """显示完整信息: this once, on the answer to this press, with a row of its own."""
    found, clear = actions.reveal(number, by=actor, purpose=f"{PURPOSE}，核对本人信息")
    return page(request, actor, found, clear=clear)


@require_GET
@for_reviewers
def before(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """上一件: the more urgent neighbour in the inbox."""
    return _neighbour(queries.neighbours(queries.one(number, seen_by=actor), actor)[0])


@require_GET
@for_reviewers
def after(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """下一件: the less urgent neighbour in the inbox."""
    return _neighbour(queries.neighbours(queries.one(number, seen_by=actor), actor)[1])


def _neighbour(number: str | None) -> HttpResponse:
    return redirect("office-case", number) if number else redirect("office-inbox")


def page(
    request: HttpRequest,
    actor: Actor,
    case: "Case",
    *,
    written: Written = Written(),
    clear: "InClear | None" = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; ``written`` brings back what was typed on a page whose act did not pass."""
    version = catalogue.version(case.item_version_id)
    materials = [sheet.material_shown(material) for material in queries.materials(case)]
    told = beside.staff_history(case)
    history = [one for one in told if isinstance(one.fact, CaseFact)]
    shown: dict[str, Any] = {
        "case": case,
        "state": State(case.state),
        "mode": Mode(case.mode).label,
        "clock": clock_view(queries.reading(case)),
        "nav": navigation(queries.counts(actor), ""),
        "materials": materials,
        "opened": sheet.look(case.number, materials, request.GET),
        "steps": steps_of(told, case.receipt_place, ended=case.is_concluded),
        "hand_out": beside.hand_out_of(case),
        "instruments": list(documents.of_subject(case.number)),
        "answered": sheet.answered(queries.correction(case), materials),
        "declared": sheet.declared(case, version, clear),
        "in_clear": clear is not None,
        "outlet": regions.outlet(case.outlet_code) if case.outlet_code else None,
        **_just_done(request, actor, case, history),
        "replaced": catalogue.since_replaced(version.id),
        "grounds": version.grounds,
        "fee": version.fee_words,
        "collects": case.application.delivery_way == DeliveryWay.COUNTER,
        "delivery_way": DeliveryWay(case.application.delivery_way),
        **stopping.shown(case),
        **_verbs(request, actor, case, written, {material.key: material.name for material in materials}),
    }
    return render(request, "office/review.html", shown, status=status)


def _verbs(request: HttpRequest, actor: Actor, case: "Case", written: Written, names: dict[str, str]) -> dict[str, Any]:
    """The tabs that are open, the one in front, and what stands in its form."""
    open_acts = policies.open_to(actor, case)
    verbs = [verb for verb in VERBS if verb.act in open_acts]
    asked = written.verb or request.GET.get("act", "")
    front = next((verb for verb in verbs if verb.key == asked), verbs[0] if verbs else None)
    typed = written.typed or {}
    here = reverse("office-case", args=[case.number])
    return {
        "signable": Act.SIGN_FOR in open_acts,
        "tabs": [Tab(verb.label, f"{here}?act={verb.key}", verb == front) for verb in verbs],
        "verb": front.key if front else "",
        "once": case.can(Act.SEND_BACK) and Act.SEND_BACK not in open_acts,
        "typed": typed,
        "problems": written.problems,
        "wrong": defaultdict(str, {problem.field: problem.sentence for problem in written.problems}),
        "blocked": written.blocked,
        "kept": [] if _stays(front, written) else writing.kept(typed),
        **(notice(request, written, names) if front and front.key == "send-back" else {}),
    }


def _stays(front: Verb | None, written: Written) -> bool:
    return front is not None and front.key == written.verb


def notice(request: HttpRequest, written: Written, names: dict[str, str]) -> dict[str, Any]:
    """What the form of a correction notice holds: its lines, the last day, the self-checks."""
    typed = written.typed or {}
    usual = queries.usual_correct_by()
    until, _ = writing.until_in(typed)
    lines = written.lines or writing.problems_in(typed)
    if not typed:
        lines = [*lines, *writing.empty_lines(request.GET.get("lines", ""))]
    return {"lines": lines, "usual": usual, "until": until or usual, "checks": writing.CHECKS, "names": names}


def again(
    request: HttpRequest, actor: Actor, number: str, verb: str, problems: Iterable[Problem], *, status: int = 422
) -> HttpResponse:
    """The same page with a sentence at each field that is wrong; nothing typed is lost, nothing was written."""
    case = queries.one(number, seen_by=actor)
    return page(request, actor, case, written=Written(verb, request.POST, tuple(problems)), status=status)


def not_done(request: HttpRequest, actor: Actor, number: str, verb: str, blocked: Blocked) -> HttpResponse:
    """Somebody was quicker, or it may not be done: who did what and when; what was typed is still there.

    A second press of one's own is answered like the first.
    """
    case = queries.one(number, seen_by=actor)
    if blocked.code == "overtaken" and _did(actor, case, verb, queries.history(case)):
        return redirect(address_after(number, verb))
    return page(request, actor, case, written=Written(verb, request.POST, blocked=blocked.sentence), status=409)


def _did(actor: Actor, case: "Case", verb: str, history: list[Told]) -> bool:
    """Whether the last thing that happened to the case is this act, by this very officer."""
    act = next((known.act for known in VERBS if known.key == verb), Act.SIGN_FOR)
    as_decided = act != Act.DECIDE or case.granted == (verb == "grant")
    as_told = bool(history) and ACT_OF.get(type(history[-1].fact)) == act  # type: ignore[arg-type]
    return as_told and history[-1].actor == actor.key and as_decided


def _just_done(request: HttpRequest, actor: Actor, case: "Case", history: list[Told]) -> dict[str, Any]:
    """The note after an act, with the paper it wrote; nothing when something else has happened since."""
    verb = request.GET.get("done", "")
    if verb not in DONE or not _did(actor, case, verb, history):
        return {"done": "", "done_verb": "", "wrote": ""}
    return {"done": DONE[verb], "done_verb": verb, "wrote": getattr(history[-1].fact, "instrument", "")}


def address_after(number: str, verb: str) -> str:
    """Where one stands after an act: on the case, with a note of what was done."""
    return reverse("office-case", args=[number], query={"done": verb})
