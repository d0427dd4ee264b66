"""The guide: exactly my papers, days, fee, trips and window; on the page, and on one sheet to take away."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongban.cases import papers
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Channel, RequiredMaterial, Situation, VersionView
from tongban.documents import actions as documents
from tongban.documents.kinds import InstrumentKind
from tongban.doors.portal.places import asked_place
from tongban.doors.portal.sending import send_paper
from tongban.kit.blocked import NotFound
from tongban.regions import queries as regions
from tongban.ui.kept import WholePages, this_second
from tongban.ui.looks import look_of

SITUATION = "situation."
WINDOWS = 4


def answers_in(query: Mapping[str, str]) -> dict[str, str]:
    """What a form says of the situation: question key to option key."""
    return {key.removeprefix(SITUATION): value for key, value in query.items() if key.startswith(SITUATION) and value}


@require_GET
def guide(request: HttpRequest, version_id: int) -> HttpResponse:
    """The guide of one place for one item, in the situation answered so far, handed in from one place."""
    return GUIDES.show(request, "portal/guide.html", this_second(), lambda: _guide(request, version_id))


GUIDES = WholePages(most=1000)


def _guide(request: HttpRequest, version_id: int) -> dict[str, Any]:
    version = _open_version(version_id)
    answers = answers_in(request.GET.dict())
    from_ = asked_place(request.GET, "from", otherwise=look_of(request).place)
    here = from_.code
    return {
        "version": version,
        "guide": version.guide,
        "answers": answers,
        "options": {asked.key: options(asked) for asked in version.guide.situations},
        "stopped": catalogue.stopped(version),
        "deviations": catalogue.deviations_of(version.id),
        "listed": catalogue.checklist(version, answers),
        "from_": from_,
        "online": catalogue.reception(version, receipt_region=here, channel=Channel.ONLINE) if here else None,
        "counter": catalogue.reception(version, receipt_region=here, channel=Channel.COUNTER) if here else None,
        "outlets": regions.outlets(here, nearest=True)[:WINDOWS] if here else [],
        "query": {SITUATION + key: value for key, value in answers.items()},
    }


def options(asked: Situation) -> list[tuple[str, str]]:
    """The answers offered to a question, as option cards."""
    return [(option.key, option.label) for option in asked.options]


def _open_version(version_id: int) -> VersionView:
    version = catalogue.version(version_id)
    if version.is_draft:
        raise NotFound("没有找到这个版本的办事指南。请从事项页重新打开。")
    return version


@require_GET
def checklist(request: HttpRequest, version_id: int) -> HttpResponse:
    """一次性告知单: the guide for this situation on one A4."""
    version = _open_version(version_id)
    listed, link = catalogue.checklist(version, answers_in(request.GET.dict())), _link(request, version_id)
    printed = documents.preview(
        InstrumentKind.CHECKLIST, papers.checklist(listed, link), authority_name=version.agency.name
    )
    return send_paper(printed, f"一次性告知单 {version.name}.pdf")


def _link(request: HttpRequest, version_id: int) -> str:
    """The guide's page with its place and answers: what the sheet's code and a shared address lead to."""
    kept = {key: value for key, value in request.GET.items() if value and (key.startswith(SITUATION) or key == "from")}
    return f"{settings.SITE_ADDRESS}{reverse('guide', args=[version_id], query=kept)}"


@require_GET
def as_json(request: HttpRequest, version_id: int) -> JsonResponse:
    """Exactly my papers, for another program: the same answers in the address, the same answer as the page."""
    version = _open_version(version_id)
    listed = catalogue.checklist(version, answers_in(request.GET.dict()))
    return JsonResponse(
        {
            "item": version.name,
            "authority": version.agency.name,
            "place": version.place,
            "region_code": version.region_code,
            "version_id": version.id,
            "version_no": version.version_no,
            "situation": dict(listed.chosen),
            "open_questions": [asked.question for asked in listed.open_questions],
            "materials": [_as_told(asked) for asked in listed.materials],
            "promised": listed.promised,
            "statutory": listed.statutory,
            "fee": listed.fee,
            "trips": listed.trips,
            "modes": [mode.label for mode in listed.modes],
            "grounds": list(listed.grounds),
            "unread": list(listed.unread),
            "page": _link(request, version_id),
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _as_told(asked: RequiredMaterial) -> dict[str, object]:
    material = asked.material
    return {
        "key": material.key,
        "name": material.name,
        "form": material.form,
        "original_copies": material.original_copies,
        "photocopies": material.photocopies,
        "need": asked.need.value,
        "when": asked.when,
        "exempt": bool(material.replaceable),
    }
