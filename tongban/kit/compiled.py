"""Questions asked on nearly every page: put into SQL once in a thread, then asked again with other values.

Building and compiling a queryset costs several times what the database takes to answer. What is asked stays written as a
queryset, in one place; here it is compiled with markers in the place of its values, and the markers are exchanged later.
"""

import threading
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Value = int | str | date
_in_thread = threading.local()


def rows(shape: Hashable, build: Callable[..., QuerySet[Any, Any]], **values: Value) -> list[tuple[Any, ...]]:
    """The answer to ``build(**values)``, a ``values_list``. ``shape`` names all else that the question depends on.

    ``build`` may compare with its values and do nothing else with them: what it would reckon from a marker is wrong.
    """
    known: dict[Hashable, _Compiled] = _in_thread.__dict__.setdefault(connection.vendor, {})
    compiled = known.get(shape)
    if compiled is None:
        compiled = known[shape] = _Compiled(build, values)
    return compiled.ask(values)


class _Compiled:
    def __init__(self, build: Callable[..., QuerySet[Any, Any]], values: dict[str, Value]) -> None:
        self._markers = {name: _marker(place, value) for place, (name, value) in enumerate(values.items())}
        self._compiler = build(**self._markers).query.get_compiler(connection=connection)
        self._sql, self._parameters = self._compiler.as_sql()
        columns = [selected[0] for selected in self._compiler.select]
        self._converters = self._compiler.get_converters(columns)

    def ask(self, values: dict[str, Value]) -> list[tuple[Any, ...]]:
        told = {_prepared(self._markers[name]): _prepared(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [told.get(parameter, parameter) for parameter in self._parameters])
            found = cursor.fetchall()
        return list(self._compiler.apply_converters(found, self._converters)) if self._converters else found


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
