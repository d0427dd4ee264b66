"""特别程序, its end and 延长期限 at a reviewer's desk; what the applicant and the window then read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.cases import actions, queries
from tongban.cases.tests.making import submitted
from tongban.doors.office.tests.conftest import at, now, press
from tongban.doors.office.tests.test_acts import follow
from tongban.people import queries as people
from tongban.ui.words import day

pytestmark = pytest.mark.django_db
UNTIL = timezone.localdate() + timedelta(days=20)
HEARING = {"kind": "hearing", "ground": "利害关系人申请听证", "approver": "分管副主任 林某", "until": str(UNTIL)}


@pytest.fixture
def licence(chen):
    """A case on the Licensing Law's clock, accepted in 本溪."""
    benxi = people.actor_of_account("benxi-1")
    return actions.accept(queries.one(submitted(chen).number, seen_by=benxi), by=benxi)


@pytest.fixture
def benxi_desk(client_of, licence):
    return client_of("benxi-1")


def test_a_special_procedure_from_its_form_to_its_end(benxi_desk, licence, client_of, chen):
    form = benxi_desk.get(at(licence), {"act": "suspend"}).content.decode()
    assert all(word in form for word in ("听证", "专家评审", "第四十五条", "批准人", "开始特别程序"))
    told = follow(benxi_desk, press(benxi_desk, licence, "suspend", **HEARING))
    assert "特别程序已开始，时限暂停。" in told
    assert "特别程序告知书" in told
    assert f"听证中，预计 <b>{day(UNTIL)}</b> 结束" in told
    assert "暂停" in benxi_desk.get("/office/").content.decode()
    mine = client_of(chen).get(f"/my/cases/{licence.number}").content.decode()
    assert f"正在听证，预计{day(UNTIL)}结束。" in mine
    assert "这段时间不算办理时间" in mine
    assert press(benxi_desk, licence, "grant", decision="准予").status_code == 409
    told = follow(benxi_desk, press(benxi_desk, licence, "resume", ended="听证已举行，继续审查"))
    assert "已恢复办理，时限继续。" in told
    assert "恢复办理告知书" in told
    assert "继续审查" in client_of(chen).get(f"/my/cases/{licence.number}").content.decode()
    assert now(licence).suspended_at is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"kind": ""}, "kind"), ({"ground": ""}, "ground"), ({"until": "下周"}, "until"), ({"approver": ""}, "approver")],
)
def test_what_is_wrong_is_told_at_its_field_and_kept(wrong, field, benxi_desk, licence):
    answer = press(benxi_desk, licence, "suspend", **{**HEARING, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert (wrong.get("until") or HEARING["ground"] if field != "ground" else HEARING["approver"]) in page
    assert now(licence).suspended_at is None


def test_an_extension_once_and_then_no_more(benxi_desk, licence):
    form = benxi_desk.get(at(licence), {"act": "extend"}).content.decode()
    assert "最多 10 个工作日" in form
    assert "本行政机关负责人" in form
    for days in ("十天", "11"):
        assert (
            press(benxi_desk, licence, "extend", days=days, reason="需要向外省核实", approver="林主任").status_code
            == 422
        )
    told = follow(
        benxi_desk, press(benxi_desk, licence, "extend", days="5", reason="需要向外省核实", approver="林主任")
    )
    assert "办理期限已延长。" in told
    assert "延长办理期限告知书" in told
    assert "延长期限" not in benxi_desk.get(at(licence), {"act": "grant"}).content.decode()
    again = press(benxi_desk, licence, "extend", days="5", reason="还要再核实一次", approver="林主任")
    assert again.status_code == 409
    assert "只能延长一次" in again.content.decode()
