"""申请材料 side by side by their unified names, with form, copies, conditions and what could replace each."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tongban.catalogue.differences.asked import is_catch_all
from tongban.catalogue.differences.elements import Element
from tongban.catalogue.differences.matrix import (
    NOT_READ,
    Cell,
    Choice,
    Column,
    Distance,
    Ground,
    Place,
    listed,
)
from tongban.catalogue.differences.names import CATCH_ALL, Named, interchangeable, normalise, replaceable_by
from tongban.catalogue.differences.reading import Paper
from tongban.catalogue.differences.rules import changes

SHOWN = 5  # materials with a column of their own in the picture; the rest share one
_STAMPED = re.compile(r"盖章|公章|印鉴|单位.*(?:签章|盖)")
_IN_DATA = re.compile(r"免交|系统生成|系统获取")
_GENERATED = ("申请表",)
_ABROAD = "代收代办"
_NATIONWIDE = "000000"
_AGENTS = {"代办人", "经办人"}
_IDENTITY = Named("", "居民身份证")


@dataclass(frozen=True, slots=True)
class Asking:
    """One place's asking for one material; one name may stand in several of its lines."""

    place: Place
    papers: tuple[Paper, ...]

    @property
    def replaceable(self) -> bool:
        """Whether the place already lets data stand in for it."""
        return any(paper.replaceable for paper in self.papers)

    def instead_of_another(self, document: str) -> bool:
        """Whether the place asks for it in some situations, and for a paper of its class in others."""
        others = {named.document for paper in self.place.facts.papers for named in _names(paper)}
        only_sometimes = all(isinstance(paper.condition, dict) for paper in self.papers)
        return only_sometimes and any(interchangeable(document, other) for other in others)

    @property
    def stamped(self) -> bool:
        """Whether a unit's stamp is wanted on it."""
        return any(_STAMPED.search(f"{paper.name}{paper.note}") for paper in self.papers)


@dataclass(frozen=True, slots=True)
class Material:
    """One material over all places: who asks for it, and who states materials and does not."""

    named: Named
    asking: tuple[Asking, ...]
    without: tuple[Place, ...]

    @property
    def shorts(self) -> list[str]:
        """The places that ask."""
        return [one.place.short for one in self.asking]

    @property
    def catch_all(self) -> bool:
        """Whether anything at all could be asked for under this name."""
        return self.named.document == CATCH_ALL or is_catch_all(self.named.document)

    @property
    def only_elsewhere(self) -> bool:
        """Whether exactly the places that receive for others ask for it, and no other does."""
        ask = all(_ABROAD in one.place.facts.modes for one in self.asking)
        return bool(self.asking and self.without) and ask and not any(_ABROAD in p.facts.modes for p in self.without)

    @property
    def instead(self) -> bool:
        """Whether every place asks for it only in a situation, where others bring another paper of the same class."""
        return all(one.instead_of_another(self.named.document) for one in self.asking)

    @property
    def nationwide(self) -> bool:
        """Whether a guide for the whole country asks for it."""
        return any(one.place.facts.region_code == _NATIONWIDE for one in self.asking)

    @property
    def by_agent(self) -> bool:
        """Whether it is brought because somebody else acts for the applicant."""
        return self.named.holder in _AGENTS or self.named.document == "授权委托书"

    @property
    def usual(self) -> bool:
        """Whether at least half of those who state their materials ask for it, and not one alone among several."""
        return 2 * len(self.asking) >= self.every and (len(self.asking) > 1 or self.every == 1)

    @property
    def every(self) -> int:
        """How many places state their materials at all."""
        return len(self.asking) + len(self.without)


def materials(places: Sequence[Place]) -> tuple[Material, ...]:
    """Every material any place asks for, those most ask for first."""
    stating = [place for place in places if place.facts.papers]
    asked: dict[Named, list[Asking]] = {}
    for place in stating:
        by_name: dict[Named, list[Paper]] = {}
        for paper in place.facts.papers:
            for named in _names(paper):
                by_name.setdefault(named, []).append(paper)
        for named, papers in by_name.items():
            asked.setdefault(named, []).append(Asking(place, tuple(papers)))
    found = [
        Material(named, tuple(asking), tuple(p for p in stating if p not in [one.place for one in asking]))
        for named, asking in asked.items()
    ]
    return tuple(sorted(found, key=lambda material: -len(material.asking)))


def _names(paper: Paper) -> tuple[Named, ...]:
    return (Named("", CATCH_ALL),) if is_catch_all(paper.name) else normalise(paper.name)


