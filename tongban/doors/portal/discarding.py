"""Deleting a draft: asked once more, done, and taken back for a day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongban.cases import actions, drafts
from tongban.doors.portal.asking import for_applicants
from tongban.people.actors import Actor


@never_cache
@require_http_methods(["GET", "POST"])
@for_applicants
def discard(request: HttpRequest, me: Actor, number: str) -> HttpResponse:
    """删除草稿, with what it is and what becomes of it said first."""
    if request.method == "POST":
        actions.discard_draft(number, by=me)
        return redirect("drafts")
    draft = drafts.one(number, seen_by=me)
    if not draft.is_open:
        return redirect("drafts")
    files = sum(len(listed) for listed in drafts.files_of(draft).values())
    return render(request, "portal/discard_draft.html", {"draft": draft, "files": files})


@require_POST
@for_applicants
def restore(request: HttpRequest, me: Actor, number: str) -> HttpResponse:
    """撤销删除: the draft is as it was."""
    return redirect("apply", actions.restore_draft(number, by=me).number)
