"""Status without signing in: by number and the last four characters, five tries, and only what anybody may know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.cases import queries
from tongban.cases.lifecycle import Holder, State
from tongban.cases.queries import PublicStatus
from tongban.doors.portal.asking import address_of
from tongban.kit.blocked import Problem
from tongban.kit.numbers import case_number_problem, read_case_number
from tongban.people import actions as people
from tongban.people import policies
from tongban.ui.words import day

WRONG = "受理号和证件后 4 位对不上，或者这件事还没登记。请对照收件凭证再填一次，还可以试 {left} 次。"


@never_cache
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask, and be told: where it stands, who has it, by when, whether papers are needed."""
    typed = {name: request.POST.get(name, "").strip() for name in ("number", "last_four")}
    if request.method == "GET":
        return render(request, "portal/track.html", {"typed": typed, "problems": [], "no": ""})
    problems = _problems(typed)
    status, no = (None, "") if problems else _looked_up(request, typed)
    if status is None:
        shown = {"typed": typed, "problems": problems, "no": no}
        return render(request, "portal/track.html", shown, status=422)
    return render(request, "portal/tracked.html", {"status": status, **_told(status)})


def _problems(typed: dict[str, str]) -> list[Problem]:
    """What cannot be right, and costs no try."""
    found = []
    if sentence := case_number_problem(typed["number"]):
        found.append(Problem("number", sentence))
    if len(typed["last_four"]) != 4:
        found.append(Problem("last_four", f"要填证件号码的后 4 位：您填了 {len(typed['last_four'])} 位"))
    return found


def _looked_up(request: HttpRequest, typed: dict[str, str]) -> tuple[PublicStatus | None, str]:
    """The status; or the one sentence said for a wrong number and for wrong characters alike."""
    keys = [f"track:{read_case_number(typed['number'])}", f"track-from:{address_of(request)}"]
    if wait := policies.too_many_tries(keys):
        return None, wait
    if status := queries.track(typed["number"], typed["last_four"]):
        return status, ""
    people.count_failure(keys)
    return None, policies.too_many_tries(keys) or WRONG.format(left=policies.tries_left(keys))


def _told(status: PublicStatus) -> dict[str, object]:
    by = f"最晚 {day(status.next_due_on)}前" if status.next_due_on else ""
    return {"line": _line(status, by), "yours": status.holder == Holder.APPLICANT}


def _line(status: PublicStatus, by: str) -> str:
    agency = status.agency_name
    if (status.state == State.DECIDED and not status.granted) or (
        status.state == State.DELIVERED and not status.granted
    ):
        return "没有办成，理由和您的权利写在决定书里。登录后可以看。"
    return {
        State.RECEIVED: f"已转到{agency}，等对方签收。{by}答复是否受理。",
        State.SIGNED_FOR: f"{agency}正在看材料齐不齐。{by}答复是否受理。",
        State.RETURNED: f"请您补材料，{by}。登录“我的办件”，或到任一通办窗口。",
        State.ACCEPTED: f"{agency}正在审查。{by}给结果。",
        State.DECIDED: f"办好了。结果{by}送到。",
        State.DELIVERED: "办好了，结果已送到。",
        State.DECLINED: "没有受理，理由和您的权利写在通知书里。登录后可以看。",
        State.RETRACTED: "已按申请人的意思撤回。",
        State.LAPSED: "到期没有补材料，按撤回处理。",
    }[status.state]
