"""The ground a bench stands on: a database of its own, the real guides, officers, and so many cases."""

import os
from dataclasses import dataclass
from pathlib import Path

ENOUGH_PEOPLE = 200
AGENCIES = ("511700", "370400", "210500")


def separate_database() -> None:
    """Point the process (and the server it starts) at a database of its own beside the one in use."""
    url = os.environ.get("DATABASE_URL", "")
    var = Path(os.environ.get("TONGBAN_VAR", Path(__file__).resolve().parents[4] / "var")) / "bench"
    var.mkdir(parents=True, exist_ok=True)
    os.environ["TONGBAN_VAR"] = str(var)
    os.environ["TONGBAN_LOG_LEVEL"] = os.environ["TONGBAN_ACCESS_LOG"] = "ERROR"
    os.environ["DATABASE_URL"] = _fresh_postgresql(url) if url.startswith("postgres") else _fresh_sqlite(var)


def _fresh_sqlite(var: Path) -> str:
    for left in var.glob("bench.sqlite3*"):
        left.unlink()
    return f"sqlite:///{var}/bench.sqlite3"


def _fresh_postgresql(url: str) -> str:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS tongban_bench")
        connection.execute("CREATE DATABASE tongban_bench")
    address, _, asked = url.partition("?")
    return f"{address.rpartition('/')[0]}/tongban_bench" + (f"?{asked}" if asked else "")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the load needs: tokens of the two systems, cookies of the signed-in, and numbers to read."""

    hall_token: str
    fund_token: str
    reviewer_cookie: str
    applicant_cookie: str
    version_id: int
    body: bytes
    numbers: list[str]
    own_numbers: list[str]


def load() -> None:
    """The tables, the divisions, the guides, the people."""
    from django.core.management import call_command

    from tongban.catalogue.actions import load_guides
    from tongban.doors.terminal.demo import load_people
    from tongban.regions.actions import load as load_regions

    call_command("migrate", interactive=False, verbosity=0)
    load_regions()
    load_guides()
    load_people()


def cookie_of(account: str) -> str:
    """A signed-in browser's cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tongban.people.queries import account_named

    user = account_named(account)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "tongban.people.accounts.Accounts"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}"


def token_of(agency: str) -> str:
    """A key to the interface for this agency's system."""
    from tongban.people import actions, queries

    known = queries.agency_named(agency)
    assert known is not None  # noqa: S101  # it was loaded with the guides
    return actions.issue_token(known.id, name="测速")
