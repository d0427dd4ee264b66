"""A case told to the person whose it is: who has it, by when, what they must do; its way between places; what happened."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tongban.cases import events
from tongban.cases.clock import Ground, Reading
from tongban.cases.lifecycle import State
from tongban.cases.queries import Row
from tongban.journal.queries import Told
from tongban.kit.days import CHINA, CLOSING_TIME
from tongban.regions.calendars import calendar
from tongban.ui.drawings import FileView, Party, RingView, Step
from tongban.ui.swimlane import Lane, Span, Swimlane, draw
from tongban.ui.words import day

if TYPE_CHECKING:
    from tongban.cases.models import Case

NOTHING_TO_DO = "您现在什么都不用做。有变化会在“通知”里告诉您。"
LEGIBLE = timedelta(hours=12)
"""A shorter span has no room for words."""
AT_HAND = timedelta(hours=2)
"""How long the taking-in at a window is drawn: it is over in minutes, which nobody could see."""


# --- who has it, by when, what must I do -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Standing:
    """The box at the top of a case: one or two lines, then what to do; ``must_act`` when it is the person's turn."""

    tag: str
    lines: tuple[str, ...]
    todo: str = NOTHING_TO_DO
    tone: str = "info"
    must_act: bool = False


def standing(case: "Case", history: Sequence[Told]) -> Standing:
    """Where the case stands, in the words of the person it belongs to."""
    return _STANDINGS[State(case.state)](case, history[-1].fact if history else None)


def _by(case: "Case") -> str:
    return f"最晚 {day(case.next_due_on)}前" if case.next_due_on else ""


def _received(case: "Case", fact: Any) -> Standing:
    return Standing("已收到", (f"已转到{case.agency_name}，等对方签收。", f"{_by(case)}答复是否受理。"))


def _signed_for(case: "Case", fact: Any) -> Standing:
    return Standing("初看材料", (f"{case.agency_name}正在看材料齐不齐。", f"{_by(case)}答复是否受理。"))


def _returned(case: "Case", fact: Any) -> Standing:
    count = len(fact.problems) if isinstance(fact, events.CaseReturned) else 0
    told = f"请您补 {count} 份材料，{day(case.correct_by)}前。"
    return Standing("等您补材料", (told,), "补的这几天不算办理时间。这是唯一一次补正，补齐就继续办。", "warn", True)


def _accepted(case: "Case", fact: Any) -> Standing:
    pause = case.moments.pause
    if pause is not None and pause.until is not None:
        procedure = Ground(pause.kind).label
        lines = (f"{case.agency_name}正在{procedure}，预计{day(pause.until)}结束。", "这段时间不算办理时间。")
        return Standing(f"{procedure}中", lines)
    return Standing("审查中", (f"{case.agency_name}正在审查。", f"{_by(case)}给您结果。"))


def _decided(case: "Case", fact: Any) -> Standing:
    if not case.granted:
        return _refused("没有办成", fact, "理由、依据和您的权利写在决定书里，在下面可以下载。")
    todo = {
        "counter": f"请带身份证到{case.receipt_place}取结果。",
        "post": f"结果会寄给您，{_by(case)}送到。",
    }.get(case.application.delivery_way, "决定书在下面，可以下载。")
    return Standing("办好了", ("办好了。", *_result(fact)), todo, "ok")


def _result(fact: Any) -> tuple[str, ...]:
    result = getattr(fact, "result", "") or getattr(fact, "reason", "")
    return (f"{result.rstrip('。')}。",) if result else ()


def _refused(tag: str, fact: Any, todo: str) -> Standing:
    reason = getattr(fact, "reason", "").rstrip("。")
    return Standing(tag, (f"{tag}：{reason}。" if reason else f"{tag}。",), todo, "bad")


def _delivered(case: "Case", fact: Any) -> Standing:
    if not case.granted:
        return Standing(
            "已送达", ("没有办成，决定书已送到您手上。",), "不服可以申请行政复议或起诉，期限写在决定书里。", "bad"
        )
    return Standing("办好了", ("办好了，结果已送到您手上。",), "文书一直在下面，可以随时下载。", "ok")


def _declined(case: "Case", fact: Any) -> Standing:
    instead = getattr(fact, "competent", "")
    return _refused(
        "没有受理", fact, f"您可以：{instead}" if instead else "理由和您的权利写在不予受理通知书里，在下面可以下载。"
    )


def _retracted(case: "Case", fact: Any) -> Standing:
    return Standing("已撤回", ("您已撤回这份申请。",), "以后想办，可以重新申请。", "")


