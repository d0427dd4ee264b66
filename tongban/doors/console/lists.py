"""通办清单: the documents and how many of their items are entered, the entries that let places receive, Excel both ways."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tongban.catalogue import list_sheets, published_lists
from tongban.catalogue.actions.documents import import_list
from tongban.catalogue.listed import ListClass
from tongban.catalogue.writing_lists import WrittenDocument
from tongban.doors.console import forms
from tongban.doors.console.gate import for_cataloguers
from tongban.kit.blocked import Invalid, Problem
from tongban.kit.scopes import Scope
from tongban.people.actors import Actor
from tongban.ui.drawings import Pager

SIZE = 50
SCOPES = [(str(one.value), one.label) for one in sorted(Scope, reverse=True)]


@require_GET
@for_cataloguers
def lists(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The documents, and the entries of all lists, by scope and words."""
    asked = request.GET.dict()
    scope, words = forms.scope(asked), asked.get("q", "").strip()
    page = max(1, int(asked.get("page", "1"))) if asked.get("page", "1").isdecimal() else 1
    entries, total = published_lists.entries(scope=scope, words=words, limit=SIZE, offset=SIZE * (page - 1))
    query = {key: asked[key] for key in ("scope", "q") if asked.get(key)}
    shown = {
        "documents": published_lists.documents(scope=scope),
        "entries": entries,
        "pager": Pager(total, page, SIZE, reverse("console-lists"), "条", query),
        "scopes": SCOPES,
        "scope": str(scope.value) if scope else "",
        "words": words,
    }
    return render(request, "console/lists.html", shown)


@require_GET
@for_cataloguers
def document(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """One document: its classes counted, its rows, and what the last import said."""
    asked = request.GET.get("class")
    chosen = asked if asked in {"", *ListClass.values} else None
    shown = {
        "document": published_lists.document(document_id),
        "rows": published_lists.rows(document_id, list_class=chosen),
        "chosen": chosen,
        "done": {key: request.GET[key] for key in ("added", "changed", "same", "unknown") if key in request.GET},
    }
    return render(request, "console/list_document.html", shown)


@require_GET
@for_cataloguers
def export(request: HttpRequest, actor: Actor, document_id: int) -> HttpResponse:
    """A document's rows as Excel, to be changed and imported again."""
    found = published_lists.document(document_id)
    return forms.as_sheet(list_sheets.write_rows(published_lists.rows(document_id)), f"{found.number}.xlsx")


@require_GET
@for_cataloguers
def template(request: HttpRequest, actor: Actor) -> HttpResponse:
    """An empty list to fill in."""
    return forms.as_sheet(list_sheets.template(), "通办清单模板.xlsx")


@require_http_methods(["GET", "POST"])
@for_cataloguers
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """导入: the document's particulars and the file; all of it or nothing, with every problem said."""
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            return _imported(request, actor)
        except Invalid as wrong:
            problems = list(wrong.problems)
    typed = forms.texts(request.POST) or request.GET.dict()
    shown = {
        "typed": typed,
        "scopes": SCOPES,
        "problems": problems,
        "errors": {problem.field: problem.sentence for problem in problems},
        "columns": list_sheets.COLUMNS,
        "classes": [one.label for one in ListClass],
    }
    return render(request, "console/list_import.html", shown, status=422 if problems else 200)


def _imported(request: HttpRequest, actor: Actor) -> HttpResponse:
    typed = forms.texts(request.POST)
    scope = forms.scope(typed)
    if scope is None:
        raise Invalid([Problem("scope", "请选这份清单的通办范围")])
    written = WrittenDocument(
        number=typed.get("number", ""),
        title=typed.get("title", ""),
        scope=scope,
        area=forms.area(typed.get("area", "")),
        issued_on=forms.day(typed, "issued_on"),
        note=typed.get("note", "")[:300],
    )
    file = request.FILES.get("file")
    if file is None:
        raise Invalid([Problem("file", "请选一个 Excel 文件（.xlsx）")])
    done = import_list(written, list_sheets.read_rows(file.read()), by=actor)
    told = {"added": done.added, "changed": done.changed, "same": done.same, "unknown": len(done.unknown)}
    return redirect(reverse("console-list", args=[done.document_id], query=told))
