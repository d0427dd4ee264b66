"""The promise: lists as published are entered, counted by class and carried out; agreements hold for their days only."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tongban.catalogue import agreements, published_lists, queries
from tongban.catalogue.actions.agreements import end_agreement, write_agreement
from tongban.catalogue.actions.documents import import_list, load_documents
from tongban.catalogue.actions.openings import WrittenOpening, write_openings
from tongban.catalogue.agreements import Party, WrittenAgreement
from tongban.catalogue.listed import HoleReason, ListClass
from tongban.catalogue.models import Agreement, DocumentRow, ItemVersion, ListDocument, Listing, Opening
from tongban.catalogue.modes import Channel, Mode
from tongban.catalogue.reading import SOURCE
from tongban.catalogue.writing_lists import WrittenDocument, WrittenRow
from tongban.kit.blocked import Blocked, Invalid
from tongban.kit.scopes import Scope
from tongban.people.actors import Actor, Role

KEEPER = Actor(key="officer:1", label="数据专员", roles=frozenset({Role.CATALOGUER}))
CLERK = Actor(key="officer:2", label="窗口", roles=frozenset({Role.CLERK}))
COUNTER = Channel.COUNTER
BUILDING = WrittenDocument(
    "浙建政服发〔2021〕5号", "建设系统“全省通办”事项清单", Scope.PROVINCE, "33", date(2021, 2, 3)
)


def version(record_id):
    return queries.version(ItemVersion.objects.get(record_id=record_id).pk)


def row(name, where="第 2 行", **more):
    return WrittenRow(where, name, **more)


# --- the classification of 浙建政服发〔2021〕5号 ----------------------------------------------------------------------
SIZES = {"province": 71, "investment": 27, "pilot": 1, "other": 157, "excluded": 32}


def test_the_document_states_its_classes_before_a_row_is_read(real):
    (building,) = [one for one in published_lists.documents() if one.number == BUILDING.number]
    assert {count.list_class: count.stated for count in building.counts} == SIZES
    assert (building.stated, building.excluded, building.entered) == (256, 32, 0)
    assert building.place == "浙江省"


def test_two_hundred_and_eighty_eight_rows_are_counted_by_class(real):
    rows = [
        row(f"{list_class} 事项 {number}", f"第 {number} 行", list_class=list_class)
        for list_class, size in SIZES.items()
        for number in range(size)
    ]
    done = import_list(BUILDING, rows, by=KEEPER)
    assert (done.added, done.changed, len(done.unknown)) == (288, 0, 256)
    building = published_lists.document(done.document_id)
    assert {count.list_class: count.entered for count in building.counts} == SIZES
    assert (building.entered, building.stated, building.excluded) == (256, 256, 32)
    assert all(count.missing == 0 for count in building.counts)
    assert len(published_lists.rows(done.document_id, list_class=ListClass.PILOT)) == 1


@pytest.mark.parametrize(
    ("list_class", "modes"),
    [
        ("province", ("fully_online",)),
        ("investment", ("fully_online", "received_elsewhere")),
        ("pilot", ("received_elsewhere",)),
        ("other", ("fully_online", "received_elsewhere")),
        ("excluded", None),
    ],
)
def test_a_class_says_how_it_is_carried_out(real, list_class, modes):
    import_list(BUILDING, [row("住房公积金职工账户设立", list_class=list_class)], by=KEEPER)
    entry = Listing.objects.filter(item__slug="gjj-account-setup", document=BUILDING.number).first()
    assert (entry and tuple(entry.modes)) == modes
    if entry:
        assert (entry.scope, entry.receiving_area, entry.handling_area) == (Scope.PROVINCE, "33", "33")


def test_a_row_lets_places_receive_and_an_exclusion_takes_it_off(real):
    jiaxing = version("gjj-account-setup-330481")
    ask = {"receipt_region": "330681", "channel": COUNTER}
    assert not queries.reception(jiaxing, **ask).possible
    import_list(BUILDING, [row("住房公积金职工账户设立", modes=(Mode.RECEIVED_ELSEWHERE,))], by=KEEPER)
    answer = queries.reception(jiaxing, **ask)
    assert (answer.mode, answer.document) == (Mode.RECEIVED_ELSEWHERE, BUILDING.number)
    again = import_list(BUILDING, [row("住房公积金职工账户设立", list_class="excluded")], by=KEEPER)
    assert again.changed == 1
    assert not queries.reception(jiaxing, **ask).possible


def test_a_row_that_moves_leaves_no_entry_behind(real):
    name = "住房公积金职工账户设立"
    import_list(BUILDING, [row(name, receiving_area="3306")], by=KEEPER)
    import_list(BUILDING, [row(name, receiving_area="3304")], by=KEEPER)
    entries = Listing.objects.filter(document=BUILDING.number).values_list("receiving_area", "handling_area")
    assert list(entries) == [("3304", "33")]


def test_importing_twice_changes_nothing_and_other_rows_stay(real):
    rows = [row("住房公积金职工账户设立"), row("没有收进目录的事", "第 3 行")]
    import_list(BUILDING, rows, by=KEEPER)
    again = import_list(BUILDING, rows[:1], by=KEEPER)
    assert (again.added, again.changed, again.same, again.untouched) == (0, 0, 1, 1)
    assert DocumentRow.objects.filter(document__number=BUILDING.number).count() == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "一行事项也没有"),
        ([row("甲"), row("甲", "第 3 行")], "重复"),
        ([row("甲", receiving_area="999999")], "999999"),
        ([row("甲", handling_area="浙江")], "浙江"),
        ([row("甲", slug="no-such-item")], "no-such-item"),
        ([row("甲", valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1))], "早于"),
    ],
)
def test_what_is_wrong_is_said_with_its_row_and_nothing_is_entered(real, rows, said):
    before = DocumentRow.objects.count()
    with pytest.raises(Invalid) as no:
        import_list(BUILDING, [*rows, row("好的一行", "第 9 行")] if rows else [], by=KEEPER)
    assert said in no.value.sentence
    assert all("第 9 行" not in problem.sentence for problem in no.value.problems)
    assert DocumentRow.objects.count() == before


def test_only_data_officers_keep_the_lists(real):
    with pytest.raises(Blocked, match="数据专员"):
        import_list(BUILDING, [row("甲")], by=CLERK)
    with pytest.raises(Blocked, match="数据专员"):
        write_agreement(WUHAN, by=CLERK)
    with pytest.raises(Blocked, match="数据专员"):
        write_openings([], by=CLERK)


def test_the_national_rows_that_were_read_are_loaded_once(real):
    national = {one.number: one for one in published_lists.documents(scope=Scope.CROSS_PROVINCE)}
    assert (national["国办发〔2020〕35号"].stated, national["国办发〔2020〕35号"].entered) == (140, 37)
    assert (national["国办发〔2022〕34号"].stated, national["国办发〔2022〕34号"].entered) == (22, 7)
    before = list(DocumentRow.objects.values_list().order_by("pk")), list(ListDocument.objects.values_list())
    load_documents(SOURCE)
    assert before == (list(DocumentRow.objects.values_list().order_by("pk")), list(ListDocument.objects.values_list()))


# --- agreements ------------------------------------------------------------------------------------------------------
TODAY = timezone.localdate()
WUHAN = WrittenAgreement(
    title="诸暨、君山区点对点通办协议（虚构）",
    document="演示协议〔2026〕1号",
    signed_on=TODAY - timedelta(days=100),
    valid_from=TODAY - timedelta(days=90),
    valid_until=TODAY + timedelta(days=30),
    modes=(Mode.RECEIVED_ELSEWHERE,),
    slugs=("food-permit",),
    parties=(Party("330681", "诸暨市政务服务办", "通办专窗", "0575-0000 0036"), Party("430611", "君山区行政审批局")),
)


def test_an_agreement_lets_its_places_receive_for_each_other_and_nobody_else(real):
    view = write_agreement(WUHAN, by=KEEPER)
    food = version("food-permit-430611")
    answer = queries.reception(food, receipt_region="330681", channel=COUNTER)
    assert (answer.modes, answer.document, answer.note) == ((Mode.RECEIVED_ELSEWHERE,), WUHAN.document, WUHAN.title)
    assert not queries.reception(food, receipt_region="330682", channel=COUNTER).possible
    assert set(view.pairs) == {("330681", "430611"), ("430611", "330681")}
    assert view.parties[0].contact == "通办专窗"


def test_an_agreement_holds_from_its_first_day_to_its_last(real):
    food = version("food-permit-430611")
    for since, until, holds in [(0, 0, True), (1, 9, False), (-9, -1, False), (-9, None, True)]:
        Agreement.objects.all().delete()
        days = {"valid_from": TODAY + timedelta(days=since)}
        days["valid_until"] = None if until is None else TODAY + timedelta(days=until)
        write_agreement(replace(WUHAN, **days), by=KEEPER)
        assert queries.reception(food, receipt_region="330681", channel=COUNTER).possible == holds


def test_who_comes_after_the_end_is_told_so(real):
    write_agreement(replace(WUHAN, valid_until=TODAY - timedelta(days=1)), by=KEEPER)
    answer = queries.reception(version("food-permit-430611"), receipt_region="330681", channel=COUNTER)
    assert WUHAN.document in answer.sentence
    assert "到期" in answer.sentence


def test_a_signed_agreement_without_a_case_is_flagged(real):
    view = write_agreement(WUHAN, by=KEEPER)
    assert view.is_idle(0, TODAY)
    assert not view.is_idle(1, TODAY)
    assert not view.is_idle(0, TODAY + timedelta(days=31)), "an ended one is past helping"
    assert view.ends_soon(TODAY)


def test_changing_an_agreement_changes_what_it_allows(real):
    view = write_agreement(WUHAN, by=KEEPER)
    changed = write_agreement(replace(WUHAN, slugs=("gjj-unit-open",)), by=KEEPER, agreement_id=view.id)
    assert set(Listing.objects.filter(agreement=changed.id).values_list("item__slug", flat=True)) == {"gjj-unit-open"}
    ended = end_agreement(view.id, until=TODAY, by=KEEPER)
    assert set(Listing.objects.filter(agreement=view.id).values_list("valid_until", flat=True)) == {TODAY}
    assert ended.in_force(TODAY)


def test_an_ended_agreement_is_kept_as_it_was(real):
    view = write_agreement(replace(WUHAN, valid_until=TODAY - timedelta(days=1)), by=KEEPER)
    for act in (
        lambda: write_agreement(WUHAN, by=KEEPER, agreement_id=view.id),
        lambda: end_agreement(view.id, until=TODAY, by=KEEPER),
    ):
        with pytest.raises(Blocked, match="已于"):
            act()
    assert agreements.agreement(view.id) == view


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": " "}, "名称"),
        ({"modes": ()}, "办理模式"),
        ({"modes": (Mode.LOCAL,)}, "办理模式"),
        ({"signed_on": None}, "签订日期"),
        ({"valid_until": WUHAN.valid_from - timedelta(days=1)}, "早于"),
        ({"parties": WUHAN.parties[:1]}, "两方"),
        ({"parties": (Party("330681", "甲"), Party("330681", "乙"))}, "同一个地区"),
        ({"parties": (Party("330681", "甲"), Party("999999", "乙"))}, "999999"),
        ({"parties": (Party("330681", "甲"), Party("430611", ""))}, "责任单位"),
        ({"slugs": ()}, "至少选一个事项"),
        ({"slugs": ("nothing",)}, "nothing"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused_in_a_sentence(real, change, said):
    with pytest.raises(Invalid) as no:
        write_agreement(replace(WUHAN, **change), by=KEEPER)
    assert said in no.value.sentence
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("change", "overlaps"),
    [
        ({}, True),
        ({"slugs": ("gjj-unit-open",)}, False),
        ({"valid_from": TODAY + timedelta(days=31), "valid_until": None}, False),
        ({"valid_from": TODAY + timedelta(days=30), "valid_until": None}, True),
        ({"parties": (Party("330681", "甲"), Party("511702", "乙"))}, False),
        ({"parties": (Party("511702", "甲"), Party("430611", "乙"), Party("330681", "丙"))}, True),
    ],
)
def test_two_agreements_may_not_overlap(real, change, overlaps):
    write_agreement(WUHAN, by=KEEPER)
    second = replace(WUHAN, document="演示协议〔2026〕2号", **change)
    if overlaps:
        with pytest.raises(Invalid, match=f"《{WUHAN.title}》"):
            write_agreement(second, by=KEEPER)
    else:
        assert write_agreement(second, by=KEEPER).id


def test_a_number_is_used_once(real):
    write_agreement(WUHAN, by=KEEPER)
    with pytest.raises(Invalid, match="已经有一份协议"):
        write_agreement(replace(WUHAN, slugs=("gjj-unit-open",)), by=KEEPER)
    assert Agreement.objects.count() == 1


# --- openings --------------------------------------------------------------------------------------------------------
def test_openings_are_said_and_said_anew(real):
    one = WrittenOpening("330681-H1", "food-permit", since=date(2021, 6, 1), note="公告")
    assert write_openings([one], by=KEEPER) == 1
    assert write_openings([one], by=KEEPER) == 0
    assert write_openings([replace(one, since=None, reason=HoleReason.STAFF, owner="政务办")], by=KEEPER) == 1
    kept = Opening.objects.get()
    assert (kept.since, kept.reason, kept.owner) == (None, "staff", "政务办")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"outlet_code": "nowhere"}, "nowhere"),
        ({"slug": "nothing"}, "nothing"),
        ({"since": None}, "只能写一样"),
        ({"reason": HoleReason.STAFF}, "只能写一样"),
    ],
)
def test_an_opening_that_cannot_be_is_refused(real, change, said):
    one = WrittenOpening("330681-H1", "food-permit", since=date(2021, 6, 1), where="第 4 行：")
    with pytest.raises(Invalid) as no:
        write_openings([one, replace(one, **change)], by=KEEPER)
    assert said in no.value.sentence
    assert not Opening.objects.exists()
