"""出具文书: a paper is numbered and its facts frozen in the act's own transaction; its page is drawn afterwards."""

from datetime import date, datetime, time

from django.utils import timezone

from tongban.documents import press, store
from tongban.documents.actions.keeping import shelve
from tongban.documents.facts import ApplicationForm, Facts
from tongban.documents.inspection import inspect
from tongban.documents.kinds import InstrumentKind, compose_number
from tongban.documents.models import Document, Instrument
from tongban.kit.compiled import insert
from tongban.kit.days import CHINA


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
    instrument = Instrument(
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
    insert([instrument])
    return instrument


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
        document = shelve(laid, inspect(laid.path, f"{instrument.title}.pdf"))
    return instrument.keep_drawn(document)


def pdf(instrument: Instrument) -> Document:
    """The paper's page, drawn now if no worker has come to it yet."""
    return instrument.document or draw(instrument)


def print_application(facts: ApplicationForm, *, number: str, on: date) -> Document:
    """成文: the application as it is read before it is signed, or after; the same facts on the same day are the same file.

    It is the applicant's own paper and has no 文号; ``number`` is the draft's. Call it outside any transaction.
    """
    printed = press.pdf(
        InstrumentKind.APPLICATION,
        facts,
        number=number,
        subject="",
        authority=facts.authority,
        issued_at=datetime.combine(on, time.min, CHINA),
        edition=press.EDITION,
    )
    with store.lay_down([printed]) as laid:
        return shelve(laid, inspect(laid.path, "申请书.pdf"))


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
