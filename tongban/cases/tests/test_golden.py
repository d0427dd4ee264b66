"""The golden table: cases reckoned by hand on the wall calendar, which the clock must reckon alike.

2026: off 1—3 January (the 4th is worked), 15—23 February (14 and 28 worked), 4—6 April, 1—5 May (9 worked), 19—21 June,
25—27 September, 1—7 October (20 September and 10 October worked).
"""

import pytest

from tongban.cases import clock
from tongban.cases.tests.telling import D, H, Limit, O, at, item, moments, on
from tongban.catalogue.families import Family, ReceiptRule
from tongban.kit.days import national

TEN = item(Limit(10), Limit(20))
THREE = item(Limit(3), Limit(20))
LAW = item()
CALENDAR_DAYS = item(None, Limit(30, D))
STAGED = item(None, Limit(20), stages=[("转出", Limit(8)), ("转入", Limit(5))])
AUTHORITY = item(receipt=ReceiptRule.AUTHORITY)


def reckoned(rule, slip):
    return clock.deadlines(moments(slip), rule, national())


ANSWERS = [
    ("01-05", "01-12"),  # Monday to Monday
    ("01-05 23:59", "01-12"),  # late in the evening is the same day
    ("01-04", "01-09"),  # a Sunday worked for the new year; it is day nought
    ("01-10", "01-16"),  # a free Saturday
    ("02-06", "02-13"),
    ("02-09", "02-14"),  # the Saturday before 春节 is worked
    ("02-13", "02-27"),  # the 14th, then nine days off
    ("02-14", "02-28"),
    ("02-17", "02-28"),  # handed in online on the holiday itself
    ("02-27", "03-05"),  # the Saturday after it is worked too
    ("04-03", "04-13"),  # 清明
    ("05-08", "05-14"),  # a worked Saturday in May
    ("09-16", "09-22"),  # a worked Sunday in September
    ("09-24", "10-09"),  # 中秋 and 国庆
    ("09-30", "10-13"),  # 国庆, with a worked Saturday after it
    ("2020-01-21", "2020-02-05"),  # 春节 of 2020, made longer while it lasted
    ("2025-01-24", "2025-02-07"),  # the Sunday before 春节 is worked
    ("2025-09-26", "2025-10-10"),  # 国庆 and 中秋 together, the Sunday before is worked
    ("2025-12-29", "2026-01-06"),  # over the new year
    ("2026-12-28", "2027-01-04"),  # into a year whose notice is not out: provisional
    ("2026-01-05T15:59:00+00:00", "01-12"),  # a minute before midnight in China
    ("2026-01-05T16:00:00+00:00", "01-13"),  # midnight in China
    ("2026-01-05T11:30:00-05:00", "01-13"),  # half past midnight in China, written in New York
    ("2026-01-06T01:30:00+09:00", "01-13"),  # the same in Tokyo
    ("2026-02-13T16:30:00+00:00", "02-28"),  # the 14th in China: worked, and day nought
]


@pytest.mark.parametrize(("received", "respond_by"), ANSWERS)
def test_the_authority_answers_within_five_working_days(received, respond_by):
    dates = reckoned(LAW, f"received {received}")
    assert dates.respond_by == dates.next_due_on == on(respond_by)


