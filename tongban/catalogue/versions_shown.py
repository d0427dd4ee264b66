"""What the console shows of versions: one as a row, one open, two side by side, a record's history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from tongban.catalogue.assembling import Typed, typed_of
from tongban.catalogue.comparing import Changed, compare, value_at
from tongban.catalogue.deviation import ELEMENTS, Against, summary
from tongban.catalogue.elements import SCALARS
from tongban.catalogue.guide import Guide
from tongban.catalogue.limits import limits_of
from tongban.catalogue.models import BaseVersion, Deviation, GroundKind, GuideVersion, ItemVersion, Standing
from tongban.catalogue.parts import TimeLimit
from tongban.catalogue.readiness import looked_at, remarks_on
from tongban.journal import queries as journal
from tongban.journal.queries import Told
from tongban.kit.blocked import NotFound, Problem

KINDS: dict[str, type[GuideVersion]] = {"version": ItemVersion, "base": BaseVersion}
"""The two kinds of versions the console writes, by their word in an address."""


_QUIET = (Against.SAME, Against.ALONE)


@dataclass(frozen=True, slots=True)
class Row:
    """One version in a list. ``against`` says how each element stands to the base; ``trouble`` is the first problem."""

    id: int
    kind: str
    record_id: str
    slug: str
    item: str
    domain: str
    place: str
    agency: str
    version_no: int
    standing: Standing
    statutory: str
    promised: str
    papers: int | None
    against: Mapping[str, Against]
    problems: tuple[Problem, ...]
    remarks: int
    deviating: int
    ungrounded: int
    effective_from: date | None
    in_force_at: datetime | None
    ended_at: datetime | None
    writer: str
    writers: tuple[str, ...]
    reviewer: str
    change: str
    note: str
    stopped_because: str
    instead: str
    revision: int

    @property
    def told(self) -> str:
        """How each element stands, in words: 材料偏离，依据补充."""
        if self.kind == "base" or Against.ALONE in self.against.values():
            return "这就是基准" if self.kind == "base" else "还没有基准"
        return "，".join(
            f"{ELEMENTS[element]}{way.label}" for element, way in self.against.items() if way not in _QUIET
        )


def rows_of(found: Iterable[GuideVersion], bases: Iterable[BaseVersion] | None = None) -> list[Row]:
    """Versions, of either kind, as rows of a list, in two queries; one where the ``bases`` in force are known."""
    versions = list(found)
    items = {version.item_id for version in versions if isinstance(version, ItemVersion)}
    said = {row.item_id: Guide.model_validate(row.content) for row in (_bases(items) if bases is None else bases)}
    counted = _deviations([version.pk for version in versions if isinstance(version, ItemVersion)])
    return [_row(version, said.get(version.item_id), counted.get(version.pk, (0, 0))) for version in versions]  # type: ignore[attr-defined]


def _bases(items: Iterable[int]) -> QuerySet[BaseVersion]:
    return BaseVersion.objects.in_force().filter(item_id__in=list(items))


def _deviations(ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """How often each deviates, and in how many of these no ground is written."""
    bare = Count("id", filter=Q(ground_kind="") | Q(document=""))
    rows = Deviation.objects.filter(version__in=list(ids)).values_list("version")
    return {version: (every, without) for version, every, without in rows.annotate(every=Count("id"), bare=bare)}


def _row(version: GuideVersion, base: Guide | None, deviations: tuple[int, int]) -> Row:
    guide, item = Guide.model_validate(version.content), version.item  # type: ignore[attr-defined]
    limits = limits_of(version) if isinstance(version, ItemVersion) else None
    problems, remarks = looked_at(guide)
    own = isinstance(version, ItemVersion)  # a base is not held against itself, and belongs to no authority
    return Row(
        id=version.pk,
        kind="version" if own else "base",
        slug=item.slug,
        item=item.name,
        domain=item.domain,
        place=guide.place.region_name if own else "全国基准",
        agency=version.agency.name if isinstance(version, ItemVersion) else "",
        standing=version.standing,
        statutory=str(limits.statutory) if limits and limits.statutory_read else _said(guide.time_limits.legal, own),
        promised=str(limits.promised) if limits and limits.promised else _said(guide.time_limits.promised, own),
        papers=len(guide.materials) or None,
        against=summary(base if own else None, guide),
        problems=tuple(problems),
        remarks=len(remarks),
        deviating=deviations[0],
        ungrounded=deviations[1],
        writer=version.written_by_label,
        writers=tuple(version.writers),
        reviewer=version.reviewed_by_label,
        change=version.get_change_display(),
        note=version.change_note,
        **{name: getattr(version, name) for name in _AS_THEY_ARE},
    )


def _said(limit: TimeLimit | None, own: bool) -> str:
    """A base keeps its limits in its words alone."""
    return "" if own or limit is None else limit.text


_AS_THEY_ARE = (
    "record_id", "version_no", "effective_from", "in_force_at", "ended_at", "stopped_because", "instead", "revision",
)  # fmt: skip


# --- one version open ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Opened:
    """One version as the editor shows it: its texts, what stands in the way, what to look at, its deviations."""

    row: Row
    guide: Guide
    content: Mapping[str, Any]
    typed: Typed
    problems: list[Problem]
    remarks: list[Problem]
    deviations: list[Deviation] = field(default_factory=list)
    earlier: int | None = None
    locked: frozenset[str] = frozenset()


def opened(version_id: int, kind: str = "version") -> Opened:
    """A version of one of ``KINDS``. Raises NotFound."""
    version = _one(version_id, kind)
    guide, content = Guide.model_validate(version.content), version.content
    deviations = list(version.deviations.order_by("id")) if isinstance(version, ItemVersion) else []
    row = rows_of([version])[0]
    return Opened(
        row=row,
        guide=guide,
        content=content,
        typed=typed_of(content),
        problems=[*row.problems],
        remarks=remarks_on(guide),
        deviations=deviations,
        earlier=_earlier(version),
        locked=_locked(version),
    )


def _locked(version: GuideVersion) -> frozenset[str]:
    """Elements that come from the base as they stand: a place sees them and does not type them."""
    if not isinstance(version, ItemVersion) or not (base := _bases([version.item_id]).first()):
        return frozenset()
    pairs = ((path, value_at(version.content, path), value_at(base.content, path)) for path in _UNIFIED)
    return frozenset(path for path, here, there in pairs if there and here == there)


_UNIFIED = tuple(path for path, element in SCALARS.items() if element.unified)


def _one(version_id: int, kind: str) -> GuideVersion:
    if kind not in KINDS:
        raise NotFound("没有找到这个版本。请从事项目录重新打开。")
    related = ("item", "agency") if kind == "version" else ("item",)
    found = KINDS[kind]._default_manager.select_related(*related).filter(pk=version_id).first()
    if found is None:
        raise NotFound("没有找到这个版本。请从事项目录重新打开。")
    return found


def _earlier(version: GuideVersion) -> int | None:
    """The version before it of the same record."""
    rows = type(version)._base_manager.filter(record_id=version.record_id, version_no__lt=version.version_no)
    return rows.order_by("-version_no").values_list("pk", flat=True).first()


def ground_kinds() -> list[tuple[str, str]]:
    """The kinds of ground a deviation may have."""
    return list(GroundKind.choices)


# --- two versions ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side; ``old`` is None for the first of its record."""

    old: Row | None
    new: Row
    changes: list[Changed]
    deviations: list[Deviation]
    problems: list[Problem]
    remarks: list[Problem]

    @property
    def changed(self) -> int:
        """How many elements differ."""
        return sum(not each.same for each in self.changes)


