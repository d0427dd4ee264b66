"""The finders: each looks over all places for one or a few kinds of difference that hurt."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tongban.catalogue.differences.columns import body
from tongban.catalogue.differences.elements import Element
from tongban.catalogue.differences.hurts import Finder, Harm, Hurt, Kind, Table
from tongban.catalogue.differences.limit_columns import legal_limit, promised_limit
from tongban.catalogue.differences.matrix import Distance, Ground, Place, cut, listed
from tongban.catalogue.differences.paper_finders import papers
from tongban.catalogue.differences.rules import law_limits
from tongban.catalogue.differences.terms import calendar_days, in_days, is_staged, longer, odd_amount, tiers
from tongban.catalogue.differences.thresholds import homes, thresholds

_LICENSING = "行政许可"
_NUMBERS = re.compile(r"[\d一二三四五六七八九十半]+")
_THROUGH_UNIT = re.compile(r"单位(?:初审|经办人代|盖章)|向单位申请")
_BY_POST = re.compile(r"邮寄联系函|联系函邮寄|纸质联系函")


def _shorts(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(place.short for place in places)


# --- limits -----------------------------------------------------------------------------------------------------------
def limits_beyond_law(table: Table) -> Iterator[Hurt]:
    """60 日 entered as 60 工作日, and every limit longer than the law's or than the place's own legal one."""
    for element, limit_of in ((Element.LEGAL_LIMIT, legal_limit), (Element.PROMISED_LIMIT, promised_limit)):
        beyond: dict[str, list[Place]] = {}
        for place in table.places:
            limit, law = limit_of(place), law_limits().get(place.facts.slug)
            own = legal_limit(place)
            if limit and law and longer(limit, law.limit):
                told = f"{element.label}写“{limit}”（{in_days(limit)}），{law.named}写的是“{law.limit}”（{in_days(law.limit)}）"
                beyond.setdefault(told, []).append(place)
            elif limit and own and longer(limit, own):
                beyond.setdefault(
                    f"承诺“{limit}”（{in_days(limit)}），比自己写的法定“{own}”（{in_days(own)}）还长", []
                ).append(place)
        for told, places in beyond.items():
            title = "法定时限比法律还长" if element is Element.LEGAL_LIMIT else "承诺时限超过法定"
            first = limit_of(places[0])
            law = law_limits().get(places[0].facts.slug)
            if element is Element.LEGAL_LIMIT and first and law and first.amount == law.limit.amount:
                title = f"“{law.limit}”被录成“{first}”".replace(" 个", " ")
            sentence = f"{told}。照着等，群众要多等。"
            yield Hurt(
                Kind.LIMIT_BEYOND_LAW, Harm.LONGER_WAIT, title, sentence, _shorts(places), element, element.value
            )


def odd_entries(table: Table) -> Iterator[Hurt]:
    """A limit no one can read: 1/8 个工作日."""
    for place in table.places:
        for term in filter(None, (place.facts.legal, place.facts.promised)):
            if odd := odd_amount(term.text):
                told = f"原文写“{odd}”，不知道是多久。请当地核实。"
                yield Hurt(
                    Kind.ODD_ENTRY, Harm.UNCLEAR, "时限写得不成数", told, (place.short,),
                    Element.PROMISED_LIMIT, "promised_limit",
                )  # fmt: skip


def promises(table: Table) -> Iterator[Hurt]:
    """Promises far apart, or in units nobody can compare."""
    read = [(place, limit) for place in table.places if (limit := promised_limit(place))]
    values = sorted({limit for _, limit in read}, key=calendar_days)
    if len(values) < 2:
        return
    shorts = _shorts(place for place, _ in read)
    if calendar_days(values[0]) != calendar_days(values[-1]):
        told = "；".join(
            f"{limit}：{listed(list(_shorts(place for place, one in read if one == limit)))}" for limit in values
        )
        title = f"承诺时限有 {len(values)} 种，最长{in_days(values[-1])}，最短{in_days(values[0])}"
        yield Hurt(
            Kind.PROMISES_DIFFER, Harm.LONGER_WAIT, title, f"{told}。", shorts, Element.PROMISED_LIMIT, "promised_limit"
        )
    units = list(dict.fromkeys(limit.unit.label.removeprefix("个") for limit in values if limit.amount))
    if len(units) > 1:
        told = f"有的按{'、有的按'.join(units)}算，群众比不出长短。统一用工作日，并在旁边写日历天。"
        yield Hurt(
            Kind.UNITS_DIFFER, Harm.UNCLEAR, f"承诺时限用了 {len(units)} 种单位", told, shorts,
            Element.PROMISED_LIMIT, "promised_limit",
        )  # fmt: skip


def staged(table: Table) -> Iterator[Hurt]:
    """Limits in stages or by situation: one number would hide what an applicant waits for."""
    for place in table.places:
        term = place.facts.promised
        if term and len(tiers(term.text)) > 1:
            whole = promised_limit(place)
            title = "时限分段，要加起来看" if is_staged(term.text) else "时限按情形分档"
            added = f"加起来最长 {whole}。" if is_staged(term.text) and whole else "统一时要一档一档写。"
            yield Hurt(
                Kind.STAGED, Harm.UNCLEAR, title, f"{term.text}。{added}", (place.short,),
                Element.PROMISED_LIMIT, "promised_limit",
            )  # fmt: skip


def legal_limits(table: Table) -> Iterator[Hurt]:
    """法定时限 differing from place to place, though the law has one; 即办件 beside 承诺件."""
    read = [(place, limit) for place in table.places if (limit := legal_limit(place))]
    values = sorted({limit for _, limit in read}, key=calendar_days)
    if len(values) > 1:
        told = "；".join(f"{limit}：{listed(list(_shorts(p for p, one in read if one == limit)))}" for limit in values)
        yield Hurt(
            Kind.LEGAL_DIFFERS, Harm.LONGER_WAIT, f"法定时限写了 {len(values)} 种", f"{told}。法定的只能有一个。",
            _shorts(place for place, _ in read), Element.LEGAL_LIMIT, "legal_limit",
        )  # fmt: skip
    kinds = {place.facts.handling_kind for place in table.places if place.facts.handling_kind}
    if len(kinds) > 1:
        yield Hurt(
            Kind.HANDLING_DIFFERS, Harm.WASTED_TRIP, "有的写即办件，有的写承诺件",
            "同一件事，有的地方说当场能办完，有的要等。请按能做到的统一。",
            _shorts(place for place in table.places if place.facts.handling_kind),
            Element.PROMISED_LIMIT, "promised_limit",
        )  # fmt: skip


# --- who, elsewhere, type ---------------------------------------------------------------------------------------------
def bodies(table: Table) -> Iterator[Hurt]:
    """The wrong level, by the law; different bodies, where the law names none."""
    column = table.column("authority")
    if column is None:
        return
    wrong = [
        place
        for place, cell in zip(table.places, column.cells, strict=True)
        if cell.distance in {Distance.CONTRADICTION, Distance.AWAY}
    ]
    if wrong:
        who = "；".join(f"{place.short}写“{cut(place.facts.authority, 24)}”" for place in wrong)
        told = f"{column.choice.why}应是{column.choice.words}。{who}。群众会跑错门。"
        yield Hurt(
            Kind.WRONG_LEVEL,
            Harm.WASTED_TRIP,
            "办事的机关挂错了层级",
            told,
            _shorts(wrong),
            Element.AUTHORITY,
            "authority",
        )
        return
    kinds = {body(place) for place in table.places if place.facts.authority}
    if len(kinds) > 1 and column.choice.ground is not Ground.LAW:
        told = "；".join(
            f"{kind}：{listed([p.short for p in table.places if p.facts.authority and body(p) == kind])}"
            for kind in sorted(kinds)
        )
        shorts = _shorts(place for place in table.places if place.facts.authority)
        yield Hurt(
            Kind.BODY_DIFFERS,
            Harm.WASTED_TRIP,
            f"办理点有 {len(kinds)} 种",
            f"{told}。",
            shorts,
            Element.AUTHORITY,
            "authority",
        )


def elsewhere(table: Table) -> Iterator[Hurt]:
    """One place says it cannot be handed in elsewhere; places name different provinces."""
    column = table.column("cross_region")
    against = [
        (place, cell.full)
        for place, cell in zip(table.places, column.cells if column else (), strict=False)
        if cell.distance in {Distance.CONTRADICTION, Distance.AWAY}
    ]
    for place, words in against:
        told = f"这一项别处能异地办，这里写“{cut(words, 40)}”。先核实现在办不办。"
        yield Hurt(Kind.NOT_ELSEWHERE, Harm.SHUT_OUT, "有的地方能异地办，有的写“不能”", told, (place.short,),
                   Element.CROSS_REGION, "cross_region")  # fmt: skip
    naming = [(place, words) for place in table.places if place.facts.modes and (words := homes(place.facts))]
    if len({words for _, words in naming}) > 1:
        told = "；".join(f"{place.short}：{cut(words, 36)}" for place, words in naming)
        yield Hurt(Kind.LISTS_DIFFER, Harm.SHUT_OUT, "能受理哪些省的人，各地名单不同", f"{told}。改为跟随全国开通表。",
                   _shorts(place for place, _ in naming), Element.CROSS_REGION, "cross_region")  # fmt: skip


def types(table: Table) -> Iterator[Hurt]:
    """The same item as 行政许可 here and 公共服务 there, also beside neighbouring items of the same field."""
    read = [place for place in table.places if place.facts.item_type]
    kinds = sorted({place.facts.item_type for place in read})
    if len(kinds) > 1:
        told = "；".join(f"{kind}：{listed([p.short for p in read if p.facts.item_type == kind])}" for kind in kinds)
        sentence = f"{told}。类型不同，适用的程序和救济也不同，要主管部门定。"
        yield Hurt(Kind.TYPE_DIFFERS, Harm.UNCLEAR, "事项类型不一", sentence, _shorts(read), Element.TYPE, "type")
    elif len(read) == 1 and kinds == [_LICENSING]:
        others = sorted(
            {
                f"{one.name}（{one.place}）{one.item_type}"
                for one in table.neighbours
                if one.item_type not in {"", *kinds}
            }
        )
        if others:
            told = f"{listed(list(_shorts(read)))}写“{kinds[0]}”；同领域的{'、'.join(others[:3])}。请主管部门核对类型。"
            yield Hurt(
                Kind.TYPE_DIFFERS,
                Harm.UNCLEAR,
                "事项类型和同领域别的事项不一",
                told,
                _shorts(read),
                Element.TYPE,
                "type",
            )


# --- conditions, fees, questions --------------------------------------------------------------------------------------
def added_thresholds(table: Table) -> Iterator[Hurt]:
    """附加门槛: a condition of a kind that not every place that states conditions has."""
    stating = [place for place in table.places if place.facts.conditions or thresholds(place.facts)]
    by_kind: dict[str, list[tuple[Place, str]]] = {}
    for place in stating:
        for one in thresholds(place.facts):
            by_kind.setdefault(one.kind, []).append((place, one.words))
    for kind, found in by_kind.items():
        asking = tuple(dict.fromkeys(place.short for place, _ in found))
        everyone = len(asking) == len(stating) > 1
        if everyone and len({tuple(_NUMBERS.findall(words)) for _, words in found}) == 1:
            continue
        told = "；".join(f"{place.short}：{cut(words, 44)}" for place, words in found)
        title = f"“{kind}”的门槛各地不同" if everyone else f"{listed(list(asking), 3)}加了“{kind}”的门槛"
        sentence = f"{told}。{'' if everyone else '别处没有，'}请写明依据。"
        yield Hurt(Kind.THRESHOLD, Harm.SHUT_OUT, title, sentence, asking, Element.CONDITIONS, "conditions")


def fees(table: Table) -> Iterator[Hurt]:
    """A guide that says both, and places of which some charge."""
    column = table.column("fees")
    wrong = [
        p
        for p, cell in zip(table.places, column.cells if column else (), strict=False)
        if cell.distance is Distance.CONTRADICTION
    ]
    for place in wrong:
        told = place.about(Element.FEES)[0].sentence
        yield Hurt(Kind.FEE_CONTRADICTION, Harm.MONEY, "收费前后说法不一", told, (place.short,), Element.FEES, "fees")
    charging = [p for p in table.places if p.facts.charged]
    told = "；".join(
        f"{p.short}：{'、'.join(f'{name} {amount}' for name, amount in p.facts.fees) or '收费'}" for p in charging
    )
    amounts = {p.facts.fees for p in charging}
    if charging and (len(amounts) > 1 or len(charging) < len(table.places)):
        yield Hurt(
            Kind.FEES_DIFFER,
            Harm.MONEY,
            f"{len(charging)} 地收费，别处免费或没读到",
            f"{told}。",
            _shorts(charging),
            Element.FEES,
            "fees",
        )


def questions(table: Table) -> Iterator[Hurt]:
    """Situations split differently: by the agent here, by marriage there."""
    asking = [place for place in table.places if place.facts.situations]
    splits: dict[str, list[str]] = {}
    for place in asking:
        splits.setdefault(_questions(place), []).append(place.short)
    if asking and (len(splits) > 1 or len(asking) < len([p for p in table.places if p.facts.papers])):
        told = "；".join(f"{listed(shorts)}按{split}" for split, shorts in splits.items())
        title = "分情形的办法不同，材料跟着不同"
        yield Hurt(
            Kind.SITUATIONS_DIFFER,
            Harm.MORE_PAPERS,
            title,
            f"{told}。",
            _shorts(asking),
            Element.MATERIALS,
            "materials",
        )


def _questions(place: Place) -> str:
    return "、".join(f"“{question}”分 {len(options)} 种" for question, options in place.facts.situations.values())


def deadlines(table: Table) -> Iterator[Hurt]:
    """多久内来办 written differently."""
    read = [place for place in table.places if place.facts.filing_deadline]
    if len({place.facts.filing_deadline for place in read}) > 1:
        told = "；".join(f"{place.short}：{place.facts.filing_deadline}" for place in read)
        yield Hurt(
            Kind.DEADLINES_DIFFER,
            Harm.SHUT_OUT,
            "多久内要来办，各地不同",
            f"{told}。",
            _shorts(read),
            Element.CONDITIONS,
            "deadline",
        )


# --- how, age, name, parts --------------------------------------------------------------------------------------------
def ways(table: Table) -> Iterator[Hurt]:
    """Through one's employer first; by letter from office to office."""
    for kind, harm, pattern, title in (
        (Kind.THROUGH_UNIT, Harm.WASTED_TRIP, _THROUGH_UNIT, "要先过单位这一关"),
        (Kind.BY_POST, Harm.LONGER_WAIT, _BY_POST, "两地之间还靠邮寄纸质函"),
    ):
        for place in table.places:
            words = next((step for step in (*place.facts.process, place.facts.cross_note) if pattern.search(step)), "")
            if words:
                yield Hurt(kind, harm, title, f"{cut(words, 60)}。", (place.short,), Element.CONDITIONS, "conditions")


