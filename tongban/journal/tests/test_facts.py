"""A fact is written with its act or not at all, and is read back for ever."""

from datetime import date

import pytest
from django.db import transaction

from tongban.journal import bus, facts, queries
from tongban.journal.facts import Fact
from tongban.journal.models import Entry, Relay


@pytest.mark.django_db(transaction=True)
def test_a_fact_is_announced_only_inside_its_act(spoken, by):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        bus.announce(spoken(subject="a", words="话"), by=by)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_leaves_neither_fact_nor_relay(spoken, ear, by):
    def act():
        with transaction.atomic():
            bus.announce(spoken(subject="a", words="话"), by=by)
            assert Relay.objects.count() == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Entry.objects.exists()
    assert not Relay.objects.exists()


@pytest.mark.django_db
def test_a_fact_has_one_relay_for_each_listener_and_comes_back_as_it_was(registers, ear, by):
    @facts.fact("test.dated")
    class Dated(Fact):
        on: date
        names: list[str]

    bus.when(Dated, name="test.one")(lambda fact: None)
    bus.when(Dated, name="test.two")(lambda fact: None)
    told = Dated(subject="a", on=date(2026, 2, 14), names=["李", "𠮷田"])
    bus.announce(told, by=by)
    assert set(Relay.objects.values_list("listener", flat=True)) == {"test.one", "test.two"}
    (entry,) = queries.history("a")
    assert entry.fact == told
    assert (entry.name, entry.actor, entry.actor_label) == ("test.dated", "tester", "测试者")
    assert queries.latest("a") == entry
    assert queries.latest("b") is None


@pytest.mark.django_db
def test_a_field_added_later_reads_old_rows_and_one_taken_away_does_not_hinder(registers, by):
    @facts.fact("test.grown")
    class Grown(Fact):
        words: str
        tone: str = "平"

    row = {"subject": "a", "fact": "test.grown", "at": "2026-01-05T09:00:00+08:00", "actor": "x", "actor_label": "x"}
    Entry.objects.create(**row, content={"words": "旧话", "volume": 3})
    assert queries.history("a")[0].fact == Grown(subject="a", words="旧话", tone="平")


def test_two_facts_or_two_listeners_of_one_name_are_refused(spoken, ear):
    with pytest.raises(RuntimeError, match=r"test\.spoken"):
        facts.fact("test.spoken")(type("Other", (Fact,), {}))
    with pytest.raises(RuntimeError, match=r"test\.ear"):
        bus.when(spoken, name="test.ear")(lambda fact: None)


@pytest.mark.django_db
def test_followers_read_on_from_their_cursor_and_only_what_is_theirs(spoken, by):
    for subject in "abab":
        bus.announce(spoken(subject=subject, words="话"), by=by)
    first = queries.since(0, limit=3)
    rest = queries.since(first[-1].id)
    assert [told.subject for told in first + rest] == list("abab")
    assert [told.subject for told in queries.since(0, subjects=["b"])] == ["b", "b"]
    assert queries.since(rest[-1].id) == []


@pytest.mark.django_db
def test_the_cursor_moves_past_what_is_not_theirs_and_never_past_what_was_left_out(spoken, by):
    for subject in "abbbb":
        bus.announce(spoken(subject=subject, words="话"), by=by)
    last = queries.latest("b").id
    assert queries.follow(0, subjects=["nobody"]) == ([], last)
    assert queries.follow(last, subjects=["b"]) == ([], last)
    assert queries.follow(last + 1000, subjects=["b"]) == ([], last + 1000)  # never back
    told, cursor = queries.follow(0, subjects=["b"], limit=2)
    assert [one.id for one in told] == [last - 3, last - 2]
    assert cursor == last - 2  # two more are theirs
    told, cursor = queries.follow(cursor, subjects=["b"], limit=3)
    assert ([one.id for one in told], cursor) == ([last - 1, last], last)
