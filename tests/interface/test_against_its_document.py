"""schemathesis plays every operation of the document against the running site; no answer may be one it does not promise."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from tongban.people import actions, queries


@pytest.fixture
def interface(site, committed):
    return schemathesis.openapi.from_url(f"{site.url}/api/v1/openapi.json")


@pytest.fixture
def key(committed):
    agency = queries.agency_named("达州市住房公积金管理中心")
    return actions.issue_token(agency.id, name="接口测试")


schema = schemathesis.pytest.from_fixture("interface")


@schema.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_the_document_promises(case, key):
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
