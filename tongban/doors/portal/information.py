"""Where to go and whom to ask: outlets with their windows and hours, help, privacy, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongban.doors.portal.places import asked_place
from tongban.people import queries as people
from tongban.regions import queries as regions
from tongban.ui.looks import look_of


@require_GET
def outlets(request: HttpRequest) -> HttpResponse:
    """The outlets of a place, or of the nearest place above it that has any, with windows and hours."""
    asked = asked_place(request.GET, "place", otherwise=look_of(request).place)
    found = regions.outlets(asked.code, nearest=True) if asked.code else []
    windows = people.counters_in(outlet.code for outlet in found)
    return render(request, "portal/outlets.html", {"asked": asked, "outlets": found, "windows": windows})


@require_GET
def written(request: HttpRequest, page: str) -> HttpResponse:
    """A page of plain text: help, privacy, accessibility."""
    return render(request, f"portal/{page}.html")
