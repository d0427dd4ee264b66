"""From everyday words and two places to an answer: can it be done here, and what is the easiest way."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Checklist, Found, ItemView, Mode, Reception, WhyNot
from tongban.doors.portal.places import Asked, asked_place
from tongban.regions import queries as regions
from tongban.ui.kept import WholePages, this_second
from tongban.ui.looks import keep_place, look_of

if TYPE_CHECKING:
    from tongban.regions.places import RegionView

PEOPLE = "自然人"
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
        "often": OFTEN,
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


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page says first: can it be done, how most easily, and if not, what instead."""

    tone: Literal["ok", "warn", "bad", ""]
    word: str
    sentence: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One item found, with what a person asks first: papers, days, fee, trips; None where no guide is here."""

    found: Found
    listed: Checklist | None

    @property
    def modes(self) -> list[str]:
        """The ways it can be handed in from here, the easiest first."""
        ways = [way for way in (self.found.online, self.found.counter) if isinstance(way, Reception)]
        return list(dict.fromkeys(mode.label for way in ways for mode in way.modes))

    @property
    def online(self) -> bool:
        """It can be handed in from a phone or computer."""
        return isinstance(self.found.online, Reception)

    @property
    def why_not(self) -> WhyNot | None:
        """Why it can be handed in neither online nor at a window here."""
        counter, online = self.found.counter, self.found.online
        return counter if isinstance(counter, WhyNot) and isinstance(online, WhyNot) else None


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """The answer, then what else was found."""
    from_ = asked_place(request.GET, "from", otherwise=look_of(request).place)
    to = asked_place(request.GET, "to")
    words = request.GET.get("q", "").strip()
    found = catalogue.find(words, receipt_region=from_.code, handling_region=to.code) if words else []
    results = [Result(one, catalogue.checklist(one.version, {}) if one.version else None) for one in found]
    to_choose = next((asked for asked in (from_, to) if asked.choices), None)
    shown = {
        "from_": from_,
        "to": to,
        "words": words,
        "results": results,
        "answer": _answer(results, from_, to) if words and not to_choose else None,
        "to_choose": to_choose,
        "choices": _choices(request, to_choose),
    }
    page = render(request, "portal/find.html", shown)
    if from_.typed and from_.code and not look_of(request).place:
        keep_place(page, from_.code)  # said once, it is not asked again
    return page


def _choices(request: HttpRequest, asked: Asked | None) -> list[tuple[str, str]]:
    """For those without script: the places a typed word may mean, each a link to the same question made clear."""
    found = []
    for place in asked.choices if asked else ():
        query = {key: value for key, value in request.GET.items() if key != f"{asked.name}_code"}  # type: ignore[union-attr]
        query[asked.name] = place.code  # type: ignore[union-attr]
        found.append((place.full_name, reverse("find", query=query)))
    return found


def _answer(results: list[Result], from_: Asked, to: Asked) -> Answer:
    if not results:
        return Answer("warn", "没有找到。", "换个说法再试试，比如只写“公积金”；也可以按领域找，或打 12345。")
    best = results[0].found
    if best.is_bundle:
        return Answer("", "一件事。", f"“{best.name}”要几个部门一起办，打开看由哪几项组成、各归哪个部门。")
    if to.place is None:
        return Answer("", "还差一步。", f"您多半要找的是“{best.name}”。填上这件事归哪里办，才知道能不能在这里办。")
    if best.version is None:
        sentence = f"没有读到{to.place.name}的“{best.name}”办事指南，现在不能从这里转过去。"
        return Answer("warn", "待核实。", sentence, f"可以打{to.place.name}的 12345（区号 + 12345）问清楚。")
    if from_.place is None:
        return Answer("", "还差一步。", f"您多半要找的是“{best.name}”。填上您在哪里交材料，才知道能不能办。")
    return _possible(results[0], from_)


def _possible(result: Result, from_: Asked) -> Answer:
    here = from_.place.name if from_.place else ""
    name, counter = result.found.name, result.found.counter
    if result.why_not:
        return Answer("bad", "不能办。", result.why_not.sentence, result.why_not.instead)
    helped = f"想有人帮，就到{here}任一通办窗口交。" if isinstance(counter, Reception) else ""
    if result.online:
        return Answer("ok", "能办。", f"您多半要找的是“{name}”：网上办，不用跑。{helped}")
    return Answer("ok", "能办。", f"您多半要找的是“{name}”：{_at_the_window(counter, here)}")


def _at_the_window(way: Reception | WhyNot | None, here: str) -> str:
    if isinstance(way, Reception) and way.mode == Mode.LOCAL:
        return f"就归{here}办，带材料到窗口交。"
    if isinstance(way, Reception) and way.mode == Mode.JOINT:
        return f"到{here}的通办窗口交一次，两地一起办。"
    return f"到{here}任一通办窗口交，窗口替您转过去，就近跑一次。"


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
    return render(request, "portal/item.html", shown)
