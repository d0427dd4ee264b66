"""The finders that look at papers: asked in one place only, struck by a newer rule, stamped, obtainable from data."""

from collections.abc import Iterator
from dataclasses import dataclass

from tongban.catalogue.differences.elements import Element
from tongban.catalogue.differences.hurts import Harm, Hurt, Kind, Table
from tongban.catalogue.differences.material_columns import Asking, Material, choose, full, materials
from tongban.catalogue.differences.matrix import Ground, alone, cut, listed
from tongban.catalogue.differences.names import replaceable_by
from tongban.catalogue.differences.rules import changes


@dataclass(frozen=True, slots=True)
class Found:
    """One finding about one material: what was found, and ``then`` what follows, which findings may share.

    ``sometimes`` when the material is asked for only in a situation.
    """

    kind: Kind
    harm: Harm
    title: str
    sentence: str
    then: str
    asking: tuple[Asking, ...]
    material: Material
    sometimes: bool = False

    @property
    def group(self) -> tuple[object, ...]:
        """What findings must share to be told in one breath."""
        return self.kind, tuple(one.place.short for one in self.asking), self.sometimes


_IN_ONE_BREATH = {
    Kind.FEW_PLACES: "只有{where}{when}要 {many} 份材料：{what}",
    Kind.STAMPED: "{where}有 {many} 份材料要盖章：{what}",
    Kind.DATA_COULD: "{where}要 {many} 份材料，可数据里都查得到：{what}",
}


def papers(table: Table) -> Iterator[Hurt]:
    """Every kind of finding about papers; several of one kind in the same places are told in one breath."""
    groups: dict[tuple[object, ...], list[Found]] = {}
    for material in materials(table.places):
        for found in _about(material):
            groups.setdefault(found.group if found.kind in _IN_ONE_BREATH else (found.title,), []).append(found)
    yield from map(_told, groups.values())


def _told(group: list[Found]) -> Hurt:
    first = group[0]
    shorts = tuple(one.place.short for one in first.asking)
    labels = [found.material.named.label for found in group]
    title, column = first.title, f"material-{labels[0]}"
    if len(group) > 1:
        what = "、".join(labels[:4]) + ("等" if len(labels) > 4 else "")
        when = "在某些情形" if first.sometimes else ""
        title = _IN_ONE_BREATH[first.kind].format(where=listed(list(shorts)), when=when, many=len(group), what=what)
    sentence = "；".join(dict.fromkeys(found.sentence for found in group))
    sentence = f"{sentence}。{first.then}"
    return Hurt(first.kind, first.harm, title, sentence, shorts, Element.MATERIALS, column)


def _about(material: Material) -> Iterator[Found]:
    for finder in (_catch_all, _struck, _stamped, _few, _registered, _forms):
        yield from finder(material)


def _catch_all(material: Material) -> Iterator[Found]:
    if material.catch_all:
        told = "；".join(f"{one.place.short}写“{one.papers[0].name}”" for one in material.asking)
        then = "群众不知道要带什么，容易白跑。逐项写明，没有就删去。"
        yield Found(Kind.CATCH_ALL, Harm.WASTED_TRIP, "有“其他材料”这样的兜底", told, then, material.asking, material)


def _struck(material: Material) -> Iterator[Found]:
    change = next((c for one in material.asking if (c := changes().get(one.place.facts.slug))), None)
    if change and material.named.document in change.struck:
        told = f"{change.document}自 {change.since.isoformat()} 起不再要{material.named.label}"
        title = f"{material.named.label}已经不该再要"
        yield Found(
            Kind.OUTDATED_MATERIAL, Harm.MORE_PAPERS, title, told, "这些指南是旧口径。", material.asking, material
        )


def _stamped(material: Material) -> Iterator[Found]:
    stamped = tuple(one for one in material.asking if one.stamped)
    if stamped:
        told = "；".join(f"{one.place.short}：{one.papers[0].name}" for one in stamped)
        title, then = f"{material.named.label}要单位盖章", "盖章要多跑一趟单位；能由数据核验的不用盖。"
        yield Found(Kind.STAMPED, Harm.WASTED_TRIP, title, told, then, stamped, material)


def _few(material: Material) -> Iterator[Found]:
    """Asked in one place only, or in few, though the others do without."""
    every = len(material.asking) + len(material.without)
    if material.catch_all or every < 2 or choose(material).ground is not Ground.FEWEST:
        return
    alone_asks = len(material.asking) == 1
    title = f"{'只有' if alone_asks else ''}{listed(material.shorts)}要{material.named.label}"
    told = "；".join(cut(full(one), 60) for one in material.asking)
    source = replaceable_by(material.named.document)
    told += f"，{source}里查得到" if source else ""
    then = f"另外 {len(material.without)} 地不要也能办。"
    sometimes = all(paper.condition is not None for one in material.asking for paper in one.papers)
    yield Found(Kind.FEW_PLACES, Harm.MORE_PAPERS, title, told, then, material.asking, material, sometimes)


def _registered(material: Material) -> Iterator[Found]:
    source = replaceable_by(material.named.document)
    already = [one for one in material.asking if one.replaceable]
    wanting = tuple(one for one in material.asking if not one.replaceable)
    if not wanting or not (source or already) or choose(material).words == "不要":
        return
    doing = f"{listed([one.place.short for one in already])}已经能查到就免交" if already else ""
    register = f"{source}里查得到{material.named.label}" if source else ""
    title = f"{len(wanting)} 地要{material.named.label}，可数据里查得到"
    told, then = "，".join(filter(None, (register, doing))), "查得到就免交，查不到再看原件。"
    yield Found(Kind.DATA_COULD, Harm.MORE_PAPERS, title, told, then, wanting, material)


def _forms(material: Material) -> Iterator[Found]:
    """原件 here, 复印件 there; one copy here, two there."""
    said = {one.place.short: sorted({paper.form for paper in one.papers if paper.form}) for one in material.asking}
    forms = {tuple(found) for found in said.values() if found}
    counts = [max(paper.originals or paper.copies or 0 for paper in one.papers) for one in material.asking]
    copies = set(counts) - {0}
    if len(forms) > 1 or len(copies) > 1:
        told = "；".join(f"{alone(short)}：{'、'.join(found)}" for short, found in said.items() if found)
        counted = f"份数有 {'、'.join(map(str, sorted(copies)))} 份几种" if len(copies) > 1 else ""
        said_so = "；".join(filter(None, (told, counted)))
        title = f"{material.named.label}的形式或份数不同"
        then = "没写的地方待核实。"
        yield Found(Kind.FORMS_DIFFER, Harm.WASTED_TRIP, title, said_so, then, material.asking, material)
