"""Apply online: a task list, one question a page, a last look, and the number."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.cases import actions, drafts
from tongban.cases import queries as cases
from tongban.cases.choices import Channel, DeliveryWay
from tongban.cases.content import Content
from tongban.cases.drafts import KEPT_DAYS
from tongban.catalogue import queries as catalogue
from tongban.doors.portal import filling, steps
from tongban.doors.portal.asking import for_applicants, own_id, sign_in_first
from tongban.doors.portal.following import papers_of
from tongban.doors.portal.guides import answers_in, options
from tongban.doors.portal.places import asked_place
from tongban.doors.portal.steps import Opened, Step
from tongban.doors.portal.uploads import material_step
from tongban.doors.portal.ways import about_step, onward, saved
from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem
from tongban.kit.numbers import read_draft_number
from tongban.people import queries as people
from tongban.people.actors import Actor
from tongban.people.queries import MandateScope, actor_of

Sheet = Callable[..., HttpResponseBase]
EXPIRES_SOON = timedelta(days=5)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin an application where the guide left off: for this place, in this situation, with what is known filled in."""
    asked = request.POST.get("version", "")
    version = catalogue.version(int(asked) if asked.isdecimal() else 0)
    situation, from_ = answers_in(request.POST.dict()), asked_place(request.POST, "from")
    me = actor_of(request.user)
    if me.person_id is None:
        back = {"from": from_.code or "", **{f"{steps.SITUATION}{key}": value for key, value in situation.items()}}
        return redirect(sign_in_first(reverse("guide", args=[version.id], query=back)))
    if from_.code is None:
        raise Blocked("还没选在哪里交材料。请回到办事指南，填上您所在的市县。", code="no_place")
    content = Content(applicant=steps.mine_of(people.particulars(own_id(me))), situation=situation)
    draft = actions.open_draft(version_id=version.id, receipt_region=from_.code, by=me, content=content)
    return redirect("apply", draft.number)


