"""What a place says beside the base: the same, more, better for people, or a deviation that wants a ground.

The base holds the elements that are the same in the whole country; a place may add to them or tighten them in favour of
people (fewer papers, a shorter promise). Everything else is a deviation.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tongban.catalogue.guide import Guide
from tongban.catalogue.parts import Form, Material, TimeLimit


class Against(StrEnum):
    """How an element of a place stands to the base."""

    SAME = "same"
    ADDED = "added"
    BETTER = "better"
    DEVIATES = "deviates"
    UNREAD = "unread"
    ALONE = "alone"

    @property
    def label(self) -> str:
        """The word beside the element."""
        return {
            "same": "与基准一致",
            "added": "补充",
            "better": "优于基准",
            "deviates": "偏离",
            "unread": "没读到，待核实",
            "alone": "还没有基准",
        }[self.value]


ELEMENTS = {
    "name": "名称",
    "code": "基本编码",
    "type": "类型",
    "conditions": "受理条件",
    "subjects": "服务对象",
    "process": "办理流程",
    "materials": "材料",
    "limits": "时限",
    "results": "结果",
    "basis": "依据",
}
"""The elements that live on the base, in the order pages show them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing a place says otherwise: in which element, about what (``key``), how it stands, and a sentence."""

    element: str
    key: str
    against: Against
    sentence: str


def differences(base: Guide, local: Guide) -> list[Difference]:
    """Everything a place says otherwise than the base, element by element; empty when it says the same."""
    return [
        *_scalar("name", base.item.unified_name, local.item.unified_name),
        *_scalar("code", base.item.codes.get("basic"), local.item.codes.get("basic")),
        *_scalar("type", base.item.item_type, local.item.item_type),
        *_listed("conditions", base.acceptance_conditions, local.acceptance_conditions, Against.DEVIATES),
        *_listed("subjects", base.item.service_objects, local.item.service_objects, Against.BETTER, Against.DEVIATES),
        *_process(base, local),
        *_materials(base, local),
        *_no_limits(base, local),
        *_limit("承诺时限", base.time_limits.promised, local.time_limits.promised),
        *_legal(base.time_limits.legal, local.time_limits.legal),
        *_listed("results", _results(base), _results(local), Against.ADDED, Against.DEVIATES),
        *_listed("basis", _grounds(base), _grounds(local), Against.ADDED, Against.SAME),
    ]


NONE_SAID = ("不另加门槛", "不另加条件", "无")
"""What is written where there is expressly none: an empty list says nothing, and is 待核实."""


_WORST = [Against.DEVIATES, Against.BETTER, Against.ADDED, Against.UNREAD, Against.SAME]
_GROUPS = {
    "conditions": "acceptance_conditions",
    "process": "process",
    "materials": "materials",
    "limits": "time_limits",
    "results": "results",
    "basis": "legal_basis",
}


def summary(base: Guide | None, local: Guide) -> dict[str, Against]:
    """Each element with how it stands to the base; without a base only what was read and what was not."""
    found = differences(base, local) if base else []
    stands: dict[str, Against] = {}
    otherwise = Against.SAME if base else Against.ALONE
    for element in ELEMENTS:
        here = {each.against for each in found if each.element == element}
        unread = element in _GROUPS and local.is_unread(_GROUPS[element])
        stands[element] = next((way for way in _WORST if way in here), Against.UNREAD if unread else otherwise)
    return stands


def _scalar(element: str, base: object, local: object) -> Iterator[Difference]:
    if base and local and base != local:
        told = f"{ELEMENTS[element]}：基准是“{base}”，这里是“{local}”"
        yield Difference(element, "", Against.DEVIATES, told)


def _plain(text: str) -> str:
    return re.sub(r"[\s，,。；;：:、（）()《》“”\"]", "", text)


def _listed(
    element: str,
    base: Iterable[str],
    local: Iterable[str],
    more: Against,
    fewer: Against = Against.BETTER,
) -> Iterator[Difference]:
    """Two lists of phrases. Where the place has written nothing, the base's words hold for it; either may say 无."""
    base, local = list(base), list(local)
    if not local:
        return
    if not base:
        yield from _unread(element)
        return
    ours, theirs = ({_plain(line): line for line in lines if _plain(line) not in NONE_SAID} for lines in (base, local))
    for key in theirs.keys() - ours.keys():
        yield Difference(element, theirs[key][:120], more, f"{ELEMENTS[element]}多了“{theirs[key]}”")
    if fewer != Against.SAME:
        for key in ours.keys() - theirs.keys():
            yield Difference(element, ours[key][:120], fewer, f"{ELEMENTS[element]}少了“{ours[key]}”")


