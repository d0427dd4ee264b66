"""A form's design: a JSON Schema 2020-12 document with annotations of ours, read into shapes the rest of the room uses.

``properties`` say what an answer may be; ``x-sections`` hold the questions in their order. A question is one page for a
citizen and one row for a clerk; it shows one field or a few, and is asked always or only after certain answers.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tongban.eforms.fields import APPLICANT, whole

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
YES, NO = "yes", "no"
KEY = r"^[a-z][a-z0-9_.]{0,39}$"
LONGEST_ANSWER = 2000


class Shape(BaseModel):
    """Frozen, and closed to keywords it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Option(Shape):
    """One of the answers offered: its value and its words."""

    value: str = Field(alias="const", pattern=r"^[A-Za-z0-9_]{1,40}$")
    title: str = Field(min_length=1, max_length=100)


class Options(Shape):
    """What the members of a list may be."""

    one_of: tuple[Option, ...] = Field(alias="oneOf", min_length=1)


class Kind(StrEnum):
    """How a field is asked for, in the words of the editor."""

    TEXT = "文字"
    LINES = "长文字"
    CHOICE = "单选"
    CHOICES = "多选"
    YES_NO = "是或否"
    DATE = "日期"
    AMOUNT = "数字"
    PLACE = "地方"


class Entry(Shape):
    """One thing to be filled in: a property of the schema."""

    type: Literal["string", "number", "integer", "boolean", "array"]
    title: str = Field(min_length=1, max_length=100)
    format: str = ""
    one_of: tuple[Option, ...] = Field((), alias="oneOf")
    items: Options | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = Field(None, alias="minLength", ge=0)
    max_length: int | None = Field(None, alias="maxLength", ge=1, le=LONGEST_ANSWER)
    pattern: str = ""
    hint: str = Field("", alias="x-hint", max_length=200)
    unit: str = Field("", alias="x-unit", max_length=20)
    decimals: int = Field(0, alias="x-decimals", ge=0, le=6)
    latest: Literal["", "today"] = Field("", alias="x-latest")
    source: str = Field("", alias="x-source", max_length=60)
    missing: str = Field("", alias="x-missing", max_length=100)
    library: str = Field("", alias="x-field", max_length=60)
    of: str = Field(APPLICANT, alias="x-of", pattern=r"^[a-z][a-z0-9_]{0,19}$")

    @property
    def kind(self) -> Kind:
        """How it is asked for."""
        if self.one_of:
            return Kind.CHOICE
        if self.format in _KINDS_BY_FORMAT:
            return _KINDS_BY_FORMAT[self.format]
        if self.type == "string":
            return Kind.LINES if (self.max_length or 0) > 200 else Kind.TEXT
        return _KINDS_BY_TYPE[self.type]

    @property
    def options(self) -> tuple[Option, ...]:
        """The answers offered, when there are any."""
        if self.type == "boolean":
            return (Option(const=YES, title="是"), Option(const=NO, title="不是"))
        return self.items.one_of if self.items else self.one_of

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The same as pairs of value and words, for a page."""
        return [(option.value, option.title) for option in self.options]

    @property
    def concept(self) -> str:
        """What two designs ask in common, ``applicant/person.name``; empty for a field of this design alone."""
        return f"{self.of}/{self.library}" if self.library else ""

    @property
    def private(self) -> bool:
        """Shown masked on screens: numbers by which a person or their money is found."""
        return self.format in {"identity-number", "phone", "bank-account"}


_KINDS_BY_FORMAT = {"date": Kind.DATE, "area": Kind.PLACE}
_KINDS_BY_TYPE = {
    "number": Kind.AMOUNT,
    "integer": Kind.AMOUNT,
    "boolean": Kind.YES_NO,
    "array": Kind.CHOICES,
}


class Given(Shape):
    """A condition: the answer to an earlier field is one of these (for a list: holds one of these)."""

    field: str
    among: tuple[str, ...] = Field(alias="in", min_length=1)


class Question(Shape):
    """One page for a citizen: its words, its fields, why it may be asked, and when. ``when`` holds alternatives."""

    key: str = Field(pattern=KEY)
    title: str = Field(min_length=1, max_length=100)
    hint: str = Field("", max_length=300)
    why: str = Field("", max_length=300)
    fields: tuple[str, ...] = Field(min_length=1)
    when: tuple[tuple[Given, ...], ...] = ()

    def is_asked(self, given: Mapping[str, str]) -> bool:
        """Whether it is asked after these answers (only of fields that were asked themselves)."""
        return not self.when or any(all(_holds(one, given) for one in every) for every in self.when)


def _holds(one: Given, given: Mapping[str, str]) -> bool:
    return bool(set(given.get(one.field, "").split(",")) & set(one.among))


class Section(Shape):
    """Questions that belong together: a heading on the clerk's page and in the printed application."""

    key: str = Field(pattern=KEY)
    title: str = Field(min_length=1, max_length=60)
    questions: tuple[Question, ...]


class Design(Shape):
    """The whole form."""

    dialect: str = Field(SCHEMA, alias="$schema")
    title: str = Field(min_length=1, max_length=100)
    type: Literal["object"] = "object"
    entries: dict[str, Entry] = Field(alias="properties")
    required: tuple[str, ...] = ()
    sections: tuple[Section, ...] = Field(alias="x-sections")
    replaces: tuple[str, ...] = Field((), alias="x-replaces")

    @property
    def questions(self) -> Iterator[Question]:
        """All questions in order."""
        return (question for section in self.sections for question in section.questions)

    @property
    def deciding(self) -> frozenset[str]:
        """The fields whose answers decide what else is asked."""
        return frozenset(one.field for question in self.questions for every in question.when for one in every)

    def asked(self, given: Mapping[str, str]) -> list[Question]:
        """The questions that are asked after these answers, in order. An answer to what is not asked decides nothing."""
        counted: dict[str, str] = {}
        found = []
        for question in self.questions:
            if question.is_asked(counted):
                found.append(question)
                counted |= {key: given[key] for key in question.fields if given.get(key)}
        return found

    def fields_asked(self, given: Mapping[str, str]) -> dict[str, Entry]:
        """The fields of those questions."""
        return {key: self.entries[key] for question in self.asked(given) for key in question.fields}

    def question(self, key: str) -> Question | None:
        """The question with this key."""
        return next((one for one in self.questions if one.key == key), None)

    def stands_for(self, material_name: str) -> bool:
        """Whether the signed application takes the place of a paper form in the list of materials."""
        return any(words in material_name for words in self.replaces)


def read(document: Mapping[str, Any]) -> Design:
    """A design from its document, common fields filled in. Raises pydantic's ValidationError; ``checking`` tells it."""
    properties = document.get("properties")
    if not isinstance(properties, Mapping):
        return Design.model_validate(document)
    entries = {key: whole(one) if isinstance(one, Mapping) else one for key, one in properties.items()}
    return Design.model_validate({**document, "properties": entries})
