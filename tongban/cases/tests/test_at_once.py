"""Two at once, on real connections and with real commits: one wins, and nobody is told something untrue."""

import pytest
from django.utils import timezone

from conftest import load_everything, sweep
from tongban.cases import actions, drafts, invariants, lists, queries
from tongban.cases.choices import TurnAwayReason
from tongban.cases.lifecycle import State
from tongban.cases.models import Case, Draft, Series, TurnAway
from tongban.cases.tests.making import draft_at_counter, received
from tongban.journal.models import Entry
from tongban.journal.tests.threads import in_threads
from tongban.kit.blocked import Blocked
from tongban.oversight.actions import rate
from tongban.oversight.models import Grade, Party, Rating
from tongban.people import queries as people
from tongban.people.actors import NOBODY
from tongban.people.models import Officer


@pytest.fixture
def committed(loaded, django_db_blocker):
    """Rows are really written; what moved is swept before and after."""
    with django_db_blocker.unblock():
        if not Officer.objects.exists():  # a test with real transactions emptied the tables
            load_everything()
        sweep()
        lists._sources.cache_clear()
        yield
        sweep()


@pytest.fixture
def clerk(committed):
    return people.actor_of_account("zhuji-12")


@pytest.fixture
def reviewers(committed):
    return people.actor_of_account("dazhou-1"), people.actor_of_account("dazhou-2")


def outcomes(*acts):
    """What each of these answered, or how it was refused; all begun together."""
    found = [None] * len(acts)

    def run(place, act):
        def work():
            try:
                found[place] = act()
            except Blocked as no:
                found[place] = no

        return work

    in_threads(*[run(place, act) for place, act in enumerate(acts)])
    return found


def test_numbers_are_distinct_and_without_gaps(clerk):
    numbers = [draft_at_counter(clerk).number for _ in range(8)]
    cases = outcomes(*[lambda number=number: actions.receive(number, by=clerk) for number in numbers])
    serials = sorted(case.number[:-2] for case in cases)
    day = f"{timezone.localdate():%y%m%d}"
    assert serials == [f"330681-{day}-{serial:05d}" for serial in range(1, 9)]
    assert Series.objects.get().last == 8
    assert list(invariants.lost()) == []


def test_one_draft_handed_in_twice_is_one_case_and_both_hear_its_number(clerk):
    number = draft_at_counter(clerk).number
    one, two = outcomes(lambda: actions.receive(number, by=clerk), lambda: actions.receive(number, by=clerk))
    assert one.number == two.number
    assert Case.objects.count() == 1
    assert Entry.objects.filter(fact="case.received").count() == 1
    assert Series.objects.get().last == 1
    assert list(invariants.lost()) == []


def test_a_draft_is_handed_in_or_turned_away_never_both(clerk):
    number = draft_at_counter(clerk).number
    why = {"reason": TurnAwayReason.MISSING, "explanation": "没有带合同"}
    taken, away = outcomes(
        lambda: actions.receive(number, by=clerk), lambda: actions.turn_away(number, **why, by=clerk)
    )
    assert isinstance(taken, Blocked) != isinstance(away, Blocked)
    assert Case.objects.count() + TurnAway.objects.count() == 1
    draft = Draft.objects.get()
    assert bool(draft.case_number) != draft.turned_away
    assert not drafts.named(number).is_open
    assert list(invariants.lost()) == []


def test_of_two_reviewers_one_wins_and_the_other_reads_who_did_what_when(clerk, reviewers):
    number = received(clerk).number
    read = [queries.one(number, seen_by=reviewer) for reviewer in reviewers]
    found = outcomes(
        *[
            lambda case=case, reviewer=reviewer: actions.accept(case, by=reviewer)
            for case, reviewer in zip(read, reviewers, strict=True)
        ]
    )
    (lost,) = [answer for answer in found if isinstance(answer, Blocked)]
    winner = reviewers[1 - found.index(lost)]
    assert lost.code == "overtaken"
    assert f"{winner.label}已在" in lost.sentence
    assert "办了“受理”" in lost.sentence
    assert "请刷新页面" in lost.sentence
    assert Case.objects.get().state == State.ACCEPTED
    assert Case.objects.get().handler_key == winner.key
    assert invariants.broken(number) == []


def test_acceptance_and_retraction_at_once_leave_one_of_them(clerk, reviewers):
    number = received(clerk).number
    seen, own = queries.one(number, seen_by=reviewers[0]), queries.one(number, seen_by=clerk)
    found = outcomes(lambda: actions.accept(seen, by=reviewers[0]), lambda: actions.retract(own, by=clerk))
    assert sum(isinstance(answer, Blocked) for answer in found) == 1
    assert Case.objects.get().version == 2
    assert invariants.broken(number) == []


def test_of_two_ratings_one_counts(clerk):
    number = received(clerk).number
    rating = {"by": NOBODY, "channel": "扫码"}
    found = outcomes(
        lambda: rate(number, Party.WINDOW, grade=Grade.VERY_GOOD, **rating),
        lambda: rate(number, Party.WINDOW, grade=Grade.VERY_BAD, **rating),
    )
    (lost,) = [answer for answer in found if isinstance(answer, Blocked)]
    assert "您已经评价过了" in lost.sentence
    assert Rating.objects.count() == 1
    assert Entry.objects.filter(fact="case.rated").count() == 1
