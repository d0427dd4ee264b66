"""What can be said of a form, in the past tense."""

from tongban.journal.facts import Fact, fact


@fact("form.published")
class FormPublished(Fact):
    """A version of a form is in use from now on; ``subject`` is its id. New and open applications are asked by it."""

    item: str
    number: int
    digest: str


@fact("form.retired")
class FormRetired(Fact):
    """A form is no longer asked; applications that were handed in keep it."""

    item: str
    number: int
