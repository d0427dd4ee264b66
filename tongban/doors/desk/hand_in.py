"""The desk's one screen: whatever is typed is kept first, then the act is done; the server decides when it is complete."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tongban.cases import actions as cases
from tongban.cases import drafts
from tongban.cases.usual_flaws import usual_flaws
from tongban.doors.desk.gate import clerks_only, show
from tongban.doors.desk.papers import keep
from tongban.doors.desk.screen import screen
from tongban.doors.desk.writing import form_answers, too_long, written
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tongban.cases.models import Draft
    from tongban.eforms.queries import Entry

FILES = "files."
REMOVE = "remove-"


@require_http_methods(["GET", "POST"])
@clerks_only
def draft(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """收件: one person's application for any place, in one screen."""
    opened = drafts.one(number, seen_by=by)
    if not opened.is_open:
        return _closed(opened)
    if request.method == "GET":
        return _page(request, by, opened, [])
    try:
        return _act(request, by, opened)
    except Blocked as no:
        return _said_no(request, by, number, no)


def _page(request: HttpRequest, by: Actor, opened: "Draft", problems: list[Problem], status: int = 200) -> HttpResponse:
    seen = screen(opened, by=by, problems=problems, typed=form_answers(request.POST) if problems else None)
    flaws = usual_flaws(seen.version.item.slug)
    return show(request, by, "draft", status=status, screen=seen, problems=problems, flaws=flaws)


def _closed(opened: "Draft") -> HttpResponse:
    if opened.case_number:
        return redirect("desk-received", opened.case_number)
    return redirect("desk-turned-away", opened.number)


def _act(request: HttpRequest, by: Actor, opened: "Draft") -> HttpResponse:
    number, verb = opened.number, request.POST.get("do", "save")
    cases.save(number, written(request.POST, drafts.content_of(opened)), by=by)
    if problems := [*_put_files(request, by, number), *too_long(request.POST, _entries(opened))]:
        raise Invalid(problems)
    if verb == "receive":
        return redirect("desk-received", cases.receive(number, by=by).number)
    if verb.startswith(REMOVE) and verb.removeprefix(REMOVE).isdecimal():
        cases.detach(number, file_id=int(verb.removeprefix(REMOVE)), by=by)
    if verb == "turn-away":
        return redirect("desk-turn-away", number)
    return _piece(request, by, number) if request.headers.get("HX-Request") else redirect("desk-draft", number)


def _entries(opened: "Draft") -> "Mapping[str, Entry]":
    filled = drafts.filled_of(opened)
    return filled.form.design.entries if filled else {}


def _put_files(request: HttpRequest, by: Actor, number: str) -> list[Problem]:
    """Keep each file and put it to its material; what cannot be kept is told, the others are in."""
    problems = []
    for field, uploads in request.FILES.lists():
        key = field.removeprefix(FILES)
        for upload in uploads:
            if sentence := _put_file(upload, by, number, key):
                problems.append(Problem(f"materials.{key}", sentence))
    return problems


def _put_file(upload: UploadedFile, by: Actor, number: str, key: str) -> str:
    try:
        file = keep(upload)
        cases.attach(number, material_key=key, file=file, by=by)
    except Blocked as no:
        return no.sentence
    return ""


def _said_no(request: HttpRequest, by: Actor, number: str, no: Blocked) -> HttpResponse:
    """The same page with the sentences at their fields; a draft that was closed meanwhile leads to what became of it."""
    opened = drafts.one(number, seen_by=by)
    if not opened.is_open:
        return _closed(opened)
    problems = list(no.problems) if isinstance(no, Invalid) else [Problem("", no.sentence)]
    status = 422 if isinstance(no, Invalid) else 409
    if request.headers.get("HX-Request"):
        return _piece(request, by, number, problems, status)
    return _page(request, by, opened, problems, status)


def _piece(
    request: HttpRequest, by: Actor, number: str, problems: list[Problem] | None = None, status: int = 200
) -> HttpResponse:
    """The part of the page that the browser asked for again: the materials, or only what is still missing."""
    target = request.headers.get("HX-Target")
    part = f"_{target}" if target in {"materials", "eform"} else "_missing"
    seen = screen(drafts.one(number, seen_by=by), by=by, problems=problems or [])
    seen = replace(seen, on_page=request.POST.getlist("asked")[:200])
    return render(request, f"desk/{part}.html", {"screen": seen, "again": True}, status=status)
