"""The page maker: Jinja2 with our filters, and what every frame shows around a page."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

import jinja2
from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import get_urlconf, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tongban.kit import masks
from tongban.people.queries import actor_of
from tongban.ui import looks, words

FILTERS: dict[str, Callable[..., Any]] = {
    "day": words.day,
    "long_day": words.long_day,
    "iso": words.iso,
    "moment": words.moment,
    "clock_time": words.clock_time,
    "limit": words.limit,
    "money": words.money,
    "count_of": words.count,
    "case_no": words.case_no,
    "filesize": words.filesize,
    "todo": words.todo,
    "masked_name": masks.mask_name,
    "masked_id": masks.mask_identity_number,
    "masked_phone": masks.mask_phone,
}


class Pages(Jinja2):
    """Jinja2 templates, found in each room's ``templates`` folder."""

    app_dirname = "templates"


def address(name: str, *args: Any, **query: Any) -> str:
    """A page's address by its name: ``url("my-case", case.number)``; named arguments become the query."""
    kept = tuple((key, value) for key, value in query.items() if value not in (None, ""))
    return _address(get_urlconf() or settings.ROOT_URLCONF, name, args, kept)


@lru_cache(maxsize=4096)
def _address(urlconf: str, name: str, args: tuple[Any, ...], query: tuple[tuple[str, Any], ...]) -> str:
    """The same names are asked for on every page, some twenty times each; addresses change only with the code."""
    return reverse(name, urlconf, args, query=query)


@lru_cache(maxsize=256)
def file_address(path: str) -> str:
    """Where a style or a script is served; its name holds the digest of its content, so it changes only with the code."""
    return static(path)


def environment(**options: Any) -> jinja2.Environment:
    """Strict templates: everything escaped, a misspelt name is an error, what is not known prints nothing."""
    options |= {"undefined": jinja2.StrictUndefined, "auto_reload": settings.DEBUG, "cache_size": -1}
    options |= {"trim_blocks": True, "lstrip_blocks": True, "finalize": _printed}
    options.pop("autoescape", None)
    made = jinja2.Environment(autoescape=True, **options)
    made.globals |= {"url": address, "static": file_address}
    made.filters |= FILTERS
    return made


def _printed(value: Any) -> Any:
    return "" if value is None else value


STAND_IN = "tongban_token_stand_in"
"""An attribute of a request whose page is being kept: what stands in its forms until a token of the reader's takes its place."""


class TokenField:
    """The hidden field against forged forms: made when a page first prints it, and the same in all of its forms."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _field(self) -> SafeString:
        return token_field(get_token(self._request))

    def __html__(self) -> str:
        return self._field

    __str__ = __html__


def token_field(token: str) -> SafeString:
    """The field as it is written."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of a page shows: the chosen look and place, who is signed in, whether this is a demonstration."""
    user = getattr(request, "user", None)
    return {
        "look": looks.look_of(request),
        "actor": actor_of(user),
        "who": _shown_name(user),
        "here": request.get_full_path(),
        "demo": settings.DEMO,
        "csrf_input": getattr(request, STAND_IN, None) or TokenField(request),
    }


def _shown_name(user: Any) -> str:
    """李* for an applicant, 王* for an officer, nothing for a visitor."""
    holder = getattr(user, "officer", None) or getattr(user, "person", None)
    return masks.mask_name(holder.name) if holder else ""
