"""证明事项清单: which certificates guides still ask for; those without a ground stand out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongban.catalogue import certificates as catalogue
from tongban.doors.console.forms import SHEET
from tongban.doors.console.gate import for_cataloguers
from tongban.doors.console.importing import sent
from tongban.people.actors import Actor
from tongban.ui.drawings import Pager

SIZE = 30


@require_GET
@for_cataloguers
def certificates(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A page of the list, or all of it as a workbook."""
    words, baseless = request.GET.get("words", "").strip()[:40], request.GET.get("baseless") == "1"
    found = catalogue.certificates(words, only_baseless=baseless)
    if request.GET.get("form") == "xlsx":
        return sent(catalogue.workbook(found), "证明事项清单.xlsx", SHEET)
    asked = request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isdecimal() else 1
    query = {name: value for name, value in (("words", words), ("baseless", "1" if baseless else "")) if value}
    page = {
        "found": found[(number - 1) * SIZE : number * SIZE],
        "total": len(found),
        "without": sum(each.baseless for each in found),
        "words": words,
        "baseless": baseless,
        "query": query,
        "pager": Pager(len(found), number, SIZE, request.path, "种证明", query),
        "actor": actor,
    }
    return render(request, "console/certificates.html", page)
