"""Handing in: every thing that is missing or wrong has its field and its sentence, and nothing half-written stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, drafts, intake, invariants, policies, queries
from tongban.cases.actions.examination import WrittenProblem, WrittenReply
from tongban.cases.choices import Channel, Conclusion, DeliveryWay, Reply
from tongban.cases.content import Collected, Content, Delivery, FileRef, IdentityCheck, WrittenOrganisation
from tongban.cases.models import Application, Case, CaseMaterial, Series
from tongban.cases.tests.making import a_file, content_for, draft_at_counter, submitted
from tongban.catalogue import queries as catalogue
from tongban.catalogue.models import ItemVersion
from tongban.documents.models import Instrument
from tongban.documents.trust import CollectedBy
from tongban.doors.terminal import demo
from tongban.doors.terminal.lives import written
from tongban.journal.models import Entry
from tongban.kit.blocked import Blocked, Invalid
from tongban.kit.codes import make_uscc
from tongban.kit.days import due_on, national
from tongban.people import queries as people
from tongban.people.actions import issue_token
from tongban.people.models import Person
from tongban.people.queries import MandateScope

LI = written(demo.LI)
ZHAO = written(demo.ZHAO)


def nothing_was_begun():
    return not any(table.objects.exists() for table in (Case, Application, Series, Instrument, Entry))


def first(content):
    return next(iter(content.collected))


def without(content, key):
    return {k: v for k, v in content.collected.items() if k != key}


COUNTER = {
    "no name": (lambda c: {"applicant": LI.model_copy(update={"name": ""})}, "applicant.name", "请填写姓名"),
    "wrong check digit": (
        lambda c: {"applicant": LI.model_copy(update={"identity_number": LI.identity_number[:-1] + "7"})},
        "applicant.identity_number",
        "最后一位对不上",
    ),
    "no phone": (lambda c: {"applicant": LI.model_copy(update={"phone": ""})}, "applicant.phone", "请填写手机号"),
    "bad mail": (lambda c: {"applicant": LI.model_copy(update={"email": "li@"})}, "applicant.email", "电子邮箱"),
    "agent is applicant": (
        lambda c: {
            "agent": LI,
            "identity_check": IdentityCheck(method="card_seen", original_seen=True, mandate_seen=True),
        },
        "agent.identity_number",
        "同一个身份证号",
    ),
    "mandate not seen": (lambda c: {"agent": ZHAO}, "identity_check.mandate_seen", "代办要看授权书"),
    "identity not checked": (
        lambda c: {"identity_check": IdentityCheck()},
        "identity_check.original_seen",
        "还没核身份证原件",
    ),
    "organisation without a name": (
        lambda c: {"organisation": WrittenOrganisation(uscc=make_uscc("330681", 4711))},
        "organisation.name",
        "请填写单位名称",
    ),
    "organisation with a wrong code": (
        lambda c: {"organisation": WrittenOrganisation(name="小河袜业", uscc="91330681")},
        "organisation.uscc",
        "少了 10 位",
    ),
    "situation not chosen": (lambda c: {"situation": {}}, "situation.where", "请选一项"),
    "situation unknown": (lambda c: {"situation": {"where": "moon"}}, "situation.where", "已经没有了"),
    "material not checked": (lambda c: {"collected": without(c, first(c))}, "materials.*", "还没核"),
    "no conclusion": (
        lambda c: {"collected": c.collected | {first(c): Collected(points=c.collected[first(c)].points)}},
        "materials.*",
        "还没选结论",
    ),
    "not exempt": (
        lambda c: {"collected": c.collected | {first(c): Collected(conclusion=Conclusion.EXEMPT)}},
        "materials.*",
        "不在免交之列",
    ),
    "not deferrable": (
        lambda c: {"collected": c.collected | {first(c): Collected(conclusion=Conclusion.DEFERRED)}},
        "materials.*",
        "不能容缺后补",
    ),
    "address missing": (
        lambda c: {"delivery": Delivery(way=DeliveryWay.POST, address="诸暨")},
        "delivery.address",
        "请写清邮寄地址",
    ),
}


@pytest.mark.parametrize("case", COUNTER)
def test_at_the_counter_each_flaw_has_its_field_and_nothing_is_written(case, clerk):
    change, field, words = COUNTER[case]
    draft = draft_at_counter(clerk)
    content = drafts.content_of(draft)
    content = content_for(catalogue.version(draft.item_version_id), {"where": "remote"})
    content = content.model_copy(update=change(content))
    actions.save(draft.number, content, by=clerk)
    persons = Person.objects.count()
    with pytest.raises(Invalid) as no:
        actions.receive(draft.number, by=clerk)
    fields = {problem.field: problem.sentence for problem in no.value.problems}
    wanted = f"materials.{first(content_for(catalogue.version(draft.item_version_id), {'where': 'remote'}))}"
    assert words in fields[wanted if field == "materials.*" else field]
    assert nothing_was_begun()
    assert Person.objects.count() == persons
    again = drafts.one(draft.number, seen_by=clerk)
    assert again.is_open
    assert drafts.content_of(again) == content  # nothing typed is lost
    assert drafts.missing(again, by=clerk) == list(no.value.problems)


def test_a_missing_paper_is_named(clerk):
    draft = draft_at_counter(clerk)
    ((key, (file, *_)), *_) = drafts.files_of(draft).items()
    actions.detach(draft.number, file_id=file.id, by=clerk)
    with pytest.raises(Invalid, match="还差材料") as no:
        actions.receive(draft.number, by=clerk)
    assert [problem.field for problem in no.value.problems] == [f"materials.{key}"]


def test_paper_that_stays_at_the_window_needs_no_scan(clerk):
    draft = draft_at_counter(clerk)
    content = drafts.content_of(drafts.one(draft.number, seen_by=clerk))
    key, (file, *_) = next(iter(drafts.files_of(draft).items()))
    kept = content.collected[key].model_copy(update={"collected_by": CollectedBy.PAPER})
    actions.save(draft.number, content.model_copy(update={"collected": content.collected | {key: kept}}), by=clerk)
    actions.detach(draft.number, file_id=file.id, by=clerk)
    case = actions.receive(draft.number, by=clerk)
    material = case.materials.get(key=key)
    assert (material.collected_by, material.trust) == (CollectedBy.PAPER, "B")
    (voucher,) = Instrument.objects.filter(subject=case.number)
    returned = {row["name"]: row["returned"] for row in voucher.facts["materials"]}
    assert returned.pop(material.name) == ""  # it was not given back
    assert set(returned.values()) == {"原件已退还"}


ONLINE = {
    "no consent": (lambda c: {"consented": False}, "consented", "请先看完并同意"),
    "window far away": (lambda c: {"delivery": Delivery(way=DeliveryWay.COUNTER)}, "delivery.way", "没有收件窗口"),
}


def online_draft(applicant, change=None):
    version = catalogue.published("medins-transfer", "210500")
    situation = {"agent": "no", "net": "yes"}
    draft = actions.open_draft(version_id=version.id, receipt_region="330681000000", by=applicant)
    content = content_for(version, situation, at_counter=False, person=demo.CHEN)
    content = content.model_copy(update=change(content) if change else {})
    actions.save(draft.number, content, by=applicant)
    for asked in intake.asked(version, situation):
        if asked.required:
            actions.attach(draft.number, material_key=asked.key, file=a_file(asked.name), by=applicant)
    return draft


@pytest.mark.parametrize("case", ONLINE)
def test_online_each_flaw_has_its_field(case, chen):
    change, field, words = ONLINE[case]
    draft = online_draft(chen, change)
    with pytest.raises(Invalid, match=words) as no:
        actions.submit(draft.number, by=chen)
    assert [problem.field for problem in no.value.problems] == [field]
    assert nothing_was_begun()


def test_online_nobody_hands_in_for_somebody_else(chen):
    before = people.particulars(people.person_by_identity(ZHAO.identity_number).id)
    theirs = ZHAO.model_copy(update={"phone": "13600000099", "email": "thief@example.test"})
    draft = online_draft(chen, lambda c: {"applicant": theirs})
    with pytest.raises(policies.NotYours, match="网上只能给自己办"):
        actions.submit(draft.number, by=chen)
    assert nothing_was_begun()
    assert people.particulars(people.person_by_identity(ZHAO.identity_number).id) == before


def test_an_agent_online_does_not_change_how_the_applicant_is_reached(chen, stranger):
    before = people.particulars(stranger.person_id)
    theirs = ZHAO.model_copy(update={"phone": "13600000099", "email": "thief@example.test"})
    until = timezone.localdate() + timedelta(days=30)
    agent = {
        "applicant": theirs,
        "agent": written(demo.CHEN),
        "mandate_until": until,
        "mandate_scope": MandateScope.CASE,
    }
    draft = online_draft(chen, lambda c: agent)
    actions.attach(draft.number, material_key="mandate", file=a_file("授权"), by=chen)
    case = actions.submit(draft.number, by=chen)
    assert (case.application.applicant_id, case.application.agent_id) == (stranger.person_id, chen.person_id)
    assert people.particulars(stranger.person_id) == before
    for who in (chen, stranger):
        assert queries.one(case.number, seen_by=who).pk == case.pk


def test_a_clerk_does_not_hand_in_online(clerk):
    draft = draft_at_counter(clerk)
    content = drafts.content_of(drafts.one(draft.number, seen_by=clerk)).model_copy(update={"consented": True})
    actions.save(draft.number, content, by=clerk)
    with pytest.raises(Blocked):
        actions.submit(draft.number, by=clerk)
    assert nothing_was_begun()


def test_only_a_counter_receives(chen, reviewer):
    draft = online_draft(chen)
    for nobody_at_a_counter in (chen, reviewer):
        with pytest.raises(policies.NotYours, match="只有窗口人员能收件"):
            actions.receive(draft.number, by=nobody_at_a_counter)


def test_what_an_applicant_says_of_their_own_papers_does_not_count(chen):
    def boast(content):
        keys = [
            asked.key for asked in intake.asked(catalogue.published("medins-transfer", "210500"), content.situation)
        ]
        claim = Collected(conclusion=Conclusion.FITS, collected_by=CollectedBy.SHARED)
        return {"collected": dict.fromkeys(keys, claim)}

    case = actions.submit(online_draft(chen, boast).number, by=chen)
    handed_in = CaseMaterial.objects.filter(case=case, attachments__isnull=False)
    assert {(row.collected_by, row.trust, row.conclusion) for row in handed_in} == {(CollectedBy.UPLOAD, "C", "")}


def test_an_item_that_may_not_be_received_here_is_refused_with_the_way_out(clerk):
    version = next(
        version
        for item in catalogue.items()
        for version in catalogue.versions_of(item.slug)
        if not _taken(version, clerk)
    )
    draft = actions.open_draft(version_id=version.id, receipt_region=clerk.region_code, by=clerk)
    with pytest.raises(Blocked) as no:
        actions.receive(draft.number, by=clerk)
    answer = catalogue.reception(version, receipt_region=clerk.region_code, channel=catalogue.Channel.COUNTER)
    assert no.value.code == "not_received_here"
    assert no.value.sentence == f"{answer.sentence}{answer.instead}"
    assert nothing_was_begun()


def _taken(version, clerk):
    answer = catalogue.reception(version, receipt_region=clerk.region_code, channel=catalogue.Channel.COUNTER)
    return isinstance(answer, catalogue.Reception)


def test_files_of_another_situation_are_neither_tied_nor_counted(clerk):
    draft = draft_at_counter(clerk)
    actions.attach(draft.number, material_key="left-over", file=a_file("多的"), by=clerk)
    case = actions.receive(draft.number, by=clerk)
    told = queries.history(case)[0].fact
    assert told.files == sum(material.attachments.count() for material in case.materials.all())


def test_a_case_keeps_the_version_it_was_asked_by(clerk, reviewer):
    case = actions.receive(draft_at_counter(clerk).number, by=clerk)
    before = [(row.key, row.name, row.required) for row in queries.materials(case)]
    old = catalogue.version(case.item_version_id)
    row = ItemVersion.objects.get(pk=old.id)
    row.pk, row.state, row.version_no, row.promised_amount = None, "draft", row.version_no + 1, 1
    row.promised_unit = "working_days"
    row.content = row.content | {"materials": row.content["materials"][:1]}
    row.save()
    row.publish(effective_from=timezone.localdate())
    catalogue.forget()
    new = catalogue.published("gjj-purchase-withdraw", "511700")
    assert new.id == row.pk
    assert len(intake.asked(new, {"where": "remote"})) < len(before)
    actions.accept(queries.one(case.number, seen_by=reviewer), by=reviewer)
    after = queries.one(case.number, seen_by=reviewer)
    assert after.item_version_id == old.id
    assert [(row.key, row.name, row.required) for row in queries.materials(after)] == before
    assert after.due_on == due_on(old.limits.promised or old.limits.statutory, after.accepted_at, national())
    assert after.due_on != due_on(new.limits.promised, after.accepted_at, national())
    assert invariants.broken(case.number) == []


class TestOneIsOne:
    """Sent twice, it begins once."""

    def test_the_same_draft_again_is_the_same_case(self, clerk, chen):
        draft = draft_at_counter(clerk)
        assert actions.receive(draft.number, by=clerk).pk == actions.receive(draft.number, by=clerk).pk
        own = online_draft(chen)
        assert actions.submit(own.number, by=chen).pk == actions.submit(own.number, by=chen).pk
        assert Case.objects.count() == 2

    def test_the_same_key_with_the_same_content_is_the_same_case(self, system):
        key, handed_in = "key-0001", system_content()
        one = actions.receive_from_system(key=key, by=system, **handed_in)
        assert actions.receive_from_system(key=key, by=system, **handed_in).pk == one.pk
        other = handed_in | {"content": handed_in["content"].model_copy(update={"originals_by_courier": True})}
        with pytest.raises(Blocked) as no:
            actions.receive_from_system(key=key, by=system, **other)
        assert no.value.code == "key_reused"
        assert actions.receive_from_system(key="key-0002", by=system, **other).pk != one.pk
        assert Case.objects.count() == 2

    def test_a_system_sees_its_own_and_may_correct_it(self, system, reviewer):
        case = actions.receive_from_system(key="key-0003", by=system, **system_content())
        assert queries.one(case.number, seen_by=system).pk == case.pk
        key = queries.materials(case)[0].key
        problem = WrittenProblem(material_key=key, wrong="缺第 3 页", mend="补第 3 页", ground="收件标准")
        actions.send_back(case, problems=[problem], by=reviewer)
        line = queries.correction(case).lines.get()
        reply = WrittenReply(line_id=line.pk, reply=Reply.UPLOADED, files=(a_file(),))
        actions.correct(queries.one(case.number, seen_by=system), replies=[reply], by=system)

    def test_a_system_names_how_it_knew_the_person(self, system):
        handed_in = system_content()
        handed_in["content"] = handed_in["content"].model_copy(update={"identity_check": IdentityCheck()})
        with pytest.raises(Invalid, match="身份核验的方式"):
            actions.receive_from_system(key="key-0004", by=system, **handed_in)

    def test_a_file_nobody_kept_is_named(self, system):
        handed_in = system_content()
        key = next(iter(handed_in["files"]))
        handed_in["files"] |= {key: [FileRef(document_id=2**40, name="没有的.pdf")]}
        with pytest.raises(Invalid, match="没有的"):
            actions.receive_from_system(key="key-0005", by=system, **handed_in)
        assert nothing_was_begun()


@pytest.fixture
def system(clerk):
    """A department's system of the hall in 诸暨."""
    return people.actor_by_token(issue_token(clerk.agency_id, name="综窗系统"))


