"""How cases look at the authority: places in two words, what each state asks for, whose step each fact was."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from tongban.cases import events
from tongban.cases.clock import Ground
from tongban.cases.lifecycle import State
from tongban.cases.queries import Counts, Stack
from tongban.journal.queries import Told
from tongban.kit.blocked import NotFound
from tongban.kit.days import Limit, Unit
from tongban.regions import queries as regions
from tongban.ui.drawings import Party, Step, Tab, Tone
from tongban.ui.words import day

NEXT_STEP: dict[State, tuple[str, str]] = {
    State.RECEIVED: ("签收", "info"),
    State.SIGNED_FOR: ("审查", ""),
    State.RETURNED: ("等补正", "warn"),
    State.ACCEPTED: ("决定", ""),
    State.DECIDED: ("送达", "info"),
}
"""What a state asks of the authority, and the tone of its tag."""

LONG_PROVINCES = ("内蒙古", "黑龙江")


@lru_cache(maxsize=4096)
def short_place(code: str) -> str:
    """``浙江 · 诸暨市``: a place as a list shows it; the code itself when it is no place any more."""
    try:
        place, province = regions.region(code), regions.name(code[:2])
    except NotFound:
        return code
    short = next((name for name in LONG_PROVINCES if province.startswith(name)), province[:2])
    return short if place.name == province else f"{short} · {place.name}"


def surname(label: str) -> str:
    """``王*``: whose desk it is on, of an officer's label; a dash when it is on nobody's."""
    return label.rpartition(" ")[2] or "—"


def navigation(counts: Counts, here: str) -> list[Tab]:
    """The door's own navigation, with how much waits behind each."""
    waiting: Tone = "bad" if counts.overdue else ""
    return [
        Tab("收件箱", "", here == "", counts.of(Stack.IN_HAND), waiting),
        Tab("补正中", "awaiting", here == "awaiting", counts.of(Stack.AWAITING_CORRECTION)),
        Tab("待送达", "to-deliver", here == "to-deliver", counts.of(Stack.TO_DELIVER)),
    ]


def steps_of(history: Sequence[Told], receipt_place: str, *, ended: bool) -> list[Step]:
    """The history as a timeline, oldest first; the last step is where the case is now, unless it has ended."""
    steps = [_step(told, receipt_place) for told in history]
    return steps if ended or not steps else [*steps[:-1], replace(steps[-1], now=True)]


def _step(told: Told, receipt_place: str) -> Step:
    fact = told.fact
    assert isinstance(fact, events.CaseFact | events.CaseNote)  # noqa: S101  # a case's history holds nothing else
    yours = told.actor.startswith("person:")
    party = Party.YOU if yours else Party.FROM if fact.place == receipt_place else Party.TO
    who = told.actor_label if yours else surname(told.actor_label)
    detail = _detail(fact)
    return Step(fact.word, told.at, party, detail=f"{who}　{detail}" if detail else who)


def _detail(fact: events.CaseFact | events.CaseNote) -> str:
    tell = _DETAILS.get(type(fact))
    return tell(fact) if tell else ""


def _accepted(fact: events.CaseAccepted) -> str:
    words = f"最晚{day(fact.due_on)}决定"
    return f"期限内没有答复，视为受理，{words}" if fact.deemed else words


_DETAILS: dict[type[events.CaseFact | events.CaseNote], Callable[[Any], str]] = {
    events.ApplicantCalled: lambda fact: "接通了" if fact.reached else "没接通",
    events.CaseReminded: lambda fact: fact.sentence,
    events.CaseReturned: lambda fact: f"{len(fact.problems)} 个问题，{day(fact.correct_by)}前补齐",
    events.CaseCorrected: lambda fact: f"交来 {fact.files} 个文件",
    events.CaseAccepted: _accepted,
    events.CaseSuspended: lambda fact: f"{Ground(fact.kind).label}，预计{day(fact.until)}结束，{fact.approver}批准",
    events.CaseResumed: lambda fact: f"{fact.result}，最晚{day(fact.due_on)}决定",
    events.CaseExtended: lambda fact: (
        f"{Limit(fact.amount, Unit(fact.unit))}，{fact.approver}批准，最晚{day(fact.due_on)}决定"
    ),
    events.CaseStageEnded: lambda fact: fact.stage,
    events.CaseRescheduled: lambda fact: f"节假日安排有变，动了 {len(fact.moved)} 个日期",
    events.CaseDecided: lambda fact: "准予" if fact.granted else f"不予：{fact.reason}",
    events.CaseDeclined: lambda fact: fact.reason,
}
"""What the staff read beside a step."""
