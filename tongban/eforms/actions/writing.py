"""The life of a form's version: a draft is written, a second person puts it into use, it is never edited again."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from tongban.catalogue import queries as catalogue
from tongban.eforms import checking, policies, queries
from tongban.eforms.design import SCHEMA
from tongban.eforms.events import FormPublished, FormRetired
from tongban.eforms.models import FormDesign, FormState
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, NotFound
from tongban.people.actors import Actor

NOT_THERE = "没有找到这份表单。请从表单目录重新打开。"
LARGEST = 200_000


def digest_of(document: Mapping[str, Any]) -> str:
    """One short name for exactly this design (SHA-256 of its canonical JSON)."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def begin(item: str, *, by: Actor, version_id: int | None = None) -> FormDesign:
    """起草: the next version of an item's form, from the one in use; the draft already begun, if there is one.

    ``version_id`` makes it the form of one authority's version only.
    """
    _may_write(by)
    owner = catalogue.item(item)
    rows = FormDesign.objects.of(owner.id, version_id)
    if open_draft := rows.filter(state=FormState.DRAFT).first():
        return open_draft
    latest = rows.published().order_by("-number").first() or _for_all(owner.id)
    document = latest.document if latest else _empty(owner.name)
    try:
        with transaction.atomic():
            return _created(owner.id, version_id, document, by=by)
    except IntegrityError:  # two began it at once: both write the one draft
        return rows.get(state=FormState.DRAFT)


def _for_all(item_id: int) -> FormDesign | None:
    return FormDesign.objects.of(item_id, None).published().order_by("-number").first()


def _empty(name: str) -> dict[str, Any]:
    question = {"key": "applicant", "title": "核对您的信息", "fields": ["name", "identity_number", "phone"], "why": ""}
    return {
        "$schema": SCHEMA,
        "title": f"{name}申请表"[:100],
        "type": "object",
        "properties": {key: {"x-field": f"person.{key}"} for key in question["fields"]},
        "required": list(question["fields"]),
        "x-sections": [{"key": "applicant", "title": "申请人", "questions": [question]}],
    }


def _created(item_id: int, version_id: int | None, document: dict[str, Any], *, by: Actor) -> FormDesign:
    last = FormDesign.objects.of(item_id, version_id).aggregate(last=Max("number"))["last"] or 0
    return FormDesign.objects.create(
        item_id=item_id,
        item_version_id=version_id,
        number=last + 1,
        document=document,
        digest=digest_of(document),
        written_by=by.key,
        written_by_label=by.label,
        updated_at=timezone.now(),
    )


def write(design_id: int, document: dict[str, Any], *, revision: int, by: Actor) -> FormDesign:
    """存草稿: what is wrong with it is told on the page and keeps it from being published, not from being kept.

    Raises Blocked when somebody else saved meanwhile, or it is published.
    """
    _may_write(by)
    if len(json.dumps(document, ensure_ascii=False)) > LARGEST:
        raise Blocked("这份表单太大了，存不下。请分成几份，或把选项改少。", code="form_too_large")
    found = _one(design_id)
    found.revision = revision
    found.change(
        document=document,
        digest=digest_of(document),
        written_by=by.key,
        written_by_label=by.label,
        updated_at=timezone.now(),
    )
    return found


@transaction.atomic
def publish(design_id: int, *, revision: int, by: Actor) -> FormDesign:
    """发布: by a second person; from now on new and open applications are asked by it, and it is never edited again.

    Raises Invalid with everything that is wrong with it, NotYours for whoever wrote it, Blocked when it changed.
    """
    _may_write(by)
    found = _one(design_id)
    if sentence := policies.a_second_person(by, found.written_by):
        raise policies.NotYours(sentence)
    if wrong := checking.problems(found.document):
        raise Invalid(wrong)
    found.revision = revision
    found.change(state=FormState.PUBLISHED, published_by=by.key, published_at=timezone.now())
    fact = FormPublished(subject=str(found.pk), item=found.item.slug, number=found.number, digest=found.digest)
    announce(fact, by=by)
    look_again()
    return found


@transaction.atomic
def retire(design_id: int, *, by: Actor) -> FormDesign:
    """停用: the version before it counts again, or there is no form. Raises Blocked for one that is not in use."""
    _may_write(by)
    found = _one(design_id)
    if not FormDesign.objects.filter(pk=design_id, state=FormState.PUBLISHED).update(state=FormState.RETIRED):
        raise Blocked("这一版没有在用，不用停。", code="form_not_in_use")
    found.state = FormState.RETIRED
    announce(FormRetired(subject=str(found.pk), item=found.item.slug, number=found.number), by=by)
    look_again()
    return found


def look_again() -> None:
    """Which form is in use is asked anew: here and now, and once more when the others can see what was written."""
    queries.look_again()
    transaction.on_commit(queries.look_again)


def _may_write(by: Actor) -> None:
    if sentence := policies.a_cataloguer(by):
        raise policies.NotYours(sentence)


def _one(design_id: int) -> FormDesign:
    found = FormDesign.objects.select_related("item").filter(pk=design_id).first()
    if found is None:
        raise NotFound(NOT_THERE)
    return found
