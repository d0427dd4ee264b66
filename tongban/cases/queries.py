"""Questions about cases, asked from outside. A person reaches a case only through here, and only with ``seen_by``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case as If
from django.db.models import Count, Q, QuerySet, Value, When
from django.utils import timezone

from tongban.cases import clock
from tongban.cases.events import CaseFact
from tongban.cases.lifecycle import BEFORE_ACCEPTANCE, Holder, State
from tongban.cases.models import Case, CaseMaterial, Correction, TurnAway
from tongban.catalogue import queries as catalogue
from tongban.journal import queries as journal
from tongban.kit.blocked import NotFound
from tongban.kit.days import national
from tongban.kit.numbers import read_case_number
from tongban.people import queries as people
from tongban.people.actors import Actor

NOT_THERE = "没有找到这个办件。请核对受理号，或从“我的办件”里打开。"
PAGE = 20


def one(number: str, *, seen_by: Actor) -> Case:
    """Found, or as good as absent: we do not say that a case exists. Raises NotFound."""
    whole = Case.objects.select_related("application__applicant", "application__organisation", "application__agent")
    case = whole.visible_to(seen_by).filter(number=read_case_number(number) or number).first()
    if case is None:
        raise NotFound(NOT_THERE)
    return case


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list, with what its clock shows."""

    number: str
    state: State
    item_name: str
    applicant_name: str
    agency_name: str
    receipt_place: str
    receipt_region: str
    mode: str
    handler_label: str
    received_at: datetime
    next_due_on: date | None
    correct_by: date | None
    granted: bool | None
    reading: clock.Reading | None

    @property
    def label(self) -> str:
        """The state in the words of the staff; a decision says which way it went."""
        if self.state == State.DECIDED:
            return "准予" if self.granted else "不予"
        return self.state.label


_COLUMNS = (
    "number", "state", "item_name", "applicant_name", "agency_name", "receipt_place", "receipt_region", "mode",
    "handler_label", "received_at", "next_due_on", "correct_by", "granted", "corrected_at", "accepted_at", "decided_at",
    "returned_at",
)  # fmt: skip


def _rows(cases: QuerySet[Case]) -> list[Row]:
    today = timezone.localdate()
    return [_row(values, today) for values in cases.values(*_COLUMNS)]


def _row(values: dict[str, Any], today: date) -> Row:
    started = _started(values)
    for column in ("corrected_at", "accepted_at", "decided_at", "returned_at"):
        del values[column]
    values["state"] = State(values["state"])
    return Row(**values, reading=_read(started, values["next_due_on"], today))


def _started(values: dict[str, Any]) -> datetime:
    """The moment from which the clock that runs now has run."""
    ways = ("returned_at",) if values["state"] == State.RETURNED else ("decided_at", "accepted_at", "corrected_at")
    started: datetime = next((values[name] for name in ways if values[name]), values["received_at"])
    return started


def _read(started: datetime, last_day: date | None, today: date) -> clock.Reading | None:
    return clock.read(timezone.localdate(started), last_day, today, national()) if last_day else None


def reading(case: Case) -> clock.Reading | None:
    """What the clock of a case shows today; None when nothing is awaited."""
    started = _started({name: getattr(case, name) for name in _COLUMNS})
    return _read(started, case.next_due_on, timezone.localdate())


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: the rows, how many there are in all, and which page this is (from 1)."""

    rows: Sequence[Any]
    total: int
    page: int
    size: int = PAGE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def _page(cases: QuerySet[Case], page: int, total: int | None = None) -> Page:
    total = cases.count() if total is None else total
    page = max(1, min(page, max(1, -(-total // PAGE))))
    return Page(_rows(cases[(page - 1) * PAGE : page * PAGE]), total, page)


class Stack:
    """The piles of an inbox, by what is to be done; each names its states."""

    TO_SIGN_FOR = (State.RECEIVED,)
    TO_EXAMINE = (State.SIGNED_FOR,)
    TO_DECIDE = (State.ACCEPTED,)
    AWAITING_CORRECTION = (State.RETURNED,)
    TO_DELIVER = (State.DECIDED,)
    IN_HAND = (State.RECEIVED, State.SIGNED_FOR, State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases an authority has in each pile; overdue and due today among those that await the authority."""

    overdue: int
    due_today: int
    by_state: dict[State, int]

    def of(self, states: Sequence[State]) -> int:
        """How many stand in these states."""
        return sum(self.by_state.get(state, 0) for state in states)