def _lapsed(case: "Case", fact: Any) -> Standing:
    return Standing("视为撤回", ("到期没有补材料，按撤回处理。",), "材料齐了可以再申请，原来交的不影响。", "")


_STANDINGS: dict[State, Callable[["Case", Any], Standing]] = {
    State.RECEIVED: _received,
    State.SIGNED_FOR: _signed_for,
    State.RETURNED: _returned,
    State.ACCEPTED: _accepted,
    State.DECIDED: _decided,
    State.DELIVERED: _delivered,
    State.DECLINED: _declined,
    State.RETRACTED: _retracted,
    State.LAPSED: _lapsed,
}


def in_list(row: Row) -> tuple[str, str]:
    """A case in a list: words for its applicant, and the tone of their tag."""
    if row.state in {State.DECIDED, State.DELIVERED}:
        return ("办好了", "ok") if row.granted else ("没有办成", "bad")
    return _IN_LIST[row.state]


_IN_LIST = {
    State.RECEIVED: ("已收到，等办理地签收", "info"),
    State.SIGNED_FOR: ("正在看材料齐不齐", "info"),
    State.RETURNED: ("请您补材料", "warn"),
    State.ACCEPTED: ("正在审查", "info"),
    State.DECLINED: ("没有受理", "bad"),
    State.RETRACTED: ("您已撤回", ""),
    State.LAPSED: ("到期没有补，按撤回处理", ""),
}


def ring(reading: Reading | None) -> RingView | None:
    """The citizen's clock; none when nothing is awaited, or it is decided on the spot."""
    if reading is None or reading.days_in_all <= 0:
        return None
    return RingView(reading.days_in_all - reading.days_left, reading.days_in_all)


# --- what happened, newest first -------------------------------------------------------------------------------------
def timeline(case: "Case", history: Sequence[Told], files: dict[str, FileView]) -> list[Step]:
    """Every step with whose hands did it and the papers it wrote; ``files`` by the papers' numbers."""
    found = [_step(case, told, files, now=told is history[-1] and not case.is_concluded) for told in history]
    return found[::-1]


def _step(case: "Case", told: Told, files: dict[str, FileView], *, now: bool) -> Step:
    fact = told.fact
    assert isinstance(fact, events.CaseFact)  # noqa: S101  # the history of a case holds nothing else
    party = _party(case, fact)
    return Step(
        title=_title(fact),
        at=told.at,
        party=party,
        place={Party.YOU: "", Party.FROM: case.receipt_place}.get(party, case.agency_name),
        detail=_detail(fact),
        now=now,
        files=tuple(files[number] for number in (fact.instrument,) if number in files),
    )


_OURS = (events.CaseReceived, events.CaseCorrected, events.CaseRetracted)


def _party(case: "Case", fact: events.CaseFact) -> Party:
    if isinstance(fact, _OURS):
        at_counter = isinstance(fact, events.CaseReceived) and case.outlet_code
        return Party.FROM if at_counter else Party.YOU
    if isinstance(fact, events.CaseDelivered) and fact.place == case.receipt_place:
        return Party.FROM
    return Party.TO


def _title(fact: events.CaseFact) -> str:
    match fact:
        case events.CaseReceived():
            return "收件并转交" if fact.place != "网上申请" else "您在网上提交"
        case events.CaseReturned():
            return f"请您补 {len(fact.problems)} 份材料"
        case events.CaseSuspended():
            return f"需要{Ground(fact.kind).label}"
        case events.CaseResumed():
            return f"{Ground(fact.kind).label}结束，继续办理"
        case events.CaseDecided():
            return "准予" if fact.granted else "没有准予"
    return _TITLES.get(type(fact), fact.word)


_TITLES: dict[type[events.CaseFact], str] = {
    events.CaseSignedFor: "办理地已签收",
    events.CaseCorrected: "您补交了材料",
    events.CaseAccepted: "已受理",
    events.CaseDelivered: "结果已送到",
    events.CaseRescheduled: "日期重新算过",
    events.CaseRetracted: "您撤回了申请",
    events.CaseLapsed: "到期没有补，按撤回处理",
}


def _detail(fact: events.CaseFact) -> str:
    tell = _DETAILS.get(type(fact))
    return tell(fact) if tell else ""


def _taken_on(fact: events.CaseAccepted) -> str:
    words = f"最晚 {day(fact.due_on)}办完。"
    return f"期限内没有答复，依法视为已经受理。{words}" if fact.deemed else words


