"""Random walks through the acts, over days and weeks: after every step the journal says the same as the table."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import invariants, policies, queries
from tongban.cases.lifecycle import CONCLUDED, Act, State, leads_to
from tongban.cases.models import Case
from tongban.cases.tests.making import received
from tongban.cases.tests.test_matrix import DO
from tongban.people.actors import CLOCK


@pytest.fixture
def wait(monkeypatch):
    """Let days and hours pass for everything in this process."""
    really = timezone.now
    passed = [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: really() + passed[0])

    def pass_by(**time):
        passed[0] += timedelta(**time)

    return pass_by


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_done_the_journal_and_the_table_agree(seed, wait, clerk, reviewer, second_reviewer, li):
    walk = random.Random(seed)
    number = received(clerk).number
    version = 1
    while True:
        wait(days=walk.randrange(9), hours=walk.randrange(24))
        case = Case.objects.select_related("application").get(number=number)
        actors = [clerk, reviewer, second_reviewer, li, CLOCK]
        ways = sorted((act, actors.index(actor)) for actor in actors for act in policies.open_to(actor, case))
        ways = [(act, who) for act, who in ways if act != Act.LAPSE or timezone.localdate() > case.next_due_on]
        if not ways:
            break
        act, who = walk.choice(ways)
        stood = State(case.state)
        DO[act](case, actors[who])
        version += 1
        again = Case.objects.get(number=number)
        assert (again.version, again.state) == (version, leads_to(act, stood))
        assert invariants.broken(number) == []
        stored, recomputed = queries.recomputed(number)
        assert stored == recomputed
    assert State(again.state) in CONCLUDED
    assert list(invariants.lost()) == []
