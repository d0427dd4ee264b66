import json

import pytest
from django.test import Client

from tongban.cases import intake
from tongban.cases.tests.making import a_file, content_for
from tongban.catalogue import queries as catalogue
from tongban.people import actions, queries

SITUATION = {"where": "remote"}


class System:
    """A department's system that talks JSON."""

    def __init__(self, agency_name: str) -> None:
        agency = queries.agency_named(agency_name)
        self.token = actions.issue_token(agency.id, name="业务系统")
        self._client = Client(headers={"authorization": f"Bearer {self.token}"})

    def get(self, path, **query):
        return self._client.get(f"/api/v1{path}", query)

    def post(self, path, body=None, key=None):
        headers = {"Idempotency-Key": key} if key else {}
        return self._client.post(
            f"/api/v1{path}", json.dumps(body or {}), content_type="application/json", headers=headers
        )

    def upload(self, file):
        return self._client.post("/api/v1/files", {"file": file})


@pytest.fixture
def hall(real):
    """The system of the hall in 诸暨, which hands in."""
    return System("诸暨市政务服务中心")


@pytest.fixture
def fund(real):
    """The system of 达州's housing fund, which handles."""
    return System("达州市住房公积金管理中心")


@pytest.fixture
def case_in(real):
    """The body that hands in a complete application."""
    version = catalogue.published("gjj-purchase-withdraw", "511700")
    files = {
        asked.key: [a_file(asked.name).model_dump()] for asked in intake.asked(version, SITUATION) if not asked.exempt
    }
    return {
        "version_id": version.id,
        "receipt_region": "330681000000",
        "content": content_for(version, SITUATION).model_dump(mode="json"),
        "files": files,
    }
