"""From everyday words and two places to an answer: can it be done here, and what is the easiest way."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Found, ItemView
from tongban.doors.portal.answering import Result, answer, beside
from tongban.doors.portal.narrowing import narrowed
from tongban.doors.portal.places import Asked, asked_place, spoken_place
from tongban.regions import queries as regions
from tongban.ui.kept import WholePages, this_second
from tongban.ui.looks import keep_place, look_of

if TYPE_CHECKING:
    from tongban.catalogue.queries import Searched
    from tongban.regions.places import RegionView

PEOPLE = "自然人"
LONGEST = 2000  # characters of a question that are kept on the page
ECHOED = 40  # characters of it that the headings say again
SUGGESTED = 8
NEARBY = 5
OFTEN = ("购房提取公积金", "医保转移", "结婚登记", "首次申领身份证", "社保卡", "开公司")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Say where one is, where it belongs and what one wants; or ask after a case."""
    return HOMES.show(request, "portal/home.html", this_second(), lambda: _home(look_of(request).place))


HOMES = WholePages(most=200)


def _home(place: "RegionView | None") -> dict[str, Any]:
    items = catalogue.items()
    return {
        "from_": asked_place({}, "from", otherwise=place),
        "to": asked_place({}, "to"),
        "often": often(),
        "person": _domains(items, "person"),
        "organisation": _domains(items, "organisation"),
        "outlets": regions.outlets(place.code, nearest=True)[:NEARBY] if place else [],
    }


def _domains(items: Iterable[ItemView], subject: str) -> list[str]:
    return list(dict.fromkeys(item.domain for item in items if _is_for(item, subject)))


def _is_for(item: ItemView, subject: str) -> bool:
    """Whether persons, or organisations, apply for it; an item whose subjects were not read is listed under both."""
    subjects = set(item.subjects)
    return not subjects or (PEOPLE in subjects if subject == "person" else bool(subjects - {PEOPLE}))


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """The answer, then what else was found."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    asked = _asked(request, words)
    from_, to, searched = asked.from_, asked.to, asked.searched
    results = [_result(one) for one in searched.found] if searched else []
    sure = searched.sure if searched else 0
    narrower = narrowed(results, request.GET.dict())
    to_choose = next((place for place in (from_, to) if place.choices), None)
    shown = {
        "from_": from_,
        "to": to,
        "words": words,
        "said": words if len(words) <= ECHOED else f"{words[:ECHOED]}…",
        "sure": sure,
        "understood": searched.understood if searched else None,
        "results": narrower.results,
        "in_all": len(results),
        "conditions": narrower.conditions,
        "answer": answer(results, from_, to, sure=sure > 0) if words and not to_choose else None,
        "beside": beside(results) if sure and not to_choose else None,
        "nearest": searched.nearest if searched else (),
        "usual": usual() if searched and not results and not searched.nearest else [],
        "often": [] if sure else often(),
        "to_choose": to_choose,
        "choices": _choices(request, to_choose),
    }
    page = render(request, "portal/find.html", shown)
    if from_.typed and from_.code and not look_of(request).place:
        keep_place(page, from_.code)  # said once, it is not asked again
    return page


@require_GET
def words(request: HttpRequest) -> JsonResponse:
    """Completions as one types: the item, and why it is offered."""
    found = catalogue.suggest(request.GET.get("q", "")[:LONGEST], limit=SUGGESTED)
    return JsonResponse([{"value": one.slug, "label": one.name, "note": one.why} for one in found], safe=False)


def often() -> list[str]:
    """What people search for most, filled up with what they usually do."""
    return list(dict.fromkeys((*catalogue.popular(limit=len(OFTEN)), *OFTEN)))[: len(OFTEN)]


def usual() -> list[Found]:
    """The items behind what people search for most: where to look when nothing was understood at all."""
    first = (found[0] for said in often() if (found := catalogue.find(said, limit=1)))
    return list({one.slug: one for one in first}.values())[:NEARBY]


@dataclass(frozen=True, slots=True)
class AskedSearch:
    """A search with its two places, in the fields or in the words."""

    from_: Asked
    to: Asked
    searched: "Searched | None"


def _asked(request: HttpRequest, words: str) -> AskedSearch:
    """The places of the fields; where the words name one, that one, unless another was put into the field.

    ``said`` holds the words the page last answered: with the same words, what stands in the fields is what is meant.
    """
    here = look_of(request).place
    from_, to = asked_place(request.GET, "from", otherwise=here), asked_place(request.GET, "to")
    if not words:
        return AskedSearch(from_, to, None)
    if request.GET.get("said") != words:
        spoken = catalogue.understand(words)
        if spoken.receipt and (not from_.typed or from_.place == here):
            from_ = Asked("from", "", spoken.receipt)
        if not to.typed:
            to = spoken_place("to", spoken.handling, spoken.unclear)
    return AskedSearch(
        from_, to, catalogue.search(words, receipt_region=from_.code, handling_region=to.code, counted=True)
    )


def _result(one: Found) -> Result:
    return Result(one, catalogue.checklist(one.version, {}) if one.version else None)


def _choices(request: HttpRequest, asked: Asked | None) -> list[tuple[str, str]]:
    """For those without script: the places a typed word may mean, each a link to the same question made clear."""
    found = []
    for place in asked.choices if asked else ():
        query = {key: value for key, value in request.GET.items() if key != f"{asked.name}_code"}  # type: ignore[union-attr]
        query[asked.name] = place.code  # type: ignore[union-attr]
        found.append((place.full_name, reverse("find", query=query)))
    return found


@require_GET
def items(request: HttpRequest) -> HttpResponse:
    """Browse by domain, when words fail."""
    subject = "organisation" if request.GET.get("for") == "organisation" else "person"
    found = [item for item in catalogue.items() if _is_for(item, subject)]
    domain = request.GET.get("domain", "")
    domains = [(name, list(group)) for name, group in groupby(found, key=lambda item: item.domain)]
    shown = {
        "subject": subject,
        "domain": domain,
        "names": [name for name, _ in domains],
        "domains": [pair for pair in domains if domain in {"", pair[0]}] or domains,
    }
    return render(request, "portal/items.html", shown)


@require_GET
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """One item: the places whose guide is here; with the handling place given, on to its guide."""
    to = asked_place(request.GET, "to")
    from_ = asked_place(request.GET, "from", otherwise=look_of(request).place)
    version = catalogue.authority_for(slug, to.code) if to.code else None
    if version is not None:
        return redirect(reverse("guide", args=[version.id], query={"from": from_.code} if from_.code else {}))
    shown = {"item": catalogue.item(slug), "versions": catalogue.versions_of(slug), "to": to, "from_": from_}
    shown["places"] = catalogue.places_of(slug)
    return render(request, "portal/item.html", shown)
