"""Those who run the house learn whether it can take work."""

import pytest
from django.core.files.storage import FileSystemStorage

from tongban.config import health


def test_the_process_answers_without_a_database(client):
    assert client.get("/healthz").json() == {"up": True}


@pytest.mark.django_db
def test_a_house_in_order_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "migrations": True, "store": True})


@pytest.mark.django_db
def test_a_store_that_cannot_be_written_is_named(client, monkeypatch, tmp_path):
    (tmp_path / "a file").write_text("in the way")
    monkeypatch.setattr(health, "default_storage", FileSystemStorage(tmp_path / "a file"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["store"], answer.json()["database"]) == (503, False, True)


def test_requests_are_counted_by_route_and_status(client, db):
    client.get("/healthz")
    assert (
        'tongban_requests_total{method="GET",route="healthz",status="200"}' in client.get("/metrics").content.decode()
    )
