"""Verbs of the store and of the press: keep a file that was handed in; issue a paper, and draw its page."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.files import File
from django.utils import timezone

from tongban.documents import press, store
from tongban.documents.facts import Facts
from tongban.documents.formats import MediaType
from tongban.documents.inspection import MAX_BYTES, Contents, inspect, not_kept, objection_to_name
from tongban.documents.kinds import InstrumentKind, compose_number
from tongban.documents.models import Document, Instrument

__all__ = ["draw", "issue", "keep", "pdf", "preview"]

Upload = File | bytes | Iterable[bytes]


def keep(upload: Upload, *, name: str) -> Document:
    """收下文件: inspect what was handed in as ``name`` and keep its content, once for all its uses.

    Call it before the transaction of the act that uses the file, never inside: the store may be across a network.
    A content nobody came to use stays as an orphan and harms nobody.

    Raises ``Invalid`` with the sentence saying why the file is not kept; ``Blocked`` when the store is full or silent.
    """
    with store.lay_down(_limited(upload, name)) as laid:
        known = Document.objects.filter(sha256=laid.sha256).first()
        if known is not None:
            _refuse_false_name(known, name)
        contents = _as_found(known) if known else inspect(laid.path, name)
        return _shelve(laid, contents)


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


def _shelve(laid: store.Laid, contents: Contents) -> Document:
    """The row for a content, made after the content lies safely in the store; of two at once, one row stands."""
    measures = {
        "size": laid.size,
        "media_type": contents.media_type,
        "pages": contents.pages,
        "width": contents.width,
        "height": contents.height,
    }
    store.put(Document(sha256=laid.sha256).path, laid)
    document, _ = Document.objects.get_or_create(sha256=laid.sha256, defaults=measures)
    return document


def issue(
    kind: InstrumentKind,
    *,
    subject: str,
    authority_name: str,
    authority_short: str,
    facts: Facts,
    issued_at: datetime | None = None,
) -> Instrument:
    """出具文书: number the paper and freeze its facts, inside the act's own transaction; the page is drawn later.

    One INSERT, plus one count where a case may have several of the kind. ``subject`` is the case number;
    ``authority_short`` opens the number, such as 阜公积金. Raises ``TypeError`` for facts of another kind.
    """
    if not isinstance(facts, kind.shape):
        raise TypeError(f"{kind} is drawn from {kind.shape.__name__}, not from {type(facts).__name__}")
    at = issued_at or timezone.now()
    earlier = Instrument.objects.filter(subject=subject, kind=kind).count() if kind.may_recur else 0
    return Instrument.objects.create(
        kind=kind,
        number=compose_number(
            kind, authority_short=authority_short, issued_at=at, subject=subject, occurrence=earlier + 1
        ),
        subject=subject,
        facts=facts.model_dump(mode="json"),
        issued_by=authority_name,
        issued_at=at,
        edition=press.EDITION,
    )


def draw(instrument: Instrument) -> Document:
    """成文: draw the paper's page from its frozen facts and keep it. Drawn twice, it is the same file; the first stays."""
    printed = press.pdf(
        instrument.kind_of_paper,
        instrument.content,
        number=instrument.number,
        subject=instrument.subject,
        authority=instrument.issued_by,
        issued_at=instrument.issued_at,
        edition=instrument.edition,
    )
    with store.lay_down([printed]) as laid:
        document = _shelve(laid, inspect(laid.path, f"{instrument.title}.pdf"))
    return instrument.keep_drawn(document)


def pdf(instrument: Instrument) -> Document:
    """The paper's page, drawn now if no worker has come to it yet."""
    return instrument.document or draw(instrument)


def preview(kind: InstrumentKind, facts: Facts, *, subject: str = "", authority_name: str = "") -> bytes:
    """预览: the page as it would be sent, without a number; nothing is kept."""
    return press.pdf(
        kind,
        facts,
        number="",
        subject=subject,
        authority=authority_name,
        issued_at=timezone.now(),
        edition=press.EDITION,
    )
