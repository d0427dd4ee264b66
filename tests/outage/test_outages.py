"""The database really goes away in the middle of a press: the page says so, nothing is half-written, nothing typed is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.outage.cluster import Cluster, programs

POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]
ROOT = Path(__file__).resolve().parent.parent.parent


def told(tmp_path: Path, url: str, *ways: str, cluster: Cluster | None = None) -> dict[str, dict[str, list]]:
    """Run the site's story in a process of its own, once for each way to fail.

    What it asks for (kill, start) is done to its cluster.
    """
    stories = []
    env = os.environ | {
        "DATABASE_URL": url,
        "TONGBAN_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "tongban.config.settings",
        "TONGBAN_LOG_LEVEL": "CRITICAL",
        "TONGBAN_ACCESS_LOG": "CRITICAL",
    }
    command = [sys.executable, "-m", "tests.outage.site", *ways]
    with subprocess.Popen(command, env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as site:
        for line in site.stdout:
            if line.strip() in {"kill", "start"} and cluster is not None:
                getattr(cluster, line.strip())()
                site.stdin.write("done\n")
                site.stdin.flush()
            elif line.startswith("{"):
                stories.append(json.loads(line))
    assert len(stories) == len(ways), f"the site's story ended with {site.returncode}"
    return dict(zip(ways, stories, strict=True))


def holds(story: dict[str, list], *, typed_is_kept: bool = True) -> None:
    """What every outage must come to."""
    status, page = story["lost"]
    assert status == 503, page[:500]
    assert "现在交不上去" in page
    assert "您刚才填的还在浏览器里，没有丢" in page
    assert "Traceback" not in page
    assert not any(story["rows"].values()), story["rows"]
    assert story["kept"][0] == 200
    if typed_is_kept:  # what was typed was saved before the act began
        assert 'value="李静怡"' in story["kept"][1]
    (status, address), twice = story["again"], story["twice"]
    assert status == 302
    assert address.endswith("/received")
    assert twice == [status, address]  # the second press is the same case
    assert story["after"]["cases.Case"] == story["after"]["cases.Application"] == 1
    assert story["broken"] == []  # no number without its case among them


@pytest.mark.skipif(POSTGRESQL, reason="SQLite's ways to fail are told on SQLite")
def test_on_sqlite_locked_not_mounted_and_full(tmp_path):
    (tmp_path / "disk").mkdir()
    stories = told(tmp_path, f"sqlite:///{tmp_path}/disk/tongban.sqlite3", "locked", "folder-gone", "disk-full")
    for story in stories.values():
        holds(story, typed_is_kept=False)


@pytest.mark.skipif(not POSTGRESQL, reason="a server is killed where a server is used")
def test_on_postgresql_killed_between_two_statements_of_one_act(tmp_path):
    tools = programs()
    if tools is None:
        pytest.skip("there is no PostgreSQL to start: neither an installed server nor the wheel")
    cluster = Cluster(tmp_path / "pg", tools)
    cluster.start()
    try:
        holds(told(tmp_path, cluster.url, "between-statements", cluster=cluster)["between-statements"])
    finally:
        cluster.kill()