def counts(actor: Actor) -> Counts:
    """The figures above an inbox, in one question."""
    today = timezone.localdate()
    waiting = ~Q(state=State.RETURNED)
    rows = (
        Case.objects.visible_to(actor)
        .open()
        .values("state")
        .annotate(
            n=Count("pk"),
            late=Count("pk", filter=Q(next_due_on__lt=today) & waiting),
            today=Count("pk", filter=Q(next_due_on=today) & waiting),
        )
        .order_by()
    )
    found = list(rows)
    by_state = Counter({State(row["state"]): row["n"] for row in found})
    return Counts(sum(row["late"] for row in found), sum(row["today"] for row in found), dict(by_state))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. ``region`` is the place of receipt, 6 or 12 digits; ``words`` a number or a name."""

    states: tuple[State, ...] = ()
    region: str = ""
    item: str = ""
    words: str = ""
    due: str = ""  # "late" or "today"
    mine: bool = False


def worklist(actor: Actor, filters: Filters = Filters(), *, page: int = 1, total: int | None = None) -> Page:
    """The inbox: what this authority has to do, the most urgent first."""
    cases = _narrowed(Case.objects.visible_to(actor).at(*(filters.states or Stack.IN_HAND)), filters, actor)
    return _page(cases.order_by("next_due_on", "id"), page, total)


def _narrowed(cases: Any, filters: Filters, actor: Actor) -> Any:
    today = timezone.localdate()
    if filters.region:
        cases = cases.filter(receipt_region__startswith=filters.region[:6].rstrip("0") or filters.region)
    if filters.item:
        cases = cases.filter(item_name=filters.item)
    if filters.words:
        number = read_case_number(filters.words)
        cases = cases.filter(number=number) if number else cases.filter(applicant_name__startswith=filters.words)
    if filters.due == "late":
        cases = cases.filter(next_due_on__lt=today).exclude(state=State.RETURNED)
    if filters.due == "today":
        cases = cases.filter(next_due_on=today).exclude(state=State.RETURNED)
    return cases.filter(handler_key__in=("", actor.key)) if filters.mine else cases


def neighbours(case: Case, actor: Actor) -> tuple[str | None, str | None]:
    """The numbers of the case before and the case after this one in the inbox."""
    if case.next_due_on is None:
        return None, None
    inbox = Case.objects.visible_to(actor).at(*Stack.IN_HAND).exclude(pk=case.pk)
    key = (case.next_due_on, case.pk)
    before = inbox.filter(Q(next_due_on__lt=key[0]) | Q(next_due_on=key[0], pk__lt=key[1]))
    after = inbox.filter(Q(next_due_on__gt=key[0]) | Q(next_due_on=key[0], pk__gt=key[1]))
    return (
        before.order_by("-next_due_on", "-pk").values_list("number", flat=True).first(),
        after.order_by("next_due_on", "pk").values_list("number", flat=True).first(),
    )


def handed_over(actor: Actor, *, states: Sequence[State] = (), words: str = "", page: int = 1) -> Page:
    """What an outlet took in and handed over: newest first, or those in some states only."""
    cases = Case.objects.visible_to(actor)
    cases = cases.at(*states) if states else cases
    return _page(_narrowed(cases, Filters(words=words), actor).order_by("-id"), page)


def to_hand_out(actor: Actor, *, page: int = 1) -> Page:
    """Results that people come to the window for."""
    cases = Case.objects.visible_to(actor).at(State.DECIDED).filter(application__delivery_way="counter")
    return _page(cases.order_by("deliver_by", "id"), page)


def turned_away(actor: Actor, *, limit: int = 100) -> list[TurnAway]:
    """What an outlet did not take, newest first."""
    return list(TurnAway.objects.filter(outlet_code=actor.outlet_code).select_related("draft")[:limit])


def my_cases(actor: Actor, *, page: int = 1) -> Page:
    """A person's own cases: those that need them first, then the newest."""
    needs_me = If(When(state=State.RETURNED, then=Value(0)), default=Value(1))
    return _page(Case.objects.visible_to(actor).order_by(needs_me, "-id"), page)


def materials(case: Case) -> list[CaseMaterial]:
    """The materials of a case with their files, in the guide's order."""
    return list(case.materials.prefetch_related("attachments__document"))


def correction(case: Case) -> Correction | None:
    """The correction notice of a case with its lines, if one was sent."""
    if case.returned_at is None:
        return None
    return Correction.objects.prefetch_related("lines").get(case=case)


def history(case: Case) -> list[journal.Told]:
    """What happened to a case, oldest first."""
    return [told for told in journal.history(case.number) if isinstance(told.fact, CaseFact)]


def events_since(actor: Actor, cursor: int, *, limit: int = 100) -> list[journal.Told]:
    """Facts after a cursor about cases this actor may know of, oldest first."""
    found: list[journal.Told] = []
    while len(found) < limit:
        batch = journal.since(cursor, limit=500)
        if not batch:
            break
        cursor = batch[-1].id
        subjects = {told.subject for told in batch}
        mine = set(Case.objects.visible_to(actor).filter(number__in=subjects).values_list("number", flat=True))
        found += [told for told in batch if told.subject in mine]
    return found[:limit]


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
    if case is None or last_four.strip().upper() != _last_four(case):
        return None
    told = journal.latest(case.number)
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
    case = Case.objects.select_related("application").get(number=number)
    agent = case.application.agent_id
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
    """The due dates of a case as stored, and as anyone recomputes them from the journal; they must be equal."""
    case = Case.objects.get(number=number)
    told = [(fact.fact, fact.at) for fact in journal.history(number)]
    stored = clock.Deadlines(case.respond_by, case.due_on, case.statutory_due_on, case.deliver_by, case.next_due_on)
    limits = catalogue.version(case.item_version_id).limits
    return stored, clock.deadlines(clock.replay(told), limits, national())


def is_before_acceptance(case: Case) -> bool:
    """Whether the authority has still to say whether it takes the case on."""
    return State(case.state) in BEFORE_ACCEPTANCE
