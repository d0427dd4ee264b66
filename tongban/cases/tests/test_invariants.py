"""The checker must be able to fail: whatever is planted, it says so."""

from datetime import timedelta

import pytest

from tongban.cases import actions, invariants
from tongban.cases.lifecycle import State
from tongban.cases.models import Attachment, Case, CaseMaterial, Series
from tongban.cases.tests.making import received
from tongban.documents.models import Instrument
from tongban.journal.models import Entry, Relay


@pytest.fixture
def case(clerk, reviewer):
    case = received(clerk)
    actions.sign_for(case, by=reviewer)
    actions.accept(case, by=reviewer)
    assert invariants.broken(case.number) == []
    return case


def without_facts(case, **which):
    entries = Entry.objects.filter(subject=case.number, **which)
    Relay.objects.filter(entry__in=entries).delete()
    entries.delete()


def second_fact(case, name):
    row = Entry.objects.get(subject=case.number, fact=name)
    row.pk = None
    row.save()


def change(case, **values):
    Case.objects.filter(pk=case.pk).update(**values)


PLANTED = {
    "截止日重算不一致": [
        lambda case: change(case, due_on=case.due_on + timedelta(days=1)),
        lambda case: change(case, statutory_due_on=case.due_on - timedelta(days=1)),
        lambda case: change(case, next_due_on=None),
        lambda case: change(case, respond_by=case.respond_by + timedelta(days=1)),
    ],
    "时间与经过不一致": [
        lambda case: change(case, accepted_at=case.accepted_at + timedelta(seconds=1)),
        lambda case: change(case, received_at=case.received_at - timedelta(days=1)),
        lambda case: change(case, concluded_at=case.accepted_at),
        lambda case: Entry.objects.filter(subject=case.number, fact="case.received").update(
            at=case.received_at - timedelta(days=3)
        ),
    ],
    "按经过应是": [
        lambda case: change(case, state=State.DECIDED),
        lambda case: without_facts(case, fact="case.accepted"),
        without_facts,
    ],
    "办过 3 步，经过里有 2 条": [lambda case: without_facts(case, fact="case.signed_for")],
    "不能从“无”开始": [lambda case: without_facts(case, fact="case.received")],
    "“受理”发生了 2 次": [lambda case: second_fact(case, "case.accepted")],
    "“收件”发生了 2 次": [lambda case: second_fact(case, "case.received")],
    "不在": [lambda case: Instrument.objects.filter(subject=case.number).first().delete()],
}


@pytest.mark.parametrize(("words", "plant"), [(words, plant) for words, plants in PLANTED.items() for plant in plants])
def test_what_is_planted_is_found(words, plant, case):
    plant(case)
    found = invariants.broken(case.number)
    assert any(words in sentence for sentence in found), found


def test_a_number_without_a_case_is_lost(case):
    assert list(invariants.lost()) == []
    series = Series.objects.get()
    Series.objects.update(last=series.last + 1)
    (sentence,) = invariants.lost()
    assert "给过号，没有办件" in sentence


def test_a_case_that_vanished_is_lost(case, clerk):
    received(clerk)
    assert list(invariants.lost()) == []
    Attachment.objects.filter(material__case=case).delete()
    CaseMaterial.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).delete()
    assert list(invariants.lost()) == [f"{case.number}：给过号，没有办件"]
    assert case.number not in set(invariants.numbers())
