"""Lists of cases: the authority's inbox by urgency, what an outlet handed over, what a person has asked for."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Case as If
from django.db.models import Count, F, Max, Q, QuerySet, Value, When
from django.utils import timezone

from tongban.cases import clock
from tongban.cases.lifecycle import State
from tongban.cases.models import Case, CaseQuerySet
from tongban.kit import compiled
from tongban.kit.masks import mask_name
from tongban.kit.numbers import read_case_number
from tongban.people.actors import Actor, Role
from tongban.people.sealing import tail_index
from tongban.regions.calendars import calendar

PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list, with what its clock shows."""

    number: str
    version: int
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
    corrected_at: datetime | None
    item_version_id: int
    situation: dict[str, str]
    for_organisation: bool
    reading: clock.Reading | None

    @property
    def shown_name(self) -> str:
        """The applicant as a list shows them: a person masked, an organisation in full."""
        return self.applicant_name if self.for_organisation else mask_name(self.applicant_name)

    @property
    def label(self) -> str:
        """The state in the words of the staff; a decision says which way it went."""
        if self.state == State.DECIDED:
            return "准予" if self.granted else "不予"
        return self.state.label


_COLUMNS = (
    "number", "version", "state", "item_name", "applicant_name", "agency_name", "receipt_place", "receipt_region", "mode",
    "handler_label", "received_at", "next_due_on", "correct_by", "granted", "corrected_at", "accepted_at", "decided_at",
    "returned_at", "item_version_id", "signed_for_at", "due_on", "account",
)  # fmt: skip
_MOMENTS = ("received_at", "signed_for_at", "returned_at", "corrected_at", "accepted_at", "decided_at")
_ONLY_FOR_THE_CLOCK = ("accepted_at", "decided_at", "returned_at", "signed_for_at", "due_on", "account")
_ASKED_FOR = {"situation": F("application__situation"), "for_organisation": F("application__organisation")}


def _rows(cases: QuerySet[Case]) -> list[Row]:
    now = timezone.now()
    return [_row(values, now) for values in cases.values(*_COLUMNS, **_ASKED_FOR)]


def _row(values: dict[str, Any], now: datetime) -> Row:
    face = _face(values, now)
    for column in _ONLY_FOR_THE_CLOCK:
        del values[column]
    values["state"] = State(values["state"])
    values["for_organisation"] = values["for_organisation"] is not None
    return Row(**values, reading=face)


def _face(values: dict[str, Any], now: datetime) -> clock.Reading | None:
    if values["next_due_on"] is None:
        return None
    moments = clock.Moments(**{name: values[name] for name in _MOMENTS}).with_account(values["account"])
    return clock.face_of(moments, values["due_on"], values["next_due_on"], calendar(), now)


def reading(case: Case) -> clock.Reading | None:
    """What the clock of a case shows today; None when nothing is awaited."""
    return clock.face_of(case.moments, case.due_on, case.next_due_on, calendar(), timezone.now())


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
    newest: int = 0  # the key of the newest of them

    @property
    def key(self) -> tuple[object, ...]:
        """What a page that shows these figures follows from."""
        return self.overdue, self.due_today, self.newest, tuple(sorted(self.by_state.items()))

    def of(self, states: Sequence[State]) -> int:
        """How many stand in these states."""
        return sum(self.by_state.get(state, 0) for state in states)


def counts(actor: Actor) -> Counts:
    """The figures above an inbox, in one question."""
    today = timezone.localdate()
    if _handles_for_one_agency(actor):
        found = compiled.rows("counts", _of_agency(_figures), agency=actor.agency_id or 0, today=today)
    else:
        found = list(_figures(Case.objects.visible_to(actor), today))
    by_state = Counter({State(state): number for state, number, *_ in found})
    late, due, newest = (
        sum(row[2] for row in found),
        sum(row[3] for row in found),
        max((row[4] for row in found), default=0),
    )
    return Counts(late, due, dict(by_state), newest)


def _figures(cases: CaseQuerySet, today: date) -> "QuerySet[Case, tuple[Any, ...]]":
    waiting = ~Q(state=State.RETURNED) & Q(suspended_at=None)
    counted = cases.open().values_list("state").order_by()
    return counted.annotate(
        n=Count("pk"),
        late=Count("pk", filter=Q(next_due_on__lt=today) & waiting),
        today=Count("pk", filter=Q(next_due_on=today) & waiting),
        newest=Max("pk"),
    )


def _handles_for_one_agency(actor: Actor) -> bool:
    """A reviewer and nothing else sees exactly the cases of their agency; the questions of the inbox are kept for them."""
    return actor.person_id is None and actor.agency_id is not None and actor.roles == {Role.REVIEWER}


