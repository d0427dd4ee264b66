"""Pages that say one thing: what did not happen, what is safe, what to do. For htmx the same as a fragment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

STAFF = ("/desk/", "/office/", "/console/")
PLAIN = "ui/plain.html"


@dataclass(frozen=True, slots=True)
class Way:
    """Somewhere to go from here."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Said:
    """A heading, the sentences under it, the ways on, and a short code when someone must look it up."""

    heading: str
    sentences: Sequence[str]
    ways: Sequence[Way] = ()
    code: str = ""


def say(request: HttpRequest, said: Said, status: int, *, plain: bool = False) -> HttpResponse:
    """The message in the frame of the page it happened on; ``plain`` when nothing else may be relied on."""
    if request.headers.get("HX-Request"):
        return _fragment(said, status)
    context = {"said": said, "frame_page": PLAIN if plain else _frame_of(request)}
    return HttpResponse(render_to_string("ui/message.html", context, None if plain else request), status=status)


def _fragment(said: Said, status: int) -> HttpResponse:
    """Put into the page's live region, wherever the form wanted its answer: what was typed stays."""
    headers = {"HX-Retarget": "#said", "HX-Reswap": "innerHTML show:window:top"}
    return HttpResponse(render_to_string("ui/_said.html", {"said": said}), status=status, headers=headers)


def _frame_of(request: HttpRequest) -> str:
    return "ui/staff.html" if request.path.startswith(STAFF) else "ui/citizen.html"


def ways_back(request: HttpRequest) -> list[Way]:
    """Back to the page one came from, when it is one of ours; and home."""
    home = Way("回首页", "/")
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return [Way("回到刚才那页", before), home] if before and ours else [home]


def new_code(now: datetime, token: str) -> str:
    """E-1120-7F3A52: short enough to be read over the telephone; the log holds the same."""
    return f"E-{now:%m%d}-{token.upper()}"