DECISIONS = [
    (item(Limit(3)), "01-05", "01-08", "02-02"),
    (item(Limit(20)), "01-05", "02-02", "02-02"),
    (item(Limit(10, D)), "02-10", "02-24", "03-16"),  # the 20th lies in 春节
    (item(Limit(20, D)), "09-15", "10-08", "10-19"),  # the 5th lies in 国庆
    (item(Limit(2, D)), "09-15", "09-17", "10-19"),
    (item(Limit(0)), "01-05", "01-05", "02-02"),  # 当场
    (item(Limit(0)), "01-04", "01-04", "01-30"),  # on a worked Sunday
    (item(Limit(0)), "01-10", "01-12", "02-06"),  # on a free Saturday
    (item(Limit(24, H)), "01-08", "01-09", "02-05"),
    (item(Limit(1, H)), "01-08 23:30", "01-09", "02-05"),
    (item(Limit(4, O)), "01-08 15:30", "01-09", "02-05"),  # two hours, then two more the next morning
    (item(Limit(4, O)), "01-09 16:30", "01-12", "02-06"),  # over a weekend
    (LAW, "01-08", "02-05", "02-05"),  # no promise was read: the law's twenty days
    (item(Limit(30)), "01-05", "02-02", "02-02"),  # a promise after the law binds on the law's day
    (item(Limit(30, D)), "01-05", "02-02", "02-02"),  # 4 February by the promise
    (item(family=Family.JOINT), "01-05", "03-13", "03-13"),
    (item(family=Family.MARKET_ENTITY), "01-05", "01-08", "01-08"),
    (item(family=Family.REAL_ESTATE), "01-05", "02-14", "02-14"),
    (item(family=Family.HOUSING_FUND), "02-12", "02-24", "02-24"),  # three days: the 15th is off
    (item(family=Family.HOUSING_LOAN), "01-05", "01-20", "01-20"),
    (item(family=Family.IDENTITY_CARD), "03-02", "05-06", "05-06"),  # the 1st of May
    (item(family=Family.RESIDENCE_PERMIT), "09-18", "10-08", "10-08"),  # the 3rd of October
    (item(family=Family.DISCLOSURE), "03-02", "03-30", "03-30"),
    (item(mode="joint"), "01-05", "03-13", "03-13"),  # handled jointly: 45 days, where the list says nothing
    (item(Limit(9), Limit(15), mode="joint"), "01-05", "01-16", "01-26"),  # the list says less
]


@pytest.mark.parametrize(("rule", "accepted", "due_on", "statutory"), DECISIONS)
def test_the_decision_counts_from_acceptance(rule, accepted, due_on, statutory):
    dates = reckoned(rule, f"received 2025-12-31; accepted {accepted}")
    assert (dates.due_on, dates.statutory_due_on) == (on(due_on), on(statutory))
    assert dates.next_due_on == dates.due_on


PAUSES = [
    (TEN, "accepted 09-21; suspended 09-23; resumed 09-28", "10-14"),  # 24 and 28 do not count
    (TEN, "accepted 09-21; suspended 09-29 kind=testing; resumed 10-09", "10-15"),  # across 国庆
    (TEN, "accepted 09-28; suspended 10-02; resumed 10-05", "10-16"),  # wholly in the holiday: nothing is lost
    (TEN, "accepted 02-10; suspended 02-12 kind=expert_review; resumed 02-26", "03-09"),  # across 春节
    (TEN, "accepted 02-10; suspended 02-11; resumed 02-11 17:00", "03-02"),  # within a day
    (TEN, "accepted 02-10; suspended 02-10 15:00; resumed 02-13", "03-05"),  # from the day of acceptance
    (THREE, "accepted 01-05; suspended 01-08; resumed 01-14", "01-14"),  # on the last day: its rest is left
    (THREE, "accepted 01-05; suspended 01-08; resumed 01-17", "01-19"),  # and ended on a Saturday
    (THREE, "accepted 01-05; suspended 01-09; resumed 01-14", "01-08"),  # the day had passed: too late to stop it
    (TEN, "accepted 01-05; suspended 01-07; resumed 01-09; suspended 01-13; resumed 01-14", "01-22"),
    (TEN, "accepted 01-05; suspended 01-07; resumed 01-09; suspended 01-09; resumed 01-12", "01-22"),  # touching
    (TEN, "accepted 01-05; suspended 01-07; resumed 01-12", "01-22"),  # the same as one
    (CALENDAR_DAYS, "accepted 01-05; suspended 01-10; resumed 01-20", "02-14"),  # ten calendar days more
    (CALENDAR_DAYS, "accepted 01-10; suspended 01-12; resumed 01-20", "02-24"),  # the 17th lies in 春节
    (item(Limit(24, H)), "accepted 01-08 09:00; suspended 01-08 15:00; resumed 01-09 10:00", "01-10"),  # nineteen hours
    (item(Limit(4, O)), "accepted 01-08 09:00; suspended 01-08 11:00; resumed 01-09 15:30", "01-09"),
    (item(Limit(4, O)), "accepted 01-08 09:00; suspended 01-08 11:00; resumed 01-09 16:30", "01-12"),
    (TEN, "accepted 01-05; suspended 01-07 until=01-20", "01-30"),  # not ended: reckoned to the day that was told
    (TEN, "accepted 01-05; suspended 01-09; resumed 01-07", "01-19"),  # a clock set back between: nothing is taken away
]


