"""Questions about cases, asked from outside. A person reaches a case only through here, and only with ``seen_by``."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from tongban.cases import clock, timing
from tongban.cases.content import KeptAnswer
from tongban.cases.events import CaseFact
from tongban.cases.lifecycle import BEFORE_ACCEPTANCE, Holder, State
from tongban.cases.lists import (
    PAGE,
    Counts,
    Filters,
    Page,
    Row,
    Sources,
    Stack,
    counts,
    handed_over,
    my_cases,
    neighbours,
    reading,
    sources,
    to_hand_out,
    worklist,
)
from tongban.cases.models import (
    Attachment,
    Case,
    CaseMaterial,
    Correction,
    CorrectionLine,
    Overtaken,
    Reminder,
    Sight,
    TurnAway,
)
from tongban.journal import queries as journal
from tongban.kit import compiled
from tongban.kit.blocked import NotFound
from tongban.kit.codes import tidy
from tongban.kit.numbers import read_case_number
from tongban.people import queries as people
from tongban.people.actors import Actor
from tongban.regions.calendars import calendar, calendar_of

__all__ = [
    "PAGE",
    "Counts",
    "Filters",
    "ForNotice",
    "ForRating",
    "Page",
    "PublicStatus",
    "Row",
    "Sources",
    "Stack",
    "as_read",
    "attachment",
    "correction",
    "counts",
    "events_since",
    "for_notice",
    "for_rating",
    "handed_over",
    "history",
    "is_before_acceptance",
    "kept_answers",
    "materials",
    "my_cases",
    "neighbours",
    "one",
    "reading",
    "recomputed",
    "reminders",
    "seen_at",
    "sources",
    "to_hand_out",
    "to_rate",
    "track",
    "turned_away",
    "usual_correct_by",
    "worklist",
]

NOT_THERE = "没有找到这个办件。请核对受理号，或从“我的办件”里打开。"


def one(number: str, *, seen_by: Actor) -> Case:
    """Found, or as good as absent: we do not say that a case exists. Raises NotFound."""
    asked = read_case_number(number) or number
    sight = Sight.of(seen_by)
    found = compiled.objects(("case", *sight.shape), partial(_whole, sight), number=asked, **sight.values)
    if not found:
        raise NotFound(NOT_THERE)
    return found[0]


def _whole(sight: Sight, number: str, **values: compiled.Value) -> "QuerySet[Case]":
    along = ("application__applicant", "application__organisation", "application__agent")
    return Case.objects.select_related(*along).filter(sight.condition(**values), number=number)


def seen_at(number: str, *, seen_by: Actor) -> tuple[str, int]:
    """The number and the version of a case: what a page kept for that version is found by. Raises NotFound."""
    asked, sight = read_case_number(number) or number, Sight.of(seen_by)
    found = compiled.rows(("version", *sight.shape), partial(_version, sight), number=asked, **sight.values)
    if not found:
        raise NotFound(NOT_THERE)
    return found[0][0], found[0][1]


def _version(sight: Sight, number: str, **values: compiled.Value) -> "QuerySet[Case, tuple[str, int]]":
    return Case.objects.filter(sight.condition(**values), number=number).values_list("number", "version")


def as_read(number: str, *, version: int, seen_by: Actor) -> Case:
    """The case, still as it was on the page somebody acts from. Raises NotFound, or Overtaken: who did what, and when."""
    case = one(number, seen_by=seen_by)
    if case.version != version:
        raise Overtaken(case.number, "您这一步没有生效。")
    return case


def turned_away(actor: Actor, *, limit: int = 100) -> list[TurnAway]:
    """What an outlet did not take, newest first."""
    at = Q(outlet_code=actor.outlet_code) if actor.outlet_code else Q(actor=actor.key)
    return list(TurnAway.objects.filter(at).select_related("draft")[:limit])


def materials(case: Case) -> list[CaseMaterial]:
    """The materials of a case with their files, in the guide's order."""
    return list(case.materials.prefetch_related(Prefetch("attachments", Attachment.objects.select_related("document"))))


def attachment(case: Case, attachment_id: int) -> Attachment:
    """One file of a case; a file is reached through its case only. Raises NotFound."""
    found = Attachment.objects.select_related("document").filter(material__case=case, pk=attachment_id).first()
    if found is None:
        raise NotFound("没有找到这份文件。请从办件的材料清单里打开。")
    return found


def correction(case: Case) -> Correction | None:
    """The correction notice of a case with its lines, if one was sent."""
    if case.returned_at is None:
        return None
    lines = CorrectionLine.objects.select_related("correction").filter(correction__case=case)
    return _with_lines(list(lines)) or Correction.objects.prefetch_related("lines").get(case=case)


