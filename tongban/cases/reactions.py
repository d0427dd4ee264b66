"""What this room does after its own acts: the pages of the papers are drawn once the act is committed."""

from tongban.cases.events import (
    ApplicationTurnedAway,
    CaseAccepted,
    CaseDecided,
    CaseDeclined,
    CaseDelivered,
    CaseReceived,
    CaseReturned,
)
from tongban.documents import actions as documents
from tongban.documents import queries as kept
from tongban.journal.bus import when
from tongban.journal.facts import Fact


@when(
    CaseReceived,
    CaseReturned,
    CaseAccepted,
    CaseDeclined,
    CaseDecided,
    CaseDelivered,
    ApplicationTurnedAway,
    name="cases.draw_the_paper",
    abroad=True,  # the file store may be another machine; drawing twice makes the same page
)
def draw_the_paper(fact: Fact) -> None:
    """成文: lay the paper's page down in the store, so that it opens at once when the person looks."""
    for paper in kept.of_subject(fact.subject).filter(document=None):
        documents.draw(paper)
