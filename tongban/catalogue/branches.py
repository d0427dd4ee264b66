"""Whether every branch of a guide's situations leads somewhere: found at review, with the path named.

A condition asks for every key and any option of each, so what it demands of one question is a set of options, whatever
the others say. A branch cannot be reached when some question on the way to it is left without an option.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from tongban.catalogue.guide import Guide
from tongban.catalogue.particulars import Decision
from tongban.catalogue.parts import Situation
from tongban.kit.blocked import Problem

Demands = dict[str, frozenset[str]]
"""Situation key to the options it may still have."""


@dataclass(frozen=True)
class _Tree:
    situations: Mapping[str, Situation]

    def demands(self, condition: Mapping[str, tuple[str, ...]]) -> Demands:
        """What a condition demands of every question on the way to it."""
        found: Demands = {}
        waiting = list(condition.items())
        while waiting:
            key, options = waiting.pop()
            narrowed = found.get(key, frozenset(options)) & frozenset(options)
            if found.get(key) != narrowed:
                found[key] = narrowed
                waiting += (self.situations[key].condition or {}).items() if key in self.situations else ()
        return found

    def path(self, demands: Mapping[str, frozenset[str]]) -> str:
        """The branch in words: 申请人多大＝满 16 岁 → 户口在本市吗＝在外地."""
        steps = (
            f"{asked.question}＝{'或'.join(asked.label(option) for option in sorted(demands[key])) or '（没有选项可选）'}"
            for key, asked in self.situations.items()
            if key in demands
        )
        return " → ".join(steps)


def problems(guide: Guide) -> list[Problem]:
    """What is wrong with the branches of a guide; empty when every one can be reached and none says two things."""
    tree = _Tree({situation.key: situation for situation in guide.situations})
    if missing := list(_missing(guide, tree)):
        return missing
    if turning := list(_turning(guide)):
        return turning
    return [*_unreachable(guide, tree), *_contradictory(guide, tree)]


def _conditions(guide: Guide) -> Iterator[tuple[str, str, Mapping[str, tuple[str, ...]]]]:
    """Every condition: its field, what hangs on it, and the condition itself."""
    for place, situation in enumerate(guide.situations):
        if situation.condition:
            yield f"situations.{place}.condition", f"情形“{situation.question}”", situation.condition
    for place, material in enumerate(guide.materials):
        if isinstance(material.condition, dict):
            yield f"materials.{place}.condition", f"材料“{material.name}”", material.condition
    for place, decision in enumerate(_decisions(guide)):
        yield f"particulars.decisions.{place}.condition", f"第 {place + 1} 条情形决定", decision.condition


def _decisions(guide: Guide) -> tuple[Decision, ...]:
    return guide.particulars.decisions if guide.particulars else ()


def _missing(guide: Guide, tree: _Tree) -> Iterator[Problem]:
    known = "、".join(tree.situations) or "（本指南没有情形）"
    for field, what, condition in _conditions(guide):
        for key, options in condition.items():
            if key not in tree.situations:
                yield Problem(
                    field, f"{what}的条件用了没有的情形“{key}”。现有情形是 {known}，请改成其中一个或补上这个情形。"
                )
                continue
            offered = {option.key for option in tree.situations[key].options}
            if wrong := sorted(set(options) - offered):
                told = f"{what}的条件用了情形“{key}”没有的选项“{'、'.join(wrong)}”"
                yield Problem(field, f"{told}。这个情形的选项是 {'、'.join(sorted(offered))}。")


def _turning(guide: Guide) -> Iterator[Problem]:
    """Questions that wait for each other: none of them is ever asked."""
    waits_for = {situation.key: set(situation.condition or ()) for situation in guide.situations}
    asked: set[str] = set()
    while ready := {key for key, before in waits_for.items() if key not in asked and before <= asked}:
        asked |= ready
    for place, situation in enumerate(guide.situations):
        if situation.key not in asked:
            before = "、".join(sorted(waits_for[situation.key] - asked))
            told = f"情形“{situation.question}”要等“{before}”答了才问，可“{before}”又要等它"
            yield Problem(f"situations.{place}.condition", f"{told}，谁也问不到。请去掉其中一个条件。")


def _unreachable(guide: Guide, tree: _Tree) -> Iterator[Problem]:
    for field, what, condition in _conditions(guide):
        demands = tree.demands(condition)
        if not all(demands.values()):
            yield Problem(field, f"{what}永远用不到，走不通的路是：{tree.path(demands)}。请改条件，或删去它。")


def _contradictory(guide: Guide, tree: _Tree) -> Iterator[Problem]:
    """Two decisions that may hold at once and do not say the same."""
    for (first, one), (second, other) in combinations(enumerate(_decisions(guide), 1), 2):
        both = _together(tree.demands(one.condition), tree.demands(other.condition))
        if all(both.values()) and (element := _differs(one, other)):
            told = (
                f"第 {first} 条和第 {second} 条情形决定会同时成立，{element}却不一样，走到这里的路是：{tree.path(both)}"
            )
            yield Problem(f"particulars.decisions.{second - 1}.condition", f"{told}。请改条件，让它们不重叠。")


def _together(one: Demands, other: Demands) -> Demands:
    return {key: one.get(key, other.get(key, _NONE)) & other.get(key, one.get(key, _NONE)) for key in {*one, *other}}


_NONE: frozenset[str] = frozenset()


def _differs(one: Decision, other: Decision) -> str:
    elements = (("promised", "承诺时限"), ("legal", "法定时限"), ("fees", "收费"), ("modes", "办理方式"))
    for name, label in elements:
        said = getattr(one, name), getattr(other, name)
        if None not in said and said[0] != said[1]:
            return label
    return ""


def idle(guide: Guide) -> Iterator[Problem]:
    """Questions nothing hangs on: people answer for nothing. A remark for the reviewer, no obstacle."""
    used = {key for _, _, condition in _conditions(guide) for key in condition}
    for place, situation in enumerate(guide.situations):
        if situation.key not in used:
            told = f"情形“{situation.question}”答什么都不影响材料、时限、收费和方式"
            yield Problem(f"situations.{place}", f"{told}。请删去这一问，或写明它决定什么。")
