"""At the authority: a whole review with a correction, a refusal with reasons, two officers at once; by mouse and by key."""

import re

import pytest
from django.test import Client

from tongban.cases import actions, queries
from tongban.cases.actions.examination import WrittenReply
from tongban.cases.choices import Reply
from tongban.cases.tests.making import a_file, received
from tongban.doors.terminal import demo, lives
from tongban.people import queries as people
from tongban.people.models import User

pytestmark = pytest.mark.browser

LOOKS = [{}, {"mode": "elder"}, {"contrast": "high"}]
WIDTHS = [1440, 375]


@pytest.fixture
def officer():
    """An actor by account."""
    return people.actor_of_account


@pytest.fixture
def case(officer):
    """代收代办: 周 took it in at window 12 in 诸暨, for 达州."""
    return received(officer("zhuji-12"))


@pytest.fixture
def signed_in(page_at):
    """``signed_in("dazhou-1", 1440)``: a browser in which this officer is at work."""

    def open_at(account, width, **look):
        page = page_at(width, **look)
        browser = Client()
        browser.force_login(User.objects.get(name=account), backend="tongban.people.accounts.Accounts")
        page.goto("/healthz")
        session = {"name": "sessionid", "value": browser.cookies["sessionid"].value, "url": page.url}
        page.context.add_cookies([session])
        return page

    return open_at


def correct(case):
    li = lives.applicant(demo.LI)
    mine = queries.one(case.number, seen_by=li)
    replies = [
        WrittenReply(line_id=line.pk, reply=Reply.UPLOADED, text="补拍了", files=(a_file(f"补 {line.pk}"),))
        for line in queries.correction(mine).lines.all()
    ]
    actions.correct(mine, replies=replies, by=li)


def write_line(page, number, material, wrong, mend, ground):
    page.select_option(f"#problems-{number}-material_key", index=material)
    for part, text in {"wrong": wrong, "mend": mend, "ground": ground}.items():
        page.fill(f"#problems-{number}-{part}", text)


def told(page):
    return page.inner_text(".note--ok")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_whole_review_with_one_correction(signed_in, screen, case, width):
    page = signed_in("dazhou-1", width)
    page.goto("/office/")
    page.click(f"text={case.number}")
    page.click("#verbs [data-key=S]")
    assert "已签收" in told(page)

    page.click(".tabs >> text=一次性补正")
    missing = "缺第 3、4 页（付款方式条款），看不到付款方式"
    write_line(page, 0, 3, missing, "补拍第 3、4 页，页码要看得清，可用手机上传", "收件标准第 1 条")
    page.click("text=再加一个问题")
    page.wait_for_selector("#problems-1-wrong")
    assert page.input_value("#problems-0-wrong") == missing
    write_line(page, 1, 6, "发票上的购房人不是申请人", "换开购房人是申请人的发票", "收件标准第 2 条")
    page.wait_for_selector("#seen >> text=请您补 2 份材料")
    screen(page, f"office-send-back-{width}")
    with page.expect_download() as printed:
        page.click("text=预览补正告知书")
    assert printed.value.suggested_filename.startswith("补正告知书（预览）")
    for box in page.query_selector_all("[name^='checks.']"):
        box.check()
    page.click(".acts .btn--p")
    assert "时限暂停" in told(page)
    assert "补正告知书" in told(page)

    correct(case)
    page.goto(f"/office/cases/{case.number}")
    assert "补正新交" in page.inner_text("#viewer h2")
    screen(page, f"office-corrected-{width}")
    page.click(".acts .btn--p")
    assert "受理通知书" in told(page)
    page.fill("#result", "提取款转入本人账户")
    page.click(".acts .btn--p")
    assert "决定书" in told(page)
    page.click(".acts .btn--p")
    assert "本件办结" in told(page)
    screen(page, f"office-concluded-{width}")


@pytest.mark.parametrize("width", WIDTHS)
def test_declining_with_reasons(signed_in, screen, case, width):
    page = signed_in("dazhou-1", width)
    page.goto(f"/office/cases/{case.number}?act=decline")
    page.fill("#instead", "向昆山市住房公积金管理部门申请")
    page.click(".acts .btn--bad")
    assert page.evaluate("document.activeElement.className") == "errs"
    page.click(".errs a")
    assert page.evaluate("document.activeElement.id") == "reason"
    assert page.input_value("#instead") == "向昆山市住房公积金管理部门申请"
    screen(page, f"office-decline-{width}")
    page.fill("#reason", "您的账户已于 8 月转到昆山，本中心没有办理权限")
    page.click(".acts .btn--bad")
    assert "不予受理通知书" in told(page)


