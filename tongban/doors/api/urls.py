"""Addresses of this door."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from tongban.doors.api.interface import api
from tongban.doors.api.refusals import problem


def nowhere(request: HttpRequest) -> HttpResponse:
    """An address this interface does not have, told in its own way."""
    return problem(404, "接口里没有这个地址。请对照 /api/v1/openapi.json。", code="not_found")


urlpatterns = [path("", api.urls), re_path(r"", nowhere)]
