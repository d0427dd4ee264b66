"""Who comes in here: reviewers on duty. Visitors are sent to sign in, and come back to where they were."""

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


def for_reviewers(view: View[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """Let a reviewer through to the view, as its second argument; what is shown stays in no cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        actor = actor_of(request.user)
        if actor == NOBODY:
            return _sign_in(request)
        if not actor.serves_as(Role.REVIEWER):
            raise PermissionDenied(_not_yours(actor))
        response = view(request, actor, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


def _sign_in(request: HttpRequest) -> HttpResponse:
    address = f"{settings.LOGIN_URL}?{urlencode({'next': _page_of(request)})}"
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: this one; for a form or a fragment, the page it stood on."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return reverse("office-inbox")
    stood_on = urlsplit(before)
    return f"{stood_on.path}?{stood_on.query}" if stood_on.query else stood_on.path


def _not_yours(actor: Actor) -> str:
    duty = "、".join(role.label for role in sorted(actor.roles)) or "申请人"
    return f"这里给办理单位的审批人员用，您的岗位是{duty}。要办这些件，请找本单位管理员开通“审批人员”岗位。"
