"""Who comes in: data officers. Others are sent to sign in, or told whom to ask."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/console/catalogue")
    assert answer.status_code == 302
    assert "next=%2Fconsole%2Fcatalogue" in answer["Location"]


def test_a_clerk_is_told_whose_page_it_is(client_of) -> None:
    answer = client_of("zhuji-12").get("/console/catalogue")
    assert answer.status_code == 403
    assert "数据专员" in answer.content.decode()


def test_a_data_officer_comes_in(client_of) -> None:
    assert "事项目录" in client_of("catalogue-1").get("/console/catalogue").content.decode()
