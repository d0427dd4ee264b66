"""Where one goes from a question, and what the address remembers on the way."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tongban.doors.portal import steps
from tongban.doors.portal.steps import Opened

CHECK = "check"


def onward(request: HttpRequest, sheet: Opened, key: str) -> str:
    """Back to the last look when one came from there, else the next question; told what was kept."""
    to = CHECK if request.GET.get("back") == CHECK else steps.after(key, steps.steps(sheet))
    if to == CHECK:
        return reverse("apply-check", args=[sheet.number], query={"saved": key})
    return reverse("apply-step", args=[sheet.number, to], query={"saved": key})


def here(request: HttpRequest, sheet: Opened, key: str, **more: str) -> str:
    """The same question again; it still knows whether one came from the last look."""
    back = {"back": CHECK} if request.GET.get("back") == CHECK else {}
    query = back | {name: value for name, value in more.items() if value}
    return reverse("apply-step", args=[sheet.number, key], query=query)


def about_step(request: HttpRequest, sheet: Opened, key: str) -> dict[str, Any]:
    """What the frame of a question shows: which of how many it is, and what has just been kept."""
    found = steps.steps(sheet)
    number, this = next((place, step) for place, step in enumerate(found, 1) if step.key == key)
    return {
        "sheet": sheet,
        "key": key,
        "place": number,
        "total": len(found) + 1,
        "about": steps.SECTIONS[this.section],
        "saved": saved(request, sheet),
        "back": request.GET.get("back") == CHECK,
    }


def saved(request: HttpRequest, sheet: Opened) -> steps.Step | None:
    """The question answered on the page before, if one came from it."""
    return next((step for step in steps.steps(sheet) if step.key == request.GET.get("saved")), None)
