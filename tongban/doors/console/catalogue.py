"""The list a data officer works from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongban.catalogue import queries
from tongban.doors.console.gate import for_cataloguers
from tongban.people.actors import Actor


@require_GET
@for_cataloguers
def versions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every item of the catalogue."""
    return render(request, "console/catalogue.html", {"items": queries.items(), "actor": actor})
