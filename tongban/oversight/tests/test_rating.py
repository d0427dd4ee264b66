"""好差评: five grades, once for each party, when it is due, by whoever holds the link."""

import pytest
from django.core import signing
from django.core.signing import TimestampSigner

from tongban.cases import actions as cases
from tongban.cases.queries import for_rating as to_rate
from tongban.cases.tests.making import received, submitted
from tongban.journal.models import Entry
from tongban.kit.blocked import Blocked, Invalid, NotFound
from tongban.oversight import actions, queries
from tongban.oversight.models import Grade, Party, Rating
from tongban.oversight.reasons import REASONS
from tongban.people.actors import NOBODY


@pytest.fixture
def case(clerk):
    return received(clerk)


def rate(case, party=Party.WINDOW, grade=Grade.GOOD, by=NOBODY, **more):
    return actions.rate(case.number, party, grade=grade, by=by, channel="扫码", **more)


@pytest.mark.parametrize(
    ("grade", "code", "stars", "bad"),
    [
        (Grade.VERY_GOOD, 1, 5, False),
        (Grade.GOOD, 2, 4, False),
        (Grade.FAIR, 3, 3, False),
        (Grade.BAD, 4, 2, True),
        (Grade.VERY_BAD, 5, 1, True),
    ],
)
def test_five_grades_in_both_counts(grade, code, stars, bad, case):
    rating = rate(case, grade=grade)
    assert (rating.grade, grade.gb39046, grade.stars, grade.is_bad) == (grade, code, stars, bad)
    assert Entry.objects.get(fact="case.rated").content == {"party": "window", "grade": grade}


def test_window_and_authority_are_rated_apart_each_once_and_each_in_its_time(case, reviewer, li):
    assert queries.open_ratings(to_rate(case.number)) == [Party.WINDOW]
    with pytest.raises(Blocked, match="办完以后再评价"):
        rate(case, Party.AUTHORITY)
    rate(case, Party.WINDOW, Grade.VERY_GOOD, by=li)
    assert queries.open_ratings(to_rate(case.number)) == []
    cases.decline(case, reason="依法不需要取得许可", by=reviewer)
    assert queries.open_ratings(to_rate(case.number)) == [Party.AUTHORITY]
    rate(case, Party.AUTHORITY, Grade.BAD)
    given = queries.ratings(case.number)
    assert given[Party.WINDOW].rated == case.receipt_place
    assert given[Party.AUTHORITY].rated == "达州市住房公积金管理中心"
    for party in Party:
        with pytest.raises(Blocked, match="已经评价过了"):
            rate(case, party)
    assert Rating.objects.count() == 2


def test_online_there_is_no_window_to_rate(chen):
    case = submitted(chen)
    assert queries.open_ratings(to_rate(case.number)) == []
    with pytest.raises(Blocked, match="没有收件窗口"):
        rate(case)


def test_officers_do_not_rate(case, clerk, reviewer):
    for officer in (clerk, reviewer):
        with pytest.raises(Blocked, match="工作人员不能"):
            rate(case, by=officer)
    assert not Rating.objects.exists()


@pytest.mark.parametrize("grade", Grade)
def test_only_the_reasons_of_the_grade_are_kept(grade, case):
    everything = (*(code for reasons in REASONS.values() for code in reasons), "999", "")
    assert rate(case, grade=grade, reasons=everything).reasons == list(REASONS[grade])


def test_words_have_an_end(case):
    with pytest.raises(Invalid) as no:
        rate(case, text="好" * 501)
    assert no.value.problems[0].field == "text"
    assert rate(case, text=f" {'好' * 500} ").text == "好" * 500


class TestLinks:
    """What a QR code carries."""

    def test_it_opens_its_own_case_and_party_only(self):
        token = actions.rating_token("330681-261112-00127-7", Party.AUTHORITY)
        assert actions.read_token(token) == ("330681-261112-00127-7", Party.AUTHORITY)
        assert "330681" not in token

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
            lambda token: "x" + token,
            lambda token: token.split(":")[0],
            lambda token: "",
            lambda token: signing.dumps(["330681-261112-00127-7", "window"], salt="another"),
            lambda token: signing.dumps(["330681-261112-00127-7", "mayor"], salt=actions.SALT),
            lambda token: signing.dumps(["only-one"], salt=actions.SALT),
        ],
    )
    def test_a_spoiled_one_opens_nothing(self, spoil):
        with pytest.raises(NotFound, match="打不开了"):
            actions.read_token(spoil(actions.rating_token("330681-261112-00127-7", Party.WINDOW)))

    def test_an_old_one_opens_nothing(self, monkeypatch):
        monkeypatch.setattr(TimestampSigner, "timestamp", lambda self: signing.b62_encode(1))
        token = actions.rating_token("330681-261112-00127-7", Party.WINDOW)
        with pytest.raises(NotFound, match="打不开了"):
            actions.read_token(token)

    def test_a_case_that_is_not_there_is_not_found(self, real):
        with pytest.raises(NotFound):
            actions.rate("330681-261112-00127-7", Party.WINDOW, grade=Grade.GOOD, by=NOBODY, channel="扫码")
