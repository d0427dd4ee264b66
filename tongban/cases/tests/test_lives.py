"""The three lives of the main job: what each act writes, who then holds the case, and that nothing is broken meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, events, invariants, queries
from tongban.cases.actions.examination import WrittenProblem, WrittenReply
from tongban.cases.choices import DeliveryWay, Reply
from tongban.cases.lifecycle import Holder, State
from tongban.cases.models import Case
from tongban.cases.policies import NotYours
from tongban.cases.tests.making import a_file, received, submitted
from tongban.documents import queries as documents
from tongban.documents.kinds import InstrumentKind
from tongban.journal import worker
from tongban.journal.facts import name_of
from tongban.journal.models import Entry
from tongban.kit.blocked import Blocked, Invalid
from tongban.people.actors import CLOCK

PROBLEM = {"wrong": "缺第 3、4 页，看不到付款方式", "mend": "补拍第 3、4 页", "ground": "住房公积金管理条例第二十四条"}


class Life:
    """One case, followed step by step."""

    def __init__(self, case):
        self.number = case.number
        self.told = []
        self.papers = []

    def stands(self, state, holder, fact, paper=None):
        """After an act: one fact more, its paper and no other, the right holder, and nothing broken."""
        case = Case.objects.select_related("application").get(number=self.number)
        self.told.append(name_of(fact))
        self.papers += [paper] if paper else []
        history = queries.history(case)
        assert [entry.name for entry in history] == self.told
        assert (State(case.state), case.holder) == (state, holder)
        issued = list(documents.of_subject(self.number))
        assert [paper.kind_of_paper for paper in issued] == self.papers
        if paper:
            assert history[-1].fact.instrument == issued[-1].number
            assert issued[-1].number.endswith(f"〔{timezone.localdate().year}〕{paper.word}字第{self.number}号")
        assert invariants.broken(self.number) == []
        return case

    def ends(self):
        """Every paper is drawn by the relay, and the numbers run without a gap."""
        worker.drain()
        assert all(paper.document for paper in documents.of_subject(self.number))
        assert list(invariants.lost()) == []


def test_received_in_zhuji_handled_in_dazhou_with_one_correction(clerk, reviewer, li):
    case = received(clerk, delivery=DeliveryWay.COUNTER)
    life = Life(case)
    life.stands(State.RECEIVED, Holder.AUTHORITY, events.CaseReceived, InstrumentKind.RECEIPT_VOUCHER)
    assert case.number.startswith(f"330681-{timezone.localdate():%y%m%d}-")
    assert (case.receipt_region, case.completion_region) == ("330681000000", "511700000000")
    actions.sign_for(case, by=reviewer)
    life.stands(State.SIGNED_FOR, Holder.AUTHORITY, events.CaseSignedFor)
    key = queries.materials(case)[2].key
    actions.send_back(case, problems=[WrittenProblem(material_key=key, **PROBLEM)], by=reviewer)
    stopped = life.stands(State.RETURNED, Holder.APPLICANT, events.CaseReturned, InstrumentKind.CORRECTION_NOTICE)
    assert stopped.next_due_on == stopped.correct_by
    line = queries.correction(stopped).lines.get()
    mended = queries.one(case.number, seen_by=li)
    actions.correct(mended, replies=[WrittenReply(line_id=line.pk, reply=Reply.UPLOADED, files=(a_file(),))], by=li)
    again = life.stands(State.SIGNED_FOR, Holder.AUTHORITY, events.CaseCorrected)
    assert again.next_due_on == again.respond_by
    case = queries.one(case.number, seen_by=reviewer)
    actions.accept(case, by=reviewer)
    life.stands(State.ACCEPTED, Holder.AUTHORITY, events.CaseAccepted, InstrumentKind.ACCEPTANCE_NOTICE)
    actions.decide(case, granted=True, by=reviewer)
    life.stands(State.DECIDED, Holder.RECEIVING_OUTLET, events.CaseDecided, InstrumentKind.DECISION_GRANTED)
    actions.deliver(queries.one(case.number, seen_by=clerk), by=clerk, receiver="李静怡", signed=a_file("签字"))
    done = life.stands(State.DELIVERED, Holder.NOBODY, events.CaseDelivered, InstrumentKind.DELIVERY_RECEIPT)
    assert done.next_due_on is None
    assert done.concluded_at == done.delivered_at
    life.ends()


def test_wholly_online_for_another_city(chen, elsewhere):
    case = submitted(chen)
    life = Life(case)
    life.stands(State.RECEIVED, Holder.AUTHORITY, events.CaseReceived, InstrumentKind.ONLINE_RECEIPT)
    assert case.mode == "fully_online"
    assert (case.outlet_code, case.received_by) == ("", chen.key)
    actions.accept(case, by=elsewhere)
    accepted = life.stands(State.ACCEPTED, Holder.AUTHORITY, events.CaseAccepted, InstrumentKind.ACCEPTANCE_NOTICE)
    assert accepted.signed_for_at == accepted.accepted_at
    actions.decide(case, granted=False, reason="原参保地已经办过转移", by=elsewhere)
    life.stands(State.DECIDED, Holder.AUTHORITY, events.CaseDecided, InstrumentKind.DECISION_REFUSED)
    actions.deliver(case, by=elsewhere)
    life.stands(State.DELIVERED, Holder.NOBODY, events.CaseDelivered, InstrumentKind.DELIVERY_RECEIPT)
    assert queries.history(case)[-1].fact.receiver == "本人"
    life.ends()


def test_declined_with_reasons(clerk, reviewer):
    case = received(clerk)
    life = Life(case)
    life.stands(State.RECEIVED, Holder.AUTHORITY, events.CaseReceived, InstrumentKind.RECEIPT_VOUCHER)
    actions.decline(case, reason="依法不需要取得许可", instead="向房管局申请", by=reviewer)
    life.stands(State.DECLINED, Holder.NOBODY, events.CaseDeclined, InstrumentKind.DECLINATION_NOTICE)
    life.ends()


def test_a_case_may_be_taken_back_before_the_decision_and_not_after(clerk, reviewer, li):
    case = received(clerk)
    life = Life(case)
    life.stands(State.RECEIVED, Holder.AUTHORITY, events.CaseReceived, InstrumentKind.RECEIPT_VOUCHER)
    actions.retract(queries.one(case.number, seen_by=li), by=li)
    life.stands(State.RETRACTED, Holder.NOBODY, events.CaseRetracted)
    other = received(clerk)
    actions.accept(other, by=reviewer)
    actions.decide(other, granted=True, by=reviewer)
    with pytest.raises(queries.Overtaken, match="不能撤回申请"):
        actions.retract(queries.one(other.number, seen_by=li), by=li)


def test_corrections_that_do_not_come_lapse_by_the_clock_and_only_after_the_last_day(clerk, reviewer):
    case = received(clerk)
    key = queries.materials(case)[0].key
    actions.send_back(case, problems=[WrittenProblem(material_key=key, **PROBLEM)], by=reviewer)
    with pytest.raises(Blocked, match="还没有过"):
        actions.lapse(case, by=CLOCK)
    gone = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(correct_by=gone, next_due_on=gone)
    row = Entry.objects.get(subject=case.number, fact="case.returned")
    row.content["correct_by"] = str(gone)
    row.save()
    late = Case.objects.select_related("application").get(pk=case.pk)
    actions.lapse(late, by=CLOCK)
    assert Case.objects.get(pk=case.pk).state == State.LAPSED
    assert invariants.broken(case.number) == []


@pytest.mark.parametrize(
    ("way", "given", "field"),
    [
        (DeliveryWay.POST, {}, "tracking"),
        (DeliveryWay.POST, {"tracking": " 123 "}, "tracking"),
        (DeliveryWay.COUNTER, {}, "receiver"),
        (DeliveryWay.POST, {"tracking": "EM123456789CN"}, None),
        (DeliveryWay.COUNTER, {"receiver": "王代收"}, None),
        (DeliveryWay.ELECTRONIC, {}, None),
    ],
)
def test_what_a_delivery_must_say(way, given, field, clerk, reviewer):
    case = received(clerk, delivery=way)
    actions.accept(case, by=reviewer)
    actions.decide(case, granted=True, by=reviewer)
    if field is None:
        actions.deliver(case, by=reviewer, **given)
        told = queries.history(case)[-1].fact
        assert (told.way, told.receiver) == (way, "代收人" if given.get("receiver") else "本人")
        return
    with pytest.raises(Invalid) as no:
        actions.deliver(case, by=reviewer, **given)
    assert [problem.field for problem in no.value.problems] == [field]
    assert Case.objects.get(pk=case.pk).state == State.DECIDED


@pytest.mark.parametrize("way", [DeliveryWay.ELECTRONIC, DeliveryWay.POST])
def test_the_window_hands_out_only_what_people_collect_there(way, clerk, reviewer):
    case = received(clerk, delivery=way)
    actions.accept(case, by=reviewer)
    actions.decide(case, granted=True, by=reviewer)
    with pytest.raises(NotYours):
        actions.deliver(case, by=clerk, receiver="李静怡", tracking="EM123456789CN")


@pytest.mark.parametrize("reason", ["", "  ", "不行", " 不符合 "])
def test_a_refusal_without_a_reason_is_none(reason, clerk, reviewer):
    case = received(clerk)
    with pytest.raises(Invalid, match="请写明理由"):
        actions.decline(case, reason=reason, by=reviewer)
    actions.accept(case, by=reviewer)
    with pytest.raises(Invalid, match="请写明理由"):
        actions.decide(case, granted=False, reason=reason, by=reviewer)
    assert Case.objects.get(pk=case.pk).state == State.ACCEPTED
