"""我的授权 and deleting a draft: what was given is seen by who gave it, and taken back by nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, drafts
from tongban.cases.models import Draft
from tongban.cases.tests.test_mandates import handed_in
from tongban.kit.blocked import NotFound
from tongban.people import queries as people


def test_the_principal_sees_the_mandate_and_takes_it_back(client_of, chen, stranger):
    case = handed_in(chen, scope="item")
    mandate = people.given_by(stranger.person_id)[0]
    page = client_of(stranger).get("/my/mandates").content.decode()
    assert "陈*" in page
    assert "陈远山" not in page
    assert "期限内可以办这个事项" in page
    assert "赵*" in client_of(chen).get("/my/mandates").content.decode()
    address = f"/my/mandates/{mandate.id}/withdraw"
    assert client_of(chen).get(address).status_code == client_of(chen).post(address).status_code == 404
    assert "收回马上算数" in client_of(stranger).get(address).content.decode()
    assert client_of(stranger).post(address).url == "/my/mandates"
    assert "已收回" in client_of(stranger).get("/my/mandates").content.decode()
    assert "已经收回了" in client_of(stranger).get(address).content.decode()
    assert client_of(stranger).post(address).status_code == 409
    assert client_of(chen).get(f"/my/cases/{case.number}").status_code == 404
    assert client_of(stranger).get(f"/my/cases/{case.number}").status_code == 200


def test_the_authority_reads_the_mandate_beside_the_case(client_of, chen, stranger):
    case = handed_in(chen, scope="item")
    page = client_of("benxi-1").get(f"/office/cases/{case.number}").content.decode()
    assert "期限内可以办这个事项" in page
    assert "授权委托书" in page


def test_a_deleted_draft_is_gone_from_the_list_and_comes_back_whole(client_of, chen, filled, stranger):
    mine, address = client_of(chen), f"/apply/{filled.number}/delete"
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(stranger).post(address).status_code == 404
    assert "里面有 1 个文件" in mine.get(address).content.decode()
    assert mine.post(address).url == "/drafts"
    listed = mine.get("/drafts").content.decode()
    assert "撤销删除" in listed
    assert f"/apply/{filled.number}/delete" not in listed
    assert mine.get(f"/apply/{filled.number}").status_code == 404
    assert client_of(stranger).post(f"/apply/{filled.number}/restore").status_code == 404
    assert mine.post(f"/apply/{filled.number}/restore").url == f"/apply/{filled.number}"
    assert drafts.files_of(drafts.one(filled.number, seen_by=chen))


def test_after_a_day_a_deleted_draft_is_gone_for_good(chen, filled):
    actions.discard_draft(filled.number, by=chen)
    actions.sweep_drafts()
    assert Draft.objects.filter(pk=filled.pk).exists()
    Draft.objects.update(discarded_at=timezone.now() - drafts.TAKEN_BACK_WITHIN - timedelta(minutes=1))
    actions.sweep_drafts()
    assert not Draft.objects.filter(pk=filled.pk).exists()
    with pytest.raises(NotFound):
        actions.restore_draft(filled.number, by=chen)


def test_a_draft_that_was_handed_in_is_not_deleted(client_of, chen, case, filled):
    assert client_of(chen).get(f"/apply/{filled.number}/delete").url == "/drafts"
    assert client_of(chen).post(f"/apply/{filled.number}/delete").status_code == 409
