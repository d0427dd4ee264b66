"""Drafts: found for whoever may go on writing them, and turned into an intake when they are handed in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from tongban.cases import forms, intake, mandates
from tongban.cases.choices import Channel
from tongban.cases.content import Content, FileRef
from tongban.cases.models import Draft
from tongban.catalogue import queries as catalogue
from tongban.kit.blocked import NotFound, Problem
from tongban.kit.numbers import read_draft_number
from tongban.people.actors import Actor, Role
from tongban.people.sealing import seal

KEPT_DAYS = 30
TAKEN_BACK_WITHIN = timedelta(days=1)
NOT_THERE = "没有找到这份草稿。请核对草稿号；草稿保留 30 天，过期要重新填。"


@dataclass(frozen=True, slots=True)
class DraftFileView:
    """A file in a draft."""

    id: int
    document_id: int
    material_key: str
    name: str
    pages: int | None
    size: int
    added_at: datetime


def one(number: str, *, seen_by: Actor) -> Draft:
    """The draft, for its owner, for whoever opened it, and for the outlet where it is being written. Raises NotFound.

    A counter elsewhere takes it up by ``actions.take_up``, which its owner can see.
    """
    draft = named(number)
    if draft.discarded_at is not None or not _may_see(draft, seen_by):
        raise NotFound(NOT_THERE)
    return draft


def named(number: str) -> Draft:
    """The draft with this number, whoever asks: for the act that takes it up at a counter. Raises NotFound."""
    draft = Draft.objects.filter(number=read_draft_number(number) or "").first()
    if draft is None:
        raise NotFound(NOT_THERE)
    return draft


def _may_see(draft: Draft, actor: Actor) -> bool:
    own = actor.person_id is not None and draft.owner_id == actor.person_id
    at_outlet = actor.serves_as(Role.CLERK) and bool(actor.outlet_code) and draft.outlet_code == actor.outlet_code
    return own or at_outlet or draft.opened_by == actor.key


def content_of(draft: Draft) -> Content:
    """What has been written so far; nothing, once its thirty days are over."""
    kept = bytes(draft.content_sealed)
    return Content.model_validate_json(seal.open(kept)) if kept else Content()


def sealed(content: Content) -> bytes:
    """What is written, as it is kept."""
    return seal.close(content.model_dump_json())


def files_of(draft: Draft) -> dict[str, list[DraftFileView]]:
    """The files put to each material so far."""
    found: dict[str, list[DraftFileView]] = {}
    for row in draft.files.select_related("document"):
        view = DraftFileView(
            row.pk, row.document_id, row.material_key, row.name, row.document.pages, row.document.size, row.added_at
        )
        found.setdefault(row.material_key, []).append(view)
    return found


def version_of(draft: Draft) -> catalogue.VersionView:
    """The guide an application goes by: once a newer version is in force, that one, from the same second on."""
    return catalogue.current(draft.item_version_id)


def intake_of(draft: Draft, *, channel: Channel, outlet_code: str = "", place: str = "") -> intake.Intake:
    """The draft as an application before the door that would take it in."""
    put = files_of(draft)
    files = {
        key: [FileRef(document_id=file.document_id, name=file.name) for file in listed] for key, listed in put.items()
    }
    version, content = version_of(draft), content_of(draft)
    filled = forms.filled(version, content)
    return intake.Intake(
        version=version,
        content=content,
        filled=filled,
        signature=forms.signature_of(draft) if filled else None,
        files=files,
        shown=_shown(version, content, put),
        channel=channel,
        receipt_region=draft.receipt_region,
        outlet_code=outlet_code,
        place=place,
        origin=f"draft/{draft.number}",
    )


def _shown(version: catalogue.VersionView, content: Content, files: dict[str, list[DraftFileView]]) -> mandates.Shown:
    paper = files.get(mandates.paper_of(intake.asked(version, content.situation)), [])
    return mandates.Shown(mandates.mandates_of(content), min((file.added_at for file in paper), default=None))


def asked_of(draft: Draft) -> list[intake.Asked]:
    """What this draft must bring: the materials of its situation, and an agent's mandate."""
    version, content = version_of(draft), content_of(draft)
    shown, filled = mandates.Shown(mandates.mandates_of(content)), forms.filled(version, content)
    return intake.asked_of(version, content, shown, filled)


def filled_of(draft: Draft) -> forms.Filled | None:
    """The form of this draft as far as it is filled in; None for an item without one."""
    return forms.filled(version_of(draft), content_of(draft))


def missing(draft: Draft, *, by: Actor) -> list[Problem]:
    """What is still missing before this actor could hand the draft in; the reason beside an inactive button."""
    return intake.problems(before(draft, by=by))


def before(draft: Draft, *, by: Actor) -> intake.Intake:
    """The draft as an application before this actor's own door: read once, it answers what is asked and what is missing."""
    channel = Channel.COUNTER if by.serves_as(Role.CLERK) else Channel.DESKTOP
    return intake_of(draft, channel=channel, outlet_code=by.outlet_code, place=by.place)


def asked_by(taken: intake.Intake) -> list[intake.Asked]:
    """What ``asked_of`` says, of a draft that was read already."""
    return intake.asked_of(taken.version, taken.content, mandates.Shown(taken.shown.mandates), taken.filled)


def mine(actor: Actor) -> Q:
    """Whose drafts a list shows: a person's own, an outlet's, or those a system without an outlet opened."""
    if actor.person_id is not None:
        return Q(owner=actor.person_id)
    return Q(outlet_code=actor.outlet_code) if actor.outlet_code else Q(opened_by=actor.key)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list."""

    number: str
    item_name: str
    updated_at: datetime
    expires_on: date


def discarded(by: Actor) -> list[DraftRow]:
    """The drafts an applicant has deleted within the day, which may still be taken back."""
    since = timezone.now() - TAKEN_BACK_WITHIN
    rows = Draft.objects.filter(owner=by.person_id, owner__isnull=False, discarded_at__gt=since)[:20]
    return [DraftRow(row.number, row.item_name, row.updated_at, row.expires_on) for row in rows]


def open_drafts(by: Actor, *, limit: int = 50) -> list[DraftRow]:
    """The drafts an applicant, or a counter's outlet, has not handed in yet; newest first."""
    rows = Draft.objects.open().filter(mine(by))[:limit]
    return [DraftRow(row.number, row.item_name, row.updated_at, row.expires_on) for row in rows]
