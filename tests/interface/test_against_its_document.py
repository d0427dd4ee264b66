"""schemathesis plays every operation of the document against the running site; no answer may be one it does not promise."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tongban.people import actions, queries

GENTLY = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def interface(site, committed):
    return schemathesis.openapi.from_url(f"{site.url}/api/v1/openapi.json")


@pytest.fixture
def key(committed):
    agency = queries.agency_named("达州市住房公积金管理中心")
    return actions.issue_token(agency.id, name="接口测试")


def test_every_answer_is_one_the_document_promises(interface, key, subtests):
    operations = [found.ok() for found in interface.get_all_operations()]
    assert len(operations) >= 14
    for operation in operations:

        @GENTLY
        @given(case=operation.as_strategy())
        def played(case):
            # A body of the right shape may still be refused for what it says: an application lacks papers.
            case.call_and_validate(
                headers={"Authorization": f"Bearer {key}"}, excluded_checks=[positive_data_acceptance]
            )

        with subtests.test(operation=operation.label):
            played()
