"""The composition of a 一件事 that was read: its items as parts, and what ``source/bundle_outputs.json`` says of them."""

from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from tongban.catalogue.composition import Component, Composition, Feed, Output
from tongban.catalogue.guide import Guide
from tongban.catalogue.parts import Confidence, Part, Text
from tongban.catalogue.reading import SOURCE, read_json
from tongban.kit.blocked import Invalid, Problem


class Yield(Part):
    """In a bundle, parts whose name holds one of ``made_by`` yield it; those with one of ``taken_by`` take it.

    Where the record itself says so (``read_in``) it is read; elsewhere it is assumed.
    """

    bundle: Text
    output: Text
    key: Text
    made_by: tuple[Text, ...]
    taken_by: tuple[Text, ...]
    read_in: tuple[Text, ...]
    ground: Text


class Choice(Part):
    """Answers to a bundle's own question that call for a part."""

    record_id: Text
    part: Text
    condition: dict[str, tuple[str, ...]]
    ground: Text


class NationalParts(Part):
    """Which parts of a bundle the national composition has."""

    bundle: Text
    parts: tuple[Text, ...]
    ground: Text


class Said(Part):
    """The file."""

    outputs: tuple[Yield, ...]
    choices: tuple[Choice, ...]
    national: tuple[NationalParts, ...]


@lru_cache(maxsize=4)
def read_said(path: Path = SOURCE / "bundle_outputs.json") -> Said:
    """What is known of the bundles besides their guides. Raises Invalid with the field."""
    try:
        return Said.model_validate(read_json(path))
    except ValidationError as error:
        fields = [".".join(map(str, found["loc"])) for found in error.errors(include_url=False)]
        told = (
            Problem(f"{path.name}: {field}", f"{path.name} 的 {field} 写法不对，请对照同类条目改正。")
            for field in fields
        )
        raise Invalid(told) from None


def compose(guide: Guide, said: Said | None = None) -> Composition:
    """The composition of one guide of a 一件事, as far as was read; what passes between parts is marked as it is known."""
    said = said or read_said()
    items = guide.bundle.items if guide.bundle else ()
    parts = tuple(
        Component(
            key=f"p{number:02}",
            name=item.name,
            department=item.department,
            slug=item.slug,
            national=_national(said, guide, item.name),
            condition=_condition(said, guide, item.name),
        )
        for number, item in enumerate(items, start=1)
    )
    outputs: list[Output] = []
    feeds: list[Feed] = []
    for rule in said.outputs:
        if rule.bundle == guide.item.slug:
            confidence = Confidence.READ if guide.record_id in rule.read_in else Confidence.ASSUMED
            _pass_on(rule, confidence, parts, outputs, feeds)
    return Composition(parts=parts, outputs=tuple(outputs), feeds=tuple(feeds))


def _pass_on(
    rule: Yield, sure: Confidence, parts: tuple[Component, ...], outputs: list[Output], feeds: list[Feed]
) -> None:
    """Each maker yields it under a key of its own; every taker that is no maker takes it from each of them."""
    makers = [part for part in parts if _named(part.name, rule.made_by)]
    takers = [part for part in parts if part not in makers and _named(part.name, rule.taken_by)]
    for number, maker in enumerate(makers if takers else [], start=1):
        key = rule.key if number == 1 else f"{rule.key}-{number}"
        outputs.append(Output(key=key, name=rule.output, part=maker.key, ground=rule.ground, confidence=sure))
        feeds += [Feed(output=key, part=part.key) for part in takers]


def _named(name: str, words: tuple[str, ...]) -> bool:
    return any(word in name for word in words)


def _national(said: Said, guide: Guide, name: str) -> bool | None:
    """On the national composition or not; None where no national composition of this bundle was read."""
    for national in said.national:
        if national.bundle == guide.item.slug:
            return _named(name, national.parts)
    return None


def _condition(said: Said, guide: Guide, name: str) -> dict[str, tuple[str, ...]] | None:
    found = [choice for choice in said.choices if choice.record_id == guide.record_id and choice.part in name]
    return found[0].condition if found else None
