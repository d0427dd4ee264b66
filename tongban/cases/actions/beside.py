"""What the staff do beside a case, without moving it: the signed 送达回证 kept, calls noted, and who a search has shown."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tongban.cases import lists, policies
from tongban.cases.actions.reading import ONE_LOOK
from tongban.cases.content import FileRef
from tongban.cases.events import ApplicantCalled, ReceiptSigned
from tongban.cases.lifecycle import State
from tongban.cases.models import Call, Case, HandOut
from tongban.documents import queries as documents
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem
from tongban.people import actions as people
from tongban.people.actors import Actor

LONGEST_NOTE = 200
SHORTEST_REASON = 4
CALLED_FOR = frozenset({State.RETURNED, State.DECIDED, State.DECLINED})
"""Where the person has to be told something: what to mend, that the result lies ready, that it was not taken on."""


def check_signed(signed: FileRef | None, unsigned_because: str) -> None:
    """A result handed out at a window: the signed 送达回证 is there, or why it follows later. Raises Invalid with neither."""
    because = unsigned_because.strip()
    if signed is None and len(because) < SHORTEST_REASON:
        told = "请上传签好字的送达回证；现在传不了，勾选“签字版随后补传”，并用至少 4 个字写明原因"
        raise Invalid([Problem("unsigned_because" if because else "signed_receipt", told)])
    if len(because) > LONGEST_NOTE:
        raise Invalid(
            [Problem("unsigned_because", f"原因写了 {len(because)} 个字，最多 {LONGEST_NOTE} 个。请删短一点")]
        )


def hand_out(case: Case, *, signed: FileRef | None, unsigned_because: str, by: Actor) -> HandOut:
    """发放: what a window gave into somebody's hands. Part of the delivery's own transaction, and checked before it."""
    because = unsigned_because.strip() if signed is None else ""
    row = HandOut.objects.create(case=case, outlet_code=by.outlet_code, at=timezone.now(), unsigned_because=because)
    if signed is not None:
        _put(row, case, signed, by=by)
    return row


@transaction.atomic
def add_signed_receipt(case: Case, *, file: FileRef, by: Actor) -> None:
    """补传签字的送达回证: once, for a result this outlet handed out. Raises NotYours, or Blocked when it lies there already."""
    if sentence := policies.the_receiving_outlet(by, case):
        raise policies.NotYours(sentence)
    row = HandOut.objects.filter(case=case).first()
    if row is None:
        raise Blocked("这件不是在窗口发放的，没有要补传的送达回证。", code="not_handed_out")
    _put(row, case, file, by=by)


def _put(row: HandOut, case: Case, file: FileRef, *, by: Actor) -> None:
    if file.document_id not in documents.pages([file.document_id]):
        raise NotFound("没有找到刚上传的文件，请重新上传。")
    missing = HandOut.objects.filter(pk=row.pk, signed=None)
    if not missing.update(signed=file.document_id, name=file.name, signed_at=timezone.now()):
        raise Blocked("签字的送达回证已经存过了，不用再传。", code="signed_already")
    announce(ReceiptSigned(subject=case.number, place=by.place), by=by)


@transaction.atomic
def record_call(case: Case, *, reached: bool | None, called_at: datetime | None, note: str = "", by: Actor) -> Call:
    """电话告知: who rang, when, whether the person was reached. ``called_at`` is now when it is not said.

    For the receiving outlet and the authority, while the person has something to learn. Raises NotYours, Blocked, Invalid.
    """
    outlet, authority = policies.the_receiving_outlet(by, case), policies.the_authority(by, case)
    if outlet and authority:
        raise policies.NotYours(outlet)
    if case.state not in CALLED_FOR:
        raise Blocked("这件现在没有要打电话告知的事。", code="nothing_to_tell")
    now, note = timezone.now(), note.strip()
    called_at = called_at or now
    problems = list(_wrong_with_call(case, reached, called_at, note, now))
    if problems or reached is None:
        raise Invalid(problems)
    call = Call.objects.create(case=case, reached=reached, note=note, at=called_at, actor=by.key, actor_label=by.label)
    announce(ApplicantCalled(subject=case.number, place=by.place, reached=reached, called_at=called_at), by=by, at=now)
    return call


def _wrong_with_call(
    case: Case, reached: bool | None, called_at: datetime, note: str, now: datetime
) -> Iterable[Problem]:
    if reached is None:
        yield Problem("reached", "请选打通了没有")
    if called_at > now + timedelta(minutes=1):
        yield Problem("called_at", "打电话的时间在将来。请改成打电话那一刻")
    elif called_at < case.received_at:
        yield Problem("called_at", "打电话的时间在收件以前。请核对日期")
    if len(note) > LONGEST_NOTE:
        yield Problem("note", f"备注写了 {len(note)} 个字，最多 {LONGEST_NOTE} 个。请删短一点")


def tell_who_was_found(rows: Iterable[lists.Row], words: str, *, by: Actor) -> int:
    """按证件号码后四位找到了谁: one row for each person a search has shown, once in a look. Returns how many were written."""
    if not lists.is_tail(words):
        return 0
    shown = Case.objects.filter(number__in=[row.number for row in rows])
    return people.disclose_each(
        dict(shown.values_list("number", "application__applicant_id")),
        fields="证件号码后四位（用来查找）",
        purpose="按证件号码后四位查办件",
        by=by,
        within=ONE_LOOK,
    )
