"""Drafts: begun at home or at a counter, kept thirty days, gone on with anywhere by their number."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tongban.cases import drafts, policies
from tongban.cases.content import Content, FileRef
from tongban.cases.models import Draft, DraftFile
from tongban.catalogue import queries as catalogue
from tongban.documents import queries as documents
from tongban.kit.blocked import Blocked, NotFound
from tongban.kit.numbers import new_draft_number
from tongban.people import actions as people
from tongban.people.actors import Actor

MOST_FILES = 40


def open_draft(*, version_id: int, receipt_region: str, by: Actor, content: Content | None = None) -> Draft:
    """Begin an application for one item version, to be handed in at one place (12 digits)."""
    version = catalogue.version(version_id)
    now = timezone.now()
    return Draft.objects.create(
        number=new_draft_number(),
        owner_id=by.person_id,
        opened_by=by.key,
        outlet_code=by.outlet_code,
        item_version_id=version.id,
        item_name=version.name,
        receipt_region=receipt_region,
        content_sealed=drafts.sealed(content or Content()),
        updated_at=now,
        expires_on=timezone.localdate(now) + timedelta(days=drafts.KEPT_DAYS),
    )


def save(number: str, content: Content, *, by: Actor) -> Draft:
    """Keep what is written so far; nothing is checked yet, so that nothing is lost."""
    draft = drafts.one(number, seen_by=by)
    draft.change(content_sealed=drafts.sealed(content), updated_at=timezone.now())
    return draft


@transaction.atomic
def take_up(number: str, *, by: Actor) -> Draft:
    """Go on with a draft at a counter, by the number its owner says. The owner sees that it was opened, and by whom.

    A clerk helps whoever stands there, so the number alone is enough. Raises Blocked for a draft that is closed.
    """
    if sentence := policies.at_a_counter(by):
        raise policies.NotYours(sentence)
    draft = drafts.named(number)
    draft.change(outlet_code=by.outlet_code, receipt_region=by.region_code, updated_at=timezone.now())
    if draft.owner_id is not None:
        purpose = f"在窗口接着办“{draft.item_name[:80]}”"
        people.disclose(draft.owner_id, fields="草稿里填的全部内容", purpose=purpose, by=by)
    return draft


@transaction.atomic
def attach(number: str, *, material_key: str, file: FileRef, by: Actor) -> DraftFile:
    """Put a kept file to a material. The same content twice in one place is once. Raises Blocked over 40 files."""
    draft = drafts.one(number, seen_by=by)
    draft.change(updated_at=timezone.now())
    if file.document_id not in documents.pages([file.document_id]):
        raise NotFound("没有找到刚上传的文件，请重新上传。")
    if draft.files.count() >= MOST_FILES:
        raise Blocked(
            f"一份申请最多放 {MOST_FILES} 个文件。请把同一份材料的几页合成一个 PDF 再传。", code="too_many_files"
        )
    row, _ = DraftFile.objects.get_or_create(
        draft=draft,
        material_key=material_key,
        document_id=file.document_id,
        defaults={"name": file.name, "added_at": timezone.now()},
    )
    return row


def detach(number: str, *, file_id: int, by: Actor) -> None:
    """Take a file out of a draft again. One that is not there any more is no trouble."""
    draft = drafts.one(number, seen_by=by)
    draft.change(updated_at=timezone.now())
    draft.files.filter(pk=file_id).delete()


def discard_draft(number: str, *, by: Actor) -> Draft:
    """删除草稿: only by whose it is. It may be taken back for a day, then its content is gone. Raises Blocked when closed."""
    draft = drafts.one(number, seen_by=by)
    if draft.owner_id is None or draft.owner_id != by.person_id:
        raise policies.NotYours("草稿只能由填它的人自己删。")
    draft.change(discarded_at=timezone.now())
    return draft


def restore_draft(number: str, *, by: Actor) -> Draft:
    """撤销删除, within the day. Raises NotFound for one that is not theirs, or gone."""
    mine = Draft.objects.filter(number=drafts.named(number).number, owner=by.person_id, owner__isnull=False)
    if not mine.exclude(discarded_at=None).update(discarded_at=None):
        raise NotFound(drafts.NOT_THERE)
    return mine.get()


def sweep_drafts() -> int:
    """Delete the content of drafts kept for their thirty days and never handed in, or discarded by their owner.

    个人信息保护法 19, 47. Returns how many.

    Of one that a counter turned away the bare record stays, because the refusal refers to it.
    """
    over = Q(expires_on__lt=timezone.localdate()) | Q(discarded_at__lt=timezone.now() - drafts.TAKEN_BACK_WITHIN)
    old = Draft.objects.filter(over, case_number="")
    with transaction.atomic():
        DraftFile.objects.filter(draft__in=old).delete()
        emptied = old.filter(turned_away=True).exclude(content_sealed=b"").update(content_sealed=b"")
        return emptied + old.filter(turned_away=False).delete()[0]
