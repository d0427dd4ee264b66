"""一件事: composing items, what each yields and what that feeds, local additions; and publishing the composition."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongban.catalogue import bundle_versions
from tongban.catalogue import queries as catalogue
from tongban.catalogue.actions.bundles import (
    begin_bundle,
    publish_bundle,
    send_back_bundle,
    submit_bundle,
    write_bundle,
)
from tongban.catalogue.bundle_versions import BundleVersionView
from tongban.catalogue.composition import Composition
from tongban.doors.console import composing, forms
from tongban.doors.console.gate import for_cataloguers
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actors import Actor
from tongban.ui import orders


@require_GET
@for_cataloguers
def bundles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every version of every bundle, drafts first to be found again."""
    every = bundle_versions.versions()
    shown = {
        "drafts": [one for one in every if one.is_draft or one.in_review],
        "others": [one for one in every if not (one.is_draft or one.in_review)],
        "names": bundle_versions.names(),
    }
    return render(request, "console/bundles.html", shown)


@require_POST
@for_cataloguers
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A draft for one place, to be composed."""
    typed = forms.texts(request.POST)
    code = forms.area(typed.get("area", "")) or actor.region_code
    version = begin_bundle(typed.get("bundle", ""), code, by=actor)
    return redirect("console-bundle", version.pk)


@require_http_methods(["GET", "POST"])
@for_cataloguers
def bundle(request: HttpRequest, actor: Actor, version_id: int) -> HttpResponse:
    """The editor: parts, outputs and what they feed, order besides; a draft is written, a published one is read."""
    view = bundle_versions.version(version_id)
    typed, problems = composing.typed(view), []
    if request.method == "POST":
        typed = request.POST
        try:
            write_bundle(view.id, composing.read(typed), by=actor, local_name=typed.get("local_name", "")[:200])
            return redirect("console-bundle", view.id)
        except Invalid as wrong:
            problems = list(wrong.problems)
    return _page(request, actor, view, typed, problems)


@require_POST
@for_cataloguers
def step(request: HttpRequest, actor: Actor, version_id: int) -> HttpResponse:
    """送审 by who wrote it; 发布 or 退回 by another."""
    chosen = request.POST.get("step", "")
    try:
        if chosen == "submit":
            submit_bundle(version_id, by=actor)
        elif chosen == "publish":
            publish_bundle(version_id, by=actor)
        elif chosen == "back":
            send_back_bundle(version_id, request.POST.get("opinion", "")[:500], by=actor)
    except Invalid as wrong:
        view = bundle_versions.version(version_id)
        return _page(request, actor, view, composing.typed(view), list(wrong.problems))
    return redirect("console-bundle", version_id)


def _page(
    request: HttpRequest, actor: Actor, view: BundleVersionView, typed: QueryDict, problems: list[Problem]
) -> HttpResponse:
    shown = {
        "version": view,
        "typed": forms.texts(typed),
        "lists": {key: typed.getlist(key) for key in typed},
        "parts": composing.rows(typed, "parts", spare=2),
        "outputs": composing.rows(typed, "outputs", spare=2),
        "afters": composing.rows(typed, "afters", spare=1),
        "items": _items(typed),
        "known": composing.known_parts(typed),
        "drawing": _drawn(view.composition),
        "may_review": view.in_review and actor.key not in view.writers,
        "names": {part.key: part.name for part in view.composition.parts},
        "problems": problems,
    }
    return render(request, "console/bundle.html", shown, status=422 if problems else 200)


def _drawn(made: Composition) -> orders.OrderPicture | None:
    if not made.parts or made.cycle():
        return None
    nodes = [orders.Node(part.key, part.name, part.department) for part in made.parts]
    return orders.draw(nodes, made.layers(), made.edges)


def _items(typed: QueryDict) -> list[tuple[str, str]]:
    """The items a part may be: those of the catalogue, and those named already that the catalogue has not yet."""
    known = [(item.slug, item.name) for item in catalogue.items()]
    named = {typed.get(f"{row}.slug", "") for row in composing.rows(typed, "parts", spare=0)} - {""}
    return [*known, *((slug, f"{slug}（目录里还没有）") for slug in sorted(named - {slug for slug, _ in known}))]
