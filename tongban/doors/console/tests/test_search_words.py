"""搜索词: a data officer gives people's words a meaning, and it holds from the next search on."""

import pytest

from tongban.catalogue import queries
from tongban.catalogue.finding import tally
from tongban.catalogue.finding.current import CURRENT

pytestmark = pytest.mark.usefixtures("real")
PAGE = "/console/search-words"


@pytest.fixture
def officer(client_of):
    return client_of("catalogue-1")


def test_only_data_officers_come_in(client, client_of):
    assert client.get(PAGE).status_code == 302
    assert client_of("zhuji-12").get(PAGE).status_code == 403


def test_an_empty_search_is_given_a_meaning(officer, client, django_assert_max_num_queries):
    client.get("/find", {"q": "扛麻袋证"})
    tally.flush()
    with django_assert_max_num_queries(12):
        html = officer.get(PAGE).content.decode()
    assert "扛麻袋证" in html
    assert 'value="扛麻袋证"' in officer.get(PAGE, {"words": "扛麻袋证"}).content.decode()
    answer = officer.post(f"{PAGE}/add", {"words": "扛麻袋证", "means": "道路运输从业资格证换发补发"})
    assert answer.status_code == 302
    CURRENT._looked = 0.0
    assert queries.find("扛麻袋证")[0].slug == "road-transport-cert"
    assert "最近搜的都找到了" in officer.get(PAGE).content.decode()


def test_what_would_not_help_comes_back_with_what_was_typed(officer):
    page = officer.post(f"{PAGE}/add", {"words": "证", "means": "结婚登记"})
    html = page.content.decode()
    assert page.status_code == 422
    assert "要有 2 到 40 个字" in html
    assert 'value="结婚登记"' in html


def test_a_synonym_is_taken_out_and_an_empty_search_settled(officer, client):
    one = queries.synonyms("丧葬费")[0]
    assert officer.post(f"{PAGE}/{one.id}/drop").status_code == 302
    assert one.id not in {left.id for left in queries.synonyms("丧葬费")}
    client.get("/find", {"q": "办护照"})
    tally.flush()
    assert officer.post(f"{PAGE}/settle", {"words": "办护照"}).status_code == 302
    assert queries.empty_searches() == []
    assert officer.post(f"{PAGE}/settle", {"words": "办护照"}).status_code == 404
