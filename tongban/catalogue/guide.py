"""办事指南: what one place published about one item, as read. Immutable values; nothing here touches the database.

What was not read is unread, never "not required": an empty list or a null is shown as 待核实 (see ``Guide.is_unread``).
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from tongban.catalogue.particulars import Decision, Particulars
from tongban.catalogue.parts import (
    UNREAD,
    Authority,
    BundleFacts,
    Channels,
    Confidence,
    CrossRegion,
    Fees,
    ItemFacts,
    LegalBasis,
    Material,
    Part,
    Place,
    Question,
    Result,
    Situation,
    Source,
    Text,
    TimeLimits,
)
from tongban.kit.blocked import Problem

Answers = Mapping[str, str | Collection[str]]
"""What the applicant said: situation key to option key, or to several where several apply."""


def chosen(answers: Answers, key: str) -> frozenset[str]:
    """The options answered to one situation; empty when it was not answered."""
    answer = answers.get(key, ())
    return frozenset({answer} if isinstance(answer, str) else answer) - {""}


def holds(condition: Mapping[str, Collection[str]], answers: Answers) -> bool | None:
    """Whether the answers meet a condition: all its keys, any option of each; None while one of them is still open."""
    given = {key: chosen(answers, key) for key in condition}
    if any(options and options.isdisjoint(condition[key]) for key, options in given.items()):
        return False
    return True if all(given.values()) else None


class Need(StrEnum):
    """How firmly a paper is asked for."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    UNDECIDED = "undecided"

    @property
    def label(self) -> str:
        """The word beside the paper."""
        return {"required": "必需", "optional": "视情况", "undecided": "看您的情况"}[self.value]


@dataclass(frozen=True, slots=True)
class RequiredMaterial:
    """A paper of one situation: how firmly it is asked for and, when not always, in which case (Chinese)."""

    material: Material
    need: Need
    when: str = ""


GROUPS = {
    "acceptance_conditions": "受理条件",
    "materials": "申请材料",
    "process": "办理流程",
    "time_limits": "办理时限",
    "fees": "收费",
    "results": "办理结果",
    "legal_basis": "设定依据",
    "channels": "办理渠道",
}
"""The groups of elements a guide must have, each with the heading it is shown under."""

_TRIPS = re.compile(r"到(?:办事)?现场次数(\d+)次")


