"""How lists and histories of this door are put into the shapes that pages draw."""

import segno
from django.http import HttpRequest
from markupsafe import Markup

from tongban.cases.events import ApplicantCalled, CaseDecided, CaseDeclined, CaseFact, CaseNote
from tongban.cases.queries import Page
from tongban.journal.queries import Told
from tongban.ui.drawings import Pager, Party, Step


def page_number(request: HttpRequest) -> int:
    """The page of a list that was asked for; the first one for anything that is no number."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1


def pager(request: HttpRequest, found: Page) -> Pager:
    """Where a list stands, keeping what it was narrowed to."""
    query = {key: str(value) for key, value in request.GET.items() if key != "page" and value}
    return Pager(found.total, found.page, found.size, request.path, query=query)


def steps(history: list[Told]) -> list[Step]:
    """What happened, oldest first, as staff read it; the last one is where the case is."""
    return [_step(told, told is history[-1]) for told in history]


def _step(told: Told, now: bool) -> Step:
    fact = told.fact
    assert isinstance(fact, CaseFact | CaseNote)  # noqa: S101  # the history of a case holds nothing else
    title = fact.word
    if isinstance(fact, ApplicantCalled):
        title = "电话告知：接通了" if fact.reached else "电话告知：没接通"
    if isinstance(fact, CaseDecided):
        title = "决定：准予" if fact.granted else "决定：不予"
    detail = fact.reason if isinstance(fact, CaseDecided | CaseDeclined) else ""
    return Step(title, told.at, _party(told), fact.place or told.actor_label, detail, now=now)


def _party(told: Told) -> Party:
    if told.actor.startswith("person:"):
        return Party.YOU
    return Party.FROM if told.name in {"case.received", "case.corrected", "case.retracted", "case.called"} else Party.TO


def qr(address: str) -> Markup:
    """A QR code of an address of ours, drawn into the page; black on white in every look."""
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704  # drawn by segno, holds no text of anybody