def of_open_draft(page: Sheet) -> Sheet:
    """Give the page its draft, laid open; one handed in already leads to its number, however one came back to it."""

    @never_cache
    @for_applicants
    @wraps(page)
    def found(request: HttpRequest, me: Actor, number: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        draft = drafts.one(number, seen_by=me)
        if draft.case_number:
            return redirect("apply-done", draft.number)
        return page(request, me, steps.opened(draft, by=me), *args, **kwargs)

    return found


@require_GET
@of_open_draft
def tasks(request: HttpRequest, me: Actor, sheet: Opened) -> HttpResponse:
    """What is left; go on from here, on any device."""
    found = steps.steps(sheet)
    shown = {
        "sheet": sheet,
        "sections": [
            (title, [step for step in found if step.section == number])
            for number, title in enumerate(steps.SECTIONS)
            if number != 1 or sheet.filled
        ],
        "expires_soon": sheet.kept_until <= timezone.localdate() + EXPIRES_SOON,
        "exempt": [wanted.name for wanted in sheet.asked if wanted.exempt],
        "done": sum(step.state == "done" for step in found),
        "total": len(found) + 1,
        "left": left_in(sheet),
        "onward": steps.first_open(found),
    }
    return render(request, "portal/apply/tasks.html", shown)


def left_in(sheet: Opened) -> list[Step]:
    """The questions that must still be answered before it can be handed in."""
    return [step for step in steps.steps(sheet) if step.state == "todo"]


PAGES: dict[str, Sheet] = {
    steps.MATERIAL: material_step,
    steps.FORM: filling.form_step,
    steps.SIGN: filling.signature_step,
}


@require_http_methods(["GET", "POST"])
@of_open_draft
def step(request: HttpRequest, me: Actor, sheet: Opened, key: str) -> HttpResponseBase:
    """One question. What is answered is kept at once, even when something is still wrong with it."""
    known = {found.key: found for found in steps.steps(sheet)}
    if key not in known:
        return redirect("apply", sheet.number)
    for prefix, page in PAGES.items():
        if key.startswith(prefix):
            return page(request, me, sheet, key)
    if request.method == "GET":
        return _question(request, sheet, key, ())
    try:
        sheet, problems = _kept(sheet, key, request.POST.dict(), by=me)
    except Invalid as no:
        problems = no.problems
    if problems:
        return _question(request, sheet, key, problems)
    return redirect(onward(request, sheet, key))


def _kept(sheet: Opened, key: str, typed: dict[str, str], *, by: Actor) -> tuple[Opened, tuple[Problem, ...]]:
    """The draft with this answer in it, and what is still wrong with the answer."""
    draft = actions.save(sheet.number, steps.changed(sheet, key, typed), by=by)
    sheet = steps.opened(draft, by=by)
    return sheet, tuple(steps.problems_of(key, sheet.problems))


def _question(request: HttpRequest, sheet: Opened, key: str, problems: tuple[Problem, ...]) -> HttpResponse:
    kind = "situation" if key.startswith(steps.SITUATION) else {"applicant": "person"}.get(key, key)
    question = key.removeprefix(steps.SITUATION)
    asked = next((one for one in sheet.version.guide.situations if one.key == question), None)
    shown = {
        "problems": problems,
        "errors": {problem.field: problem.sentence for problem in problems},
        "typed": request.POST.dict(),
        "choices_of_who": steps.WHO,
        "scopes": MandateScope.choices,
        "ways": [(way.value, way.label) for way in (DeliveryWay.ELECTRONIC, DeliveryWay.POST)],
        "asked": asked,
        "options": options(asked) if asked else [],
        **about_step(request, sheet, key),
    }
    return render(request, f"portal/apply/{kind}.html", shown, status=422 if problems else 200)


@require_http_methods(["GET", "POST"])
@of_open_draft
def check(request: HttpRequest, me: Actor, sheet: Opened) -> HttpResponseBase:
    """The last look: everything in words, the consent, and handing in. Pressed twice, it is handed in once."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            _hand_in(request, me, sheet)
            return redirect("apply-done", sheet.number)
        except Invalid as no:
            problems = no.problems
        except Blocked as no:
            problems = (Problem("", no.sentence),)
    shown = {
        "sheet": sheet,
        "problems": problems,
        "left": left_in(sheet),
        "steps": steps.steps(sheet),
        "situation": sheet.version.guide.in_words(sheet.content.situation),
        "exempt": [wanted.name for wanted in sheet.asked if wanted.exempt],
        "acting": steps.WHO[sheet.who][0],
        "answers": filling.answers_of(sheet),
        "saved": saved(request, sheet),
    }
    return render(request, "portal/apply/check.html", shown, status=422 if problems else 200)


def _hand_in(request: HttpRequest, me: Actor, sheet: Opened) -> None:
    agreed = sheet.content.model_copy(update={"consented": request.POST.get("consented") == "yes"})
    actions.save(sheet.number, agreed, by=me)
    phone = "Mobi" in request.headers.get("User-Agent", "")
    actions.submit(sheet.number, by=me, channel=Channel.MOBILE if phone else Channel.DESKTOP)


@never_cache
@require_GET
@for_applicants
def done(request: HttpRequest, me: Actor, number: str) -> HttpResponse:
    """The number, what happens next, and the receipt."""
    draft = drafts.one(number, seen_by=me)
    if not draft.case_number:
        return redirect("apply", draft.number)
    case = cases.one(draft.case_number, seen_by=me)
    version = catalogue.version(case.item_version_id)
    shown = {"case": case, "draft": draft, "papers": papers_of(case.number), "limits": version.limits}
    return render(request, "portal/apply/done.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
@for_applicants
def list_drafts(request: HttpRequest, me: Actor) -> HttpResponse:
    """Applications begun and not handed in; or one taken up by its number."""
    typed, problems = request.POST.get("number", "").strip(), []
    if request.method == "POST":
        try:
            return redirect("apply", drafts.one(typed, seen_by=me).number)
        except NotFound as no:
            odd = (
                "草稿号对不上，有一位填错了。请对照再填一次，共 11 位数字"
                if not read_draft_number(typed)
                else no.sentence
            )
            problems = [Problem("number", odd)]
    shown = {
        "rows": drafts.open_drafts(me),
        "discarded": drafts.discarded(me),
        "typed": typed,
        "problems": problems,
        "kept_days": KEPT_DAYS,
    }
    return render(request, "portal/drafts.html", shown, status=422 if problems else 200)
