"""The rules of the house that imports cannot show: who writes, who reads, how long, what it is called."""

import ast
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from tests.run import PARTS

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "tongban"
SOURCES = [path for path in sorted(HOUSE.rglob("*.py")) if "migrations" not in path.parts and "tests" not in path.parts]
TEMPLATES = sorted(HOUSE.rglob("*.html"))
WRITERS = {"models.py", "actions.py", "reactions.py"}
WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}
# Not rows: the store of files writes files, drawing writes pictures, the journal is itself the writing.
EXCUSED = {"documents/store.py", "documents/drawing.py"}
ROOMS = ("journal", "regions", "people", "catalogue", "documents", "eforms", "cases", "notices", "oversight")
EMPTY_WORDS = {
    "service",
    "services",
    "manager",
    "managers",
    "utils",
    "util",
    "common",
    "handle",
    "handler",
    "process",
    "data",
    "info",
    "helpers",
}


def trees():
    return [(path, ast.parse(path.read_text())) for path in SOURCES]


def name(path):
    return path.relative_to(HOUSE).as_posix()


def may_write(path):
    inside = path.name in WRITERS or path.parent.name in {"actions", "models"} or "journal" in path.parts
    return inside or name(path) in EXCUSED


@pytest.mark.parametrize("path", [path for path in SOURCES if not may_write(path)], ids=name)
def test_only_models_actions_and_reactions_write(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            owner = ast.unparse(node.func.value)
            assert "objects" not in owner, (
                f"{name(path)}:{node.lineno} writes {ast.unparse(node)[:60]}: that is a verb, it belongs in actions"
            )


@pytest.mark.parametrize("path", [path for path in SOURCES if "doors" in path.parts or "ui" in path.parts], ids=name)
def test_doors_never_touch_models(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            private = re.fullmatch(rf"tongban\.({'|'.join(ROOMS)})\.models", node.module)
            assert not private or _only_for_types(path, node), f"{name(path)}:{node.lineno} imports {node.module}"


@pytest.mark.parametrize("path", [path for path in SOURCES if path.relative_to(HOUSE).parts[0] in ROOMS], ids=name)
def test_a_room_s_models_are_its_own(path):
    own = path.relative_to(HOUSE).parts[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            room = re.fullmatch(r"tongban\.(\w+)\.models", node.module)
            assert not room or room[1] == own or _only_for_types(path, node), (
                f"{name(path)}:{node.lineno} imports {node.module}: ask its queries or actions"
            )


def _only_for_types(path, node):
    lines = path.read_text().splitlines()
    return any("if TYPE_CHECKING:" in line for line in lines[: node.lineno]) and lines[node.lineno - 1].startswith(
        "    "
    )


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_module_is_longer_than_400_lines_and_no_function_than_40(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 400, f"{name(path)} has {len(lines)} lines: a chapter wants a file of its own"
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef):
            long = node.end_lineno - node.lineno + 1
            assert long <= 40, f"{name(path)}:{node.lineno} {node.name} has {long} lines"


def test_the_median_function_is_under_ten_lines():
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) // 2] < 10


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_has_an_empty_name(path):
    assert path.stem not in EMPTY_WORDS
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            words = set(re.findall(r"[A-Z]?[a-z]+", node.name)) | set(node.name.lower().split("_"))
            assert not {word.lower() for word in words} & (EMPTY_WORDS - {"handle", "process"}), (
                f"{name(path)}: {node.name}"
            )


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nobody_uses_signals(path):
    text = path.read_text()
    assert "django.db.models.signals" not in text
    assert "django.dispatch" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_page_has_no_script_and_no_style_of_its_own(path):
    text = path.read_text()
    assert not re.search(r"<\w[^>]*\son[a-z]+\s*=\s*[\"']", text), "an event attribute: the content policy forbids it"
    assert not re.search(r"\sstyle\s*=", text), "a style attribute: the content policy forbids it"
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "an inline script: the content policy forbids it"
    assert "<style" not in text


@pytest.mark.parametrize("door", ["desk", "office"])
def test_a_visitor_is_sent_to_sign_in_from_every_page_of_the_staff(client, db, door):
    """Asked of the running site, not of the code: whatever a page is, who is not signed in does not see it."""
    urls = import_module(f"tongban.doors.{door}.urls").urlpatterns
    assert urls
    for pattern in urls:
        route = re.sub(r"<(\w+):\w+>|<\w+>", lambda found: "1" if found[1] == "int" else "x", str(pattern.pattern))
        for answer in (client.get(f"/{door}/{route}"), client.post(f"/{door}/{route}")):
            assert answer.status_code in {302, 405}, f"{door}/{route}: {answer.status_code}"
            assert answer.status_code == 405 or answer.url.startswith("/sign-in"), f"{door}/{route}"


def test_the_lock_files_name_hashes_and_no_address():
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "http" not in text, lock.name
        assert "index-url" not in text, lock.name
        for line in re.findall(r"^[a-zA-Z0-9_.\[\]-]+==.*", text, flags=re.M):
            assert line.endswith("\\"), f"{lock.name}: {line} has no hash"


def test_no_file_names_a_registry_or_this_workplace():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    forbidden = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|/work/|\.\./shared")
    for file in filter(None, listed):
        path = ROOT / file
        if (
            path.suffix in {".py", ".md", ".toml", ".txt", ".in", ".html", ".js", ".css", ".json", ".tsv", ""}
            and path.is_file()
        ):
            found = forbidden.search(path.read_text(errors="ignore"))
            assert not found or path == Path(__file__), f"{file}: {found and found[0]}"


def test_make_test_leaves_no_test_out():
    parts = [ROOT / path for part in PARTS for path in part.split()]
    left_out = [
        path.relative_to(ROOT)
        for folder in (HOUSE, ROOT / "tests")
        for path in folder.rglob("test_*.py")
        if not any(path == part or part in path.parents for part in parts)
    ]
    assert left_out == []
