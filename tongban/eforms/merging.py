"""一表申请: the forms of several items become one. What two of them ask is asked once, and goes to each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongban.eforms import answers
from tongban.eforms.design import Design, Entry, Question, Section
from tongban.kit.blocked import Problem


@dataclass(frozen=True, slots=True)
class Merged:
    """One form for several items. ``goes_to`` says of each blank to which field of which items its answer goes.

    What is asked, and what is wrong, is what the items themselves say of their own share of the answers.
    """

    title: str
    parts: Mapping[str, Design]
    entries: Mapping[str, Entry]
    sections: tuple[Section, ...]
    goes_to: Mapping[str, tuple[tuple[str, str], ...]]

    def answers_of(self, part: str, given: Mapping[str, str]) -> dict[str, str]:
        """The answers of one item, by its own fields: only those that its own conditions ask for."""
        own = self._share(part, given)
        asked = self.parts[part].fields_asked(own)
        return {key: text for key, text in own.items() if key in asked}

    def _share(self, part: str, given: Mapping[str, str]) -> dict[str, str]:
        shares = ((key, field) for field, to in self.goes_to.items() for item, key in to if item == part)
        return {key: given[field] for key, field in shares if field in given}

    def asked(self, given: Mapping[str, str]) -> list[Question]:
        """The questions that some item needs after these answers, each blank in one of them only."""
        needed = {
            self._names[item, key]
            for item, design in self.parts.items()
            for key in design.fields_asked(self._share(item, given))
        }
        listed = (question for section in self.sections for question in section.questions)
        shown = ((one, tuple(field for field in one.fields if field in needed)) for one in listed)
        return [one.model_copy(update={"fields": fields}) for one, fields in shown if fields]

    def problems(self, given: Mapping[str, str]) -> list[Problem]:
        """What any of the items says to its share of the answers, at the blank that is asked; each blank once."""
        found: dict[str, str] = {}
        for item, design in self.parts.items():
            for one in answers.problems(design, self.answers_of(item, given)):
                found.setdefault(self._names[item, one.field.removeprefix(answers.PREFIX)], one.sentence)
        return [Problem(answers.PREFIX + field, found[field]) for field in self.entries if field in found]

    @property
    def spared(self) -> int:
        """How many blanks need not be filled in, because the answer to another serves."""
        return sum(len(to) - 1 for to in self.goes_to.values())

    @property
    def _names(self) -> dict[tuple[str, str], str]:
        return {to: field for field, places in self.goes_to.items() for to in places}


def merge(designs: Mapping[str, Design], *, title: str) -> Merged:
    """One form of several items, by their slugs. The first item to ask a common field gives it its words and place."""
    goes_to: dict[str, tuple[tuple[str, str], ...]] = {}
    for item, design in designs.items():
        for key, entry in design.entries.items():
            field = _name(item, key, entry)
            goes_to[field] = (*goes_to.get(field, ()), (item, key))
    names = {to: field for field, places in goes_to.items() for to in places}
    entries = {field: designs[places[0][0]].entries[places[0][1]] for field, places in goes_to.items()}
    return Merged(title, dict(designs), entries, tuple(_sections(designs, names)), goes_to)


def _name(item: str, key: str, entry: Entry) -> str:
    """A common field is called by what it is, another by its item."""
    return entry.concept.replace("/", ".") if entry.concept else f"{_word(item)}.{key}"


def _word(item: str) -> str:
    return item.replace("-", "_")


def _sections(designs: Mapping[str, Design], names: Mapping[tuple[str, str], str]) -> Iterator[Section]:
    """Every item's sections in turn, with what nobody before has asked."""
    seen: set[str] = set()
    for item, design in designs.items():
        for section in design.sections:
            questions = tuple(_fresh(section, item, names, seen))
            if questions:
                yield section.model_copy(update={"key": f"{_word(item)}.{section.key}", "questions": questions})


def _fresh(section: Section, item: str, names: Mapping[tuple[str, str], str], seen: set[str]) -> Iterator[Question]:
    for question in section.questions:
        fields = tuple(field for key in question.fields if (field := names[item, key]) not in seen)
        seen |= set(fields)
        if fields:
            yield question.model_copy(update={"key": f"{_word(item)}.{question.key}", "fields": fields, "when": ()})
