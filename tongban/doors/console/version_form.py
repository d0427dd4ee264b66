"""The editor's form: fields named by their path in the guide, rows by their number."""

import re
from collections import defaultdict
from datetime import date

from django.http import QueryDict

from tongban.catalogue.actions import Ground
from tongban.catalogue.assembling import Typed
from tongban.catalogue.elements import SCALARS, TABLES
from tongban.kit.blocked import Invalid, Problem

_SPARE = 1  # empty rows offered at the end of each table


def typed_in(sent: QueryDict) -> Typed:
    """What the form says of the elements it shows."""
    texts = {path: _text(sent, path) for path in SCALARS if path in sent or f"{path}." in sent}
    shown = [path for path in TABLES if f"rows.{path}" in sent]
    return Typed(texts, {path: _rows(sent, path) for path in shown}).compact()


def _text(sent: QueryDict, name: str) -> str:
    """One field; of several ticked boxes all, parted by 、."""
    return "、".join(filter(None, sent.getlist(name)))


def _rows(sent: QueryDict, path: str) -> list[dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for name in sent:
        if inside := re.fullmatch(rf"{re.escape(path)}\.(\d{{1,4}})\.(.+)", name):
            found[int(inside[1])][inside[2]] = _text(sent, name)
    gone = {int(number) for number in sent.getlist(f"remove.{path}") if number.isdecimal()}
    return [found[number] for number in sorted(found) if number not in gone]


def grounds_in(sent: QueryDict) -> dict[tuple[str, str], Ground]:
    """The grounds written for deviations. Raises Invalid for a day that is none."""
    found: dict[tuple[str, str], Ground] = {}
    number = 0
    while f"grounds.{number}.element" in sent:
        said = {
            name: sent.get(f"grounds.{number}.{name}", "").strip() for name in ("element", "key", "kind", "document")
        }
        until = _day(sent.get(f"grounds.{number}.until", "").strip(), f"grounds.{number}.until")
        found[said["element"], said["key"]] = Ground(said["kind"], said["document"], until)
        number += 1
    return found


def _day(text: str, field: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = f"到什么时候写成 2027-06-30 这样，现在是“{text[:20]}”。没有期限的留空。"
        raise Invalid([Problem(field, told)]) from None
