"""What belongs to the person: what they were told, and who looked at their data."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tongban.doors.portal.asking import for_applicants, own_id
from tongban.notices import actions, queries
from tongban.people import queries as people
from tongban.people.actors import Actor

RECENT = timedelta(days=30)


@never_cache
@require_http_methods(["GET", "POST"])
@for_applicants
def notices(request: HttpRequest, me: Actor) -> HttpResponse:
    """The inbox, newest first; a POST says that all of it was read."""
    if request.method == "POST":
        actions.mark_read(me)
        return redirect("notices")
    told = queries.inbox(me)
    return render(request, "portal/notices.html", {"notices": told, "unread": sum(not one.read_at for one in told)})


@never_cache
@require_GET
@for_applicants
def who_looked(request: HttpRequest, me: Actor) -> HttpResponse:
    """谁查过我的数据: every read of one's data by an officer, and for which case."""
    looks = people.disclosures(own_id(me))
    since = timezone.now() - RECENT
    recent = [look for look in looks if look.at >= since]
    shown = {
        "looks": looks,
        "recent": len(recent),
        "readers": len({look.who for look in recent}),
        "cases": len({look.case_number for look in recent if look.case_number}),
        "without_case": sum(not look.case_number for look in recent),
        "person": people.person(own_id(me)),
    }
    return render(request, "portal/my_data.html", shown)
