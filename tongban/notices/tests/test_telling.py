"""What people are told: once, short, without names, reasons or numbers of their papers; by real mail when there is mail."""

import asyncio
import smtplib
from datetime import date
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tongban.cases import actions as cases
from tongban.cases import events, queries
from tongban.cases.actions.examination import WrittenProblem
from tongban.cases.choices import DeliveryWay
from tongban.cases.tests.making import received, submitted
from tongban.doors.terminal import demo
from tongban.journal import worker
from tongban.journal.models import Relay
from tongban.notices import actions, wording
from tongban.notices import queries as notices
from tongban.notices.models import Notice
from tongban.people.models import Person

REASON = f"李静怡（{demo.LI.identity_number}）的家庭已使用过两次贷款"


class Postbox:
    """A mail server's box; ``refusing`` is the answer to any recipient instead."""

    def __init__(self):
        self.letters, self.refusing = [], ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refusing:
            return self.refusing
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def box(unused_port):
    return Postbox()


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def mail(box, unused_port, settings):
    """A real mail server on this machine, not yet started, and this site told to use it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", unused_port, 5
    controller = Controller(box, hostname="127.0.0.1", port=unused_port)
    yield controller
    if controller.loop.is_running():
        controller.stop()
    asyncio.set_event_loop(None)


def time_passes():
    Relay.objects.unfinished().filter(parked_at=None).update(due_at=timezone.now())


def test_every_step_is_told_once_to_the_applicant(clerk, reviewer, li):
    case = received(clerk, delivery=DeliveryWay.COUNTER)
    key = queries.materials(case)[0].key
    problem = WrittenProblem(material_key=key, wrong="缺第 3 页", mend="补第 3 页", ground="收件标准")
    cases.send_back(case, problems=[problem], by=reviewer)
    worker.drain()
    told = notices.inbox(li)
    assert [(notice.fact, notice.must_act) for notice in told] == [("case.returned", True), ("case.received", False)]
    assert notices.unread(li) == 2
    assert actions.mark_read(li) == 2
    assert notices.unread(li) == 0
    again = actions.tell(li.person_id, case_number=case.number, fact="case.received", text="又一次", must_act=False)
    assert again.pk == told[1].pk
    assert len(notices.inbox(li)) == 2


def test_others_are_told_nothing(clerk, chen, reviewer):
    received(clerk)
    worker.drain()
    assert notices.inbox(chen) == []
    assert notices.inbox(reviewer) == []
    assert notices.unread(reviewer) == 0
    assert actions.mark_read(reviewer) == 0


def test_a_letter_goes_out_once_and_tells_no_names_reasons_or_numbers(clerk, reviewer, mail, box):
    mail.start()
    case = received(clerk)
    cases.decline(case, reason=REASON, by=reviewer)
    worker.drain()
    assert len(box.letters) == 2
    for recipients, letter in box.letters:
        body = letter.get_content()
        assert recipients == [demo.LI.email]
        assert case.number in body
        assert f"{settings.SITE_ADDRESS}/track" in body
        for private in ("李静怡", "李*", demo.LI.identity_number, demo.LI.phone, "贷款"):
            assert private not in body + letter["Subject"]
    assert len({letter["Message-ID"] for _, letter in box.letters}) == 2
    assert actions.mail(case.number, "case.declined") == 0
    assert len(box.letters) == 2


def test_a_letter_waits_for_a_mail_server_that_is_down(clerk, mail, box, li):
    case = received(clerk)
    worker.drain()
    waiting = Relay.objects.unfinished().get()
    assert (waiting.listener, waiting.attempts) == ("notices.write_to_the_applicant", 1)
    assert [notice.fact for notice in notices.inbox(li)] == ["case.received"]  # the inbox does not wait for the mail
    mail.start()
    time_passes()
    worker.drain()
    assert [recipients for recipients, _ in box.letters] == [[demo.LI.email]]
    assert Notice.objects.get(case_number=case.number).mailed_at is not None
    assert not Relay.objects.unfinished().exists()


def test_an_address_refused_for_good_is_left_out_and_one_refused_for_now_is_tried_again(clerk, mail, box):
    mail.start()
    received(clerk)
    box.refusing = "550 no such box"
    worker.drain()
    assert not Relay.objects.unfinished().exists()
    assert not Notice.objects.exclude(mailed_at=None).exists()
    box.refusing = "450 come again"
    case = received(clerk)
    worker.drain()
    assert Relay.objects.unfinished().get().attempts == 1
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        actions.mail(case.number, "case.received")
    box.refusing = ""
    time_passes()
    worker.drain()
    assert len(box.letters) == 1


def test_without_an_address_nothing_is_sent_and_nothing_waits(chen, mail, box):
    mail.start()
    assert Person.objects.get(pk=chen.person_id).email == ""
    submitted(chen)
    worker.drain()
    assert box.letters == []
    assert not Relay.objects.unfinished().exists()


def test_without_a_mail_server_letters_lie_in_the_outbox(clerk, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    case = received(clerk)
    worker.drain()
    (letter,) = tmp_path.iterdir()
    assert case.number in message_from_bytes(letter.read_bytes(), policy=policy.default).get_content()


DAY = date(2026, 12, 31)
FACTS = [
    events.CaseReceived(
        subject="x", applicant_id=1, agency_id=1, item_version_id=1, channel="1", mode="m", scope="s", receipt_region="r",
        materials=1, files=1,
    ),
    events.CaseSignedFor(subject="x"),
    events.CaseReturned(subject="x", correct_by=DAY, problems=["缺页"] * 10),
    events.CaseCorrected(subject="x", files=1),
    events.CaseAccepted(subject="x", due_on=DAY, statutory_due_on=DAY),
    events.CaseDeclined(subject="x", reason=REASON),
    events.CaseDecided(subject="x", granted=True, reason=""),
    events.CaseDecided(subject="x", granted=False, reason=REASON),
    events.CaseDelivered(subject="x", way="post", receiver="本人"),
    events.CaseRetracted(subject="x"),
    events.CaseLapsed(subject="x"),
    events.CaseForwarded(subject="x"),
    events.CaseTransferred(subject="x", to_agency="达州市住房公积金管理中心"),
    events.CaseSupplemented(subject="x"),
    events.CaseSuspended(subject="x", kind="expert_review", until=DAY, ground="专家意见"),
    events.CaseResumed(subject="x", kind="expert_review", due_on=DAY),
    events.CaseExtended(subject="x", amount=10, due_on=DAY),
    events.CaseStageEnded(subject="x", stage="转出"),
    events.CaseRescheduled(subject="x", calendar="2027-00000000", moved={}),
]  # fmt: skip
NAMES = st.text(st.sampled_from("住房公积金提取（购买自住）"), min_size=2, max_size=200)


def test_every_step_has_its_sentence():
    assert (
        {type(fact) for fact in FACTS} == set(wording.SENTENCES) == {kind for kind in events.CaseFact.__subclasses__()}
    )


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
@given(item=NAMES, agency=NAMES)
def test_seventy_characters_whatever_the_names(fact, item, agency):
    told = wording.sentence(fact, wording.About(item, agency, DAY))
    short = wording.sentence(fact, wording.About("甲", "乙", DAY))
    assert len(told) <= wording.LONGEST
    assert told[-8:] == short[-8:]  # what to do is never cut
    assert "贷款" not in told


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_names_that_fit_stay_whole(fact):
    told = wording.sentence(fact, wording.About("提取住房公积金", "达州市住房公积金管理中心", DAY))
    assert "…" not in told
