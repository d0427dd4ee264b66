"""Questions asked on nearly every page, and rows nearly every act writes: put into SQL once, then used with other values.

Building and compiling a queryset costs several times what the database takes to answer. What is asked stays written as a
queryset, in one place; here it is compiled with markers in the place of its values, and the markers are exchanged later.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

Value = int | str | date
Row = TypeVar("Row", bound=Model)
_in_thread = threading.local()


def rows(shape: Hashable, build: Callable[..., QuerySet[Any, Any]], **values: Value) -> list[tuple[Any, ...]]:
    """The answer to ``build(**values)``, a ``values_list``. ``shape`` names all else that the question depends on.

    ``build`` may compare with its values and do nothing else with them: what it would reckon from a marker is wrong.
    """
    return list(_compiled(shape, build, values).ask(values))


def objects(shape: Hashable, build: Callable[..., QuerySet[Row, Row]], **values: Value) -> list[Row]:
    """The answer to ``build(**values)``, a queryset of models, with what it selects along (``select_related``)."""
    return _compiled(shape, build, values).objects(values)


def _compiled(shape: Hashable, build: Callable[..., QuerySet[Any, Any]], values: dict[str, Value]) -> "_Compiled":
    known: dict[Hashable, _Compiled] = _in_thread.__dict__.setdefault(connection.vendor, {})
    compiled = known.get(shape)
    if compiled is None:
        compiled = known[shape] = _Compiled(build, values)
    return compiled


class _Compiled:
    def __init__(self, build: Callable[..., QuerySet[Any, Any]], values: dict[str, Value]) -> None:
        self._markers = {name: _marker(place, value) for place, (name, value) in enumerate(values.items())}
        self._compiler = build(**self._markers).query.get_compiler(connection=connection)
        try:
            self._sql, self._parameters = self._compiler.as_sql()
        except EmptyResultSet:  # nothing can answer it, whatever the values
            self._sql, self._parameters = "", ()
        columns = [selected[0] for selected in self._compiler.select]
        self._converters = self._compiler.get_converters(columns)

    def ask(self, values: dict[str, Value]) -> Iterable[tuple[Any, ...]]:
        """The rows, each column as its field reads it."""
        if not self._sql:
            return []
        told = {_prepared(self._markers[name]): _prepared(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [told.get(parameter, parameter) for parameter in self._parameters])
            found = cursor.fetchall()
        read: Iterable[tuple[Any, ...]] = found
        return self._compiler.apply_converters(found, self._converters) if self._converters else read

    def objects(self, values: dict[str, Value]) -> list[Any]:
        """The rows as models, as Django's own iterator over a queryset makes them."""
        return [self._made(row) for row in self.ask(values)]

    def _made(self, row: Sequence[Any]) -> Any:
        model, attributes, begin, end, populators = self._shape
        made = model.from_db(connection.alias, attributes, row[begin:end])
        for populator in populators:
            populator.populate(row, made)
        return made

    @cached_property
    def _shape(self) -> tuple[type[Model], list[str], int, int, list[Any]]:
        known, select = self._compiler.klass_info, self._compiler.select
        places = known["select_fields"]
        begin, end = places[0], places[-1] + 1
        attributes = [selected[0].target.attname for selected in select[begin:end]]
        return known["model"], attributes, begin, end, get_related_populators(known, select, connection.alias)  # type: ignore[call-arg]  # Django 5.2 has three


def _marker(place: int, value: Value) -> Value:
    """A value that nothing else in a question has."""
    match value:
        case date():
            return date(1, 1, 1 + place)
        case int():
            return -7_000_000_001 - place
    return f"\N{SYMBOL FOR SUBSTITUTE}{place}"


def _prepared(value: Value) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def insert(rows: Sequence[Row]) -> Sequence[Row]:
    """Write new rows of one model in one statement, and tell each its key: ``bulk_create``, put into SQL once for a length.

    For the acts that write most. Inside the act's own transaction; raises ``IntegrityError`` as the database does.
    """
    if not rows:
        return rows
    model = type(rows[0])
    statement, fields = _insertion(connection.vendor, model, len(rows))
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias
    return rows


@lru_cache(maxsize=512)
def _insertion(vendor: str, model: type[Model], number: int) -> tuple[str, tuple[Any, ...]]:
    quote = connection.ops.quote_name
    fields = tuple(field for field in model._meta.local_concrete_fields if not field.primary_key)
    columns = ", ".join(quote(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    key = quote(str(model._meta.pk.column))
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([row] * number)} RETURNING {key}", fields  # noqa: S608
