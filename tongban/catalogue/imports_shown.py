"""What the console shows of an import: how far it is, what became of each record, every fault with its remedy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from tongban.catalogue.models import ImportPart, ImportRun, ItemVersion, Outcome
from tongban.catalogue.versions_listed import Asked, narrowed
from tongban.catalogue.workbook.looking import Fault
from tongban.kit.blocked import NotFound
from tongban.people.actors import Actor

FAULTS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """An import: how many records there are, how many are done, by outcome, and the faults found so far."""

    id: int
    file_name: str
    begun_at: datetime
    total: int
    counts: Mapping[str, int]
    faults: list[tuple[str, Fault]]
    drafts: list[tuple[str, int]]

    @property
    def done(self) -> int:
        """Records that no longer wait."""
        return self.total - self.counts[Outcome.WAITING.value]

    @property
    def finished(self) -> bool:
        """Whether none waits."""
        return self.done == self.total


def progress(run_id: int, by: Actor) -> Progress:
    """One's own import. Raises NotFound."""
    run = ImportRun.objects.filter(pk=run_id, begun_by=by.key).first()
    if run is None:
        raise NotFound("没有找到这次导入。请从“导入实施清单”重新上传。")
    counted = dict(run.parts.values_list("outcome").annotate(n=Count("id")).order_by())
    counts = {outcome.value: counted.get(outcome.value, 0) for outcome in Outcome}
    written = run.parts.filter(outcome=Outcome.WRITTEN).order_by("number")
    drafts = [
        (record, id_) for record, id_ in written.values_list("record_id", "version_id_written")[:FAULTS_SHOWN] if id_
    ]
    return Progress(
        run.pk, run.file_name, run.begun_at, sum(counts.values()), counts, list(_faults(run))[:FAULTS_SHOWN], drafts
    )


def _faults(run: ImportRun) -> Iterator[tuple[str, Fault]]:
    refused = ImportPart.objects.filter(run=run, outcome=Outcome.REFUSED).order_by("number")
    for record_id, faults in refused.values_list("record_id", "faults")[:FAULTS_SHOWN]:
        yield from ((record_id, Fault(**fault)) for fault in faults)


def recent(by: Actor) -> list[tuple[int, str, datetime]]:
    """One's last imports."""
    rows = ImportRun.objects.filter(begun_by=by.key).order_by("-id")[:5]
    return list(rows.values_list("pk", "file_name", "begun_at"))


def contents(asked: Asked) -> list[dict[str, Any]]:
    """The guides of the versions in force that fit a question, to be exported."""
    rows = ItemVersion.objects.in_force().filter(pk__in=narrowed(asked).values("pk"))
    return list(rows.order_by("record_id").values_list("content", flat=True)[:20_000])