def _with_lines(lines: list[CorrectionLine]) -> Correction | None:
    """The notice of these lines, which knows them as if they had been prefetched: one question instead of two."""
    if not lines:
        return None
    notice = lines[0].correction
    known = notice.lines.all()
    known._result_cache = lines
    notice._prefetched_objects_cache = {"lines": known}  # type: ignore[attr-defined]  # Django's own place for them
    return notice


def usual_correct_by() -> date:
    """The last day for corrections, were they asked for now and no other day named."""
    return clock.correct_by(timezone.now(), calendar())


def kept_answers(correction: Correction) -> dict[int, KeptAnswer]:
    """What the person has written to each line so far, by the line's id, and not sent yet."""
    return {int(line): KeptAnswer.model_validate(kept) for line, kept in correction.kept.items()}


def reminders(case: Case, *, limit: int = 5) -> list[Reminder]:
    """What the clock warned of about a case, the newest first."""
    return list(case.reminders.all()[:limit])


def history(case: Case) -> list[journal.Told]:
    """What happened to a case, oldest first."""
    return [told for told in journal.history(case.number) if isinstance(told.fact, CaseFact)]


def events_since(actor: Actor, cursor: int, *, limit: int = 100) -> tuple[list[journal.Told], int]:
    """Facts after a cursor about cases this actor may know of, oldest first, and the cursor to go on from."""
    return journal.follow(cursor, subjects=Case.objects.visible_to(actor).values("number"), limit=limit)


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """What may be told without signing in: where it stands, who has it, by when, and whether papers are needed."""

    number: str
    state: State
    granted: bool | None
    agency_name: str
    agency_phone: str
    receipt_place: str
    holder: Holder
    next_due_on: date | None
    updated_at: datetime


def track(number: str, last_four: str) -> PublicStatus | None:
    """A case for whoever knows its number and the last four characters of the applicant's identity number or USCC.

    None for a wrong number and for wrong characters alike.
    """
    whole = Case.objects.select_related("application__applicant", "application__organisation")
    case = whole.filter(number=read_case_number(number) or "").first()
    if case is None or tidy(last_four) != _last_four(case):
        return None
    told = journal.latest_act(case.number, CaseFact)
    return PublicStatus(
        number=case.number,
        state=State(case.state),
        granted=case.granted,
        agency_name=case.agency_name,
        agency_phone=people.agency(case.agency_id).phone,
        receipt_place=case.receipt_place,
        holder=case.holder,
        next_due_on=case.next_due_on,
        updated_at=told.at if told else case.received_at,
    )


def _last_four(case: Case) -> str:
    organisation = case.application.organisation
    return organisation.uscc[-4:] if organisation else case.application.applicant.identity_number[-4:].upper()


@dataclass(frozen=True, slots=True)
class ForNotice:
    """What a notice needs to know of a case. ``people``: the applicant, and the agent if there is one."""

    item_name: str
    agency_name: str
    respond_by: date
    people: tuple[int, ...]


def for_notice(number: str) -> ForNotice:
    """What a notice about this case needs to know."""
    case = Case.objects.select_related("application__mandate").get(number=number)
    mandate = case.application.mandate
    agent = case.application.agent_id if mandate is None or mandate.withdrawn_at is None else None
    people_told = (case.application.applicant_id, *((agent,) if agent else ()))
    return ForNotice(case.item_name, case.agency_name, case.respond_by, people_told)


@dataclass(frozen=True, slots=True)
class ForRating:
    """What a rating needs to know of a case."""

    number: str
    item_name: str
    agency_name: str
    receipt_place: str
    at_counter: bool
    concluded: bool
    received_at: datetime


def for_rating(number: str) -> ForRating:
    """What a rating of this case needs to know. Raises NotFound."""
    case = Case.objects.filter(number=number).first()
    if case is None:
        raise NotFound(NOT_THERE)
    return to_rate(case)


def to_rate(case: Case) -> ForRating:
    """The same, of a case already read."""
    return ForRating(
        case.number,
        case.item_name,
        case.agency_name,
        case.receipt_place,
        bool(case.outlet_code),
        case.is_concluded,
        case.received_at,
    )


def recomputed(number: str) -> tuple[clock.Deadlines, clock.Deadlines]:
    """The due dates of a case as stored, and as anyone recomputes them from the journal; they must be equal.

    By the calendar the case remembers: one that changed since is told by ``RESCHEDULE``, not found here.
    """
    case = Case.objects.get(number=number)
    told = [(fact.fact, fact.at) for fact in journal.history(number)]
    stored = clock.Deadlines(case.respond_by, case.due_on, case.statutory_due_on, case.deliver_by, case.next_due_on)
    return stored, timing.reckoned(case, clock.replay(told), calendar_of(case.calendar_version))


def is_before_acceptance(case: Case) -> bool:
    """Whether the authority has still to say whether it takes the case on."""
    return State(case.state) in BEFORE_ACCEPTANCE
