"""找差异 in a real browser: the picture, the choices and the draft, open to everyone."""

import pytest
from django.test import Client

from tongban.people.models import User

pytestmark = pytest.mark.browser
LOOKS = [{}, {"mode": "elder"}, {"contrast": "high"}]
ITEMS = ["idcard-first", "gjj-early-repay"]


@pytest.fixture
def at_work(page_at, site, committed):
    """``at_work(1440)``: the data officer's browser, signed in."""

    def sit_down(width, **look):
        browser = Client()
        browser.force_login(User.objects.get(name="catalogue-1"), backend="tongban.people.accounts.Accounts")
        return page_at(width, sessionid=browser.cookies["sessionid"].value, **look)

    return sit_down


@pytest.mark.parametrize("look", LOOKS, ids=["plain", "elder", "high-contrast"])
@pytest.mark.parametrize("width", [1440, 375])
@pytest.mark.parametrize("slug", ITEMS)
def test_the_picture_is_open_to_everyone(at_work, axe, screen, slug, width, look):
    page = at_work(width, **look)
    assert page.goto(f"/console/differences/{slug}").ok
    screen(page, f"differences-{slug}-{width}-{''.join(look.values()) or 'plain'}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1440, 375])
def test_from_the_list_to_a_draft_by_keyboard(at_work, axe, width):
    page = at_work(width)
    page.goto("/console/differences")
    assert axe(page) == []
    page.focus("text=提前还清住房公积金贷款")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gjj-early-repay")
    held = page.locator("input[name='material-借款合同'][value=hold]")
    assert held.is_checked()
    held.focus()
    page.keyboard.press("ArrowLeft")
    page.focus("text=看统一草案")
    page.keyboard.press("Enter")
    page.wait_for_url("**/draft?**")
    assert axe(page) == []
    assert "由公积金本系统贷款信息核验，查不到的再看原件" in page.inner_text("main")


def test_an_element_leads_to_the_words_of_each_place(at_work):
    page = at_work(1440)
    page.goto("/console/differences/idcard-first")
    page.click(".dm thead >> text=法定时限")
    assert "六十日内发放，交通不便地区可延长" in page.inner_text("[id='w-legal_limit']")
