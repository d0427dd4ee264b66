"""搜索词: how people say things, kept by the data officer; and what they searched for and did not find."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tongban.catalogue import queries
from tongban.catalogue.finding import actions
from tongban.doors.console.gate import for_cataloguers
from tongban.kit.blocked import Invalid
from tongban.people.actors import Actor


@require_GET
@for_cataloguers
def search_words(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Synonyms in use, and empty searches, each ready to be given a meaning."""
    return _page(request, actor, words=request.GET.get("words", ""), means="")


def _page(
    request: HttpRequest, actor: Actor, *, words: str, means: str, problems: tuple[object, ...] = (), status: int = 200
) -> HttpResponse:
    sought = request.GET.get("q", "").strip()[:40]
    shown = {
        "actor": actor,
        "synonyms": queries.synonyms(sought),
        "empty": queries.empty_searches(),
        "sought": sought,
        "words": words[:40],
        "means": means,
        "problems": problems,
    }
    return render(request, "console/search_words.html", shown, status=status)


@require_POST
@for_cataloguers
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let words lead to an item, a 一件事 or a standard term, from the next search on."""
    words, means = request.POST.get("words", ""), request.POST.get("means", "")
    try:
        actions.add_synonym(words, means, by_label=actor.label)
    except Invalid as wrong:
        return _page(request, actor, words=words, means=means, problems=tuple(wrong.problems), status=422)
    return redirect("console-search-words")


@require_POST
@for_cataloguers
def drop(request: HttpRequest, actor: Actor, synonym_id: int) -> HttpResponse:
    """停用: these words no longer lead there."""
    actions.drop_synonym(synonym_id, by_label=actor.label)
    return redirect("console-search-words")


@require_POST
@for_cataloguers
def settle(request: HttpRequest, actor: Actor) -> HttpResponse:
    """已处理: nothing of ours is meant by these words."""
    actions.settle_empty_search(request.POST.get("words", ""))
    return redirect("console-search-words")