def outdated(table: Table) -> Iterator[Hurt]:
    """Guides older than a rule that changed, and laws that no longer hold as cited."""
    column = table.column("age")
    cells = column.cells if column else ()
    old = [p for p, cell in zip(table.places, cells, strict=False) if cell.distance is Distance.AWAY]
    if old and column:
        cited = "".join(f.sentence for p in old for f in p.about(Element.BASIS))
        dates = "；".join(f"{p.short}：{p.facts.published or '没写日期'}" for p in old)
        told = f"{dates}。{column.choice.why}{cut(cited, 120)}"
        yield Hurt(
            Kind.OUTDATED, Harm.WASTED_TRIP, f"{len(old)} 地的口径或依据过时", told, _shorts(old), Element.BASIS, "age"
        )


def local_names(table: Table) -> Iterator[Hurt]:
    """A name of its own may be an item of its own, to be mapped before it is compared."""
    for place in table.places:
        facts = place.facts
        if facts.local_name and "小" in facts.local_name and "小" not in facts.name:
            told = f"当地叫“{facts.local_name}”，和“{facts.name}”可能不是一件事。先定对应关系，再比较。"
            yield Hurt(
                Kind.LOCAL_NAME, Harm.UNCLEAR, "当地另有名称，要先对应", told, (place.short,), Element.TYPE, "type"
            )


def parts(table: Table) -> Iterator[Hurt]:
    """一件事 made of different items."""
    read: Sequence[Place] = [place for place in table.places if place.facts.parts]
    sizes = sorted({len(place.facts.parts) for place in read})
    if len({frozenset(place.facts.parts) for place in read}) > 1:
        told = "；".join(f"{place.short} {len(place.facts.parts)} 项" for place in read)
        span = f"{sizes[0]}—{sizes[-1]} 项" if len(sizes) > 1 else f"都是 {sizes[0]} 项，但不是同样几项"
        yield Hurt(
            Kind.PARTS_DIFFER,
            Harm.WASTED_TRIP,
            f"同名“一件事”组成不同：{span}",
            f"{told}。",
            _shorts(read),
            Element.PARTS,
            "parts",
        )


FINDERS: tuple[Finder, ...] = (
    limits_beyond_law,
    odd_entries,
    fees,
    elsewhere,
    bodies,
    added_thresholds,
    papers,
    ways,
    promises,
    staged,
    legal_limits,
    types,
    outdated,
    questions,
    deadlines,
    local_names,
    parts,
)
