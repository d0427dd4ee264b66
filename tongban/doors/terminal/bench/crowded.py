"""So many cases that lists and pages are read among them: one real case, copied by SQL with its papers and its history."""

from django.db import connection, transaction

PEOPLE = 200
AUTHORITIES = 50
OPEN_OF = 100_000
"""Cases of which four in ten are in hand, whatever the archive holds beside them."""


def fill(cases: int, *, first_person: int, first_agency: int) -> None:
    """Copy the cases there are until there are so many, spread over people, authorities, states and due dates."""
    with transaction.atomic():
        have = _count("cases_case")
        while have < cases:
            have += _copy(min(have, cases - have))
        _spread(first_person, first_agency, every=10 * max(1, cases // OPEN_OF))
    _settle()


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")  # our own table names
        return int(cursor.fetchone()[0])


def _copy(number: int) -> int:
    """Copy the first so many cases, with ids moved behind the last."""
    case, application, material = _count("cases_case"), _count("cases_application"), _count("cases_casematerial")
    mine = f"c.id <= {number}"
    _insert(
        "cases_application",
        {"id": f"t.id + {application}", "origin": f"'copy/' || (t.id + {application})"},
        f"t.id IN (SELECT application_id FROM cases_case WHERE id <= {number})",
    )
    _insert(
        "cases_case",
        {
            "id": f"t.id + {case}",
            "number": f"'9-' || (t.id + {case})",
            "application_id": f"t.application_id + {application}",
        },
        f"t.id <= {number}",
    )
    _insert(
        "cases_casematerial",
        {"id": f"t.id + {material}", "case_id": f"t.case_id + {case}"},
        f"t.case_id <= {number}",
    )
    _insert(
        "cases_attachment",
        {"id": None, "material_id": f"t.material_id + {material}"},
        f"t.material_id IN (SELECT id FROM cases_casematerial WHERE case_id <= {number})",
    )
    subject = f"'9-' || (c.id + {case})"
    _insert(
        "documents_instrument",
        {"id": None, "subject": subject, "number": f"t.kind || {subject}"},
        mine,
        join="JOIN cases_case c ON c.number = t.subject",
    )
    _insert("journal_entry", {"id": None, "subject": subject}, mine, join="JOIN cases_case c ON c.number = t.subject")
    _follow_sequences()
    return number


def _insert(table: str, changed: dict[str, str | None], where: str, *, join: str = "") -> None:
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        names = [column for column in columns if changed.get(column, "") is not None]
        values = [changed.get(column) or f't."{column}"' for column in names]
        listed = ", ".join(f'"{column}"' for column in names)
        cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {', '.join(values)} FROM {table} t {join} WHERE {where}")


def _follow_sequences() -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in ("cases_application", "cases_case", "cases_casematerial"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _spread(first_person: int, first_agency: int, *, every: int) -> None:
    """Four in ``every`` await somebody, the rest is concluded: an archive grows, what is in hand does not."""
    states = dict(enumerate(("received", "signed_for", "accepted", "returned")))
    whens = " ".join(f"WHEN {place} THEN {name!r}" for place, name in states.items())
    state = f"CASE id % {every} {whens} ELSE 'delivered' END"
    moved = "CURRENT_DATE + CAST(id % 20 AS integer)"
    day = moved if connection.vendor == "postgresql" else "date('now', (id % 20) || ' days')"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_application SET applicant_id = {first_person} + id % {PEOPLE}")
        cursor.execute(
            f"UPDATE cases_case SET state = {state}, agency_id = {first_agency} + (id / {every}) % {AUTHORITIES}, "
            f"next_due_on = CASE WHEN id % {every} < 4 THEN {day} END"
        )


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def wait_at_authority(number: str, enough: int) -> None:
    """Copy one received case until so many wait at its authority."""
    with transaction.atomic():
        have = _count("cases_case")
        while have < enough:
            have += _copy(min(have, enough - have))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET state = 'received', version = 1, accepted_at = NULL")
    _settle()


def waiting_numbers(enough: int) -> list[str]:
    """The numbers of those that wait."""
    return _column(f"SELECT number FROM cases_case WHERE state = 'received' ORDER BY id LIMIT {enough}")


def crowd_of_people() -> tuple[int, int]:
    """Two hundred invented people one after another, each with cases to read; and the first of the authorities."""
    from datetime import date

    from tongban.kit.codes import make_identity_number
    from tongban.people import actions

    people = [
        actions.register_person(
            name="测试人", identity_number=make_identity_number("330681", date(1970, 1, 1), serial), phone="13800000000"
        )
        for serial in range(1, PEOPLE + 1)
    ]
    actions.open_account(people[0].pk, password="tongban-bench-2026")  # noqa: S106  # of the bench's own database
    (agency,) = _column("SELECT min(id) FROM people_agency")
    return people[0].pk, int(agency)


def reader_account(person_id: int) -> str:
    """The account of the one who reads their own cases."""
    return f"person-{person_id}"


def officer_account(agency_id: int) -> str:
    """A reviewer at the first authority, to read its inbox."""
    from tongban.people import actions
    from tongban.people.actors import Role

    actions.register_officer(
        account="bench",
        password="tongban-bench-2026",  # noqa: S106  # of the bench's own database
        name="测速",
        staff_number="0",
        agency_id=agency_id,
        roles=[Role.REVIEWER],
    )
    return "bench"


def numbers_of(person_id: int) -> list[str]:
    """The numbers of one person's cases, at most two hundred."""
    return _column(
        "SELECT number FROM cases_case c JOIN cases_application a ON a.id = c.application_id "
        f"WHERE a.applicant_id = {person_id} ORDER BY c.id LIMIT 200"
    )


def versions() -> list[int]:
    """Every guide in force: they are read in turn."""
    return [
        int(found) for found in _column("SELECT id FROM catalogue_itemversion WHERE state = 'published' ORDER BY id")
    ]


def _column(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]
