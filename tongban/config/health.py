"""For those who run the house: is the process up, can it take work, and what has it done."""

import os
from collections.abc import Callable

from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from tongban.journal import queries as journal


@require_safe
def is_up(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"up": True})


@require_safe
def is_ready(request: HttpRequest) -> HttpResponse:
    """The database answers, its tables are of this version, files can be kept; else 503 and which is not so."""
    found = {name: _holds(check) for name, check in CHECKS.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def _holds(check: Callable[[], bool]) -> bool:
    """Whatever goes wrong while looking is itself the answer."""
    try:
        return check()
    except Exception:
        return False


def _database_answers() -> bool:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _migrations_applied() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _store_writable() -> bool:
    with default_storage.open("readyz", "wb") as probe:
        probe.write(b"ready")
    return default_storage.exists("readyz")


CHECKS = {"database": _database_answers, "migrations": _migrations_applied, "store": _store_writable}


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counters in Prometheus' text form; of all processes when ``PROMETHEUS_MULTIPROC_DIR`` is set."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry) + generate_latest(_relays()), content_type=CONTENT_TYPE_LATEST)


def _relays() -> CollectorRegistry:
    """How far the relay is behind, asked of the database at this moment."""
    registry, backlog = CollectorRegistry(), journal.backlog()
    figures = {
        "tongban_relays_waiting": ("Relays not yet heard", backlog.waiting),
        "tongban_relays_parked": ("Relays given up, waiting for a person", backlog.parked),
        "tongban_relays_oldest_seconds": ("Age of the oldest waiting relay", backlog.oldest_seconds),
    }
    for name, (meaning, value) in figures.items():
        Gauge(name, meaning, registry=registry).set(value)
    return registry
