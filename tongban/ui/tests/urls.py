"""The house's own addresses with stand-ins for the pages of the portal, and pages that fail in each way."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem
from tongban.ui.tests import every_part

handler400 = "tongban.ui.views.bad_request"
handler403 = "tongban.ui.views.not_allowed"
handler404 = "tongban.ui.views.not_found"
handler500 = "tongban.ui.views.server_error"

NAMES = """home find guide checklist apply-start track my-cases my-case correction rate my-data sign-in sign-out register
items outlets help privacy accessibility drafts notices"""
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


def parts(request: HttpRequest, frame: str) -> HttpResponse:
    return HttpResponse(engines["pages"].from_string(every_part.TEMPLATE).render(every_part.shown(frame), request))


def suggest(request: HttpRequest) -> JsonResponse:
    known = [{"value": "341200", "label": "安徽省阜阳市", "note": "FYS"}, {"value": "330681", "label": "浙江省诸暨市"}]
    return JsonResponse([one for one in known if request.GET["q"] in one["label"]], safe=False)


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise RAISED[how]


urlpatterns = [
    path("", include("tongban.ui.urls")),
    *(path("" if name == "home" else f"stand-in/{name}", page, name=name) for name in NAMES.split()),
    path("parts/<str:frame>", parts),
    path("suggest", suggest),
    path("fail/<str:how>", fail),
    path("desk/fail/<str:how>", fail),
]
