"""Act × state × role: what may be done, written by hand and not read from the table under test."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, policies, queries
from tongban.cases.actions import rescheduling
from tongban.cases.actions.examination import WrittenProblem, WrittenReply
from tongban.cases.choices import DeliveryWay, Reply
from tongban.cases.lifecycle import Act, State
from tongban.cases.models import Case
from tongban.cases.tests.making import received
from tongban.journal.models import Entry
from tongban.kit.blocked import Blocked
from tongban.people.actors import CLOCK, NOBODY

PROBLEM = {"wrong": "缺第 3、4 页", "mend": "补拍第 3、4 页", "ground": "收件标准第 1 条"}

ALLOWED = {
    Act.SIGN_FOR: ({State.RECEIVED}, {"reviewer", "second_reviewer"}),
    Act.SEND_BACK: ({State.RECEIVED, State.SIGNED_FOR}, {"reviewer", "second_reviewer"}),
    Act.CORRECT: ({State.RETURNED}, {"li", "clerk"}),
    Act.ACCEPT: ({State.RECEIVED, State.SIGNED_FOR}, {"reviewer", "second_reviewer"}),
    Act.DECLINE: ({State.RECEIVED, State.SIGNED_FOR}, {"reviewer", "second_reviewer"}),
    Act.DECIDE: ({State.ACCEPTED}, {"reviewer", "second_reviewer"}),
    Act.DELIVER: ({State.DECIDED}, {"reviewer", "second_reviewer", "clerk"}),
    Act.RETRACT: ({State.RECEIVED, State.SIGNED_FOR, State.RETURNED, State.ACCEPTED}, {"li", "clerk"}),
    Act.SUSPEND: ({State.ACCEPTED}, {"reviewer", "second_reviewer"}),
    Act.RESUME: (set(), set()),  # nothing is suspended here: see test_procedures
    Act.EXTEND: (set(), set()),  # the housing-fund regulation knows no extension: see test_procedures
    Act.END_STAGE: (set(), set()),  # nor stages
    Act.RESCHEDULE: (set(), set()),  # the calendar did not change
    Act.LAPSE: (set(), set()),  # the last day for corrections lies ahead: nobody may, not even the clock
}
ROLES = ("li", "stranger", "clerk", "reviewer", "second_reviewer", "elsewhere", "clock", "nobody")


def _send_back(case, by):
    key = case.materials.first().key
    return actions.send_back(case, problems=[WrittenProblem(material_key=key, **PROBLEM)], by=by)


def _correct(case, by):
    correction = queries.correction(case)
    lines = correction.lines.all() if correction else []
    replies = [WrittenReply(line_id=line.pk, reply=Reply.NOT_NEEDED, text="原件第 3 页背面就是") for line in lines]
    return actions.correct(case, replies=replies, by=by)


def _suspend(case, by):
    until = timezone.localdate() + timedelta(days=9)
    return actions.suspend(case, kind="hearing", ground="利害关系人申请听证", until=until, approver="林主任", by=by)


def _reschedule(case, by):
    policies.check(Act.RESCHEDULE, by, case)
    return rescheduling.reschedule(case)


DO = {
    Act.SIGN_FOR: lambda case, by: actions.sign_for(case, by=by),
    Act.SEND_BACK: _send_back,
    Act.CORRECT: _correct,
    Act.ACCEPT: lambda case, by: actions.accept(case, by=by),
    Act.DECLINE: lambda case, by: actions.decline(case, reason="依法不需要取得许可", by=by),
    Act.DECIDE: lambda case, by: actions.decide(case, granted=True, by=by),
    Act.DELIVER: lambda case, by: actions.deliver(case, by=by, receiver="李静怡", unsigned_because="扫描仪坏了"),
    Act.RETRACT: lambda case, by: actions.retract(case, by=by),
    Act.LAPSE: lambda case, by: actions.lapse(case, by=by),
    Act.SUSPEND: _suspend,
    Act.RESUME: lambda case, by: actions.resume(case, result="听证已举行，继续审查", by=by),
    Act.EXTEND: lambda case, by: actions.extend(case, reason="需要向外省核实", approver="林主任", by=by),
    Act.END_STAGE: lambda case, by: actions.end_stage(case, by=by),
    Act.RESCHEDULE: _reschedule,
}


@pytest.fixture
def people(li, stranger, clerk, reviewer, second_reviewer, elsewhere):
    return {
        "li": li,
        "stranger": stranger,
        "clerk": clerk,
        "reviewer": reviewer,
        "second_reviewer": second_reviewer,
        "elsewhere": elsewhere,
        "clock": CLOCK,
        "nobody": NOBODY,
    }


@pytest.fixture
def case_in(people):
    """A case brought to a state by the acts that lead there."""

    def bring(state):
        clerk, reviewer = people["clerk"], people["reviewer"]
        case = received(clerk, delivery=DeliveryWay.COUNTER)
        ways = {
            State.RECEIVED: [],
            State.SIGNED_FOR: [Act.SIGN_FOR],
            State.RETURNED: [Act.SEND_BACK],
            State.ACCEPTED: [Act.ACCEPT],
            State.DECIDED: [Act.ACCEPT, Act.DECIDE],
            State.DELIVERED: [Act.ACCEPT, Act.DECIDE, Act.DELIVER],
            State.DECLINED: [Act.DECLINE],
            State.RETRACTED: [],
            State.LAPSED: [Act.SEND_BACK],
        }
        for act in ways[state]:
            DO[act](case, reviewer)
        if state == State.RETRACTED:
            DO[Act.RETRACT](case, clerk)
        if state == State.LAPSED:
            Case.objects.filter(pk=case.pk).update(state=State.LAPSED)
        return Case.objects.select_related("application__applicant").get(pk=case.pk)

    return bring


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", ALLOWED)
def test_every_act_in_every_state_by_everyone(act, state, case_in, people):
    case = case_in(state)
    states, roles = ALLOWED[act]
    for role in ROLES:
        actor = people[role]
        told = Entry.objects.filter(subject=case.number).count()
        may = state in states and role in roles
        assert (act in policies.open_to(actor, case)) == may or act == Act.LAPSE, role
        if may:
            continue
        with pytest.raises(Blocked):
            DO[act](Case.objects.select_related("application").get(pk=case.pk), actor)
        again = Case.objects.get(pk=case.pk)
        assert (again.state, again.version) == (case.state, case.version), role
        assert Entry.objects.filter(subject=case.number).count() == told, role


@pytest.mark.parametrize(
    ("act", "state", "role"),
    [
        (act, state, role)
        for act, (states, roles) in ALLOWED.items()
        for state in sorted(states)
        for role in sorted(roles)
    ],
)
def test_what_is_allowed_happens_once_and_is_told_once(act, state, role, case_in, people):
    case = case_in(state)
    told = Entry.objects.filter(subject=case.number).count()
    DO[act](case, people[role])
    assert Case.objects.get(pk=case.pk).version == case.version
    assert Entry.objects.filter(subject=case.number).count() == told + 1


def test_a_second_correction_notice_is_refused_in_words(case_in, people):
    case = case_in(State.RETURNED)
    _correct(case, people["li"])
    assert case.state == State.SIGNED_FOR
    with pytest.raises(Blocked, match="只能一次告知"):
        _send_back(case, people["reviewer"])
