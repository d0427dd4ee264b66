"""点对点协议: who signed with whom, for what, until when, and how many cases came of it since."""

from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.cases.volume import Flow, volumes
from tongban.catalogue import agreements as read
from tongban.catalogue import queries as catalogue
from tongban.catalogue.actions.agreements import end_agreement, write_agreement
from tongban.catalogue.agreements import AgreementView, Party, WrittenAgreement
from tongban.catalogue.modes import Mode
from tongban.catalogue.writing_lists import MODES
from tongban.doors.console import forms
from tongban.doors.console.gate import for_cataloguers
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actors import Actor

PARTIES = 4
"""Parties a form has room for."""
DAYS = ("signed_on", "valid_from", "valid_until")


@require_GET
@for_cataloguers
def agreements(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All agreements with their volume; those signed without a case stand out."""
    every, today = read.agreements(), read.today()
    counted = volumes({one.id: _flow(one) for one in every})
    idle = [one for one in every if one.is_idle(counted[one.id], today)]
    chosen = request.GET.get("show", "")
    kept = {"idle": idle, "soon": [one for one in every if one.ends_soon(today)]}.get(chosen, every)
    shown = {
        "agreements": [(one, one.standing(today), counted[one.id], one in idle) for one in kept],
        "counts": {"": len(every), "idle": len(idle), "soon": sum(one.ends_soon(today) for one in every)},
        "chosen": chosen,
        "today": today,
    }
    return render(request, "console/agreements.html", shown)


def _flow(one: AgreementView) -> Flow:
    return Flow(tuple(id_ for _, _, id_ in one.items), one.pairs, one.signed_on, one.valid_until)


@require_http_methods(["GET", "POST"])
@for_cataloguers
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter an agreement."""
    return _form(request, actor, None)


@require_http_methods(["GET", "POST"])
@for_cataloguers
def agreement(request: HttpRequest, actor: Actor, agreement_id: int) -> HttpResponse:
    """Read an agreement, or change one that has not ended."""
    return _form(request, actor, read.agreement(agreement_id))


def _form(request: HttpRequest, actor: Actor, view: AgreementView | None) -> HttpResponse:
    problems: list[Problem] = []
    typed = _typed(view) if view else QueryDict(mutable=True)
    if request.method == "POST":
        typed = request.POST
        try:
            write_agreement(_written(typed), by=actor, agreement_id=view.id if view else None)
            return redirect("console-agreements")
        except Invalid as wrong:
            problems = list(wrong.problems)
    today = read.today()
    shown = {
        "agreement": view,
        "ended": bool(view and view.ended(today)),
        "volume": volumes({0: _flow(view)})[0] if view else 0,
        "typed": forms.texts(typed),
        "parties": [f"parties.{number}" for number in range(PARTIES)],
        "domains": [(name, list(group)) for name, group in groupby(catalogue.items(), key=lambda item: item.domain)],
        "slugs": set(typed.getlist("items")),
        "modes": [(mode.value, mode.label) for mode in MODES],
        "chosen_modes": typed.getlist("modes"),
        "problems": problems,
        "errors": {problem.field: problem.sentence for problem in problems},
        "today": today,
    }
    return render(request, "console/agreement.html", shown, status=422 if problems else 200)


def _typed(view: AgreementView) -> QueryDict:
    """An agreement as its form would have sent it."""
    typed = QueryDict(mutable=True)
    typed.update({"title": view.title, "document": view.document, "note": view.note})
    typed.update({name: _iso(getattr(view, name)) for name in DAYS})
    typed.setlist("items", [slug for slug, _, _ in view.items])
    typed.setlist("modes", [mode.value for mode in view.modes])
    for number, party in enumerate(view.parties):
        for name in ("area", "body", "contact", "phone"):
            typed[f"parties.{number}.{name}"] = getattr(party, name)
    return typed


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _written(typed: QueryDict) -> WrittenAgreement:
    days = {name: forms.day(forms.texts(typed), name) for name in DAYS}
    fields = [
        [typed.get(f"parties.{number}.{name}", "").strip() for name in ("area", "body", "contact", "phone")]
        for number in range(PARTIES)
    ]
    return WrittenAgreement(
        title=typed.get("title", "")[:200],
        document=typed.get("document", "")[:100],
        modes=tuple(Mode(value) for value in typed.getlist("modes") if value in set(Mode)),
        slugs=tuple(dict.fromkeys(typed.getlist("items"))),
        parties=tuple(Party(forms.area(party[0]), *party[1:]) for party in fields if any(party)),
        note=typed.get("note", "")[:300],
        **days,
    )


@require_POST
@for_cataloguers
def end(request: HttpRequest, actor: Actor, agreement_id: int) -> HttpResponse:
    """结束: from the day after on, nobody receives under it."""
    until = forms.day(forms.texts(request.POST), "until") or read.today()
    end_agreement(agreement_id, until=until, by=actor)
    return redirect("console-agreement", agreement_id)
