"""From the authority's desk: 签收, 一次性告知补正, 补正, 受理, 不予受理 (行政许可法 art. 32)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from tongban.cases import papers, policies, timing
from tongban.cases.choices import Channel, Reply
from tongban.cases.clock import correct_by as days_to_correct
from tongban.cases.clock import silent_since
from tongban.cases.content import FileRef
from tongban.cases.events import CaseAccepted, CaseCorrected, CaseDeclined, CaseReturned, CaseSignedFor
from tongban.cases.intake import OTHER, OTHER_NAME, trust
from tongban.cases.lifecycle import Act
from tongban.cases.models import Attachment, Case, CaseMaterial, Correction, CorrectionLine
from tongban.cases.wording import flaws_in_problem
from tongban.catalogue import queries as catalogue
from tongban.documents import actions as documents
from tongban.documents import queries as kept
from tongban.documents.facts import Facts
from tongban.documents.kinds import InstrumentKind
from tongban.documents.trust import CollectedBy
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import CLOCK, Actor, Role
from tongban.regions.calendars import calendar

if TYPE_CHECKING:
    from tongban.documents.models import Instrument

LONGEST_REPLY = 500


class WrittenProblem(BaseModel):
    """One line of a correction notice as the reviewer writes it: 哪份材料, 哪里不对, 怎么补, 依据."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    material_key: str
    wrong: str
    mend: str
    ground: str


