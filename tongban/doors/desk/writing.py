"""The desk's form and the application's content: one is put into the shape of the other, and nothing is judged here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from pydantic import ValidationError

from tongban.cases.content import Content
from tongban.eforms.queries import PREFIX, Entry
from tongban.kit.blocked import Invalid, Problem
from tongban.people.queries import MandateScope

LONGEST_ANSWER = 2000
PERSON = ("name", "identity_number", "phone")
ORGANISATION = ("name", "uscc", "legal_representative")
DELIVERY = ("way", "receiver", "phone", "address")


def written(form: QueryDict, before: Content) -> Content:
    """What the form says, on top of what was written before. Raises Invalid for what no field of the form can hold."""
    said = before.model_dump()
    said["applicant"] |= _fields(form, "applicant", PERSON)
    agent = (said["agent"] or {}) | _fields(form, "agent", PERSON)
    said["agent"] = agent if form.get("who") == "agent" else None
    said |= mandate(form) if form.get("who") == "agent" and "mandate_until" in form else {}
    organisation = (said["organisation"] or {}) | _fields(form, "organisation", ORGANISATION)
    said["organisation"] = organisation if form.get("subject") == "organisation" else None
    said["situation"] = {key.removeprefix("situation."): form[key] for key in form if key.startswith("situation.")}
    said["identity_check"] = _identity_check(form, said["identity_check"])
    said["collected"] |= {key: _collected(form, key, said["collected"].get(key, {})) for key in form.getlist("shown")}
    said["delivery"] |= _fields(form, "delivery", DELIVERY)
    said["answers"] |= {key: text for key, text in form_answers(form).items() if len(text) <= LONGEST_ANSWER}
    said["originals_by_courier"] = form.get("originals_by_courier") == "yes"
    try:
        return Content.model_validate(said)
    except ValidationError as too_much:
        raise Invalid(_told(too_much)) from None


def form_answers(form: QueryDict) -> dict[str, str]:
    """What was typed into the item's form, by field; a list as its values with commas."""
    shown = [name for name in form.getlist("asked") if len(name) <= 80]
    listed = {name: form.getlist(PREFIX + name) for name in shown[:200]}
    return {name: ",".join(values) for name, values in listed.items()}


def too_long(form: QueryDict, entries: Mapping[str, Entry]) -> list[Problem]:
    """The answers that are too long to be kept; the others are kept all the same, and these stay on the page."""
    return [
        Problem(PREFIX + name, f"“{entries[name].title}”写了 {len(text):,} 个字，最多 {LONGEST_ANSWER} 个。请删短一点")
        for name, text in form_answers(form).items()
        if len(text) > LONGEST_ANSWER and name in entries
    ]


def mandate(form: Mapping[str, str]) -> dict[str, Any]:
    """How far and until when a mandate goes, as the paper says; what is no day or no choice is left out."""
    try:
        until = date.fromisoformat(form.get("mandate_until", "").strip())
    except ValueError:
        until = None
    scope = form.get("mandate_scope", "")
    return {"mandate_until": until, "mandate_scope": scope if scope in MandateScope.values else ""}


def _fields(form: QueryDict, where: str, names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(form[f"{where}.{name}"]) for name in names if f"{where}.{name}" in form}


def _identity_check(form: QueryDict, before: dict[str, Any]) -> dict[str, Any]:
    seen = "identity_check.original_seen" in form
    method = "card_seen" if seen else "" if before["method"] == "card_seen" else before["method"]
    return {"method": method, "original_seen": seen, "mandate_seen": "identity_check.mandate_seen" in form}


def _collected(form: QueryDict, key: str, before: dict[str, Any]) -> dict[str, Any]:
    conclusion = form.get(f"conclusion.{key}") or None
    return before | {"conclusion": conclusion, "points": form.getlist(f"points.{key}")}


def _told(wrong: ValidationError) -> list[Problem]:
    """A field that holds more than it can; the browser does not let that happen, so few will read this."""
    return [
        Problem(".".join(map(str, error["loc"])), "有一格写得太长，或者选了没有的选项。请改短，或重新选一项")
        for error in wrong.errors()
    ]
