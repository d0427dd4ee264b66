"""Files on their way to a browser: what people handed in only as a download, our own papers and pictures to be looked at."""

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from tongban.documents import queries as documents

if TYPE_CHECKING:
    from tongban.documents.models import Document


def send_file(document: "Document", name: str) -> FileResponse:
    """A file as it was handed in; never shown in the page, whatever it holds."""
    kind = "application/octet-stream"
    return FileResponse(documents.read(document), as_attachment=True, filename=name, content_type=kind)


def send_paper(printed: bytes, name: str) -> HttpResponse:
    """A paper of ours, which a browser may open."""
    shown = {"Content-Disposition": content_disposition_header(False, name) or "inline"}
    return HttpResponse(printed, content_type="application/pdf", headers=shown)


def send_thumbnail(document: "Document") -> HttpResponse:
    """The first page as a small picture; it never changes, but is nobody else's business."""
    response = HttpResponse(documents.thumbnail(document), content_type=documents.PAGE_IMAGE_TYPE)
    response["Cache-Control"] = "private, max-age=3600"
    return response
