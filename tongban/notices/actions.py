"""Telling people, and letting them say that they have read."""

import logging
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from tongban.notices.models import Notice
from tongban.people import queries as people
from tongban.people.actors import Actor

log = logging.getLogger("tongban.notices")


def tell(person_id: int, *, case_number: str, fact: str, text: str, must_act: bool) -> Notice:
    """Put a sentence into a person's inbox. Told twice of one fact, they have it once."""
    notice, _ = Notice.objects.get_or_create(
        person_id=person_id,
        case_number=case_number,
        fact=fact,
        defaults={"text": text, "must_act": must_act},
    )
    return notice


def mail(case_number: str, fact: str) -> int:
    """Send the notices of a fact by e-mail to those who gave an address, each once. Returns how many were sent.

    An address that the mail server refuses for good is left out; any other trouble is raised, to be tried again.
    """
    sent = 0
    for notice in Notice.objects.filter(case_number=case_number, fact=fact, mailed_at=None):
        address = people.person(notice.person_id).email
        if address and _send(_letter(notice, address)):
            sent += Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=timezone.now())
    return sent


def _send(letter: EmailMessage) -> bool:
    try:
        letter.send()
    except SMTPRecipientsRefused as refused:
        if any(code < 500 for code, _ in refused.recipients.values()):
            raise
        log.warning("an address takes no letters", extra={"codes": [code for code, _ in refused.recipients.values()]})
        return False
    return True


def _letter(notice: Notice, address: str) -> EmailMessage:
    """A letter without names, reasons or papers: whoever sees the mailbox learns of the item and its number, no more."""
    body = f"【通办】{notice.text}\n\n受理号 {notice.case_number}\n查进度：{settings.SITE_ADDRESS}/track\n"
    subject = "请您补材料" if notice.must_act else "您的办件有新进展"
    # The same letter has the same id, so a mail server that is handed it twice can tell.
    name = f"<notice-{notice.pk}@tongban>"
    return EmailMessage(f"【通办】{subject}", body, to=[address], headers={"Message-ID": name})


def mark_read(by: Actor) -> int:
    """The person has seen their inbox. Returns how many notices were new."""
    return Notice.objects.filter(person=by.person_id, read_at=None).update(read_at=timezone.now())
