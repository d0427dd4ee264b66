"""好差评: without signing in, once for each party, nothing chosen beforehand."""

import pytest

from tongban.oversight import actions, queries
from tongban.oversight.queries import Grade, Party


@pytest.fixture
def page(delivered):
    return f"/rate/{actions.rating_token(delivered.number, Party.AUTHORITY)}"


def test_five_grades_of_equal_size_and_none_chosen(client, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = client.get(page).content.decode()
    assert html.count('name="grade"') == 5
    assert "checked" not in html


def test_rated_once_with_reasons_of_that_grade(client, page, delivered):
    done = client.post(page, {"grade": "bad", "reasons": ["214", "517"], "text": "等了很久"})
    assert done.url == page
    rating = queries.ratings(delivered.number)[Party.AUTHORITY]
    assert (rating.grade, rating.reasons, rating.text) == (Grade.BAD, ["214"], "等了很久")
    assert "谢谢您的评价" in client.get(page).content.decode()
    assert "谢谢您的评价" in client.post(page, {"grade": "good"}).content.decode()
    assert queries.ratings(delivered.number)[Party.AUTHORITY].grade == Grade.BAD


def test_nothing_chosen_is_told_and_the_words_stay(client, page):
    told = client.post(page, {"text": "很好"})
    assert told.status_code == 422
    assert "请选一项" in told.content.decode()
    assert "很好" in told.content.decode()


def test_too_long_is_told(client, page):
    assert "最多 500 个" in client.post(page, {"grade": "good", "text": "好" * 501}).content.decode()


def test_not_before_it_is_done_and_not_a_window_that_was_not_there(client, case):
    early = client.get(f"/rate/{actions.rating_token(case.number, Party.AUTHORITY)}").content.decode()
    assert "办完以后再评价" in early
    window = client.get(f"/rate/{actions.rating_token(case.number, Party.WINDOW)}").content.decode()
    assert "没有收件窗口可评价" in window


def test_a_link_that_is_not_ours(client, real):
    assert client.get("/rate/forged").status_code == 404
