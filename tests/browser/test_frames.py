"""The frames and every part, in every look: no rule of accessibility is broken, nothing runs off sideways."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.urls("tongban.ui.tests.urls")]

LOOKS = [{}, {"mode": "elder"}, {"contrast": "high"}]


@pytest.mark.parametrize("look", LOOKS, ids=["plain", "elder", "high-contrast"])
@pytest.mark.parametrize("width", [1440, 375])
@pytest.mark.parametrize("frame", ["citizen", "staff"])
def test_every_part_is_open_to_everyone(page_at, axe, screen, frame, width, look):
    page = page_at(width, **look)
    assert page.goto(f"/parts/{frame}").ok
    screen(page, f"parts-{frame}-{width}-{''.join(look.values()) or 'plain'}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_messages_are_open_to_everyone(page_at, axe):
    page = page_at(375)
    for address in ["/fail/blocked", "/fail/invalid", "/fail/database", "/nothing", "/desk/fail/denied"]:
        page.goto(address)
        assert axe(page) == [], address


def test_the_summary_of_errors_gets_the_focus_and_leads_to_the_field(page_at):
    page = page_at(1440)
    page.goto("/parts/citizen")
    assert page.evaluate("document.activeElement.className") == "errs"
    page.click(".errs a")
    assert page.evaluate("document.activeElement.id") == "bank-card"


def test_elder_mode_is_one_press_and_stays(page_at):
    page = page_at(375)
    page.goto("/parts/citizen")
    page.click("text=长辈模式")
    page.goto("/")
    assert page.get_attribute("html", "data-mode") == "elder"
    page.click("text=退出长辈模式")
    assert page.get_attribute("html", "data-mode") is None


def test_a_blocked_button_leads_to_its_reason(page_at):
    page = page_at(1440)
    page.goto("/parts/staff")
    page.dispatch_event("[data-key=F9]", "click")
    assert page.url.endswith("/parts/staff")
    assert page.evaluate("document.activeElement.textContent").startswith("还差 1 项")


def test_typing_suggests_and_arrow_keys_choose(page_at):
    page = page_at(1440)
    page.goto("/parts/citizen")
    page.fill("#to_name", "阜阳")
    page.wait_for_selector("[role=option]")
    page.press("#to_name", "ArrowDown")
    page.press("#to_name", "Enter")
    assert page.input_value("#to_name") == "安徽省阜阳市"
    assert page.input_value("[name=to]") == "341200"


def test_what_was_typed_survives_but_card_numbers_do_not(page_at):
    page = page_at(1440)
    page.goto("/parts/citizen")
    page.fill("#remark", "请帮我看看")
    page.fill("#bank-card", "6217000012345678901")
    page.reload()
    assert page.input_value("#remark") == "请帮我看看"
    assert page.input_value("#bank-card") == "6217"


def test_single_letters_do_not_act_inside_inputs(page_at):
    page = page_at(1440)
    page.goto("/parts/staff")
    page.evaluate("document.querySelector('.btn--big').dataset.key = 'S'")
    page.focus("#remark")
    page.keyboard.type("sss")
    assert page.input_value("#remark") == "sss"
    assert page.url.endswith("/parts/staff")


def test_a_key_that_leaves_the_desk_asks_again(page_at):
    page = page_at(1440)
    page.goto("/parts/staff")
    page.focus("#remark")
    page.keyboard.press("F8")
    assert page.inner_text("dialog p") == "退回诸暨专窗？"
    page.click("dialog >> text=先不")
    assert page.url.endswith("/parts/staff")
    page.keyboard.press("F8")
    page.click("dialog >> text=确认")
    page.wait_for_url("**/")


def test_a_double_press_is_one_submission(page_at):
    page = page_at(1440)
    page.goto("/parts/citizen")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate("const go = document.querySelector('form .btn--big.btn--p'); go.click(); go.click()")
    page.wait_for_url("**/")
    assert len(sent) == 1
