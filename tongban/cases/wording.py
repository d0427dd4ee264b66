"""How a correction must be worded so that a person can act on it: four parts, nothing vague."""

from collections.abc import Iterator, Mapping
from typing import Protocol

VAGUE = ("其他相关材料", "其它相关材料", "按要求", "材料不全", "详见指南", "等材料", "等相关")
LONGEST = 300


class Line(Protocol):
    """One problem: which material, what is wrong, how to mend it, on what ground."""

    material_key: str
    wrong: str
    mend: str
    ground: str


def flaws_in_problem(problem: Line, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with one line of a notice: pairs of field and sentence."""
    if problem.material_key not in names:
        yield "material_key", "请选是哪份材料"
    parts = {"wrong": "哪里不对", "mend": "怎么补", "ground": "依据"}
    for field, label in parts.items():
        written = getattr(problem, field)
        if len(written) < 2:
            yield field, f"请写“{label}”"
        elif len(written) > LONGEST:
            yield field, f"“{label}”太长：{len(written)} 个字，最多 {LONGEST} 个"
        elif vague := next((words for words in VAGUE if words in written), None):
            yield field, f"“{label}”里的“{vague}”太笼统，请写具体是哪一份、哪一页、怎么补"
