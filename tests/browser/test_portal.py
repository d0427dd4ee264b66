"""What a person does at the applicants' door, in a real browser: at a desk and on a phone, and in every look."""

import re

import pytest
from PIL import Image, ImageDraw

from tongban.cases import actions as cases
from tongban.cases import intake, queries
from tongban.cases.actions.examination import WrittenProblem
from tongban.cases.content import Content, Delivery, IdentityCheck
from tongban.catalogue import queries as catalogue
from tongban.doors.terminal import lives
from tongban.doors.terminal.demo import CHEN, LI, PASSWORD, ZHAO
from tongban.oversight import actions as oversight
from tongban.oversight.queries import Party

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("width", [1440, 375])
LOOKS = pytest.mark.parametrize("look", [{"mode": "elder"}, {"contrast": "high"}], ids=["elder", "high-contrast"])


def photograph(tmp_path, name="身份证正面.jpg"):
    """A photo of a paper, as a phone takes it."""
    picture = Image.new("RGB", (1600, 1200), "#f4f1ea")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 100, 1500, 1100), outline="black", width=6)
    for line in range(200, 1000, 60):
        pen.line((180, line, 1000, line), fill="#222", width=8)
    path = tmp_path / name
    picture.save(path, "JPEG", quality=88)
    return path


def sign_in(page, person, then="/"):
    page.goto(f"/sign-in?next={then}")
    page.fill("#name", person.phone)
    page.fill("#password", PASSWORD)
    page.click("main button:has-text('登录')")
    page.wait_for_url(f"**{then}")


def press(page, words):
    page.click(f"main button:has-text('{words}'):visible")


def handed_in(person):
    """A case 陈 or 赵 handed in online before the story begins."""
    me, version = lives.applicant(person), catalogue.published("medins-transfer", "210500")
    situation = {"agent": "no", "net": "yes"}
    content = Content(
        applicant=lives.written(person),
        situation=situation,
        identity_check=IdentityCheck(method="signed_in"),
        delivery=Delivery(),
        consented=True,
    )
    draft = cases.open_draft(version_id=version.id, receipt_region="330681000000", by=me, content=content)
    for wanted in intake.asked(version, situation):
        cases.attach(draft.number, material_key=wanted.key, file=lives.scan(wanted.name), by=me)
    return cases.submit(draft.number, by=me).number


def sent_back(number):
    reviewer = lives.officer("benxi-1")
    case = queries.one(number, seen_by=reviewer)
    problems = [
        WrittenProblem(material_key="m01", wrong=wrong, mend=mend, ground="中华人民共和国社会保险法 第三十二条")
        for wrong, mend in (("照片反光，看不清号码", "重拍正面，四个角都要在"), ("缺背面", "拍背面一张"))
    ]
    cases.send_back(case, problems=problems, by=reviewer)


def granted(number):
    reviewer = lives.officer("benxi-1")
    case = queries.one(number, seen_by=reviewer)
    cases.accept(case, by=reviewer)
    cases.decide(case, granted=True, by=reviewer, reason="准予转移基本医疗保险关系", result="转移接续信息表")
    cases.deliver(case, by=reviewer, received_how="实名登录下载")


