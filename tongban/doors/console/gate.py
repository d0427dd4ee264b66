"""Who comes in here: data officers, supervisors and operators, each where their duty is. Visitors are sent to sign in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from tongban.people.actors import NOBODY, Actor, Role
from tongban.people.queries import actor_of

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Actor, Rest], HttpResponseBase]


Guarded = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def duty(*roles: Role) -> Callable[[View[Rest]], Guarded[Rest]]:
    """Let officers with one of these duties through to the view, as its second argument; nothing shown is cached."""

    def wrap(view: View[Rest]) -> Guarded[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            actor = actor_of(request.user)
            if actor == NOBODY:
                return _sign_in(request)
            if not any(actor.serves_as(role) for role in roles):
                raise PermissionDenied(_not_yours(actor, roles))
            response = view(request, actor, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return guarded

    return wrap


for_cataloguers = duty(Role.CATALOGUER)


def _sign_in(request: HttpRequest) -> HttpResponse:
    address = f"{settings.LOGIN_URL}?{urlencode({'next': _page_of(request)})}"
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: this one; for a form or a fragment, the page it stood on."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return reverse("console-catalogue")
    stood_on = urlsplit(before)
    return f"{stood_on.path}?{stood_on.query}" if stood_on.query else stood_on.path


def _not_yours(actor: Actor, roles: tuple[Role, ...]) -> str:
    mine = "、".join(role.label for role in sorted(actor.roles)) or "申请人"
    wanted = "、".join(role.label for role in roles)
    return f"这里给{wanted}用，您的岗位是{mine}。要用这里的功能，请找本单位管理员开通岗位。"
