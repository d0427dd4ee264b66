"""法定时限 and 承诺时限 side by side, each with its unit, its stages and its situations."""

from collections.abc import Sequence
from datetime import date

from tongban.catalogue.differences.elements import Element
from tongban.catalogue.differences.matrix import NOT_READ, Cell, Choice, Column, Distance, Ground, Place
from tongban.catalogue.differences.reading import UNITS, Term
from tongban.catalogue.differences.rules import LawLimit, law_limits
from tongban.catalogue.differences.terms import calendar_days, in_days, is_staged, longer, longest, tiers
from tongban.kit.days import Limit, Unit

_WRITTEN = {unit: written for written, unit in UNITS.items()}


def of_legal(places: Sequence[Place], today: date) -> Column:
    """法定时限: the law has one, whatever places entered."""
    law, read = _law(places), _read(places, legal=True)
    choice = Choice("待核实", Ground.UNREAD, "没有一地写明，这里也没有收录法条。", held=True)
    if law:
        choice = Choice(
            _short(law.limit), Ground.LAW, f"{law.named}：{law.words}。", puts=_puts("legal", law.limit, law)
        )
    elif read:
        limit = min(read, key=calendar_days)
        why = f"写明的 {len(read)} 地里最短的。法定时限只有一个，请主管部门对照法条。"
        choice = Choice(_short(limit), Ground.FEWEST, why, held=len(set(read)) > 1, puts=_puts("legal", limit))
    standard = law.limit if law else min(read, key=calendar_days, default=None)
    cells = tuple(_legal_cell(place, standard) for place in places)
    return Column("legal_limit", Element.LEGAL_LIMIT, Element.LEGAL_LIMIT.label, choice, cells)


def of_promised(places: Sequence[Place], today: date) -> Column:
    """承诺时限: the one in the middle of what places already do, never beyond the law."""
    read, law = _read(places, legal=False), _law(places)
    choice = Choice("待核实", Ground.UNREAD, "没有一地写明承诺多久办完。", held=True)
    standard = _middle(read)
    if standard and law and longer(standard, law.limit):
        standard = law.limit
        why = f"各地承诺的中间一个比法律长，改用{law.named}写的。"
        choice = Choice(_short(standard), Ground.LAW, why, puts=_puts("promised", standard))
    elif standard:
        done = sum(not longer(limit, standard) for limit in read)
        why = f"写明时限的 {len(read)} 地里排中间的一个，{done} 地已经做到。更短的可以保留，算比标准好。"
        choice = Choice(_short(standard), Ground.MEDIAN, why, puts=_puts("promised", standard))
    cells = tuple(_promised_cell(place, standard) for place in places)
    return Column("promised_limit", Element.PROMISED_LIMIT, Element.PROMISED_LIMIT.label, choice, cells)


def promised_limit(place: Place) -> Limit | None:
    """The longest an applicant waits: the promise with its stages added up, else the stages of the procedure."""
    promised = place.facts.promised
    if promised and promised.limit:
        return longest(promised.text, promised.limit)
    stages = [tier.limit for step in place.facts.process if "（" in step for tier in tiers(step[step.index("（") :])]
    if len(stages) > 1 and len({stage.unit for stage in stages if stage.amount}) == 1:
        unit = next(stage.unit for stage in stages if stage.amount)
        return Limit(sum(stage.amount for stage in stages), unit)
    return None


def legal_limit(place: Place) -> Limit | None:
    """法定时限 as entered."""
    return place.facts.legal.limit if place.facts.legal else None


def _law(places: Sequence[Place]) -> LawLimit | None:
    return next((law for place in places if (law := law_limits().get(place.facts.slug))), None)


def _read(places: Sequence[Place], *, legal: bool) -> list[Limit]:
    found = (legal_limit(place) if legal else promised_limit(place) for place in places)
    return [limit for limit in found if limit is not None]


def _middle(read: list[Limit]) -> Limit | None:
    ordered = sorted(read, key=lambda limit: (calendar_days(limit), limit.unit is not Unit.WORKING_DAYS))
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def _short(limit: Limit) -> str:
    return str(limit).replace(" 个工作日", " 工作日")


def _puts(name: str, limit: Limit, law: LawLimit | None = None) -> dict[str, object]:
    written = {"value": limit.amount, "unit": _WRITTEN[limit.unit], "text": law.words if law else str(limit)}
    puts: dict[str, object] = {f"time_limits.{name}": written}
    if law:
        puts["legal_basis"] = [{"title": law.law, "article": law.article or None, "doc_no": None}]
    return puts


def _legal_cell(place: Place, standard: Limit | None) -> Cell:
    term = place.facts.legal
    if term is None or term.limit is None:
        return Cell("待核实", Distance.UNREAD, term.text) if term else NOT_READ
    full = f"{term.text}（{in_days(term.limit)}）"
    if place.contradicts(Element.LEGAL_LIMIT):
        return Cell(_short(term.limit), Distance.CONTRADICTION, full)
    return Cell(_short(term.limit), Distance.SAME if _equal(term.limit, standard) else Distance.AWAY, full)


def _promised_cell(place: Place, standard: Limit | None) -> Cell:
    limit, term = promised_limit(place), place.facts.promised
    if limit is None or standard is None:
        return Cell("待核实", Distance.UNREAD, term.text) if term else NOT_READ
    text = term.text if term else f"各环节加起来：{'、'.join(place.facts.process)}"
    words = f"{_short(limit)}{_several(term)}"
    return Cell(words, _promised_distance(place, limit, standard), f"{text}（{in_days(limit)}）")


def _promised_distance(place: Place, limit: Limit, standard: Limit) -> Distance:
    if place.contradicts(Element.PROMISED_LIMIT):
        return Distance.CONTRADICTION
    if longer(limit, standard):
        return Distance.AWAY
    return Distance.SAME if _equal(limit, standard) else Distance.BETTER


def _several(term: Term | None) -> str:
    """A mark that a text has several limits: stages that were added up, or one for each situation."""
    many = len(tiers(term.text)) if term else 0
    if many < 2:
        return ""
    return "（分段）" if term and is_staged(term.text) else f"（{many} 档）"


def _equal(one: Limit, other: Limit | None) -> bool:
    return other is not None and (one == other or (not one.amount and not other.amount))
