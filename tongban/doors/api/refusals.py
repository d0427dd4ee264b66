"""One place where the interface says no: problem+json (RFC 9457), in Chinese, with the path of each field."""

import logging
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tongban.kit.blocked import Blocked, Invalid, NotFound

log = logging.getLogger("tongban.api")
TITLES = {
    400: "请求写得不对",
    401: "没有出示凭据",
    403: "不归您办",
    404: "没有找到",
    405: "方法不对",
    409: "现在不能这样办",
    413: "太大了",
    422: "填写有问题",
    500: "没有办成",
    503: "暂时办不了",
}
# pydantic's kinds of mistake, in a sentence; {…} are the values it gives along
SENTENCES = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请核对字段名",
    "string_type": "应为文字",
    "string_too_long": "太长，最多 {max_length} 个字",
    "string_too_short": "太短，至少 {min_length} 个字",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "enum": "应为其中之一：{expected}",
    "literal_error": "应为其中之一：{expected}",
    "date_from_datetime_parsing": "应为日期，写作 2026-11-20",
    "date_parsing": "应为日期，写作 2026-11-20",
    "too_long": "太多，最多 {max_length} 个",
    "json_invalid": "不是合法的 JSON",
}


def problem(status: int, detail: str, *, code: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """The answer that says no."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "没有办成"),
        "status": status,
        "detail": detail,
        "code": code,
        "errors": errors or [],
    }
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def _path(location: tuple[Any, ...]) -> str:
    # ninja puts where the value came from, and the parameter's name, before the path a caller knows
    return ".".join(str(part) for part in location[2 if location[:1] == ("body",) and len(location) > 2 else 1 :])


def _told(mistake: dict[str, Any]) -> dict[str, str]:
    sentence = SENTENCES.get(mistake["type"], "写法不对")
    context = {name: value for name, value in (mistake.get("ctx") or {}).items() if name != "error"}
    return {"field": _path(tuple(mistake["loc"])), "sentence": sentence.format_map(_Or(context))}


class _Or(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _status(blocked: Blocked) -> int:
    return {"not_yours": 403, "too_large": 413, "wait": 429, "no_space": 507}.get(blocked.code, 409)


def _invalid(request: HttpRequest, trouble: Invalid) -> HttpResponse:
    errors = [{"field": each.field, "sentence": each.sentence} for each in trouble.problems]
    return problem(422, "填写有问题，逐项改好再送，原来的没有存。", code="invalid", errors=errors)


def _unread(request: HttpRequest, trouble: ValidationError) -> HttpResponse:
    errors = [_told(mistake) for mistake in trouble.errors]
    return problem(422, "填写有问题，逐项改好再送，原来的没有存。", code="invalid", errors=errors)


def _blocked(request: HttpRequest, trouble: Blocked) -> HttpResponse:
    return problem(_status(trouble), trouble.sentence, code=trouble.code)


def _absent(request: HttpRequest, trouble: Exception) -> HttpResponse:
    return problem(404, getattr(trouble, "sentence", "没有找到。"), code="not_found")


def _unknown_caller(request: HttpRequest, trouble: AuthenticationError) -> HttpResponse:
    answer = problem(401, "请在 Authorization 头里出示有效的 Bearer 凭据。", code="no_token")
    answer["WWW-Authenticate"] = 'Bearer realm="tongban"'
    return answer


def _http(request: HttpRequest, trouble: HttpError) -> HttpResponse:
    return problem(trouble.status_code, "请求体不是合法的 JSON，或者格式不对。", code="bad_request")


def _database(request: HttpRequest, trouble: DatabaseError) -> HttpResponse:
    log.exception("the database did not answer")
    return problem(503, "数据库暂时没有响应，这次没有存上。请用同一个幂等键稍后再试。", code="unavailable")


def _other(request: HttpRequest, trouble: Exception) -> HttpResponse:
    log.exception("an endpoint failed")
    return problem(500, "这里出了问题，这次没有办成。请用同一个幂等键再试，或联系运行人员。", code="failed")


ANSWERS: dict[type[Exception], Any] = {
    Invalid: _invalid,
    ValidationError: _unread,
    Blocked: _blocked,
    NotFound: _absent,
    Http404: _absent,
    AuthenticationError: _unknown_caller,
    HttpError: _http,
    DatabaseError: _database,
    Exception: _other,
}


def say_no_in_words(api: NinjaAPI) -> None:
    """Let every way of failing end in a problem+json with a Chinese sentence."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, answer)
