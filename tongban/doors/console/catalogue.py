"""The list of versions a data officer works from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongban.catalogue.models import ItemVersion
from tongban.doors.console.gate import for_cataloguers
from tongban.people.actors import Actor


@require_GET
@for_cataloguers
def versions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every version, newest first."""
    shown = ItemVersion.objects.select_related("item", "agency").order_by("-pk")[:50]
    return render(request, "console/catalogue.html", {"versions": shown})
