"""收件标准库: what the handling place asks for and looks at, with its version and its source."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongban.cases.usual_flaws import usual_flaws
from tongban.catalogue import queries as catalogue
from tongban.doors.desk.gate import clerks_only, show
from tongban.doors.desk.start import place
from tongban.kit.blocked import Invalid
from tongban.people.actors import Actor


@require_GET
@clerks_only
def find(request: HttpRequest, by: Actor) -> HttpResponse:
    """Find the guide of any item at any place; without a place, every place that has one."""
    words = request.GET.get("q", "").strip()
    where = place(request.GET.get("to", ""), request.GET.get("to_name", "").strip())
    code = where.chosen.code if where.chosen else None
    found = [one for one in catalogue.find(words, handling_region=code, limit=20) if not one.is_bundle] if words else []
    versions = {one.slug: [one.version] if code else catalogue.versions_of(one.slug) for one in found}
    return show(request, by, "standards", words=words, where=where, found=found, versions=versions)


@require_GET
@clerks_only
def standard(request: HttpRequest, by: Actor, version_id: int) -> HttpResponse:
    """One guide as a window reads it: papers with their check points, conditions, limits, and where it was read."""
    version = catalogue.version(version_id)
    answers = {asked.key: request.GET[asked.key] for asked in version.guide.situations if request.GET.get(asked.key)}
    try:
        found = catalogue.checklist(version, answers)
    except Invalid:  # an address from an older version of the guide
        answers, found = {}, catalogue.checklist(version, {})
    points = {asked.material.key: catalogue.check_points(asked.material) for asked in found.materials}
    flaws = usual_flaws(version.item.slug)
    answer = catalogue.reception(
        version, receipt_region=by.region_code, channel=catalogue.Channel.COUNTER, outlet=by.outlet_code
    )
    return show(
        request,
        by,
        "standard",
        version=version,
        found=found,
        points=points,
        flaws=flaws,
        answers=answers,
        reception=answer,
    )
