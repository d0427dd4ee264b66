"""What can be said of places and their calendar, in the past tense."""

from tongban.journal.facts import Fact, fact


@fact("calendar.published")
class CalendarPublished(Fact):
    """年度日历发布: one year is said anew. ``subject`` is ``calendar``; last days are reckoned again by it."""

    year: int
    notice: str
    calendar: str
