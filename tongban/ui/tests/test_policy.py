"""A strict content policy holds: no template of any room has inline script, style or event handlers."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOMS = Path(settings.ROOT) / "tongban"
TEMPLATES = sorted(path for path in ROOMS.rglob("templates/**/*") if path.suffix in {".html", ".svg"})
FORBIDDEN = {
    "style attribute": re.compile(r"""\sstyle\s*=\s*["'{]""", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "event handler": re.compile(r"""\son[a-z]+\s*=\s*["'{]""", re.I),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "script address": re.compile(r"""["']\s*javascript:""", re.I),
    "dead link": re.compile(r"""href=["']#["']""", re.I),
    "script by htmx": re.compile(r"\shx-on[:=-]|hx-vals=[\"']js:", re.I),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOMS)))
def test_no_template_needs_an_exception(template):
    text = template.read_text()
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_the_policy_has_no_unsafe_word(client):
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def test_styles_of_every_page_stay_small():
    folder = ROOMS / "ui/static/ui"
    assert sum((folder / name).stat().st_size for name in ["tokens.css", "base.css"]) < 25_000
