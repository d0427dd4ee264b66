"""The promise: a file goes in with a progress bar, and every fault stands on the page with its place."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongban.catalogue.models import ItemVersion

DAZHOU = "gjj-purchase-withdraw-511700"


@pytest.fixture
def officer(client_of):
    return client_of("catalogue-1")


def send(officer, content, name="a.json"):
    return officer.post("/console/catalogue/import", {"file": SimpleUploadedFile(name, content)})


def test_a_file_goes_in_step_by_step(officer, real):
    content = ItemVersion.objects.in_force().get(record_id=DAZHOU).content
    wrong = content | {"record_id": "wrong", "time_limits": content["time_limits"] | {"handling_kind": "慢办件"}}
    answer = send(officer, json.dumps([content | {"rules": ["新规则"]}, wrong]).encode())
    address = answer["Location"]
    waiting = officer.get(address).content.decode()
    assert 'max="2" value="0"' in waiting
    assert 'hx-trigger="load"' in waiting
    done = officer.post(f"{address}/step", headers={"HX-Request": "true"}).content.decode()
    assert "导入完了" in done
    assert "“慢办件”不是认得的写法" in done
    assert officer.post(f"{address}/step").status_code == 302
    assert "写成的草稿" in officer.get(address).content.decode()


def test_what_is_not_ours_is_told_at_the_field(officer):
    answer = send(officer, b"hello", "a.xlsm")
    assert answer.status_code == 422
    assert "带宏的文件" in answer.content.decode()
    assert "还没有选文件" in officer.post("/console/catalogue/import").content.decode()


def test_somebody_elses_import_is_not_known(officer, client_of, real):
    address = send(officer, json.dumps(ItemVersion.objects.in_force().first().content).encode())["Location"]
    assert client_of("catalogue-2").get(address).status_code == 404


@pytest.mark.parametrize(
    ("path", "kind"), [("export.xlsx", "sheet"), ("export.json", "json"), ("import/template.xlsx", "sheet")]
)
def test_files_can_be_taken_out(officer, path, kind):
    answer = officer.get(f"/console/catalogue/{path}?words=购房提取")
    assert answer.status_code == 200
    assert kind in answer["Content-Type"]