def comparison(version_id: int, kind: str = "version", other_id: int | None = None) -> Comparison:
    """A version beside another: the one asked for, else the one before it of the same record."""
    new = _one(version_id, kind)
    other = other_id or _earlier(new)
    old = _one(other, kind) if other else None
    rows = rows_of([new, old] if old else [new])
    guide = Guide.model_validate(new.content)
    before = Guide.model_validate(old.content) if old else _nothing(guide)
    deviations = list(new.deviations.order_by("id")) if isinstance(new, ItemVersion) else []
    changes = compare(before, guide)
    return Comparison(rows[1] if old else None, rows[0], changes, deviations, [*rows[0].problems], remarks_on(guide))


def _nothing(guide: Guide) -> Guide:
    """A guide of the same record in which nothing is written: what a first version is compared with."""
    nothing: dict[str, Any] = dict.fromkeys(
        (
            "acceptance_conditions",
            "situations",
            "materials",
            "process",
            "results",
            "legal_basis",
            "rules",
            "faq",
            "notes",
        ),
        (),
    )
    limits = guide.time_limits.model_copy(update={"legal": None, "promised": None, "handling_kind": None})
    fees = guide.fees.model_copy(update={"charged": None, "items": ()})
    return guide.model_copy(update=nothing | {"time_limits": limits, "fees": fees, "particulars": None})


# --- history ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class History:
    """All versions of a record, the newest first, and what happened to them."""

    rows: list[Row]
    told: list[Told]


def history(version_id: int, kind: str = "version") -> History:
    """The life of a record, seen from one of its versions."""
    one = _one(version_id, kind)
    related = ("item", "agency") if kind == "version" else ("item",)
    versions = KINDS[kind]._default_manager.select_related(*related).filter(record_id=one.record_id)
    ordered = list(versions.order_by("-version_no"))
    name = "item-version" if kind == "version" else "base-version"
    told = [told for version in ordered for told in reversed(journal.history(f"{name}:{version.pk}"))]
    return History(rows_of(ordered), told)
