"""The form editor: a second person publishes what the first has written; typing shows at once."""

import pytest
from django.urls import reverse

from tongban.eforms import queries
from tongban.eforms.models import FormDesign
from tongban.eforms.tests.conftest import designs

__all__ = ["designs"]


@pytest.fixture
def writer(designs, client_of):
    return client_of("catalogue-1")


@pytest.fixture
def page(writer):
    """A draft of the next version of 社保卡's form."""
    return writer.post(reverse("console-eforms-begin"), {"item": "sscard-apply"}).url


def said(page):
    return page.content.decode()


def typed(**more):
    return {"revision": "1", "do": "save", "title": "您是什么民族？", "hint": "", "why": "登记项目", "when": "", **more}


def test_the_list_shows_every_form(writer, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = said(writer.get(reverse("console-eforms")))
    assert "首次申领居民身份证登记表" in html


def test_a_question_is_changed_and_kept(writer, page):
    assert "您是什么民族？" not in said(writer.get(page + "?q=nation"))
    assert writer.post(page + "?q=nation", typed()).status_code == 302
    html = said(writer.get(page + "?q=nation"))
    assert 'value="您是什么民族？"' in html
    assert "可以发布" in html


def test_typing_shows_at_once_and_keeps_nothing(writer, page):
    address = page + "/preview?q=nation"
    html = said(writer.post(address, typed(why="", **{"nation:title": "民族（照户口簿）"})))
    assert "您是什么民族？" in html
    assert "民族（照户口簿）" in html
    assert "没有写依据" in html
    assert "您是什么民族？" not in said(writer.get(page + "?q=nation"))


def test_an_assumption_shows_what_would_be_asked(writer, page):
    address = page + "/preview?q=receiver"
    assert "共 6 问" in said(writer.post(page + "/preview?q=nation", typed()))
    assert "共 7 问" in said(writer.post(address, typed(title="寄给谁？", when="pick_up=post", assume="pick_up=post")))


def test_a_question_is_added_from_the_library_moved_and_removed(writer, page):
    added = writer.post(page + "?q=nation", typed(do="add", library="person.marriage")).url
    assert added.endswith("?q=person_marriage_1")
    assert "person.marriage" in said(writer.get(added))
    order = lambda: [one["key"] for one in FormDesign.objects.get(state="draft").document["x-sections"][0]["questions"]]  # noqa: E731
    assert order() == ["who", "nation", "person_marriage_1", "home"]
    writer.post(added, {"revision": "2", "do": "up", "title": "婚姻", "why": "登记"})
    assert order() == ["who", "person_marriage_1", "nation", "home"]
    writer.post(added, {"revision": "3", "do": "remove", "title": "婚姻", "why": "登记"})
    assert order() == ["who", "nation", "home"]


def test_a_wrong_condition_is_told_and_keeps_it_from_being_published(writer, page, client_of):
    writer.post(page + "?q=receiver", typed(title="寄给谁？", when="pick_up=pigeon"))
    second = client_of("catalogue-2")
    assert "没有“pigeon”这个选项" in said(second.get(page))
    refused = second.post(page, {"revision": "2", "do": "publish"})
    assert refused.status_code == 422
    assert "没有“pigeon”这个选项" in said(refused)


def test_who_wrote_it_does_not_publish_it_and_the_second_does(writer, page, client_of):
    writer.post(page + "?q=nation", typed())
    assert "另一位数据专员" in said(writer.post(page, {"revision": "2", "do": "publish"}))
    assert client_of("catalogue-2").post(page, {"revision": "2", "do": "publish"}).status_code == 302
    assert queries.form(int(page.rsplit("/", 1)[1])).number == 2
    assert "存草稿" not in said(writer.get(page))


def test_saved_over_somebody_else_is_refused_and_what_was_typed_stays(writer, page, client_of):
    client_of("catalogue-2").post(page + "?q=nation", typed(title="对方的问法"))
    late = writer.post(page + "?q=nation", typed())
    assert late.status_code == 422
    assert "别人改过" in said(late)
    assert 'value="您是什么民族？"' in said(late)