def test_of_two_at_once_the_slower_reads_who_was_quicker(signed_in, screen, case):
    quick, slow = signed_in("dazhou-2", 1440), signed_in("dazhou-1", 1440)
    address = f"/office/cases/{case.number}"
    quick.goto(address)
    slow.goto(f"{address}?act=decline")
    slow.fill("#reason", "您的账户已转到昆山，本中心没有办理权限")
    quick.click(".acts .btn--p")
    slow.click(".acts .btn--bad")
    assert "吴*已在" in slow.inner_text(".errs")
    assert "您的账户已转到昆山，本中心没有办理权限" in slow.inner_text("main")
    assert slow.inner_text(".cap .tag--line") == "已受理"
    screen(slow, "office-overtaken-1440")


def test_the_inbox_by_keyboard(signed_in, officer):
    numbers = [received(officer("zhuji-12")).number for _ in range(3)]
    page = signed_in("dazhou-1", 1440)
    page.goto(f"/office/?words={numbers[1]}")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.wait_for_selector("text=已签收 1 件")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "words"
    page.fill("#words", numbers[2])
    page.keyboard.press("Enter")
    page.wait_for_selector(f"text={numbers[2]}")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(numbers[2] + "$"))


def test_pages_are_turned_without_losing_what_is_written(signed_in, case):
    page = signed_in("dazhou-1", 1440)
    page.goto(f"/office/cases/{case.number}?act=decline")
    page.fill("#reason", "写到一半的理由")
    page.click("#materials li:nth-child(3) a")
    page.wait_for_selector("#materials li:nth-child(3) a[aria-current]")
    page.click("text=放大")
    page.wait_for_selector(".view--wide img")
    page.click("text=显示完整信息")
    page.wait_for_selector(f"text={demo.LI.identity_number}")
    assert page.input_value("#reason") == "写到一半的理由"


def test_what_was_written_survives_a_reload_line_by_line(signed_in, case):
    page = signed_in("dazhou-1", 1440)
    page.goto(f"/office/cases/{case.number}?act=send-back")
    page.click("text=再加一个问题")
    page.fill("#problems-1-wrong", "发票上的购房人不是申请人")
    page.reload()
    assert page.input_value("#problems-1-wrong") == "发票上的购房人不是申请人"


def test_a_session_that_ends_in_the_middle_of_a_form_costs_nothing(signed_in, case):
    page = signed_in("dazhou-1", 1440)
    page.goto(f"/office/cases/{case.number}?act=decline")
    page.fill("#reason", "您的账户已转到昆山，本中心没有办理权限")
    page.context.clear_cookies(name="sessionid")
    page.click(".acts .btn--bad")
    page.fill("[name=name]", "dazhou-1")
    page.fill("[type=password]", demo.PASSWORD)
    page.press("[type=password]", "Enter")
    page.wait_for_url("**act=decline")
    assert page.input_value("#reason") == "您的账户已转到昆山，本中心没有办理权限"
    page.click(".acts .btn--bad")
    assert "不予受理通知书" in told(page)


@pytest.mark.parametrize("look", LOOKS, ids=["plain", "elder", "high-contrast"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_open_to_everyone(signed_in, axe, screen, case, officer, width, look):
    page = signed_in("dazhou-1", width, **look)
    name = f"{width}-{''.join(look.values()) or 'plain'}"
    address = f"/office/cases/{case.number}"
    for title, way in {
        "inbox": "/office/",
        "inbox-empty": "/office/?pile=late&words=没有",
        "review": address,
        "send-back": f"{address}?act=send-back&lines=2",
        "decline": f"{address}?act=decline",
        "not-found": "/office/cases/330681-000000-00000-0",
    }.items():
        page.goto(way)
        assert axe(page) == [], title
        assert fits(page), title
        screen(page, f"office-{title}-{name}")
    actions.accept(queries.one(case.number, seen_by=officer("dazhou-2")), by=officer("dazhou-2"))
    for act in ("grant", "refuse"):
        page.goto(f"{address}?act={act}")
        assert axe(page) == [], act
        assert fits(page), act


def test_a_clerk_is_told_whose_page_this_is(signed_in, axe):
    page = signed_in("zhuji-12", 1440)
    assert page.goto("/office/").status == 403
    assert "审批人员" in page.inner_text("main")
    assert axe(page) == []
