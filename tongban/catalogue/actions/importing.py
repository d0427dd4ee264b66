"""导入实施清单: a file is read at once and written record by record, so that a page can show how far it is.

All or nothing for each record; a record that is here as it stands in the file is left alone, so that a second import of
the same file changes nothing. What is written is a draft: it is reviewed by a second person like any other.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from tongban.catalogue.actions.writing import begin, begin_record, save
from tongban.catalogue.assembling import Typed, assemble, blank
from tongban.catalogue.models import ImportPart, ImportRun, ItemVersion, Outcome, VersionState
from tongban.catalogue.policies import may_write
from tongban.catalogue.readiness import problems_in
from tongban.catalogue.reading import guide_from
from tongban.catalogue.workbook.looking import Fault
from tongban.catalogue.workbook.taking import Record, take
from tongban.kit.blocked import Blocked, Invalid, NotFound
from tongban.people.actors import Actor

AT_ONCE = 10  # records written between two looks at the progress


@transaction.atomic
def begin_import(name: str, content: bytes, *, by: Actor) -> ImportRun:
    """Read a file into parts that wait to be written. Raises Invalid (NotOurs) for a file that is not one of ours."""
    if why_not := may_write(by):
        raise Blocked(why_not, code="not_yours")
    records = take(name, content)
    digest = hashlib.sha256(content).hexdigest()
    run = ImportRun.objects.create(file_name=name[:200], digest=digest, begun_by=by.key, begun_by_label=by.label)
    ImportPart.objects.bulk_create(
        (ImportPart(run=run, number=number, record_id=record.record_id[:80], read=asdict(record))
         for number, record in enumerate(records, start=1)),
        batch_size=200,
    )  # fmt: skip
    return run


def go_on(run_id: int, *, by: Actor) -> int:
    """Write the next few records of an import. Returns how many still wait. Raises NotFound for somebody else's."""
    run = ImportRun.objects.filter(pk=run_id, begun_by=by.key).first()
    if run is None:
        raise NotFound("没有找到这次导入。请从“导入实施清单”重新上传。")
    for part in run.parts.filter(outcome=Outcome.WAITING).order_by("number")[:AT_ONCE]:
        _write(part, by)
    return run.parts.filter(outcome=Outcome.WAITING).count()


def _write(part: ImportPart, by: Actor) -> None:
    """One record, whole or not at all. Of two who press at once one writes it."""
    with transaction.atomic():
        mine = ImportPart.objects.select_for_update().filter(pk=part.pk, outcome=Outcome.WAITING).first()
        if mine is None:
            return
        record = _record(mine.read)
        try:
            with transaction.atomic():
                written = _put(record, by)
            became: dict[str, Any] = {
                "outcome": Outcome.WRITTEN if written else Outcome.UNCHANGED,
                "version_id_written": written,
            }
        except Invalid as invalid:
            faults = [record.at(problem) for problem in invalid.problems]
            became = {"outcome": Outcome.REFUSED, "faults": [asdict(fault) for fault in (*record.faults, *faults)]}
        except Blocked as blocked:
            fault = Fault(*record.place[:2], "", blocked.sentence)
            became = {"outcome": Outcome.REFUSED, "faults": [asdict(fault)]}
        ImportPart.objects.filter(pk=part.pk).update(**became)


def _record(read: Mapping[str, Any]) -> Record:
    fields = dict(read) | {"place": tuple(read["place"])}
    fields["row_places"] = {path: [tuple(each) for each in places] for path, places in read["row_places"].items()}
    fields["faults"] = [Fault(**fault) for fault in read["faults"]]
    return Record(**fields)


def _put(record: Record, by: Actor) -> int | None:
    """The id of the draft written; None when the record is here as it stands in the file. Raises Invalid, Blocked."""
    if record.faults:
        raise Invalid([])
    latest = ItemVersion.objects.filter(record_id=record.record_id).order_by("-version_no").first()
    base = latest.content if latest else blank()
    content = record.content or assemble(Typed(record.texts, record.rows), base)
    guide = guide_from(content)
    if problems := problems_in(guide):
        raise Invalid(problems)
    if latest and _said(guide.written()) == _said(latest.content):
        return None
    if latest is None:
        return begin_record(content, by=by).pk
    draft = _own_draft(latest, by) or begin(latest.pk, by=by)
    return save(draft.pk, content, seen=draft.revision, by=by).pk


def _own_draft(latest: ItemVersion, by: Actor) -> ItemVersion | None:
    """The draft to write over, where the same officer alone has written it; somebody else's is never written over."""
    return latest if latest.state == VersionState.DRAFT and set(latest.writers) <= {by.key} else None


def _said(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != "confidence"}
