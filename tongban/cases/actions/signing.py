"""电子签名 of an application: exactly what is shown is signed, and a signature over anything else is refused."""

import base64
import binascii
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from tongban.cases import drafts, forms, intake, policies
from tongban.cases.choices import Channel, SignedHow
from tongban.cases.events import ApplicationSigned
from tongban.cases.models import Draft, Signature
from tongban.documents import actions as documents
from tongban.documents.facts import Signed
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem
from tongban.people.actors import Actor, Role

if TYPE_CHECKING:
    from tongban.documents.models import Document

NO_FORM = "这个事项没有要签的申请书。"
OTHER_BYTES = "签的不是现在这份申请书：您看的时候内容又改过，或者页面太旧了。请刷新页面，看完最新的一份再签。"
MOST_INK = 64 * 1024
_PNG = "data:image/png;base64,"


def draw_application(number: str, *, by: Actor) -> "Document":
    """The application as it is read before it is signed; drawn again it is the same file. Raises NotFound without a form."""
    return _drawn(_intake(number, by), number)


def sign_application(number: str, *, shown: str, how: SignedHow, by: Actor, ink: str = "") -> Signature:
    """签名: the applicant has read the page whose SHA-256 is ``shown`` and signs it. ``ink`` is the pad's PNG as a data URL.

    Raises Blocked when that page is not what the application says now, Invalid while something is still missing or
    the pad is empty, NotYours for a way of signing that is not this actor's.
    """
    taken = _intake(number, by)
    _check(taken, how, by)
    if _drawn(taken, number).sha256 != shown:
        raise Blocked(OTHER_BYTES, code="other_bytes")
    pad = _ink(ink) if how == SignedHow.PAD else b""
    now = timezone.now()
    signer = taken.content.agent or taken.content.applicant
    signed = Signed(name=signer.name, how=how.label, at=now, shown=shown, ink=list(pad))
    said = forms.application(taken).model_copy(update={"signed": signed})
    paper = documents.print_application(said, number=_named(number), on=timezone.localdate(now))
    return _keep(drafts.one(number, seen_by=by), taken, paper, shown, how, by=by)


def _check(taken: intake.Intake, how: SignedHow, by: Actor) -> None:
    if (how == SignedHow.ONLINE) == by.serves_as(Role.CLERK):
        raise policies.NotYours("网上的签名只能由申请人自己登录后签；窗口请用手写板，或在打印的申请书上签。")
    others = [one for one in intake.problems(taken) if one.field not in {"signature", "consented"}]
    if others:
        raise Invalid(others)


def _ink(drawn: str) -> bytes:
    """The PNG off the pad. Raises Invalid for none, for one that is no picture, and for one over 64 KB."""
    try:
        pad = base64.b64decode(drawn.removeprefix(_PNG), validate=True)
    except (binascii.Error, ValueError):
        pad = b""
    if not drawn.startswith(_PNG) or not pad.startswith(b"\x89PNG\r\n\x1a\n"):
        raise Invalid([Problem("ink", "手写板上还没有签名，请申请人签好再确认")])
    if len(pad) > MOST_INK:
        raise Invalid([Problem("ink", "手写板上的签名太大了，请清掉重签，写小一点")])
    documents.keep(pad, name="签名.png")  # inspected like any picture: what is no picture is not kept, nor drawn
    return pad


@transaction.atomic
def _keep(draft: Draft, taken: intake.Intake, paper: "Document", shown: str, how: SignedHow, *, by: Actor) -> Signature:
    assert taken.filled is not None  # noqa: S101  # _intake has made sure
    draft.change(updated_at=timezone.now())
    row, _ = Signature.objects.update_or_create(
        draft=draft,
        defaults={
            "facts_digest": forms.digest(taken),
            "shown": shown,
            "document_id": paper.pk,
            "how": how,
            "signed_by": by.key,
            "at": timezone.now(),
        },
    )
    fact = ApplicationSigned(
        subject=draft.number, shown=shown, signed=paper.sha256, how=how, form_id=taken.filled.form.id
    )
    announce(fact, by=by)
    return row


def _intake(number: str, by: Actor) -> intake.Intake:
    draft = drafts.one(number, seen_by=by)
    channel = Channel.COUNTER if by.serves_as(Role.CLERK) else Channel.DESKTOP
    taken = drafts.intake_of(draft, channel=channel, outlet_code=by.outlet_code, place=by.place)
    if taken.filled is None:
        raise NotFound(NO_FORM)
    return taken


def _drawn(taken: intake.Intake, number: str) -> "Document":
    return documents.print_application(forms.application(taken), number=_named(number), on=timezone.localdate())


def _named(number: str) -> str:
    return f"草稿 {number}"
