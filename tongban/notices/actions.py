"""Telling people, and letting them say that they have read."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from tongban.notices.models import Notice
from tongban.people import queries as people
from tongban.people.actors import Actor


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
    """Send the notices of a fact by e-mail to those who gave an address, each once. Returns how many were sent."""
    sent = 0
    for notice in Notice.objects.filter(case_number=case_number, fact=fact, mailed_at=None):
        address = people.person(notice.person_id).email
        if address:
            _letter(notice, address).send()
            sent += Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=timezone.now())
    return sent


def _letter(notice: Notice, address: str) -> EmailMessage:
    """A letter without names or papers: whoever sees the mailbox learns no more than the number."""
    body = f"【通办】{notice.text}\n\n受理号 {notice.case_number}\n查进度：{settings.SITE_ADDRESS}/track\n"
    subject = "请您补材料" if notice.must_act else "您的办件有新进展"
    # The same letter has the same id, so a mail server that is handed it twice can tell.
    name = f"<notice-{notice.pk}@tongban>"
    return EmailMessage(f"【通办】{subject}", body, to=[address], headers={"Message-ID": name})


def mark_read(by: Actor) -> int:
    """The person has seen their inbox. Returns how many notices were new."""
    return Notice.objects.filter(person=by.person_id, read_at=None).update(read_at=timezone.now())
