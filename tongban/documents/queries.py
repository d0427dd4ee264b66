"""What may be asked of the store and of the papers. Who may ask is decided above, where the uses are known."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from tongban.documents import drawing, store
from tongban.documents.facts import chinese_day, chinese_moment
from tongban.documents.formats import MediaType, safe_name
from tongban.documents.models import Document, Instrument
from tongban.kit.blocked import Blocked, NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "PAGE_IMAGE_TYPE",
    "chinese_day",
    "chinese_moment",
    "clarity",
    "document",
    "documents",
    "instrument",
    "of_subject",
    "page_image",
    "pages",
    "read",
    "safe_name",
    "thumbnail",
]

PAGE_IMAGE_TYPE = "image/webp"
THUMBNAIL_WIDTH = 240
SMALLEST_READABLE = 600
TURNS = (0, 90, 180, 270)


def document(key: int | str) -> Document:
    """The file by its primary key or its sha256. Raises ``NotFound``."""
    found = Document.objects.filter(**({"pk": key} if isinstance(key, int) else {"sha256": key})).first()
    if found is None:
        raise NotFound("没有找到这份文件。")
    return found


def documents(ids: Iterable[int]) -> dict[int, Document]:
    """The files with these primary keys, by key; those that are not there are left out."""
    return Document.objects.in_bulk(set(ids))


def pages(ids: Iterable[int]) -> dict[int, int | None]:
    """How many pages the files with these primary keys have, by key; those that are not there are left out."""
    return dict(Document.objects.filter(pk__in=set(ids)).values_list("pk", "pages"))


def read(document: Document) -> BinaryIO:
    """The content, to be read and closed. Raises ``Blocked`` when the store does not answer."""
    return store.open_content(document.path)


def page_image(document: Document, page: int = 1, width: int = 900, turn: int = 0) -> bytes:
    """One page, counted from 1, as a WebP picture of at least ``width`` pixels where the original allows, at most 1800.

    ``turn`` is clockwise, in degrees: 0, 90, 180 or 270. Drawn once and remembered.
    Raises ``NotFound`` for a page there is not, ``Blocked`` for a format without pages.
    """
    if document.pages is None:
        raise Blocked(f"{document.get_media_type_display()}不能在页面上看，请下载后打开。", code="no_preview")
    if not 1 <= page <= document.pages:
        raise NotFound(f"这份文件一共 {document.pages} 页，没有第 {page} 页。")
    width = drawing.snapped(width)
    turn = turn if turn in TURNS else 0
    name = f"thumbs/{document.path}-{page}-{width}{f'-{turn}' if turn else ''}.webp"
    image = store.remembered(name)
    if image is None:
        image = _drawn(document, page, width, turn)
        store.remember(name, image)
    return image


def _drawn(document: Document, page: int, width: int, turn: int) -> bytes:
    with read(document) as content:
        of_pdf = document.media_type == MediaType.PDF
        drawn = drawing.pdf_page(content, page, width) if of_pdf else drawing.picture(content, width)
        return drawing.as_webp(drawing.turned(drawn, turn))


def thumbnail(document: Document) -> bytes:
    """The first page, 240 pixels wide, as WebP."""
    return page_image(document, 1, THUMBNAIL_WIDTH)


def clarity(document: Document) -> str | None:
    """A hint said at once after an upload, or None: it never blocks, because some papers cannot be shot any better."""
    if document.is_image:
        if min(document.width or 0, document.height or 0) < SMALLEST_READABLE:
            return "这张照片有点小，字可能看不清。请放大看一看；实在拍不大也可以继续。"
        with read(document) as content:
            if drawing.is_blurred(content):
                return "这张照片可能有点糊。请放大看一看，字看不清就重拍；实在拍不清也可以继续。"
    elif (document.pages or 1) > 1:
        return f"这份文件一共 {document.pages} 页，请看看页数齐不齐。"
    return None


def instrument(number: str) -> Instrument:
    """The paper by its number 文号. Raises ``NotFound``."""
    found = Instrument.objects.select_related("document").filter(number=number).first()
    if found is None:
        raise NotFound("没有找到这份文书。请核对文号。")
    return found


def of_subject(case_number: str) -> "QuerySet[Instrument]":
    """The papers of one case, in the order they were issued."""
    return Instrument.objects.select_related("document").filter(subject=case_number).order_by("issued_at", "pk")
