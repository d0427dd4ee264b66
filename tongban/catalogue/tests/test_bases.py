"""The promise: a base is held against every place the moment it holds, and what nobody has read is 待核实."""

import pytest

from tongban.catalogue import actions, queries
from tongban.catalogue.actions import deviating
from tongban.catalogue.deviation import Against, differences, summary
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import BaseVersion, Deviation, ItemVersion, Standing
from tongban.catalogue.versions_listed import Asked, listed
from tongban.doors.terminal.demo_bases import BASES, load_bases
from tongban.kit.blocked import Blocked
from tongban.people.queries import actor_of_account

DAZHOU = "gjj-purchase-withdraw-511700"
CARD = "多要一份“本人银行I类储蓄卡”"


@pytest.fixture
def writer(real):
    return actor_of_account("catalogue-1")


@pytest.fixture
def second(real):
    return actor_of_account("catalogue-2")


@pytest.fixture
def in_force(real):
    return ItemVersion.objects.in_force().get(record_id=DAZHOU)


@pytest.fixture
def in_review(in_force, writer):
    """A base that asks for one paper less than 达州 does."""
    base = actions.begin_base(in_force.content, by=writer)
    content = base.content | {"materials": base.content["materials"][:-1]}
    actions.save(base.pk, content, seen=0, by=writer, kind=BaseVersion)
    return actions.submit(base.pk, by=writer, kind=BaseVersion)


@pytest.mark.parametrize("at_once", [1, 200])
def test_publishing_a_base_holds_every_place_in_force_against_it(in_force, in_review, second, at_once, monkeypatch):
    monkeypatch.setattr(deviating, "AT_ONCE", at_once)
    assert queries.deviations_of(in_force.pk) == []
    actions.publish(in_review.pk, by=second, kind=BaseVersion)
    assert queries.deviations_of(in_force.pk) == [f"{CARD}。当地还没有写理由，待核实。"]
    others = ItemVersion.objects.in_force().filter(item=in_force.item).exclude(pk=in_force.pk)
    base = Guide.model_validate(in_review.content)
    for other in others:
        found = differences(base, Guide.model_validate(other.content))
        deviating_here = {(each.element, each.key) for each in found if each.against == Against.DEVIATES}
        assert set(other.deviations.values_list("element", "key")) == deviating_here
    row = next(row for row in listed(Asked(words="达州市住房公积金"), second).rows if row.id == in_force.pk)
    assert (row.deviating, row.ungrounded) == (1, 1)


def test_a_ground_stays_when_a_new_base_says_the_same_and_goes_with_its_deviation(in_force, in_review, writer, second):
    actions.publish(in_review.pk, by=second, kind=BaseVersion)
    Deviation.objects.filter(version=in_force).update(ground_kind="law", document="提取办法第九条")
    again = actions.submit(actions.begin(in_review.pk, by=writer, kind=BaseVersion).pk, by=writer, kind=BaseVersion)
    actions.publish(again.pk, by=second, kind=BaseVersion)
    assert queries.deviations_of(in_force.pk) == [f"{CARD}。理由：法律法规或国家试点文件要求，提取办法第九条。"]
    last = actions.begin(again.pk, by=writer, kind=BaseVersion)
    actions.save(
        last.pk, last.content | {"materials": in_force.content["materials"]}, seen=0, by=writer, kind=BaseVersion
    )
    actions.submit(last.pk, by=writer, kind=BaseVersion)
    actions.publish(last.pk, by=second, kind=BaseVersion)
    assert queries.deviations_of(in_force.pk) == []


def test_what_is_loaded_and_published_under_a_base_is_held_against_it(in_force, in_review, second):
    actions.publish(in_review.pk, by=second, kind=BaseVersion)
    guide = Guide.model_validate(in_force.content | {"record_id": "gjj-purchase-withdraw-511702"})
    loaded = guide.model_copy(update={"place": guide.place.model_copy(update={"region_code": "511702"})})
    list(actions.load_in_bulk([loaded]))
    one = ItemVersion.objects.get(record_id="gjj-purchase-withdraw-511702")
    assert [row.sentence for row in one.deviations.all()] == [CARD]


def against(conditions_of_base, conditions_here):
    """How the conditions of a place stand to a base with these conditions."""
    content = ItemVersion.objects.in_force().get(record_id=DAZHOU).content
    base, local = (
        Guide.model_validate(content | {"acceptance_conditions": lines})
        for lines in (conditions_of_base, conditions_here)
    )
    return summary(base, local)["conditions"]


@pytest.mark.parametrize(
    ("base", "here", "stands"),
    [
        ([], ["放款满半年"], Against.UNREAD),
        (["不另加门槛"], ["放款满半年"], Against.DEVIATES),
        (["不另加门槛。"], ["不另加门槛"], Against.SAME),
        (["放款满半年"], ["不另加门槛"], Against.BETTER),
        (["放款满半年"], ["放款满半年"], Against.SAME),
        (["不另加门槛"], [], Against.UNREAD),
        ([], [], Against.UNREAD),
    ],
)
def test_none_said_is_not_nothing_read(real, base, here, stands):
    assert against(base, here) == stands


@pytest.mark.parametrize(
    ("empty", "element"),
    [
        ({"materials": []}, "materials"),
        ({"process": []}, "process"),
        ({"time_limits": {"legal": None, "promised": None, "handling_kind": None}}, "limits"),
    ],
)
def test_a_base_that_says_nothing_of_an_element_is_no_yardstick_for_it(in_force, empty, element):
    full = {
        "process": ["申请", "审核"],
        "time_limits": {
            "legal": None,
            "promised": {"value": 3, "unit": "工作日", "text": "3个工作日"},
            "handling_kind": None,
        },
    }
    local = in_force.content | full
    base, place = Guide.model_validate(local | empty), Guide.model_validate(local)
    assert summary(base, place)[element] == Against.UNREAD
    assert not [each for each in differences(base, place) if each.against == Against.DEVIATES]


def test_the_writer_takes_it_back_from_review_and_nobody_else(in_review, writer, second):
    with pytest.raises(Blocked, match="写这一版的人"):
        actions.take_back(in_review.pk, by=second, kind=BaseVersion)
    assert actions.take_back(in_review.pk, by=writer, kind=BaseVersion).standing == Standing.DRAFT
    with pytest.raises(Blocked, match="不在审核中"):
        actions.take_back(in_review.pk, by=writer, kind=BaseVersion)
    with pytest.raises(Blocked):
        actions.publish(in_review.pk, by=second, kind=BaseVersion)


def test_the_demonstration_has_bases_and_loading_again_changes_nothing(writer, second):
    load_bases()
    stands = {base.item.slug: base.standing for base in BaseVersion.objects.select_related("item")}
    assert stands["idcard-first"] == stands["gjj-early-repay"] == Standing.IN_FORCE
    assert len(stands) == len(BASES)
    assert Deviation.objects.filter(version__item__slug="gjj-early-repay", sentence__contains="至少还款12个月").exists()
    assert listed(Asked(), writer).waiting == listed(Asked(), second).waiting == 1
    rows = Deviation.objects.count()
    load_bases()
    assert (BaseVersion.objects.count(), Deviation.objects.count()) == (len(BASES), rows)
    base = next(row for row in listed(Asked(words="首次申领居民身份证"), writer).rows if row.kind == "base")
    assert (base.statutory, base.promised, base.told) == ("60日", "20个工作日", "这就是基准")
