"""The papers of a case: page images for the screen, files and official papers to keep. Reached through the case only."""

from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from tongban.cases import actions, beside, queries
from tongban.documents import actions as press
from tongban.documents import queries as documents
from tongban.doors.office.gate import for_reviewers
from tongban.doors.office.review import PURPOSE
from tongban.kit.blocked import NotFound
from tongban.people.actors import Actor
from tongban.ui.paging import turn_asked, width_asked


@require_GET
@for_reviewers
@cache_control(private=True, max_age=3600)
def page_image(request: HttpRequest, actor: Actor, number: str, attachment: int, page: int) -> HttpResponse:
    """One page of a file, as a picture; never the file itself, so nothing in it can run."""
    found = queries.attachment(actions.read(number, by=actor, purpose=PURPOSE), attachment)
    image = documents.page_image(found.document, page, width_asked(request.GET), turn_asked(request.GET))
    return HttpResponse(image, content_type=documents.PAGE_IMAGE_TYPE)


@require_GET
@for_reviewers
def download(request: HttpRequest, actor: Actor, number: str, attachment: int) -> FileResponse:
    """A file as it was handed in, to keep and open elsewhere."""
    found = queries.attachment(actions.read(number, by=actor, purpose=PURPOSE), attachment)
    return attached(documents.read(found.document), found.name, found.document.media_type)


@require_GET
@for_reviewers
def paper(request: HttpRequest, actor: Actor, number: str, instrument: int) -> FileResponse:
    """An official paper of the case, as PDF."""
    case = queries.one(number, seen_by=actor)
    found = documents.of_subject(case.number).filter(pk=instrument).first()
    if found is None:
        raise NotFound("没有找到这份文书。请从办件的文书清单里打开。")
    drawn = press.pdf(found)
    return attached(documents.read(drawn), f"{found.title}_{case.number}.pdf", drawn.media_type)


@require_GET
@for_reviewers
def signed_receipt(request: HttpRequest, actor: Actor, number: str) -> FileResponse:
    """The 送达回证 with the receiver's signature, as the window put it to the case."""
    found = beside.signed_receipt(queries.one(number, seen_by=actor))
    assert found.signed is not None  # noqa: S101  # signed_receipt finds no other
    return attached(documents.read(found.signed), found.name, found.signed.media_type)


def attached(content: BinaryIO, name: str, media_type: str) -> FileResponse:
    """A file sent to be kept, under its own name; browsers may not guess another type (nosniff is set on every answer)."""
    return FileResponse(
        content, as_attachment=True, filename=documents.safe_name(name, media_type), content_type=media_type
    )
