"""The desk's form and the application's content: one is put into the shape of the other, and nothing is judged here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from pydantic import ValidationError

from tongban.cases.content import Content
from tongban.kit.blocked import Invalid, Problem
from tongban.people.queries import MandateScope

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
    said["originals_by_courier"] = form.get("originals_by_courier") == "yes"
    try:
        return Content.model_validate(said)
    except ValidationError as too_much:
        raise Invalid(_told(too_much)) from None


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
