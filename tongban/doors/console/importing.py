"""导入和导出实施清单: a file in, with a progress bar and every fault by sheet, row and column; files out."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.catalogue import actions, imports_shown
from tongban.catalogue.workbook.looking import LARGEST
from tongban.catalogue.workbook.writing import export, template
from tongban.doors.console.catalogue import asked_in
from tongban.doors.console.forms import SHEET
from tongban.doors.console.gate import for_cataloguers
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actors import Actor


@require_http_methods(["GET", "POST"])
@for_cataloguers
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take a file in; what is wrong with it as a whole is told here, the rest record by record."""
    problems: list[Problem] = []
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            problems = [Problem("file", "还没有选文件。请选一个 xlsx 或 json 文件。")]
        elif (file.size or 0) > LARGEST:
            problems = [Problem("file", "文件超过 20 MB。请分成几份再导入。")]
        else:
            try:
                run = actions.begin_import(file.name or "", file.read(), by=actor)
                return redirect("console-import-run", run.pk)
            except Invalid as invalid:
                problems = list(invalid.problems)
    page = {"problems": problems, "recent": imports_shown.recent(actor), "actor": actor}
    return render(request, "console/import.html", page, status=422 if problems else 200)


@require_GET
@for_cataloguers
def run(request: HttpRequest, actor: Actor, run_id: int) -> HttpResponse:
    """How far an import is; the page goes on by itself, or with the button."""
    page = {"run": imports_shown.progress(run_id, actor), "actor": actor}
    return render(request, "console/import_run.html", page)


@require_POST
@for_cataloguers
def step(request: HttpRequest, actor: Actor, run_id: int) -> HttpResponse:
    """Write the next few records."""
    actions.go_on(run_id, by=actor)
    if not request.headers.get("HX-Request"):
        return redirect("console-import-run", run_id)
    return render(request, "console/_import_run.html", {"run": imports_shown.progress(run_id, actor)})


@require_GET
@for_cataloguers
def blank(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The template."""
    return sent(template(), "实施清单模板.xlsx", SHEET)


@require_GET
@for_cataloguers
def out(request: HttpRequest, actor: Actor, form: str) -> HttpResponse:
    """The versions in force that the list shows, as a workbook or as JSON."""
    contents = imports_shown.contents(asked_in(request))
    if form == "json":
        return sent(json.dumps(contents, ensure_ascii=False, indent=1).encode(), "实施清单.json", "application/json")
    return sent(export(contents), "实施清单.xlsx", SHEET)


def sent(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to keep, under its Chinese name."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
