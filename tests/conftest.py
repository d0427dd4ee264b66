"""What holds for all stories, and the last line of a run without a browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from pytest_django.live_server_helper import LiveServer

from conftest import load_everything

NO_BROWSER = "没有找到 Chromium"
CHROMIUM = os.environ.get("TONGBAN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
NOTHING_SKIPPED = os.environ.get("TONGBAN_NOTHING_SKIPPED") == "1"


def pytest_collection_modifyitems(items):
    if CHROMIUM or NOTHING_SKIPPED:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    yield  # after everybody else's summary
    untold = [report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)]
    if untold:
        terminalreporter.write_line(
            f"{len(untold)} 个浏览器故事没有运行：{NO_BROWSER}。"
            "Debian、Ubuntu 上运行 apt-get install chromium，或用 TONGBAN_CHROMIUM 指明它在哪里，再运行一次。"
        )


@pytest.fixture(scope="session")
def site(loaded) -> Iterator[LiveServer]:
    """The real site, answering from threads of its own, on the loaded data. What stories write stays until swept."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def committed(loaded, django_db_blocker) -> Iterator[None]:
    """A story whose rows are really written, as the site sees them."""
    from tongban.people.models import Officer

    with django_db_blocker.unblock():
        if not Officer.objects.exists():  # a test with real transactions emptied the tables
            load_everything()
        yield
