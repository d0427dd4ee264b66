"""How long a signed-in session still lasts. It slides with the pages, but is not written for each of them."""

import time

from django.conf import settings
from django.http import HttpRequest

WRITTEN_EVERY = 120
"""Seconds: pages within this time of the last renewal cost no write."""
_UNTIL = "until"


def seconds_left(request: HttpRequest) -> int:
    """Seconds until the session ends unless a page is opened; nought when it was never renewed."""
    return max(0, int(request.session.get(_UNTIL, 0) - time.time()))


def is_fresh(request: HttpRequest) -> bool:
    """Whether it was renewed a moment ago."""
    return seconds_left(request) > settings.SESSION_COOKIE_AGE - WRITTEN_EVERY


def renew(request: HttpRequest) -> None:
    """Let the session last its whole time again, from now."""
    request.session[_UNTIL] = int(time.time()) + settings.SESSION_COOKIE_AGE
