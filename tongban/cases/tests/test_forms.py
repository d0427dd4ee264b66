"""An application with a form: asked, filled, signed, handed in; and what may not pass."""

import base64
import io

import pytest
from PIL import Image, ImageDraw

from tongban.cases import actions, drafts, forms, intake, policies, queries
from tongban.cases.choices import SignedHow
from tongban.cases.events import ApplicationSigned, CaseReceived
from tongban.cases.models import Application, Draft
from tongban.cases.tests.making import draft_at_counter, received, submitted
from tongban.documents import queries as documents
from tongban.doors.terminal.form_answers import ANSWERS, fill
from tongban.eforms import actions as eforms
from tongban.eforms.tests.conftest import designs, document
from tongban.journal import queries as journal
from tongban.kit.blocked import Blocked, Invalid
from tongban.people.queries import actor_of_account

__all__ = ["designs"]
SLUG = "gjj-purchase-withdraw"


def stroke():
    picture = Image.new("RGB", (300, 120), "white")
    ImageDraw.Draw(picture).line((20, 100, 150, 20, 280, 90), fill="black", width=5)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


@pytest.fixture
def draft(designs, clerk):
    return draft_at_counter(clerk)


def answered(draft, by, **changes):
    content = drafts.content_of(drafts.one(draft.number, seen_by=by))
    return actions.save(draft.number, content.model_copy(update={"answers": ANSWERS[SLUG] | changes}), by=by)


def signed(draft, by, how=SignedHow.PAD, **more):
    shown = actions.draw_application(draft.number, by=by)
    return actions.sign_application(draft.number, shown=shown.sha256, how=how, by=by, ink=stroke(), **more)


def missing(draft, by):
    return {one.field: one.sentence for one in drafts.missing(Draft.objects.get(pk=draft.pk), by=by)}


def test_what_the_form_asks_is_missing_until_it_is_answered_and_signed(draft, clerk):
    told = missing(draft, clerk)
    assert told["answers.amount"] == "请填写“提取金额”"
    assert "answers.name" not in told  # known from the identity check
    assert "answers.loan" not in told  # asked only of those with a loan
    assert told["signature"] == forms.NOT_SIGNED
    answered(draft, clerk)
    assert missing(draft, clerk) == {"signature": forms.NOT_SIGNED}
    signed(draft, clerk)
    assert missing(draft, clerk) == {}


def test_the_case_keeps_form_answers_and_the_signed_application_and_the_journal_its_digest(draft, clerk, reviewer):
    answered(draft, clerk)
    signature = signed(draft, clerk)
    case = actions.receive(draft.number, by=clerk)
    kept = Application.objects.get(pk=case.application_id)
    assert kept.form.number == 1
    assert ("提取金额", "80,000.00 元") in forms.answers_of(kept)
    assert ("银行卡号", "尾号 0004") in forms.answers_of(kept)
    assert ("银行卡号", "6217000000000000004") in forms.answers_of(kept, masked=False)
    assert forms.values_of(kept)["area"] == "330681000000"
    assert "6217" not in str(bytes(kept.answers_sealed))
    seen = queries.one(case.number, seen_by=reviewer)
    (material,) = [one for one in queries.materials(seen) if one.key == forms.APPLICATION]
    (file,) = material.attachments.all()
    assert file.document.sha256 == signature.document.sha256 == kept.signed
    facts = [told.fact for told in journal.history(case.number)]
    assert [fact.signed for fact in facts if isinstance(fact, CaseReceived)] == [kept.signed]
    (told,) = [told.fact for told in journal.history(draft.number) if isinstance(told.fact, ApplicationSigned)]
    assert (told.signed, told.shown, told.how) == (kept.signed, signature.shown, "pad")
    with documents.read(file.document) as content:
        assert content.read(5) == b"%PDF-"


def test_a_signature_over_other_bytes_than_shown_is_refused(draft, clerk):
    answered(draft, clerk)
    shown = actions.draw_application(draft.number, by=clerk)
    answered(draft, clerk, amount="90,000.00")
    with pytest.raises(Blocked, match="不是现在这份申请书") as no:
        actions.sign_application(draft.number, shown=shown.sha256, how=SignedHow.PAD, by=clerk, ink=stroke())
    assert no.value.code == "other_bytes"
    assert missing(draft, clerk)["signature"] == forms.NOT_SIGNED


