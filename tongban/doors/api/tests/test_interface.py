"""The interface: what a department's system can do, and how it is told no."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tongban.cases.models import Case
from tongban.doors.api.interface import api
from tongban.doors.api.openapi import document
from tongban.people import actions as people
from tongban.people.models import Disclosure

PROBLEM = {"wrong": "缺第 3、4 页", "mend": "补拍第 3、4 页", "ground": "收件标准第 1 条"}


def said(answer, status):
    assert answer.status_code == status, answer.content.decode()
    body = answer.json()
    if status >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert body["status"] == status
        assert body["title"]
        assert any("一" <= letter <= "龥" for letter in body["detail"])
    return body


def test_the_committed_document_is_the_one_that_is_served():
    assert Path(settings.ROOT, "docs", "openapi.json").read_text() == document(), "运行 make openapi"


def test_every_endpoint_asks_for_a_token(client, real):
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method in operations:
            answer = client.generic(method.upper(), path.replace("{number}", "1").replace("{version_id}", "1"))
            assert answer.status_code == 401, f"{method} {path}"


def test_a_whole_life_between_two_systems(hall, fund, case_in):
    number = said(hall.post("/cases", case_in, key="hand-in-0001"), 201)["number"]
    assert said(fund.post(f"/cases/{number}/sign-for"), 200)["state"] == "signed_for"
    material = next(iter(case_in["files"]))
    said(fund.post(f"/cases/{number}/send-back", {"problems": [{"material_key": material, **PROBLEM}]}), 200)
    (line,) = said(hall.get(f"/cases/{number}/correction"), 200)
    upload = SimpleUploadedFile("补拍.png", a_picture(), "image/png")
    file = said(hall.upload(upload), 201)
    reply = {"line_id": line["id"], "reply": "uploaded", "files": [{"document_id": file["id"], "name": "补拍.png"}]}
    said(hall.post(f"/cases/{number}/correct", {"replies": [reply]}), 200)
    said(fund.post(f"/cases/{number}/accept"), 200)
    said(fund.post(f"/cases/{number}/decide", {"granted": True, "reason": "准予提取"}), 200)
    assert said(fund.post(f"/cases/{number}/deliver"), 200)["state"] == "delivered"
    case = said(fund.get(f"/cases/{number}"), 200)
    assert case["granted"] is True
    assert (case["receipt_region"], case["completion_region"]) == ("330681000000", "511700000000")
    assert [file["id"]] == [each["id"] for each in material_of(case, material)["files"][1:]]
    told = said(hall.get("/events", after=0, limit=500), 200)["events"]
    assert [event["event"] for event in told if event["number"] == number] == [
        "case.received",
        "case.signed_for",
        "case.returned",
        "case.corrected",
        "case.accepted",
        "case.decided",
        "case.delivered",
    ]


def material_of(case, key):
    return next(material for material in case["materials"] if material["key"] == key)


def a_picture():
    from tongban.documents import queries
    from tongban.doors.terminal.lives import scan

    return queries.read(queries.document(scan("补拍第3、4页").document_id)).read()


def test_sent_again_with_the_same_key_it_is_the_same_case(hall, case_in):
    first = said(hall.post("/cases", case_in, key="hand-in-0002"), 201)
    assert said(hall.post("/cases", case_in, key="hand-in-0002"), 201) == first
    assert Case.objects.count() == 1
    other = case_in | {"content": case_in["content"] | {"answers": {"remark": "另一份"}}}
    assert said(hall.post("/cases", other, key="hand-in-0002"), 409)["code"] == "key_reused"


def test_a_create_without_a_key_is_refused(hall, case_in):
    body = said(hall.post("/cases", case_in), 422)
    assert body["errors"][0]["field"] == "Idempotency-Key"
    assert Case.objects.count() == 0


def test_each_missing_thing_is_told_at_its_field_and_nothing_is_kept(hall, case_in):
    material = next(iter(case_in["files"]))
    case_in["files"].pop(material)
    case_in["content"]["applicant"]["identity_number"] = "330681198607215131"
    case_in["content"]["situation"] = {}
    body = said(hall.post("/cases", case_in, key="hand-in-0003"), 422)
    fields = {error["field"] for error in body["errors"]}
    assert {"applicant.identity_number", "situation.where", f"materials.{material}"} <= fields
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"version_id": "七"}, "version_id"),
        ({"receipt_region": "330681"}, "receipt_region"),
        ({"content": {"applicant": {"name": "李" * 200}}}, "content.applicant.name"),
        ({"content": {"applicant": {"nme": "李静怡"}}}, "content.applicant.nme"),
        ({"content": {"delivery": {"way": "pigeon"}}}, "content.delivery.way"),
        ({"wrong": 1}, "wrong"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_path(hall, case_in, change, field):
    body = said(hall.post("/cases", case_in | change, key="hand-in-0004"), 422)
    assert field in {error["field"] for error in body["errors"]}
    assert all(error["sentence"] for error in body["errors"])


def test_what_is_no_json_is_told_in_words(hall):
    answer = hall._client.post(
        "/api/v1/cases", "{", content_type="application/json", headers={"Idempotency-Key": "hand-in-0005"}
    )
    assert said(answer, 400)["code"] == "bad_request"


def test_another_agency_does_not_find_the_case(hall, fund, case_in):
    from tongban.doors.api.tests.conftest import System

    number = said(hall.post("/cases", case_in, key="hand-in-0006"), 201)["number"]
    elsewhere = System("本溪市医疗保障事务服务中心")
    unknown = said(elsewhere.get("/cases/330681-261120-99999-1"), 404)
    assert said(elsewhere.get(f"/cases/{number}"), 404) == unknown
    assert said(elsewhere.post(f"/cases/{number}/accept"), 404) == unknown


def test_the_hall_may_not_do_the_authority_s_acts(hall, case_in):
    number = said(hall.post("/cases", case_in, key="hand-in-0007"), 201)["number"]
    body = said(hall.post(f"/cases/{number}/accept"), 403)
    assert "达州市住房公积金管理中心" in body["detail"]


def test_an_act_that_the_state_does_not_allow_says_who_did_what(hall, fund, case_in):
    number = said(hall.post("/cases", case_in, key="hand-in-0008"), 201)["number"]
    said(fund.post(f"/cases/{number}/accept"), 200)
    body = said(fund.post(f"/cases/{number}/accept"), 409)
    assert body["code"] == "overtaken"
    assert "受理" in body["detail"]


def test_a_file_that_is_not_what_its_name_says_is_refused(hall):
    fake = SimpleUploadedFile("合同.pdf", b"<html><script>1</script></html>", "application/pdf")
    assert "合同.pdf" in said(hall.upload(fake), 422)["errors"][0]["sentence"]


def test_reading_a_case_leaves_the_row_the_person_sees(hall, fund, case_in):
    number = said(hall.post("/cases", case_in, key="hand-in-0009"), 201)["number"]
    said(fund.get(f"/cases/{number}"), 200)
    row = Disclosure.objects.get()
    assert (row.case_number, "业务系统" in row.actor_label) == (number, True)


def test_nothing_personal_leaves_in_clear(hall, fund, case_in):
    number = said(hall.post("/cases", case_in, key="hand-in-0010"), 201)["number"]
    person = case_in["content"]["applicant"]
    texts = json.dumps(said(fund.get(f"/cases/{number}"), 200)) + json.dumps(said(fund.get("/events"), 200))
    assert person["identity_number"] not in texts
    assert person["phone"] not in texts


def test_a_stopped_key_no_longer_opens(hall):
    from tongban.doors.api.keys import forget

    said(hall.get("/events"), 200)
    for agency in (people.Agency.objects.get(name="诸暨市政务服务中心"),):
        people.revoke_token(agency.pk, name="业务系统")
    forget()
    assert said(hall.get("/events"), 401)["code"] == "no_token"


def test_items_guides_and_reception_can_be_asked(hall):
    (item, *_) = said(hall.get("/items", words="买房取公积金", handling_region="511700"), 200)["items"]
    assert item["slug"] == "gjj-purchase-withdraw"
    guide = said(hall.get(f"/guides/{item['version_id']}", where="remote"), 200)
    assert "户口簿" in [material["name"] for material in guide["materials"]]
    asked = said(hall.get(f"/guides/{item['version_id']}/reception", receipt_region="330681000000"), 200)
    assert asked["possible"]
    assert said(hall.get("/guides/999999"), 404)["detail"]
