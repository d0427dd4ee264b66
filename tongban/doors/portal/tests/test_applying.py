"""An application from the guide to the number: nothing typed is lost, and it is handed in once."""

from tongban.cases import drafts, queries
from tongban.cases.choices import DeliveryWay
from tongban.doors.portal.tests.conftest import SITUATION, photo
from tongban.doors.terminal.demo import LI


def begin(client, version):
    answers = {f"situation.{key}": value for key, value in SITUATION.items()}
    return client.post("/apply", {"version": version.id, "from": "330681000000", **answers})


def content_of(draft, who):
    return drafts.content_of(drafts.one(draft.number, seen_by=who))


def test_from_the_guide_to_the_number(client_of, chen, version, django_assert_max_num_queries):
    mine = client_of(chen)
    tasks = begin(mine, version).url
    with django_assert_max_num_queries(12):
        assert "开始填" in mine.get(tasks).content.decode()
    assert mine.post(f"{tasks}/who", {"who": "self"}).url == f"{tasks}/applicant?saved=who"
    assert mine.post(f"{tasks}/applicant", {"applicant.phone": "13900000016"}).status_code == 302
    sent = mine.post(f"{tasks}/material.m01", {"files": photo(), "do": "next"})
    assert sent.url.startswith(f"{tasks}/delivery")
    with django_assert_max_num_queries(12):
        assert "陈*" in mine.get(f"{tasks}/check").content.decode()
    assert mine.post(f"{tasks}/check", {"consented": "yes"}).url == f"{tasks}/done"
    with django_assert_max_num_queries(12):
        html = mine.get(f"{tasks}/done").content.decode()
    (case,) = queries.my_cases(chen).rows
    assert case.number in html
    assert "提交回执" in html


def test_a_visitor_signs_in_first_and_comes_back_with_the_answers(client, version):
    page = begin(client, version)
    assert page.url.startswith("/sign-in?next=%2Fitems%2F")
    assert "situation.agent%3Dno" in page.url


def test_a_session_that_ended_in_the_middle_leads_back_to_the_question(client, draft):
    page = client.post(f"/apply/{draft.number}/applicant", {"applicant.phone": "13900000016"})
    assert page.url == f"/sign-in?next=%2Fapply%2F{draft.number}%2Fapplicant"


def test_officers_and_strangers_do_not_open_it(client_of, draft, clerk, stranger):
    assert client_of(stranger).get(f"/apply/{draft.number}").status_code == 404
    refused = client_of("zhuji-12").get(f"/apply/{draft.number}")
    assert refused.status_code == 403
    assert "退出工作账号" in refused.content.decode()


def test_what_is_known_is_filled_in_masked_and_marked(client_of, chen, draft):
    html = client_of(chen).get(f"/apply/{draft.number}/applicant").content.decode()
    assert "陈*" in html
    assert "已预填" in html
    assert "13900000016" in html
    assert "陈远山" not in html


def test_an_answer_with_something_wrong_is_kept_and_told_at_its_field(client_of, chen, draft):
    page = client_of(chen).post(f"/apply/{draft.number}/applicant", {"applicant.phone": "1390000"})
    html = page.content.decode()
    assert page.status_code == 422
    assert 'href="#applicant-phone"' in html
    assert 'value="1390000"' in html
    assert content_of(draft, chen).applicant.phone == "1390000"


def test_text_that_is_too_long_is_told_and_nothing_is_lost(client_of, chen, draft):
    page = client_of(chen).post(f"/apply/{draft.number}/applicant", {"applicant.phone": "1" * 200})
    assert page.status_code == 422
    assert "写得太长了" in page.content.decode()
    assert "1" * 200 in page.content.decode()


def test_for_somebody_else_asks_them_the_agent_and_the_mandate(client_of, chen, draft):
    mine = client_of(chen)
    mine.post(f"/apply/{draft.number}/who", {"who": "other"})
    assert content_of(draft, chen).applicant.name == ""
    wrong = mine.post(
        f"/apply/{draft.number}/applicant",
        {"applicant.name": LI.name, "applicant.identity_number": LI.identity_number[:-1] + "9"},
    )
    assert wrong.status_code == 422
    written = {"applicant.name": LI.name, "applicant.identity_number": LI.identity_number}
    assert mine.post(f"/apply/{draft.number}/applicant", written).url.startswith(f"/apply/{draft.number}/agent")
    unsaid = mine.post(f"/apply/{draft.number}/agent", {"agent.phone": "13900000016"})
    assert "请填授权到哪一天" in unsaid.content.decode()
    over = mine.post(f"/apply/{draft.number}/agent", {"agent.phone": "13900000016", "mandate_until": "2020-01-01"})
    assert "已经到期" in over.content.decode()
    told = mine.post(f"/apply/{draft.number}/agent", {"agent.phone": "13900000016", "mandate_until": "2099-01-01"})
    assert "请选授权能办什么" in told.content.decode()
    said = {"agent.phone": "13900000016", "mandate_until": "2099-01-01", "mandate_scope": "case"}
    told = mine.post(f"/apply/{draft.number}/agent", said)
    assert told.status_code == 302
    assert content_of(draft, chen).agent.name == "陈远山"
    mine.post(f"/apply/{draft.number}/who", {"who": "self"})
    assert content_of(draft, chen).agent is None
    assert content_of(draft, chen).applicant.name == "陈远山"


