"""代办: an agent hands in for another person by a mandate; what paper shows it, and when it does not reach.

An agent uploads the 授权委托书 and says how far and until when it goes, as the paper does. A mandate that is registered and
still stands need not be shown again; one that was taken back cannot be shown again.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from tongban.cases.choices import Channel
from tongban.cases.content import Content, IdentityCheck
from tongban.documents import queries as documents
from tongban.kit.blocked import Problem
from tongban.people import queries as people
from tongban.people.queries import MandateScope, MandateView

if TYPE_CHECKING:
    from tongban.cases.intake import Asked, Intake

KEY = "mandate"
NAME = "授权委托书"
POINTS = ("申请人签了名或者盖了章", "写明了代办什么、到哪一天")
TOLD = "申请人亲笔签名，写明代办什么、到哪一天"


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows the agent's right: the mandates registered between the two, and when the paper came into the draft."""

    mandates: tuple[MandateView, ...] = ()
    paper_added_at: datetime | None = None


def mandates_of(content: Content) -> tuple[MandateView, ...]:
    """The mandates registered between the two people an application names."""
    if content.agent is None or content.organisation is not None:
        return ()
    numbers = content.applicant.identity_number, content.agent.identity_number
    return people.between(*numbers) if all(numbers) else ()


def standing(item: str, mandates: tuple[MandateView, ...]) -> MandateView | None:
    """The registered mandate by which a new application for the item may be handed in today."""
    return next((one for one in mandates if one.stands and one.covers(item)), None)


def paper_of(asked: "list[Asked]") -> str:
    """The key under which the paper is asked for: the guide's own, where it asks for one in this situation."""
    return next((one.key for one in asked if one.required and "授权委托" in one.name), KEY)


def problems(intake: "Intake", asked: "list[Asked]") -> list[Problem]:
    """What is wrong with the mandate, each with its field; empty when it may be handed in by it."""
    content, item = intake.content, intake.version.item.slug
    has_paper = bool(intake.files.get(paper_of(asked)))
    if content.agent is None or vouched_for(intake.channel, content.identity_check):
        return []
    if not has_paper and standing(item, intake.shown.mandates):
        return []
    found = [_until(content), _scope(content), _taken_back(intake, asked) if has_paper else None]
    return [problem for problem in found if problem]


def vouched_for(channel: Channel, check: IdentityCheck) -> bool:
    """Whether a department's system says that it has seen the paper."""
    return channel == Channel.SYSTEM and check.mandate_seen


def _until(content: Content) -> Problem | None:
    until = content.mandate_until
    if until is None:
        return Problem("mandate_until", "请填授权到哪一天")
    if until < timezone.localdate():
        return Problem("mandate_until", f"授权在 {until:%Y-%m-%d} 已经到期。请让申请人重新授权")
    return None


def _scope(content: Content) -> Problem | None:
    return None if content.mandate_scope else Problem("mandate_scope", "请选授权能办什么，照授权书上写的选")


def _taken_back(intake: "Intake", asked: "list[Asked]") -> Problem | None:
    """A paper that was taken back, or that was good for one case only, does not serve again."""
    about = [one for one in intake.shown.mandates if one.concerns(intake.version.item.slug)]
    if not about:
        return None
    key = paper_of(asked)
    found = documents.documents(file.document_id for file in intake.files[key]).values()
    papers = {document.sha256 for document in found}
    for one in about:
        when, added = one.withdrawn_at, intake.shown.paper_added_at
        if when is not None and (one.paper in papers or (added is not None and added <= when)):
            return Problem(f"materials.{key}", _taken_back_on(when))
        if one.scope == MandateScope.CASE and one.paper in papers:
            return Problem(f"materials.{key}", "这份授权书写的是只办一件，已经用过了。请让申请人为这一件另写一份")
    return None


def _taken_back_on(when: datetime) -> str:
    day = timezone.localtime(when)
    told = f"申请人在 {day.month}月{day.day}日 {day:%H:%M} 收回了这份授权，不能再凭它代办。"
    return f"{told}请让申请人重新写授权书，或者本人来办"


def with_paper(asked: "list[Asked]", blank: "Asked", content: Content, shown: Shown, item: str) -> "list[Asked]":
    """The materials, and the 授权委托书 when somebody hands in for another; optional where a mandate is registered."""
    if content.agent is None or paper_of(asked) != KEY:
        return asked
    registered = standing(item, shown.mandates)
    if registered is None:
        return [*asked, blank]
    day = registered.valid_until
    note = f"已经登记过授权（到 {day.year}年{day.month}月{day.day}日），没有新的不用再交"
    return [*asked, replace(blank, required=False, note=note)]
