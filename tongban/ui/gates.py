"""Who comes into a room of the staff: each where their duty is. Visitors sign in first, and come back to where they were."""

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


def duty(*roles: Role, home: str, not_yours: Callable[[Actor], str]) -> Callable[[View[Rest]], Guarded[Rest]]:
    """Let officers with one of these duties through to the view, as its second argument; nothing shown is cached.

    ``home`` names the page to come back to where no other is known; ``not_yours`` says whose pages these are.
    """

    def wrap(view: View[Rest]) -> Guarded[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            actor = actor_of(request.user)
            if actor == NOBODY:
                return _sign_in(request, home)
            if not any(actor.serves_as(role) for role in roles):
                raise PermissionDenied(not_yours(actor))
            response = view(request, actor, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return guarded

    return wrap


def _sign_in(request: HttpRequest, home: str) -> HttpResponse:
    address = f"{settings.LOGIN_URL}?{urlencode({'next': _page_of(request, home)})}"
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


def _page_of(request: HttpRequest, home: str) -> str:
    """The page to come back to: this one; for a form or a fragment, the page it stood on."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return reverse(home)
    stood_on = urlsplit(before)
    return f"{stood_on.path}?{stood_on.query}" if stood_on.query else stood_on.path


def duties_of(actor: Actor) -> str:
    """What an actor is there for, in words."""
    return "、".join(role.label for role in sorted(actor.roles)) or "申请人"
