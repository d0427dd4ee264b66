"""The window's day, in a real browser: by keyboard, on a phone, with wrong papers and impatient fingers."""

from contextlib import suppress

import pytest
from django.test import Client
from playwright.sync_api import Error, expect

from tongban.cases import actions, drafts, queries
from tongban.cases.choices import DeliveryWay
from tongban.cases.content import Content, WrittenPerson
from tongban.cases.tests.making import draft_at_counter, received
from tongban.catalogue import queries as catalogue
from tongban.documents.tests.files import pdf, picture
from tongban.doors.terminal import lives
from tongban.doors.terminal.demo import LI
from tongban.people.models import User

pytestmark = pytest.mark.browser
LOOKS = [{}, {"mode": "elder"}, {"contrast": "high"}]
SCAN = {"name": "扫描件.jpg", "mimeType": "image/jpeg", "buffer": picture()}


@pytest.fixture
def at_work(page_at, site):
    """``at_work(1440)``: 周's browser, signed in."""

    def sit_down(width, **look):
        browser = Client()
        browser.force_login(User.objects.get(name="zhuji-12"), backend="tongban.people.accounts.Accounts")
        return page_at(width, sessionid=browser.cookies["sessionid"].value, **look)

    return sit_down


@pytest.fixture
def clerk(committed):
    return lives.officer("zhuji-12")


@pytest.fixture
def reviewer(committed):
    return lives.officer("dazhou-1")


def version():
    return catalogue.published("gjj-purchase-withdraw", "511700")


def begun(clerk):
    return actions.open_draft(version_id=version().id, receipt_region=clerk.region_code, by=clerk)


def number_on(page):
    return page.inner_text(".note .no")


def answered(page):
    """Wait until the server has kept the last change and said what is left."""
    return page.expect_response(lambda answer: answer.request.method == "POST" and "/desk/" in answer.url)


def test_a_hand_in_by_keyboard_alone(at_work, clerk, screen):
    page = at_work(1440)
    page.on("filechooser", lambda chooser: chooser.set_files(SCAN))
    page.goto("/desk/")
    key, say = page.keyboard.press, page.keyboard.type
    assert page.evaluate("document.activeElement.id") == "to_name"
    say("dzs")
    page.get_by_role("option", name="四川省达州市", exact=True).wait_for()
    while page.locator("[role=option][aria-selected=true]").all_inner_texts() != ["四川省达州市"]:
        key("ArrowDown")
    key("Enter")
    key("Tab")
    say("gftq")
    page.get_by_role("option", name="购房提取住房公积金").wait_for()
    key("ArrowDown")
    key("Enter")
    key("Enter")
    page.wait_for_url("**/desk/?**")
    assert "开始收件" in page.evaluate("document.activeElement.innerText")
    key("Enter")
    page.wait_for_selector("#acts")
    assert page.evaluate("document.activeElement.id") == "applicant-name"
    for typed in (LI.name, LI.identity_number, LI.phone):
        say(typed)
        key("Tab")
    key("Space")  # the original was seen
    key("Tab")
    with answered(page):
        key("ArrowRight")  # 达州市外
    expect(page.locator("#materials-m07 .tag")).to_have_count(0)
    for scanned, material in enumerate(("m01", "m02", "m03", "m04", "m06", "m07", "m08"), 1):
        expect(page.locator("[data-key=F6]")).to_have_id(f"files-{material}")
        expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)
        key("F6")
        key("Space")
        expect(page.locator(".scans li")).to_have_count(scanned)
    while page.locator(".mat input[type=checkbox]:not(:checked)").count():
        if page.evaluate("document.activeElement.matches('.mat input[type=checkbox]:not(:checked)')"):
            key("Space")
        key("Tab") if "points" in page.evaluate("document.activeElement.id") else _to_first_unticked(page)
    for verdict in page.locator(".verdict").all():
        verdict.focus()
        key("ArrowDown")
    expect(page.locator("#receive")).not_to_have_attribute("aria-disabled", "true")
    screen(page, "desk-complete-1440")
    key("F9")
    assert "达州市住房公积金管理中心" in page.inner_text("dialog")
    key("Enter")
    page.wait_for_url("**/received")
    assert "打印收件凭证" in page.evaluate("document.activeElement.innerText")
    printed = page.request.get(page.get_attribute("a.btn--p.btn--big", "href"))
    assert printed.body().startswith(b"%PDF")
    case = queries.one(number_on(page), seen_by=clerk)
    assert case.agency_name == "达州市住房公积金管理中心"
    assert all(material.attachments.count() == 1 for material in queries.materials(case))


def _to_first_unticked(page):
    page.locator(".mat input[type=checkbox]:not(:checked)").first.focus()


