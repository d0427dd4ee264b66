"""Drafts: kept thirty days, found only by those who may write them, closed for good when handed in or turned away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, drafts, policies, queries
from tongban.cases.choices import TurnAwayReason
from tongban.cases.content import Content
from tongban.cases.models import Draft, DraftFile, TurnAway
from tongban.cases.tests.making import a_file, draft_at_counter
from tongban.catalogue import queries as catalogue
from tongban.documents.kinds import InstrumentKind
from tongban.documents.models import Instrument
from tongban.journal.models import Entry
from tongban.kit.blocked import Blocked, Invalid, NotFound
from tongban.people import queries as people


@pytest.fixture
def own(li):
    version = catalogue.published("gjj-purchase-withdraw", "511700")
    return actions.open_draft(version_id=version.id, receipt_region="330681000000", by=li)


@pytest.fixture
def other_clerk(real):
    return people.actor_of_account("diankou-3")


def test_its_owner_finds_it_however_the_number_is_typed(own, li):
    for typed in (own.number, own.number.replace("-", ""), f" {own.number} "):
        assert drafts.one(typed, seen_by=li).pk == own.pk
    assert [row.number for row in drafts.open_drafts(li)] == [own.number]


def test_for_others_it_is_as_good_as_absent(own, stranger, clerk, reviewer):
    told = set()
    for who, number in [
        (stranger, own.number),
        (clerk, own.number),
        (reviewer, own.number),
        (stranger, "0000-0000-000"),
    ]:
        with pytest.raises(NotFound) as no:
            drafts.one(number, seen_by=who)
        told.add(no.value.sentence)
    assert len(told) == 1


def test_a_counter_takes_it_up_by_its_number_and_its_owner_sees_that(own, li, clerk, other_clerk):
    actions.take_up(own.number, by=clerk)
    assert drafts.one(own.number, seen_by=clerk).pk == own.pk
    assert drafts.one(own.number, seen_by=li).pk == own.pk
    with pytest.raises(NotFound):
        drafts.one(own.number, seen_by=other_clerk)
    (row,) = people.disclosures(li.person_id)
    assert (row.who, row.fields) == (clerk.label, "草稿里填的全部内容")


def test_only_a_counter_takes_drafts_up(own, stranger, reviewer):
    for who in (stranger, reviewer):
        with pytest.raises(policies.NotYours):
            actions.take_up(own.number, by=who)


def test_a_closed_draft_does_not_change_any_more(clerk, li):
    draft = draft_at_counter(clerk)
    (files, *_) = drafts.files_of(draft).values()
    actions.receive(draft.number, by=clerk)
    for change in (
        lambda: actions.save(draft.number, Content(), by=clerk),
        lambda: actions.attach(draft.number, material_key="x", file=a_file(), by=clerk),
        lambda: actions.detach(draft.number, file_id=files[0].id, by=clerk),
        lambda: actions.take_up(draft.number, by=clerk),
        lambda: actions.turn_away(draft.number, reason=TurnAwayReason.MISSING, explanation="没有带合同", by=clerk),
    ):
        with pytest.raises(Blocked) as no:
            change()
        assert no.value.code == "draft_closed"
    assert not TurnAway.objects.exists()
    assert people.disclosures(li.person_id) == []
    assert drafts.open_drafts(clerk) == []


def test_the_same_file_twice_is_once_and_forty_are_the_most(own, li):
    file = a_file("一")
    for _ in range(2):
        actions.attach(own.number, material_key="a", file=file, by=li)
    assert DraftFile.objects.filter(draft=own).count() == 1
    rows = [
        DraftFile(draft=own, material_key=f"m{n}", document_id=file.document_id, name="x", added_at=timezone.now())
        for n in range(39)
    ]
    DraftFile.objects.bulk_create(rows)
    with pytest.raises(Blocked, match="最多放 40 个文件"):
        actions.attach(own.number, material_key="b", file=file, by=li)
    with pytest.raises(NotFound):
        actions.attach(own.number, material_key="b", file=file.model_copy(update={"document_id": 2**40}), by=li)


def test_after_thirty_days_content_is_swept_and_only_then(own, clerk, li):
    assert own.expires_on == timezone.localdate() + timedelta(days=30)
    away, handed_in = draft_at_counter(clerk), draft_at_counter(clerk)
    actions.turn_away(away.number, reason=TurnAwayReason.MISSING, explanation="没有带合同", by=clerk)
    case = actions.receive(handed_in.number, by=clerk)
    Draft.objects.update(expires_on=timezone.localdate())
    assert actions.sweep_drafts() == 0
    Draft.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert actions.sweep_drafts() == 2
    assert actions.sweep_drafts() == 0
    with pytest.raises(NotFound):
        drafts.one(own.number, seen_by=li)
    record = TurnAway.objects.get()
    assert drafts.content_of(record.draft) == Content()  # the refusal stays, the person's words do not
    assert not record.draft.files.exists()
    assert queries.one(case.number, seen_by=clerk).materials.exists()


class TestTurningAway:
    """不收: in words, on paper, on record."""

    def test_it_leaves_a_paper_a_record_and_a_fact(self, clerk, reviewer, other_clerk):
        draft = draft_at_counter(clerk)
        why = {"reason": TurnAwayReason.MISSING, "explanation": " 没有带购房合同原件，带来就能收 "}
        record = actions.turn_away(draft.number, **why, by=clerk)
        paper = Instrument.objects.get(subject=draft.number)
        assert paper.kind_of_paper == InstrumentKind.TURN_AWAY
        assert record.explanation == "没有带购房合同原件，带来就能收"
        assert Entry.objects.get(subject=draft.number).content["instrument"] == paper.number
        assert [row.pk for row in queries.turned_away(clerk)] == [record.pk]
        for who in (other_clerk, reviewer):
            assert queries.turned_away(who) == []
        with pytest.raises(Blocked):
            actions.receive(draft.number, by=clerk)

    @pytest.mark.parametrize(
        ("explanation", "words"), [("", "至少 5 个字"), ("  不行  ", "至少"), ("长" * 501, "最多 500")]
    )
    def test_it_says_why_in_words_of_a_right_length(self, explanation, words, clerk):
        draft = draft_at_counter(clerk)
        with pytest.raises(Invalid, match=words):
            actions.turn_away(draft.number, reason=TurnAwayReason.MISSING, explanation=explanation, by=clerk)
        assert drafts.one(draft.number, seen_by=clerk).is_open
        assert not Instrument.objects.exists()

    def test_only_a_counter_turns_away(self, own, li):
        with pytest.raises(policies.NotYours):
            actions.turn_away(own.number, reason=TurnAwayReason.MISSING, explanation="没有带合同", by=li)