class WrittenReply(BaseModel):
    """One line's answer as the applicant gives it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    line_id: int
    reply: Reply
    text: str = ""
    files: tuple[FileRef, ...] = ()


def issue(kind: InstrumentKind, case: Case, facts: Facts, *, at: datetime) -> "Instrument":
    """Write the paper of an act: its number and its frozen facts now, its page after the commit."""
    return documents.issue(
        kind,
        subject=case.number,
        authority_name=case.agency_name,
        authority_short=case.agency_name,
        issued_at=at,
        facts=facts,
    )


@transaction.atomic
def sign_for(case: Case, *, by: Actor) -> Case:
    """签收: the authority has the application before it, and says so to both sides."""
    policies.check(Act.SIGN_FOR, by, case)
    now = timezone.now()
    case.take(Act.SIGN_FOR, **timing.at(case, signed_for_at=now), handler_key=by.key, handler_label=by.label)
    announce(CaseSignedFor(subject=case.number, place=by.place), by=by, at=now)
    return case


@transaction.atomic
def send_back(case: Case, *, problems: Sequence[WrittenProblem], by: Actor, until: date | None = None) -> Case:
    """一次性告知补正: every problem in one notice, once; the clock stops until the answers are in (art. 32).

    ``until`` is the last day for the answers, ten working days from today unless the reviewer names a later one.
    Raises Invalid for a line that is incomplete or vague.
    """
    policies.check(Act.SEND_BACK, by, case)
    now = timezone.now()
    last_day = _last_day(until, now)
    lines = _lines(case, problems)
    version = catalogue.version(case.item_version_id)
    case.take(
        Act.SEND_BACK,
        **timing.at(case, returned_at=now, signed_for_at=case.signed_for_at or now, correct_by=last_day),
        handler_key=by.key,
        handler_label=by.label,
    )
    correction = Correction.objects.create(case=case, notified_at=now, correct_by=last_day)
    for line in lines:
        line.correction = correction
    CorrectionLine.objects.bulk_create(lines)
    paper = issue(InstrumentKind.CORRECTION_NOTICE, case, papers.correction(case, version, lines, last_day), at=now)
    told = [f"{line.material_name}：{line.wrong}" for line in lines]
    announce(
        CaseReturned(subject=case.number, place=by.place, instrument=paper.number, correct_by=last_day, problems=told),
        by=by,
        at=now,
    )
    return case


def preview_notice(case: Case, *, problems: Sequence[WrittenProblem], by: Actor, until: date | None = None) -> bytes:
    """预览补正告知书: the page as it would go out, as PDF; nothing is written. Raises as ``send_back`` does."""
    policies.check(Act.SEND_BACK, by, case)
    last_day = _last_day(until, timezone.now())
    facts = papers.correction(case, catalogue.version(case.item_version_id), _lines(case, problems), last_day)
    kind = InstrumentKind.CORRECTION_NOTICE
    return documents.preview(kind, facts, subject=case.number, authority_name=case.agency_name)


def _last_day(until: date | None, now: datetime) -> date:
    usual = days_to_correct(now, calendar())
    if until is not None and until < usual:
        raise Invalid([Problem("until", f"补齐期限太短：至少给 10 个工作日，也就是到 {usual:%Y-%m-%d}")])
    return calendar().next_working(until) if until else usual


def _lines(case: Case, problems: Sequence[WrittenProblem]) -> list[CorrectionLine]:
    if not problems:
        raise Invalid([Problem("problems", "请至少写一个问题：哪份材料、哪里不对、怎么补、依据")])
    names = dict(case.materials.values_list("key", "name")) | {OTHER: OTHER_NAME}
    found = [
        Problem(f"problems.{index}.{field}", sentence)
        for index, problem in enumerate(problems)
        for field, sentence in flaws_in_problem(problem, names)
    ]
    if found:
        raise Invalid(found)
    return [
        CorrectionLine(
            material_key=problem.material_key,
            material_name=names[problem.material_key],
            wrong=problem.wrong,
            mend=problem.mend,
            ground=problem.ground,
        )
        for problem in problems
    ]


@transaction.atomic
def correct(case: Case, *, replies: Sequence[WrittenReply], by: Actor) -> Case:
    """补正: every line of the notice is answered, and all answers go back at once; the five days begin again.

    Raises Invalid when a line has no answer, or an answer lacks its file or its reason.
    """
    policies.check(Act.CORRECT, by, case)
    now = timezone.now()
    correction = Correction.objects.get(case=case)
    lines = {line.pk: line for line in correction.lines.all()}
    _check_replies(lines, replies)
    _write_replies(case, lines, replies, by=by, now=now)
    correction.answered_at, correction.kept = now, {}
    correction.save(update_fields=["answered_at", "kept"])
    case.take(Act.CORRECT, **timing.at(case, corrected_at=now))
    files = sum(len(reply.files) for reply in replies)
    announce(CaseCorrected(subject=case.number, place=by.place, files=files), by=by, at=now)
    return case


def _check_replies(lines: dict[int, CorrectionLine], replies: Sequence[WrittenReply]) -> None:
    answered = {reply.line_id: reply for reply in replies}
    if strange := sorted(answered.keys() - lines.keys()):
        raise Invalid(
            Problem(f"lines.{pk}", "补正告知书里没有这一条。请刷新页面，按现在的告知书答复") for pk in strange
        )
    found = [
        Problem(f"lines.{pk}", f"“{line.material_name}”{sentence}")
        for pk, line in lines.items()
        if (sentence := _reply_flaw(answered.get(pk)))
    ]
    if found:
        raise Invalid(found)


def _reply_flaw(reply: WrittenReply | None) -> str | None:
    if reply is None:
        return "还没答复：请上传，或说明为什么不用补"
    if reply.reply == Reply.UPLOADED and not reply.files:
        return "选了上传，还没有文件"
    if reply.reply == Reply.NOT_NEEDED and len(reply.text) < 2:
        return "请写明为什么不用补"
    if len(reply.text) > LONGEST_REPLY:
        return f"的说明写了 {len(reply.text)} 个字，最多 {LONGEST_REPLY} 个。请删短一点"
    return None


def _write_replies(
    case: Case, lines: dict[int, CorrectionLine], replies: Sequence[WrittenReply], *, by: Actor, now: datetime
) -> None:
    materials = {material.key: material for material in case.materials.all()}
    at_counter = by.serves_as(Role.CLERK)
    refs = [ref for reply in replies for ref in reply.files]
    if len(kept.pages([ref.document_id for ref in refs])) != len({ref.document_id for ref in refs}):
        raise Invalid([Problem("lines", "有文件没有找到，请重新上传")])
    added = []
    for reply in replies:
        line = lines[reply.line_id]
        line.reply, line.reply_text = reply.reply, reply.text
        if reply.files:
            material = materials.get(line.material_key) or _extra_material(case, line)
            _weigh_anew(material, at_counter=at_counter)
            added += [
                Attachment(
                    material=material, document_id=ref.document_id, name=ref.name, in_correction=True, added_at=now
                )
                for ref in reply.files
            ]
    CorrectionLine.objects.bulk_update(lines.values(), ["reply", "reply_text"])
    Attachment.objects.bulk_create(added)


def _extra_material(case: Case, line: CorrectionLine) -> CaseMaterial:
    return CaseMaterial.objects.get_or_create(
        case=case, key=line.material_key, defaults={"name": line.material_name, "required": False}
    )[0]


def _weigh_anew(material: CaseMaterial, *, at_counter: bool) -> None:
    """What came in last is what the authority examines: seen at a counter B, sent by the applicant C."""
    way, channel = (CollectedBy.SCAN, Channel.COUNTER) if at_counter else (CollectedBy.UPLOAD, Channel.DESKTOP)
    CaseMaterial.objects.filter(pk=material.pk).update(collected_by=way, trust=trust(way, channel) or "")


@transaction.atomic
def accept(case: Case, *, by: Actor) -> Case:
    """受理: the authority takes the case on, and the promised days begin to count (arts. 32, 42).

    视为受理 when the clock does it: the days for an answer have passed in silence, and the case is taken as accepted from
    the receipt on, whenever the clock comes to it. Raises Blocked while they still run.
    """
    policies.check(Act.ACCEPT, by, case)
    now = timezone.now()
    as_of = _silent_since(case, now) if by == CLOCK else None
    signed = {} if as_of else {"signed_for_at": case.signed_for_at or now}
    handler = {} if as_of else {"handler_key": by.key, "handler_label": by.label}
    case.take(Act.ACCEPT, **timing.at(case, accepted_at=as_of or now, **signed), **handler)
    facts = papers.acceptance(case, catalogue.version(case.item_version_id), as_of or now, deemed=as_of is not None)
    paper = issue(InstrumentKind.ACCEPTANCE_NOTICE, case, facts, at=now)
    announce(_accepted(case, by, paper.number, as_of), by=by, at=now)
    return case


def _silent_since(case: Case, now: datetime) -> datetime:
    today = timezone.localdate(now)
    since = silent_since(case.moments, timing.rule(case), calendar(), today, case.completion_region)
    if since is None:
        raise Blocked("答复期限还没有过，不能视为受理。", code="too_early")
    return since


def _accepted(case: Case, by: Actor, paper: str, as_of: datetime | None) -> CaseAccepted:
    assert case.due_on is not None  # noqa: S101  # it follows from acceptance, as the law's day does
    assert case.statutory_due_on is not None  # noqa: S101
    return CaseAccepted(
        subject=case.number,
        place=by.place,
        instrument=paper,
        due_on=case.due_on,
        statutory_due_on=case.statutory_due_on,
        deemed=as_of is not None,
        as_of=as_of,
    )


@transaction.atomic
def decline(case: Case, *, reason: str, by: Actor, ground: str = "", instead: str = "") -> Case:
    """不予受理: in writing, with the reason, and with the authority that is competent instead (art. 32).

    Raises Invalid without a reason of at least five characters.
    """
    policies.check(Act.DECLINE, by, case)
    reasoned(reason, "reason")
    now = timezone.now()
    version = catalogue.version(case.item_version_id)
    case.take(
        Act.DECLINE,
        **timing.at(case, signed_for_at=case.signed_for_at or now, concluded_at=now),
        handler_key=by.key,
        handler_label=by.label,
    )
    facts = papers.declination(case, version, reason=reason.strip(), ground=ground.strip(), instead=instead.strip())
    paper = issue(InstrumentKind.DECLINATION_NOTICE, case, facts, at=now)
    fact = CaseDeclined(
        subject=case.number, place=by.place, instrument=paper.number, reason=reason.strip(), competent=instead.strip()
    )
    announce(fact, by=by, at=now)
    return case


def reasoned(reason: str, field: str) -> None:
    """A refusal without a reason a person can understand is none. Raises Invalid."""
    if len(reason.strip()) < 5:
        raise Invalid([Problem(field, "请写明理由，至少 5 个字。申请人会在文书上看到")])
