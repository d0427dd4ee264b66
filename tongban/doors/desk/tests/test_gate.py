"""Who may pass: clerks, each to what their own outlet has in hand."""

import pytest
from django.test import Client
from django.urls import reverse

from tongban.cases.tests.making import received

PAGES = ["/desk/", "/desk/drafts", "/desk/handed-over", "/desk/to-call", "/desk/to-hand-out", "/desk/standards"]


@pytest.mark.parametrize("address", PAGES)
def test_a_visitor_signs_in_and_comes_back(real, address):
    assert Client().get(address).url == f"/sign-in?next={address}"


def test_a_session_that_ended_in_the_middle_of_the_form_returns_to_it(number, page, filled):
    visitor = Client()
    assert visitor.post(page, filled()).url == f"/sign-in?next={page}"
    piece = visitor.post(page, filled(), headers={"HX-Request": "true"})
    assert piece["HX-Redirect"] == f"/sign-in?next={page}"
    assert visitor.post("/desk/begin", {"version": "1"}).url == "/sign-in?next=/desk/"


@pytest.mark.parametrize("address", PAGES)
def test_other_duties_read_whose_page_this_is(client_of, reviewer, address):
    answer = client_of("dazhou-1").get(address)
    assert answer.status_code == 403
    assert "只有窗口人员能用" in answer.content.decode()


def test_an_applicant_has_no_business_here(client_of, li):
    assert client_of(li).get("/desk/").status_code == 403


def test_another_outlet_cannot_tell_a_case_or_a_draft_from_none(client_of, clerk, number):
    case = received(clerk)
    elsewhere = client_of("diankou-3")
    for name in ("desk-case", "desk-received", "desk-correction", "desk-retract", "desk-hand-out", "desk-to-sign"):
        assert elsewhere.get(reverse(name, args=[case.number])).status_code == 404, name
    assert elsewhere.get(reverse("desk-draft", args=[number])).status_code == 404
    assert elsewhere.post(reverse("desk-draft", args=[number]), {"do": "receive"}).status_code == 404
    assert elsewhere.get(reverse("desk-case-paper", args=[case.number, 1])).status_code == 404
    assert elsewhere.get(reverse("desk-case-file", args=[case.number, 1])).status_code == 404


def test_letters_where_a_number_belongs_are_not_found(desk):
    assert desk.get("/desk/nonsense").status_code == 404
    assert desk.get("/desk/cases/nonsense").status_code == 404
    assert desk.get("/desk/standards/999999999").status_code == 404
