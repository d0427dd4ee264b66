"""The form of an item, one question a page, and the application that is read and signed before it is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tongban.cases import actions
from tongban.cases.choices import SignedHow
from tongban.cases.forms import Filled
from tongban.documents import queries as documents
from tongban.doors.portal import steps
from tongban.doors.portal.asking import for_applicants
from tongban.doors.portal.sending import send_paper
from tongban.doors.portal.steps import Opened
from tongban.doors.portal.ways import about_step, onward
from tongban.eforms import queries as eforms
from tongban.eforms.queries import PREFIX, Kind, Question
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.documents.models import Document

LONGEST = 2000


# --- one question ----------------------------------------------------------------------------------------------------
def form_step(request: HttpRequest, me: Actor, sheet: Opened, key: str) -> HttpResponseBase:
    """One question of the form. What is typed is kept at once, while typing too, even when something is wrong with it."""
    filled = sheet.filled
    assert filled is not None  # noqa: S101  # the step exists only with a form
    question = filled.form.design.question(key.removeprefix(steps.FORM))
    assert question is not None  # noqa: S101  # the step exists only with its question
    if request.method == "GET":
        return _question(request, sheet, key, question, filled.given, ())
    answers = typed(request.POST, filled, question)
    kept = {field: text for field, text in answers.items() if len(text) <= LONGEST}
    content = sheet.content.model_copy(update={"answers": {**sheet.content.answers, **kept}})
    draft = actions.save(sheet.number, content, by=me)
    if request.headers.get("HX-Request"):
        return HttpResponse(f"{timezone.localtime():%H:%M} 已自动保存")
    given = eforms.together({**sheet.content.answers, **answers}, filled.known)
    if problems := problems_of(filled, question, given):
        return _question(request, sheet, key, question, given, problems)
    return redirect(onward(request, steps.opened(draft, by=me), key))


def typed(form: QueryDict, filled: Filled, question: Question) -> dict[str, str]:
    """What was typed into the fields of one question; a list as its values with commas. Verified values are not typed."""
    found = {}
    for field in question.fields:
        known = filled.known.get(field)
        if known is None or not known.fixed:
            several = filled.form.design.entries[field].kind == Kind.CHOICES
            found[field] = ",".join(form.getlist(PREFIX + field)) if several else form.get(PREFIX + field, "")
    return found


def problems_of(filled: Filled, question: Question, given: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with the answers to one question."""
    own = {PREFIX + field for field in question.fields}
    return tuple(problem for problem in eforms.problems(filled.form.design, given) if problem.field in own)


def _question(
    request: HttpRequest,
    sheet: Opened,
    key: str,
    question: Question,
    given: Mapping[str, str],
    problems: tuple[Problem, ...],
) -> HttpResponse:
    assert sheet.filled is not None  # noqa: S101  # form_step has made sure
    shown = {
        "question": question,
        "design": sheet.filled.form.design,
        "known": sheet.filled.known,
        "given": given,
        "masked": eforms.masked,
        "problems": problems,
        "errors": {problem.field.removeprefix(PREFIX): problem.sentence for problem in problems},
        **about_step(request, sheet, key),
    }
    return render(request, "portal/apply/form.html", shown, status=422 if problems else 200)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer on the last look: masked, with where it came from and where it is changed."""

    label: str
    words: str
    source: str
    fixed: bool
    step: str


def answers_of(sheet: Opened) -> list[tuple[str, list[Answer]]]:
    """The form on the last look: its sections with what was answered."""
    filled = sheet.filled
    if filled is None:
        return []
    asked = {question.key for question in filled.form.design.asked(filled.given)}
    return [
        (
            section.title,
            [_answer(filled, one, field) for one in section.questions if one.key in asked for field in one.fields],
        )
        for section in filled.form.design.sections
        if any(one.key in asked for one in section.questions)
    ]


def _answer(filled: Filled, question: Question, field: str) -> Answer:
    entry, text, known = filled.form.design.entries[field], filled.value(field), filled.known.get(field)
    source = known.from_ if known is not None and known.value == text else ""
    fixed = known is not None and known.fixed
    return Answer(entry.title, eforms.masked(entry, text), source, fixed, steps.FORM + question.key)


# --- the signature ---------------------------------------------------------------------------------------------------
def signature_step(request: HttpRequest, me: Actor, sheet: Opened, key: str) -> HttpResponseBase:
    """Read the application as it will be kept, and sign exactly that."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            _sign(request, me, sheet)
            return redirect(onward(request, sheet, key))
        except Invalid as no:
            problems = no.problems
        except Blocked as no:
            problems = (Problem("", no.sentence),)
    left = [step for step in steps.steps(sheet) if step.state == "todo" and step.key != key]
    paper = None if left else actions.draw_application(sheet.number, by=me)
    shown = {
        "left": left,
        "paper": paper,
        "pages": range(1, (paper.pages or 1) + 1) if paper else (),
        "answers": answers_of(sheet),
        "problems": problems,
        "signed": not any(problem.field == "signature" for problem in sheet.problems),
        **about_step(request, sheet, key),
    }
    return render(request, "portal/apply/sign.html", shown, status=422 if problems else 200)


def _sign(request: HttpRequest, me: Actor, sheet: Opened) -> None:
    if request.POST.get("read") != "yes":
        raise Invalid([Problem("read", "请先看完申请书，再勾选“我看过了”")])
    actions.sign_application(sheet.number, shown=request.POST.get("shown", ""), how=SignedHow.ONLINE, by=me)


@never_cache
@require_GET
@for_applicants
def application(request: HttpRequest, me: Actor, number: str) -> HttpResponse:
    """The application as it stands, as PDF: the very file that is signed."""
    with documents.read(_drawn(me, number)) as content:
        return send_paper(content.read(), "申请书.pdf")


@never_cache
@require_GET
@for_applicants
def application_page(request: HttpRequest, me: Actor, number: str, page: int) -> HttpResponse:
    """One page of it as a picture."""
    return HttpResponse(documents.page_image(_drawn(me, number), page), content_type=documents.PAGE_IMAGE_TYPE)


def _drawn(me: Actor, number: str) -> "Document":
    return actions.draw_application(number, by=me)
