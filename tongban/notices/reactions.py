"""What this room does when cases move: the person is told in their inbox, then by e-mail."""

from tongban.cases import events
from tongban.cases import queries as cases
from tongban.journal.bus import when
from tongban.journal.facts import name_of
from tongban.notices import actions
from tongban.notices.wording import MUST_ACT, SENTENCES, About, key_of, sentence

STEPS = tuple(SENTENCES)


@when(*STEPS, name="notices.tell_the_applicant")
def tell_the_applicant(fact: events.CaseFact) -> None:
    """通知: applicant and agent read in their inbox what happened and what they must do."""
    case = cases.for_notice(fact.subject)
    name = name_of(type(fact))
    text = sentence(fact, About(case.item_name, case.agency_name, case.respond_by))
    for person_id in case.people:
        actions.tell(person_id, case_number=fact.subject, fact=key_of(fact), text=text, must_act=name in MUST_ACT)


@when(*STEPS, name="notices.write_to_the_applicant", abroad=True)
def write_to_the_applicant(fact: events.CaseFact) -> None:
    """Send the same sentence by e-mail to those who gave an address."""
    tell_the_applicant(fact)  # the letter may be delivered before the inbox has heard; telling twice is telling once
    actions.mail(fact.subject, key_of(fact))
