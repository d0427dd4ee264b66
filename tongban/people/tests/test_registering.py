"""Who is known, under which number, and what of it lies in the database in clear: nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tongban.kit.blocked import Blocked, Invalid, NotFound
from tongban.kit.codes import make_identity_number, make_uscc
from tongban.people import actions, queries
from tongban.people.actors import CLOCK
from tongban.people.models import Mandate, Organisation, Person

pytestmark = pytest.mark.django_db

NUMBER = make_identity_number("330681", date(1979, 2, 3), 12)
OTHER = make_identity_number("510107", date(1988, 12, 30), 7)
PHONE = "13600000034"
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def known(**changes):
    return actions.register_person(**{"name": "冯小河", "identity_number": NUMBER, "phone": PHONE} | changes)


def test_numbers_are_sealed_at_rest():
    person = known()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person WHERE id = %s", [person.pk])
        row = cursor.fetchone()
    raw = b"".join(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row)
    assert "冯小河".encode() in raw
    assert NUMBER.encode() not in raw
    assert PHONE.encode() not in raw
    again = Person.objects.get(pk=person.pk)
    assert (again.identity_number, again.phone) == (NUMBER, PHONE)


def test_two_people_with_one_phone_are_sealed_differently_and_found_alike():
    one, two = known(), known(name="冯大河", identity_number=OTHER)
    assert bytes(one.phone_sealed) != bytes(two.phone_sealed)
    assert bytes(one.phone_index) == bytes(two.phone_index)


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        f" {NUMBER} ",
        NUMBER.lower(),
        f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
        f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}",
        NUMBER.translate(FULL_WIDTH),
    ],
)
def test_the_same_person_however_typed_is_one_row(typed):
    first = known()
    assert known(identity_number=typed).pk == first.pk
    assert queries.person_by_identity(typed).id == first.pk
    assert Person.objects.filter(name="冯小河").count() == 1


@pytest.mark.parametrize("typed", ["136 0000 0034", "136-0000-0034", "+86 13600000034", "008613600000034"])
def test_a_phone_however_typed_is_one_phone(typed):
    assert known(phone=typed).phone == PHONE


def test_what_is_said_last_of_phone_mail_and_place_stands_and_silence_changes_nothing():
    known(email="a@example.test", region_code="330681000000")
    person = known(phone="13600000035", email="b@example.test", region_code="330106000000")
    person = actions.register_person(name="冯小河", identity_number=NUMBER)
    assert (person.phone, person.email, person.region_code) == ("13600000035", "b@example.test", "330106000000")


def test_somebody_else_does_not_change_how_a_known_person_is_reached():
    known()
    person = known(phone="13600000099", email="thief@example.test", contact_stands=True)
    assert (person.phone, person.email) == (PHONE, "")
    fresh = known(name="冯大河", identity_number=OTHER, phone="13600000099", contact_stands=True)
    assert fresh.phone == "13600000099"


def test_another_name_for_a_known_number_is_refused_without_telling_the_name():
    known()
    with pytest.raises(Blocked, match="另一个姓名") as no:
        known(name="冯大河")
    assert no.value.code == "name_differs"
    assert "冯小河" not in no.value.sentence
    assert Person.objects.get(identity_index=known().identity_index).name == "冯小河"


WRONG_CHECK = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
UNBORN = make_identity_number("330681", date(2030, 1, 1), 3)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("identity_number", WRONG_CHECK, "最后一位对不上"),
        ("identity_number", UNBORN, "还没有到"),
        ("identity_number", NUMBER[:17], "少了 1 位"),
        ("name", "  ", "请填写姓名"),
        ("name", "冯1", "姓名第 2 个字"),
        ("phone", "1360000003", "少了 1 位"),
        ("phone", "23600000034", "13 到 19"),
        ("email", "冯@", "电子邮箱"),
        ("email", "a@example.test\nBcc: b@example.test", "电子邮箱"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_field_and_nothing_is_kept(field, value, words):
    before = Person.objects.count()
    with pytest.raises(Invalid, match=words) as no:
        known(**{field: value})
    assert [problem.field for problem in no.value.problems] == [field]
    assert Person.objects.count() == before


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(Invalid) as no:
        known(name="", identity_number=WRONG_CHECK, phone="1", email="x")
    assert [problem.field for problem in no.value.problems] == ["name", "identity_number", "phone", "email"]


def test_views_are_masked():
    view = queries.person_view(known(email="a@example.test"))
    assert (view.masked_name, view.masked_phone) == ("冯*", "136 **** 0034")
    assert view.masked_identity == f"3306**********{NUMBER[-4:]}"
    assert view.last_four == NUMBER[-4:]
    assert view.born_on == date(1979, 2, 3)
    with pytest.raises(NotFound):
        queries.person(0)


def test_an_organisation_is_known_by_its_code():
    uscc = make_uscc("330681", 4711)
    first = actions.register_organisation(name="诸暨小河袜业有限公司", uscc=uscc)
    again = actions.register_organisation(name="诸暨小河袜业有限公司", uscc=f" {uscc[:8]}-{uscc[8:].lower()}")
    assert first.pk == again.pk
    assert queries.organisation_by_uscc(uscc.lower()).name == "诸暨小河袜业有限公司"
    wrong = uscc[:-1] + ("0" if uscc[-1] != "0" else "1")
    with pytest.raises(Invalid) as no:
        actions.register_organisation(name="别的公司", uscc=wrong)
    assert no.value.problems[0].field == "uscc"
    assert Organisation.objects.filter(uscc__startswith=uscc[:8]).count() == 1


class TestMandates:
    """授权 holds to its last day, and no longer than it stands."""

    def test_it_ends_with_its_day(self):
        grantor, agent = known(), known(name="冯大河", identity_number=OTHER)
        today = timezone.localdate()
        actions.grant_mandate(agent_id=agent.pk, person_id=grantor.pk, valid_until=today, by=CLOCK)
        assert queries.may_act_for(agent.pk, person_id=grantor.pk)
        assert not queries.may_act_for(grantor.pk, person_id=agent.pk)
        actions.grant_mandate(agent_id=agent.pk, person_id=grantor.pk, valid_until=today - timedelta(days=1), by=CLOCK)
        assert not queries.may_act_for(agent.pk, person_id=grantor.pk)
        assert Mandate.objects.count() == 1

    def test_taken_back_it_holds_no_more(self):
        agent = known()
        firm = actions.register_organisation(name="诸暨小河袜业有限公司", uscc=make_uscc("330681", 4711))
        until = timezone.localdate() + timedelta(days=30)
        mandate = actions.grant_mandate(agent_id=agent.pk, organisation_id=firm.pk, valid_until=until, by=CLOCK)
        assert [view.id for view in queries.organisations_of(agent.pk)] == [firm.pk]
        assert queries.may_act_for(agent.pk, organisation_id=firm.pk)
        Mandate.objects.filter(pk=mandate.pk).update(withdrawn_at=timezone.now())
        assert queries.organisations_of(agent.pk) == []
        assert not queries.may_act_for(agent.pk, organisation_id=firm.pk)
