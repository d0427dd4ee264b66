"""收下文件: a file that was handed in is inspected, and its content kept once for all its uses."""

from collections.abc import Iterable, Iterator

from django.core.files import File

from tongban.documents import store
from tongban.documents.formats import MediaType
from tongban.documents.inspection import MAX_BYTES, Contents, inspect, not_kept, objection_to_name
from tongban.documents.models import Document

Upload = File | bytes | Iterable[bytes]


def keep(upload: Upload, *, name: str) -> Document:
    """收下文件: inspect what was handed in as ``name`` and keep its content, once for all its uses.

    Call it before the transaction of the act that uses the file, never inside: the store may be across a network.
    A content nobody comes to use within a week is swept (``sweep``).

    Raises ``Invalid`` with the sentence saying why the file is not kept; ``Blocked`` when the store is full or silent.
    """
    with store.lay_down(_limited(upload, name)) as laid:
        known = Document.objects.filter(sha256=laid.sha256).first()
        if known is not None:
            _refuse_false_name(known, name)
        contents = _as_found(known) if known else inspect(laid.path, name)
        return shelve(laid, contents)


def _limited(upload: Upload, name: str) -> Iterator[bytes]:
    """The upload in chunks, stopped as soon as it is known to be too large."""
    announced = upload.size if isinstance(upload, File) else len(upload) if isinstance(upload, bytes) else 0
    total = announced or 0
    if total <= MAX_BYTES:
        total = 0
        for chunk in _chunks(upload):
            total += len(chunk)
            if total > MAX_BYTES:
                break
            yield chunk
    if total > MAX_BYTES:
        told = f"有 {announced / 1024 / 1024:.0f} MB" if announced else "太大"
        raise not_kept(name, f"{told}，每个文件最多 20 MB。请把照片拍小一点，或分成几个文件交。")


def _chunks(upload: Upload) -> Iterable[bytes]:
    if isinstance(upload, File):
        return upload.chunks()
    return [upload] if isinstance(upload, bytes) else upload


def _refuse_false_name(known: Document, name: str) -> None:
    sentence = objection_to_name(name, MediaType(known.media_type))
    if sentence:
        raise not_kept(name, sentence)


def _as_found(known: Document) -> Contents:
    return Contents(MediaType(known.media_type), known.pages, known.width, known.height)


def shelve(laid: store.Laid, contents: Contents) -> Document:
    """The row for a content, made after the content lies safely in the store; of two at once, one row stands.

    The store is asked again once the row stands. A sweep takes a content away first and then looks for its row, so that
    of an upload and a sweep at once the later one sees what the other did, and the content is there in the end.
    """
    measures = {
        "size": laid.size,
        "media_type": contents.media_type,
        "pages": contents.pages,
        "width": contents.width,
        "height": contents.height,
    }
    path = Document(sha256=laid.sha256).path
    store.put(path, laid)
    document, is_new = Document.objects.get_or_create(sha256=laid.sha256, defaults=measures)
    if not is_new and document.unused_since is not None:
        Document.objects.filter(pk=document.pk).update(unused_since=None)
        document, _ = Document.objects.get_or_create(sha256=laid.sha256, defaults=measures)  # swept in this very moment
    store.put(path, laid)
    return document
