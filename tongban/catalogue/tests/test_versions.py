"""The promise: draft, review by a second person, force from one second on; what is published never changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.catalogue import actions, queries
from tongban.catalogue.actions.telling import subject_of
from tongban.catalogue.models import ItemVersion, Standing
from tongban.catalogue.modes import Channel
from tongban.journal import queries as journal
from tongban.kit.blocked import Blocked, Invalid
from tongban.people.queries import actor_of_account

HUZHOU = "gjj-purchase-withdraw-330500"
SLUG, PLACE = "gjj-purchase-withdraw", "330500"


@pytest.fixture
def writer(real):
    return actor_of_account("catalogue-1")


@pytest.fixture
def second(real):
    return actor_of_account("catalogue-2")


@pytest.fixture
def in_force(real):
    return ItemVersion.objects.in_force().get(record_id=HUZHOU)


@pytest.fixture
def in_review(in_force, writer):
    """A second version with a rule more, waiting for its reviewer."""
    draft = actions.begin(in_force.pk, by=writer)
    content = draft.content | {"rules": [*draft.content["rules"], "每年可以提取一次"]}
    actions.save(draft.pk, content, seen=draft.revision, by=writer)
    return actions.submit(draft.pk, by=writer)


def shown():
    return queries.published(SLUG, PLACE)


def test_one_publish_and_every_question_answers_with_the_new_version(in_force, in_review, second):
    published = actions.publish(in_review.pk, by=second)
    queries.forget()
    assert (published.standing, shown().id) == (Standing.IN_FORCE, in_review.pk)
    assert queries.authority_for(SLUG, "330502").id == in_review.pk
    assert [v.id for v in queries.versions_of(SLUG) if v.record_id == HUZHOU] == [in_review.pk]
    assert queries.find("购房提取公积金", handling_region="330502")[0].version.id == in_review.pk
    in_force.refresh_from_db()
    assert (in_force.standing, in_force.ended_at) == (Standing.SUPERSEDED, published.in_force_at)


def test_a_version_to_come_takes_force_at_its_second_without_anybody_doing_anything(
    in_force, in_review, second, monkeypatch
):
    begins = timezone.now() + timedelta(hours=1)
    actions.publish(in_review.pk, at=begins, by=second)
    queries.forget()
    assert shown().id == in_force.pk
    assert ItemVersion.objects.in_force(begins - timedelta(seconds=1)).get(record_id=HUZHOU).pk == in_force.pk
    assert ItemVersion.objects.in_force(begins).get(record_id=HUZHOU).pk == in_review.pk
    monkeypatch.setattr("django.utils.timezone.now", lambda: begins)
    assert shown().id == in_review.pk
    assert queries.find("购房提取公积金", handling_region="330502")[0].version.id == in_review.pk


def test_before_its_second_it_can_be_taken_back_and_the_old_one_goes_on(in_force, in_review, writer, second):
    begins = timezone.now() + timedelta(hours=1)
    actions.publish(in_review.pk, at=begins, by=second)
    recalled = actions.recall(in_review.pk, by=writer)
    assert recalled.standing == Standing.DRAFT
    assert ItemVersion.objects.in_force(begins).get(record_id=HUZHOU).pk == in_force.pk
    with pytest.raises(Blocked, match="不能撤回"):
        actions.recall(in_force.pk, by=writer)


def test_who_wrote_it_does_not_review_it(in_review, writer, clerk):
    for act in (actions.publish, lambda pk, by: actions.send_back(pk, [("材料", "少一份")], by=by)):
        with pytest.raises(Blocked, match="换一个人"):
            act(in_review.pk, by=writer)
    with pytest.raises(Blocked, match="数据专员"):
        actions.publish(in_review.pk, by=clerk)
    in_review.refresh_from_db()
    assert in_review.standing == Standing.IN_REVIEW


def test_of_two_who_publish_the_same_version_one_wins(in_review, second):
    actions.publish(in_review.pk, by=second)
    with pytest.raises(Blocked, match="已经发布过"):
        actions.publish(in_review.pk, by=second)
    told = [told.name for told in journal.history(subject_of(in_review))]
    assert told.count("catalogue.version_published") == 1


def test_a_past_moment_and_a_taken_one_are_told(in_force, in_review, writer, second):
    with pytest.raises(Invalid, match="已经过了"):
        actions.publish(in_review.pk, at=timezone.now() - timedelta(minutes=1), by=second)
    begins = timezone.now() + timedelta(hours=1)
    actions.publish(in_review.pk, at=begins, by=second)
    third = actions.submit(actions.begin(in_force.pk, by=writer).pk, by=writer)
    with pytest.raises(Invalid, match="已经有一版"):
        actions.publish(third.pk, at=begins, by=second)


def test_sent_back_with_opinions_it_is_a_draft_and_the_opinions_stay(in_review, second):
    with pytest.raises(Invalid, match="要写意见"):
        actions.send_back(in_review.pk, [("材料", " ")], by=second)
    actions.send_back(in_review.pk, [("材料", "婚姻状况能查到，能不能免")], by=second)
    last = journal.history(subject_of(in_review))[-1]
    assert last.fact.opinions == [("材料", "婚姻状况能查到，能不能免")]
    in_review.refresh_from_db()
    assert in_review.standing == Standing.DRAFT


def test_in_review_nothing_is_changed(in_review, writer):
    with pytest.raises(Blocked, match="不能再改"):
        actions.save(in_review.pk, in_review.content, seen=in_review.revision, by=writer)
    in_review.local_name = "改名"
    with pytest.raises(Blocked):
        in_review.save()


def test_two_who_write_the_same_draft_lose_nothing(in_force, writer, second):
    draft = actions.begin(in_force.pk, by=writer)
    first = draft.content | {"rules": ["先存的"]}
    actions.save(draft.pk, first, seen=0, by=writer)
    with pytest.raises(Blocked, match="刚刚存过") as told:
        actions.save(draft.pk, draft.content | {"rules": ["后存的"]}, seen=0, by=second)
    assert told.value.code == "stale"
    draft.refresh_from_db()
    assert draft.content["rules"] == ["先存的"]


def test_one_unfinished_version_of_a_record_at_a_time(in_force, in_review, writer):
    with pytest.raises(Blocked, match="已经有第 2 版审核中"):
        actions.begin(in_force.pk, by=writer)


def test_a_suspended_item_takes_no_new_cases_and_says_why_and_what_instead(in_force, writer):
    with pytest.raises(Invalid):
        actions.suspend(in_force.pk, because="", instead="", by=writer)
    actions.suspend(in_force.pk, because="系统改造", instead="可到市民中心 3 楼办", by=writer)
    queries.forget()
    view = queries.version(in_force.pk)
    told = queries.reception(view, receipt_region="330502", channel=Channel.COUNTER)
    assert not told.possible
    assert "系统改造" in told.sentence
    assert told.instead == "可到市民中心 3 楼办"
    assert shown() is None
    actions.resume(in_force.pk, by=writer)
    queries.forget()
    assert queries.reception(view, receipt_region="330502", channel=Channel.COUNTER).possible


def test_withdrawn_it_is_no_longer_found_and_stays_for_its_cases(in_force, writer, second):
    actions.withdraw(in_force.pk, because="事项取消", instead="不用再办", by=second)
    queries.forget()
    assert shown() is None
    assert queries.version(in_force.pk).record_id == HUZHOU
    with pytest.raises(Blocked):
        actions.resume(in_force.pk, by=writer)


def test_a_replaced_version_takes_no_new_case_and_names_the_one_in_force(in_force, in_review, second):
    actions.publish(in_review.pk, by=second)
    queries.forget()
    told = queries.reception(queries.version(in_force.pk), receipt_region="330502", channel=Channel.COUNTER)
    assert "已被新版代替" in told.sentence
    assert "第 2 版" in told.instead


def test_publishing_is_announced_with_the_moment(in_review, second):
    actions.publish(in_review.pk, by=second)
    last = journal.history(subject_of(in_review))[-1]
    assert (last.name, last.fact.version_id, last.fact.slug) == ("catalogue.version_published", in_review.pk, SLUG)
    assert [told.name for told in journal.history(subject_of(in_review))] == [
        "catalogue.version_begun",
        "catalogue.version_written",
        "catalogue.version_submitted",
        "catalogue.version_published",
    ]


def test_a_draft_can_be_thrown_away_but_not_what_was_published(in_force, writer):
    draft = actions.begin(in_force.pk, by=writer)
    actions.discard(draft.pk, by=writer)
    assert not ItemVersion.objects.filter(pk=draft.pk).exists()
    with pytest.raises(Blocked, match="只有草稿"):
        actions.discard(in_force.pk, by=writer)
