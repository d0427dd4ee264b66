"""一件事 as one application: its parts with their authorities, the order, one list of questions, one list of papers.

What ``cases`` needs to open several cases from one hand-in is here, frozen: which answers call for which parts, which
part waits for which, what passes between them, and each part's own answers read off the shared ones.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tongban.catalogue.composition import Component, Composition, Output
from tongban.catalogue.guide import Answers, Guide, Need, chosen
from tongban.catalogue.parts import Option, Situation
from tongban.catalogue.views import VersionView

if TYPE_CHECKING:
    from tongban.catalogue.queries import BundleView

OWN = ""
"""The key under which the bundle's own questions and papers stand."""
_ASIDE = re.compile(r"[（(【\[].*?[）)】\]]|[\s，。：:、“”\"?？]")


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One part: the version its authority works by (None where no guide is here), what it takes and yields."""

    component: Component
    version: VersionView | None
    waits_for: tuple[str, ...]
    inputs: tuple[Output, ...]
    outputs: tuple[Output, ...]

    @property
    def key(self) -> str:
        """Its key within the composition."""
        return self.component.key


@dataclass(frozen=True, slots=True)
class Use:
    """Where an answer goes: a part (``OWN``: the bundle itself), its own question, and its own option for each option."""

    part: str
    key: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SharedQuestion:
    """One question of the merged list, asked once, used in several parts. ``several``: more than one answer may be right."""

    key: str
    question: str
    options: tuple[Option, ...]
    uses: tuple[Use, ...]
    several: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that use the answer."""
        return tuple(use.part for use in self.uses if use.part != OWN)


