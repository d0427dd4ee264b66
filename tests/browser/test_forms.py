"""Forms in a real browser: a citizen's questions and the window's pad, at both widths, with the rules of accessibility."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from tongban.cases import actions, drafts
from tongban.cases.tests.making import content_for, draft_at_counter
from tongban.catalogue import queries as catalogue
from tongban.doors.terminal import lives
from tongban.doors.terminal.demo import LI
from tongban.doors.terminal.form_answers import ANSWERS
from tongban.eforms.actions import load_designs
from tongban.eforms.models import FormDesign
from tongban.people.models import User

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [1440, 375])
SLUG = "gjj-purchase-withdraw"


@pytest.fixture
def forms(committed):
    """The real forms, in use for this story only."""
    load_designs()
    yield
    from conftest import sweep

    sweep()
    FormDesign.objects.all().delete()


@pytest.fixture
def signed_in(page_at):
    def open_for(name, width):
        browser = Client()
        browser.force_login(User.objects.get(name=name), backend="tongban.people.accounts.Accounts")
        return page_at(width, sessionid=browser.cookies["sessionid"].value)

    return open_for


@WIDTHS
def test_a_citizen_answers_reads_and_is_told_what_is_wrong(forms, signed_in, axe, screen, width):
    me, version = lives.applicant(LI), catalogue.published(SLUG, "511700")
    content = content_for(version, {"where": "remote"}, at_counter=False)
    content = content.model_copy(update={"answers": ANSWERS[SLUG] | {"amount": ""}})
    draft = actions.open_draft(version_id=version.id, receipt_region="330681000000", by=me, content=content)
    page = signed_in(f"person-{me.person_id}", width)
    page.goto(f"/apply/{draft.number}/form.applicant")
    assert "已从您的账号带出" in page.inner_text("main")
    assert axe(page) == []
    page.goto(f"/apply/{draft.number}/form.amount")
    page.fill("[name='answers.amount']", "1e309")
    page.click("main button:has-text('保存并继续')")
    expect(page.locator(".errs")).to_contain_text("只写数字")
    assert axe(page) == []
    screen(page, f"form-wrong-{width}")
    with page.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
        page.fill("[name='answers.amount']", "80000")
    expect(page.locator("#kept")).to_contain_text("已自动保存")
    page.goto(f"/apply/{draft.number}/form.way")
    assert axe(page) == []
    screen(page, f"form-question-{width}")
    for wanted in drafts.asked_of(draft):
        if not wanted.exempt:
            actions.attach(draft.number, material_key=wanted.key, file=lives.scan(wanted.name), by=me)
    page.goto(f"/apply/{draft.number}/sign")
    expect(page.locator(".leaf img").first).to_be_visible()
    assert axe(page) == []
    screen(page, f"form-sign-{width}")
    page.check("[name=read]")
    page.click("main button:has-text('签名')")
    page.wait_for_url("**/check?saved=sign")
    assert "80,000.00 元" in page.inner_text("main")
    assert axe(page) == []


@WIDTHS
def test_a_window_fills_one_dense_page_and_signs_on_the_pad(forms, signed_in, axe, screen, width):
    clerk = lives.officer("zhuji-12")
    draft = draft_at_counter(clerk)
    begun = drafts.content_of(drafts.one(draft.number, seen_by=clerk))
    content = begun.model_copy(update={"answers": ANSWERS[SLUG] | {"way": ""}})
    actions.save(draft.number, content, by=clerk)
    page = signed_in("zhuji-12", width)
    page.goto(f"/desk/{draft.number}")
    assert axe(page) == []
    page.click("#eform label:has-text('新房，贷款')")
    page.locator("[name='answers.loan']").wait_for()
    page.click("#eform label:has-text('新房，付全款')")
    page.locator("[name='answers.loan']").wait_for(state="detached")
    assert axe(page) == []
    screen(page, f"desk-form-{width}")
    page.goto(f"/desk/{draft.number}/sign")
    assert axe(page) == []
    pad = page.locator("#ink")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + 15 * step, box["y"] + 20 + (step % 3) * 20)
    page.mouse.up()
    screen(page, f"desk-sign-{width}")
    page.click("button:has-text('确认签名')")
    page.wait_for_url(f"**/desk/{draft.number}")
    expect(page.locator("#signature")).to_contain_text("已签名")


@WIDTHS
def test_the_editor_shows_what_is_typed(forms, signed_in, axe, screen, width):
    page = signed_in("catalogue-1", width)
    page.goto("/console/forms")
    assert axe(page) == []
    page.click("text=社会保障卡申领登记表")
    page.click("button:has-text('起草下一版')")
    page.click(".qs a:has-text('持卡人的民族')")
    page.fill("#title", "您是什么民族？")
    expect(page.locator("#preview .phone__q")).to_have_text("您是什么民族？")
    assert axe(page) == []
    screen(page, f"form-editor-{width}")