def of_materials(places: Sequence[Place], today: date) -> tuple[Column, ...]:
    """A column for each material."""
    return tuple(_column(material, places) for material in materials(places))


def _column(material: Material, places: Sequence[Place]) -> Column:
    choice = choose(material)
    asking = {one.place.key: one for one in material.asking}
    cells = tuple(_cell(place, asking.get(place.key), material, choice) for place in places)
    key = f"material-{material.named.label}"
    return Column(key, Element.MATERIALS, material.named.label, choice, cells)


# --- what to propose --------------------------------------------------------------------------------------------------
def choose(material: Material) -> Choice:
    """The standard for one material: the first rule that has something to say of it."""
    choice = next(choice for rule in _RULES if (choice := rule(material)))
    return replace(choice, otherwise=_kept(material))


def _no_catch_all(material: Material) -> Choice | None:
    why = "兜底的写法谁都不知道要带什么。逐项写明，没有就删去。"
    return Choice("不要", Ground.NO_CATCH_ALL, why) if material.catch_all else None


def _struck(material: Material) -> Choice | None:
    change = next((found for one in material.asking if (found := changes().get(one.place.facts.slug))), None)
    if change and material.named.document in change.struck:
        return Choice("不要", Ground.NEWEST, f"{change.document}自 {change.since.isoformat()} 起不再要。")
    return None


def _needed(material: Material) -> Choice | None:
    if material.named != _IDENTITY and not material.nationwide:
        return None
    whose = "全国口径写明要" if material.nationwide else "要核对办事人是谁"
    why = f"{whose}，写明材料的 {material.every} 地里 {len(material.asking)} 地要。"
    return Choice("要", Ground.MOST, why, puts=_kept(material))


def _by_situation(material: Material) -> Choice | None:
    if material.by_agent:
        return Choice("委托别人办才要", Ground.SITUATION, "本人来办的不要。写成情形就能统一。", puts=_kept(material))
    if material.only_elsewhere:
        why = f"要它的 {len(material.asking)} 地都是代收异地件的；在属地办的 {len(material.without)} 地不要。写成情形就能统一。"
        return Choice("只有异地办才要", Ground.SITUATION, why, puts=_kept(material, condition="在异地办理的"))
    if material.instead:
        why = "按申请人的身份或单位性质交其中一份，不是多要的。写成情形就能统一。"
        return Choice("按身份交一份", Ground.SITUATION, why, puts=_kept(material))
    return None


def _registered(material: Material) -> Choice | None:
    source = replaceable_by(material.named.document)
    if source and (material.usual or any(one.replaceable for one in material.asking)):
        return _checked_instead(material, source)
    return None


def _without(material: Material) -> Choice | None:
    if material.usual:
        return None
    count = len(material.asking)
    whose = "只有一地要" if count == 1 else f"{material.every} 地里只有 {count} 地要"
    return Choice("不要", Ground.FEWEST, f"{whose}（{listed(material.shorts)}），别处不要也能办。要留请写明依据。")


def _kept_or_generated(material: Material) -> Choice:
    if material.named.document in _GENERATED:
        why = "表格由系统按填报内容生成，现场签字，不用群众准备，也不盖单位章。"
        return Choice("系统生成，签字", Ground.GENERATED, why, puts=_kept(material, note="由系统生成，现场签字"))
    why = f"写明材料的 {material.every} 地里 {len(material.asking)} 地要。"
    return Choice("要", Ground.MOST, why, puts=_kept(material))


_RULES: tuple[Callable[[Material], Choice | None], ...] = (
    _no_catch_all,
    _struck,
    _needed,
    _by_situation,
    _registered,
    _without,
    _kept_or_generated,
)


def _checked_instead(material: Material, source: str) -> Choice:
    already = [one.place.short for one in material.asking if one.replaceable]
    if already:
        why = f"{listed(already)}已经能查到就免交。查不到的再看原件，不留复印件。"
    else:
        why = f"{source}里查得到。查得到就免交，查不到再看原件。要主管部门开通查询，所以先放。"
    note = f"由{source}核验，查不到的再看原件"
    puts = _kept(material, replaceable=True, note=note)
    return Choice(f"免交，{source}核验", Ground.FEWER, why, held=not already, puts=puts)


