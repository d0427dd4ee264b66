import pytest

from tongban.regions.actions import load
from tongban.regions.models import Region


@pytest.fixture(scope="session")
def all_places(django_db_setup, django_db_blocker):
    """The real tables, once for the session and outside any test's transaction."""
    with django_db_blocker.unblock():
        load()


@pytest.fixture
def places(all_places, db):
    """A test that asks about real places."""
    if not Region.objects.exists():  # a test with real transactions has emptied the tables in between
        load()