def fits(page, axe):
    """No rule of accessibility is broken, and nothing runs off sideways."""
    assert axe(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@WIDTHS
def test_from_everyday_words_to_the_receipt(page_at, axe, screen, tmp_path, width):
    page = page_at(width)

    def look(name):
        fits(page, axe)
        screen(page, f"portal-{name}-{width}")

    page.goto("/")
    look("home")
    page.fill("#from", "zj")
    page.wait_for_selector("[role=option]")
    page.click("[role=option]:has-text('诸暨市') >> nth=0")
    page.fill("#to", "本溪市")
    page.fill("#q", "医保转移")
    press(page, "查能不能在这里办")
    assert "能办。" in page.inner_text("main .note")
    look("find")
    page.click(".res a:has-text('办事指南')")
    page.check("[name='situation.agent'][value=no]")
    page.wait_for_selector("#mat:has-text('1 份材料')")
    page.check("[name='situation.net'][value=yes]")
    page.wait_for_url("**situation.net=yes")
    look("guide")
    press(page, "网上办")
    page.fill("#name", CHEN.phone)
    page.fill("#password", PASSWORD)
    press(page, "登录")
    page.wait_for_url("**/items/**")
    press(page, "网上办")
    look("tasks")
    page.click("main a:has-text('开始填')")
    look("who")
    press(page, "保存并继续")
    look("person")
    press(page, "保存并继续")
    look("situation")
    press(page, "保存并继续")
    press(page, "保存并继续")
    page.set_input_files("#files", photograph(tmp_path))
    assert "身份证正面.jpg" in page.inner_text(".chosen")
    press(page, "传好再加几张")
    page.wait_for_selector(".shots img")
    page.wait_for_load_state()
    assert page.evaluate("document.querySelector('.shots img').naturalWidth") > 0
    look("material")
    press(page, "删除")
    press(page, "撤销删除")
    assert page.locator(".shots li").count() == 1
    press(page, "保存并继续")
    look("delivery")
    press(page, "保存并继续")
    look("check")
    page.check("#consented")
    press(page, "确认并提交")
    page.wait_for_url("**/done")
    look("done")
    receipt = page.request.get(page.get_attribute("main a:has-text('提交回执')", "href"))
    assert receipt.headers["content-type"] == "application/pdf"
    assert receipt.body().startswith(b"%PDF")
    page.go_back()
    assert page.url.endswith("/done")
    page.click("main a:has-text('看办件') >> nth=0")
    assert "您现在什么都不用做" in page.inner_text(".nowbox")
    look("case")


@WIDTHS
def test_a_correction_is_answered_line_by_line_and_sent_once(page_at, axe, screen, tmp_path, width):
    number = handed_in(ZHAO)
    sent_back(number)
    page = page_at(width)
    sign_in(page, ZHAO, f"/my/cases/{number}")
    page.click("text=去补材料")
    fits(page, axe)
    first, second = page.locator(".fix").all()
    first.locator("input[type=file]").set_input_files(photograph(tmp_path, "重拍.jpg"))
    press(page, "一次交齐")
    assert page.evaluate("document.activeElement.className") == "errs"
    assert "重拍.jpg" in page.inner_text("main")
    fits(page, axe)
    screen(page, f"portal-correction-{width}")
    second.locator("[value=not_needed]").check()
    second.locator("textarea").fill("背面没有内容")
    press(page, "一次交齐")
    page.wait_for_url(f"**/my/cases/{number}*")
    assert "正在看材料齐不齐" in page.inner_text(".nowbox")
    assert "您补交了材料" in page.inner_text(".tl")


@WIDTHS
def test_status_without_signing_in(page_at, axe, screen, width):
    number = handed_in(LI)
    page = page_at(width)
    page.goto("/track")
    page.fill("#number", number)
    page.fill("#last_four", "0000")
    press(page, "查询")
    assert "还可以试" in page.inner_text(".errs")
    fits(page, axe)
    page.fill("#last_four", LI.identity_number[-4:])
    press(page, "查询")
    assert "等对方签收" in page.inner_text(".nowbox")
    assert "李" not in page.inner_text("main")
    fits(page, axe)
    screen(page, f"portal-tracked-{width}")


@WIDTHS
def test_a_rating_takes_two_presses(page_at, axe, screen, width):
    number = handed_in(LI)
    granted(number)
    page = page_at(width)
    page.goto(f"/rate/{oversight.rating_token(number, Party.AUTHORITY)}")
    assert page.locator("[name=grade]:checked").count() == 0
    fits(page, axe)
    page.click(".lv label:has-text('不满意') >> nth=0")
    page.click(".chips label:has-text('服务态度生硬'):visible")
    fits(page, axe)
    screen(page, f"portal-rate-{width}")
    press(page, "提交评价")
    assert "谢谢您的评价" in page.inner_text("main")
    assert "不满意" in page.inner_text("main")
    fits(page, axe)


def test_a_session_that_ends_in_the_middle_loses_no_word(page_at):
    page = page_at(1440)
    version = catalogue.published("medins-transfer", "210500")
    draft = cases.open_draft(version_id=version.id, receipt_region="330681000000", by=lives.applicant(LI))
    sign_in(page, LI, f"/apply/{draft.number}/applicant")
    page.fill("#applicant-email", "li.jingyi@example.test")
    page.context.clear_cookies(name="sessionid")
    press(page, "保存并继续")
    page.wait_for_url("**/sign-in?next=*")
    page.fill("#name", LI.phone)
    page.fill("#password", PASSWORD)
    press(page, "登录")
    page.wait_for_url(f"**/apply/{draft.number}/applicant")
    assert page.input_value("#applicant-email") == "li.jingyi@example.test"


def test_everything_works_without_script(page_at):
    page = page_at(1440)
    page.route("**/*.js", lambda route: route.abort())
    page.goto("/")
    page.fill("#from", "诸暨")
    page.fill("#to", "朝阳")
    page.fill("#q", "医保转移")
    press(page, "查能不能在这里办")
    page.click("main a:has-text('辽宁省朝阳市') >> nth=0")
    assert re.search("待核实|能办", page.inner_text("main .note"))
    page.goto("/items/of/medins-transfer?to=210500&from=330681")
    page.check("[name='situation.agent'][value=no]")
    press(page, "更新材料清单")
    assert "1 份材料" in page.inner_text("#mat")


PUBLIC = [
    "/",
    "/find?from=330681&to=210500&q=医保转移",
    "/find?to=朝阳&q=身份证",
    "/items",
    "/items/of/medins-transfer",
]
PUBLIC += ["/items/of/medins-transfer?to=210500&from=330681", "/bundles", "/bundles/bundle-birth/350200", "/track"]
PUBLIC += ["/outlets?place=330681", "/help", "/privacy", "/accessibility", "/sign-in", "/register"]


@LOOKS
@WIDTHS
def test_public_pages_are_open_to_everyone(page_at, axe, screen, width, look):
    page = page_at(width, **look)
    for number, address in enumerate(PUBLIC):
        page.goto(address)
        fits(page, axe)
        if number < 6:
            screen(page, f"portal-public-{number}-{width}-{''.join(look.values())}")


@LOOKS
@WIDTHS
def test_own_pages_are_open_to_everyone(page_at, axe, screen, width, look):
    number = handed_in(LI)
    sent_back(number)
    version = catalogue.published("medins-transfer", "210500")
    draft = cases.open_draft(version_id=version.id, receipt_region="330681000000", by=lives.applicant(LI)).number
    page = page_at(width, **look)
    sign_in(page, LI, "/my/cases")
    own = ["/my/cases", f"/my/cases/{number}", f"/my/cases/{number}/correction", f"/my/cases/{number}/retract"]
    own += ["/my/notices", "/my/data", "/drafts", f"/apply/{draft}", f"/apply/{draft}/check", "/my/mandates"]
    own += [f"/apply/{draft}/delete"]
    own += [f"/apply/{draft}/{step}" for step in ("who", "applicant", "situation.agent", "material.m01", "delivery")]
    for place, address in enumerate(own):
        page.goto(address)
        fits(page, axe)
        if place in {1, 2, 7, 13}:
            screen(page, f"portal-own-{place}-{width}-{''.join(look.values())}")
