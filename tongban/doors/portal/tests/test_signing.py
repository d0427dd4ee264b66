"""Signing in leads each to their own place; opening an account proves itself where a window knows the person."""

from datetime import date

import pytest
from django.test import override_settings

from tongban.doors.portal.signing import DEMO_ACCOUNTS, DEMO_PASSWORD
from tongban.doors.terminal.demo import CHEN, PASSWORD
from tongban.kit.codes import make_identity_number
from tongban.people import actions, queries

pytestmark = pytest.mark.usefixtures("real")


def sign_in(client, name, password=PASSWORD, **more):
    return client.post("/sign-in", {"name": name, "password": password, **more})


@pytest.mark.parametrize(
    ("name", "home"), [(CHEN.phone, "/"), (CHEN.identity_number, "/"), ("zhuji-12", "/desk/"), ("dazhou-1", "/office/")]
)
def test_each_goes_to_their_own_place(client, name, home):
    assert sign_in(client, name).url == home


def test_back_to_where_one_was_going_but_never_elsewhere(client):
    assert sign_in(client, CHEN.phone, next="/my/cases").url == "/my/cases"
    assert sign_in(client, CHEN.phone, next="https://evil.example/").url == "/"
    assert sign_in(client, CHEN.phone, next="//evil.example/").url == "/"


def test_a_wrong_password_tells_the_tries_left_and_keeps_the_name(client):
    page = sign_in(client, CHEN.phone, "wrong")
    assert page.status_code == 422
    assert "还可以试 4 次" in page.content.decode()
    assert CHEN.phone in page.content.decode()
    assert "wrong" not in page.content.decode()


def test_the_demonstration_s_accounts_are_shown_there_only_and_work(client):
    assert DEMO_PASSWORD == PASSWORD
    assert "zhuji-12" not in client.get("/sign-in").content.decode()
    with override_settings(DEMO=True):
        html = client.get("/sign-in").content.decode()
    for account in DEMO_ACCOUNTS:
        assert account.name in html
        assert sign_in(client, account.name).status_code == 302


def test_signing_out_ends_the_session(client):
    sign_in(client, CHEN.phone)
    assert "陈*" in client.get("/").content.decode()
    client.post("/sign-out")
    assert client.get("/my/cases").status_code == 302


NEW = {
    "name": "钱思远",
    "identity_number": make_identity_number("330681", date(1991, 4, 5), 7),
    "phone": "13600000034",
    "password": "a-long-enough-word",
}


def test_an_account_is_opened_and_signed_in(client):
    assert client.post("/register", NEW).url == "/"
    assert "钱*" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"identity_number": NEW["identity_number"][:-1] + "?"}, "身份证"),
        ({"phone": "123"}, "123"),
        ({"name": ""}, "姓名"),
        ({"password": "short"}, "密码"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, wrong, sentence):
    page = client.post("/register", NEW | wrong)
    html = page.content.decode()
    assert page.status_code == 422
    assert sentence in html
    assert "a-long-enough-word" not in html
    assert queries.person_by_identity(NEW["identity_number"]) is None


def test_somebody_a_window_knows_proves_it_by_their_phone(client):
    actions.register_person(name=NEW["name"], identity_number=NEW["identity_number"], phone="13600000099")
    refused = client.post("/register", NEW)
    assert refused.status_code == 422
    assert "另一个手机号" in refused.content.decode()
    assert client.post("/register", NEW | {"phone": "13600000099"}).status_code == 302


def test_who_has_an_account_is_sent_to_sign_in(client):
    page = client.post(
        "/register", NEW | {"name": CHEN.name, "identity_number": CHEN.identity_number, "phone": CHEN.phone}
    )
    assert "已经注册过" in page.content.decode()
