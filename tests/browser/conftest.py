"""A real browser against the real site: Debian's Chromium, the live server, and the accessibility rules."""

import os
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM, NO_BROWSER

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop in the thread of the test

QUIET = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync"""
HEIGHTS = {1440: 900, 375: 812}
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.fail(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture
def page_at(chromium, site, committed) -> Iterator[Callable[..., Page]]:
    """``page_at(375, mode="elder")``: a fresh browser of that width, whose pages may not complain in the console."""
    contexts, complaints = [], []

    def note(message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def open_at(width: int, **look: str) -> Page:
        size = {"width": width, "height": HEIGHTS.get(width, 900)}
        context = chromium.new_context(viewport=size, base_url=site.url, locale="zh-CN")
        context.add_cookies([{"name": key, "value": value, "url": site.url} for key, value in look.items()])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What the rules A, AA and best practice find on a page: nothing, when all is well."""

    def violations(page: Page) -> list[str]:
        page.evaluate(AXE)  # not a script tag: the content policy forbids one
        found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
        return [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:4]}" for one in found]

    return violations


@pytest.fixture(scope="session")
def screen() -> Callable[[Page, str], None]:
    """Keeps a picture of the whole page under ``var/screens``."""
    folder = Path(settings.VAR) / "screens"

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png", full_page=True)

    return keep
