"""Around every request: one line in the log, and a way of saying no in words instead of a stack trace."""

import logging
import secrets
import time
from collections.abc import Callable
from urllib.parse import unquote

from django.contrib.auth import SESSION_KEY
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tongban.kit.blocked import Blocked, Invalid, NotFound
from tongban.ui import meters, sessions
from tongban.ui.messages import Said, new_code, say, ways_back

Answer = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("tongban.access")
API = "/api/"
LEFT = "/session"
QUIET = ("/healthz", "/readyz", "/metrics")
DATABASE_AWAY = (OperationalError, InterfaceError)


def access_log(get_response: Answer) -> Answer:
    """One structured line a request: the route's pattern, never the path with its numbers; counted for the operator."""

    def answer(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        code = request.META["TONGBAN_REQUEST"] = new_code(timezone.localtime(), secrets.token_hex(3))
        response = get_response(request)
        response["X-Request-Id"] = code
        _note(request, response.status_code, time.perf_counter() - started, code)
        return response

    return answer


def _note(request: HttpRequest, status: int, seconds: float, code: str) -> None:
    route = request.resolver_match.route if request.resolver_match else "-"
    method = request.method or "-"
    meters.REQUESTS.labels(method, route, str(status)).inc()
    meters.SECONDS.labels(route).observe(seconds)
    if request.path in QUIET:
        return
    level = logging.ERROR if status >= 500 else logging.INFO
    told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1), "request_id": code}
    log.log(level, "request", extra=told)


def keep_session(get_response: Answer) -> Answer:
    """A session ends half an hour after the last page, not after signing in; asking what is left does not count."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path != LEFT and SESSION_KEY in request.session and not sessions.is_fresh(request):
            sessions.renew(request)
        return get_response(request)

    return answer


def text_only(get_response: Answer) -> Answer:
    """Refuse an address or a form with a NUL in it: no keyboard types one, and no database keeps it as text."""

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.path + unquote(request.META.get("QUERY_STRING", ""))
        if "\0" in asked or any("\0" in text for name, texts in request.POST.lists() for text in (name, *texts)):
            raise SuspiciousOperation("a NUL in what was typed")
        return get_response(request)

    return answer


class _InWords:
    """Turns what an act or a question raised into a page, or into a fragment for htmx; the API has words of its own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The sentence for what was raised; None for what nobody foresaw, which becomes ``server_error``."""
        return None if request.path.startswith(API) else no_in_words(request, exception)


def say_no_in_words(get_response: Answer) -> _InWords:
    """The middleware itself."""
    return _InWords(get_response)


def no_in_words(request: HttpRequest, raised: BaseException | None) -> HttpResponse | None:
    """409 for what may not be done now, 422 for what has problems, 404, 403, 503; None for anything else."""
    if isinstance(raised, DATABASE_AWAY):
        log.error("database away", exc_info=raised)
        return say(request, cannot_hand_in(request), 503, plain=True)
    found = _said(request, raised)
    return say(request, *found) if found else None


def _said(request: HttpRequest, raised: BaseException | None) -> tuple[Said, int] | None:
    back = ways_back(request)
    match raised:
        case Invalid():
            sentences = [problem.sentence for problem in raised.problems]
            return Said(f"有 {len(sentences)} 处要改", sentences, back), 422
        case Blocked():
            return Said("这一步没有办成", [raised.sentence], back), 409
        case NotFound():
            return Said("没有找到", [raised.sentence], back), 404
        case PermissionDenied():
            sentence = str(raised) or "这里归别的岗位办。要协同，请找本单位管理员开通。"
            return Said("您不能看这一页", [sentence], back), 403
    return None


def cannot_hand_in(request: HttpRequest) -> Said:
    """What is said while the database does not answer."""
    code = request.META.get("TONGBAN_REQUEST", "")
    stays = "您刚才填的还在浏览器里，没有丢；点浏览器的“后退”就能看到。"
    return Said("现在交不上去", [stays, "10 分钟后再试，或打 12345。"], ways_back(request), code)
