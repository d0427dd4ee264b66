"""PDF: opens without a password, at most 200 pages, and does nothing by itself."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from tongban.documents.formats import MediaType
from tongban.documents.inspection.contents import Contents, Objection

MAX_PAGES = 200
MAX_OBJECTS = 50_000
PDFIUM = threading.Lock()
"""PDFium is not thread-safe: whoever calls it holds this lock for the whole of one document's use."""

UNREADABLE = "这份 PDF 打不开，可能没有传完整。请重新选一次文件，或打印后拍照交。"
LOCKED = "加了密码，别人打不开。请去掉密码后再交，或打印后拍照交。"
PRINT_AGAIN = "请用“打印成 PDF”另存一份再交，或打印后拍照交。"
TANGLED = f"这份 PDF 的内部结构太复杂，没法检查。{PRINT_AGAIN}"

_PASSIVE = frozenset({"/Resources", "/Contents", "/StructTreeRoot", "/Parent", "/P", "/Metadata", "/PageLabels", "/AP"})
_ACTING = {
    "/JavaScript": "里面带有会自己运行的脚本，这里不收。",
    "/Launch": "里面带有会打开程序的指令，这里不收。",
    "/ImportData": "里面带有会读取别的文件的指令，这里不收。",
    "/SubmitForm": "里面带有会往外发送内容的指令，这里不收。",
    "/Rendition": "里面带有声音或视频，这里不收。",
    "/RichMedia": "里面带有声音或视频，这里不收。",
    "/FileAttachment": "里面夹带了别的文件，这里不收。",
}
_CARRYING = {
    "/JS": _ACTING["/JavaScript"],
    "/JavaScript": _ACTING["/JavaScript"],
    "/EmbeddedFiles": _ACTING["/FileAttachment"],
    "/EF": _ACTING["/FileAttachment"],
    "/XFA": "是要用专门软件填写的动态表单，打开可能是空白。",
}


def inspect(path: Path) -> Contents:
    """Count the pages, then look for anything that would act or is carried along."""
    pages = _page_count(path)
    if pages == 0:
        raise Objection(UNREADABLE)
    if pages > MAX_PAGES:
        raise Objection(f"有 {pages:,} 页，一份最多 {MAX_PAGES} 页。请只交需要的那几页，或分成几份交。")
    try:
        _refuse_active(path)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError):
        raise Objection(UNREADABLE) from None
    return Contents(MediaType.PDF, pages=pages)


def _page_count(path: Path) -> int:
    with PDFIUM:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            locked = getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD
            raise Objection(LOCKED if locked else UNREADABLE) from None
        try:
            return len(document)
        finally:
            document.close()


def _refuse_active(path: Path) -> None:
    reader = pypdf.PdfReader(path, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Objection(LOCKED)
    for thing in _reachable(reader.trailer["/Root"].get_object()):
        _check(thing)


def _check(thing: DictionaryObject) -> None:
    for key, sentence in _CARRYING.items():
        if thing.get(key) is not None:
            raise Objection(sentence + PRINT_AGAIN)
    for key in ("/S", "/Subtype"):
        acting = _ACTING.get(str(thing.get(key)))
        if acting:
            raise Objection(acting + PRINT_AGAIN)


def _reachable(root: object) -> Iterator[DictionaryObject]:
    """Every dictionary from which an action could start: the catalogue, outline, form, pages and their annotations."""
    seen: set[tuple[int, int]] = set()
    waiting: list[object] = [root]
    looked_at = 0
    while waiting:
        thing = waiting.pop()
        looked_at += 1
        if looked_at > MAX_OBJECTS:
            raise Objection(TANGLED)
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation) not in seen:
                seen.add((thing.idnum, thing.generation))
                waiting.append(thing.get_object())
        elif isinstance(thing, DictionaryObject):
            yield thing
            waiting.extend(_branches(thing.raw_get(key) for key in thing if key not in _PASSIVE))
        elif isinstance(thing, ArrayObject):
            waiting.extend(_branches(thing))


def _branches(values: Iterable[object]) -> Iterator[object]:
    """Numbers, names and texts lead nowhere and are not counted."""
    return (value for value in values if isinstance(value, IndirectObject | DictionaryObject | ArrayObject))
