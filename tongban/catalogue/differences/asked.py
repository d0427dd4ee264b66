"""What is wrong with what one guide asks for: catch-alls, papers nobody can tell when to bring, questions without use."""

import re
from collections.abc import Iterator

from tongban.catalogue.differences.elements import Element, Finding, Severity
from tongban.catalogue.differences.reading import Facts, Paper

_CATCH_ALL = re.compile(
    r"其他.*(?:材料|证明|资料|文件)|相关材料|(?:要求|需要|规定)的.*(?:材料|资料|证件|证明)$|有关材料"
)


def is_catch_all(name: str) -> bool:
    """兜底材料: a name under which anything could be asked for (国办发〔2018〕47号 forbids them)."""
    return bool(_CATCH_ALL.search(name)) and "其他监护" not in name


def problems(facts: Facts) -> Iterator[Finding]:
    """Doubts about the materials and the questions of a guide."""
    for paper in facts.papers:
        where = f"materials.{paper.index}"
        if is_catch_all(paper.name):
            sentence = f"“{paper.name}”是兜底材料，群众不知道要带什么。请写明是哪几种，没有就删去。"
            yield Finding(Element.MATERIALS, sentence, Severity.DOUBT, f"{where}.name")
        elif _when_is_unknown(paper):
            sentence = f"“{paper.name}”写着可免，没写什么情况要交。请补写情形。"
            yield Finding(Element.MATERIALS, sentence, Severity.ADVICE, f"{where}.condition")
    yield from _twice(facts)
    yield from _without_use(facts)


def _when_is_unknown(paper: Paper) -> bool:
    return not paper.required and paper.condition is None and not paper.replaceable


def _twice(facts: Facts) -> Iterator[Finding]:
    seen: list[Paper] = []
    for paper in facts.papers:
        if any(paper.name == other.name and together(paper, other) for other in seen):
            sentence = f"“{paper.name}”在同一情形下列了两次。请合并成一条。"
            yield Finding(Element.MATERIALS, sentence, Severity.DOUBT, f"materials.{paper.index}.name")
        seen.append(paper)


def together(one: Paper, other: Paper) -> bool:
    """Whether two papers can be asked of the same applicant."""
    if not isinstance(one.condition, dict) or not isinstance(other.condition, dict):
        return True
    shared = set(one.condition) & set(other.condition)
    return all(set(one.condition[key]) & set(other.condition[key]) for key in shared)


def _without_use(facts: Facts) -> Iterator[Finding]:
    if not facts.papers:
        return  # the materials were not read: nothing says what the questions are for
    used = {key for paper in facts.papers if isinstance(paper.condition, dict) for key in paper.condition}
    for index, (key, (question, _)) in enumerate(facts.situations.items()):
        if key not in used:
            sentence = f"“{question}”问了不影响任何材料。请把它接到材料上，或删去这一问。"
            yield Finding(Element.SITUATIONS, sentence, Severity.ADVICE, f"situations.{index}")