@dataclass(frozen=True, slots=True)
class SharedPaper:
    """One paper of the merged list: which parts ask for it, and how it comes: handed in once, looked up, or passed on."""

    name: str
    parts: tuple[str, ...]
    how: str  # "hand_in", "looked_up" or "passed_on"
    note: str = ""
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class BundlePlan:
    """一件事 in one place, ready to be asked, drawn and opened."""

    bundle: "BundleView"
    parts: tuple[PlannedPart, ...]
    questions: tuple[SharedQuestion, ...]

    @property
    def composition(self) -> Composition:
        """The composition it follows."""
        return self.bundle.composition

    def part(self, key: str) -> PlannedPart:
        """A part by its key. Raises KeyError."""
        return {part.key: part for part in self.parts}[key]

    def parts_for(self, answers: Answers) -> tuple[PlannedPart, ...]:
        """The parts these answers leave to be done."""
        wanted = set(self.composition.selected(self.answers_of(OWN, answers)))
        return tuple(part for part in self.parts if part.key in wanted)

    def edges_for(self, keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """(first, then) among the chosen parts; one that waits for a part not chosen waits for nobody."""
        wanted = set(keys)
        return tuple((first, then) for first, then in self.composition.edges if {first, then} <= wanted)

    def questions_for(self, keys: Iterable[str]) -> tuple[SharedQuestion, ...]:
        """The questions the chosen parts, or the bundle itself, use."""
        wanted = {OWN, *keys}
        return tuple(asked for asked in self.questions if any(use.part in wanted for use in asked.uses))

    def answers_of(self, part: str, answers: Answers) -> dict[str, frozenset[str]]:
        """One part's own answers, question key to its own options, read off the shared ones."""
        found: dict[str, frozenset[str]] = {}
        for asked in self.questions:
            for use in asked.uses:
                said = chosen(answers, asked.key) & use.options.keys()
                if use.part == part and said:
                    found[use.key] = frozenset(use.options[option] for option in said)
        return found

    def papers_for(self, keys: Iterable[str], answers: Answers) -> tuple[SharedPaper, ...]:
        """The papers of the chosen parts, each once; what a chosen part yields is passed on and not asked for."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, SharedPaper] = {}
        for key, guide in [(OWN, self.bundle.guide), *self._guides(wanted)]:
            fed = {_plain(output.name) for output in self._fed(key, wanted)}
            for asked in guide.materials_for(self.answers_of(key, answers)):
                paper = _paper(asked.material.name, asked.material.replaceable, asked.need, fed)
                _merge(found, paper, [key] if key != OWN else [])
        for output in self._passed(wanted):
            takers = [key for key in wanted if output in self.part(key).inputs]
            name = self.part(output.part).component.name
            _merge(found, SharedPaper(output.name, (), "passed_on", f"“{name}”办好后自动传"), takers)
        return tuple(found.values())

    def unread_parts(self, keys: Iterable[str]) -> tuple[PlannedPart, ...]:
        """The chosen parts whose papers nobody has read: they are 待核实, never none."""
        chosen_parts = [self.part(key) for key in keys]
        return tuple(part for part in chosen_parts if part.version is None or not part.version.guide.materials)

    def _guides(self, keys: Iterable[str]) -> list[tuple[str, Guide]]:
        return [(key, version.guide) for key in keys if (version := self.part(key).version)]

    def _fed(self, key: str, wanted: Iterable[str]) -> list[Output]:
        outputs = self.part(key).inputs if key != OWN else tuple(self._passed(wanted))
        return [output for output in outputs if output.part in set(wanted)]

    def _passed(self, wanted: Iterable[str]) -> list[Output]:
        """The outputs of chosen parts that chosen parts take, one of each name."""
        keys = set(wanted)
        passed = [
            output
            for output in self.composition.outputs
            if output.part in keys and any(output in self.part(key).inputs for key in keys)
        ]
        return list({output.name: output for output in reversed(passed)}.values())[::-1]


# --- merging ---------------------------------------------------------------------------------------------------------
def plan(bundle: "BundleView", versions: Mapping[str, VersionView | None]) -> BundlePlan:
    """The plan of a bundle; ``versions`` are those of each part's authority, by part key."""
    made = bundle.composition
    parts = tuple(
        PlannedPart(
            component,
            versions.get(component.key),
            made.waits_for(component.key),
            made.inputs_of(component.key),
            made.outputs_of(component.key),
        )
        for component in made.parts
    )
    guides = [(OWN, bundle.guide)] + [(part.key, part.version.guide) for part in parts if part.version]
    several = {key for component in made.parts for key in (component.condition or {})}
    return BundlePlan(bundle, parts, tuple(merged(guides, several=several)))


def merged(guides: Iterable[tuple[str, Guide]], *, several: Iterable[str] = ()) -> list[SharedQuestion]:
    """One list of questions in which nothing is asked twice.

    Two questions are one when they ask the same words (marks and brackets aside) and offer the same answers. The same
    words with other answers stay two: an answer one place does not offer could not be passed on.
    """
    found: dict[tuple[str, frozenset[str]], SharedQuestion] = {}
    keys: set[str] = set()
    for part, guide in guides:
        for asked in guide.situations:
            same = _plain(asked.question), frozenset(_plain(option.label) for option in asked.options)
            earlier = found.get(same)
            if earlier is None:
                key = asked.key if asked.key not in keys else f"{asked.key}-{part or 'bundle'}"
                keys.add(key)
                found[same] = _question(key, part, asked, several=part == OWN and asked.key in set(several))
            else:
                found[same] = _with_use(earlier, part, asked)
    return list(found.values())


def _question(key: str, part: str, asked: Situation, *, several: bool) -> SharedQuestion:
    use = Use(part, asked.key, {option.key: option.key for option in asked.options})
    # Choosing parts (选办哪些事项) takes several answers where each calls for a part; kinds of a thing exclude each other.
    return SharedQuestion(key, asked.question, asked.options, (use,), several and "哪些" in asked.question)


def _with_use(earlier: SharedQuestion, part: str, asked: Situation) -> SharedQuestion:
    own = {_plain(option.label): option.key for option in asked.options}
    use = Use(part, asked.key, {option.key: own[_plain(option.label)] for option in earlier.options})
    return SharedQuestion(earlier.key, earlier.question, earlier.options, (*earlier.uses, use), earlier.several)


def _paper(name: str, replaceable: bool | None, need: Need, fed: set[str]) -> SharedPaper:
    if any(output in _plain(name) for output in fed):
        return SharedPaper(name, (), "passed_on", "前一件办好后自动传")
    if replaceable:
        return SharedPaper(name, (), "looked_up", "电子证照或数据共享")
    return SharedPaper(name, (), "hand_in", "", undecided=need is Need.UNDECIDED)


_BURDEN = ("looked_up", "passed_on", "hand_in")


def _merge(found: dict[str, SharedPaper], paper: SharedPaper, parts: Iterable[str]) -> None:
    """The same name is the same paper, handed in once. Where one part needs it in hand, it is handed in."""
    same = _plain(paper.name)
    earlier = found.get(same)
    if earlier is None:
        found[same] = replace(paper, parts=tuple(parts))
        return
    heavier = max(earlier, paper, key=lambda one: _BURDEN.index(one.how))
    undecided = earlier.undecided and paper.undecided
    users = tuple(dict.fromkeys([*earlier.parts, *parts]))
    found[same] = replace(heavier, name=earlier.name, parts=users, undecided=undecided)


def _plain(words: str) -> str:
    """Words without what stands in brackets and without marks, to see whether two mean the same."""
    return _ASIDE.sub("", words) or words
