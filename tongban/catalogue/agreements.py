"""点对点协议: which places receive for each other, what, how, since when, and whether anything ever came of it.

Cooperation is to be of use, not signed for its own sake (国办发〔2022〕34号（二）): one without a single case is flagged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations

from django.utils import timezone

from tongban.catalogue.models import Agreement, Item
from tongban.catalogue.modes import Mode
from tongban.catalogue.published_lists import area_name
from tongban.catalogue.writing_lists import MODES, area_problem, digits
from tongban.kit.blocked import NotFound, Problem
from tongban.regions import queries as regions

ENDING_SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Party:
    """协议一方: its place (leading digits of the code), the body that answers for it, the post and number to call."""

    area: str
    body: str
    contact: str = ""
    phone: str = ""

    @property
    def place(self) -> str:
        """The place in full."""
        return area_name(self.area)


@dataclass(frozen=True, slots=True)
class WrittenAgreement:
    """An agreement as it is entered; ``valid_until`` is the last day, None while no end was agreed."""

    title: str
    document: str
    signed_on: date | None
    valid_from: date | None
    valid_until: date | None
    modes: tuple[Mode, ...]
    slugs: tuple[str, ...]
    parties: tuple[Party, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement as pages show it. ``items`` are (slug, name, id)."""

    id: int
    title: str
    document: str
    signed_on: date
    valid_from: date
    valid_until: date | None
    modes: tuple[Mode, ...]
    items: tuple[tuple[str, str, int], ...]
    parties: tuple[Party, ...]
    note: str

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every direction: (receiving area, handling area)."""
        return tuple(permutations([party.area for party in self.parties], 2))

    def ended(self, today: date) -> bool:
        """It lets nobody receive any more."""
        return self.valid_until is not None and self.valid_until < today

    def in_force(self, today: date) -> bool:
        """It lets its places receive for each other today."""
        return self.valid_from <= today and not self.ended(today)

    def ends_soon(self, today: date) -> bool:
        """Within sixty days."""
        return self.in_force(today) and self.valid_until is not None and self.valid_until <= today + ENDING_SOON

    def is_idle(self, volume: int, today: date) -> bool:
        """签了没办件: in force, and not one case since it was signed."""
        return self.in_force(today) and volume == 0

    def standing(self, today: date) -> str:
        """The word beside it."""
        if self.ended(today):
            return "已结束"
        if self.valid_from > today:
            return "未开始"
        return "快到期" if self.ends_soon(today) else "有效"


def agreements(*, ids: Iterable[int] | None = None) -> list[AgreementView]:
    """All agreements, the latest signed first, in three queries."""
    rows = Agreement.objects.prefetch_related("parties", "items")
    return [_view(row) for row in (rows if ids is None else rows.filter(pk__in=list(ids)))]


def agreement(agreement_id: int) -> AgreementView:
    """One agreement. Raises NotFound."""
    found = agreements(ids=[agreement_id])
    if not found:
        raise NotFound("没有这份协议。请从协议页重新打开。")
    return found[0]


def _view(row: Agreement) -> AgreementView:
    parties = tuple(Party(party.area, party.body, party.contact, party.phone) for party in row.parties.all())
    items = tuple(sorted((item.slug, item.name, item.pk) for item in row.items.all()))
    return AgreementView(
        id=row.pk,
        title=row.title,
        document=row.document,
        signed_on=row.signed_on,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        modes=tuple(map(Mode, row.modes)),
        items=items,
        parties=parties,
        note=row.note,
    )


# --- what is wrong with one ------------------------------------------------------------------------------------------
def problems(written: WrittenAgreement, *, but: int | None = None) -> list[Problem]:
    """Everything that keeps an agreement from being entered; ``but`` is itself, when it is changed."""
    found = [*_words(written), *_days(written), *_parties(written), *_items(written)]
    return found or list(_overlaps(written, but))


def _words(written: WrittenAgreement) -> Iterator[Problem]:
    if not written.title.strip():
        yield Problem("title", "请写协议的名称")
    if not written.document.strip():
        yield Problem("document", "请写协议的文号；没有文号就写编号，以后靠它查")
    if not written.modes or not set(written.modes) <= set(MODES):
        yield Problem("modes", "请至少选一种办理模式：全程网办、代收代办、多地联办")


def _days(written: WrittenAgreement) -> Iterator[Problem]:
    if written.signed_on is None:
        yield Problem("signed_on", "请写签订日期")
    if written.valid_from is None:
        yield Problem("valid_from", "请写从哪天起执行")
    if written.valid_from and written.valid_until and written.valid_until < written.valid_from:
        yield Problem(
            "valid_until", f"到期日（{written.valid_until}）早于起始日（{written.valid_from}），请对照协议改正"
        )


def _parties(written: WrittenAgreement) -> Iterator[Problem]:
    if len(written.parties) < 2:
        yield Problem("parties", "协议至少要有两方，请写齐每一方的地区和责任单位")
    for number, party in enumerate(written.parties):
        if not party.area:
            yield Problem(f"parties.{number}.area", f"请写第 {number + 1} 方的地区代码或地名")
        elif problem := area_problem(f"parties.{number}.area", party.area):
            yield problem
        if not party.body.strip():
            yield Problem(f"parties.{number}.body", f"请写第 {number + 1} 方的责任单位")
    areas = [party.area for party in written.parties if party.area]
    if len(set(areas)) < len(areas):
        yield Problem("parties", "有两方写成了同一个地区，请改正")


def _items(written: WrittenAgreement) -> Iterator[Problem]:
    if not written.slugs:
        yield Problem("items", "请至少选一个事项")
    unknown = set(written.slugs) - set(Item.objects.filter(slug__in=written.slugs).values_list("slug", flat=True))
    for slug in sorted(unknown):
        yield Problem("items", f"目录里没有事项“{slug}”，请从列表里选")


def _overlaps(written: WrittenAgreement, but: int | None) -> Iterator[Problem]:
    """Two agreements may not give the same two places the same item for the same days: which of them would count?"""
    since, until = written.valid_from or date.min, written.valid_until or date.max
    areas = {digits(party.area) for party in written.parties}
    for other in agreements():
        shared_items = [name for slug, name, _ in other.items if slug in written.slugs]
        shared_areas = areas & {party.area for party in other.parties}
        apart = other.valid_from > until or (other.valid_until or date.max) < since
        if other.id == but or apart or not shared_items or len(shared_areas) < 2:
            continue
        end = other.valid_until or "没有写到期日"
        yield Problem(
            "valid_from",
            f"和《{other.title}》（{other.valid_from} 至 {end}）重叠：{'、'.join(shared_items[:3])}。"
            "请改日期，或先把那份协议结束",
        )


def ended_sentence(view: AgreementView) -> str:
    """Why an ended agreement is not written any more."""
    return f"《{view.title}》已于 {view.valid_until} 结束，不能再改：办件按它当时的内容办过。要续签，请新建一份协议。"


def today() -> date:
    """The day agreements are read on."""
    return timezone.localdate()


def scope_of(one: str, other: str) -> int:
    """How far two areas lie apart, as a list's scope."""
    return regions.relation(regions.code12(one), regions.code12(other))
