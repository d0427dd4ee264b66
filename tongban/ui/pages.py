"""The page maker: Jinja2 with our filters, and what every frame shows around a page."""

from collections.abc import Callable
from typing import Any

import jinja2
from django.conf import settings
from django.http import HttpRequest
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse

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
    return reverse(name, args=args, query={key: value for key, value in query.items() if value not in (None, "")})


def environment(**options: Any) -> jinja2.Environment:
    """Strict templates: everything escaped, a misspelt name is an error, what is not known prints nothing."""
    options |= {"undefined": jinja2.StrictUndefined, "auto_reload": settings.DEBUG, "cache_size": -1}
    options |= {"trim_blocks": True, "lstrip_blocks": True, "finalize": _printed}
    options.pop("autoescape", None)
    made = jinja2.Environment(autoescape=True, **options)
    made.globals |= {"url": address, "static": static}
    made.filters |= FILTERS
    return made


def _printed(value: Any) -> Any:
    return "" if value is None else value


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of a page shows: the chosen look and place, who is signed in, whether this is a demonstration."""
    user = getattr(request, "user", None)
    return {
        "look": looks.look_of(request),
        "actor": actor_of(user),
        "who": _shown_name(user),
        "here": request.get_full_path(),
        "demo": settings.DEMO,
    }


def _shown_name(user: Any) -> str:
    """李* for an applicant, 王* for an officer, nothing for a visitor."""
    holder = getattr(user, "officer", None) or getattr(user, "person", None)
    return masks.mask_name(holder.name) if holder else ""
