"""The list a data officer works from: every version with its state, what it says otherwise, and what is wrong."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongban.catalogue import versions_listed as shown
from tongban.catalogue.deviation import ELEMENTS, Against
from tongban.catalogue.modes import Mode
from tongban.catalogue.standing import Standing
from tongban.doors.console.gate import for_cataloguers
from tongban.people.actors import Actor
from tongban.regions import queries as regions
from tongban.ui.drawings import Pager

MARKS = {
    Against.SAME: ("d0", "·"),
    Against.ADDED: ("d1", "+"),
    Against.BETTER: ("dg", "↑"),
    Against.DEVIATES: ("d2", "≠"),
    Against.UNREAD: ("dn", "?"),
    Against.ALONE: ("d0", " "),
}
"""How each standing of an element is drawn: a class and a sign."""


@require_GET
@for_cataloguers
def versions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A page of versions, narrowed by words, province, domain, mode and state."""
    asked = asked_in(request)
    found = shown.listed(asked, actor)
    query = {name: getattr(asked, name) for name in ("words", "province", "domain", "mode", "standing")}
    query = {name: value for name, value in query.items() if value}
    page = {
        "asked": asked,
        "found": found,
        "query": query,
        "stats": [("", "全部版本", found.counts["all"])]
        + [(each.value, each.label, found.counts[each.value]) for each in Standing if each is not Standing.SUPERSEDED],
        "provinces": [(one.code[:2], one.name) for one in regions.provinces()],
        "domains": shown.domains(),
        "modes": [(mode.value, mode.label) for mode in Mode if mode is not Mode.LOCAL],
        "marks": MARKS,
        "elements": ELEMENTS,
        "pager": Pager(found.total, asked.page, shown.PAGE, request.path, "个版本", query),
        "export": urlencode(query),
        "actor": actor,
    }
    return render(request, "console/catalogue.html", page)


def asked_in(request: HttpRequest) -> shown.Asked:
    """What the list is asked for; what was not offered counts as not asked."""
    sent = request.GET
    page = sent.get("page", "1")
    mode, standing = sent.get("mode", ""), sent.get("standing", "")
    return shown.Asked(
        words=sent.get("words", "").strip()[:100],
        province=sent.get("province", "")[:2] if sent.get("province", "").isdecimal() else "",
        domain=sent.get("domain", "")[:40],
        mode=mode if mode in list(Mode) else "",
        standing=standing if standing in Standing.values else "",
        page=max(1, int(page)) if page.isdecimal() else 1,
    )
