"""我的授权: whom I let act for me, how far and until when; and taking it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tongban.doors.portal.asking import for_applicants, own_id
from tongban.kit.blocked import NotFound
from tongban.people import actions
from tongban.people import queries as people
from tongban.people.actors import Actor


@never_cache
@require_GET
@for_applicants
def listed(request: HttpRequest, me: Actor) -> HttpResponse:
    """What I gave others, and what others gave me; what stands first."""
    given, held = people.given_by(own_id(me)), people.held_by(own_id(me))
    shown = {
        "given": sorted(given, key=lambda one: not one.stands),
        "held": sorted(held, key=lambda one: not one.stands),
    }
    return render(request, "portal/mandates.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
@for_applicants
def withdraw(request: HttpRequest, me: Actor, mandate_id: int) -> HttpResponse:
    """收回授权: asked once more, because it counts at once and cannot be undone."""
    if request.method == "POST":
        actions.withdraw_mandate(mandate_id, by=me)
        return redirect("mandates")
    mine = next((one for one in people.given_by(own_id(me)) if one.id == mandate_id), None)
    if mine is None:
        raise NotFound("没有找到这份授权。请从“我的授权”里打开。")
    return render(request, "portal/withdraw_mandate.html", {"mandate": mine})
