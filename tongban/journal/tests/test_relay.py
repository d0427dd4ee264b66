"""What the relay promises: nothing lost, order within a subject, nobody marks what is not theirs."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.journal import actions, bus, queries, worker
from tongban.journal.models import Relay
from tongban.kit.logs import JsonLines

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(spoken, by):
    return lambda subject, words: bus.announce(spoken(subject=subject, words=words), by=by)


def time_passes():
    """As if every lease and every pause were over."""
    Relay.objects.unfinished().filter(parked_at=None).update(due_at=timezone.now() - timedelta(seconds=1))


def test_each_fact_is_heard_once_and_in_order(say, ear):
    for words in ("一", "二", "三"):
        say("a", words)
    assert worker.drain() == 3
    assert ear.heard == [("a", "一"), ("a", "二"), ("a", "三")]
    assert worker.drain() == 0


def test_when_the_first_fails_its_subject_waits_and_others_pass(say, ear):
    say("a", "一")
    say("a", "二")
    say("b", "三")
    ear.failing = {"a"}
    worker.drain()
    assert ear.heard == [("b", "三")]
    first, second = Relay.objects.filter(subject="a")
    assert (first.attempts, second.attempts) == (1, 0)
    assert first.trouble.startswith("OSError @ tongban/journal/worker.py:")
    assert "线断了" not in first.trouble
    assert timedelta(seconds=1) < first.due_at - timezone.now() <= timedelta(seconds=2)
    ear.failing = set()
    assert worker.drain() == 0  # not before its pause is over
    time_passes()
    worker.drain()
    assert ear.heard[1:] == [("a", "一"), ("a", "二")]
    assert not Relay.objects.exclude(trouble="").exists()


def test_after_eight_failures_a_relay_is_parked_until_a_person_frees_it(say, ear):
    say("a", "一")
    say("a", "二")
    ear.failing = {"a"}
    for _ in range(worker.LAST_ATTEMPT):
        assert worker.turn() == 1
        time_passes()
    assert worker.turn() == 0
    parked = Relay.objects.parked().get()
    assert queries.backlog().parked == 1
    assert queries.backlog().waiting == 1
    ear.failing = set()
    assert worker.drain() == 0  # its subject is held back: order within a case
    assert actions.free(parked.pk) is True
    assert actions.free(parked.pk) is False
    worker.drain()
    assert ear.heard == [("a", "一"), ("a", "二")]
    assert queries.backlog().waiting == 0


def test_the_pauses_grow_and_end(say, ear):
    say("a", "一")
    ear.failing = {"a"}
    pauses = []
    for _ in range(worker.LAST_ATTEMPT - 1):
        worker.turn()
        pauses.append(round((Relay.objects.get().due_at - timezone.now()).total_seconds()))
        time_passes()
    assert pauses == [2, 4, 8, 16, 32, 64, 128]


def test_a_worker_that_died_with_a_lease_loses_nothing(say, ear):
    say("a", "一")
    assert len(worker.claim()) == 1  # and it dies
    assert worker.drain() == 0
    time_passes()
    assert worker.drain() == 1
    assert ear.heard == [("a", "一")]


def test_a_worker_whose_lease_was_taken_over_cannot_mark_and_its_writes_do_not_count(say, spoken):
    def remember(fact):
        Relay.objects.filter(subject="a").update(trouble="写过")

    bus.when(spoken, name="test.writes")(remember)
    say("a", "一")
    (mine,) = worker.claim()
    time_passes()
    (theirs,) = worker.claim()
    assert theirs.fence == mine.fence + 1
    assert worker.deliver(mine) is False
    row = Relay.objects.get()
    assert (row.done_at, row.trouble) == (None, "")
    assert worker.deliver(theirs) is True
    assert Relay.objects.get().done_at is not None
    assert worker.deliver(theirs) is False


def test_a_late_failure_of_a_former_worker_changes_nothing(say, ear):
    say("a", "一")
    (mine,) = worker.claim()
    time_passes()
    (theirs,) = worker.claim()
    ear.failing = {"a"}
    worker.deliver(mine)
    assert Relay.objects.get().attempts == 0
    ear.failing = set()
    assert worker.deliver(theirs) is True


def test_what_waited_behind_a_slow_listener_past_its_lease_is_left_alone(say, ear):
    say("a", "一")
    (mine,) = worker.claim()
    mine.due_at = timezone.now()
    assert worker.deliver(mine) is False
    assert ear.heard == []
    assert Relay.objects.get().attempts == 0


def test_a_listener_nobody_knows_any_more_does_not_stop_the_others(say, ear, spoken):
    entry = say("a", "一")
    Relay.objects.create(entry=entry, listener="gone.room", subject="a", due_at=entry.at)
    worker.drain()
    assert ear.heard == [("a", "一")]
    left = Relay.objects.unfinished().get()
    assert (left.listener, left.attempts) == ("gone.room", 1)


def test_a_failed_listener_leaves_none_of_its_writes(say, spoken):
    def half(fact):
        Relay.objects.update(subject="改过")
        raise ValueError("写了一半")

    bus.when(spoken, name="test.half")(half)
    say("a", "一")
    worker.drain()
    assert Relay.objects.get().subject == "a"


def test_a_listener_abroad_hears_again_when_the_mark_was_lost(say, spoken):
    heard = []
    bus.when(spoken, name="test.abroad", abroad=True)(lambda fact: heard.append(fact.words))
    say("a", "一")
    (mine,) = worker.claim()
    time_passes()
    worker.claim()
    assert worker.deliver(mine) is False  # it heard, and could not say so
    time_passes()
    worker.drain()
    assert heard == ["一", "一"]


def test_a_relay_that_kills_its_workers_is_parked_and_those_behind_it_go_on(say, ear, spoken):
    fatal = []

    def dies(fact):
        fatal.append(fact.words)
        raise KeyboardInterrupt  # as a killed process: nothing after it runs

    bus.when(spoken, name="test.fatal")(dies)
    say("a", "一")
    for _ in range(1 + worker.LAST_CUT_OFF):
        with pytest.raises(KeyboardInterrupt):
            worker.turn()
        time_passes()
    worker.drain()
    parked = Relay.objects.parked().get()
    assert (parked.listener, len(fatal)) == ("test.fatal", 1 + worker.LAST_CUT_OFF)
    assert [one.id for one in queries.parked()] == [parked.pk]
    say("b", "二")
    with pytest.raises(KeyboardInterrupt):
        worker.drain()
    assert ("b", "二") in ear.heard
    assert actions.free(parked.pk)
    assert Relay.objects.get(pk=parked.pk).cut_off == 0


def test_what_waited_behind_a_dead_worker_is_not_parked_with_it(say, ear):
    say("a", "一")
    for _ in range(worker.LAST_CUT_OFF + 3):
        worker.claim()  # and each time the worker died before it came to this one
        time_passes()
    assert worker.drain() == 1
    assert ear.heard == [("a", "一")]


def test_trouble_and_traces_hold_nothing_of_anybody(say, spoken, caplog):
    caplog.set_level(logging.INFO, logger=worker.log.name)
    number, phone, address, name = "341202195006150028", "13800000007", "li@example.cn", "李秀英"

    def tells(fact):
        try:
            raise ValueError(f"{name} {number}")
        except ValueError as cause:
            raise OSError(451, f"{address} refused for {name}, {phone}") from cause

    bus.when(spoken, name="test.tells")(tells)
    say("a", "一")
    lines = []
    handler = logging.Handler()
    handler.setFormatter(JsonLines())
    handler.emit = lambda record: lines.append(handler.format(record))
    worker.log.addHandler(handler)
    try:
        worker.drain()
    finally:
        worker.log.removeHandler(handler)
    trouble = Relay.objects.get(listener="test.tells").trouble
    assert trouble.startswith("OSError errno=451 @ ")
    assert "ValueError" in trouble
    assert "test_relay.py" in lines[0]
    for text in (trouble, *lines):
        assert not any(part in text for part in (number, phone, address, name))
