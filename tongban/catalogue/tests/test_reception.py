"""The promise: one question, one answer at every door: may it be handed in here for that authority, how, or why not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.catalogue import queries
from tongban.catalogue.listing import ListingView
from tongban.catalogue.models import Item, ItemVersion, Listing
from tongban.catalogue.modes import Channel, Mode
from tongban.catalogue.reception import Reception, WhyNot, decide
from tongban.kit.scopes import Scope

ZHUJI = "330681"
ONLINE, COUNTER = Channel.ONLINE, Channel.COUNTER
NET, ELSEWHERE, JOINT, LOCAL = Mode.FULLY_ONLINE, Mode.RECEIVED_ELSEWHERE, Mode.JOINT, Mode.LOCAL


def version(record_id):
    return queries.version(ItemVersion.objects.get(record_id=record_id).pk)


REAL = [
    # guide, receipt, at the counter, online
    ("gjj-purchase-withdraw-511700", ZHUJI, (ELSEWHERE,), ()),
    ("gjj-purchase-withdraw-511700", "511702", (LOCAL,), ()),
    ("gjj-purchase-withdraw-330500", ZHUJI, (NET, ELSEWHERE), (NET,)),
    ("gjj-purchase-withdraw-330500", "330502", (LOCAL, NET), (NET,)),
    ("gjj-unit-open-220200", ZHUJI, (ELSEWHERE,), ()),  # only a form can be downloaded
    ("gjj-transfer-440100", ZHUJI, (NET, JOINT), (NET,)),
    ("gjj-transfer-140900", ZHUJI, (JOINT,), ()),
    ("hukou-migrate-500154", ZHUJI, (JOINT,), ()),
    ("idcard-first-320200", ZHUJI, (ELSEWHERE,), ()),
    ("idcard-first-610100", ZHUJI, (), ()),  # 西安 says so
    ("idcard-first-610100", "610102", (LOCAL,), ()),
    ("company-change-440100", ZHUJI, (), ()),  # 不跨区
    ("marriage-register-310000", ZHUJI, (), ()),
    ("marriage-register-310000", "310101", (LOCAL,), ()),
    ("birth-service-register-440303", "440600", (ELSEWHERE, JOINT), ()),  # within its province
    ("birth-service-register-440303", ZHUJI, (), ()),
    ("food-permit-511324", "511302", (NET,), (NET,)),  # within its city
    ("food-permit-511324", "510100", (), ()),
    ("food-permit-511324", "511324100", (LOCAL, NET), (NET,)),
    ("food-permit-430611", ZHUJI, (), ()),  # on no list
    ("gjj-deposit-proof-430000", "430304", (ELSEWHERE, JOINT), ()),  # a province is not local to its counties
    ("medins-transfer-000000", ZHUJI, (), ()),  # names no authority
    ("gjj-info-query-000000", ZHUJI, (), ()),  # a draft
]


@pytest.mark.parametrize(("record_id", "receipt", "at_counter", "online"), REAL)
def test_the_real_guides(guides, record_id, receipt, at_counter, online):
    for channel, modes in ((COUNTER, at_counter), (ONLINE, online)):
        answer = queries.reception(version(record_id), receipt_region=receipt, channel=channel)
        if modes:
            assert isinstance(answer, Reception)
            assert (answer.mode, answer.modes) == (modes[0], modes)
            assert answer.document
        else:
            assert isinstance(answer, WhyNot)
            assert answer.sentence.endswith("。")
            assert answer.instead.endswith("。")


DISTANCES = {"511302": Scope.CITY, "510100": Scope.PROVINCE, ZHUJI: Scope.CROSS_PROVINCE}


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("mode", [NET, ELSEWHERE, JOINT])
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("receipt", DISTANCES)
def test_scope_mode_and_channel(guides, receipt, scope, mode, channel):
    county = version("food-permit-511324")  # can be handed in online
    listing = ListingView(scope, "", "", (mode,), "协议")
    answer = decide(county, [listing], receipt_region=receipt, channel=channel)
    open_here = DISTANCES[receipt] <= scope and (channel == COUNTER or mode == NET)
    assert answer.possible == open_here
    if isinstance(answer, Reception):
        assert (answer.modes, answer.scope, answer.document) == ((mode,), DISTANCES[receipt], "协议")


def test_a_list_may_be_between_two_places_only(guides):
    yulin = version("gjj-withdraw-general-450900")
    agreement = ListingView(Scope.CROSS_PROVINCE, "3306", "4509", (ELSEWHERE,), "协议")
    assert decide(yulin, [agreement], receipt_region=ZHUJI, channel=COUNTER).possible
    assert not decide(yulin, [agreement], receipt_region="330481", channel=COUNTER).possible


def test_the_easiest_mode_comes_first_whatever_the_lists_order(guides):
    huzhou = version("gjj-purchase-withdraw-330500")
    listings = [ListingView(Scope.CROSS_PROVINCE, "", "", (JOINT, ELSEWHERE, NET), "清单")]
    assert decide(huzhou, listings, receipt_region=ZHUJI, channel=COUNTER).modes == (NET, ELSEWHERE, JOINT)


def test_a_listing_counts_from_its_first_day_to_its_last(guides):
    today = timezone.localdate()
    item = Item.objects.get(slug="gjj-withdraw-general")
    yulin = version("gjj-withdraw-general-450900")
    entry = Listing.objects.create(item=item, scope=Scope.CROSS_PROVINCE, modes=["joint"], document="协议")
    for since, until, counts in [(0, 0, True), (1, 9, False), (-9, -1, False), (None, None, True)]:
        entry.valid_from = None if since is None else today + timedelta(days=since)
        entry.valid_until = None if until is None else today + timedelta(days=until)
        entry.save()
        queries.forget()
        assert queries.reception(yulin, receipt_region=ZHUJI, channel=COUNTER).possible == counts


def test_who_cannot_hand_in_online_is_told_of_the_counter(guides):
    answer = queries.reception(version("gjj-purchase-withdraw-511700"), receipt_region=ZHUJI, channel=ONLINE)
    there = "可以带材料到您所在地的通办窗口交（代收代办），不用去四川省达州市。"
    assert answer.instead == f"{there}最近的是诸暨市政务服务中心（浙江省绍兴市诸暨市演示路 1 号）。"
    assert answer.modes == (ELSEWHERE,)


def test_who_cannot_hand_in_here_is_told_where(guides):
    answer = queries.reception(version("food-permit-430611"), receipt_region=ZHUJI, channel=COUNTER)
    assert answer.sentence == "湖南省岳阳市君山区的“食品经营许可”没有列入跨省通办清单，这里不能收。"
    assert answer.instead == "可以到湖南省岳阳市君山区的区政务中心窗口办。"


# --- whose matter it is ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("slug", "place", "record_id"),
    [
        ("gjj-purchase-withdraw", "511702", "gjj-purchase-withdraw-511700"),  # a county asks its city
        ("gjj-purchase-withdraw", "511700", "gjj-purchase-withdraw-511700"),
        ("idcard-first", "430304", "idcard-first-430304"),
        ("idcard-first", "500154", "idcard-first-500000"),  # a municipality's county asks the municipality
        ("marriage-register", "430304", "marriage-register-430000"),
        ("marriage-register", "330681", "marriage-register-000000"),  # only the country's
        ("gjj-deposit-proof", "430304", None),  # 省直 has no jurisdiction over the province's counties
        ("gjj-deposit-proof", "430000", "gjj-deposit-proof-430000"),
        ("gjj-purchase-withdraw", "341800", None),
        ("gjj-info-query", "330681", None),  # the placeless draft is nobody's standard
    ],
)
def test_the_nearest_authority_has_jurisdiction(guides, slug, place, record_id):
    found = queries.authority_for(slug, place)
    assert (found and found.record_id) == record_id


def test_a_version_is_read_once(guides, django_assert_num_queries):
    pk = ItemVersion.objects.get(record_id="gjj-purchase-withdraw-511700").pk
    queries.version(pk)
    with django_assert_num_queries(0):
        assert queries.version(pk).agency.name == "达州市住房公积金管理中心"


def test_reception_costs_two_queries(guides, django_assert_num_queries):
    dazhou = version("gjj-purchase-withdraw-511700")
    with django_assert_num_queries(2):  # how the version stands, and who may receive it
        queries.reception(dazhou, receipt_region=ZHUJI, channel=COUNTER)
