"""A clerk's browser, and the form of the desk as a clerk fills it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tongban.cases import intake
from tongban.cases.actions import open_draft
from tongban.catalogue import queries as catalogue
from tongban.documents.tests.files import picture
from tongban.doors.terminal.demo import LI


@pytest.fixture
def desk(clerk, client_of):
    """周's browser at window 12."""
    return client_of("zhuji-12")


@pytest.fixture
def version(real):
    """购房提取住房公积金 of 达州."""
    return catalogue.published("gjj-purchase-withdraw", "511700")


@pytest.fixture
def asked(version):
    """Its materials for a house elsewhere."""
    return intake.asked(version, {"where": "remote"})


@pytest.fixture
def filled(asked):
    """``filled(phone="…")``: the form with everything right but the scans, save for what is named."""

    def fill(**changes):
        form = {
            "who": "self",
            "applicant.name": LI.name,
            "applicant.identity_number": LI.identity_number,
            "applicant.phone": LI.phone,
            "identity_check.original_seen": "yes",
            "situation.where": "remote",
            "delivery.way": "counter",
            "originals_by_courier": "no",
            "shown": [one.key for one in asked],
        }
        for one in asked:
            form |= {f"points.{one.key}": list(one.points), f"conclusion.{one.key}": "fits"}
        form |= changes
        return {name: value for name, value in form.items() if value is not None}

    return fill


@pytest.fixture
def scanned(asked):
    """A scan for every material, as the browser sends them."""
    return lambda: {f"files.{one.key}": scan(f"{one.key}.jpg") for one in asked}


def scan(name="合同.jpg", content=None):
    return SimpleUploadedFile(name, content or picture(), content_type="image/jpeg")


@pytest.fixture
def number(clerk, version):
    """A draft 周 has just begun."""
    return open_draft(version_id=version.id, receipt_region=clerk.region_code, by=clerk).number


@pytest.fixture
def page(number):
    """The desk's screen of that draft."""
    return reverse("desk-draft", args=[number])
