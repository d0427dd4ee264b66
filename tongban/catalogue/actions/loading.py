"""Loading the guides of ``source/``: each file whole or not at all, and a second run changes nothing."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from tongban.catalogue import listing
from tongban.catalogue.actions.columns import columns_of
from tongban.catalogue.actions.deviating import note_loaded
from tongban.catalogue.actions.documents import load_documents
from tongban.catalogue.actions.lists import list_as_stated, list_nationally, read_national
from tongban.catalogue.actions.telling import tell
from tongban.catalogue.composing import compose
from tongban.catalogue.events import VersionPublished
from tongban.catalogue.exceptions import Exceptions, read_exceptions
from tongban.catalogue.finding.actions import load_synonyms
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import (
    Bundle,
    BundleVersion,
    Item,
    ItemKind,
    ItemVersion,
)
from tongban.catalogue.queries import forget
from tongban.catalogue.reading import SOURCE, doubts, read_guide
from tongban.kit.blocked import Invalid, Problem
from tongban.kit.codes import catalogue_code_problem, uscc_problem
from tongban.kit.pinyin import initials
from tongban.people.actions import register_agency
from tongban.people.actors import Actor
from tongban.regions import queries as regions

Progress = Callable[[int, int, str], None]
"""Told after each file: how many are done, of how many, and its name."""

LOADER = Actor(key="loader", label="装入数据")
UNNAMED = "承办机关（待核实）"


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run: files written, files already here, what kept files out, and what a person should look at."""

    loaded: int
    unchanged: int
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


def load_guides(progress: Progress | None = None, *, folder: Path = SOURCE) -> Report:
    """Import every guide and the cross-province list of a folder. Each file goes in whole or not at all.

    A file that is already here unchanged is left alone, so a second run changes nothing; one that has changed becomes a
    new version and the old one is superseded. Raises Invalid when the folder's exceptions or lists cannot be read.
    """
    exceptions, national = read_exceptions(folder / "exceptions.json"), read_national(folder)
    files = sorted((folder / "guides").glob("*.json"), key=lambda path: path.stem)
    written: list[bool] = []
    problems: list[Problem] = []
    found: list[Problem] = []
    for done, path in enumerate(files, start=1):
        try:
            guide = read_guide(path)
            written.append(_load(guide, exceptions))
            found += [Problem(path.name, doubt) for doubt in doubts(guide)]
        except Invalid as invalid:
            problems += invalid.problems
        if progress:
            progress(done, len(files), path.name)
    list_nationally(national, exceptions)
    load_documents(folder)
    load_synonyms()
    forget()
    listing.forget()
    return Report(written.count(True), written.count(False), tuple(problems), tuple(found))


@transaction.atomic
def _load(guide: Guide, exceptions: Exceptions) -> bool:
    """One record, whole. Returns whether anything was written."""
    content = guide.written()
    composition = compose(guide).model_dump(mode="json") if guide.bundle else None
    judged = [content, exceptions.about(guide), *([composition] if composition else [])]
    digest = digest_of(judged)
    kind = BundleVersion if guide.bundle else ItemVersion
    latest = kind.objects.filter(record_id=guide.record_id).order_by("-version_no").first()
    if latest and latest.digest == digest:
        return False
    frame = frame_of(guide, content, digest)
    version = (
        _bundle_version(guide, frame | {"composition": composition})
        if guide.bundle
        else _item_version(guide, frame, exceptions)
    )
    if not exceptions.is_draft(guide):
        version.publish(effective_from=guide.source.dated)
        tell(VersionPublished, version, by=LOADER, in_force_at=version.in_force_at)
    if isinstance(version, ItemVersion):
        note_loaded([(version.item_id, version.pk, guide)])
    return True


def digest_of(judged: list[Any]) -> str:
    """Tells one state of a guide from another."""
    return hashlib.sha256(json.dumps(judged, sort_keys=True).encode()).hexdigest()


