"""What can be said of people in the past tense: mandates given and taken back."""

from datetime import date

from tongban.journal.facts import Fact, fact


@fact("mandate.given")
class MandateGiven(Fact):
    """授权: an agent may act for a person; ``subject`` is the mandate's name."""

    agent_id: int
    person_id: int | None = None
    organisation_id: int | None = None
    scope: str
    item: str = ""
    valid_until: date


@fact("mandate.withdrawn")
class MandateWithdrawn(Fact):
    """收回授权: by whoever gave it, at once."""

    agent_id: int