def test_wrong_things_are_said_at_once_and_nothing_is_lost(at_work, clerk):
    page = at_work(1440)
    draft = begun(clerk)
    page.goto(f"/desk/{draft.number}")
    page.fill("#applicant-name", LI.name)
    with answered(page):
        page.fill("#applicant-identity_number", LI.identity_number[:-1] + "1")
    expect(page.locator("#applicant-identity_number-error")).to_contain_text("身份证号")
    page.get_by_text("达州市外", exact=True).click()
    expect(page.locator("#materials-m07 .tag")).to_have_count(0)
    page.set_input_files(
        "#files-m03", {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": b"<!doctype html><p>" * 50}
    )
    expect(page.locator("#materials-m03 [role=alert]")).to_contain_text("合同.pdf")
    page.set_input_files("#files-m03", {"name": "大.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 25 * 1024 * 1024})
    expect(page.locator("#materials-m03 [role=alert]")).to_contain_text("25 MB")
    page.set_input_files("#files-m03", {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": pdf(12)})
    expect(page.locator("#materials-m03")).to_contain_text("12 页")
    assert page.input_value("#applicant-name") == LI.name
    page.reload()
    assert page.input_value("#applicant-identity_number").endswith("1")
    expect(page.locator("#acts")).to_contain_text("还差")


def test_a_double_press_hands_in_once(at_work, clerk):
    page = at_work(1440)
    before = queries.handed_over(clerk).total
    page.goto(f"/desk/{draft_at_counter(clerk).number}")
    page.dblclick("#receive")
    page.wait_for_url("**/received")
    assert queries.handed_over(clerk).total == before + 1
    page.go_back()
    page.wait_for_url("**/received")  # the draft is a case now, and leads to it


def test_a_session_that_ended_keeps_what_was_typed(at_work, clerk, site):
    page = at_work(1440)
    draft = begun(clerk)
    page.goto(f"/desk/{draft.number}")
    page.context.clear_cookies(name="sessionid")
    with suppress(Error):
        page.fill("#applicant-name", LI.name)
        page.press("#applicant-name", "F4")
    page.wait_for_url(f"**/sign-in?next=/desk/{draft.number}")
    browser = Client()
    browser.force_login(User.objects.get(name="zhuji-12"), backend="tongban.people.accounts.Accounts")
    page.context.add_cookies([{"name": "sessionid", "value": browser.cookies["sessionid"].value, "url": site.url}])
    page.goto(f"/desk/{draft.number}")
    assert page.input_value("#applicant-name") == LI.name


def test_answers_that_come_back_draw_their_materials_at_once(at_work, clerk):
    page = at_work(1440)
    draft = begun(clerk)
    page.goto(f"/desk/{draft.number}")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.check("[name='situation.where'][value=remote]", force=True)
    rows = page.locator("#materials tbody tr")
    expect(page.locator("#materials")).to_contain_text("户口簿")
    wanted = rows.count()
    content = drafts.content_of(drafts.one(draft.number, seen_by=clerk))
    actions.save(draft.number, content.model_copy(update={"situation": {}}), by=clerk)  # the press never came through
    page.goto(f"/desk/{draft.number}")
    expect(page.locator("[name='situation.where'][value=remote]")).to_be_checked()
    expect(rows).to_have_count(wanted)
    assert drafts.content_of(drafts.one(draft.number, seen_by=clerk)).situation == {"where": "remote"}


@pytest.mark.parametrize("width", [1440, 375])
def test_an_agent_is_asked_for_the_mandate(at_work, clerk, width):
    page = at_work(width)
    draft = draft_at_counter(clerk)
    page.goto(f"/desk/{draft.number}")
    page.check("[name=who][value=agent]", force=True)
    expect(page.locator("#materials-mandate")).to_contain_text("授权委托书")
    page.fill("#mandate_until", "2099-12-31")
    page.select_option("#mandate_scope", "item")
    page.check("[name=who][value=self]", force=True)
    expect(page.locator("#materials-mandate")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 375])
def test_not_taking_gives_a_paper(at_work, clerk, width):
    page = at_work(width)
    draft = begun(clerk)
    page.goto(f"/desk/{draft.number}")
    page.click("#turn-away")
    page.click("text=登记不收，出告知单")
    assert page.evaluate("document.activeElement.className") == "errs"
    page.check("[value=missing]")
    page.fill("#explanation", "购房合同没带，下次请带原件；别的都齐了")
    page.click("text=登记不收，出告知单")
    page.wait_for_url("**/turned-away")
    assert page.request.get(page.get_attribute("a.btn--p", "href")).body().startswith(b"%PDF")


@pytest.mark.parametrize("width", [1440, 375])
def test_a_citizens_draft_goes_on_by_its_number(at_work, width):
    li = lives.applicant(LI)
    draft = actions.open_draft(version_id=version().id, receipt_region="330681000000", by=li)
    actions.save(draft.number, Content(applicant=WrittenPerson(name=LI.name)), by=li)
    page = at_work(width)
    page.goto("/desk/drafts")
    page.fill("#number", draft.number)
    page.press("#number", "Enter")
    page.wait_for_url(f"**/desk/{draft.number}")
    assert page.input_value("#applicant-name") == LI.name


@pytest.mark.parametrize("width", [1440, 375])
def test_a_result_is_handed_out(at_work, clerk, reviewer, width):
    case = received(clerk, delivery=DeliveryWay.COUNTER)
    seen = queries.one(case.number, seen_by=reviewer)
    actions.accept(seen, by=reviewer)
    actions.decide(seen, granted=True, by=reviewer, reason="准予提取")
    page = at_work(width)
    page.goto("/desk/to-hand-out")
    page.locator("tr", has_text=case.number).get_by_text("来取了").click()
    page.check("[value=self]")
    page.check("#card_seen")
    page.click("text=交给领取人，记为送达")
    expect(page.locator(".errs")).to_contain_text("请扫描上传签好字的送达回证")
    page.check("#later")
    page.fill("#unsigned_because", "扫描仪坏了")
    page.click("text=交给领取人，记为送达")
    page.wait_for_url(f"**/cases/{case.number}")
    expect(page.locator("#signed")).to_contain_text("扫描仪坏了")
    page.goto("/desk/to-hand-out")
    page.locator("tr", has_text=case.number).get_by_text("补传").click()
    page.set_input_files("#signed_receipt", {**SCAN, "name": "签字的送达回证.jpg"})
    page.click("text=存进办件")
    expect(page.locator("#signed a")).to_have_text("签字的送达回证.jpg")


@pytest.mark.parametrize("width", [1440, 375])
def test_a_call_is_noted_and_scans_are_turned(at_work, clerk, reviewer, width):
    case = received(clerk)
    actions.decline(queries.one(case.number, seen_by=reviewer), reason="不在本地缴存", by=reviewer)
    page = at_work(width)
    page.goto(f"/desk/cases/{case.number}")
    page.click("text=记下这次电话")
    expect(page.locator(".errs")).to_contain_text("请选打通了没有")
    page.check("#calls [value=no]")
    page.fill("#note", "家里没人接")
    page.click("text=记下这次电话")
    expect(page.locator("#calls")).to_contain_text("家里没人接")
    page.locator("a.looks").first.click()
    expect(page.locator("#viewer h2")).to_contain_text("第 1 页")
    first = page.inner_text("#viewer h2")
    page.keyboard.press("r")
    expect(page.locator("#viewer img[src*='turn=90']")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#viewer h2")).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#viewer h2")).to_have_text(first)


@pytest.mark.parametrize("look", LOOKS, ids=["plain", "elder", "high-contrast"])
@pytest.mark.parametrize("width", [1440, 375])
def test_every_page_is_open_to_everyone(at_work, axe, screen, clerk, reviewer, width, look):
    case = received(clerk, delivery=DeliveryWay.COUNTER)
    problem = actions.examination.WrittenProblem(
        material_key="m03", wrong="缺第 3 页", mend="补拍第 3 页", ground="条例第二十四条"
    )
    actions.send_back(queries.one(case.number, seen_by=reviewer), problems=[problem], by=reviewer)
    done = received(clerk, delivery=DeliveryWay.COUNTER)
    seen = queries.one(done.number, seen_by=reviewer)
    actions.accept(seen, by=reviewer)
    actions.decide(seen, granted=True, by=reviewer)
    away = begun(clerk)
    actions.turn_away(away.number, reason=actions.intake.TurnAwayReason.MISSING, explanation="购房合同没带", by=clerk)
    draft, new = draft_at_counter(clerk), begun(clerk)
    page = at_work(width, **look)
    addresses = {
        "start": "/desk/",
        "found": "/desk/?q=购房提取&to=511700000000",
        "cannot": "/desk/?q=丧葬补助金&to=341321000000",
        "draft": f"/desk/{draft.number}",
        "draft-new": f"/desk/{new.number}",
        "turn-away": f"/desk/{new.number}/turn-away",
        "turned-away": f"/desk/{away.number}/turned-away",
        "turned-away-list": "/desk/turned-away",
        "drafts": "/desk/drafts",
        "handed-over": "/desk/handed-over",
        "to-call": "/desk/to-call",
        "to-hand-out": "/desk/to-hand-out",
        "hand-out": f"/desk/to-hand-out/{done.number}",
        "case": f"/desk/cases/{case.number}",
        "look": f"/desk/cases/{case.number}/look/{queries.materials(case)[0].attachments.all()[0].pk}",
        "received": f"/desk/cases/{case.number}/received",
        "correction": f"/desk/cases/{case.number}/correction",
        "retract": f"/desk/cases/{case.number}/retract",
        "standards": "/desk/standards?q=购房提取",
        "standard": f"/desk/standards/{version().id}",
    }
    found = {}
    for name, address in addresses.items():
        assert page.goto(address).ok, address
        screen(page, f"desk-{name}-{width}-{''.join(look.values()) or 'plain'}")
        sideways = ["runs off sideways"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[name] = axe(page) + sideways
    assert {name: violations for name, violations in found.items() if violations} == {}
