"""收件 and 提交: an application comes in, and a case begins. All of it in one transaction, or nothing."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.cases import drafts, forms, intake, mandates, papers, policies, timing
from tongban.cases.choices import Channel, TurnAwayReason
from tongban.cases.clock import Moments
from tongban.cases.content import Content, FileRef, WrittenPerson
from tongban.cases.events import ApplicationTurnedAway, CaseReceived
from tongban.cases.intake import Intake
from tongban.cases.lifecycle import State
from tongban.cases.models import Application, Attachment, Case, CaseMaterial, Draft, Series, TurnAway
from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Mode, Reception
from tongban.documents import actions as documents
from tongban.documents import queries as kept
from tongban.documents.kinds import InstrumentKind
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.kit.compiled import insert
from tongban.people import actions as people
from tongban.people.actors import Actor
from tongban.people.sealing import seal

if TYPE_CHECKING:
    from tongban.people.models import Organisation, Person

LONGEST_EXPLANATION = 500


def submit(draft_number: str, *, by: Actor, channel: Channel = Channel.DESKTOP) -> Case:
    """提交: the applicants hand in online, once. The same draft handed in again is the same case.

    Raises NotFound for a draft that is not theirs, NotYours when they are neither its applicant nor the agent, Invalid
    with every problem, Blocked when it may not be received here.
    """
    draft = drafts.one(draft_number, seen_by=by)
    if draft.case_number:
        return Case.objects.select_related("application").get(number=draft.case_number)
    return _begin(drafts.intake_of(draft, channel=channel, outlet_code="", place="网上申请"), by=by, draft=draft)


def receive(draft_number: str, *, by: Actor) -> Case:
    """收件并转交: a counter takes the papers in for the authority that has jurisdiction, and hands them over at once.

    The window checks identity and form only. Raises as ``submit`` does.
    """
    if sentence := policies.at_a_counter(by):
        raise policies.NotYours(sentence)
    draft = drafts.one(draft_number, seen_by=by)
    if draft.case_number:
        return Case.objects.select_related("application").get(number=draft.case_number)
    taken = drafts.intake_of(draft, channel=Channel.COUNTER, outlet_code=by.outlet_code, place=by.place)
    return _begin(taken, by=by, draft=draft)


def receive_from_system(
    *, key: str, version_id: int, receipt_region: str, content: Content, files: dict[str, list[FileRef]], by: Actor
) -> Case:
    """收件 by a department's system. ``key`` is its idempotency key: sent again, it answers with the same case.

    Raises Blocked (``key_reused``) when the same key comes with other content.
    """
    if sentence := policies.at_a_counter(by):
        raise policies.NotYours(sentence)
    taken = Intake(
        version=catalogue.version(version_id),
        content=content,
        filled=forms.filled(catalogue.version(version_id), content),
        files=files,
        channel=Channel.SYSTEM,
        receipt_region=receipt_region,
        outlet_code=by.outlet_code,
        place=by.place,
        origin=f"{by.key}/{key}",
    )
    return _begin(taken, by=by)


def _begin(taken: Intake, *, by: Actor, draft: Draft | None = None) -> Case:
    """Check all of it; then, in one transaction, number it, write it, tell of it. Sent twice, it begins once."""
    reception = _check(taken)
    digest = taken.content.digest(taken.files)
    try:
        with transaction.atomic():
            return _write(taken, reception, digest, by=by, draft=draft)
    except IntegrityError:
        return _already(taken.origin, digest)


def _check(taken: Intake) -> Reception:
    way_in = _way_in(taken.channel)
    reception = catalogue.reception(
        taken.version, receipt_region=taken.receipt_region, channel=way_in, outlet=taken.outlet_code
    )
    if not isinstance(reception, Reception):
        raise Blocked(f"{reception.sentence}{reception.instead}", code="not_received_here")
    if problems := intake.problems(taken):
        raise Invalid(problems)
    return reception


def _way_in(channel: Channel) -> catalogue.Channel:
    return catalogue.Channel.ONLINE if channel.online else catalogue.Channel.COUNTER


def _already(origin: str, digest: str) -> Case:
    """The case this was handed in as before; other content under the same key is refused."""
    case = Case.objects.select_related("application").filter(application__origin=origin).first()
    if case is None:
        raise Blocked("刚才没有存上。您填的都还在，请再按一次提交。", code="again")
    if case.application.digest != digest and not origin.startswith("draft/"):
        raise Blocked("这个幂等键已经用于另一份申请。新的申请请换一个幂等键。", code="key_reused")
    return case


def _write(taken: Intake, reception: Reception, digest: str, *, by: Actor, draft: Draft | None) -> Case:
    now = timezone.now()
    application = _application(taken, digest, by=by)
    if taken.channel.online and by.person_id not in {application.applicant_id, application.agent_id}:
        raise policies.NotYours("网上只能给自己办，或者作为代办人替别人办。请回到“谁来办”核对姓名和身份证号。")
    case = _case(taken, reception, application, by=by, now=now)
    materials = _materials(case, taken)
    pages = _attachments(materials, taken, now)
    kind = InstrumentKind.ONLINE_RECEIPT if taken.channel.online else InstrumentKind.RECEIPT_VOUCHER
    paper = documents.issue(
        kind,
        subject=case.number,
        authority_name=taken.place,
        authority_short=by.agency_short or "通办",
        issued_at=now,
        facts=papers.receipt(case, taken.version, materials, pages, by_courier=taken.content.originals_by_courier),
    )
    if draft is not None:
        draft.change(case_number=case.number)
    announce(_received(case, taken, materials, paper.number), by=by, at=now)
    return case


def _application(taken: Intake, digest: str, *, by: Actor) -> Application:
    content = taken.content
    by_agent_online = taken.channel.online and content.agent is not None
    applicant = _person(content.applicant, taken.receipt_region, contact_stands=by_agent_online)
    agent = _person(content.agent, "") if content.agent else None
    address = content.delivery.model_dump_json(exclude={"way"})
    application = Application(
        origin=taken.origin,
        digest=digest,
        applicant=applicant,
        organisation=_organisation(content),
        agent=agent,
        mandate_id=_mandate(taken, applicant, agent, by=by) if agent else None,
        situation=content.situation,
        form_id=taken.filled.form.id if taken.filled else None,
        answers_sealed=forms.sealed(taken.filled, content),
        signed=taken.signature.document.sha256 if taken.signature else "",
        identity_check=content.identity_check.model_dump(),
        delivery_way=content.delivery.way,
        delivery_sealed=seal.close(address),
    )
    insert([application])
    return application


def _mandate(taken: Intake, applicant: "Person", agent: "Person", *, by: Actor) -> int | None:
    """授权: the one that was shown is registered; without a new paper the registered one serves."""
    content, version = taken.content, taken.version
    paper = taken.files.get(mandates.paper_of(intake.asked(version, content.situation)), [])
    registered = mandates.standing(version.item.slug, taken.shown.mandates)
    if registered is not None and not paper:
        return registered.id
    if content.mandate_until is None or not content.mandate_scope:
        return None  # a department's system vouched for it
    shown = kept.documents(file.document_id for file in paper[:1])
    return people.grant_mandate(
        agent_id=agent.pk,
        person_id=applicant.pk,
        valid_until=content.mandate_until,
        scope=content.mandate_scope,
        item=version.item.slug,
        item_name=version.name,
        paper=next((document.sha256 for document in shown.values()), ""),
        by=by,
    ).pk


def _person(written: WrittenPerson, region_code: str, *, contact_stands: bool = False) -> "Person":
    return people.register_person(**written.model_dump(), region_code=region_code, contact_stands=contact_stands)


def _organisation(content: Content) -> "Organisation | None":
    if content.organisation is None:
        return None
    return people.register_organisation(**content.organisation.model_dump())


def _case(taken: Intake, reception: Reception, application: Application, *, by: Actor, now: datetime) -> Case:
    version, day = taken.version, timezone.localdate(now)
    organisation = application.organisation
    case = Case(
        number=Series.next_number(taken.receipt_region[:6], day),
        state=State.RECEIVED,
        application=application,
        item_version_id=version.id,
        item_name=version.name,
        applicant_name=organisation.name if organisation else application.applicant.name,
        agency_id=version.agency.id,
        agency_name=version.agency.name,
        mode=_mode(reception, taken.channel),
        scope=reception.scope.name.lower(),
        channel=taken.channel,
        applicant_region=application.applicant.region_code or taken.receipt_region,
        receipt_region=taken.receipt_region,
        completion_region=version.agency.region_code,
        outlet_code=taken.outlet_code,
        received_by=by.key,
        receipt_place=taken.place,
    )
    for column, value in timing.columns(case, Moments(received_at=now, mode=case.mode)).items():
        setattr(case, column, value)
    insert([case])
    return case


def _mode(reception: Reception, channel: Channel) -> Mode:
    """The mode it is handled in: what a window takes in is 代收代办 wherever that is open, easier as 全程网办 might be."""
    if channel == Channel.COUNTER and Mode.RECEIVED_ELSEWHERE in reception.modes:
        return Mode.RECEIVED_ELSEWHERE
    return reception.mode


def _materials(case: Case, taken: Intake) -> list[CaseMaterial]:
    rows = []
    for wanted in intake.asked_of(taken.version, taken.content, taken.shown, taken.filled):
        got = intake.collected(wanted, taken)
        rows.append(
            CaseMaterial(
                case=case,
                key=wanted.key,
                name=wanted.name,
                required=wanted.required,
                collected_by=got.collected_by or "",
                trust=intake.trust(got.collected_by, taken.channel) or "",
                conclusion=got.conclusion or "",
                points=list(got.points),
                remark=got.remark,
            )
        )
    rows += [CaseMaterial(case=case, **columns) for columns in forms.as_material(taken)]
    insert(rows)
    return rows


def _attachments(materials: list[CaseMaterial], taken: Intake, now: datetime) -> dict[str, int]:
    """Tie the files to their materials. Returns the pages of each material, by key."""
    files = taken.files | forms.signed_file(taken)
    refs = [(material, ref) for material in materials for ref in files.get(material.key, [])]
    found = kept.pages([ref.document_id for _, ref in refs])
    if missing := [ref.name for _, ref in refs if ref.document_id not in found]:
        raise Invalid([Problem("materials", f"没有找到文件：{'、'.join(missing)}。请重新上传")])
    insert(
        [
            Attachment(material=material, document_id=ref.document_id, name=ref.name, added_at=now)
            for material, ref in refs
        ]
    )
    pages: dict[str, int] = {}
    for material, ref in refs:
        pages[material.key] = pages.get(material.key, 0) + (found[ref.document_id] or 1)
    return pages


def _received(case: Case, taken: Intake, materials: list[CaseMaterial], paper: str) -> CaseReceived:
    files = sum(len(taken.files.get(material.key, [])) for material in materials)
    return CaseReceived(
        subject=case.number,
        place=taken.place,
        instrument=paper,
        applicant_id=case.application.applicant_id,
        agent_id=case.application.agent_id,
        agency_id=case.agency_id,
        item_version_id=case.item_version_id,
        channel=case.channel,
        mode=case.mode,
        scope=case.scope,
        receipt_region=case.receipt_region,
        materials=len(materials),
        files=files,
        form_id=case.application.form_id,
        signed=case.application.signed,
    )


@transaction.atomic
def turn_away(draft_number: str, *, reason: TurnAwayReason, explanation: str, by: Actor) -> TurnAway:
    """不收: the counter does not take it, says why in words, and gives the person a paper that says what would help.

    Raises Invalid without an explanation of 5 to 500 characters, Blocked for a draft that is no longer open.
    """
    if sentence := policies.at_a_counter(by):
        raise policies.NotYours(sentence)
    explanation = explanation.strip()
    if len(explanation) < 5:
        raise Invalid([Problem("explanation", "请写清为什么不收、缺什么、怎么补，至少 5 个字。申请人会拿到这张告知单")])
    if (written := len(explanation)) > LONGEST_EXPLANATION:
        raise Invalid([Problem("explanation", f"说明写了 {written} 个字，最多 {LONGEST_EXPLANATION} 个。请删短一点")])
    draft = drafts.one(draft_number, seen_by=by)
    draft.change(turned_away=True)
    now = timezone.now()
    record = _turned_away(draft, reason, explanation, by=by, at=now)
    paper = documents.issue(
        InstrumentKind.TURN_AWAY,
        subject=draft.number,
        authority_name=by.place,
        authority_short=by.agency_short,
        issued_at=now,
        facts=papers.turned_away(record, by.place),
    )
    fact = ApplicationTurnedAway(
        subject=draft.number,
        reason=reason.label,
        item_name=draft.item_name,
        outlet_code=by.outlet_code,
        instrument=paper.number,
    )
    announce(fact, by=by, at=now)
    return record


def _turned_away(draft: Draft, reason: TurnAwayReason, explanation: str, *, by: Actor, at: datetime) -> TurnAway:
    return TurnAway.objects.create(
        draft=draft,
        item_version_id=draft.item_version_id,
        item_name=draft.item_name,
        outlet_code=by.outlet_code,
        reason=reason,
        explanation=explanation,
        actor=by.key,
        actor_label=by.label,
        at=at,
    )
