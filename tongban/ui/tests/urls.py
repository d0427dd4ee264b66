"""The house's own addresses with stand-ins for the pages of the portal, and pages that fail in each way."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem

handler400 = "tongban.ui.views.bad_request"
handler403 = "tongban.ui.views.not_allowed"
handler404 = "tongban.ui.views.not_found"
handler500 = "tongban.ui.views.server_error"

PORTAL = ["home", "find", "guide", "checklist", "apply-start", "track", "my-cases", "my-case", "correction", "rate", "my-data", "sign-in", "sign-out", "register", "items", "outlets", "help", "privacy", "accessibility", "drafts", "notices"]
RAISED = {
    "blocked": Blocked("陈* 在 10:04 已经签收这件。"),
    "invalid": Invalid([Problem("card", "银行卡号少了 1 位"), Problem("own", "请选这张卡是谁的")]),
    "not-found": NotFound(),
    "denied": PermissionDenied("这件归阜阳市人社局办，您不能看材料。可申请会商。"),
    "database": OperationalError("connection refused"),
    "bug": RuntimeError("secret inside"),
}


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/citizen.html")


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise RAISED[how]


urlpatterns = [
    path("", include("tongban.ui.urls")),
    *(path("" if name == "home" else f"stand-in/{name}", page, name=name) for name in PORTAL),
    path("fail/<str:how>", fail),
    path("desk/fail/<str:how>", fail),
    path("api/fail/<str:how>", fail),
]
