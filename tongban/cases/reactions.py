"""What this room does after its own acts: the pages of the papers are drawn once the act is committed."""

from tongban.cases.actions import reschedule_stale
from tongban.cases.events import (
    ApplicationTurnedAway,
    CaseAccepted,
    CaseDecided,
    CaseDeclined,
    CaseDelivered,
    CaseExtended,
    CaseReceived,
    CaseResumed,
    CaseReturned,
    CaseSuspended,
)
from tongban.cases.models import Correction
from tongban.documents import actions as documents
from tongban.documents import queries as kept
from tongban.documents.uses import in_use
from tongban.journal.bus import when
from tongban.journal.facts import Fact
from tongban.regions.events import CalendarPublished

AT_ONCE = 50_000


@when(
    CaseReceived,
    CaseReturned,
    CaseAccepted,
    CaseDeclined,
    CaseDecided,
    CaseDelivered,
    CaseSuspended,
    CaseResumed,
    CaseExtended,
    ApplicationTurnedAway,
    name="cases.draw_the_paper",
    abroad=True,  # the file store may be another machine; drawing twice makes the same page
)
def draw_the_paper(fact: Fact) -> None:
    """成文: lay the paper's page down in the store, so that it opens at once when the person looks."""
    for paper in kept.of_subject(fact.subject).filter(document=None):
        documents.draw(paper)


@in_use("cases.kept_answers")
def in_kept_answers(documents_asked: set[int]) -> set[int]:
    """Files put to a correction that has not been sent back yet: its answers name them, no row does."""
    kept_answers = Correction.objects.filter(answered_at=None).exclude(kept={}).values_list("kept", flat=True)
    named = {file["document_id"] for lines in kept_answers for line in lines.values() for file in line.get("files", ())}
    return named & documents_asked


@when(CalendarPublished, name="cases.reckon_again", abroad=True)  # chunk by chunk; done twice it moves nothing twice
def reckon_again(fact: CalendarPublished) -> None:
    """重算期限: the first of the open cases at once; what is left the clock does in its rounds."""
    reschedule_stale(most=AT_ONCE)
