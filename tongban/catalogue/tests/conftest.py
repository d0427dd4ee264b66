import shutil

import pytest
from django.db.models import QuerySet

from tongban.catalogue.actions import load_guides
from tongban.catalogue.models import Bundle, BundleVersion, Item, ItemVersion, Listing
from tongban.catalogue.queries import forget
from tongban.catalogue.reading import SOURCE
from tongban.people.models import Agency


@pytest.fixture(scope="session")
def all_guides(django_db_setup, django_db_blocker):
    """The real guides, once for the session and outside any test's transaction."""
    with django_db_blocker.unblock():
        load_guides()


@pytest.fixture
def guides(all_guides, db):
    """A test that asks about the real guides."""
    if not ItemVersion.objects.exists():  # a test with real transactions has emptied the tables in between
        load_guides()


@pytest.fixture(autouse=True)
def nothing_kept():
    """What one test rolled back, the next must not find in the process's memory."""
    forget()
    yield
    forget()


@pytest.fixture
def folder(tmp_path, db):
    """A source folder of three guides to spoil, and a catalogue with nothing in it: an item in two places, a 一件事."""
    for model in (Listing, ItemVersion, Item, BundleVersion, Bundle, Agency):
        QuerySet(model).delete()
    (tmp_path / "guides").mkdir()
    for name in ("gjj-purchase-withdraw-511700", "gjj-purchase-withdraw-330500", "bundle-retire-511800"):
        shutil.copy(SOURCE / "guides" / f"{name}.json", tmp_path / "guides")
    for name in ("exceptions.json", "cross_province.json", "national_names.tsv"):
        shutil.copy(SOURCE / name, tmp_path)
    return tmp_path
