"""A data officer's pages in a real browser: open to everyone, and a life of a version through them."""

import pytest
from django.test import Client

from tongban.catalogue import actions
from tongban.catalogue.models import ItemVersion
from tongban.people.models import User
from tongban.people.queries import actor_of_account

pytestmark = pytest.mark.browser
LOOKS = [{}, {"mode": "elder"}, {"contrast": "high"}]
DAZHOU = "gjj-purchase-withdraw-511700"


@pytest.fixture
def at_work(page_at, site, committed):
    """``at_work(1440, "catalogue-1")``: the data officer's browser, signed in."""

    def sit_down(width, account="catalogue-1", **look):
        browser = Client()
        browser.force_login(User.objects.get(name=account), backend="tongban.people.accounts.Accounts")
        return page_at(width, sessionid=browser.cookies["sessionid"].value, **look)

    return sit_down


@pytest.fixture
def draft(committed):
    """A draft to look at, thrown away afterwards."""
    writer = actor_of_account("catalogue-1")
    made = actions.begin(ItemVersion.objects.in_force().get(record_id=DAZHOU).pk, by=writer)
    yield made
    actions.discard(made.pk, by=writer)


@pytest.mark.parametrize("look", LOOKS, ids=["plain", "elder", "high-contrast"])
@pytest.mark.parametrize("width", [1440, 375])
def test_every_page_is_open_to_everyone(at_work, axe, screen, draft, width, look):
    page, found = at_work(width, **look), {}
    for name, address in {
        "list": "/console/catalogue",
        "editor": f"/console/catalogue/version/{draft.pk}",
        "compare": f"/console/catalogue/version/{draft.pk}/compare?all=1",
        "history": f"/console/catalogue/version/{draft.pk}/history",
        "import": "/console/catalogue/import",
        "certificates": "/console/catalogue/certificates",
    }.items():
        assert page.goto(address).ok
        screen(page, f"versions-{name}-{width}-{''.join(look.values()) or 'plain'}")
        wide = [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["scrolls sideways"]
        found[name] = axe(page) + wide
    assert {name: said for name, said in found.items() if said} == {}


def test_the_preview_follows_the_form(at_work, draft):
    page = at_work(1440)
    page.goto(f"/console/catalogue/version/{draft.pk}")
    page.select_option("#situation-where", "remote")
    page.wait_for_selector("#preview:not(:has-text('购房缴款票据'))")
    assert "户口簿" in page.inner_text("#preview")
    page.fill("#time_limits-promised-value", "-3")
    page.keyboard.press("Tab")
    page.wait_for_selector("#preview:has-text('不能是负数')")
    page.keyboard.press("F4")
    page.wait_for_selector(".errs")
    assert page.input_value("#time_limits-promised-value") == "-3"
