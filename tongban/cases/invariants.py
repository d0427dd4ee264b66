"""What must hold of every case at every moment, checked from the journal against the rows: anyone may run it, any time."""

from collections.abc import Iterator

from tongban.cases import clock, events, queries
from tongban.cases.lifecycle import ARROWS, Act, State
from tongban.cases.models import Case, Series
from tongban.documents import queries as documents
from tongban.journal import queries as journal
from tongban.kit.numbers import compose_case_number

ACT_OF: dict[type[events.CaseFact], Act] = {
    events.CaseReceived: Act.RECEIVE,
    events.CaseSignedFor: Act.SIGN_FOR,
    events.CaseReturned: Act.SEND_BACK,
    events.CaseCorrected: Act.CORRECT,
    events.CaseAccepted: Act.ACCEPT,
    events.CaseDeclined: Act.DECLINE,
    events.CaseDecided: Act.DECIDE,
    events.CaseDelivered: Act.DELIVER,
    events.CaseRetracted: Act.RETRACT,
    events.CaseLapsed: Act.LAPSE,
    events.CaseSuspended: Act.SUSPEND,
    events.CaseResumed: Act.RESUME,
    events.CaseExtended: Act.EXTEND,
    events.CaseStageEnded: Act.END_STAGE,
    events.CaseRescheduled: Act.RESCHEDULE,
}


def broken(number: str) -> list[str]:
    """The sentences of what does not hold for one case; empty when all is well."""
    case = Case.objects.get(number=number)
    told = queries.history(case)
    facts = [entry.fact for entry in told if isinstance(entry.fact, events.CaseFact)]
    found = [*_path(case, facts), *_once(facts, case), *_papers(case, facts)]
    if facts and isinstance(facts[0], events.CaseReceived):
        found += [*_moments(case, told), *_clock(case)]
    return found


def _path(case: Case, facts: list[events.CaseFact]) -> Iterator[str]:
    """One holder at any time: the facts are one unbroken walk along the arrows, and end where the case stands."""
    state: State | None = None
    for fact in facts:
        starts, target = ARROWS[ACT_OF[type(fact)]]
        if (state is None) != (not starts) or (state is not None and state not in starts):
            yield f"{case.number}：“{fact.word}”不能从“{state.label if state else '无'}”开始"
        state = target or state
    if state != case.state:
        yield f"{case.number}：按经过应是“{state.label if state else '无'}”，表里是“{case.get_state_display()}”"
    if len(facts) != case.version:
        yield f"{case.number}：办过 {case.version} 步，经过里有 {len(facts)} 条"


def _once(facts: list[events.CaseFact], case: Case) -> Iterator[str]:
    """Nothing is accepted, decided or delivered twice."""
    for kind in (events.CaseReceived, events.CaseAccepted, events.CaseDecided, events.CaseDelivered):
        times = sum(isinstance(fact, kind) for fact in facts)
        if times > 1:
            yield f"{case.number}：“{kind.word}”发生了 {times} 次"


def _moments(case: Case, told: list[journal.Told]) -> Iterator[str]:
    """The moments in the table are those of the journal."""
    again = clock.replay((entry.fact, entry.at) for entry in told)
    if case.moments != again:
        yield f"{case.number}：时间与经过不一致，表里 {case.moments}，经过 {again}"


def _clock(case: Case) -> Iterator[str]:
    """The due dates follow from the journal."""
    stored, again = queries.recomputed(case.number)
    if stored != again:
        yield f"{case.number}：截止日重算不一致，表里 {stored}，重算 {again}"


def _papers(case: Case, facts: list[events.CaseFact]) -> Iterator[str]:
    """Every paper that a fact names is there."""
    issued = {paper.number for paper in documents.of_subject(case.number)}
    for fact in facts:
        if fact.instrument and fact.instrument not in issued:
            yield f"{case.number}：文书 {fact.instrument} 不在"


def lost() -> Iterator[str]:
    """Nothing received is lost: the numbers of each place and day run without a gap, and each has its case."""
    for series in Series.objects.all():
        expected = {compose_case_number(series.area, series.day, serial) for serial in range(1, series.last + 1)}
        begin = f"{series.area}-{series.day:%y%m%d}-"
        there = set(Case.objects.filter(number__startswith=begin).values_list("number", flat=True))
        yield from (f"{number}：给过号，没有办件" for number in sorted(expected - there))


def numbers() -> Iterator[str]:
    """Every case number there is."""
    yield from Case.objects.values_list("number", flat=True).iterator()