def test_for_an_organisation_checks_its_credit_code(client_of, chen, draft):
    mine = client_of(chen)
    mine.post(f"/apply/{draft.number}/who", {"who": "organisation"})
    unit = {"organisation.name": "诸暨某某贸易有限公司", "organisation.uscc": "91330681MA2BDXXXX0"}
    assert mine.post(f"/apply/{draft.number}/organisation", unit).status_code == 422
    assert "诸暨某某贸易有限公司" in mine.get(f"/apply/{draft.number}/organisation").content.decode()


def test_nothing_chosen_is_told(client_of, chen, draft):
    mine = client_of(chen)
    assert "请选一项" in mine.post(f"/apply/{draft.number}/who").content.decode()
    assert "请选一项" in mine.post(f"/apply/{draft.number}/situation.agent").content.decode()


def test_by_post_needs_an_address_and_electronic_none(client_of, chen, draft):
    mine = client_of(chen)
    page = mine.post(f"/apply/{draft.number}/delivery", {"delivery.way": "post", "delivery.address": "路"})
    assert "请写清邮寄地址" in page.content.decode()
    assert mine.post(f"/apply/{draft.number}/delivery", {"delivery.way": "electronic"}).status_code == 302
    assert content_of(draft, chen).delivery.way == DeliveryWay.ELECTRONIC
    at_counter = mine.post(f"/apply/{draft.number}/delivery", {"delivery.way": "counter"})
    assert at_counter.status_code == 422


def test_a_change_from_the_last_look_returns_there(client_of, chen, filled):
    page = client_of(chen).post(f"/apply/{filled.number}/situation.net?back=check", {"situation.net": "no"})
    assert page.url == f"/apply/{filled.number}/check?saved=situation.net"


def test_what_is_still_missing_stands_on_the_last_look_instead_of_the_button(client_of, chen, draft):
    html = client_of(chen).get(f"/apply/{draft.number}/check").content.decode()
    assert "还差" in html
    assert "确认并提交" not in html


def test_without_consent_it_is_not_handed_in(client_of, chen, filled):
    page = client_of(chen).post(f"/apply/{filled.number}/check")
    assert page.status_code == 422
    assert "同意" in page.content.decode()
    assert queries.my_cases(chen).total == 0


def test_pressed_twice_it_is_one_case_and_going_back_shows_the_number(client_of, chen, filled):
    mine = client_of(chen)
    for _ in range(2):
        assert mine.post(f"/apply/{filled.number}/check", {"consented": "yes"}).url == f"/apply/{filled.number}/done"
    assert queries.my_cases(chen).total == 1
    for back in ("", "/check", "/who", "/material.m01"):
        assert mine.get(f"/apply/{filled.number}{back}").url == f"/apply/{filled.number}/done"
    assert mine.post(f"/apply/{filled.number}/who", {"who": "other"}).url == f"/apply/{filled.number}/done"


def test_a_name_that_does_not_fit_the_number_is_told_on_the_last_look(client_of, chen, filled):
    mine = client_of(chen)
    mine.post(f"/apply/{filled.number}/who", {"who": "other"})
    mine.post(
        f"/apply/{filled.number}/applicant",
        {"applicant.name": "李别名", "applicant.identity_number": LI.identity_number},
    )
    said = {"agent.phone": "13900000016", "mandate_until": "2099-01-01", "mandate_scope": "case"}
    mine.post(f"/apply/{filled.number}/agent", said)
    mine.post(f"/apply/{filled.number}/material.mandate", {"files": photo("授权书.jpg", seed=3), "do": "next"})
    page = mine.post(f"/apply/{filled.number}/check", {"consented": "yes"})
    assert page.status_code == 422
    assert "登记的是另一个姓名" in page.content.decode()
    assert queries.my_cases(chen).total == 0


def test_drafts_are_listed_and_found_by_their_number(client_of, chen, draft, stranger):
    mine = client_of(chen)
    assert draft.number in mine.get("/drafts").content.decode()
    assert mine.post("/drafts", {"number": draft.number.replace("-", "")}).url == f"/apply/{draft.number}"
    wrong = mine.post("/drafts", {"number": "123"})
    assert wrong.status_code == 422
    assert "草稿号对不上" in wrong.content.decode()
    assert client_of(stranger).post("/drafts", {"number": draft.number}).status_code == 422


def test_a_question_that_is_not_asked_leads_to_the_list(client_of, chen, draft):
    assert client_of(chen).get(f"/apply/{draft.number}/agent").url == f"/apply/{draft.number}"


def test_an_item_that_is_not_there_is_told(client_of, chen):
    assert client_of(chen).post("/apply", {"version": "nonsense"}).status_code == 404


def test_without_a_place_it_says_so(client_of, chen, version):
    page = client_of(chen).post("/apply", {"version": version.id, "from": ""})
    assert page.status_code == 409
    assert "还没选在哪里交材料" in page.content.decode()
