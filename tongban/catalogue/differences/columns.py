"""The columns of a comparison that are not limits or materials: who, type, fees, results, elsewhere, conditions, age."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from tongban.catalogue.differences.consistency import is_free
from tongban.catalogue.differences.elements import Element
from tongban.catalogue.differences.entered import RESULTS
from tongban.catalogue.differences.matrix import NOT_READ, Cell, Choice, Column, Distance, Ground, Place, cut
from tongban.catalogue.differences.rules import LawAuthority, changes, law_authorities
from tongban.catalogue.differences.thresholds import thresholds

_BODIES = (
    ("街道、社区", ("街道", "镇街", "乡镇", "社区")),
    ("派出所", ("派出所",)),
    ("婚姻登记机关", ("婚姻登记", "民政")),
    ("银行网点", ("银行",)),
    ("管理部窗口", ("管理部", "管理处", "营业部", "分支机构", "归集", "支取")),
    ("助产机构", ("助产",)),
    ("公安机关", ("公安",)),
    ("市场监管局", ("市场监管", "市场监督管理")),
    ("医保经办机构", ("医保", "医疗保障", "医疗保险")),
    ("不动产登记机构", ("不动产登记",)),
    ("公证机构", ("公证机构",)),
    ("社保卡服务网点", ("社会保障卡", "社保卡")),
    ("中心窗口", ("管理中心", "公积金中心", "服务中心")),
)
_OLD_YEARS = 5


def most(values: Sequence[str]) -> tuple[str, int]:
    """The value most places have and how many; of two as frequent, the one read first."""
    return Counter(values).most_common(1)[0]


# --- type -------------------------------------------------------------------------------------------------------------
def of_type(places: Sequence[Place], today: date) -> Column:
    """事项类型: one item has one type."""
    read = [place.facts.item_type for place in places if place.facts.item_type]
    choice = Choice("待主管部门定", Ground.UNREAD, "没有一地写明类型。", held=True)
    if read:
        kind, count = most(read)
        split = len(set(read)) > 1
        why = f"写明类型的 {len(read)} 地里 {count} 地是“{kind}”。{'类型不一，要主管部门定。' if split else ''}"
        choice = Choice(kind, Ground.MOST, why, held=split, puts={"item.item_type": kind})
    cells = tuple(_type_cell(place.facts.item_type, choice.words) for place in places)
    return Column("type", Element.TYPE, Element.TYPE.label, choice, cells)


def _type_cell(kind: str, standard: str) -> Cell:
    if not kind:
        return NOT_READ
    return Cell(kind, Distance.SAME if kind == standard else Distance.AWAY, kind)


# --- who handles it ---------------------------------------------------------------------------------------------------
def of_authority(places: Sequence[Place], today: date) -> Column:
    """谁来办: the body and its level, held against the law where the law names one."""
    law = next((found for place in places if (found := law_authorities().get(place.facts.slug))), None)
    bodies = [body(place) for place in places if place.facts.authority]
    if law:
        choice = Choice(
            law.words, Ground.LAW, f"《{law.law}》{law.article}规定了由谁办。", puts={"authority.name": law.words}
        )
    elif bodies:
        name, count = most(bodies)
        why = f"写明的 {len(bodies)} 地里 {count} 地在{name}办。各地机构设置不同，由主管部门定。"
        choice = Choice(name, Ground.MOST, why, held=len(set(bodies)) > 1, puts={"authority.name": name})
    else:
        choice = Choice("待主管部门定", Ground.UNREAD, "没有一地写明由谁办。", held=True)
    cells = tuple(_authority_cell(place, law, choice.words) for place in places)
    return Column("authority", Element.AUTHORITY, Element.AUTHORITY.label, choice, cells)


def body(place: Place) -> str:
    """The kind of body a guide sends the applicant to; only online is said too."""
    name = place.facts.authority
    if place.facts.parts:
        return "多部门联办"
    kind = next((kind for kind, words in _BODIES if any(word in name for word in words)), cut(name, 10))
    return f"{kind}（只线上）" if place.facts.online and not place.facts.offline else kind


def _authority_cell(place: Place, law: LawAuthority | None, standard: str) -> Cell:
    name = place.facts.authority
    if not name:
        return NOT_READ
    if law is None:
        return Cell(body(place), Distance.SAME if body(place) == standard else Distance.WORDING, name)
    if any(word in name for word in law.against):
        return Cell(f"挂到{body(place).split('、')[0]}", Distance.CONTRADICTION, name)
    if any(word in name for word in law.fits):
        return Cell(cut(name, 12), Distance.SAME, name)
    if any(word in name for word in law.away):
        return Cell(f"挂到{place.facts.level or '上级'}", Distance.AWAY, name)
    return Cell(cut(name, 12), Distance.WORDING, name)


# --- conditions -------------------------------------------------------------------------------------------------------
def of_conditions(places: Sequence[Place], today: date) -> Column:
    """附加门槛: kinds of condition that all who state conditions share are the standard; the rest are added."""
    by_place = [thresholds(place.facts) for place in places]
    stating = [{one.kind for one in found} for found, place in zip(by_place, places, strict=True) if _states(place)]
    shared = set.intersection(*stating) if len(stating) > 1 else set()
    words = "、".join(sorted(shared)) or "不另加门槛"
    why = f"{len(stating)} 地写了条件，没有一条是各地都有的；各地自加的没有写依据。"
    if shared:
        why = f"{len(stating)} 地都有这些条件；别的是各地自己加的。"
    kept = [one.words for one in by_place[0] if one.kind in shared] if shared else []
    puts = {"acceptance_conditions": list(dict.fromkeys(kept))}
    why = why if stating else "没有一地写明条件。"
    choice = Choice(words, Ground.NO_THRESHOLD, why, held=not stating, puts=puts)
    cells = tuple(_condition_cell(place, found, shared) for place, found in zip(places, by_place, strict=True))
    return Column("conditions", Element.CONDITIONS, "附加门槛", choice, cells)


def _states(place: Place) -> bool:
    return bool(place.facts.conditions or thresholds(place.facts))


def _condition_cell(place: Place, found: Sequence[object], shared: set[str]) -> Cell:
    if not _states(place):
        return NOT_READ
    added = [one for one in thresholds(place.facts) if one.kind not in shared]
    full = "；".join([*place.facts.conditions, *(one.words for one in added if one.words in place.facts.rules)])
    if not added:
        return Cell("没有", Distance.SAME, full)
    kinds = list(dict.fromkeys(one.kind for one in added))
    return Cell(f"＋{kinds[0]}{f'等 {len(kinds)} 条' if len(kinds) > 1 else ''}", Distance.AWAY, full)


# --- fees and results -------------------------------------------------------------------------------------------------
def of_fees(places: Sequence[Place], today: date) -> Column:
    """收费: free where most are; a fee needs its own ground."""
    read = [bool(place.facts.charged) for place in places if place.facts.charged is not None]
    if not read:
        choice = Choice("待核实", Ground.UNREAD, "没有一地写明收不收费。", held=True)
    elif read.count(False) >= read.count(True):
        why = f"写明的 {len(read)} 地里 {read.count(False)} 地不收费。"
        choice = Choice("免费", Ground.FREE, why, puts={"fees.charged": False})
    else:
        why = f"写明的 {len(read)} 地里 {read.count(True)} 地收费，金额要写依据。"
        choice = Choice("收费，写明金额和依据", Ground.MOST, why, held=True, puts={"fees.charged": True})
    cells = tuple(_fee_cell(place, choice.words == "免费") for place in places)
    return Column("fees", Element.FEES, Element.FEES.label, choice, cells)


def _fee_cell(place: Place, free: bool) -> Cell:
    facts = place.facts
    full = "；".join(f"{name} {amount}" for name, amount in facts.fees)
    if place.about(Element.FEES) and (
        place.contradicts(Element.FEES) or any("矛盾" in f.sentence for f in place.about(Element.FEES))
    ):
        return Cell("收费前后不一", Distance.CONTRADICTION, full or place.about(Element.FEES)[0].sentence)
    if facts.charged is None:
        return Cell(cut(full), Distance.WORDING, full) if full else NOT_READ
    if not facts.charged:
        mixed = any(amount and not is_free(amount) for _, amount in facts.fees)
        return Cell(
            "免费，另列收费" if mixed else "免费", Distance.WORDING if mixed else Distance.SAME, full or "不收费"
        )
    return Cell(
        cut(facts.fees[0][1] if facts.fees else "收费"), Distance.AWAY if free else Distance.SAME, full or "收费"
    )


def of_results(places: Sequence[Place], today: date) -> Column:
    """办理结果: what the applicant gets."""
    written = ["、".join(name for name, _ in place.facts.results) for place in places]
    read = [words for words in written if words]
    choice = Choice("待核实", Ground.UNREAD, "没有一地写明办成后拿到什么。", held=True)
    if read:
        name, count = most(read)
        like = places[written.index(name)].facts.results
        puts = {"results": [{"name": one, "type": kind} for one, kind in like if one and kind in RESULTS]}
        choice = Choice(name, Ground.MOST, f"写明的 {len(read)} 地里 {count} 地这样写。", puts=puts)
    cells = tuple(
        Cell(cut(words), Distance.SAME if words == choice.words else Distance.WORDING, words) if words else NOT_READ
        for words in written
    )
    return Column("results", Element.RESULTS, Element.RESULTS.label, choice, cells)


# --- elsewhere --------------------------------------------------------------------------------------------------------
def of_cross_region(places: Sequence[Place], today: date) -> Column:
    """异地能办吗: an item on a 通办 list may be handed in elsewhere; who writes that it may not contradicts it."""
    modes = [mode for place in places for mode in place.facts.modes]
    on_list = any(place.facts.listed for place in places)
    if modes:
        mode, _ = most(modes)
        stating = sum(bool(place.facts.modes) for place in places)
        how = "列在通办清单里" if on_list else "还没列进通办清单"
        choice = Choice(
            f"能，{mode}", Ground.LIST if on_list else Ground.MOST,
            f"这一项{how}，{stating} 地写明能办。", puts={"cross_region.modes": [mode]},
        )  # fmt: skip
    else:
        why = "列在通办清单里，但没有一地写明怎么办。" if on_list else "没有一地写明。"
        choice = Choice(
            "能，方式待定" if on_list else "待核实", Ground.LIST if on_list else Ground.UNREAD, why, held=True
        )
    cells = tuple(_cross_cell(place, choice) for place in places)
    return Column("cross_region", Element.CROSS_REGION, Element.CROSS_REGION.label, choice, cells)


def _cross_cell(place: Place, choice: Choice) -> Cell:
    facts = place.facts
    against = next((rule for rule in facts.rules if "不支持异地" in rule or "不能异地" in rule), "")
    if against and not facts.modes:  # beside a mode, the rule is about something else: a temporary card
        return Cell("写“不能”", Distance.CONTRADICTION if "能" in choice.words else Distance.AWAY, against)
    if facts.modes:
        words = f"能，{'、'.join(facts.modes)}"
        return Cell(cut(words), Distance.SAME if choice.words in words else Distance.WORDING, facts.cross_note or words)
    return Cell(cut(facts.cross_note), Distance.WORDING, facts.cross_note) if facts.cross_note else NOT_READ


# --- what a 一件事 is made of, deadlines, age -------------------------------------------------------------------------
def of_parts(places: Sequence[Place], today: date) -> Column:
    """组成事项 of a 一件事: those every place has are its core."""
    read = [set(place.facts.parts) for place in places if place.facts.parts]
    core = sorted(set.intersection(*read)) if len(read) > 1 else []
    smallest = min(map(len, read), default=0)
    words = "、".join(core) if core else f"最少的一地是 {smallest} 项"
    choice = Choice(cut(words, 30), Ground.FEWEST, "各地都有的做核心，多出来的写成地方扩展项。", held=True)
    cells = tuple(
        Cell(f"{len(place.facts.parts)} 项", Distance.SAME if len(place.facts.parts) == smallest else Distance.WORDING,
             "、".join(place.facts.parts)) if place.facts.parts else NOT_READ
        for place in places
    )  # fmt: skip
    return Column("parts", Element.PARTS, Element.PARTS.label, choice, cells)


def of_deadline(places: Sequence[Place], today: date) -> Column:
    """多久内来办: the latest of those written hurts nobody."""
    read = [place.facts.filing_deadline for place in places if place.facts.filing_deadline]
    choice = Choice("待核实", Ground.UNREAD, "没有一地写明多久内要来办。", held=True)
    if read:
        choice = Choice(
            cut(most(read)[0], 20), Ground.MOST, f"{len(read)} 地写明，写法 {len(set(read))} 种。", held=True
        )
    cells = tuple(
        Cell(cut(words), Distance.SAME if len(set(read)) == 1 else Distance.AWAY, words) if words else NOT_READ
        for words in (place.facts.filing_deadline for place in places)
    )
    return Column("deadline", Element.CONDITIONS, "多久内来办", choice, cells)


def of_age(places: Sequence[Place], today: date) -> Column:
    """口径日期: how old what was read is, and whether a rule has changed since."""
    change = next((found for place in places if (found := changes().get(place.facts.slug))), None)
    since = change.since if change else date(today.year - _OLD_YEARS, today.month, 1)
    words = f"{since.isoformat()} 以后" if change else f"{_OLD_YEARS} 年以内"
    why = f"{change.document}从这天起改了要求。" if change else "公开的指南放久了会和现行规定不符。"
    cells = tuple(_age_cell(place, since) for place in places)
    return Column("age", Element.SOURCE, "口径日期", Choice(words, Ground.NEWEST, why, held=True), cells)


def _age_cell(place: Place, since: date) -> Cell:
    dated = place.facts.dated
    old = place.about(Element.BASIS)
    full = "；".join(finding.sentence for finding in old)
    if dated is None:
        return Cell("依据过时", Distance.AWAY, full) if old else NOT_READ
    late = dated < since or bool(old)
    return Cell(place.facts.published, Distance.AWAY if late else Distance.SAME, full or place.facts.published)


PLAIN: tuple[Callable[[Sequence[Place], date], Column], ...] = (
    of_conditions,
    of_fees,
    of_cross_region,
    of_results,
    of_deadline,
    of_age,
)
