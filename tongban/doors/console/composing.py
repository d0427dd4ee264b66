"""The composition editor's form: a composition as fields, and fields as a composition. Empty rows are spare room."""

import re
from collections.abc import Iterator

from django.http import QueryDict

from tongban.catalogue.bundle_versions import BundleVersionView
from tongban.catalogue.composition import After, Component, Composition, Feed, Output
from tongban.catalogue.parts import Confidence
from tongban.kit.blocked import Invalid, Problem

NATIONAL = {"yes": True, "no": False, "": None}
_ROW = re.compile(r"^(parts|outputs|afters)\.(\d{1,3})\.\w+$")
MOST = 60
"""Rows of one kind a form may hold."""


def typed(view: BundleVersionView) -> QueryDict:
    """A version as its form would have sent it."""
    form, made = QueryDict(mutable=True), view.composition
    form["local_name"] = view.local_name
    national = {value: key for key, value in NATIONAL.items()}
    for number, part in enumerate(made.parts):
        row = f"parts.{number}."
        form.update({row + name: getattr(part, name) or "" for name in ("key", "name", "department", "slug")})
        form[row + "national"] = national[part.national]
        chosen = [f"{key}={option}" for key, options in (part.condition or {}).items() for option in options]
        form.setlist(row + "when", chosen)
    for number, output in enumerate(made.outputs):
        row = f"outputs.{number}."
        form.update({row + name: getattr(output, name) for name in ("key", "name", "part", "ground")})
        form[row + "confidence"] = output.confidence.value
        form.setlist(row + "to", [feed.part for feed in made.feeds if feed.output == output.key])
    for number, after in enumerate(made.afters):
        form.update({f"afters.{number}.after": after.after, f"afters.{number}.part": after.part})
    return form


def rows(form: QueryDict, kind: str, *, spare: int) -> list[str]:
    """The prefixes of the rows of one kind, with spare ones at the end."""
    numbers = sorted({int(found[2]) for key in form if (found := _ROW.match(key)) and found[1] == kind})
    filled = [number for number in numbers if _filled(form, kind, number)][:MOST]
    fresh = range((filled[-1] if filled else -1) + 1, (filled[-1] if filled else -1) + 1 + spare)
    return [f"{kind}.{number}" for number in [*filled, *fresh]]


def _filled(form: QueryDict, kind: str, number: int) -> bool:
    word = {"parts": "name", "outputs": "name", "afters": "part"}[kind]
    return bool(form.get(f"{kind}.{number}.{word}", "").strip())


def known_parts(form: QueryDict) -> list[tuple[str, str]]:
    """The parts written so far: key and name."""
    return [
        (key, form.get(f"{row}.name", "")) for row in rows(form, "parts", spare=0) if (key := form.get(f"{row}.key"))
    ]


def read(form: QueryDict) -> Composition:
    """The composition a form says. Raises Invalid for what is no composition at all, each with its row."""
    problems: list[Problem] = []
    parts = list(_parts(form, problems))
    outputs, feeds = _outputs(form, problems)
    afters = [
        After(part=form.get(f"{row}.part", ""), after=form.get(f"{row}.after", ""))
        for row in rows(form, "afters", spare=0)
        if _chosen(form, row, ("part", "after"), problems)
    ]
    if problems:
        raise Invalid(problems)
    return Composition(parts=tuple(parts), outputs=tuple(outputs), feeds=tuple(feeds), afters=tuple(afters))


def _parts(form: QueryDict, problems: list[Problem]) -> Iterator[Component]:
    taken = {form.get(f"{row}.key", "") for row in rows(form, "parts", spare=0)}
    for row in rows(form, "parts", spare=0):
        name, department = form.get(f"{row}.name", "").strip(), form.get(f"{row}.department", "").strip()
        if not department:
            problems.append(Problem(f"{row}.department", f"请写“{name[:20]}”归哪个部门办"))
            continue
        key = form.get(f"{row}.key", "") or _fresh(taken, "p")
        taken.add(key)
        condition: dict[str, tuple[str, ...]] = {}
        for said in form.getlist(f"{row}.when"):
            question, _, option = said.partition("=")
            condition[question] = (*condition.get(question, ()), option)
        yield Component(
            key=key,
            name=name[:200],
            department=department[:100],
            slug=form.get(f"{row}.slug") or None,
            national=NATIONAL.get(form.get(f"{row}.national", "")),
            condition=condition or None,
        )


def _outputs(form: QueryDict, problems: list[Problem]) -> tuple[list[Output], list[Feed]]:
    outputs: list[Output] = []
    feeds: list[Feed] = []
    taken = {form.get(f"{row}.key", "") for row in rows(form, "outputs", spare=0)}
    for row in rows(form, "outputs", spare=0):
        if not _chosen(form, row, ("part",), problems):
            continue
        key = form.get(f"{row}.key", "") or _fresh(taken, "o")
        taken.add(key)
        name, ground = form.get(f"{row}.name", "").strip()[:200], form.get(f"{row}.ground", "").strip()
        sure = Confidence.READ if form.get(f"{row}.confidence") == Confidence.READ and ground else Confidence.ASSUMED
        outputs.append(Output(key=key, name=name, part=form.get(f"{row}.part", ""), ground=ground, confidence=sure))
        feeds += [Feed(output=key, part=part) for part in dict.fromkeys(form.getlist(f"{row}.to"))]
    return outputs, feeds


def _chosen(form: QueryDict, row: str, names: tuple[str, ...], problems: list[Problem]) -> bool:
    missing = [name for name in names if not form.get(f"{row}.{name}")]
    if missing:
        problems.append(Problem(f"{row}.{missing[0]}", "请从组成里选是哪一项；新加的一项要先保存，才能选到"))
    return not missing


def _fresh(taken: set[str], letter: str) -> str:
    return next(key for number in range(1, 1000) if (key := f"{letter}{number:02}") not in taken)
