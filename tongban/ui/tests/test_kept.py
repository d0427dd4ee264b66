"""Whole pages are put into words once; what differs from reader to reader is put in at each showing."""

import re

import pytest
from django.middleware.csrf import _unmask_cipher_token as unmasked

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def test_each_reader_has_a_token_of_their_own_in_every_form(client, django_user_model):
    from django.test import Client

    other = Client()
    first, second = client.get("/").content.decode(), other.get("/").content.decode()
    assert TOKEN.sub("", first) == TOKEN.sub("", second)
    tokens = TOKEN.findall(first)
    assert len(tokens) > 1
    assert len(set(tokens)) == 1  # one for the page
    assert unmasked(tokens[0]) == client.cookies["csrftoken"].value
    assert unmasked(TOKEN.findall(second)[0]) == other.cookies["csrftoken"].value != client.cookies["csrftoken"].value


def test_a_kept_page_can_be_sent_from(client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.get("/")
    token = TOKEN.search(strict.get("/").content.decode())
    assert token
    answer = strict.post("/look", {"mode": "elder", "csrfmiddlewaretoken": token.group(1), "next": "/"})
    assert answer.status_code == 302


def test_a_look_has_a_page_of_its_own(client):
    plain = client.get("/").content.decode()
    client.cookies["mode"] = "elder"
    elder = client.get("/").content.decode()
    assert 'data-mode="elder"' in elder
    assert 'data-mode="elder"' not in plain
