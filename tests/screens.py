"""``make screens``: the pictures of the README and the handbook, taken of the running product with its demonstration."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.conftest import CHROMIUM  # noqa: E402

SCREENS = ROOT / "docs" / "screens"
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"
)
PASSWORD, LI = "tongban-demo-2026", "13800000007"  # as make demo prints them
TONGBAN = ROOT / ".venv" / "bin" / "tongban"


def main() -> None:
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as var, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = os.environ | {
            "TONGBAN_VAR": var,
            "DATABASE_URL": f"sqlite:///{var}/demo.sqlite3",
            "TONGBAN_LOG_LEVEL": "ERROR",
        }
        env["TONGBAN_ACCESS_LOG"] = "ERROR"
        for word in ("load", "story", "relay --once"):
            subprocess.run([TONGBAN, *word.split()], env=env, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [TONGBAN, "serve", "--port", str(port), "--workers", "1"], env=env, stdout=subprocess.DEVNULL
        )
        try:
            _wait(f"http://127.0.0.1:{port}/healthz")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
                take_all(browser, f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def take_all(browser: Browser, site: str) -> None:
    anyone = _page(browser, site)
    _take(anyone, "home", "/")
    _take(anyone, "find", "/find?from=330681000000&to=511700000000&q=买房取公积金")
    _take(anyone, "guide", _first(anyone, "/items/"))
    _take(anyone, "track", "/track")
    _take(_page(browser, site, width=375), "home-phone", "/")
    elder = _page(browser, site, width=375)
    elder.context.add_cookies([{"name": "mode", "value": "elder", "url": site}])
    _take(elder, "home-elder", "/")
    applicant = _signed_in(browser, site, LI)
    _take(applicant, "my-cases", "/my/cases")
    _take(applicant, "my-case", _first(applicant, "/my/cases/"))
    _take(applicant, "correction", f"{applicant.url.removeprefix(site)}/correction")
    _take(applicant, "my-data", "/my/data")
    clerk = _signed_in(browser, site, "zhuji-12")
    _take(clerk, "desk", "/desk/")
    _take(clerk, "handed-over", "/desk/handed-over")
    _take(clerk, "to-hand-out", "/desk/to-hand-out")
    keeper = _signed_in(browser, site, "catalogue-1")
    _take(keeper, "catalogue", "/console/catalogue")
    keeper.goto("/console/catalogue?words=购房提取&province=51")
    keeper.click("tr[data-row] a.btn")
    keeper.click("text=写新版本")
    keeper.wait_for_load_state()
    keeper.screenshot(path=SCREENS / "version.png")
    keeper.fill("#rules", "每年可以提取一次")
    keeper.click("text=存好并送复核")
    keeper.wait_for_load_state()
    second = _signed_in(browser, site, "catalogue-2")
    _take(second, "version-compare", keeper.url.removeprefix(site))
    reviewer = _signed_in(browser, site, "dazhou-1")
    _take(reviewer, "inbox", "/office/")
    _take(reviewer, "review", _first(reviewer, "/office/cases/"))
    reviewer.click("text=一次性补正")
    reviewer.wait_for_load_state()
    reviewer.screenshot(path=SCREENS / "send-back.png")


def _page(browser: Browser, site: str, *, width: int = 1280) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 860 if width > 400 else 760}, base_url=site, locale="zh-CN"
    )
    return context.new_page()


def _signed_in(browser: Browser, site: str, account: str) -> Page:
    page = _page(browser, site)
    page.goto("/sign-in")
    page.fill("input[name=name], input[name=account]", account)
    page.fill("input[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def _first(page: Page, beginning: str) -> str:
    links = page.eval_on_selector_all("main a", "all => all.map(one => one.getAttribute('href') || '')")
    return next(link for link in links if link.startswith(beginning))


def _take(page: Page, name: str, address: str) -> None:
    page.goto(address)
    page.screenshot(path=SCREENS / f"{name}.png")


if __name__ == "__main__":
    main()
