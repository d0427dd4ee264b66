"""The floor: the very rows of one act, written and committed by bare SQL. No Python of ours, no framework, no HTTP."""

import multiprocessing
import sqlite3
import threading
import time
from itertools import count

from django.conf import settings
from django.db import connection

MARK = "@@@@@@@@@@@@"
PROCESSES = 2


def submit_script(number: str) -> list[str]:
    """The statements that write again, under fresh numbers, all rows one submission wrote."""
    application = _row("cases_application", f"id = (SELECT application_id FROM cases_case WHERE number = '{number}')")
    case = _row("cases_case", f"number = '{number}'")
    case_id = case["id"]
    application |= {"origin": f"'{MARK}'"}
    case |= {"number": f"'{MARK}'", "application_id": _last("cases_application")}
    materials = _rows("cases_casematerial", f"case_id = {case_id}")
    (attachment, *_) = _rows(
        "cases_attachment", f"material_id = (SELECT min(id) FROM cases_casematerial WHERE case_id = {case_id})"
    )
    return [
        _insert("cases_application", [application]),
        f"INSERT INTO cases_series (area, day, last) VALUES ('33' || substr('{MARK}', 9), '2026-01-05', 1) "
        "ON CONFLICT (area, day) DO UPDATE SET last = cases_series.last + 1",
        _insert("cases_case", [case]),
        _insert("cases_casematerial", [row | {"case_id": _last("cases_case")} for row in materials]),
        "INSERT INTO cases_attachment (material_id, document_id, name, in_correction, added_at) "
        f"SELECT id, {attachment['document_id']}, name, {attachment['in_correction']}, {attachment['added_at']} "
        f"FROM cases_casematerial WHERE case_id = {_last('cases_case')}",
        *_told(number),
    ]


def act_script(number: str) -> list[str]:
    """The statements of one act of the authority: the conditional update, the paper, the fact and its relays."""
    update = (
        "UPDATE cases_case SET version = version + 1, handler_label = '王*', next_due_on = '2026-12-01' WHERE number = "
    )
    return [f"{update}'{number}'", *_told(number)]


def _told(number: str) -> list[str]:
    paper = _row("documents_instrument", f"subject = '{number}'") | {"number": f"'{MARK}'", "subject": f"'{MARK}'"}
    entry = _row("journal_entry", f"subject = '{number}'") | {"subject": f"'{MARK}'"}
    relays = _rows("journal_relay", f"entry_id = {entry['id']}")
    return [
        _insert("documents_instrument", [paper]),
        _insert("journal_entry", [entry]),
        _insert(
            "journal_relay", [row | {"entry_id": _last("journal_entry"), "subject": f"'{MARK}'"} for row in relays]
        ),
    ]


def _last(table: str) -> str:
    if connection.vendor == "postgresql":
        return f"(SELECT currval(pg_get_serial_sequence('{table}', 'id')))"  # asked once: an index can be used
    return f"(SELECT max(id) FROM {table})"


def _rows(table: str, where: str) -> list[dict[str, str]]:
    """Rows as SQL literals, by column."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        shape = 'quote_nullable("{}"::text)' if connection.vendor == "postgresql" else 'quote("{}")'
        listed = ", ".join(shape.format(column) for column in columns)
        cursor.execute(f"SELECT {listed} FROM {table} WHERE {where} ORDER BY id")  # our own tables
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _row(table: str, where: str) -> dict[str, str]:
    return _rows(table, where)[0]


def _insert(table: str, rows: list[dict[str, str]]) -> str:
    columns = [column for column in rows[0] if column != "id"]
    values = ", ".join(f"({', '.join(row[column] for column in columns)})" for row in rows)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values}"


def commits_per_second(script: list[str], *, clients: int, seconds: float) -> float:
    """How often a second the statements are executed and committed by so many clients at once."""
    if connection.vendor != "postgresql":
        return _sqlite(script, seconds)
    context = multiprocessing.get_context("fork")
    done: multiprocessing.Queue[int] = context.Queue()
    connection.close()
    each = max(1, clients // PROCESSES)
    crowd = [context.Process(target=_some, args=(done, script, each, seconds, part)) for part in range(PROCESSES)]
    for part in crowd:
        part.start()
    total = sum(done.get() for _ in crowd)
    for part in crowd:
        part.join()
    return total / seconds


def _some(done: "multiprocessing.Queue[int]", script: list[str], clients: int, seconds: float, part: int) -> None:
    import psycopg

    asked = {name.lower(): str(value) for name, value in settings.DATABASES["default"].items()}
    named = {
        "dbname": asked["name"],
        "user": asked["user"],
        "host": asked["host"],
        "port": asked["port"],
        "password": asked["password"],
    }
    address = psycopg.conninfo.make_conninfo("", **{name: value for name, value in named.items() if value})
    text = ("BEGIN; " + "; ".join(script) + "; COMMIT").encode()
    fresh, finished = count(part * 10**9 + time.time_ns() % 10**8 * 10), []
    until = time.monotonic() + seconds

    def one() -> None:
        with psycopg.connect(address) as bare:
            number = 0
            while time.monotonic() < until:
                bare.pgconn.exec_(text.replace(MARK.encode(), b"%012d" % next(fresh)))
                number += 1
            finished.append(number)

    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.put(sum(finished))


def _sqlite(script: list[str], seconds: float) -> float:
    """SQLite lets one write at a time, so one client is its floor."""
    bare = sqlite3.connect(str(settings.DATABASES["default"]["NAME"]), isolation_level=None, timeout=20)
    bare.execute("PRAGMA synchronous=FULL")
    fresh, number = count(time.time_ns() % 10**8 * 10), 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        mark = f"{next(fresh):012d}"
        bare.execute("BEGIN IMMEDIATE")
        for statement in script:
            bare.execute(statement.replace(MARK, mark))
        bare.execute("COMMIT")
        number += 1
    bare.close()
    return number / seconds
