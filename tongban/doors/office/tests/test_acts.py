"""The verbs: each writes its paper once; what is wrong is told at its field; the slower of two loses nothing."""

from tongban.cases import actions, queries
from tongban.cases.choices import DeliveryWay
from tongban.cases.tests.making import received
from tongban.doors.office.tests.conftest import CHECKS, WRONG, a_notice, at, corrected, now, press
from tongban.journal.models import Entry


def test_a_whole_review_with_a_correction(desk, case, reviewer, li):
    assert "已签收。" in follow(desk, press(desk, case, "sign-for"))
    told = follow(desk, press(desk, case, "send-back", **a_notice(case)))
    assert "补正告知已发出，时限暂停。" in told
    assert "补正告知书" in told
    assert WRONG in told
    corrected_now(case, li)
    assert "受理通知书" in follow(desk, press(desk, case, "accept"))
    assert "已准予。" in follow(
        desk, press(desk, case, "grant", decision="准予提取 80,000.00 元", result="转入本人账户")
    )
    assert "本件办结" in follow(desk, press(desk, case, "deliver"))
    assert now(case).state == "delivered"


def follow(browser, answer):
    assert answer.status_code == 302, answer.content.decode()
    return browser.get(answer["Location"]).content.decode()


def corrected_now(case, li):
    from tongban.cases.actions.examination import WrittenReply
    from tongban.cases.choices import Reply

    mine = queries.one(case.number, seen_by=li)
    line = queries.correction(mine).lines.all()[0]
    actions.correct(mine, replies=[WrittenReply(line_id=line.pk, reply=Reply.NOT_NEEDED, text="背面就是")], by=li)


def test_declining_needs_a_reason_and_keeps_what_was_typed(desk, case):
    short = press(desk, case, "decline", reason="不行", ground="条例第二十四条", instead="向昆山申请")
    page = short.content.decode()
    assert short.status_code == 422
    assert 'href="#reason"' in page
    assert 'aria-invalid="true"' in page
    assert "条例第二十四条" in page
    assert "向昆山申请" in page
    reason = "您的账户已转到昆山，本中心没有办理权限"
    told = follow(desk, press(desk, case, "decline", reason=reason, instead="向昆山申请"))
    assert "不予受理通知书" in told
    assert reason in told


def test_refusing_needs_a_reason_too(desk, case, reviewer):
    actions.accept(case, by=reviewer)
    assert press(desk, case, "refuse", reason="").status_code == 422
    assert "已作出不予决定。" in follow(desk, press(desk, case, "refuse", reason="提取额超过账户余额"))


def test_everything_wrong_with_a_notice_is_told_at_once(desk, case):
    typed = a_notice(case, wrong="材料不全", mend="") | {"until": "明天"}
    del typed["checks.outlet"]
    page = press(desk, case, "send-back", **typed)
    told = page.content.decode()
    assert page.status_code == 422
    for field in ("problems-0-wrong", "problems-0-mend", "until", "checks-outlet"):
        assert f'href="#{field}"' in told
        assert f'id="{field}-error"' in told
    assert "材料不全" in told
    assert now(case).state == "received"


def test_the_last_day_may_be_later_but_not_sooner(desk, case):
    soon = press(desk, case, "send-back", **a_notice(case), until="2020-01-01")
    assert soon.status_code == 422
    assert "至少给 10 个工作日" in soon.content.decode()
    press(desk, case, "send-back", **a_notice(case), until="2099-01-05")
    assert now(case).correct_by.isoformat() == "2099-01-05"


def test_lines_come_and_go_without_script_and_nothing_is_written(desk, case):
    more = press(desk, case, "send-back/lines", **a_notice(case)).content.decode()
    assert 'name="problems.1.wrong"' in more
    assert WRONG in more
    two = a_notice(case) | {"problems.1.wrong": "发票上没有章", "drop": "0"}
    less = press(desk, case, "send-back/lines", **two).content.decode()
    assert 'name="problems.1.wrong"' not in less
    assert "发票上没有章" in less
    assert WRONG not in less.split("经过")[1].split("申报内容")[0]
    assert now(case).version == 1


