"""Files and official papers, each reached only through a draft or a case of this clerk's outlet."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from tongban.cases import drafts, queries
from tongban.cases import papers as cases
from tongban.cases.content import FileRef
from tongban.catalogue import queries as catalogue
from tongban.documents import actions as documents
from tongban.documents import queries as kept
from tongban.documents.kinds import InstrumentKind
from tongban.doors.desk.gate import clerks_only
from tongban.kit.blocked import NotFound
from tongban.people.actors import Actor
from tongban.ui.paging import turn_asked, width_asked

if TYPE_CHECKING:
    from tongban.documents.models import Document, Instrument

NO_FILE = "没有找到这个文件，可能已经移走了。请回到材料那一页再看。"
NO_PAPER = "没有找到这份文书。请从办件页重新打开。"


def keep(upload: UploadedFile) -> FileRef:
    """Keep what was uploaded, under a name that is safe to show. Raises Invalid for a file that is not kept."""
    named = upload.name or "文件"
    document = documents.keep(upload, name=named)
    return FileRef(document_id=document.pk, name=kept.safe_name(named, document.media_type))


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """A paper we drew ourselves, shown in the browser so that it can be printed at once."""
    where = content_disposition_header(as_attachment=False, filename=f"{name}.pdf")
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": where})


def _paper(papers: Iterable["Instrument"], wanted: int) -> HttpResponse:
    found = next((paper for paper in papers if paper.pk == wanted), None)
    if found is None:
        raise NotFound(NO_PAPER)
    with kept.read(documents.pdf(found)) as content:
        return as_pdf(content.read(), found.number)


@require_GET
@clerks_only
def of_case(request: HttpRequest, by: Actor, number: str, paper: int) -> HttpResponse:
    """An official paper of a case."""
    return _paper(kept.of_subject(queries.one(number, seen_by=by).number), paper)


@require_GET
@clerks_only
def of_draft(request: HttpRequest, by: Actor, number: str, paper: int) -> HttpResponse:
    """The 不收告知单 of a draft that was not taken."""
    return _paper(kept.of_subject(drafts.one(number, seen_by=by).number), paper)


@require_GET
@clerks_only
def checklist(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """一次性告知单 for the situation chosen so far."""
    draft = drafts.one(number, seen_by=by)
    found = catalogue.checklist(drafts.version_of(draft), drafts.content_of(draft).situation)
    page = documents.preview(InstrumentKind.CHECKLIST, cases.checklist(found), authority_name=by.place)
    return as_pdf(page, f"一次性告知单 {draft.item_name}")


def sent(document: "Document", name: str) -> FileResponse:
    """A file as it was handed in, to be kept."""
    return FileResponse(kept.read(document), as_attachment=True, filename=name, content_type=document.media_type)


def _drawn(request: HttpRequest, document: "Document", page: int) -> HttpResponse:
    image = kept.page_image(document, page, width_asked(request.GET), turn_asked(request.GET))
    return HttpResponse(image, content_type=kept.PAGE_IMAGE_TYPE)


def _in_draft(number: str, by: Actor, file: int) -> drafts.DraftFileView:
    listed = chain.from_iterable(drafts.files_of(drafts.one(number, seen_by=by)).values())
    found = next((view for view in listed if view.id == file), None)
    if found is None:
        raise NotFound(NO_FILE)
    return found


@require_GET
@clerks_only
def draft_file(request: HttpRequest, by: Actor, number: str, file: int) -> HttpResponseBase:
    """A scan of a draft, as it was handed in."""
    found = _in_draft(number, by, file)
    return sent(kept.document(found.document_id), found.name)


@require_GET
@clerks_only
def draft_page(request: HttpRequest, by: Actor, number: str, file: int, page: int) -> HttpResponse:
    """One page of a scan, as a picture."""
    return _drawn(request, kept.document(_in_draft(number, by, file).document_id), page)


@require_GET
@clerks_only
def case_file(request: HttpRequest, by: Actor, number: str, file: int) -> HttpResponseBase:
    """A file of a case, as it was handed in."""
    found = queries.attachment(queries.one(number, seen_by=by), file)
    return sent(found.document, found.name)


@require_GET
@clerks_only
def case_page(request: HttpRequest, by: Actor, number: str, file: int, page: int) -> HttpResponse:
    """One page of a case's file, as a picture."""
    return _drawn(request, queries.attachment(queries.one(number, seen_by=by), file).document, page)