def system_content():
    version = catalogue.published("gjj-purchase-withdraw", "511700")
    content = content_for(version, {"where": "remote"})
    files = {asked.key: [a_file(asked.name)] for asked in intake.asked(version, content.situation) if not asked.exempt}
    check = IdentityCheck(method="system")
    return {
        "version_id": version.id,
        "receipt_region": "330681000000",
        "content": content.model_copy(update={"identity_check": check}),
        "files": files,
    }


def test_numbers_run_by_place_and_day(clerk, chen):
    numbers = [actions.receive(draft_at_counter(clerk).number, by=clerk).number for _ in range(3)]
    numbers.append(submitted(chen).number)
    day = f"{timezone.localdate():%y%m%d}"
    assert [number[:-2] for number in numbers] == [f"330681-{day}-0000{serial}" for serial in range(1, 5)]


def test_content_never_lies_open(clerk):
    draft = draft_at_counter(clerk)
    sealed = bytes(draft.content_sealed)
    row = bytes(drafts.one(draft.number, seen_by=clerk).content_sealed)
    for kept in (sealed, row):
        assert demo.LI.identity_number.encode() not in kept
        assert demo.LI.name.encode() not in kept
    case = actions.receive(draft.number, by=clerk)
    application = Application.objects.get(cases=case)
    assert b"delivery" not in bytes(application.delivery_sealed)
    assert Channel(case.channel) == Channel.COUNTER
    assert isinstance(drafts.content_of(draft), Content)
