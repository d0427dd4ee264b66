"""The promise: coverage and milestones are reckoned from lists, openings and agreements; nobody types a figure."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongban.catalogue import milestones
from tongban.catalogue.actions.documents import import_list
from tongban.catalogue.actions.openings import WrittenOpening, write_openings
from tongban.catalogue.coverage import matrix
from tongban.catalogue.listed import HoleReason
from tongban.catalogue.writing_lists import WrittenDocument, WrittenRow
from tongban.kit.scopes import Scope
from tongban.people.actors import Actor, Role
from tongban.regions import queries as regions
from tongban.regions.places import OutletLevel

KEEPER = Actor(key="officer:1", label="数据专员", roles=frozenset({Role.CATALOGUER}))
PROVINCE = WrittenDocument("试〔2021〕1号", "全省通办清单（测试）", Scope.PROVINCE, "33", date(2021, 2, 26))
COUNTY = WrittenDocument("试〔2021〕2号", "县域通办清单（测试）", Scope.COUNTY, "330681", date(2021, 4, 20))
HALL, TOWN = "330681-H1", "330681104-T1"
ROWS = [
    WrittenRow("第 2 行", "食品经营许可", slug="food-permit", high_frequency=True),
    WrittenRow("第 3 行", "企业设立登记", slug="company-setup"),
    WrittenRow("第 4 行", "社会保障卡申领", slug="sscard-apply"),
    WrittenRow("第 5 行", "目录里没有的事"),
    WrittenRow("第 6 行", "营业执照变更", slug="company-change", list_class="excluded"),
]


@pytest.fixture
def listed(real):
    import_list(PROVINCE, ROWS, by=KEEPER)


def province():
    return matrix("330681", scopes=[Scope.PROVINCE])


def aim(key):
    return next(one for one in milestones.milestones() if one.aim.key == key)


def open_all(*slugs, level=OutletLevel.HALL, since=date(2021, 5, 20)):
    outlets = [outlet for outlet in regions.outlets("330681") if outlet.level == level]
    every = slugs or ("food-permit", "company-setup", "sscard-apply")
    write_openings([WrittenOpening(one.code, slug, since=since) for one in outlets for slug in every], by=KEEPER)


# --- the matrix ------------------------------------------------------------------------------------------------------
def test_what_nobody_has_spoken_of_is_a_hole_to_be_asked_after(listed):
    found = province()
    assert dict(found.columns) == {"市场监管": 2, "人力资源社会保障": 1}
    assert found.unlisted == 1, "a row without an item is told of, not counted"
    assert {row.outlet.level for row in found.rows} == {OutletLevel.HALL, OutletLevel.TOWNSHIP}
    assert found.whole.percent == 0
    assert {hole.reason for hole in found.whole.holes} == {None}
    assert found.fixes == []


def test_every_hole_has_its_reason_and_the_figures_add_up(listed):
    open_all()
    write_openings(
        [
            WrittenOpening(TOWN, "food-permit", since=date(2022, 6, 1)),
            WrittenOpening(
                TOWN, "company-setup", reason=HoleReason.SYSTEM, owner="大数据中心", due_on=date(2026, 12, 20)
            ),
        ],
        by=KEEPER,
    )
    found = province()
    assert found.rows[0].outlet.code == HALL
    assert found.rows[0].whole.percent == 100
    cell = found.cell(TOWN, "市场监管")
    assert (cell.total, cell.open, cell.percent, cell.step, cell.marks) == (2, 1, 50, 0, "系")
    (hole,) = cell.holes
    assert (hole.item.slug, hole.owner, hole.due_on) == ("company-setup", "大数据中心", date(2026, 12, 20))
    assert sum(count for _, count in found.by_reason) == len(found.whole.holes)
    assert found.whole.total == len(found.rows) * 3
    assert [(fix.owner, fix.holes, fix.outlets) for fix in found.fixes] == [("大数据中心", 1, 1)]
    assert found.cell("nowhere", "市场监管") is None


@pytest.mark.parametrize(("percent", "step"), [(100, 4), (99, 3), (90, 3), (89, 2), (80, 2), (79, 1), (60, 1), (59, 0)])
def test_a_cell_is_coloured_by_its_share(listed, percent, step):
    hole = province().whole.holes[0]
    cell = type(province().whole)(100, (hole,) * (100 - percent))
    assert (cell.percent, cell.step) == (percent, step)


def test_a_list_reaches_the_places_within_it_and_around_it_only(listed):
    assert matrix("33", scopes=[Scope.PROVINCE]).whole.total > 0
    assert matrix("511700", scopes=[Scope.PROVINCE]).whole.total == 0
    assert matrix("330681", scopes=[Scope.CITY]).whole.total == 0


def test_a_matrix_costs_a_few_queries(listed, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        province()


# --- milestones ------------------------------------------------------------------------------------------------------
def test_without_a_list_it_says_so_and_makes_nothing_up(real):
    townships = aim("townships")
    assert (townships.state, townships.total, townships.reached_on) == (milestones.Reached.UNKNOWN, 0, None)
    assert "算不出来" in townships.sentence
    assert "不编口径" in aim("building-quality").sentence


def test_frequent_items_in_the_hall_are_done_on_the_day_the_last_one_opened(listed):
    assert aim("hall-frequent").state == milestones.Reached.NOT_YET
    open_all("food-permit", since=date(2021, 6, 30))
    reached = aim("hall-frequent")
    assert (reached.state, reached.reached_on, reached.days_late) == ("in_time", date(2021, 6, 30), 0)
    assert [(found.what, found.on) for found in reached.evidence] == [("食品经营许可", date(2021, 6, 30))]
    open_all("food-permit", since=date(2021, 7, 1))
    assert (aim("hall-frequent").sentence, aim("hall-frequent").days_late) == ("晚 1 天", 1)


def test_the_whole_list_in_the_hall_and_in_every_township(listed):
    open_all(since=date(2022, 3, 18))
    assert (aim("hall-all").sentence, aim("hall-all").done, aim("hall-all").total) == ("晚 77 天", 3, 3)
    open_all(level=OutletLevel.TOWNSHIP, since=date(2022, 12, 31))
    assert aim("townships").state == milestones.Reached.IN_TIME
    write_openings([WrittenOpening(TOWN, "food-permit", reason=HoleReason.STAFF)], by=KEEPER)
    again = aim("townships")
    assert (again.state, len(again.holes), again.total - again.done) == (milestones.Reached.NOT_YET, 1, 1)
    assert "还没做到" in again.sentence


def test_a_county_list_counts_from_the_day_it_was_issued(real):
    assert aim("county-list").state == milestones.Reached.UNKNOWN
    import_list(COUNTY, ROWS[:1], by=KEEPER)
    assert (aim("county-list").reached_on, aim("county-list").state) == (date(2021, 4, 20), "in_time")


def test_a_signature_counts_for_the_place_that_signed(real):
    from tongban.catalogue.actions.agreements import write_agreement
    from tongban.catalogue.tests.test_lists import WUHAN

    write_agreement(replace(WUHAN, signed_on=date(2021, 5, 1), valid_from=date(2021, 5, 1)), by=KEEPER)
    signed = aim("agreements")
    assert (signed.reached_on, signed.sentence) == (date(2021, 5, 1), "晚 1 天")


def test_the_aims_are_those_of_the_two_plans_and_all_are_reckoned_in_few_queries(listed, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        every = milestones.milestones()
    assert {one.aim.document for one in every} == {"诸政办发〔2021〕12号", "浙建政服发〔2021〕5号"}
    assert len({one.aim.key for one in every}) == len(every)
    assert min(one.aim.due for one in every) == date(2020, 12, 31)
    assert milestones.milestone("townships").aim.due - timedelta(days=1) == date(2022, 12, 30)
