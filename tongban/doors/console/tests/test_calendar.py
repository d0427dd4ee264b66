"""The page of the yearly calendar: for data officers and operators; looked at before it counts."""

from datetime import date

import pytest

from tongban.cases.tests.test_rescheduling import year_file
from tongban.regions import calendars

pytestmark = pytest.mark.django_db
FILE = {"name": "2031.toml", "text": year_file(2031, [date(2031, 1, 1)])}


def test_others_are_told_whose_page_it_is(client_of) -> None:
    answer = client_of("dazhou-1").get("/console/calendar")
    assert answer.status_code == 403
    assert "数据专员" in answer.content.decode()


def test_the_years_in_force_are_listed(client_of) -> None:
    page = client_of("catalogue-1").get("/console/calendar").content.decode()
    assert calendars.calendar().version in page
    assert "国办发明电〔2025〕7号" in page
    assert "没有动任何截止日" in page


def test_a_year_is_looked_at_and_then_published(client_of) -> None:
    officer = client_of("catalogue-1")
    page = officer.post("/console/calendar/check", FILE).content.decode()
    assert "先看变动" in page
    assert "改为放假" in page
    assert not calendars.calendar().knows(date(2031, 1, 1)), "looking writes nothing"
    answer = officer.post("/console/calendar/publish", FILE)
    assert answer.status_code == 302
    assert calendars.calendar().knows(date(2031, 1, 1))
    assert "2031" in officer.get("/console/calendar").content.decode()


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client_of) -> None:
    wrong = {"name": "2031.toml", "text": "year = 2031\n# 我写的"}
    answer = client_of("catalogue-1").post("/console/calendar/publish", wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没有写" in page
    assert "# 我写的" in page
