"""``python -m tongban.doors.api.openapi``: the interface's document, as it is committed in ``docs/openapi.json``."""

import json
import sys

import django


def document() -> str:
    """The OpenAPI document, the same text every time."""
    from tongban.doors.api.interface import api

    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=2, sort_keys=True, default=str) + "\n"


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(document())