def _of_agency(ask: Callable[..., Any]) -> Callable[..., Any]:
    """The question as asked of everything one agency handles."""
    return lambda agency, **values: ask(Case.objects.filter(agency=agency), **values)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where an authority's open cases come from, and what they ask for; each with how many, the most first."""

    regions: tuple[tuple[str, int], ...]
    items: tuple[tuple[str, int], ...]


def sources(actor: Actor, figures: Counts) -> Sources:
    """What an inbox can be narrowed by. Asked anew only when a case came in or left: the number or the newest changes."""
    return _sources(actor, sum(figures.by_state.values()), figures.newest)


@lru_cache(maxsize=256)
def _sources(actor: Actor, in_all: int, newest: int) -> Sources:
    regions: Counter[str] = Counter()
    items: Counter[str] = Counter()
    open_cases = Case.objects.visible_to(actor).open().values_list("receipt_region", "item_name")
    for region, item, n in open_cases.annotate(n=Count("pk")).order_by():
        regions[region] += n
        items[item] += n
    return Sources(tuple(regions.most_common()), tuple(items.most_common()))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. ``region`` is the place of receipt, 6 or 12 digits.

    ``words`` are a case number, the last four of the applicant's identity number, or the beginning of a name.
    """

    states: tuple[State, ...] = ()
    region: str = ""
    item: str = ""
    words: str = ""
    due: str = ""  # "late" or "today"
    mine: bool = False


def worklist(actor: Actor, filters: Filters = Filters(), *, page: int = 1, total: int | None = None) -> Page:
    """The inbox: what this authority has to do, the most urgent first."""
    states = filters.states or Stack.IN_HAND
    if filters == Filters(states=filters.states) and page == 1 and total is not None and _handles_for_one_agency(actor):
        first = _of_agency(lambda cases: _first_page(cases, states))
        found = compiled.rows(("worklist", states), first, agency=actor.agency_id or 0)
        names = (*_COLUMNS, *_ASKED_FOR)
        now = timezone.now()
        return Page([_row(dict(zip(names, row, strict=True)), now) for row in found], total, page)
    cases = _narrowed(Case.objects.visible_to(actor).at(*states), filters, actor)
    return _page(cases.order_by(*_BY_URGENCY), page, total)


_BY_URGENCY = ("next_due_on", "id")


def _first_page(cases: CaseQuerySet, states: Sequence[State]) -> "QuerySet[Case, tuple[Any, ...]]":
    awaited = cases.at(*states).exclude(
        next_due_on=None
    )  # what is in hand has a day; so the index by urgency is enough
    return awaited.order_by(*_BY_URGENCY).values_list(*_COLUMNS, *_ASKED_FOR.values())[:PAGE]


def _narrowed(cases: Any, filters: Filters, actor: Actor) -> Any:
    today = timezone.localdate()
    if filters.region:
        cases = cases.filter(receipt_region__startswith=_whole_area(filters.region[:6]))
    if filters.item:
        cases = cases.filter(item_name=filters.item)
    if filters.words:
        cases = cases.filter(_named(filters.words))
    if filters.due == "late":
        cases = cases.filter(next_due_on__lt=today, suspended_at=None).exclude(state=State.RETURNED)
    if filters.due == "today":
        cases = cases.filter(next_due_on=today, suspended_at=None).exclude(state=State.RETURNED)
    return cases.filter(handler_key__in=("", actor.key)) if filters.mine else cases


def is_tail(words: str) -> bool:
    """Whether it is the last four characters of an identity number that are looked for."""
    return bool(_TAIL.fullmatch(words.strip()))


_TAIL = re.compile(r"[0-9]{3}[0-9Xx]")


def _named(words: str) -> Q:
    """A case number, the last four of the applicant's identity number, or the beginning of a name."""
    if is_tail(words):
        return Q(application__applicant__identity_tail_index=tail_index(words))
    number = read_case_number(words)
    return Q(number=number) if number else Q(applicant_name__startswith=words)


def _whole_area(code6: str) -> str:
    """What the codes of all places within a province, city or county begin with: 500000 gives 50, 330110 itself."""
    return code6.removesuffix("0000").removesuffix("00")


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


def my_cases(actor: Actor, *, page: int = 1) -> Page:
    """A person's own cases: those that need them first, then the newest."""
    needs_me = If(When(state=State.RETURNED, then=Value(0)), default=Value(1))
    return _page(Case.objects.visible_to(actor).order_by(needs_me, "-id"), page)
