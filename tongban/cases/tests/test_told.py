"""``tongban due``: one case told as JSON, its dates told back; and the page of the rules is what the tables say."""

import json
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest

from tongban.cases.clock import page, told
from tongban.cases.tests.telling import at
from tongban.kit.blocked import Invalid
from tongban.kit.days import CHINA, Calendar, Limit, Unit, due_at, national, office_minutes
from tongban.kit.year_file import read_year

ROOT = Path(__file__).parents[3]


def reckoned(case, calendar=None):
    read, moments = told.read_case(json.dumps(case))
    return told.reckon(read, moments, calendar or national(), datetime(2026, 1, 5, tzinfo=CHINA))


def case(*facts, now="2026-01-12T09:00:00+08:00", **item):
    told_facts = [dict(zip(("fact", "at"), fact[:2], strict=True), **dict(fact[2:])) for fact in facts]
    return {"item": item, "now": now, "facts": told_facts}


RECEIVED = ("case.received", "2026-01-05T10:00:00+08:00")
ACCEPTED = ("case.accepted", "2026-01-06T10:00:00+08:00")


def test_the_command_needs_no_database_and_answers_in_json(tmp_path):
    alone = {
        "PATH": "/usr/bin",
        "TONGBAN_VAR": str(tmp_path / "nothing"),
        "DATABASE_URL": "postgresql://nobody@nowhere/nothing",
    }
    words = [sys.executable, "-m", "tongban", "due", "--json"]
    example = json.dumps(told.CaseTold.example)
    answer = subprocess.run(words, input=example, capture_output=True, text=True, cwd=ROOT, env=alone, check=True)
    found = json.loads(answer.stdout)
    assert (found["due_on"], found["statutory_due_on"]) == ("2026-10-19", "2026-11-02")
    assert (found["days_used"], found["days_left"], found["card"]) == (3, 7, "")
    assert found["paused"][0]["working_days"] == 3
    assert found["calendar"] == national().version


def test_what_cannot_be_read_is_told_and_nothing_else():
    answer = subprocess.run(
        [sys.executable, "-m", "tongban", "due"], input="{", capture_output=True, text=True, cwd=ROOT
    )
    assert answer.returncode == 1
    assert "写得不对" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_every_leg_says_by_when_and_how_much_is_left():
    found = reckoned(case(RECEIVED, ACCEPTED, promised={"amount": 10}, now="2026-01-09T09:00:00+08:00"))
    legs = {leg["leg"]: leg for leg in found["legs"]}
    assert list(legs) == ["forward", "sign_for", "notice", "accept", "decide", "decide_statutory"]
    assert [legs[name]["by"][5:] for name in legs] == ["01-06", "01-06", "01-12", "01-12", "01-20", "02-03"]
    assert (legs["decide"]["used"], legs["decide"]["left"], legs["decide"]["in_all"]) == (3, 7, 10)
    assert legs["accept"]["done"] == "2026-01-06T10:00:00+08:00"


def test_a_leg_that_is_late_makes_the_whole_yellow():
    assert reckoned(case(RECEIVED, now="2026-01-06T09:00:00+08:00"))["card"] == ""
    assert reckoned(case(RECEIVED, now="2026-01-07T09:00:00+08:00"))["card"] == "yellow"
    assert reckoned(case(RECEIVED, now="2026-01-13T09:00:00+08:00"))["card"] == "red"


@pytest.mark.parametrize(
    ("promised", "after"), [({"amount": 30}, True), ({"amount": 20}, False), ({"amount": 30, "unit": "days"}, True)]
)
def test_a_promise_after_the_law_is_told(promised, after):
    assert reckoned(case(RECEIVED, ACCEPTED, promised=promised))["promise_after_law"] is after


def test_silence_is_told_with_the_moment_it_counts_from():
    found = reckoned(case(RECEIVED, now="2026-01-20T09:00:00+08:00"))
    assert found["deemed_accepted_as_of"] == "2026-01-05T10:00:00+08:00"


def test_a_year_without_a_notice_is_provisional():
    facts = (("case.received", "2026-12-28T10:00:00+08:00"),)
    assert reckoned(case(*facts))["provisional"]
    assert not reckoned(case(RECEIVED))["provisional"]


WRONG = [
    ("{", "写得不对"),
    (json.dumps({"facts": []}), "第一条经过应是收件"),
    (json.dumps(case(ACCEPTED)), "第一条经过应是收件"),
    (json.dumps(case(("case.eaten", "2026-01-05T10:00:00+08:00"))), "不认得“case.eaten”"),
    (json.dumps(case(("case.received", "2026-01-05T10:00:00"))), "facts.0"),  # no timezone
    (json.dumps(case(RECEIVED, ("case.returned", "2026-01-06T10:00:00+08:00"))), "少了 correct_by"),
    (json.dumps(case(RECEIVED, promised={"amount": -1})), "时限写得不对"),
    (json.dumps(case(RECEIVED, promissed={"amount": 1})), "item.promissed"),
]


@pytest.mark.parametrize(("written", "sentence"), WRONG)
def test_what_is_wrong_is_told_with_its_place(written, sentence):
    with pytest.raises(Invalid, match=sentence):
        told.read_case(written)


def test_the_page_of_the_rules_is_what_the_tables_say():
    assert (ROOT / "docs" / "clock.md").read_text() == page.written(), "tongban due --rules > docs/clock.md"


# --- office hours ----------------------------------------------------------------------------------------------------
FAR_WEST = """
year = 2026
notice = "示例"
source = "示例"
holiday = []
[[hours]]
area = "65"
opens = 10:00:00
closes = 19:30:00
rest_from = 13:30:00
rest_to = 15:30:00
"""
WEST = national().amended([read_year(FAR_WEST, "2026.toml")])
HOURS = [
    ("01-05 09:00", 3, "", "01-05 12:00"),
    ("01-05 11:00", 4, "", "01-05 16:30"),  # over the rest at noon
    ("01-05 15:30", 4, "", "01-06 11:00"),
    ("01-05 08:00", 1, "", "01-05 10:00"),  # before it opens
    ("01-09 16:30", 4, "", "01-12 12:00"),  # over a weekend
    ("01-10 11:00", 4, "", "01-12 14:30"),  # on a free Saturday
    ("01-05 09:00", 7, "", "01-05 17:30"),  # a whole day
    ("01-05 09:00", 8, "", "01-06 10:00"),
    ("01-05 17:00", 2, "650100", "01-05 19:00"),
    ("01-05 19:00", 2, "650100", "01-06 11:30"),
]


@pytest.mark.parametrize(("start", "hours", "area", "due"), HOURS)
def test_office_hours_run_while_the_offices_of_the_area_work(start, hours, area, due):
    assert due_at(Limit(hours, Unit.OFFICE_HOURS), at(start), WEST, area) == at(due)
    assert office_minutes(at(start), at(due), WEST, area) == hours * 60


def test_a_day_ends_when_the_offices_of_the_area_close():
    assert due_at(Limit(1), at("01-05"), WEST, "650100000000").time() == time(19, 30)
    assert due_at(Limit(1), at("01-05"), WEST, "330681000000").time() == time(17, 30)
    assert due_at(Limit(1), at("2025-01-06"), WEST, "650100").time() == time(17, 30)  # it was said for 2026


def test_the_version_is_of_what_is_said():
    assert Calendar(dict(national().years)).version == national().version != WEST.version
    assert WEST.is_working_day(date(2026, 10, 1))
