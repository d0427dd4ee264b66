"""The real site in a process of its own, on a database that is taken away while a window takes papers in.

``python -m tests.outage.site <way>…``: for each way one line of JSON with what each press was answered, and what is kept.
"""

import json
import os
import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path

import django


def main() -> None:
    django.setup()
    from django.core.management import call_command

    from conftest import load_everything
    from tongban.doors.terminal.serve import gather_static

    call_command("migrate", verbosity=0)
    load_everything()
    gather_static()
    for way in sys.argv[1:]:
        print(json.dumps(Story().told(way), ensure_ascii=False), flush=True)


class Story:
    """周 fills in a draft, the database goes away during the press, comes back, and 周 presses again."""

    def __init__(self) -> None:
        from django.test import Client

        from tongban.cases import actions, intake
        from tongban.cases.tests.making import content_for
        from tongban.catalogue import queries as catalogue
        from tongban.doors.terminal.lives import scan
        from tongban.people import queries as people
        from tongban.people.models import User

        clerk = people.actor_of_account("zhuji-12")
        version = catalogue.published("gjj-purchase-withdraw", "511700")
        draft = actions.open_draft(version_id=version.id, receipt_region=clerk.region_code, by=clerk)
        content = content_for(version, {"where": "remote"})
        for asked in intake.asked(version, content.situation):
            if not asked.exempt:
                actions.attach(draft.number, material_key=asked.key, file=scan(asked.name), by=clerk)
        self.clerk, self.number, self.page = clerk, draft.number, f"/desk/{draft.number}"
        self.form = _form(content)
        self.browser = Client(raise_request_exception=False)
        self.browser.force_login(User.objects.get(name="zhuji-12"), backend="tongban.people.accounts.Accounts")
        self.browser.get(self.page)

    def told(self, way: str) -> dict[str, object]:
        before = _rows()
        with WAYS[way]():
            lost = self.browser.post(self.page, self.form)
        kept, rows = self.browser.get(self.page), _since(before)
        again = self.browser.post(self.page, self.form)
        twice = self.browser.post(self.page, self.form)
        return {
            "lost": [lost.status_code, lost.content.decode()],
            "rows": rows,
            "kept": [kept.status_code, kept.content.decode()],
            "again": [again.status_code, again.get("Location", "")],
            "twice": [twice.status_code, twice.get("Location", "")],
            "after": _since(before),
            "broken": _broken(),
        }


def _form(content) -> dict[str, object]:
    form = {
        "do": "receive",
        "who": "self",
        "applicant.name": content.applicant.name,
        "applicant.identity_number": content.applicant.identity_number,
        "applicant.phone": content.applicant.phone,
        "identity_check.original_seen": "yes",
        "situation.where": "remote",
        "delivery.way": "electronic",
        "shown": list(content.collected),
    }
    for key, collected in content.collected.items():
        form |= {f"points.{key}": list(collected.points), f"conclusion.{key}": "fits"}
    return form


def _rows() -> dict[str, int]:
    from django.apps import apps

    tables = ("cases.Case", "cases.Application", "cases.CaseMaterial", "cases.Series", "documents.Instrument")
    return {table: apps.get_model(table).objects.count() for table in (*tables, "journal.Entry", "journal.Relay")}


def _since(before: dict[str, int]) -> dict[str, int]:
    return {table: count - before[table] for table, count in _rows().items()}


def _broken() -> list[str]:
    from tongban.cases import invariants

    found = [sentence for number in invariants.numbers() for sentence in invariants.broken(number)]
    return [*found, *invariants.lost()]


# --- ways to lose a database -------------------------------------------------------------------------------------------
@contextmanager
def between_statements():
    """The server is killed after the case was written and before the act is through; then it is started again."""
    from django.db import connection

    done = []

    def killing(execute, sql, params, many, context):
        if not done and "documents_instrument" in sql and "INSERT" in sql.upper():
            done.append(sql)
            _say("kill")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(killing):
        yield
    if not done:
        raise RuntimeError("the act wrote no paper: nothing was killed")
    _say("start")
    _forget_dead_connections()


def _forget_dead_connections() -> None:
    """A pool finds out that a connection died when it is used: until then each costs one press a 503."""
    from django.db import OperationalError, connection

    for _ in range(20):
        try:
            connection.close()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return
        except OperationalError:
            continue
    raise RuntimeError("the server did not come back")


@contextmanager
def locked():
    """Somebody else holds the whole file."""
    from django.db import connection

    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout = 100")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def folder_gone():
    """The folder the file lies in is not there, as when a disk is not mounted."""
    from django.db import connection

    connection.close()
    folder = Path(connection.settings_dict["NAME"]).parent
    aside = folder.rename(folder.with_name("unmounted"))
    yield
    connection.close()
    aside.rename(folder)


@contextmanager
def disk_full():
    """Not a page more may be written to the file: SQLite's own answer to a full disk."""
    from django.db import connection

    connection.ensure_connection()
    kept = connection.connection
    pages = kept.execute("PRAGMA page_count").fetchone()[0]
    free = kept.execute("PRAGMA freelist_count").fetchone()[0]
    kept.execute(f"PRAGMA max_page_count = {pages}")
    kept.execute("CREATE TABLE filler (x)") if free else None
    while _fits(kept):
        pass
    yield
    kept.execute("PRAGMA max_page_count = 1073741823")
    kept.execute("DROP TABLE IF EXISTS filler")


def _fits(kept: sqlite3.Connection) -> bool:
    try:
        kept.execute("CREATE TABLE IF NOT EXISTS filler (x)")
        kept.execute("INSERT INTO filler VALUES (zeroblob(3000))")
    except sqlite3.OperationalError:
        return False
    return True


WAYS = {
    "between-statements": between_statements,
    "locked": locked,
    "folder-gone": folder_gone,
    "disk-full": disk_full,
}


def _say(word: str) -> None:
    """Ask whoever started this process for something, and wait until it is done."""
    print(word, flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.config.settings")
    main()
