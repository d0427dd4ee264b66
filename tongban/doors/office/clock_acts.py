"""The verbs that stop, stretch and divide the clock: 特别程序 and its end, 延长办理期限, 分段."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from tongban.cases import actions
from tongban.doors.office.acts import press
from tongban.doors.office.gate import for_reviewers
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.cases.models import Case


def _day_in(typed: Mapping[str, str], name: str, label: str) -> date | None:
    written = typed.get(name, "").strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        told = f"{label}“{written[:20]}”读不出日期：请写成 2026-12-04 这样"
        raise Invalid([Problem(name, told)]) from None


def _days_in(typed: Mapping[str, str]) -> int | None:
    written = typed.get("days", "").strip()
    if not written:
        return None
    if not written.isdecimal() or len(written) > 4:
        raise Invalid([Problem("days", f"延长多少“{written[:20]}”读不出数字：请只写数字，比如 10")])
    return int(written)


@require_POST
@for_reviewers
def suspend(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """特别程序: which kind, why, until when, who approved it."""
    written = {part: request.POST.get(part, "") for part in ("kind", "ground", "approver")}

    def act(case: "Case") -> object:
        return actions.suspend(case, until=_day_in(request.POST, "until", "预计结束的日子"), by=actor, **written)

    return press(request, actor, number, "suspend", act)


@require_POST
@for_reviewers
def resume(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """恢复办理: with the result of the special procedure."""
    result = request.POST.get("ended", "")
    return press(request, actor, number, "resume", lambda case: actions.resume(case, result=result, by=actor))


@require_POST
@for_reviewers
def extend(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """延长办理期限: how long, why, who approved it."""
    written = {part: request.POST.get(part, "") for part in ("reason", "approver")}

    def act(case: "Case") -> object:
        return actions.extend(case, days=_days_in(request.POST), by=actor, **written)

    return press(request, actor, number, "extend", act)


@require_POST
@for_reviewers
def end_stage(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """一段办完."""
    return press(request, actor, number, "end-stage", lambda case: actions.end_stage(case, by=actor))
