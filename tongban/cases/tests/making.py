"""Applications for tests, written as the doors write them."""

from tongban.cases import actions, intake
from tongban.cases.choices import Channel, Conclusion, DeliveryWay
from tongban.cases.content import Collected, Content, Delivery, FileRef, IdentityCheck
from tongban.catalogue import queries as catalogue
from tongban.doors.terminal import demo
from tongban.doors.terminal.lives import scan, written


def content_for(version, situation, *, at_counter=True, person=demo.LI, delivery=DeliveryWay.ELECTRONIC):
    collected = {
        asked.key: Collected(conclusion=Conclusion.FITS, points=asked.points)
        for asked in intake.asked(version, situation)
        if not asked.exempt
    }
    return Content(
        applicant=written(person),
        situation=situation,
        identity_check=IdentityCheck(method="card_seen" if at_counter else "signed_in", original_seen=at_counter),
        collected=collected if at_counter else {},
        delivery=Delivery(
            way=delivery, address="浙江省诸暨市演示路 18 号 3 幢 902" if delivery == DeliveryWay.POST else ""
        ),
        consented=not at_counter,
    )


def draft_at_counter(clerk, *, slug="gjj-purchase-withdraw", place="511700", situation=None, **content):
    situation = {"where": "remote"} if situation is None else situation
    version = catalogue.published(slug, place)
    draft = actions.open_draft(version_id=version.id, receipt_region=clerk.region_code, by=clerk)
    actions.save(draft.number, content_for(version, situation, **content), by=clerk)
    for asked in intake.asked(version, situation):
        if not asked.exempt:
            actions.attach(draft.number, material_key=asked.key, file=scan(asked.name), by=clerk)
    return draft


def received(clerk, **draft):
    return actions.receive(draft_at_counter(clerk, **draft).number, by=clerk)


def submitted(applicant, *, person=demo.CHEN, slug="medins-transfer", place="210500", situation=None):
    situation = {"agent": "no", "net": "yes"} if situation is None else situation
    version = catalogue.published(slug, place)
    draft = actions.open_draft(version_id=version.id, receipt_region=person.region_code, by=applicant)
    actions.save(draft.number, content_for(version, situation, at_counter=False, person=person), by=applicant)
    for asked in intake.asked(version, situation):
        if asked.required:
            actions.attach(draft.number, material_key=asked.key, file=scan(asked.name), by=applicant)
    return actions.submit(draft.number, by=applicant, channel=Channel.MOBILE)


def a_file(words="补拍") -> FileRef:
    return scan(words)
