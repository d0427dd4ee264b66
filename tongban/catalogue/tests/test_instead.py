"""The promise: who is told no is told why, and where or how it can be done instead; and rules that hold for any list."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongban.catalogue import queries
from tongban.catalogue.listed import HoleReason
from tongban.catalogue.listing import ListingView
from tongban.catalogue.models import Item, ItemVersion, Opening
from tongban.catalogue.modes import Channel, Mode
from tongban.catalogue.openings import OpeningView
from tongban.catalogue.reception import Reception, WhyNot, decide
from tongban.kit.scopes import Scope

ONLINE, COUNTER = Channel.ONLINE, Channel.COUNTER
ELSEWHERE = (Mode.FULLY_ONLINE, Mode.RECEIVED_ELSEWHERE, Mode.JOINT)
TOWN, HALL = "330681104-T1", "330681-H1"


def version(record_id):
    return queries.version(ItemVersion.objects.get(record_id=record_id).pk)


@pytest.fixture
def dazhou(real):
    return version("gjj-purchase-withdraw-511700")


@pytest.mark.parametrize("reason", HoleReason)
def test_an_outlet_that_has_not_opened_it_says_why_and_names_the_nearest_that_has(dazhou, reason):
    Opening.objects.create(outlet_code=TOWN, item_id=dazhou.item.id, reason=reason, due_on=date(2026, 12, 20))
    asked = {"receipt_region": "330681104000", "channel": COUNTER}
    answer = queries.reception(dazhou, **asked, outlet=TOWN)
    assert isinstance(answer, WhyNot)
    assert reason.label in answer.sentence
    assert "2026年12月20日" in answer.sentence
    assert answer.modes == (Mode.RECEIVED_ELSEWHERE,)
    assert TOWN not in {outlet.code for outlet in answer.outlets}
    assert answer.outlets[0].name in answer.instead
    assert queries.reception(dazhou, **asked).possible, "the lists still allow it in this place"
    assert queries.reception(dazhou, receipt_region="330681", channel=COUNTER, outlet=HALL).possible


def test_an_outlet_with_a_hole_of_its_own_is_never_named(dazhou):
    for code in (TOWN, "330681104290-V1", HALL):
        Opening.objects.create(outlet_code=code, item_id=dazhou.item.id, reason=HoleReason.STAFF)
    Opening.objects.create(outlet_code="330681109-T1", item_id=dazhou.item.id, since=date(2022, 1, 4))
    answer = queries.reception(dazhou, receipt_region="330681104000", channel=COUNTER, outlet=TOWN)
    assert answer.outlets[0].code == "330681109-T1", "one known to be open is named before one nobody has spoken of"
    assert not {TOWN, HALL} & {outlet.code for outlet in answer.outlets}


def test_a_hole_at_one_outlet_says_nothing_of_going_online(real):
    huzhou = version("gjj-purchase-withdraw-330500")
    Opening.objects.create(outlet_code=TOWN, item_id=huzhou.item.id, reason=HoleReason.SYSTEM)
    answer = queries.reception(huzhou, receipt_region="330681104000", channel=COUNTER, outlet=TOWN)
    assert "全程网办" in answer.instead
    assert queries.reception(huzhou, receipt_region="330681104000", channel=ONLINE, outlet=TOWN).possible


def test_what_no_list_has_is_sent_to_the_authority_s_own_outlets(real):
    food = version("food-permit-430611")
    answer = queries.reception(food, receipt_region="330681", channel=COUNTER)
    assert answer.modes == ()
    assert all(outlet.region_code.startswith("43") for outlet in answer.outlets)


AREAS = st.sampled_from(["", "33", "3306", "330681", "51", "5117", "4306", "50"])
PLACES = st.sampled_from(["330681104000", "330681", "330600", "511702", "511324", "430611", "500154"])
MODES = st.lists(st.sampled_from(ELSEWHERE), min_size=1, unique=True).map(tuple)
LISTINGS = st.lists(st.builds(ListingView, st.sampled_from(Scope), AREAS, AREAS, MODES, st.just("某协议")), max_size=4)
HOLES = st.none() | st.builds(OpeningView, st.just(TOWN), st.just(1), st.none(), st.sampled_from(HoleReason))
by_chance = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture(params=["gjj-purchase-withdraw-511700", "food-permit-511324", "idcard-first-610100"])
def any_version(real, request):
    return version(request.param)


@by_chance
@given(listings=LISTINGS, place=PLACES, channel=st.sampled_from(Channel), hole=HOLES)
def test_there_is_always_one_clear_answer(any_version, listings, place, channel, hole):
    answer = decide(any_version, listings, receipt_region=place, channel=channel, hole=hole)
    if isinstance(answer, Reception):
        assert answer.mode == answer.modes[0]
        assert len(set(answer.modes)) == len(answer.modes)
        assert channel == COUNTER or answer.modes == (Mode.FULLY_ONLINE,)
        assert hole is None or channel == ONLINE, "a closed counter receives nothing"
    else:
        assert answer.sentence.endswith("。")
        assert answer.instead.endswith("。")


@by_chance
@given(listings=LISTINGS, more=LISTINGS, place=PLACES, channel=st.sampled_from(Channel))
def test_another_entry_or_a_wider_scope_never_takes_away(any_version, listings, more, place, channel):
    def modes(entries):
        answer = decide(any_version, entries, receipt_region=place, channel=channel)
        return set(answer.modes) if isinstance(answer, Reception) else set()

    assert modes(listings) <= modes([*listings, *more])
    assert modes(listings) <= modes([replace(entry, scope=Scope.CROSS_PROVINCE) for entry in listings])


@by_chance
@given(listings=LISTINGS, place=PLACES)
def test_what_can_be_handed_in_online_a_counter_takes_too(any_version, listings, place):
    """确保线上能办的线下也能办（国办发〔2022〕34号（四））."""
    online = decide(any_version, listings, receipt_region=place, channel=ONLINE)
    assert not online.possible or decide(any_version, listings, receipt_region=place, channel=COUNTER).possible


def test_the_one_who_keeps_the_lists_is_heard_within_the_second(dazhou, monkeypatch):
    queries.reception(dazhou, receipt_region="330681104000", channel=COUNTER, outlet=TOWN)
    item = Item.objects.get(pk=dazhou.item.id)
    Opening.objects.create(outlet_code=TOWN, item=item, reason=HoleReason.AUTHORISATION)
    monkeypatch.setattr("tongban.catalogue.openings.time.monotonic", lambda: 10**9)
    assert not queries.reception(dazhou, receipt_region="330681104000", channel=COUNTER, outlet=TOWN).possible