_DETAILS: dict[type[events.CaseFact], Callable[[Any], str]] = {
    events.CaseReceived: lambda fact: f"共 {fact.materials} 份材料，{fact.files} 个文件，电子传送。",
    events.CaseReturned: lambda fact: f"{'；'.join(fact.problems)}。时限暂停。",
    events.CaseAccepted: _taken_on,
    events.CaseSuspended: lambda fact: f"{fact.ground}。预计{day(fact.until)}结束，这段时间不算办理时间。",
    events.CaseResumed: lambda fact: f"{fact.result}。最晚 {day(fact.due_on)}办完。",
    events.CaseExtended: lambda fact: f"{fact.reason}。最晚 {day(fact.due_on)}办完。",
    events.CaseStageEnded: lambda fact: fact.stage,
    events.CaseRescheduled: lambda fact: "国家节假日安排有变，截止日跟着重新算过。",
    events.CaseDeclined: lambda fact: fact.reason,
    events.CaseDecided: lambda fact: fact.reason,
    events.CaseDelivered: lambda fact: f"{fact.receiver}收到。",
}


# --- whose hands it is in, day by day --------------------------------------------------------------------------------
def swimlane(case: "Case", history: Sequence[Told]) -> Swimlane:
    """The picture of its way between the places, built from what the journal holds."""
    lanes = [Lane(Party.YOU), Lane(Party.TO, _short(case.agency_name))]
    if case.outlet_code:
        lanes.insert(1, Lane(Party.FROM, _short(case.receipt_place)))
    now = timezone.now()
    spans = _legible(list(_spans(case, history, now)))
    return draw(lanes, spans, days_off=_days_off(spans), now=None if case.is_concluded else now)


def _legible(spans: list[Span]) -> list[Span]:
    """Words only where they do not run into the next span of the same row: the timeline below tells all of it."""
    last = {span.lane: number for number, span in enumerate(spans)}
    return [
        span if span.end - span.start >= LEGIBLE or last[span.lane] == number else replace(span, text="")
        for number, span in enumerate(spans)
    ]


def _short(name: str) -> str:
    return name if len(name) <= 6 else f"{name[:5]}…"


def _spans(case: "Case", history: Sequence[Told], now: datetime) -> Iterator[Span]:
    you, to = 0, 2 if case.outlet_code else 1
    first = history[0].at
    taken = min(first + AT_HAND, now)
    yield Span(to - 1, first, taken, "收件、转交" if case.outlet_code else "网上提交")
    for told, until in zip(history, [*(told.at for told in history[1:]), now], strict=True):
        fact, start = told.fact, max(told.at, taken)
        if isinstance(fact, events.CaseReturned):
            yield Span(you, start, until, "等您补材料（时限暂停）", "waiting")
        elif isinstance(fact, events.CaseSuspended):
            yield Span(to, start, until, f"{Ground(fact.kind).label}（时限暂停）", "waiting")
        elif words := _IN_HAND.get(type(fact)):
            kind = "queued" if isinstance(fact, events.CaseReceived | events.CaseCorrected) else "held"
            yield Span(to, start, max(until, start), words, kind)  # type: ignore[arg-type]
    words = "预计结束" if case.suspended_at else _PROMISED.get(State(case.state))
    if case.next_due_on and words:
        lane = you if case.state == State.RETURNED else to
        yield Span(lane, now, max(now, _closing(case.next_due_on)), words, "promise")


_PROMISED = {
    State.RECEIVED: "最晚答复",
    State.SIGNED_FOR: "最晚答复",
    State.RETURNED: "最晚补齐",
    State.ACCEPTED: "最晚出结果",
}


_IN_HAND: dict[type, str] = {
    events.CaseReceived: "等签收",
    events.CaseSignedFor: "初看材料",
    events.CaseCorrected: "再看材料",
    events.CaseAccepted: "受理、审查",
    events.CaseResumed: "继续审查",
    events.CaseExtended: "继续审查",
    events.CaseStageEnded: "继续办理",
    events.CaseDecided: "送达",
}


def _closing(last: date) -> datetime:
    return datetime.combine(last, CLOSING_TIME, CHINA)


def _days_off(spans: Iterable[Span]) -> frozenset[date]:
    listed = list(spans)
    first = timezone.localdate(min(span.start for span in listed))
    last = timezone.localdate(max(span.end for span in listed))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return frozenset(one for one in days if calendar().knows(one) and not calendar().is_working_day(one))
