"""Who may know of a case, and what lists and public questions show."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, outlet, queries
from tongban.cases.actions.examination import WrittenProblem
from tongban.cases.choices import DeliveryWay
from tongban.cases.content import WrittenOrganisation
from tongban.cases.lifecycle import State
from tongban.cases.lists import PAGE, Filters, Stack
from tongban.cases.models import Case, Draft
from tongban.cases.tests.making import a_file, content_for, draft_at_counter, received, submitted
from tongban.catalogue import queries as catalogue
from tongban.doors.terminal import demo
from tongban.kit.blocked import NotFound
from tongban.kit.codes import make_uscc
from tongban.people import actions as people_actions
from tongban.people import queries as people
from tongban.people.actors import CLOCK, NOBODY

PROBLEM = {"wrong": "缺第 3 页", "mend": "补拍第 3 页", "ground": "收件标准"}


@pytest.fixture
def everyone(li, chen, stranger, clerk, reviewer, second_reviewer, elsewhere):
    return {
        "li": li,
        "chen": chen,
        "stranger": stranger,
        "clerk": clerk,
        "other_clerk": people.actor_of_account("diankou-3"),
        "reviewer": reviewer,
        "second_reviewer": second_reviewer,
        "elsewhere": elsewhere,
        "clock": CLOCK,
        "nobody": NOBODY,
    }


def test_each_sees_exactly_what_is_theirs(everyone):
    at_window, online = received(everyone["clerk"]), submitted(everyone["chen"])
    may_see = {
        at_window.number: {"li", "clerk", "reviewer", "second_reviewer"},
        online.number: {"chen", "elsewhere"},
    }
    absent = set()
    for number, allowed in may_see.items():
        for name, actor in everyone.items():
            if name in allowed:
                assert queries.one(number, seen_by=actor).number == number
            else:
                with pytest.raises(NotFound) as no:
                    queries.one(number, seen_by=actor)
                absent.add(no.value.sentence)
    with pytest.raises(NotFound) as no:
        queries.one("330681-261112-99999-0", seen_by=everyone["li"])
    assert absent == {no.value.sentence}  # what is not yours and what is not there are told in the same words


def test_a_number_is_found_however_it_is_typed(clerk):
    number = received(clerk).number
    for typed in (
        number.replace("-", ""),
        f" {number} ",
        number.translate(str.maketrans("0123456789-", "０１２３４５６７８９－")),
    ):
        assert queries.one(typed, seen_by=clerk).number == number


def test_events_are_those_of_ones_own_cases(everyone):
    at_window, online = received(everyone["clerk"]), submitted(everyone["chen"])
    actions.sign_for(at_window, by=everyone["reviewer"])
    told, cursor = queries.events_since(everyone["reviewer"], 0)
    assert [(entry.subject, entry.name) for entry in told] == [
        (at_window.number, "case.received"),
        (at_window.number, "case.signed_for"),
    ]
    assert [entry.subject for entry in queries.events_since(everyone["elsewhere"], 0)[0]] == [online.number]
    assert queries.events_since(everyone["reviewer"], told[0].id) == (told[1:], cursor)
    assert queries.events_since(everyone["stranger"], 0) == (
        [],
        cursor,
    )  # it has been looked at, and is not asked again


def test_an_officers_look_is_recorded_once_and_showing_all_every_time(everyone):
    number, li, reviewer = received(everyone["clerk"]).number, everyone["li"], everyone["reviewer"]
    for _ in range(3):
        actions.read(number, by=reviewer, purpose="审查")
    assert len(people.disclosures(li.person_id)) == 1
    case, clear = actions.reveal(number, by=reviewer, purpose="核对地址")
    actions.reveal(number, by=reviewer, purpose="核对地址")
    assert (case.number, clear.identity_number, clear.phone) == (number, demo.LI.identity_number, demo.LI.phone)
    assert len(people.disclosures(li.person_id)) == 3
    actions.read(number, by=li, purpose="自己看")
    actions.reveal(number, by=li, purpose="自己看")
    assert len(people.disclosures(li.person_id)) == 3
    with pytest.raises(NotFound):
        actions.reveal(number, by=everyone["elsewhere"], purpose="好奇")
    assert len(people.disclosures(li.person_id)) == 3


class TestTracking:
    """Without signing in: the number, and the last four characters of the identity number or credit code."""

    def test_right_and_wrong(self, clerk):
        number, four = received(clerk).number, demo.LI.identity_number[-4:]
        status = queries.track(number.replace("-", ""), f" {four.lower()} ")
        assert (status.number, status.state) == (number, State.RECEIVED)
        assert status.agency_name == "达州市住房公积金管理中心"
        for wrong_number, wrong_four in [(number, "0000"), (number, ""), (number, demo.CHEN.identity_number[-4:])]:
            assert queries.track(wrong_number, wrong_four) is None
        assert queries.track("330681-261112-99999-0", four) is None
        assert queries.track("", four) is None

    def test_an_x_may_be_small_and_full_width(self, clerk):
        from datetime import date

        from tongban.kit.codes import make_identity_number

        numbers = (make_identity_number("330681", date(1980, 1, 1), serial) for serial in range(1, 200))
        number = next(number for number in numbers if number.endswith("X"))
        person = demo.DemoPerson("沈归舟", number, "13600000052", "", "330681000000")
        case = received(clerk, person=person)
        for typed in (number[-4:], number[-4:].lower(), number[-4:].replace("X", "ｘ")):
            assert queries.track(case.number, typed).number == case.number

    def test_an_organisation_is_asked_for_its_code(self, clerk):
        uscc = make_uscc("330681", 4711)
        draft = draft_at_counter(clerk)
        content = content_for(catalogue.version(draft.item_version_id), {"where": "remote"})
        firm = WrittenOrganisation(name="诸暨小河袜业有限公司", uscc=uscc)
        actions.save(draft.number, content.model_copy(update={"organisation": firm}), by=clerk)
        case = actions.receive(draft.number, by=clerk)
        assert queries.track(case.number, uscc[-4:].lower()).number == case.number
        assert queries.track(case.number, demo.LI.identity_number[-4:]) is None
        (row,) = queries.worklist(people.actor_of_account("dazhou-1")).rows
        assert row.shown_name == "诸暨小河袜业有限公司"


class TestLists:
    """The inbox by urgency, its figures, filters and pages."""

    @pytest.fixture
    def three(self, clerk):
        cases = [received(clerk) for _ in range(3)]
        today = timezone.localdate()
        for case, days in zip(cases, (2, -1, 0), strict=True):
            Case.objects.filter(pk=case.pk).update(next_due_on=today + timedelta(days=days))
        return [case.number for case in cases]

    def test_the_most_urgent_is_first_and_neighbours_follow(self, three, reviewer):
        later, late, today = three
        assert [row.number for row in queries.worklist(reviewer).rows] == [late, today, later]
        assert queries.neighbours(queries.one(today, seen_by=reviewer), reviewer) == (late, later)
        assert queries.neighbours(queries.one(late, seen_by=reviewer), reviewer) == (None, today)
        assert queries.neighbours(queries.one(later, seen_by=reviewer), reviewer) == (today, None)

    def test_its_figures(self, three, reviewer, elsewhere):
        counts = queries.counts(reviewer)
        assert (counts.overdue, counts.due_today, counts.of(Stack.TO_SIGN_FOR), counts.of(Stack.TO_DECIDE)) == (
            1,
            1,
            3,
            0,
        )
        assert queries.counts(elsewhere).of(Stack.IN_HAND) == 0

    def test_what_awaits_the_applicant_is_never_overdue(self, three, reviewer):
        case = queries.one(three[1], seen_by=reviewer)
        key = queries.materials(case)[0].key
        actions.send_back(case, problems=[WrittenProblem(material_key=key, **PROBLEM)], by=reviewer)
        Case.objects.filter(pk=case.pk).update(next_due_on=timezone.localdate() - timedelta(days=3))
        assert queries.counts(reviewer).overdue == 0
        assert not Case.objects.overdue(timezone.localdate()).exists()
        late = Filters(states=Stack.AWAITING_CORRECTION, due="late")
        assert queries.worklist(reviewer, late).rows == []

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            (Filters(due="late"), [1]),
            (Filters(due="today"), [2]),
            (Filters(region="330681"), [1, 2, 0]),
            (Filters(region="330600000000"), [1, 2, 0]),
            (Filters(region="330000"), [1, 2, 0]),
            (Filters(region="330680"), []),  # not every code that begins with 33068
            (Filters(region="500000"), []),
            (Filters(item="没有的事项"), []),
            (Filters(words="李静怡"), [1, 2, 0]),
            (Filters(words="陈"), []),
            (Filters(mine=True), [1, 2, 0]),
            (Filters(states=Stack.TO_DECIDE), []),
        ],
    )
    def test_it_can_be_narrowed(self, filters, expected, three, reviewer):
        assert [row.number for row in queries.worklist(reviewer, filters).rows] == [three[n] for n in expected]

    def test_a_province_is_not_its_neighbours(self, three, reviewer):
        Case.objects.filter(number=three[0]).update(receipt_region="510100000000")
        assert [row.number for row in queries.worklist(reviewer, Filters(region="500000")).rows] == []
        assert [row.number for row in queries.worklist(reviewer, Filters(region="510000")).rows] == [three[0]]

    def test_a_number_finds_its_case(self, three, reviewer):
        found = queries.worklist(reviewer, Filters(words=three[2].replace("-", "")))
        assert [row.number for row in found.rows] == [three[2]]

    def test_mine_are_those_i_took_and_those_nobody_did(self, three, reviewer, second_reviewer):
        actions.sign_for(queries.one(three[0], seen_by=second_reviewer), by=second_reviewer)
        assert three[0] not in [row.number for row in queries.worklist(reviewer, Filters(mine=True)).rows]
        assert three[0] in [row.number for row in queries.worklist(second_reviewer, Filters(mine=True)).rows]

    def test_pages_have_ends(self, three, reviewer):
        page = queries.worklist(reviewer, page=99)
        assert (page.page, page.pages, page.total, len(page.rows)) == (1, 1, 3, 3)
        assert queries.worklist(reviewer, page=-1).page == 1
        one = Case.objects.get(number=three[0])
        for serial in range(PAGE):
            one.pk, one.number = None, f"330681-000101-{serial:05d}-0"
            one.save()
        second = queries.worklist(reviewer, page=2)
        assert (second.pages, len(second.rows)) == (2, 3)

    def test_sources_follow_what_comes_and_goes(self, three, clerk, reviewer):
        def regions():
            return dict(queries.sources(reviewer, queries.counts(reviewer)).regions)

        assert regions() == {"330681000000": 3}
        actions.retract(queries.one(three[0], seen_by=clerk), by=clerk)
        elsewhere_taken = received(clerk)
        Case.objects.filter(pk=elsewhere_taken.pk).update(receipt_region="330106000000")
        assert regions() == {"330681000000": 2, "330106000000": 1}  # as many as before, and not the same

    def test_masked_names(self, three, reviewer):
        assert {row.shown_name for row in queries.worklist(reviewer).rows} == {"李*"}


def test_an_outlets_lists_and_figures(clerk, reviewer, li):
    first, second = received(clerk, delivery=DeliveryWay.COUNTER), received(clerk)
    draft_at_counter(clerk)
    for case in (first, second):
        actions.accept(case, by=reviewer)
        actions.decide(case, granted=True, by=reviewer)
    assert [row.number for row in queries.to_hand_out(clerk).rows] == [first.number]
    assert [row.number for row in queries.handed_over(clerk).rows] == [second.number, first.number]
    assert [row.number for row in queries.handed_over(clerk, words=first.number).rows] == [first.number]
    tally = outlet.tally(clerk)
    assert (tally.drafts, tally.under_way, tally.to_hand_out, tally.received_today, tally.delivered_today) == (
        1,
        2,
        1,
        2,
        0,
    )
    actions.deliver(queries.one(first.number, seen_by=clerk), by=clerk, receiver="李静怡", signed=a_file("签字"))
    assert outlet.tally(clerk).delivered_today == 1


def test_a_system_without_an_outlet_counts_its_own_drafts_only(clerk, li):
    version = catalogue.published("gjj-purchase-withdraw", "511700")
    actions.open_draft(version_id=version.id, receipt_region="330681000000", by=li)
    system = people.actor_by_token(people_actions.issue_token(clerk.agency_id, name="综窗系统"))
    assert Draft.objects.filter(outlet_code="").count() == 1
    assert outlet.tally(system).drafts == 0


def test_what_needs_me_comes_first(clerk, reviewer, li):
    cases = [received(clerk) for _ in range(3)]
    key = queries.materials(cases[1])[0].key
    actions.send_back(cases[1], problems=[WrittenProblem(material_key=key, **PROBLEM)], by=reviewer)
    expected = [cases[n].number for n in (1, 2, 0)]
    assert [row.number for row in queries.my_cases(li).rows] == expected
