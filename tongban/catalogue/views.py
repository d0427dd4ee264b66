"""What other rooms see of the catalogue: frozen values. A published version never changes, so its view is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tongban.catalogue.guide import Guide
from tongban.catalogue.jurisdiction import NATIONWIDE
from tongban.catalogue.limits import Limits, limits_of
from tongban.catalogue.models import HandlingKind, Item, ItemKind, ItemVersion, VersionState
from tongban.catalogue.modes import Mode
from tongban.catalogue.parts import UNREAD, SourceKind
from tongban.people.queries import AgencyView

_KEPT: dict[int, "VersionView"] = {}
_GREATEST = 2**63 - 1
_ROOM = 4096  # views kept in a process, some 20 kB each


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a national list. ``seq`` is None where the number was not read."""

    doc: str
    seq: int | None
    name: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """事项 as pages name it. ``kind`` is empty where it was not read or places differ."""

    id: int
    slug: str
    name: str
    catalogue_code: str | None
    domain: str
    kind: str
    subjects: tuple[str, ...]
    national_list: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """实施清单: one version of one item at one authority, for good. ``region_code`` has 12 digits."""

    id: int
    record_id: str
    version_no: int
    item: ItemView
    agency: AgencyView
    region_code: str
    local_name: str
    is_draft: bool
    effective_from: date | None
    in_force_at: datetime | None
    guide: Guide
    modes: tuple[Mode, ...]
    limits: Limits
    handling_kind: str
    online: bool
    local_only: str
    covers_below: bool
    source_kind: SourceKind

    @property
    def name(self) -> str:
        """The item's unified name."""
        return self.item.name

    @property
    def place(self) -> str:
        """The place whose guide this is, as people name it."""
        return self.guide.place.region_name

    @property
    def is_nationwide(self) -> bool:
        """A guide for the whole country: it says what is needed, but names no authority to hand over to."""
        return self.region_code == NATIONWIDE

    @property
    def is_licensing(self) -> bool:
        """Whether the place treats it as 行政许可, so that the Licensing Law's papers are used."""
        return (self.guide.item.item_type or self.item.kind) == ItemKind.LICENSING.label

    @property
    def fee_words(self) -> str:
        """The fee in a phrase: amounts as written, or 待核实."""
        fees = self.guide.fees
        amounts = "；".join(f"{fee.name} {fee.amount}" for fee in fees.items)
        if fees.charged is None:
            return amounts or UNREAD
        return amounts or ("收费，标准待核实" if fees.charged else "不收费")

    @property
    def grounds(self) -> tuple[str, ...]:
        """设定依据, each in a phrase; empty where none was read."""
        return tuple(
            f"《{basis.title}》{basis.article or ''}{f'（{basis.doc_no}）' if basis.doc_no else ''}"
            for basis in self.guide.legal_basis
        )


def item_view(row: Item) -> ItemView:
    """The view of an item already read."""
    return ItemView(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        catalogue_code=row.catalogue_code,
        domain=row.domain,
        kind=ItemKind(row.kind).label if row.kind else "",
        subjects=tuple(row.subjects),
        national_list=tuple(ListRow(**entry) for entry in row.national_list),
    )


def views(ids: Iterable[int]) -> list[VersionView]:
    """The versions with these ids, in this order; unknown ids are left out. One query for those not yet kept."""
    wanted = [
        id_ for id_ in ids if 0 < id_ <= _GREATEST
    ]  # a longer number is nobody's key, and SQLite refuses to be asked
    known = {id_: view for id_ in wanted if (view := _KEPT.get(id_))}
    if missing := [id_ for id_ in wanted if id_ not in known]:
        rows = ItemVersion.objects.select_related("item", "agency").in_bulk(missing)
        fresh = {id_: _view(row) for id_, row in rows.items()}
        _keep(fresh)
        known |= fresh
    return [known[id_] for id_ in wanted if id_ in known]


def _keep(fresh: dict[int, VersionView]) -> None:
    if len(_KEPT) + len(fresh) > _ROOM:
        _KEPT.clear()
    for id_, view in fresh.items():
        if not view.is_draft and view.in_force_at and view.in_force_at <= timezone.now():
            _KEPT[id_] = view  # from here on its words never change; before its second it may still be recalled


def forget() -> None:
    """Read everything anew: called when guides have been loaded."""
    _KEPT.clear()


def _agency(row: ItemVersion) -> AgencyView:
    agency = row.agency
    return AgencyView(agency.pk, agency.name, agency.short_name, agency.region_code, agency.phone)


_AS_THEY_ARE = ("record_id", "version_no", "region_code", "local_name", "effective_from", "in_force_at")


def _view(row: ItemVersion) -> VersionView:
    fields: dict[str, Any] = {name: getattr(row, name) for name in _AS_THEY_ARE}
    return VersionView(
        **fields,
        id=row.pk,
        item=item_view(row.item),
        agency=_agency(row),
        is_draft=row.state in (VersionState.DRAFT, VersionState.IN_REVIEW),
        guide=Guide.model_validate(row.content),
        modes=tuple(map(Mode, row.modes)),
        limits=limits_of(row),
        handling_kind=HandlingKind(row.handling_kind).label if row.handling_kind else "",
        online=row.online,
        local_only=row.local_only,
        covers_below=row.covers_below,
        source_kind=SourceKind(row.source_kind),
    )
