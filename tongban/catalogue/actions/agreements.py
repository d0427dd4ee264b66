"""Writing agreements between places, and ending them: what they allow follows at once, at every door."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from tongban.catalogue import agreements as read
from tongban.catalogue import listing
from tongban.catalogue.actions.keeping import keepers_only
from tongban.catalogue.agreements import AgreementView, WrittenAgreement
from tongban.catalogue.listed_events import AgreementEnded, AgreementWritten
from tongban.catalogue.models import Agreement, AgreementParty, Item, Listing
from tongban.catalogue.writing_lists import digits
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor

TAKEN = "文号“{document}”已经有一份协议了。请核对文号；要改那份，请从协议列表打开它"


@transaction.atomic
def write_agreement(written: WrittenAgreement, *, by: Actor, agreement_id: int | None = None) -> AgreementView:
    """Enter an agreement, or change one that has not ended. Every pair of its places may then receive for each other.

    Raises Invalid with every problem, Blocked for one that has ended, NotFound for an unknown one.
    """
    keepers_only(by)
    if agreement_id:
        _expect_open(read.agreement(agreement_id))
    if problems := read.problems(written, but=agreement_id):
        raise Invalid(problems)
    row = _row(written, agreement_id)
    row.items.set(Item.objects.filter(slug__in=written.slugs))
    _parties(row, written)
    view = read.agreement(row.pk)
    _allow(view)
    announce(AgreementWritten(subject=f"agreement:{row.pk}", title=row.title, items=len(view.items)), by=by)
    return view


@transaction.atomic
def end_agreement(agreement_id: int, *, until: date, by: Actor) -> AgreementView:
    """End an agreement with a day, today at the earliest. Raises Blocked for one that has ended, Invalid for the day."""
    keepers_only(by)
    view = read.agreement(agreement_id)
    _expect_open(view)
    if until < read.today():
        raise Invalid([Problem("until", "结束日不能早于今天：今天以前的办件已经按它收了")])
    if not Agreement.objects.filter(pk=agreement_id, valid_until=view.valid_until).update(valid_until=until):
        raise Blocked("这份协议刚刚被别人改过了，请刷新后再看。", code="overtaken")
    Listing.objects.filter(agreement=agreement_id).update(valid_until=until)
    announce(AgreementEnded(subject=f"agreement:{agreement_id}", title=view.title, until=until.isoformat()), by=by)
    listing.forget()
    return read.agreement(agreement_id)


def _expect_open(view: AgreementView) -> None:
    if view.ended(read.today()):
        raise Blocked(read.ended_sentence(view), code="ended")


def _row(written: WrittenAgreement, agreement_id: int | None) -> Agreement:
    says: dict[str, Any] = {
        name: getattr(written, name) for name in ("signed_on", "valid_from", "valid_until", "note")
    } | {
        "title": written.title.strip(),
        "document": written.document.strip(),
        "modes": [mode.value for mode in written.modes],
    }
    try:
        with transaction.atomic():
            if agreement_id is None:
                return Agreement.objects.create(**says)
            Agreement.objects.filter(pk=agreement_id).update(**says)
            return Agreement.objects.get(pk=agreement_id)
    except IntegrityError:
        raise Invalid([Problem("document", TAKEN.format(document=written.document))]) from None


def _parties(row: Agreement, written: WrittenAgreement) -> None:
    row.parties.all().delete()
    AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=row,
            area=digits(party.area),
            body=party.body.strip(),
            contact=party.contact.strip(),
            phone=party.phone.strip(),
        )
        for party in written.parties
    )


def _allow(view: AgreementView) -> None:
    """The entries of the lists that follow from it: each item, each direction. What it no longer says is taken off."""
    Listing.objects.filter(agreement=view.id).delete()
    Listing.objects.bulk_create(
        Listing(
            item_id=item_id,
            scope=read.scope_of(receiving, handling),
            receiving_area=receiving,
            handling_area=handling,
            modes=[mode.value for mode in view.modes],
            document=view.document,
            note=view.title,
            valid_from=view.valid_from,
            valid_until=view.valid_until,
            agreement_id=view.id,
        )
        for _, _, item_id in view.items
        for receiving, handling in view.pairs
    )
    listing.forget()
