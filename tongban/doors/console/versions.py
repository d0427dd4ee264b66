"""One version: written, looked at beside its preview, compared, reviewed, published, stopped; and its history."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.catalogue import actions, versions_shown
from tongban.catalogue.assembling import Typed, assemble
from tongban.catalogue.deviation import ELEMENTS
from tongban.catalogue.elements import GROUPS
from tongban.catalogue.guide import Guide
from tongban.catalogue.reading import guide_from
from tongban.catalogue.standing import Standing
from tongban.catalogue.versions_shown import KINDS, Opened
from tongban.doors.console.catalogue import MARKS
from tongban.doors.console.gate import for_cataloguers
from tongban.doors.console.version_form import grounds_in, typed_in
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.kit.days import CHINA
from tongban.people.actors import Actor

SITUATION = "situation."


@require_http_methods(["GET", "POST"])
@for_cataloguers
def edit(request: HttpRequest, actor: Actor, kind: str, version_id: int) -> HttpResponse:
    """A draft with all its elements; what is in review or published is shown with its history."""
    opened = versions_shown.opened(version_id, kind)
    if request.method == "POST":
        return _save(request, actor, opened)
    if opened.row.standing != Standing.DRAFT:
        return redirect("console-history", kind, version_id)
    return _editor(request, actor, opened, opened.typed, [])


def _save(request: HttpRequest, actor: Actor, opened: Opened) -> HttpResponse:
    typed, row = typed_in(request.POST), opened.row
    seen = request.POST.get("seen", "")
    try:
        content = assemble(typed, opened.content)
        saved: dict[str, Any] = {"seen": int(seen) if seen.isdecimal() else -1, "by": actor, "kind": KINDS[row.kind]}
        note, grounds = request.POST.get("change_note", "")[:500], grounds_in(request.POST)
        actions.save(row.id, content, note=note, grounds=grounds, **saved)
        if "submit" in request.POST:
            actions.submit(row.id, by=actor, kind=KINDS[row.kind])
            return redirect("console-compare", row.kind, row.id)
    except Blocked as blocked:
        return _told(request, actor, row.id, row.kind, typed, blocked)
    return redirect(reverse("console-version", args=[row.kind, row.id], query={"saved": "1"}))


def _told(request: HttpRequest, actor: Actor, id_: int, kind: str, typed: Typed, blocked: Blocked) -> HttpResponse:
    """The editor again, with everything that was typed and what is wrong."""
    problems = list(blocked.problems) if isinstance(blocked, Invalid) else [Problem("", blocked.sentence)]
    opened = versions_shown.opened(id_, kind)
    texts = {**opened.typed.texts, **typed.texts}
    return _editor(request, actor, opened, Typed(texts, {**opened.typed.rows, **typed.rows}), problems, status=422)


def _editor(
    request: HttpRequest, actor: Actor, opened: Opened, typed: Typed, problems: list[Problem], status: int = 200
) -> HttpResponse:
    page = {
        "opened": opened,
        "row": opened.row,
        "groups": GROUPS,
        "texts": typed.texts,
        "rows": typed.rows,
        "problems": problems,
        "errors": {problem.field: problem.sentence for problem in problems},
        "saved": "saved" in request.GET,
        "seen": request.POST.get("seen", opened.row.revision),
        "note": request.POST.get("change_note", opened.row.note),
        "grounds": versions_shown.ground_kinds(),
        "marks": MARKS,
        "elements": ELEMENTS,
        "actor": actor,
        **_preview(opened.guide, {}),
    }
    return render(request, "console/version.html", page, status=status)


@require_POST
@for_cataloguers
def preview(request: HttpRequest, actor: Actor, kind: str, version_id: int) -> HttpResponse:
    """The guide as people would see it, from what stands in the form now; nothing is kept."""
    opened = versions_shown.opened(version_id, kind)
    answers = {
        key.removeprefix(SITUATION): str(v) for key, v in request.POST.items() if key.startswith(SITUATION) and v
    }
    try:
        guide = guide_from(assemble(typed_in(request.POST), opened.content))
    except Invalid as invalid:
        return render(
            request, "console/_preview.html", {"preview": None, "problems": invalid.problems, "row": opened.row}
        )
    return render(request, "console/_preview.html", {"row": opened.row, **_preview(guide, answers)})


def _preview(guide: Guide, answers: Mapping[str, str]) -> dict[str, Any]:
    known = {situation.key: {option.key for option in situation.options} for situation in guide.situations}
    kept = {key: answer for key, answer in answers.items() if answer in known.get(key, ())}
    asked = guide.materials_for(kept)
    decided = next((each.promised for each in guide.decisions_for(kept) if each.promised), guide.time_limits.promised)
    return {
        "preview": guide,
        "answers": kept,
        "to_bring": [each for each in asked if not each.material.replaceable],
        "exempt": [each for each in asked if each.material.replaceable],
        "promised": decided,
    }


@require_POST
@for_cataloguers
def begin(request: HttpRequest, actor: Actor, kind: str, version_id: int) -> HttpResponse:
    """A new version of the same record, with the words of this one."""
    if kind not in KINDS:
        raise Http404
    fresh = actions.begin(version_id, by=actor, kind=KINDS[kind])
    return redirect("console-version", kind, fresh.pk)


@require_POST
@for_cataloguers
def begin_base(request: HttpRequest, actor: Actor, version_id: int) -> HttpResponse:
    """A base for the item of this version, begun with its words."""
    fresh = actions.begin_base(versions_shown.opened(version_id).content, by=actor)
    return redirect("console-version", "base", fresh.pk)


@require_POST
@for_cataloguers
def discard(request: HttpRequest, actor: Actor, kind: str, version_id: int) -> HttpResponse:
    """Throw a draft away."""
    actions.discard(version_id, by=actor, kind=KINDS[kind])
    return redirect("console-catalogue")


@require_GET
@for_cataloguers
def compare(request: HttpRequest, actor: Actor, kind: str, version_id: int) -> HttpResponse:
    """Two versions element by element; for the second person with opinions and the two ways on."""
    return _comparison(request, actor, kind, version_id, [])


def _comparison(
    request: HttpRequest, actor: Actor, kind: str, version_id: int, problems: list[Problem], status: int = 200
) -> HttpResponse:
    other = request.GET.get("with", "")
    found = versions_shown.comparison(version_id, kind, int(other) if other.isdecimal() else None)
    page = {
        "found": found,
        "row": found.new,
        "reviewing": found.new.standing == Standing.IN_REVIEW,
        "mine": actor.key in found.new.writers,
        "problems": problems,
        "errors": {problem.field: problem.sentence for problem in problems},
        "sent": request.POST,
        "opinions": _opinions(request),
        "groups": {group.key: group.label for group in GROUPS},
        "all": request.GET.get("all") == "1",
        "marks": MARKS,
        "elements": ELEMENTS,
        "actor": actor,
    }
    return render(request, "console/compare.html", page, status=status)


@require_POST
@for_cataloguers
def review(request: HttpRequest, actor: Actor, kind: str, version_id: int) -> HttpResponse:
    """同意发布, or 退回修改 with opinions."""
    opinions = _opinions(request)
    try:
        if "send_back" in request.POST:
            actions.send_back(version_id, opinions.items(), by=actor, kind=KINDS[kind])
        elif opinions:
            told = f"您对{'、'.join(opinions)}写了意见。有意见就退回修改；同意发布的，请把意见删去。"
            raise Invalid([Problem("opinions", told)])
        else:
            actions.publish(version_id, at=_moment(request), by=actor, kind=KINDS[kind])
    except Blocked as blocked:
        problems = list(blocked.problems) if isinstance(blocked, Invalid) else [Problem("", blocked.sentence)]
        return _comparison(request, actor, kind, version_id, problems, status=422)
    return redirect("console-history", kind, version_id)


def _opinions(request: HttpRequest) -> dict[str, str]:
    """What the second person wrote, by element."""
    written = zip(request.POST.getlist("element"), request.POST.getlist("opinion"), strict=False)
    return {element: text.strip()[:500] for element, text in written if text.strip()}


def _moment(request: HttpRequest) -> datetime | None:
    """When it is to begin; None is at once. Raises Invalid for what is no day or hour."""
    if request.POST.get("when") == "now":
        return None
    day, hour = request.POST.get("day", "").strip(), request.POST.get("hour", "").strip() or "00:00"
    try:
        return datetime.strptime(f"{day} {hour}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
    except ValueError:
        told = f"起用时间“{day} {hour}”看不懂。日期写成 2026-12-01，时间写成 00:00；马上起用选“现在起用”。"
        raise Invalid([Problem("in_force_at", told)]) from None


@require_GET
@for_cataloguers
def history(request: HttpRequest, actor: Actor, kind: str, version_id: int) -> HttpResponse:
    """All versions of a record and what happened to them; the arrows that are open now."""
    return _history(request, actor, kind, version_id, [])


def _history(
    request: HttpRequest, actor: Actor, kind: str, version_id: int, problems: list[Problem], status: int = 200
) -> HttpResponse:
    found = versions_shown.history(version_id, kind)
    row = next(row for row in found.rows if row.id == version_id)
    page = {
        "found": found,
        "row": row,
        "mine": actor.key in row.writers,
        "Standing": Standing,
        "problems": problems,
        "errors": {problem.field: problem.sentence for problem in problems},
        "sent": request.POST,
        "now": timezone.now(),
        "actor": actor,
    }
    return render(request, "console/history.html", page, status=status)


@require_POST
@for_cataloguers
def stand(request: HttpRequest, actor: Actor, kind: str, version_id: int) -> HttpResponse:
    """撤回, 暂停, 恢复 or 取消."""
    try:
        _arrow(request, actor, KINDS[kind], version_id)
    except Blocked as blocked:
        problems = list(blocked.problems) if isinstance(blocked, Invalid) else [Problem("", blocked.sentence)]
        return _history(request, actor, kind, version_id, problems, status=422)
    return redirect("console-history", kind, version_id)


def _arrow(request: HttpRequest, actor: Actor, kind: Any, version_id: int) -> None:
    act = request.POST.get("act", "")
    told = {name: request.POST.get(name, "").strip()[:300] for name in ("because", "instead")}
    arrows: dict[str, Callable[[], object]] = {
        "take_back": lambda: actions.take_back(version_id, by=actor, kind=kind),
        "recall": lambda: actions.recall(version_id, by=actor, kind=kind),
        "suspend": lambda: actions.suspend(version_id, by=actor, **told),
        "resume": lambda: actions.resume(version_id, by=actor),
        "withdraw": lambda: actions.withdraw(version_id, by=actor, **told),
    }
    if act not in arrows:
        raise Http404
    arrows[act]()
