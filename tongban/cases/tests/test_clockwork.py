"""What time does by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, invariants
from tongban.cases.lifecycle import State
from tongban.cases.models import Case
from tongban.cases.tests.making import received
from tongban.doors.terminal.lives import send_back
from tongban.journal import queries as journal

pytestmark = pytest.mark.django_db


def test_corrections_that_do_not_come_end_the_case_the_day_after_their_last(clerk, reviewer, monkeypatch):
    case = send_back(received(clerk), reviewer)
    assert actions.keep_time() == 0
    real, days = timezone.now, (case.correct_by - timezone.localdate()).days
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=days))
    assert actions.keep_time() == 0, "the last day itself still counts"
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=days + 1))
    assert actions.keep_time() == 1
    assert Case.objects.get(pk=case.pk).state == State.LAPSED
    assert journal.latest(case.number).actor == "clock"
    assert invariants.broken(case.number) == []
    assert actions.keep_time() == 0
