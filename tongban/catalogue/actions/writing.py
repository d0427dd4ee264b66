"""Writing versions: a draft is opened from what holds, changed as often as needed, and sent to review or thrown away."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max, QuerySet

from tongban.catalogue.actions.columns import columns_of
from tongban.catalogue.actions.deviating import Grounds, note_deviations
from tongban.catalogue.actions.reviewing import Kept, open_version
from tongban.catalogue.actions.telling import tell
from tongban.catalogue.comparing import changed_elements
from tongban.catalogue.events import VersionBegun, VersionDiscarded, VersionWritten
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import (
    BaseVersion,
    Change,
    GuideVersion,
    Item,
    ItemVersion,
    VersionState,
)
from tongban.catalogue.policies import may_write
from tongban.catalogue.reading import guide_from
from tongban.kit.blocked import Blocked, NotFound
from tongban.people.actions import register_agency
from tongban.people.actors import Actor
from tongban.regions import queries as regions

UNNAMED = "承办机关（待核实）"
UNFINISHED = (VersionState.DRAFT, VersionState.IN_REVIEW)


def begin(version_id: int, *, by: Actor, change: Change = Change.CHANGED, kind: type[Kept] = ItemVersion) -> Kept:  # type: ignore[assignment]
    """Open the next version of a record, with the words of the one given. Raises Blocked while another is unfinished."""
    _allow(by)
    old = open_version(version_id, kind)
    _nobody_else(kind, old.record_id)
    fields = {field.attname: getattr(old, field.attname) for field in old._meta.concrete_fields}
    for name in ("id", *_OF_ITS_OWN):
        del fields[name]
    fresh = kind(**fields, change=change, version_no=_next_number(old))
    return _open(fresh, by=by)


_OF_ITS_OWN = (
    "state", "version_no", "effective_from", "in_force_at", "ended_at", "published_at", "changed_at", "change",
    "change_note", "origins", "revision", "writers", "written_by", "written_by_label", "submitted_at", "reviewed_by",
    "reviewed_by_label", "stopped_because", "instead",
)  # fmt: skip


def begin_record(
    content: Mapping[str, Any], *, by: Actor, change: Change = Change.NEW, origins: tuple[str, ...] = ()
) -> ItemVersion:
    """Open the first version of a place's guide. Raises Invalid for what the format does not allow."""
    _allow(by)
    guide = guide_from(content)
    _nobody_else(ItemVersion, guide.record_id)
    code = regions.code12(guide.place.region_code)
    agency = register_agency(name=guide.authority.name or UNNAMED, region_code=code, uscc="")
    item = item_of(guide)
    numbers = ItemVersion.objects.filter(item=item, agency=agency).aggregate(last=Max("version_no"))
    fresh = ItemVersion(
        item=item, agency=agency, version_no=(numbers["last"] or 0) + 1, change=change, origins=list(origins)
    )
    _write(fresh, guide)
    return _open(fresh, by=by)


def begin_base(content: Mapping[str, Any], *, by: Actor) -> BaseVersion:
    """Open a version of the base of an item: the elements that are to be the same in the whole country."""
    _allow(by)
    guide = guide_from(content)
    record_id = f"{guide.item.slug}-base"
    _nobody_else(BaseVersion, record_id)
    item = item_of(guide)
    last = item.base_versions.aggregate(last=Max("version_no"))["last"] or 0
    fresh = BaseVersion(item=item, version_no=last + 1, change=Change.CHANGED if last else Change.NEW)
    _write(fresh, guide)
    fresh.record_id, fresh.region_code = record_id, "0" * 12
    return _open(fresh, by=by)


def item_of(guide: Guide) -> Item:
    """The item a guide is about, made known if it is new."""
    from tongban.kit.pinyin import initials

    facts = guide.item
    named = {"name": facts.unified_name, "domain": facts.domain, "initials": initials(facts.unified_name)}
    item, _ = Item.objects.get_or_create(slug=facts.slug, defaults=named)
    return item


@transaction.atomic
def save(
    version_id: int,
    content: Mapping[str, Any],
    *,
    seen: int,
    by: Actor,
    note: str | None = None,
    grounds: Grounds | None = None,
    kind: type[Kept] = ItemVersion,  # type: ignore[assignment]
) -> Kept:
    """Keep what was written in a draft. ``seen`` is the revision the writer had before them.

    Raises Invalid for what the format does not allow, Blocked when somebody else has saved in between.
    """
    _allow(by)
    version = open_version(version_id, kind)
    before, guide = Guide.model_validate(version.content), guide_from(content)
    _claim(version, seen, by)
    _write(version, guide)
    version.change_note = version.change_note if note is None else note
    version.writers = sorted({*version.writers, by.key})
    version.save()
    if isinstance(version, ItemVersion):
        note_deviations(version, guide, grounds or {})
    if changed := changed_elements(before, guide):
        tell(VersionWritten, version, by=by, elements=changed)
    return version


