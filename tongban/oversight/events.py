"""What oversight tells."""

from tongban.journal.facts import Fact, fact


@fact("service.rated")
class ServiceRated(Fact):
    """评价: a person rated one party of a case."""

    party: str
    grade: str
