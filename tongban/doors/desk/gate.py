"""Who may pass this door: officers on duty at a counter. Visitors sign in first and come back to the same page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tongban.cases import outlet
from tongban.people.actors import Actor, Role
from tongban.people.queries import actor_of

View = Callable[Concatenate[HttpRequest, Actor, ...], HttpResponseBase]

NOT_A_CLERK = (
    "这里是收件窗口的工作台，只有窗口人员能用。要办自己的事，请从首页开始；"
    "要开通窗口岗位，请找本单位管理员登记窗口和工号。"
)


def clerks_only(view: View) -> Callable[..., HttpResponseBase]:
    """Let clerks through, as the actor they are; send visitors to sign in; tell everybody else whose page this is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        by = actor_of(request.user)
        if by.serves_as(Role.CLERK):
            return view(request, by, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied(NOT_A_CLERK)
        return _to_sign_in(request)

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Back to this page after signing in; for a piece of a page the whole page goes."""
    back = request.get_full_path() if request.resolver_match is None or not _only_posts(request) else reverse("desk")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": f"{settings.LOGIN_URL}?next={back}"})
    return redirect_to_login(back)


def _only_posts(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.url_name == "desk-begin")


def show(request: HttpRequest, by: Actor, page: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    """A page of this door, with the figures of its navigation."""
    return render(request, f"desk/{page}.html", {"tally": outlet.tally(by), **shown}, status=status)
