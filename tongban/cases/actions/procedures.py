"""What stops and stretches the clock: 特别程序 and its end, 延长办理期限, 分段 (行政许可法 arts. 42, 45)."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from tongban.cases import papers, policies, timing
from tongban.cases.actions.examination import issue, reasoned
from tongban.cases.clock import Ground, Moments
from tongban.cases.events import CaseExtended, CaseFact, CaseResumed, CaseStageEnded, CaseSuspended
from tongban.cases.lifecycle import Act
from tongban.cases.models import Case
from tongban.documents.facts import Facts
from tongban.documents.kinds import InstrumentKind
from tongban.journal.bus import announce
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_DAYS = 730


@transaction.atomic
def suspend(case: Case, *, kind: str, ground: str, until: date | None, approver: str, by: Actor) -> Case:
    """特别程序: for one of the eight kinds of art. 45 the clock stops; the applicant is told why and until when.

    ``until`` is the day it is expected to end. Raises Invalid with every field that is wrong.
    """
    policies.check(Act.SUSPEND, by, case)
    now = timezone.now()
    if problems := [*_about_kind(kind), *_about_until(until, now), *_about_approval(ground, "ground", approver)]:
        raise Invalid(problems)
    assert until is not None  # noqa: S101  # told above
    fact = CaseSuspended(
        subject=case.number, place=by.place, kind=kind, until=until, ground=ground.strip(), approver=approver.strip()
    )
    return _follow(
        Act.SUSPEND, case, fact, InstrumentKind.SUSPENSION_NOTICE, lambda: papers.suspension(case, fact), by=by, at=now
    )


@transaction.atomic
def resume(case: Case, *, result: str, by: Actor) -> Case:
    """恢复办理: the special procedure has ended, with its result; the days between did not count, and new dates are told."""
    policies.check(Act.RESUME, by, case)
    reasoned(result, "ended")
    now = timezone.now()
    pause = case.moments.pause
    assert pause is not None  # noqa: S101  # the policy let only a suspended case pass
    fact = CaseResumed(subject=case.number, place=by.place, kind=pause.kind, result=result.strip())
    return _follow(
        Act.RESUME,
        case,
        fact,
        InstrumentKind.RESUMPTION_NOTICE,
        lambda: papers.resumption(case, pause, result.strip(), now),
        by=by,
        at=now,
    )


@transaction.atomic
def extend(case: Case, *, reason: str, approver: str, by: Actor, days: int | None = None) -> Case:
    """延长办理期限: once, with the head's approval, before the law's days are over; the reasons are told (art. 42).

    ``days`` is how many, in the unit of the item's family; all the law allows unless said otherwise. Raises Invalid.
    """
    policies.check(Act.EXTEND, by, case)
    rule, now = timing.rule(case), timezone.now()
    most = rule.extension
    assert most is not None  # noqa: S101  # the policy let only a rule with an extension pass
    amount = most.amount if days is None else days
    if problems := [*_about_days(amount, most.amount, str(most)), *_about_approval(reason, "reason", approver)]:
        raise Invalid(problems)
    fact = CaseExtended(
        subject=case.number,
        place=by.place,
        amount=amount,
        unit=most.unit,
        approver=approver.strip(),
        reason=reason.strip(),
    )
    was = case.due_on
    return _follow(
        Act.EXTEND,
        case,
        fact,
        InstrumentKind.EXTENSION_NOTICE,
        lambda: papers.extension(case, fact, rule, was),
        by=by,
        at=now,
    )


@transaction.atomic
def end_stage(case: Case, *, by: Actor) -> Case:
    """一段办完: one stretch of a limit in stages has ended; the next has its own days from tomorrow."""
    policies.check(Act.END_STAGE, by, case)
    now, stages = timezone.now(), timing.rule(case).stages
    fact = CaseStageEnded(subject=case.number, place=by.place, stage=stages[len(case.moments.stage_ends)].name)
    _take(Act.END_STAGE, case, timing.after(case, fact, now), by)
    announce(fact, by=by, at=now)
    return case


def _follow(
    act: Act, case: Case, fact: CaseFact, kind: InstrumentKind, write: "Callable[[], Facts]", *, by: Actor, at: datetime
) -> Case:
    """Take the act, write its paper from the case as it then stands, announce it with the dates it made."""
    _take(act, case, timing.after(case, fact, at), by)
    paper = issue(kind, case, write(), at=at)
    told: dict[str, object] = {"instrument": paper.number}
    if act in {Act.RESUME, Act.EXTEND}:
        told |= {"due_on": case.due_on, "statutory_due_on": case.statutory_due_on}
    announce(fact.model_copy(update=told), by=by, at=at)
    return case


def _take(act: Act, case: Case, moments: Moments, by: Actor) -> None:
    case.take(act, **timing.columns(case, moments), handler_key=by.key, handler_label=by.label)


# --- what may be written ---------------------------------------------------------------------------------------------
def _about_kind(kind: str) -> list[Problem]:
    if kind in set(Ground):
        return []
    return [Problem("kind", f"请选是哪一种特别程序：{'、'.join(ground.label for ground in Ground)}")]


def _about_until(until: date | None, now: datetime) -> list[Problem]:
    if until is None:
        return [Problem("until", "请填预计结束的日子。按规定要把所需时间书面告知申请人")]
    today = timezone.localdate(now)
    if not 0 <= (until - today).days <= LONGEST_DAYS:
        return [Problem("until", f"预计结束的日子应在今天到两年之内，现在是 {until:%Y-%m-%d}")]
    return []


def _about_days(amount: int, most: int, words: str) -> list[Problem]:
    return [] if 1 <= amount <= most else [Problem("days", f"最多延长 {words}，最少 1，现在是 {amount}")]


def _about_approval(reason: str, field: str, approver: str) -> list[Problem]:
    found = []
    if len(reason.strip()) < 5:
        found.append(Problem(field, "请写明理由，至少 5 个字。申请人会在文书上看到"))
    if len(approver.strip()) < 2:
        found.append(Problem("approver", "请填批准人的姓名和职务。没有负责人批准，不能办这一步"))
    return found
