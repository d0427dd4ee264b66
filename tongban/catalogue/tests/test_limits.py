"""The promise: only limits that were read are promised; where none was read the law's own counts, and is said to."""

import pytest

from tongban.catalogue.queries import versions_of
from tongban.kit.days import Limit, Unit

WORKING, DAYS, HOURS = Unit.WORKING_DAYS, Unit.DAYS, Unit.HOURS

TABLE = [
    ("realestate-transfer-330100", Limit(2, HOURS), Limit(30, WORKING), True),
    ("gjj-purchase-withdraw-330500", None, Limit(3, DAYS), True),
    ("gjj-transfer-440100", Limit(4, WORKING), Limit(20, WORKING), False),
    ("idcard-first-320100", Limit(20, WORKING), Limit(60, DAYS), True),
    ("gjj-info-change-421300", Limit(0, WORKING), Limit(20, WORKING), False),
    ("food-permit-211300", Limit(0, WORKING), Limit(20, WORKING), False),  # 即办件 without a promise: on the spot
    ("gjj-purchase-withdraw-511700", None, Limit(3, DAYS), False),  # the housing-fund regulation's own
]


@pytest.mark.parametrize(("record_id", "promised", "statutory", "read"), TABLE)
def test_limits_are_what_was_read(guides, record_id, promised, statutory, read):
    slug = record_id.rsplit("-", 1)[0]
    limits = next(version.limits for version in versions_of(slug) if version.record_id == record_id)
    assert (limits.promised, limits.statutory, limits.statutory_read) == (promised, statutory, read)
    assert limits.promised_read == (promised is not None)
