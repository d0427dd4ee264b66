"""Several workers, slow acts and killed processes, on real connections."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tongban.journal import bus, queries, worker
from tongban.journal.models import Entry, Relay
from tongban.journal.tests.threads import in_threads

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_at_once_deliver_each_relay_once(spoken, ear, by):
    subjects = [f"s{number % 7}" for number in range(60)]
    with transaction.atomic():
        for number, subject in enumerate(subjects):
            bus.announce(spoken(subject=subject, words=str(number)), by=by)
    in_threads(worker.drain, worker.drain)
    worker.drain()
    assert Counter(words for _, words in ear.heard) == Counter(map(str, range(60)))
    for subject in set(subjects):
        told = [int(words) for heard, words in ear.heard if heard == subject]
        assert told == sorted(told)
    assert not Relay.objects.unfinished().exists()


def test_a_follower_does_not_go_past_a_fact_that_is_still_being_written(spoken, by):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: ids and commits have one order")
    written, go_on = threading.Event(), threading.Event()
    with transaction.atomic():
        bus.announce(spoken(subject="a", words="零"), by=by)

    def slow():
        with transaction.atomic():
            bus.announce(spoken(subject="a", words="一"), by=by)
            written.set()
            go_on.wait(20)

    def follow():
        written.wait(20)
        with transaction.atomic():
            bus.announce(spoken(subject="b", words="二"), by=by)
        read, cursor = queries.follow(0)
        others = queries.follow(0, subjects=["nobody"])[1]
        go_on.set()
        assert [told.fact.words for told in read] == ["零"]
        assert cursor == others == read[0].id

    in_threads(slow, follow)
    assert [told.fact.words for told in queries.since(0)] == ["零", "一", "二"]


def test_a_number_left_out_for_long_was_rolled_back(spoken, by):
    with transaction.atomic():
        first = bus.announce(spoken(subject="a", words="零"), by=by)
    later = Entry.objects.create(
        pk=first.pk + 5,
        subject="a",
        fact="test.spoken",
        content={"words": "一"},
        at=first.at,
        actor="x",
        actor_label="x",
    )
    assert [told.id for told in queries.since(0)] == [first.pk]
    Entry.objects.update(at=timezone.now() - queries.LONGEST_ACT * 2)
    assert [told.id for told in queries.since(0)] == [first.pk, later.pk]


SLOW_WORKER = """
import django, time, sys
django.setup()
from tongban.journal import bus, facts, worker
from tongban.journal.facts import Fact
from tongban.journal.models import Relay

@facts.fact("test.slow")
class Slow(Fact):
    words: str

@bus.when(Slow, name="test.slow_ear")
def hear(fact):
    Relay.objects.filter(subject=fact.subject).update(trouble="听到一半")
    print("hearing", flush=True)
    time.sleep(0 if "quick" in sys.argv else 60)

if "tell" in sys.argv:
    from django.core.management import call_command
    from django.db import transaction
    call_command("migrate", "journal", verbosity=0)
    class By: key = label = "x"
    with transaction.atomic():
        bus.announce(Slow(subject="a", words="一"), by=By())
elif "look" in sys.argv:
    row = Relay.objects.get()
    print(row.done_at is not None, repr(row.trouble), row.fence)
elif "later" in sys.argv:
    from django.utils import timezone
    Relay.objects.update(due_at=timezone.now())
else:
    worker.drain()
"""


def test_a_worker_killed_in_the_middle_leaves_no_half_and_another_finishes(tmp_path):
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/killed.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tongban.config.settings",
        "TONGBAN_VAR": str(tmp_path),
    }

    def start(*words):
        command = [sys.executable, "-c", SLOW_WORKER, *words]
        return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)

    def answer(*words):
        return start(*words).communicate(timeout=60)[0].strip()

    answer("tell")
    slow = start()
    assert slow.stdout.readline().strip() == "hearing"
    os.kill(slow.pid, signal.SIGKILL)
    slow.wait(10)
    assert answer("look") == "False '' 1"  # claimed, and nothing of what it had begun to write
    answer("later")  # its lease is over
    assert answer("quick") == "hearing"
    assert answer("look") == "True '' 2"


def test_the_loop_outlives_a_database_that_is_away(spoken, ear, by, monkeypatch, caplog):
    turns = []

    def unsteady(**_):
        turns.append(time.monotonic())
        if len(turns) == 1:
            raise OSError("数据库不在")
        return 0

    monkeypatch.setattr(worker, "turn", unsteady)
    worker.run(stopped=lambda: len(turns) >= 3, idle=0)
    assert len(turns) == 3
    assert "could not reach the database" in caplog.text
