"""What the desk's one screen shows of a draft: each material with its points and scans, and what is still missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from tongban.cases import drafts, intake
from tongban.cases.choices import Conclusion
from tongban.cases.content import Collected, Content
from tongban.cases.drafts import DraftFileView
from tongban.cases.forms import Filled
from tongban.cases.intake import Asked
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Reception, VersionView, WhyNot
from tongban.eforms.queries import PREFIX, Entry, masked
from tongban.kit.blocked import Problem
from tongban.kit.codes import birth_date, identity_number_problem
from tongban.people.actors import Actor
from tongban.people.queries import MandateScope

if TYPE_CHECKING:
    from tongban.cases.models import Draft

PERSON = "自然人"
PEOPLE = tuple(f"{who}.{field}" for who in ("applicant", "agent") for field in ("name", "identity_number", "phone"))
ORGANISATION = ("organisation.name", "organisation.uscc", "organisation.legal_representative")
AROUND = (
    "identity_check.original_seen", "identity_check.mandate_seen", "mandate_until", "mandate_scope", "delivery.way",
    "delivery.address",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material on the screen: what is asked, what came in, and what is wrong with it."""

    asked: Asked
    got: Collected
    files: Sequence[DraftFileView]
    error: str

    @property
    def pages(self) -> int:
        """Pages scanned so far."""
        return sum(file.pages or 1 for file in self.files)

    @property
    def conclusions(self) -> list[tuple[str, str]]:
        """What the formal check may conclude for this material."""
        offered = [Conclusion.FITS, Conclusion.MENDED]
        offered += [Conclusion.DEFERRED] if self.asked.deferrable else []
        return [("", "请选择"), *((choice.value, choice.label) for choice in offered)]


@dataclass(frozen=True, slots=True)
class Screen:
    """The whole of it. ``errors`` are shown at their fields; ``missing`` is everything the button waits for."""

    draft: "Draft"
    version: VersionView
    content: Content
    reception: Reception | WhyNot
    rows: Sequence[MaterialRow]
    exempt: Sequence[Asked]
    missing: Sequence[Problem]
    errors: dict[str, str]
    filled: Filled | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    on_page: Sequence[str] = ()  # the fields of the form that stand on the page which asks again

    def answer(self, name: str) -> str:
        """The answer to a field of the form, as typed just now or as kept."""
        return self.typed.get(name) or (self.filled.value(name) if self.filled else "")

    @property
    def form_errors(self) -> dict[str, str]:
        """What is wrong with the form, by field: only of what was answered, since what is empty is missing, not wrong."""
        return {path.removeprefix(PREFIX): told for path, told in self.errors.items() if path.startswith(PREFIX)}

    @staticmethod
    def masked(entry: Entry, text: str) -> str:
        """A verified value, as a screen shows it."""
        return masked(entry, text)

    @property
    def signed(self) -> bool:
        """Whether the signature on the application stands."""
        return self.filled is not None and all(problem.field != "signature" for problem in self.missing)

    @property
    def takes_organisations(self) -> bool:
        """Whether a unit may apply for this item; where nobody was named, anybody may."""
        return self.version.item.subjects != (PERSON,)

    @property
    def takes_persons(self) -> bool:
        """Whether a person may apply for this item."""
        return not self.version.item.subjects or PERSON in self.version.item.subjects

    @property
    def situations(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """The questions that decide the materials: key, question, options."""
        return [
            (asked.key, asked.question, [(option.key, option.label) for option in asked.options])
            for asked in self.version.guide.situations
        ]

    @property
    def told_at_once(self) -> list[str]:
        """The fields at which an error is said while the clerk goes on typing."""
        on_page = (PREFIX + name for name in self.on_page)
        return [*PEOPLE, *(ORGANISATION if self.takes_organisations else ()), *AROUND, *on_page]

    @property
    def scopes(self) -> list[tuple[str, str]]:
        """How far a mandate may go."""
        return list(MandateScope.choices)

    @property
    def next_scan(self) -> str:
        """The first material that still waits for its scan: where F6 leads."""
        waiting = [row.asked.key for row in self.rows if not row.files]
        return next(iter(waiting), self.rows[0].asked.key if self.rows else "")

    @property
    def identity_done(self) -> bool:
        """Nothing about people is missing any more."""
        about = ("applicant.", "agent.", "organisation.", "identity_check.", "mandate_")
        return not any(problem.field.startswith(about) for problem in self.missing)

    @property
    def age(self) -> int | None:
        """The applicant's age in years, read off an identity number that is right; None before that."""
        number, today = self.content.applicant.identity_number, timezone.localdate()
        return None if identity_number_problem(number, today=today) else _years(birth_date(number), today)


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def screen(
    draft: "Draft", *, by: Actor, problems: Iterable[Problem] = (), typed: Mapping[str, str] | None = None
) -> Screen:
    """The draft as the clerk sees it. ``problems`` are what an act has just said; they are shown at their fields.

    ``typed`` are answers of the form that were too long to be kept: they stay on the page, to be shortened.
    """
    taken = drafts.before(draft, by=by)
    content, version, missing = taken.content, taken.version, intake.problems(taken)
    errors = {problem.field: problem.sentence for problem in missing if _typed(content, problem.field, taken.filled)}
    errors |= {problem.field: problem.sentence for problem in problems}
    files, asked = drafts.files_of(draft), drafts.asked_by(taken)
    return Screen(
        draft=draft,
        version=version,
        content=content,
        reception=catalogue.reception(
            version,
            receipt_region=draft.receipt_region,
            channel=catalogue.Channel.COUNTER,
            outlet=draft.outlet_code,
        ),
        rows=[_row(one, content, files, errors) for one in asked if not one.exempt or one.key in files],
        exempt=[one for one in asked if one.exempt and one.key not in files],
        missing=missing,
        errors=errors,
        filled=taken.filled,
        typed=typed or {},
    )


def _row(one: Asked, content: Content, files: dict[str, list[DraftFileView]], errors: dict[str, str]) -> MaterialRow:
    got = content.collected.get(one.key, Collected())
    return MaterialRow(one, got, files.get(one.key, []), errors.get(f"materials.{one.key}", ""))


def _typed(content: Content, path: str, filled: Filled | None) -> bool:
    """Whether something was written in the field that a problem is about: an empty field is missing, not wrong."""
    if path.startswith(PREFIX):
        return filled is not None and bool(filled.value(path.removeprefix(PREFIX)).strip())
    if path.startswith(("materials.", "situation.", "identity_check.")):
        return False
    found: object = content
    for name in path.split("."):
        found = getattr(found, name, None)
    return bool(found)