def _claim(version: GuideVersion, seen: int, by: Actor) -> None:
    """Of two who save what they both read, the first wins."""
    rows: QuerySet[Any] = QuerySet(type(version))
    mine = rows.filter(pk=version.pk, state=VersionState.DRAFT, revision=seen)
    if not mine.update(revision=F("revision") + 1, written_by=by.key, written_by_label=by.label):
        now = rows.get(pk=version.pk)
        if now.state != VersionState.DRAFT:
            raise Blocked("这一版已经送审或发布，不能再改。要改，请先退回，或另写新版本。", code="fixed")
        told = f"您打开以后，{now.written_by_label}刚刚存过这份草稿"
        raise Blocked(f"{told}。您填的还在页面上：请另开一页看新的草稿，把要改的并进去再存。", code="stale")
    version.revision, version.written_by, version.written_by_label = seen + 1, by.key, by.label


@transaction.atomic
def discard(version_id: int, *, by: Actor, kind: type[Kept] = ItemVersion) -> None:  # type: ignore[assignment]
    """Throw a draft away. What was once in review or published stays. Raises Blocked."""
    _allow(by)
    version = open_version(version_id, kind)
    if version.state != VersionState.DRAFT:
        raise Blocked("只有草稿可以删除。审核中的请先退回；发布过的会一直留着，办件照它办理。", code="fixed")
    tell(VersionDiscarded, version, by=by)
    version.delete()


# --- pieces ----------------------------------------------------------------------------------------------------------
def _allow(by: Actor) -> None:
    if why_not := may_write(by):
        raise Blocked(why_not, code="not_yours")


def _nobody_else(kind: type[Kept], record_id: str) -> None:
    """One unfinished version of a record at a time."""
    other = kind._default_manager.filter(record_id=record_id, state__in=UNFINISHED).first()
    if other:
        who = f"（{other.written_by_label}在写）" if other.written_by_label else ""
        told = f"“{other.local_name}”已经有第 {other.version_no} 版{other.get_state_display()}{who}"
        raise Blocked(f"{told}。请接着改那一版，或先删除它。", code="unfinished")


def _next_number(old: GuideVersion) -> int:
    same = (
        {"item": old.item_id, "agency": old.agency_id} if isinstance(old, ItemVersion) else {"record_id": old.record_id}
    )
    last = type(old)._base_manager.filter(**same).aggregate(last=Max("version_no"))["last"]
    return int(last or 0) + 1


def _open(fresh: Kept, *, by: Actor) -> Kept:
    fresh.written_by, fresh.written_by_label, fresh.writers = by.key, by.label, [by.key]
    try:
        with transaction.atomic():
            fresh.save()
            if isinstance(fresh, ItemVersion):
                note_deviations(fresh, Guide.model_validate(fresh.content), {})
            tell(VersionBegun, fresh, by=by, change=fresh.change)
    except IntegrityError:
        raise Blocked("别人刚刚也开了一份草稿。请刷新后接着改那一份。", code="unfinished") from None
    return fresh


def _write(version: GuideVersion, guide: Guide) -> None:
    """Put a guide's words and what follows from them into a row."""
    content = guide.written()
    version.content, version.digest = content, digest_of(content)
    version.record_id = version.record_id or guide.record_id
    version.region_code = version.region_code or regions.code12(guide.place.region_code)
    version.local_name, version.source_kind = guide.item.local_name, guide.source.kind.value
    version.confidence = {group: confidence.value for group, confidence in guide.confidence.items()}
    if isinstance(version, ItemVersion):
        for name, value in columns_of(guide).items():
            setattr(version, name, value)


def digest_of(content: Mapping[str, Any]) -> str:
    """What tells one text of a guide from another."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def open_draft_of(record_id: str) -> ItemVersion:
    """The unfinished version of a record. Raises NotFound."""
    found = ItemVersion.objects.filter(record_id=record_id, state__in=UNFINISHED).first()
    if found is None:
        raise NotFound("这个事项没有草稿。请从事项目录新建版本。")
    return found
