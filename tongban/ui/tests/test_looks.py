"""What a person chooses stays chosen, and the choice leads back to where they were."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from tongban.regions import queries as regions
from tongban.regions.places import Level

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tongban.ui.tests.urls")]


def test_elder_mode_is_on_for_every_page_until_it_is_left(client):
    answer = client.post("/look", {"mode": "elder", "next": "/stand-in/track"})
    assert answer["Location"] == "/stand-in/track"
    assert b'data-mode="elder"' in client.get("/").content
    client.post("/look", {"mode": ""})
    assert b"data-mode" not in client.get("/").content


def test_one_choice_leaves_the_other(client):
    client.post("/look", {"mode": "elder"})
    client.post("/look", {"contrast": "high"})
    page = client.get("/").content
    assert b'data-mode="elder"' in page
    assert b'data-contrast="high"' in page


def test_what_was_never_offered_is_not_shown(client):
    client.cookies["mode"] = '"><script>'
    assert b"data-mode" not in client.get("/").content
    client.post("/look", {"mode": "disco"})
    assert b"disco" not in client.get("/").content


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client, elsewhere):
    assert client.post("/look", {"mode": "elder", "next": elsewhere})["Location"] == "/"


def test_a_place_that_is_none_counts_as_not_chosen(client):
    for code in ["999999", "abc", "33068", "9" * 400]:
        client.cookies["place"] = code
        assert "还没选" in client.get("/").content.decode()


def test_a_visitor_has_no_session_to_extend(client):
    assert client.post("/session").json() == {"seconds": 0}


@pytest.fixture
def signed_in(client, settings):
    after_auth = settings.MIDDLEWARE.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1
    keep = ["tongban.ui.middleware.keep_session"]
    if keep[0] not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE[:after_auth], *keep, *settings.MIDDLEWARE[after_auth:]]
    client.force_login(get_user_model().objects.create(name="li"), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def aged(client, seconds: int) -> None:
    session = client.session
    session["until"] -= seconds
    session.save()


def test_every_page_lets_a_session_last_but_asking_does_not(signed_in):
    whole = settings.SESSION_COOKIE_AGE
    signed_in.get("/")
    aged(signed_in, 600)
    assert signed_in.get("/session").json()["seconds"] <= whole - 600
    signed_in.get("/")
    assert signed_in.get("/session").json()["seconds"] > whole - 5


def test_one_press_extends_a_session(signed_in):
    signed_in.get("/")
    aged(signed_in, 1700)
    assert signed_in.post("/session").json()["seconds"] > settings.SESSION_COOKIE_AGE - 5


@pytest.fixture
def zhuji():
    from tongban.regions.models import Region

    regions.forget()
    shown = {"name": "诸暨市", "full_name": "浙江省绍兴市诸暨市", "initials": "zjs", "level": Level.COUNTY}
    yield Region.objects.update_or_create(code="330681000000", defaults={"source": "test", **shown})[0]
    regions.forget()


def test_a_place_is_found_by_name_and_kept_for_every_page(client, zhuji):
    found = client.get("/place", {"q": "诸暨", "next": "/stand-in/track"}).content.decode()
    assert "浙江省绍兴市诸暨市" in found
    answer = client.post("/place", {"code": zhuji.code, "next": "/stand-in/track"})
    assert answer["Location"] == "/stand-in/track"
    assert "<b>诸暨市</b>" in client.get("/").content.decode()


def test_a_place_that_is_none_cannot_be_chosen(client):
    assert client.post("/place", {"code": "999999"}).status_code == 404
    assert "没有叫“某某”的地方" in client.get("/place", {"q": "某某"}).content.decode()


def test_places_are_suggested_with_their_full_names(client, zhuji):
    found = client.get("/places", {"q": "诸暨"}).json()
    assert {"value": "330681000000", "label": "浙江省绍兴市诸暨市"} in found
