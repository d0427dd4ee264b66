"""覆盖: outlets and categories, with the reason for each hole; what one cell lacks; and saying what has been opened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tongban.catalogue import coverage as reckoned
from tongban.catalogue import list_sheets, milestones
from tongban.catalogue.actions.openings import WrittenOpening, write_openings
from tongban.catalogue.listed import HoleReason
from tongban.doors.console import forms
from tongban.doors.console.gate import for_cataloguers
from tongban.kit.scopes import Scope
from tongban.people.actors import Actor
from tongban.regions import queries as regions
from tongban.ui import timelines

RANGES = {
    "both": ("跨省 + 全省通办", (Scope.CROSS_PROVINCE, Scope.PROVINCE)),
    "cross": ("跨省通办", (Scope.CROSS_PROVINCE,)),
    "province": ("全省通办", (Scope.PROVINCE,)),
    "city": ("全城办", (Scope.CITY,)),
    "county": ("县域通办", (Scope.COUNTY,)),
}
OPEN = "open"
STATES = [(OPEN, "已开通"), *((reason.value, reason.label) for reason in HoleReason)]


def _asked(request: HttpRequest, actor: Actor) -> tuple[reckoned.Matrix, dict[str, str]]:
    asked = request.GET.dict()
    code, _ = forms.place_of(asked.get("area", ""), otherwise=actor.region_code)
    chosen = asked.get("range", "") if asked.get("range", "") in RANGES else "both"
    return reckoned.matrix(code, scopes=RANGES[chosen][1]), {"area": code, "range": chosen}


@require_GET
@for_cataloguers
def coverage(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The matrix, why there are holes, what fills most, and one cell opened up."""
    found, query = _asked(request, actor)
    outlet, domain = request.GET.get("outlet", ""), request.GET.get("domain", "")
    cell = found.cell(outlet, domain)
    shown = {
        "matrix": found,
        "query": query,
        "area_name": regions.region(query["area"]).full_name,
        "to_say": [(hole.item.slug, hole.item.name) for hole in cell.holes] if cell else [],
        "ranges": [(key, label) for key, (label, _) in RANGES.items()],
        "cell": cell,
        "row": next((row for row in found.rows if row.outlet.code == outlet), None),
        "domain": domain,
        "outlet": outlet,
        "by": request.GET.get("by", "missing"),
        "states": STATES,
        "reasons": list(HoleReason),
        "written": request.GET.get("written", ""),
    }
    return render(request, "console/coverage.html", shown)


@require_GET
@for_cataloguers
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The matrix and its holes as Excel."""
    found, _ = _asked(request, actor)
    return forms.as_sheet(list_sheets.write_matrix(found), f"通办覆盖 {found.place}.xlsx")


@require_POST
@for_cataloguers
def say(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say of one outlet and one item that it is open since a day, or why it is not, who mends it and by when."""
    typed = forms.texts(request.POST)
    state = typed.get("state", "")
    written = WrittenOpening(
        outlet_code=typed.get("outlet", ""),
        slug=typed.get("item", ""),
        since=forms.day(typed, "on") if state == OPEN else None,
        reason=HoleReason(state) if state in HoleReason.values else None,
        owner=typed.get("owner", "")[:100],
        due_on=None if state == OPEN else forms.day(typed, "on"),
        note=typed.get("note", "")[:200],
    )
    write_openings([written], by=actor)
    kept = {key: typed.get(key, "") for key in ("area", "range", "outlet", "domain")}
    return redirect(reverse("console-coverage", query=kept | {"written": "1"}) + "#hole")


@require_GET
@for_cataloguers
def aims(request: HttpRequest, actor: Actor) -> HttpResponse:
    """里程碑: what the plans ask for by when, and the day it was really done."""
    found = milestones.milestones()
    drawn = timelines.draw(
        [timelines.Line(one.aim.title, one.aim.due, one.reached_on, one.state.value, one.sentence) for one in found]
    )
    return render(request, "console/milestones.html", {"milestones": found, "drawing": drawn})


@require_GET
@for_cataloguers
def aim(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """One milestone with its evidence, and what is missing."""
    return render(request, "console/milestone.html", {"one": milestones.milestone(key), "shown": 100})