@pytest.mark.parametrize(("rule", "slip", "due_on"), PAUSES)
def test_what_is_not_counted_by_art_45(rule, slip, due_on):
    assert reckoned(rule, f"received 2025-12-31; {slip}").due_on == on(due_on)


MORE_TIME = [
    (LAW, "extended 01-30", "02-14"),
    (LAW, "extended 02-02 17:00", "02-14"),  # on the last day
    (LAW, "extended 02-03", "02-02"),  # the day after: nothing was left to extend
    (LAW, "extended 01-20; extended 01-30", "02-14"),  # a second one changes nothing
    (LAW, "suspended 01-07; resumed 01-09; extended 02-03", "02-25"),  # two days out, then ten more
    (THREE, "extended 01-20", "01-22"),  # the promise had passed, the law had not
    (item(family=Family.JOINT), "extended 03-10 by=15", "04-03"),
    (item(family=Family.MARKET_ENTITY), "extended 01-08 by=3", "01-13"),
    (item(family=Family.DISCLOSURE), "extended 01-30 by=20", "03-06"),
    (item(family=Family.IDENTITY_CARD), "extended 03-02 by=30 unit=days", "04-07"),  # 5 April is 清明
]


@pytest.mark.parametrize(("rule", "slip", "due_on"), MORE_TIME)
def test_an_extension_is_added_once_while_days_are_left(rule, slip, due_on):
    assert reckoned(rule, f"received 2025-12-31; accepted 01-05; {slip}").due_on == on(due_on)


RECEIPTS = [
    (LAW, "received 01-05; signed 01-07", "01-12"),  # the earlier of the two receipts
    (LAW, "received 01-08; signed 01-07", "01-14"),  # it had reached the authority before it was entered
    (item(receipt=ReceiptRule.COUNTER), "received 01-08; signed 01-07", "01-15"),
    (AUTHORITY, "received 01-05; signed 01-06", "01-13"),
    (AUTHORITY, "received 01-05; signed 01-08", "01-13"),  # signed late: as if on its last day
    (AUTHORITY, "received 01-05", "01-13"),  # not signed at all: likewise
    (AUTHORITY, "kept 01-05; forwarded 01-07", "01-15"),  # the papers went by courier
    (AUTHORITY, "kept 01-05", "01-14"),  # and should have gone on the 6th
    (LAW, "received 01-05; transferred 01-07", "01-14"),  # 转办: the new authority's own days
    (LAW, "received 01-05; signed 01-06; transferred 01-07; signed 01-08", "01-14"),
    (LAW, "received 01-05; transferred 01-07; transferred 01-09", "01-16"),  # A to B to C
    (LAW, "received 01-05; returned 01-12 16:00; corrected 01-26 23:59", "02-02"),  # both on their last day
    (LAW, "received 02-09; returned 02-11; corrected 03-02", "03-09"),
    (LAW, "received 01-05; returned 01-07; corrected 01-09; transferred 01-12", "01-16"),  # what came in stays in
    (item(family=Family.REAL_ESTATE), "received 01-05", "01-05"),  # on the spot
    (item(family=Family.REAL_ESTATE), "received 01-10", "01-12"),  # on a free Saturday
]