def test_the_applicants_words_are_shown_beside(desk, case):
    words = press(desk, case, "send-back/seen", **a_notice(case)).content.decode()
    assert "请您补 1 份材料" in words
    assert WRONG in words
    assert "<html" not in words


def test_the_notice_can_be_seen_before_it_goes(desk, case):
    seen = press(desk, case, "send-back/preview", **a_notice(case))
    assert seen["Content-Type"] == "application/pdf"
    assert seen["Content-Disposition"].startswith("attachment")
    assert press(desk, case, "send-back/preview", **a_notice(case, ground="")).status_code == 422
    assert now(case).state == "received"


def test_the_slower_of_two_reads_who_did_what_and_keeps_what_was_typed(desk, case, client_of):
    seen = now(case).version
    press(client_of("dazhou-2"), case, "accept")
    late = desk.post(at(case, "decline"), {"version": seen, "reason": "本中心没有办理权限", "instead": "向昆山申请"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "吴*已在" in page
    assert "“受理”" in page
    assert "本中心没有办理权限" in page
    assert "向昆山申请" in page
    assert now(case).state == "accepted"
    assert Entry.objects.filter(subject=case.number).count() == 2


def test_a_page_read_before_the_correction_may_not_decide(desk, case, reviewer, li):
    seen = now(case).version
    corrected(case, reviewer, li)
    late = desk.post(at(case, "decline"), {"version": seen, "reason": "本中心没有办理权限"})
    assert late.status_code == 409
    assert "“补正”" in late.content.decode()
    assert "本中心没有办理权限" in late.content.decode()
    assert now(case).state == "signed_for"


def test_a_double_press_is_one_act_and_no_reproach(desk, case):
    seen = now(case).version
    first, second = (desk.post(at(case, "accept"), {"version": seen}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Entry.objects.filter(subject=case.number, fact="case.accepted").count() == 1


def test_two_different_presses_are_not_taken_for_one(desk, case, reviewer):
    actions.accept(case, by=reviewer)
    seen = now(case).version
    desk.post(at(case, "grant"), {"version": seen, "decision": "准予提取"})
    second = desk.post(at(case, "refuse"), {"version": seen, "reason": "提取额超过账户余额"})
    assert second.status_code == 409
    assert now(case).granted is True


def test_a_second_notice_is_not_sent(desk, case, reviewer, li):
    corrected(case, reviewer, li)
    again = press(desk, case, "send-back", **a_notice(case))
    assert again.status_code == 409
    assert "已经告知过一次补正" in again.content.decode()
    assert WRONG in again.content.decode()


def test_by_post_needs_the_tracking_number(desk, clerk, reviewer):
    case = received(clerk, delivery=DeliveryWay.POST)
    decided(case, reviewer)
    assert "请填写快递单号" in press(desk, case, "deliver", tracking="").content.decode()
    press(desk, case, "deliver", tracking="EE123456789CN")
    assert now(case).state == "delivered"


def test_what_is_collected_at_the_window_is_the_windows_to_hand_out(desk, clerk, reviewer):
    case = received(clerk, delivery=DeliveryWay.COUNTER)
    decided(case, reviewer)
    page = desk.get(at(case)).content.decode()
    assert "申请人到收件窗口取" in page
    assert 'id="act"' not in page


def decided(case, reviewer):
    actions.accept(case, by=reviewer)
    actions.decide(case, granted=True, by=reviewer)


def test_a_session_that_ended_leads_back_to_the_page_of_the_form(client, case):
    page = f"http://testserver{at(case)}?act=send-back&lines=2"
    answer = client.post(at(case, "send-back"), CHECKS, headers={"Referer": page})
    assert answer.status_code == 302
    assert answer["Location"].endswith("act%3Dsend-back%26lines%3D2")
