"""表单: the forms of items, edited question by question with a live preview, put into use by a second person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.catalogue import queries as catalogue
from tongban.doors.console.gate import for_cataloguers
from tongban.eforms import actions, editing, queries
from tongban.eforms.queries import Kind, Sheet
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor


@require_GET
@for_cataloguers
def forms(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every version of every form; an item without one may be given one."""
    rows = queries.rows()
    have = {row.item_id for row in rows}
    shown = {"rows": rows, "others": [item for item in catalogue.items() if item.id not in have], "actor": actor}
    return render(request, "console/eforms.html", shown)


@require_POST
@for_cataloguers
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The next version of an item's form, or the draft already begun."""
    return redirect("console-eform", actions.begin(request.POST.get("item", ""), by=actor).pk)


@require_http_methods(["GET", "POST"])
@for_cataloguers
def form(request: HttpRequest, actor: Actor, design_id: int) -> HttpResponse:
    """The editor. What is typed is kept, whatever is wrong with it: what is wrong stands beside it."""
    sheet, key, problems = queries.sheet(design_id), request.GET.get("q", ""), []
    if request.method == "POST":
        try:
            key = _act(request, sheet, key, actor)
            return redirect(reverse("console-eform", args=[design_id], query={"q": key} if key else {}))
        except Invalid as no:
            problems = list(no.problems)
        except Blocked as no:
            problems = [Problem("", no.sentence)]
        sheet = _typed_over(request, sheet, key)
    return _page(request, actor, sheet, key, problems)


def _act(request: HttpRequest, sheet: Sheet, key: str, by: Actor) -> str:
    """Do what the pressed button says. Returns the question to go on with."""
    verb, typed = request.POST.get("do", "save"), request.POST.dict()
    revision = int(typed["revision"]) if typed.get("revision", "").isdecimal() else 0
    if verb == "publish":
        actions.publish(sheet.row.id, revision=revision, by=by)
        return key
    if verb == "retire":
        actions.retire(sheet.row.id, by=by)
        return key
    document = editing.changed(sheet.document, key, typed)
    if verb == "add":
        document, key = editing.added(document, typed.get("library", ""), after=key)
    elif verb in editing.MOVES:
        document, key = editing.MOVES[verb](document, key), "" if verb == "remove" else key
    actions.write(sheet.row.id, document, revision=revision, by=by)
    return key


def _typed_over(request: HttpRequest, sheet: Sheet, key: str) -> Sheet:
    """The form as it would be with what is typed: nothing of it is kept."""
    document = editing.changed(sheet.document, key, request.POST.dict())
    return queries.tried(document, sheet.row, sheet.revision, sheet.written_by_key)


@require_POST
@for_cataloguers
def preview(request: HttpRequest, actor: Actor, design_id: int) -> HttpResponse:
    """Both views of what is typed, at once, and what is wrong with it."""
    key = request.GET.get("q", "")
    sheet = _typed_over(request, queries.sheet(design_id), key)
    return render(request, "console/_eform_preview.html", _shown(actor, sheet, key, request.POST.get("assume", "")))


def _page(request: HttpRequest, actor: Actor, sheet: Sheet, key: str, problems: list[Problem]) -> HttpResponse:
    shown = _shown(actor, sheet, key, request.GET.get("assume", "")) | {"problems": problems}
    return render(request, "console/eform.html", shown, status=422 if problems else 200)


def _shown(actor: Actor, sheet: Sheet, key: str, assumed: str) -> dict[str, Any]:
    field, _, value = assumed.partition("=")
    given = {field: value} if value else {}
    raw = editing.question_in(sheet.document, key)
    listed = list(sheet.design.asked(given)) if sheet.design else []
    return {
        "actor": actor,
        "sheet": sheet,
        "key": key,
        "raw": raw,
        "when": editing.when_in_lines(raw) if raw else "",
        "listed": listed,
        "chosen": next((one for one in listed if one.key == key), listed[0] if listed else None),
        "assumed": assumed,
        "assumptions": _assumptions(sheet),
        "kinds": [(kind.value, kind.value) for kind in Kind],
        "slug": sheet.row.slug,
        "library": list(queries.library().values()),
        "sources": queries.KNOWN_SOURCES,
        "mine": sheet.written_by_key == actor.key,
    }


def _assumptions(sheet: Sheet) -> list[tuple[str, str]]:
    """The answers that decide what is asked, each to be tried out in the preview."""
    if sheet.design is None:
        return []
    entries = sheet.design.entries
    return [
        (f"{field}={option.value}", f"{entries[field].title}：{option.title}")
        for field in sorted(sheet.design.deciding)
        for option in entries[field].options
    ]
