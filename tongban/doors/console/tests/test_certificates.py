"""The promise: every certificate still asked for is listed, and those without a ground stand out."""

import pytest

from tongban.catalogue.certificates import certificates, gather
from tongban.catalogue.models import ItemVersion


def test_the_page_and_the_workbook(client_of):
    officer = client_of("catalogue-1")
    shown = officer.get("/console/catalogue/certificates", {"words": "婚姻状况"}).content.decode()
    assert "婚姻状况证明" in shown
    assert "份没写依据" in shown
    answer = officer.get("/console/catalogue/certificates", {"form": "xlsx", "baseless": "1"})
    assert "sheet" in answer["Content-Type"]


@pytest.mark.parametrize(
    ("standard", "listed", "baseless"),
    [
        ({"is_certificate": True, "basis": "婚姻法第八条", "issuer": "民政局"}, True, False),
        ({"is_certificate": True}, True, True),
        ({"is_certificate": False}, False, False),
        ({}, True, True),  # by its name alone
    ],
)
def test_what_the_guide_says_counts_before_the_name(real, standard, listed, baseless):
    content = ItemVersion.objects.in_force().get(record_id="gjj-purchase-withdraw-511700").content
    material = next(each for each in content["materials"] if each["name"] == "婚姻状况证明")
    content["materials"] = [material | {"standard": standard}]
    found = gather([(1, "提取", content)])
    assert [each.baseless for each in found] == ([baseless] if listed else [])


def test_those_without_a_ground_come_first(real):
    flags = [each.baseless for each in certificates()]
    assert flags == sorted(flags, reverse=True)
    assert flags
