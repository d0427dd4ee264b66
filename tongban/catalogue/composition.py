"""一件事的组成: its parts, which are mandatory, what each yields and what that feeds, and which answers choose which.

Values only, fixed once read. The order follows from what feeds what; a composition that runs in a circle is refused by name.
"""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Annotated

from pydantic import Field

from tongban.catalogue.guide import Answers, chosen
from tongban.catalogue.parts import Confidence, Name, Part, Text
from tongban.kit.blocked import Problem

PartKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]


class Component(Part):
    """One item of a 一件事. ``national``: on the national composition, added here, or None where that was not read.

    ``condition`` says which answers to the bundle's own questions call for it; None: always on offer.
    """

    key: PartKey
    name: Name
    department: Text
    slug: Text | None = None
    national: bool | None = None
    condition: dict[str, tuple[str, ...]] | None = None


class Output(Part):
    """What a part yields (出生医学证明), and the ground for saying so."""

    key: PartKey
    name: Name
    part: PartKey
    ground: str = ""
    confidence: Confidence = Confidence.ASSUMED


class Feed(Part):
    """An output that another part takes as an input, so that nobody has to hand it in."""

    output: PartKey
    part: PartKey


class After(Part):
    """One part begins only when another is done, though nothing passes between them."""

    part: PartKey
    after: PartKey


class Composition(Part):
    """The whole: parts in the order they are shown, outputs, what they feed, and any order besides."""

    parts: tuple[Component, ...]
    outputs: tuple[Output, ...] = ()
    feeds: tuple[Feed, ...] = ()
    afters: tuple[After, ...] = ()

    # --- the order ---------------------------------------------------------------------------------------------------
    @property
    def edges(self) -> tuple[tuple[str, str], ...]:
        """(first, then), each once: from what feeds what, and from what is ordered besides."""
        yields = {output.key: output.part for output in self.outputs}
        fed = [(yields[feed.output], feed.part) for feed in self.feeds if feed.output in yields]
        known = {part.key for part in self.parts}
        every = [*fed, *((after.after, after.part) for after in self.afters)]
        return tuple(edge for edge in dict.fromkeys(every) if known.issuperset(edge))

    def waits_for(self, key: str) -> tuple[str, ...]:
        """The parts that must be done before this one begins."""
        return tuple(first for first, then in self.edges if then == key)

    def layers(self) -> list[tuple[str, ...]]:
        """Parts that may run together, layer after layer, each in the order shown. Raises CycleError for a circle."""
        sorter = TopologicalSorter({part.key: set(self.waits_for(part.key)) for part in self.parts})
        sorter.prepare()
        order = [part.key for part in self.parts]
        found: list[tuple[str, ...]] = []
        while sorter.is_active():
            ready = sorted(sorter.get_ready(), key=order.index)
            found.append(tuple(ready))
            sorter.done(*ready)
        return found

    def cycle(self) -> tuple[str, ...]:
        """The names of the parts that wait for each other in a circle, the first again at the end; empty for none."""
        try:
            self.layers()
        except CycleError as circle:
            names = {part.key: part.name for part in self.parts}
            return tuple(names.get(key, key) for key in circle.args[1])
        return ()

    # --- one part ----------------------------------------------------------------------------------------------------
    def part(self, key: str) -> Component:
        """A part by its key. Raises KeyError."""
        return {part.key: part for part in self.parts}[key]

    def inputs_of(self, key: str) -> tuple[Output, ...]:
        """What other parts yield that this one takes."""
        yields = {output.key: output for output in self.outputs}
        return tuple(yields[feed.output] for feed in self.feeds if feed.part == key and feed.output in yields)

    def outputs_of(self, key: str) -> tuple[Output, ...]:
        """What this part yields."""
        return tuple(output for output in self.outputs if output.part == key)

    def selected(self, answers: Answers) -> tuple[str, ...]:
        """The parts the answers so far leave on offer: all whose condition is not contradicted."""
        return tuple(part.key for part in self.parts if _called_for(part.condition, answers))

    # --- what is wrong with one --------------------------------------------------------------------------------------
    def problems(self, questions: Mapping[str, set[str]]) -> list[Problem]:
        """Everything that keeps it from being published; ``questions`` are the bundle's own, each with its options."""
        found = [*self._doubled(), *self._unknown(), *self._conditions(questions)]
        if not self.parts:
            found.append(Problem("parts", "还没有组成：请至少加两个事项，再发布"))
        if circle := self.cycle():
            sentence = f"先后绕成了一个圈：{' → '.join(circle)}。谁也没法先办，请去掉其中一条"
            found.append(Problem("feeds", sentence))
        return found

    def _doubled(self) -> Iterator[Problem]:
        for what, keys in (
            ("parts", [part.key for part in self.parts]),
            ("outputs", [out.key for out in self.outputs]),
        ):
            for key in sorted({key for key in keys if keys.count(key) > 1}):
                yield Problem(what, f"标识“{key}”用了两次，请给其中一个换标识")

    def _unknown(self) -> Iterator[Problem]:
        parts, outputs = {part.key for part in self.parts}, {output.key for output in self.outputs}
        named = [("outputs", output.part) for output in self.outputs] + [("feeds", feed.part) for feed in self.feeds]
        named += [("afters", key) for after in self.afters for key in (after.part, after.after)]
        for what, key in dict.fromkeys(named):
            if key not in parts:
                yield Problem(what, f"“{key}”不在组成里：它可能刚被去掉了。请把用到它的先后一起改")
        for feed in self.feeds:
            if feed.output not in outputs:
                yield Problem("feeds", f"没有叫“{feed.output}”的产出。请先在某一项里写它产出什么")

    def _conditions(self, questions: Mapping[str, set[str]]) -> Iterator[Problem]:
        for part in self.parts:
            for key, options in (part.condition or {}).items():
                if not options or not set(options) <= questions.get(key, set()):
                    yield Problem("parts", f"“{part.name}”的条件用到了没有的问题或选项（{key}）。请从问题里选")


def _called_for(condition: Mapping[str, tuple[str, ...]] | None, answers: Answers) -> bool:
    given = {key: chosen(answers, key) for key in condition or {}}
    return all(not said or not said.isdisjoint((condition or {})[key]) for key, said in given.items())
