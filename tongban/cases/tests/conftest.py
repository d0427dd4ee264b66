"""What these tests share."""

import pytest

from tongban.cases import lists


@pytest.fixture(autouse=True)
def _no_figures_kept():
    """A rolled-back case gives its key to the next one: what was asked for it is forgotten."""
    lists._sources.cache_clear()
