"""The inbox: what is most urgent and what verb it needs; piles, filters, and signing for several at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tongban.cases import actions, queries
from tongban.cases.lifecycle import State
from tongban.cases.queries import Counts, Filters, Page, Row, Stack
from tongban.catalogue import queries as catalogue
from tongban.catalogue.modes import Mode
from tongban.doors.office.gate import for_reviewers
from tongban.doors.office.showing import NEXT_STEP, navigation, short_place, surname
from tongban.kit.blocked import Blocked, NotFound
from tongban.people.actors import Actor
from tongban.ui.clocks import clock_view
from tongban.ui.drawings import ClockView, Pager
from tongban.ui.kept import WholePages

MOST_AT_ONCE = 100
KEPT = "office-signed-for"


@dataclass(frozen=True, slots=True)
class Pile:
    """A pile of the inbox: its address, its name, its states; ``due`` narrows it to the late or to today's."""

    key: str
    label: str
    states: tuple[State, ...]
    due: str = ""

    def count(self, counts: Counts) -> int:
        """How many lie in it."""
        return {"late": counts.overdue, "today": counts.due_today, "": counts.of(self.states)}[self.due]


AWAITING_THE_AUTHORITY = (*Stack.IN_HAND, *Stack.TO_DELIVER)
PILES = (
    Pile("late", "超期（红牌）", AWAITING_THE_AUTHORITY, "late"),
    Pile("today", "今天到期（黄牌）", AWAITING_THE_AUTHORITY, "today"),
    Pile("to-sign-for", "待签收", Stack.TO_SIGN_FOR),
    Pile("to-examine", "待审查", Stack.TO_EXAMINE),
    Pile("to-decide", "待决定", Stack.TO_DECIDE),
    Pile("awaiting", "等补正（暂停）", Stack.AWAITING_CORRECTION),
    Pile("to-deliver", "待送达", Stack.TO_DELIVER),
)
IN_HAND = Pile("", "收件箱", Stack.IN_HAND)
TITLES = {"awaiting": "补正中", "to-deliver": "待送达"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the table shows it: words only, so that the template has nothing to reckon."""

    number: str
    clock: ClockView
    item: str
    situation: str
    applicant: str
    place: str
    mode: str
    todo: str
    tone: str
    handler: str
    signable: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A condition the list is narrowed to, and the list without it."""

    label: str
    without: str


@require_GET
@for_reviewers
def inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What this authority has to do, the most urgent first."""
    asked = request.GET
    counts = queries.counts(actor)
    pile = next((pile for pile in PILES if pile.key == asked.get("pile")), IN_HAND)
    filters = _filters(asked, pile)
    total = None if _narrowed(filters) else pile.count(counts)
    page = queries.worklist(actor, filters, page=_number(asked.get("page")), total=total)
    actions.tell_who_was_found(page.rows, filters.words, by=actor)
    signed = request.session.pop(KEPT, None) if KEPT in request.session else None
    now = timezone.localtime()
    rows = tuple((row.number, row.version, row.next_due_on) for row in page.rows)
    key = (rows, page.total, counts.key, f"{now:%m%d%H%M}", repr(signed))
    return INBOXES.show(
        request, "office/inbox.html", key, lambda: _shown(request, actor, Found(counts, pile, filters, page), signed)
    )


INBOXES = WholePages(most=500)


@dataclass(frozen=True, slots=True)
class Found:
    """What an inbox shows."""

    counts: Counts
    pile: Pile
    filters: Filters
    page: Page


def _shown(request: HttpRequest, actor: Actor, found: Found, signed: Any) -> dict[str, Any]:
    counts, pile, filters, page, asked = found.counts, found.pile, found.filters, found.page, request.GET
    return {
        "lines": [_line(row) for row in page.rows],
        "pager": _pager(page, asked),
        "piles": [(one, one.count(counts)) for one in PILES],
        "pile": pile,
        "title": TITLES.get(pile.key, "收件箱"),
        "nav": navigation(counts, pile.key if pile.key in TITLES else ""),
        "filters": filters,
        "sources": _sources(actor, counts),
        "chosen": _chosen(asked, pile, filters),
        "everything": sum(counts.by_state.values()),
        "now": timezone.localtime(),
        "signed": signed,
    }


def _filters(asked: Mapping[str, str], pile: Pile) -> Filters:
    region = asked.get("region", "")
    return Filters(
        states=pile.states,
        region=region if region.isdecimal() else "",
        item=asked.get("item", ""),
        words=asked.get("words", "").strip(),
        due=pile.due,
        mine=asked.get("mine") == "yes",
    )


def _narrowed(filters: Filters) -> bool:
    return bool(filters.region or filters.item or filters.words or filters.mine)


def _number(asked: str | None) -> int:
    return int(asked) if asked and asked.isdecimal() and len(asked) < 7 else 1


def _line(row: Row) -> Line:
    todo, tone = NEXT_STEP[row.state]
    version = catalogue.version(row.item_version_id)
    return Line(
        number=row.number,
        clock=clock_view(row.reading),
        item=row.item_name,
        situation="，".join(answer for _, answer in version.guide.in_words(row.situation)),
        applicant=row.shown_name,
        place=short_place(row.receipt_region),
        mode=Mode(row.mode).label,
        todo="复看补正" if row.state == State.SIGNED_FOR and row.corrected_at else todo,
        tone=tone,
        handler=surname(row.handler_label),
        signable=row.state == State.RECEIVED,
    )


def _pager(page: Page, asked: Mapping[str, str]) -> Pager:
    query = {key: asked[key] for key in ("pile", "region", "item", "words", "mine") if asked.get(key)}
    return Pager(page.total, page.page, page.size, reverse("office-inbox"), query=query)


def _sources(actor: Actor, counts: Counts) -> dict[str, list[tuple[str, str]]]:
    found = queries.sources(actor, counts)
    return {
        "regions": [(code, f"{short_place(code)}（{n}）") for code, n in found.regions],
        "items": [(name, f"{name}（{n}）") for name, n in found.items],
    }


def _chosen(asked: Mapping[str, str], pile: Pile, filters: Filters) -> list[Chosen]:
    """The conditions in words, each with the address of the list without it."""
    words = {
        "pile": pile.label.split("（")[0] if pile.key else "",
        "region": short_place(filters.region) if filters.region else "",
        "item": filters.item,
        "words": filters.words,
        "mine": "我和未分配" if filters.mine else "",
    }
    kept = {key: asked[key] for key, label in words.items() if label}
    return [
        Chosen(label, urlencode({key: value for key, value in kept.items() if key != dropped}))
        for dropped, label in words.items()
        if label
    ]


@require_POST
@for_reviewers
def sign_for_chosen(request: HttpRequest, actor: Actor) -> HttpResponse:
    """批量签收: each is its own act; what failed is named with its reason, and does not keep the others back."""
    done, failed = 0, []
    for number in request.POST.getlist("number")[:MOST_AT_ONCE]:
        try:
            actions.sign_for(queries.one(number, seen_by=actor), by=actor)
            done += 1
        except (Blocked, NotFound) as no:
            failed.append(f"{number}：{no.sentence}")
    request.session[KEPT] = {"done": done, "failed": failed}
    back = request.POST.get("back", "")
    return redirect(f"{reverse('office-inbox')}{'?' if back else ''}{back}")
