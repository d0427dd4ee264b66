"""Who asks: what the pages of this door that need a signed-in applicant begin with."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from tongban.people.actors import Actor
from tongban.people.queries import actor_of

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase]


def for_applicants(page: "Page[P]") -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Give the page its applicant. Whoever is not signed in (any more) signs in first and comes back to this address."""

    @wraps(page)
    def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        me = actor_of(request.user)
        if me.is_officer:
            raise PermissionDenied("这一页给申请人用。办自己的事，请退出工作账号，用自己的账号登录。")
        if me.person_id is None:
            return redirect(sign_in_first(request.get_full_path()))
        return page(request, me, *args, **kwargs)

    return asked


def sign_in_first(address: str) -> str:
    """The sign-in page that leads back to an address of ours."""
    return f"{settings.LOGIN_URL}?{urlencode({'next': address})}"


def own_id(me: Actor) -> int:
    """The person behind an applicant."""
    assert me.person_id is not None  # noqa: S101  # for_applicants lets nobody else in
    return me.person_id


def address_of(request: HttpRequest) -> str:
    """The network address a try is counted on."""
    return str(request.META.get("REMOTE_ADDR", ""))