@pytest.mark.parametrize(("rule", "slip", "respond_by"), RECEIPTS)
def test_whose_receipt_starts_the_days_for_an_answer(rule, slip, respond_by):
    assert reckoned(rule, slip).respond_by == on(respond_by)


NEXT = [
    (LAW, "received 01-05; returned 01-07 until=01-21", "01-21"),
    (LAW, "received 09-01; returned 09-07 until=10-03", "10-08"),  # the day that was told turned out to be a holiday
    (LAW, "received 01-05; returned 01-07; corrected 01-20", "01-27"),
    (TEN, "received 01-05; accepted 01-08; transferred 01-12", "01-22"),  # after acceptance the day that was told stays
    (TEN, "received 01-05; accepted 01-05; suspended 01-07 until=01-20", "01-20"),  # the special procedure's own day
    (TEN, "received 09-01; accepted 09-02; decided 09-24", "10-15"),  # ten days to deliver
    (TEN, "received 09-01; accepted 09-02; decided 09-24; delivered 09-28", None),
    (TEN, "received 01-05; retracted 01-06", None),
    (STAGED, "received 01-05; accepted 01-05", "01-15"),  # 转出 8
    (STAGED, "received 01-05; accepted 01-05; stage 01-09", "01-16"),  # 转入 5, from the day after
    (STAGED, "received 01-05; accepted 01-05; stage 01-20", "01-22"),  # the first was late: the whole day stays
    (STAGED, "received 01-05; accepted 01-05; stage 01-09; stage 01-12", "01-22"),
    (STAGED, "received 01-05; accepted 01-05; suspended 01-07; resumed 01-09", "01-19"),
    (LAW, "received 01-05; accepted 01-13 of=01-05", "02-02"),  # 视为受理 counts from the receipt
]


@pytest.mark.parametrize(("rule", "slip", "next_due_on"), NEXT)
def test_which_day_counts_now(rule, slip, next_due_on):
    assert reckoned(rule, slip).next_due_on == on(next_due_on)


SILENCE = [
    (LAW, "received 01-05", "01-12", None),  # the last day itself still counts
    (LAW, "received 01-05", "01-13", "01-05"),
    (LAW, "received 01-05", "01-15", "01-05"),  # the worker slept two days: the law's date all the same
    (LAW, "received 02-13", "02-28", "02-13"),  # over 春节
    (LAW, "received 01-05; signed 01-06", "01-13", "01-05"),  # signing for it is no answer
    (LAW, "received 01-05; returned 01-12", "02-10", None),  # told in time: the applicant is awaited
    (LAW, "received 01-05; returned 01-07; corrected 01-20", "01-28", "01-20"),  # silent once more
    (LAW, "received 01-05; accepted 01-12", "01-20", None),
    (LAW, "received 01-05; declined 01-12", "01-20", None),
    (AUTHORITY, "received 01-05; signed 01-06", "01-13", None),
    (AUTHORITY, "received 01-05; signed 01-06", "01-14", "01-06"),
    (item(family=Family.REAL_ESTATE), "received 01-05", "01-05", None),
    (item(family=Family.REAL_ESTATE), "received 01-05", "01-06", "01-05"),  # no notice on the spot
]


@pytest.mark.parametrize(("rule", "slip", "today", "as_of"), SILENCE)
def test_silence_accepts_as_of_the_receipt(rule, slip, today, as_of):
    since = clock.silent_since(moments(slip), rule, national(), on(today))
    assert since == (at(as_of) if as_of else None)


def test_the_table_is_long_enough():
    assert sum(map(len, (ANSWERS, DECISIONS, PAUSES, MORE_TIME, RECEIPTS, NEXT, SILENCE))) >= 80
