"""新收件: which place, which item; whether it may be received here, in which mode, and what instead when it may not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.cases import actions as cases
from tongban.cases import drafts
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Found
from tongban.doors.desk.gate import clerks_only, show
from tongban.kit.blocked import Blocked, NotFound
from tongban.people.actors import Actor
from tongban.regions import queries as regions

if TYPE_CHECKING:
    from tongban.regions.places import RegionView

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Place:
    """The place the matter belongs to, as far as it was said: chosen, or the others it might be."""

    words: str
    chosen: "RegionView | None"
    others: "Sequence[RegionView]" = ()


def place(code: str, words: str) -> Place:
    """The place with this code; without script its name, initials or code was typed, and the nearest one is taken."""
    if code.isdecimal():
        chosen = regions.region(code)
        return Place(chosen.full_name, chosen)
    found = regions.search(words, limit=SHOWN) if words else []
    return Place(words, found[0] if found else None, found[1:])


@require_GET
@clerks_only
def new(request: HttpRequest, by: Actor) -> HttpResponse:
    """新收件: the answer comes before anything is asked of the person."""
    words = request.GET.get("q", "").strip()
    where = place(request.GET.get("to", ""), request.GET.get("to_name", "").strip())
    code = where.chosen.code if where.chosen else None
    found = catalogue.find(words, receipt_region=by.region_code, handling_region=code, limit=SHOWN) if words else []
    return show(request, by, "new", words=words, where=where, found=[one for one in found if not one.is_bundle])


@require_GET
@clerks_only
def suggest(request: HttpRequest, by: Actor) -> HttpResponse:
    """Items for the type-ahead: by name, code, pinyin initials or everyday words."""
    found: list[Found] = catalogue.find(request.GET.get("q", ""), limit=SHOWN)
    offered = [{"value": one.slug, "label": one.name, "note": one.why} for one in found if not one.is_bundle]
    return JsonResponse(offered, safe=False)


@require_POST
@clerks_only
def begin(request: HttpRequest, by: Actor) -> HttpResponse:
    """Open a draft for one item of one authority; or go on to say why it is not taken."""
    version = request.POST.get("version", "")
    if not version.isdecimal():
        raise NotFound("没有找到这个事项的指南。请从“受理”页重新选事项。")
    draft = cases.open_draft(version_id=int(version), receipt_region=by.region_code, by=by)
    return redirect("desk-turn-away" if request.POST.get("do") == "turn-away" else "desk-draft", draft.number)


@require_http_methods(["GET", "POST"])
@clerks_only
def open_drafts(request: HttpRequest, by: Actor) -> HttpResponse:
    """暂存: what waits for the person; and any draft whose number is said at the counter."""
    number, said = request.POST.get("number", "").strip(), ""
    if request.method == "POST":
        try:
            return redirect("desk-draft", cases.take_up(number, by=by).number)
        except NotFound as none:
            said = none.sentence
        except Blocked as no:
            said = no.sentence
    rows = drafts.open_drafts(by)
    return show(request, by, "drafts", rows=rows, number=number, error=said, status=422 if said else 200)