class Guide(Part):
    """One place's guide for one item (or 一件事): facts, where they were read, and how surely."""

    schema_version: Literal["1.1"]
    record_type: Literal["item", "bundle"]
    record_id: Annotated[str, Field(min_length=1, max_length=80)]
    item: ItemFacts
    place: Place
    authority: Authority
    acceptance_conditions: tuple[Text, ...]
    situations: tuple[Situation, ...]
    materials: tuple[Material, ...]
    process: tuple[Text, ...]
    time_limits: TimeLimits
    fees: Fees
    results: tuple[Result, ...]
    legal_basis: tuple[LegalBasis, ...]
    channels: Channels
    cross_region: CrossRegion
    filing_deadline: Text | None
    rules: tuple[Text, ...]
    faq: tuple[Question, ...]
    bundle: BundleFacts | None = None
    source_url: Text | None
    source: Source
    confidence: dict[str, Confidence]
    notes: tuple[Text, ...]
    particulars: Particulars | None = None

    def written(self) -> dict[str, Any]:
        """As it is stored: elements that came to the format later are left out where nothing was written of them."""
        content: dict[str, Any] = self.model_dump(mode="json", by_alias=True)
        later = [(content, "particulars")]
        later += [(situation, "condition") for situation in content["situations"]]
        later += [(material, "standard") for material in content["materials"]]
        for part, name in later:
            if part[name] is None:
                del part[name]
        return content

    # --- what was not read ------------------------------------------------------------------------------------------
    def is_unread(self, group: str) -> bool:
        """Whether nothing was read of this group of ``GROUPS``: then it is shown as 待核实, never as nothing needed."""
        if self.confidence.get(group) is Confidence.ABSENT:
            return True
        return not _filled(getattr(self, group))

    @property
    def unread(self) -> tuple[str, ...]:
        """The headings under which nothing was read."""
        return tuple(heading for group, heading in GROUPS.items() if self.is_unread(group))

    def remark(self, group: str) -> str:
        """What to write beside a group: 待核实, 推定, 据原文压缩; nothing when it was read as it stands."""
        if self.is_unread(group):
            return UNREAD
        return self.confidence.get(group, Confidence.ASSUMED).label

    @property
    def materials_read(self) -> bool:
        """Whether a list of papers was read: neither absent nor assumed."""
        return bool(self.materials) and self.confidence.get("materials") in {Confidence.READ, Confidence.CONDENSED}

    @property
    def trips(self) -> int | None:
        """到现场次数 where the source states it; None where it was not read."""
        if self.particulars and self.particulars.access.trips is not None:
            return self.particulars.access.trips
        found = [match[1] for rule in self.rules if (match := _TRIPS.search(rule))]
        return int(found[0]) if found else None

    # --- exactly my papers ------------------------------------------------------------------------------------------
    def materials_for(self, answers: Answers) -> list[RequiredMaterial]:
        """The papers of one situation, in the guide's order; those that do not apply are left out.

        With every deciding question answered nothing is ``UNDECIDED``. A condition that is free text cannot be decided
        here: the paper is optional and carries the text.
        """
        return [asked for material in self.materials if (asked := self._asked(material, answers))]

    def applies(self, condition: object, answers: Answers) -> bool | None:
        """Whether the answers lead to what has this condition; None while a question that decides it is still open.

        What depends on a question that these answers do not lead to is not needed.
        """
        if not isinstance(condition, dict):
            return True
        asked = (situation for situation in self.situations if situation.key in condition and situation.condition)
        met = [holds(condition, answers), *(self.applies(situation.condition, answers) for situation in asked)]
        return False if False in met else None if None in met else True

    def decisions_for(self, answers: Answers) -> list[Decision]:
        """What the answers decide of limits, fees and modes."""
        decisions = self.particulars.decisions if self.particulars else ()
        return [decision for decision in decisions if self.applies(decision.condition, answers)]

    def _asked(self, material: Material, answers: Answers) -> RequiredMaterial | None:
        applying = self.applies(material.condition, answers)
        if applying is False:
            return None
        if applying is None:
            return RequiredMaterial(material, Need.UNDECIDED, self._when(material.condition))
        if isinstance(material.condition, str):
            return RequiredMaterial(material, Need.OPTIONAL, f"视情况：{material.condition}")
        if material.required:
            return RequiredMaterial(material, Need.REQUIRED)
        return RequiredMaterial(material, Need.OPTIONAL, material.substitute_note or "可免，能提供的请带上")

    def in_words(self, answers: Answers) -> list[tuple[str, str]]:
        """Answers as people read them: question and chosen labels, in the guide's order."""
        return [
            (asked.question, "、".join(asked.label(key) for key in sorted(chosen(answers, asked.key))))
            for asked in self.situations
            if chosen(answers, asked.key)
        ]

    def _when(self, condition: object) -> str:
        if not isinstance(condition, dict):
            return ""
        asked = {situation.key: situation for situation in self.situations}
        parts = (
            f"“{asked[key].question}”选{'或'.join(f'“{asked[key].label(option)}”' for option in options)}"
            for key, options in condition.items()
        )
        return f"{'，且'.join(parts)}时"

    def open_questions(self, answers: Answers) -> list[Situation]:
        """The situations whose answer can still change the papers: what remains to be asked."""
        decisions = self.particulars.decisions if self.particulars else ()
        conditions = [*(material.condition for material in self.materials), *(each.condition for each in decisions)]
        open_ = [each for each in conditions if isinstance(each, dict) and self.applies(each, answers) is None]
        keys = {key for condition in open_ for key in self._leading_to(condition)}
        return [
            situation
            for situation in self.situations
            if situation.key in keys
            and not chosen(answers, situation.key)
            and (not situation.condition or self.applies(situation.condition, answers))
        ]

    def _leading_to(self, condition: Mapping[str, Collection[str]]) -> set[str]:
        """The questions a condition hangs on, with those that lead to them."""
        asked = {situation.key: situation.condition for situation in self.situations}
        found, waiting = set[str](), list(condition)
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += asked.get(key) or ()
        return found

    def problems_with(self, answers: Answers) -> list[Problem]:
        """Answers to questions this guide does not ask, or with options it does not offer."""
        offered = {situation.key: {option.key for option in situation.options} for situation in self.situations}
        return [
            Problem(f"situations.{key}", "这个情形不在当前的办事指南里，可能指南已经更新。请重新选择情形。")
            for key in answers
            if key not in offered or not chosen(answers, key) <= offered[key]
        ]


def _filled(group: object) -> bool:
    """Whether anything at all was read in a group: for groups with several elements, in any of them."""
    if isinstance(group, Part):
        return any(value is not None and value != () for value in dict(group).values())
    return bool(group)
