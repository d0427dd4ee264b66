"""Signing in: three names, one account; few tries; one set of words for all who are not let in."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tongban.journal.tests.threads import in_threads
from tongban.kit.blocked import Blocked, Invalid
from tongban.kit.codes import make_identity_number
from tongban.people import actions, policies, queries
from tongban.people.accounts import Accounts, forget
from tongban.people.actors import NOBODY, Role
from tongban.people.models import AccessToken, Attempt, Disclosure, User

NUMBER = make_identity_number("330681", date(1979, 2, 3), 12)
OTHER = make_identity_number("510107", date(1988, 12, 30), 7)
PHONE = "13600000034"
PASSWORD = "zhuji-1979-river"
WRONG = "not-the-password"


@pytest.fixture
def account(db):
    return actions.sign_up(name="冯小河", identity_number=NUMBER, phone=PHONE, password=PASSWORD)


def refused(name, password=WRONG, address="10.0.0.1"):
    with pytest.raises(Blocked) as no:
        actions.sign_in(name, password, address=address)
    return no.value


@pytest.mark.parametrize(
    "name", [NUMBER, NUMBER.lower(), f"{NUMBER[:6]}-{NUMBER[6:]}", PHONE, "136 0000 0034", "+8613600000034"]
)
def test_identity_number_and_phone_sign_in_however_typed(name, account):
    assert actions.sign_in(name, PASSWORD, address="10.0.0.1") == account


def test_an_account_name_signs_in(account):
    assert actions.sign_in(account.name, PASSWORD, address="10.0.0.1") == account
    assert User.objects.get(pk=account.pk).last_login is not None


def test_each_failure_tells_the_tries_left_and_the_fifth_the_wait(account):
    told = [refused(NUMBER) for _ in range(4)]
    assert [no.sentence.split("还可以试 ")[1][0] for no in told] == ["4", "3", "2", "1"]
    fifth = refused(NUMBER)
    assert "还可以试" not in fifth.sentence
    assert "请过 15 分钟再试" in fifth.sentence
    assert refused(NUMBER, PASSWORD).code == "wait"  # even the right one, now
    Attempt.objects.update(first_at=timezone.now() - policies.WAIT)
    assert actions.sign_in(NUMBER, PASSWORD, address="10.0.0.1") == account


def test_other_spellings_of_a_number_are_the_same_tries(account):
    for name in (NUMBER, f"{NUMBER[:6]}-{NUMBER[6:]}", f" {NUMBER}", NUMBER.lower(), f"{NUMBER[:3]} {NUMBER[3:]}"):
        refused(name, address=name)
    assert refused(NUMBER, PASSWORD, address="elsewhere").code == "wait"


def test_one_address_cannot_try_many_accounts(account):
    for number in range(5):
        refused(f"somebody-{number}")
    assert refused(NUMBER, PASSWORD).code == "wait"
    assert actions.sign_in(NUMBER, PASSWORD, address="10.0.0.2") == account


def test_success_forgives_the_account_but_not_the_address(account):
    refused(NUMBER)
    actions.sign_in(NUMBER, PASSWORD, address="10.0.0.1")
    assert "还可以试 4 次" in refused(NUMBER, address="10.0.0.2").sentence
    assert "还可以试 3 次" in refused("nobody-else", address="10.0.0.1").sentence


def test_unknown_inactive_and_wrong_are_told_in_the_same_words(account):
    wrong = refused(NUMBER, address="a")
    unknown = refused("no-such-account", address="b")
    User.objects.filter(pk=account.pk).update(is_active=False)
    inactive = refused(PHONE, PASSWORD, address="c")
    assert wrong.sentence == unknown.sentence == inactive.sentence
    assert wrong.code == unknown.code == inactive.code


def test_a_phone_shared_by_two_signs_nobody_in(account):
    second = actions.sign_up(name="冯大河", identity_number=OTHER, phone=PHONE, password=PASSWORD)
    refused(PHONE, PASSWORD)
    assert actions.sign_in(OTHER, PASSWORD, address="10.0.0.9") == second


def test_no_name_and_no_number_is_kept_with_the_failures(account):
    refused(NUMBER)
    keys = b"".join(bytes(row.key) for row in Attempt.objects.all())
    assert NUMBER.encode() not in keys
    assert b"10.0.0.1" not in keys


def test_a_person_known_at_a_window_signs_up_with_the_phone_they_gave_there(db):
    actions.register_person(name="冯小河", identity_number=NUMBER, phone=PHONE)
    with pytest.raises(Blocked, match="另一个手机号"):
        actions.sign_up(name="冯小河", identity_number=NUMBER, phone="13600000099", password=PASSWORD)
    assert actions.sign_up(name="冯小河", identity_number=NUMBER, phone="136-0000-0034", password=PASSWORD).person_id


def test_an_account_is_opened_once_and_a_weak_password_leaves_nobody_behind(account):
    with pytest.raises(Blocked, match="已经注册过"):
        actions.open_account(account.person_id, password=PASSWORD)
    with pytest.raises(Invalid) as no:
        actions.sign_up(name="冯大河", identity_number=OTHER, phone="13600000035", password="12345")
    assert no.value.problems[0].field == "password"
    assert queries.person_by_identity(OTHER) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_failures_at_once_none_is_lost():
    in_threads(*[lambda: actions.count_failure(["account:X"]) for _ in range(8)])
    assert Attempt.objects.get().failures == 8


def test_a_window_of_tries_begins_anew_after_its_time(db):
    actions.count_failure(["k"])
    Attempt.objects.update(failures=4, first_at=timezone.now() - policies.WAIT - timedelta(seconds=1))
    actions.count_failure(["k"])
    row = Attempt.objects.get()
    assert row.failures == 1
    assert timezone.now() - row.first_at < timedelta(minutes=1)


class TestActors:
    """Who acts, and what it costs to know."""

    def test_an_officer_is_looked_up_in_one_query(self, real, django_assert_num_queries):
        with django_assert_num_queries(1):
            actor = queries.actor_of_account("zhuji-12")
        assert actor.roles == {Role.CLERK}
        assert actor.outlet_code == "330681-H1"
        assert actor.label.endswith("周*")

    def test_a_session_is_looked_up_in_one_query(self, real, django_assert_num_queries):
        user = User.objects.get(name="dazhou-1")
        with django_assert_num_queries(1):
            actor = queries.actor_of(Accounts().get_user(user.pk))
        assert actor.key == f"officer:{user.officer.pk}"
        with django_assert_num_queries(0):  # for the pages that follow at once
            assert queries.actor_of(Accounts().get_user(user.pk)) == actor
        User.objects.filter(pk=user.pk).update(is_active=False)
        forget()
        assert Accounts().get_user(user.pk) is None

    def test_a_visitor_is_nobody(self, db):
        assert queries.actor_of(object()) == NOBODY
        assert queries.actor_of(User(name="bare")) == NOBODY


class TestDisclosure:
    """谁查过我的数据."""

    def test_an_officers_read_leaves_a_row_and_ones_own_none(self, clerk, li):
        actions.disclose(li.person_id, fields="手机", purpose="核对", by=clerk, case_number="x")
        actions.disclose(li.person_id, fields="手机", purpose="核对", by=li)
        (row,) = queries.disclosures(li.person_id)
        assert (row.who, row.fields, row.purpose, row.case_number) == (clerk.label, "手机", "核对", "x")
        assert Disclosure.objects.filter(person=li.person_id).count() == 1


class TestTokens:
    """A department's key: shown once, kept as a digest, stopped at once."""

    def test_only_the_digest_is_kept_and_a_stopped_key_is_nobody(self, reviewer):
        token = actions.issue_token(reviewer.agency_id, name="综窗系统")
        row = AccessToken.objects.get(agency=reviewer.agency_id, name="综窗系统")
        assert token not in str(vars(row))
        actor = queries.actor_by_token(token)
        assert (actor.key, actor.agency_id) == (f"system:{row.pk}", reviewer.agency_id)
        assert actor.label == "达州市住房公积金管理中心 综窗系统"
        assert queries.actor_by_token(row.digest) is None
        assert actions.revoke_token(reviewer.agency_id, name="综窗系统") == 1
        assert queries.actor_by_token(token) is None
        assert actions.revoke_token(reviewer.agency_id, name="综窗系统") == 0
