"""Questions about forms, asked from outside. What comes back are values; a published form is read once and kept."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, Q

from tongban.catalogue import queries as catalogue
from tongban.eforms import checking
from tongban.eforms.answers import PREFIX as PREFIX
from tongban.eforms.answers import problems as problems
from tongban.eforms.design import Design, read
from tongban.eforms.design import Entry as Entry
from tongban.eforms.design import Kind as Kind
from tongban.eforms.design import Question as Question
from tongban.eforms.fields import library as library
from tongban.eforms.merging import Merged, merge
from tongban.eforms.models import FormDesign, FormState
from tongban.eforms.prefill import KNOWN_SOURCES as KNOWN_SOURCES
from tongban.eforms.prefill import Known as Known
from tongban.eforms.prefill import Subject as Subject
from tongban.eforms.prefill import of_identity as of_identity
from tongban.eforms.prefill import prefilled as prefilled
from tongban.eforms.prefill import source as source
from tongban.eforms.prefill import together as together
from tongban.eforms.telling import masked as masked
from tongban.eforms.telling import normal as normal
from tongban.eforms.telling import told as told
from tongban.kit.blocked import NotFound, Problem

NOT_THERE = "没有找到这份表单。请从表单目录重新打开。"


@dataclass(frozen=True, slots=True)
class Form:
    """A published form: its id, which answers keep, its number and its design."""

    id: int
    number: int
    design: Design


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form in the editor's list."""

    id: int
    item_id: int
    slug: str
    item_name: str
    title: str
    number: int
    state: str
    state_label: str
    place: str
    written_by: str
    updated_at: datetime
    questions: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as its editor sees it: the document, whether it may still be changed, what is wrong with it."""

    row: FormRow
    document: dict[str, Any]
    revision: int
    design: Design | None
    problems: tuple[Problem, ...]
    written_by_key: str

    @property
    def is_draft(self) -> bool:
        """Whether it may still be written."""
        return self.row.state == FormState.DRAFT


_kept: dict[int, Form] = {}


def form(design_id: int) -> Form:
    """A form that was published once, whatever became of it: cases keep the one they were handed in with."""
    if design_id not in _kept:
        row = FormDesign.objects.filter(pk=design_id).exclude(state=FormState.DRAFT).first()
        if row is None:
            raise NotFound(NOT_THERE)
        _kept[design_id] = Form(row.pk, row.number, read(row.document))
    return _kept[design_id]


def form_for(version: catalogue.VersionView) -> Form | None:
    """The form in use for an item version: that of its authority's version, of that place, or of the item; or none."""
    first = _first(version.id, version.item.id, version.region_code, int(time.monotonic()))
    return None if first is None else form(first)


@lru_cache(maxsize=4096)
def _first(version_id: int, item_id: int, region_code: str, second: int) -> int | None:
    """Looked up anew every second: a form that is published or retired asks at every door within that time."""
    here = Q(item_version=version_id) | Q(item_version__region_code=region_code) | Q(item_version=None)
    rows = FormDesign.objects.published().filter(here, item=item_id)
    return rows.order_by(F("item_version").desc(nulls_last=True), "-number").values_list("pk", flat=True).first()


look_again = _first.cache_clear


def merged(versions: Iterable[catalogue.VersionView], *, title: str) -> Merged:
    """一表申请: one form for the items of a bundle that have one."""
    found = {version.item.slug: form_for(version) for version in versions}
    return merge({slug: one.design for slug, one in found.items() if one is not None}, title=title)


def rows() -> list[FormRow]:
    """All versions of all forms, the latest first within an item."""
    names = {item.id: item.name for item in catalogue.items()}
    listed = FormDesign.objects.select_related("item", "item_version").order_by("item_id", "item_version_id", "-number")
    return [_row(one, names) for one in listed]


def _row(one: FormDesign, names: dict[int, str]) -> FormRow:
    sections = one.document.get("x-sections") or []
    place = one.item_version.region_code if one.item_version else ""
    return FormRow(
        id=one.pk,
        item_id=one.item_id,
        slug=one.item.slug,
        item_name=names.get(one.item_id, ""),
        title=str(one.document.get("title", "")),
        number=one.number,
        state=one.state,
        state_label=one.get_state_display(),
        place=place,
        written_by=one.written_by_label,
        updated_at=one.updated_at,
        questions=sum(len(section.get("questions") or []) for section in sections if isinstance(section, dict)),
    )


def sheet(design_id: int) -> Sheet:
    """A form with everything its editor needs. Raises NotFound."""
    one = FormDesign.objects.select_related("item", "item_version").filter(pk=design_id).first()
    if one is None:
        raise NotFound(NOT_THERE)
    return tried(
        one.document, _row(one, {item.id: item.name for item in catalogue.items()}), one.revision, one.written_by
    )


def tried(document: dict[str, Any], row: FormRow, revision: int, written_by: str) -> Sheet:
    """A document as the editor would see it, before it is kept."""
    wrong = tuple(checking.problems(document))
    design = None
    if not any(problem.field.startswith(("properties", "x-sections", "required", "title")) for problem in wrong):
        design = read(document)
    return Sheet(row, document, revision, design, wrong, written_by)


def forget() -> None:
    """Read everything anew, between tests: a rolled-back form gives its key to the next one."""
    _kept.clear()
    look_again()
