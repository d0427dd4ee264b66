"""What each step means for the person, in at most seventy characters: who, what, what to do, by when.

Reasons are not among them: an officer writes them freely, letters pass many hands, and the paper has them whole.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tongban.cases import events
from tongban.cases.clock import Ground
from tongban.journal.facts import name_of

LONGEST = 70
SHORTEST_NAME = 10


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class About:
    """What every sentence may name: the item, the authority, and the day it answers by."""

    item: str
    agency: str
    respond_by: date


def _decided(fact: events.CaseDecided, about: About) -> str:
    if fact.granted:
        return f"“{about.item}”办好了。文书在“我的办件”里。"
    return f"“{about.item}”没有办成。原因、您可以怎么办，见“我的办件”里的决定书。"


SENTENCES: dict[type[events.CaseFact], Callable[[Any, About], str]] = {
    events.CaseReceived: lambda fact, about: (
        f"已收到您的“{about.item}”，正在转给{about.agency}，{_day(about.respond_by)}前答复是否受理。"
    ),
    events.CaseSignedFor: lambda fact, about: f"{about.agency}已签收您的“{about.item}”，正在看材料齐不齐。",
    events.CaseReturned: lambda fact, about: (
        f"请补 {len(fact.problems)} 处材料，{_day(fact.correct_by)}前。登录“我的办件”或到任一通办窗口。"
    ),
    events.CaseCorrected: lambda fact, about: f"您补的材料已送到{about.agency}，{_day(about.respond_by)}前答复。",
    events.CaseAccepted: lambda fact, about: f"{about.agency}已受理您的“{about.item}”，最晚{_day(fact.due_on)}办完。",
    events.CaseForwarded: lambda fact, about: f"“{about.item}”的材料已寄往{about.agency}，对方签收后看材料齐不齐。",
    events.CaseTransferred: lambda fact, about: (
        f"“{about.item}”已转到{fact.to_agency or about.agency}，{_day(about.respond_by)}前答复，您不用重交。"
    ),
    events.CaseSupplemented: lambda fact, about: f"“{about.item}”后补的材料已收到，审查继续。",
    events.CaseSuspended: lambda fact, about: (
        f"“{about.item}”需要{Ground(fact.kind).label}，预计{_day(fact.until)}结束，不算办理时间。"
    ),
    events.CaseResumed: lambda fact, about: (
        f"“{about.item}”的{Ground(fact.kind).label}已结束，继续办理，最晚{_day(fact.due_on)}办完。"
    ),
    events.CaseExtended: lambda fact, about: (
        f"“{about.item}”延长了办理期限，理由见告知书，最晚{_day(fact.due_on)}办完。"
    ),
    events.CaseStageEnded: lambda fact, about: (
        f"“{about.item}”的“{fact.stage}”已办完，{about.agency}接着办下一段，您什么都不用做。"
    ),
    events.CaseRescheduled: lambda fact, about: f"节假日安排有变，“{about.item}”的日期重新算过，见“我的办件”。",
    events.CaseDeclined: lambda fact, about: (
        f"“{about.item}”没有受理。原因、您可以怎么办，见“我的办件”里的不予受理通知书。"
    ),
    events.CaseDecided: _decided,
    events.CaseDelivered: lambda fact, about: f"“{about.item}”的结果已送到您手上。请评价这次服务。",
    events.CaseRetracted: lambda fact, about: f"“{about.item}”已按您的申请撤回。以后可以再办。",
    events.CaseLapsed: lambda fact, about: f"“{about.item}”到期没有补材料，按撤回处理。材料齐了可以再申请。",
}


def sentence(fact: events.CaseFact, about: About) -> str:
    """The sentence that tells a person of a fact. Names too long for it are cut, what to do and by when never."""
    write = SENTENCES[type(fact)]
    if excess := max(0, len(write(fact, about)) - LONGEST):
        about = replace(about, item=_cut(about.item, excess))
    if excess := max(0, len(write(fact, about)) - LONGEST):
        about = replace(about, agency=_cut(about.agency, excess))
    return write(fact, about)


def _cut(name: str, excess: int) -> str:
    length = max(SHORTEST_NAME, len(name) - excess)
    return name if len(name) <= length else f"{name[: length - 1]}…"


MUST_ACT = frozenset({name_of(events.CaseReturned)})


def key_of(fact: events.CaseFact) -> str:
    """What a notice is known by: the fact's name, and which one it is of those that may happen again in a life."""
    which = fact.calendar if isinstance(fact, events.CaseRescheduled) else fact.instrument.rpartition("号")[2]
    return f"{name_of(type(fact))} {which}".strip()
