"""The pages every door shares: choosing a look and a place, keeping a session, and saying what went wrong."""

import logging
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.regions import queries as regions
from tongban.ui import looks, sessions
from tongban.ui.messages import Said, Way, say, ways_back
from tongban.ui.middleware import API, no_in_words

SHOWN = 10
"""Places offered at once."""

log = logging.getLogger("tongban.access")


def _next(request: HttpRequest) -> str:
    """Where to go back to: only to a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    return asked if url_has_allowed_host_and_scheme(asked, None) else "/"


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Switch 长辈模式 or 高对比 on or off, and return to the same page."""
    back = redirect(_next(request))
    for key, offered in looks.CHOICES.items():
        if key in request.POST:
            value = request.POST[key]
            looks.keep(back, key, value if value in offered else "")
    return back


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """Choose where one is: type a name, pick one of the places found; every later page knows it."""
    if "code" in request.POST:
        back = redirect(_next(request))
        looks.keep_place(back, request.POST["code"])
        return back
    words = request.GET.get("q", "").strip()
    found = regions.search(words, limit=SHOWN) if words else []
    return render(request, "ui/place.html", {"words": words, "found": found, "next": _next(request)})


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Places for a type-ahead: code, full name."""
    found = regions.search(request.GET.get("q", ""), limit=SHOWN)
    return JsonResponse([{"value": one.code, "label": one.full_name} for one in found], safe=False)


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Seconds until this session ends; a POST extends it in one press."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0})
    if request.method == "POST":
        sessions.renew(request)
    return JsonResponse({"seconds": sessions.seconds_left(request)})


def page_is_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened in an older session: nothing was done, and it can be opened again."""
    said = Said("这一页放得太久了", ["为了安全，刚才的操作没有生效。请回到刚才那页，再提交一次。"], ways_back(request))
    return say(request, said, 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What came cannot be read; said to a department's system in the form its interface promises."""
    if request.path.startswith(API):
        problem = {"type": "about:blank", "title": "这个请求读不懂", "status": 400, "code": "unreadable", "errors": []}
        detail = "请求的正文不合它自己写的格式。请对照 Content-Type 检查正文，再送一次。"
        return JsonResponse(problem | {"detail": detail}, status=400, content_type="application/problem+json")
    return say(
        request, Said("这个请求读不懂", ["请从页面上的按钮或链接重新打开。"], ways_back(request)), 400, plain=True
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 that no middleware has answered."""
    return no_in_words(request, exception) or bad_request(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    sentence = "地址可能打错了，或者这一页已经换了地方。"
    ways = [*ways_back(request), Way("查办件进度", "/track")]
    return say(request, Said("没有这一页", [sentence], ways), 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault: what is safe, what to do, and a code to quote. Never a trace."""
    raised = sys.exc_info()[1]
    known = no_in_words(request, raised)
    if known:
        return known
    code = request.META.get("TONGBAN_REQUEST", "")
    log.error("unforeseen", exc_info=raised, extra={"request_id": code})
    sentences = ["这不是您的问题，我们已经记下。您已经提交的都在。", "可以回到刚才那页再试一次，或打 12345。"]
    return say(request, Said("这一步没有办成", sentences, ways_back(request), code), 500, plain=True)
