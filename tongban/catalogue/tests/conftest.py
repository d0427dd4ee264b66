import shutil

import pytest
from django.db.models import QuerySet

from tongban.catalogue.models import (
    Bundle,
    BundleVersion,
    DocumentRow,
    Edition,
    Item,
    ItemVersion,
    ListDocument,
    Listing,
)
from tongban.catalogue.reading import SOURCE


@pytest.fixture
def guides(real):
    """A test that asks about the real guides."""


@pytest.fixture
def folder(tmp_path, real):
    """A source folder of three guides to spoil, and a catalogue with nothing in it: an item in two places, a 一件事."""
    for model in (Edition, DocumentRow, ListDocument, Listing, ItemVersion, Item, BundleVersion, Bundle):
        QuerySet(model).delete()
    (tmp_path / "guides").mkdir()
    for name in ("gjj-purchase-withdraw-511700", "gjj-purchase-withdraw-330500", "bundle-retire-511800"):
        shutil.copy(SOURCE / "guides" / f"{name}.json", tmp_path / "guides")
    for name in ("exceptions.json", "cross_province.json", "national_names.tsv", "list_documents.json"):
        shutil.copy(SOURCE / name, tmp_path)
    return tmp_path
