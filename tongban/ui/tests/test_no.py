"""However something goes wrong, a person reads a sentence and nothing else."""

import pytest
from django.http import HttpResponse

from tongban.kit.blocked import Blocked
from tongban.ui.middleware import say_no_in_words

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tongban.ui.tests.urls")]


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("how", "status", "sentence"),
    [
        ("blocked", 409, "陈* 在 10:04 已经签收这件。"),
        ("invalid", 422, "银行卡号少了 1 位"),
        ("not-found", 404, "没有找到。请核对编号"),
        ("denied", 403, "这件归阜阳市人社局办"),
        ("database", 503, "现在交不上去"),
        ("bug", 500, "这不是您的问题"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_refusal_is_a_sentence(visitor, how, status, sentence, htmx):
    answer = visitor.get(f"/fail/{how}", headers={"HX-Request": "true"} if htmx else {})
    text = answer.content.decode()
    assert (answer.status_code, sentence in text) == (status, True)
    assert "secret" not in text
    assert "Traceback" not in text
    assert ("<html" in text) is not htmx
    if htmx:
        assert answer["HX-Retarget"] == "#said"


def test_a_page_of_the_staff_says_no_in_the_staffs_frame(visitor):
    assert b'class="staff"' in visitor.get("/desk/fail/blocked").content


def test_the_api_is_left_to_its_own_words(rf):
    in_words = say_no_in_words(lambda request: HttpResponse())
    assert in_words.process_exception(rf.get("/api/v1/cases"), Blocked("不能")) is None
    assert in_words.process_exception(rf.get("/desk/"), RuntimeError()) is None


def test_the_way_back_leads_only_to_our_own_pages(visitor):
    ours = visitor.get("/fail/blocked", headers={"Referer": "http://testserver/stand-in/track"})
    assert b"/stand-in/track" in ours.content.split(b"<main")[1]
    theirs = visitor.get("/fail/blocked", headers={"Referer": "https://elsewhere.example/"})
    assert b"elsewhere" not in theirs.content


def test_a_failure_can_be_quoted_and_found_in_the_log(visitor, caplog):
    answer = visitor.get("/fail/bug")
    assert answer["X-Request-Id"] in answer.content.decode()
    assert answer["X-Request-Id"] in {getattr(record, "request_id", "") for record in caplog.records}


def test_the_log_holds_the_route_and_never_the_path(visitor, caplog):
    caplog.set_level("INFO", "tongban.access")
    visitor.get("/fail/blocked")
    record = next(record for record in caplog.records if record.name == "tongban.access")
    assert (record.route, record.method, record.status) == ("fail/<str:how>", "GET", 409)


def test_a_stale_form_is_told_so(client):
    client.handler.enforce_csrf_checks = True
    answer = client.post("/look", {"mode": "elder"})
    assert (answer.status_code, "刚才的操作没有生效" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("address", ["/?q=%00", "/fail/%00", "/?%00=q"])
def test_a_nul_in_an_address_is_not_let_in(visitor, address):
    assert visitor.get(address).status_code == 400


def test_a_nul_in_a_form_is_not_let_in(visitor):
    assert visitor.post("/place", {"code": "3306\0"}).status_code == 400
    assert visitor.post("/place", {"code\0": "3306"}).status_code == 400
