"""What oversight tells."""

from tongban.journal.facts import Fact, fact


@fact("case.rated")
class CaseRated(Fact):
    """评价: a person rated one party of a case."""

    party: str
    grade: str