def test_a_change_after_signing_makes_the_signature_void(draft, clerk):
    answered(draft, clerk)
    signed(draft, clerk)
    answered(draft, clerk, amount="90,000.00")
    assert missing(draft, clerk) == {"signature": forms.CHANGED_SINCE}
    with pytest.raises(Invalid):
        actions.receive(draft.number, by=clerk)
    signed(draft, clerk)
    assert actions.receive(draft.number, by=clerk).number


@pytest.mark.parametrize("ink", ["", "data:image/png;base64,", "data:image/png;base64,AAAA", "javascript:1", "x" * 100])
def test_an_empty_or_false_pad_is_no_signature(draft, clerk, ink):
    answered(draft, clerk)
    shown = actions.draw_application(draft.number, by=clerk).sha256
    with pytest.raises(Invalid, match="还没有签名"):
        actions.sign_application(draft.number, shown=shown, how=SignedHow.PAD, by=clerk, ink=ink)


def test_nobody_signs_while_something_is_missing_or_wrong(draft, clerk):
    answered(draft, clerk, amount="1e309", contract_on="2026年2月30日")
    with pytest.raises(Invalid) as no:
        signed(draft, clerk)
    assert {one.field for one in no.value.problems} == {"answers.amount", "answers.contract_on"}


def test_at_a_window_nobody_signs_as_if_signed_in(draft, clerk):
    answered(draft, clerk)
    with pytest.raises(policies.NotYours):
        signed(draft, clerk, SignedHow.ONLINE)


def test_an_item_without_a_form_is_handed_in_as_ever(designs, chen, clerk):
    case = submitted(chen)
    assert case.application.form_id is None
    with pytest.raises(Exception, match="没有要签的申请书"):
        actions.draw_application(
            draft_at_counter(clerk, slug="gjj-deposit-proof", place="370400", situation={}).number, by=clerk
        )


def test_the_demonstration_s_people_fill_in_their_forms(designs, clerk):
    begun = draft_at_counter(clerk)
    fill(begun.number, SLUG, by=clerk)
    assert actions.receive(begun.number, by=clerk).application.signed


def test_a_paper_form_that_the_form_stands_for_is_not_asked_for_again(real, clerk):
    draft = draft_at_counter(clerk)
    names = [one.name for one in drafts.asked_of(draft)]
    first, second = actor_of_account("catalogue-1"), actor_of_account("catalogue-2")
    form = eforms.begin(SLUG, by=first)
    made = document({"why": {"type": "string", "title": "为什么"}}, **{"x-replaces": [names[0]]})
    form = eforms.write(form.pk, made, revision=1, by=first)
    eforms.publish(form.pk, revision=form.revision, by=second)
    assert [one.name for one in drafts.asked_of(draft)] == names[1:]


def test_a_new_version_of_the_form_asks_open_drafts_anew_and_leaves_cases_alone(draft, clerk):
    answered(draft, clerk)
    signed(draft, clerk)
    before = received_with_form(clerk)
    first, second = actor_of_account("catalogue-1"), actor_of_account("catalogue-2")
    form = eforms.begin(SLUG, by=first)
    form = eforms.write(form.pk, document({"why": {"type": "string", "title": "为什么提取"}}), revision=1, by=first)
    eforms.publish(form.pk, revision=form.revision, by=second)
    assert missing(draft, clerk)["answers.why"] == "请填写“为什么提取”"
    assert missing(draft, clerk)["signature"] == forms.CHANGED_SINCE
    assert ("提取金额", "80,000.00 元") in forms.answers_of(before.application)


def received_with_form(clerk):
    begun = draft_at_counter(clerk)
    fill(begun.number, SLUG, by=clerk)
    return actions.receive(begun.number, by=clerk)


def test_without_forms_loaded_everything_is_as_it_was(real, clerk):
    assert received(clerk).application.form_id is None
    assert intake.asked  # the materials alone decide