def _kept(
    material: Material, *, condition: str | None = None, replaceable: bool | None = None, note: str | None = None
) -> dict[str, Any]:
    """The material as the draft would have it, in the guide's format."""
    papers = [paper for one in material.asking for paper in one.papers]
    words = sorted({paper.condition for paper in papers if isinstance(paper.condition, str)})
    always = all(paper.condition is None for paper in papers)
    when = "；".join(words) if words else None if always else situations_in_words(material)
    when = "，且".join(filter(None, (condition, when))) or None
    return {
        "materials": [
            {
                "name": material.named.label,
                "form": "原件" if any(paper.form == "原件" for paper in papers) else None,
                "original_copies": min((paper.originals for paper in papers if paper.originals), default=None),
                "photocopies": None,
                "required": any(paper.required for paper in papers),
                "condition": when,
                "replaceable_by_elicense_or_data": replaceable,
                "substitute_note": note,
                "deferrable": None,
                "material_source": None,
            }
        ]
    }


def situations_in_words(material: Material) -> str | None:
    """When the material is asked for, in the words of the first place that asks only in situations."""
    for one in material.asking:
        told = [in_words(one.place, paper) for paper in one.papers if isinstance(paper.condition, dict)]
        if told:
            return "；或".join(dict.fromkeys(told))
    return None


def in_words(place: Place, paper: Paper) -> str:
    """A paper's condition in the words of its guide's questions."""
    if isinstance(paper.condition, str | None):
        return paper.condition or ""
    told = []
    for key, options in paper.condition.items():
        _, labels = place.facts.situations.get(key, ("", {}))
        told.append("或".join(labels.get(option, option) for option in options))
    return "，且".join(told)


# --- what a cell says -------------------------------------------------------------------------------------------------
def _cell(place: Place, asking: Asking | None, material: Material, choice: Choice) -> Cell:
    if not place.facts.papers:
        return NOT_READ
    if asking is None:
        better = choice.ground in {Ground.MOST, Ground.GENERATED, Ground.FEWER} and not material.only_elsewhere
        return Cell("不要", Distance.BETTER if better else Distance.SAME, "材料里没有这一份")
    return Cell(_asked_words(asking), _distance(asking, choice), full(asking))


def _asked_words(asking: Asking) -> str:
    forms = {paper.form for paper in asking.papers if paper.form}
    words = forms.pop() if len(forms) == 1 else "要"
    copies = max((paper.originals or paper.copies or 0 for paper in asking.papers), default=0)
    if copies > 1:
        words += f" {copies} 份"
    if asking.replaceable:
        return "查到免交"
    if asking.stamped:
        return f"{words}，盖章"
    return f"{words}，视情形" if all(p.condition is not None for p in asking.papers) else words


def _distance(asking: Asking, choice: Choice) -> Distance:
    if choice.words == "不要":
        return Distance.AWAY
    if choice.ground is Ground.FEWER:
        return Distance.SAME if asking.replaceable else Distance.AWAY
    return Distance.AWAY if asking.stamped else Distance.SAME


def full(asking: Asking) -> str:
    """Everything a place says of a material, line by line."""
    return "；".join(_line(asking.place, paper) for paper in asking.papers)


def _line(place: Place, paper: Paper) -> str:
    said = [
        paper.form or "",
        f"原件 {paper.originals} 份" if paper.originals else "",
        f"复印件 {paper.copies} 份" if paper.copies else "",
        in_words(place, paper),
        "" if paper.required else "可免",
        "可由电子证照或数据代替" if paper.replaceable else "",
        paper.note,
    ]
    told = "，".join(filter(None, said))
    return f"{paper.name}（{told}）" if told else paper.name


def together(columns: Iterable[Column], places: Sequence[Place]) -> Column | None:
    """另要的材料: the materials without a column of their own, in one."""
    rest = list(columns)
    if not rest:
        return None
    cells = tuple(_together_cell(place, index, rest) for index, place in enumerate(places))
    struck = [column for column in rest if column.choice.words == "不要"]
    why = f"另有 {len(rest)} 种材料，建议去掉 {len(struck)} 种。逐种的理由见下表。"
    return Column("material-rest", Element.MATERIALS, "另要的材料", Choice("见下表", Ground.FEWEST, why), cells)


def _together_cell(place: Place, index: int, rest: Sequence[Column]) -> Cell:
    if not place.facts.papers:
        return NOT_READ
    asked = [column for column in rest if column.cells[index].words != "不要"]
    if not asked:
        return Cell("没有", Distance.SAME, "没有另要的材料")
    away = any(column.cells[index].distance is Distance.AWAY for column in asked)
    words = f"＋{asked[0].label}" if len(asked) == 1 else f"＋{len(asked)} 种"
    return Cell(words, Distance.AWAY if away else Distance.SAME, "；".join(column.label for column in asked))