def _unread(element: str) -> Iterator[Difference]:
    """The base says nothing of it: what the place says cannot be held against it, and is not the same either."""
    yield Difference(element, "", Against.UNREAD, f"{ELEMENTS[element]}：基准还没有写，这里写了，待核实")


def _process(base: Guide, local: Guide) -> Iterator[Difference]:
    if local.process and not base.process:
        yield from _unread("process")
    if base.process and local.process and tuple(map(_plain, base.process)) != tuple(map(_plain, local.process)):
        longer = len(local.process) > len(base.process)
        told = f"办理流程：基准 {len(base.process)} 步，这里 {len(local.process)} 步"
        yield Difference("process", "", Against.DEVIATES if longer else Against.BETTER, told)


def _results(guide: Guide) -> list[str]:
    return [result.name for result in guide.results]


def _grounds(guide: Guide) -> list[str]:
    return [f"{basis.title}{basis.article or ''}" for basis in guide.legal_basis]


# --- materials -------------------------------------------------------------------------------------------------------
def _materials(base: Guide, local: Guide) -> Iterator[Difference]:
    if not local.materials:
        return
    if not base.materials:
        yield from _unread("materials")
        return
    ours, theirs = ({_plain(paper.name): paper for paper in guide.materials} for guide in (base, local))
    for name, paper in theirs.items():
        if name not in ours:
            way = Against.DEVIATES if paper.required and not paper.replaceable else Against.ADDED
            yield Difference("materials", paper.name[:120], way, f"多要一份“{paper.name}”")
        else:
            yield from _one_paper(ours[name], paper)
    for name in ours.keys() - theirs.keys():
        yield Difference("materials", ours[name].name[:120], Against.BETTER, f"少要一份“{ours[name].name}”")


_STRICTNESS = {
    Form.ELECTRONIC: 0,
    Form.COPY: 1,
    Form.EITHER: 1,
    Form.CHECKED_COPY: 2,
    Form.ORIGINAL: 2,
    Form.BOTH: 3,
    None: 1,
}


def _one_paper(base: Material, local: Material) -> Iterator[Difference]:
    """One paper both ask for: what is stricter here, else what is easier; one sentence for each paper."""
    harder: list[str] = []
    easier: list[str] = []
    for told, ours, theirs in (
        ("不再免交", int(not base.replaceable), int(not local.replaceable)),
        ("由可免变成必需", int(base.required), int(local.required)),
        ("要更多原件", base.original_copies, local.original_copies),
        ("要更多复印件", base.photocopies, local.photocopies),
        ("形式要求更严", _STRICTNESS[base.form], _STRICTNESS[local.form]),
        ("不能再容缺", int(not base.deferrable), int(not local.deferrable)),
        ("在更多情形下要", int(not base.condition), int(not local.condition)),
    ):
        if ours is not None and theirs is not None and ours != theirs:
            (harder if theirs > ours else easier).append(told)
    if harder:
        yield Difference("materials", local.name[:120], Against.DEVIATES, f"“{local.name}”{'、'.join(harder)}")
    elif easier:
        yield Difference("materials", local.name[:120], Against.BETTER, f"“{local.name}”比基准要求得少")


# --- limits ----------------------------------------------------------------------------------------------------------
def _no_limits(base: Guide, local: Guide) -> Iterator[Difference]:
    ours, theirs = ((guide.time_limits.legal, guide.time_limits.promised) for guide in (base, local))
    if any(theirs) and not any(ours):
        yield from _unread("limits")


def _limit(name: str, base: TimeLimit | None, local: TimeLimit | None) -> Iterator[Difference]:
    if base is None or local is None or (base.value, base.unit) == (local.value, local.unit):
        return
    told = f"{name}：基准 {base.text}，这里 {local.text}"
    shorter = local.value == 0 or (local.unit == base.unit and local.value < base.value)
    yield Difference("limits", name, Against.BETTER if shorter else Against.DEVIATES, told)


def _legal(base: TimeLimit | None, local: TimeLimit | None) -> Iterator[Difference]:
    """The law's limit is not for a place to change, in either direction."""
    if base and local and (base.value, base.unit) != (local.value, local.unit):
        told = f"法定时限：基准 {base.text}，这里 {local.text}"
        yield Difference("limits", "法定时限", Against.DEVIATES, told)
