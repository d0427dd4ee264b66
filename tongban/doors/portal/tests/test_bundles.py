"""The promise: a 一件事 shows its parts, their order in a picture and in words, one list of questions and of papers."""

import re

import pytest

from tongban.catalogue import queries as catalogue

ZHONGSHAN = "/bundles/bundle-birth/442000"


@pytest.fixture
def client(real, client):
    return client


def test_every_real_bundle_has_a_page_that_says_its_order_in_words(client):
    for one in catalogue.bundles():
        page = client.get(f"/bundles/{one.slug}/{one.region_code}").content.decode()
        assert all(part.name in page for part in one.composition.parts), one.slug
        assert "<svg" in page
        assert "可以先办" in page


def test_the_picture_and_the_list_say_the_same(client):
    page = client.get(ZHONGSHAN).content.decode()
    told = re.search(r'<desc id="order-told">([^<]+)</desc>', page)[1]
    assert "等第 2 件" in told
    listed = page.split('class="order__list"')[1].split("</ol>")[0]
    assert all(words in listed for words in re.findall(r"等第 [\d、]+ 件", told))
    assert "style=" not in page


def test_answers_and_ticks_change_the_parts_the_order_and_the_papers(client):
    med = client.get(ZHONGSHAN, {"situation.items": "med", "asked": "1", "part": ["p02", "p05"]}).content.decode()
    assert "国（境）内出生登记" not in med
    assert "出生医学证明签发" in med
    assert re.search(r"第 \d+ 件城乡居民参保登记（基本医疗保险），等第 \d+ 件", med)
    alone = client.get(ZHONGSHAN, {"asked": "1", "part": ["p05"]}).content.decode()
    assert "只办一件，没有先后" in alone


def test_a_question_that_chooses_parts_takes_several_answers(client):
    page = client.get(ZHONGSHAN).content.decode()
    assert re.search(r'type="checkbox" name="situation.items"', page)
    both = client.get(ZHONGSHAN, {"situation.items": ["med", "card"]}).content.decode()
    assert "社会保障卡申领" in both
    assert "国（境）内出生登记" not in both


def test_what_was_not_read_is_never_nothing(client):
    page = client.get("/bundles/bundle-death/430000").content.decode()
    assert "没有读到，不等于不用交" in page
    assert "本地增加" in page
    assert "国家统一要办" in page
    assert "推定" in page


def test_a_bundle_nobody_has_is_not_found(client):
    assert client.get("/bundles/bundle-birth/110000").status_code == 404


def test_the_longest_costs_few_queries(client, django_assert_max_num_queries):
    client.get("/bundles/bundle-death/430000")
    with django_assert_max_num_queries(6):
        client.get("/bundles/bundle-death/430000")