def frame_of(guide: Guide, content: dict[str, Any], digest: str) -> dict[str, Any]:
    """What every kind of version has: where it came from, whose place, what it says."""
    return {
        "record_id": guide.record_id,
        "region_code": regions.code12(guide.place.region_code),
        "local_name": guide.item.local_name,
        "content": content,
        "digest": digest,
        "source_kind": guide.source.kind.value,
        "confidence": {group: confidence.value for group, confidence in guide.confidence.items()},
    }


def _next_number(earlier: Iterable[int]) -> int:
    return max(earlier, default=0) + 1


# --- 一件事 ----------------------------------------------------------------------------------------------------
def _bundle_version(guide: Guide, frame: dict[str, Any]) -> BundleVersion:
    name = guide.item.unified_name
    bundle, _ = Bundle.objects.get_or_create(slug=guide.item.slug, defaults={"name": name, "initials": initials(name)})
    numbers = BundleVersion.objects.filter(record_id=guide.record_id).values_list("version_no", flat=True)
    return BundleVersion.objects.create(**frame, bundle=bundle, version_no=_next_number(numbers))


# --- 事项 ----------------------------------------------------------------------------------------------------
def _item_version(guide: Guide, frame: dict[str, Any], exceptions: Exceptions) -> ItemVersion:
    agency = register_agency(
        name=guide.authority.name or UNNAMED, region_code=frame["region_code"], uscc=uscc_of(guide)
    )
    item = item_of(guide)
    numbers = ItemVersion.objects.filter(item=item, agency=agency).values_list("version_no", flat=True)
    version = unsaved(guide, frame | {"item": item, "agency": agency, "version_no": _next_number(numbers)}, exceptions)
    version.save(force_insert=True)
    list_as_stated(item, guide, exceptions)
    return version


def unsaved(guide: Guide, frame: dict[str, Any], exceptions: Exceptions) -> ItemVersion:
    """A version of this guide, not yet kept. ``frame`` has its item, authority, number, and what ``frame_of`` says."""
    return ItemVersion(
        **frame,
        **columns_of(guide) | {"online": exceptions.is_online(guide)},
        local_only=exceptions.local_only(guide),
        covers_below=exceptions.covers_below(guide),
    )


def item_of(guide: Guide) -> Item:
    """The item, known by its slug; each place's guide adds what it says. Raises Invalid for another name."""
    facts = guide.item
    item, _ = Item.objects.get_or_create(
        slug=facts.slug,
        defaults={"name": facts.unified_name, "domain": facts.domain, "initials": initials(facts.unified_name)},
    )
    if item.name != facts.unified_name:
        field = f"{guide.record_id}.json: item.unified_name"
        sentence = f"{field} 是“{facts.unified_name}”，同一事项已经叫“{item.name}”。请统一名称，或换一个 slug。"
        raise Invalid([Problem(field, sentence)])
    item.subjects = sorted({*item.subjects, *facts.service_objects})
    item.kind = _agreed_kind(item, facts.item_type)
    item.catalogue_code = item.catalogue_code or _national_code(facts.codes.get("basic"))
    item.save()
    return item


def _agreed_kind(item: Item, item_type: str | None) -> str:
    """The kind all places that name one agree on; blank where they differ or none names one."""
    read = item.versions.values_list("content__item__item_type", flat=True)
    named = {name for name in (*read, item_type) if name}
    kinds = {kind.label: kind.value for kind in ItemKind}
    return kinds[named.pop()] if len(named) == 1 else ""


def _national_code(code: object) -> str | None:
    """A 12-digit basic code of the national directory; local codes stay in the guide."""
    return code if isinstance(code, str) and code.startswith("00") and not catalogue_code_problem(code) else None


def uscc_of(guide: Guide) -> str:
    """The credit code an implementation code begins with, where its check character fits (GB/T 39554)."""
    code = str(guide.item.codes.get("impl", ""))[:18]
    return "" if uscc_problem(code) else code
