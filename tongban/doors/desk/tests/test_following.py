"""What happens after the hand-over: following, mending, handing out, taking back, and saying why not."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from tongban.cases import actions, beside, queries
from tongban.cases.actions.examination import WrittenProblem
from tongban.cases.choices import DeliveryWay
from tongban.cases.tests.making import a_file, received
from tongban.doors.desk.tests.conftest import scan
from tongban.doors.terminal.demo import LI
from tongban.journal import queries as journal
from tongban.kit.blocked import Blocked
from tongban.people.queries import disclosures


@pytest.fixture
def case(clerk):
    return received(clerk, delivery=DeliveryWay.COUNTER)


@pytest.fixture
def returned(case, reviewer):
    problem = WrittenProblem(material_key="m03", wrong="缺第 3 页", mend="补拍第 3 页", ground="条例第二十四条")
    return actions.send_back(queries.one(case.number, seen_by=reviewer), problems=[problem], by=reviewer)


@pytest.fixture
def decided(case, reviewer):
    seen = queries.one(case.number, seen_by=reviewer)
    actions.accept(seen, by=reviewer)
    return actions.decide(seen, granted=True, by=reviewer, reason="准予提取")


def line_of(case, clerk):
    return queries.correction(queries.one(case.number, seen_by=clerk)).lines.all()[0].pk


def test_the_list_says_what_the_other_side_has_done(desk, returned):
    told = desk.get("/desk/handed-over").content.decode()
    assert returned.number in told
    assert "待补正" in told
    assert "李*" in told
    assert "李静怡" not in told


def test_the_list_is_narrowed_by_pile_number_and_name(desk, case):
    for query in ({"pile": "received"}, {"q": case.number}, {"q": "李静"}):
        assert case.number in desk.get("/desk/handed-over", query).content.decode()
    for query in ({"pile": "decided"}, {"q": "赵"}):
        told = desk.get("/desk/handed-over", query).content.decode()
        assert case.number not in told
        assert "看全部" in told


def test_a_list_has_pages(desk, clerk):
    for _ in range(21):
        number = received(clerk).number
    first, second = desk.get("/desk/handed-over"), desk.get("/desk/handed-over", {"page": 2})
    assert number in first.content.decode()
    assert number not in second.content.decode()
    assert "第 21–21 件，共 21 件" in second.content.decode()
    assert desk.get("/desk/handed-over", {"page": "x"}).status_code == 200


def test_the_figures_in_the_navigation_are_real(desk, returned):
    told = desk.get("/desk/").content.decode()
    assert re.search(r'待告知补正 <span class="pill pill--warn">1</span>', told)
    assert re.search(r'已转交 <span class="pill">1</span>', told)
    assert re.search(r'待取件 <span class="pill">0</span>', told)


def test_reading_a_case_leaves_a_row_and_masks_the_person(desk, case, li):
    told = desk.get(reverse("desk-case", args=[case.number])).content.decode()
    assert "138 **** 0007" in told
    assert "13800000007" not in told
    assert [one.case_number for one in disclosures(li.person_id)] == [case.number]


def test_the_whole_number_is_shown_for_a_call_and_leaves_a_row_of_its_own(desk, returned, li):
    told = desk.post(reverse("desk-case", args=[returned.number])).content.decode()
    assert "13800000007" in told
    assert "窗口联系申请人" in [one.purpose for one in disclosures(li.person_id)]


def test_papers_are_printed_through_their_case(desk, case):
    told = desk.get(reverse("desk-case", args=[case.number])).content.decode()
    address = re.search(r'href="(/desk/cases/[^"]+/papers/\d+)"', told)[1]
    printed = desk.get(address)
    assert printed.content.startswith(b"%PDF")
    assert printed["Content-Disposition"].startswith("inline")
    assert desk.get(reverse("desk-case-paper", args=[case.number, 999999])).status_code == 404


def test_files_are_sent_as_attachments(desk, case, clerk):
    file = queries.materials(case)[0].attachments.all()[0]
    sent = desk.get(reverse("desk-case-file", args=[case.number, file.pk]))
    assert sent["Content-Disposition"].startswith("attachment")
    assert desk.get(reverse("desk-case-page", args=[case.number, file.pk, 1]))["Content-Type"] == "image/webp"


def test_scans_are_seen_large_page_by_page_and_turned(desk, case, clerk):
    files = [row for material in queries.materials(case) for row in material.attachments.all()]
    first, last = (reverse("desk-case-look", args=[case.number, row.pk]) for row in (files[0], files[-1]))
    told = desk.get(first).content.decode()
    assert "上一页" not in told
    assert f"{reverse('desk-case-look', args=[case.number, files[1].pk])}?page=1" in told  # on to the next file
    assert 'data-key="ArrowRight"' in told
    assert "下一页" not in desk.get(last).content.decode()
    assert "turn=90" in told
    turned = desk.get(first, {"turn": "90", "zoom": "wide"}).content.decode()
    assert "turn=180" in turned
    assert "缩小" in turned
    picture = reverse("desk-case-page", args=[case.number, files[0].pk, 1])
    upright, lying = (Image.open(BytesIO(desk.get(picture, query).content)) for query in ({}, {"turn": "90"}))
    assert upright.size == lying.size[::-1]
    assert desk.get(reverse("desk-case-look", args=[case.number, 999999])).status_code == 404


def test_a_correction_is_answered_at_the_counter(desk, returned, clerk):
    address, pk = reverse("desk-correction", args=[returned.number]), line_of(returned, clerk)
    assert "缺第 3 页" in desk.get(address).content.decode()
    answer = desk.post(address, {f"reply.{pk}": "uploaded", f"files.{pk}": scan("第3页.jpg")})
    assert answer.url == reverse("desk-case", args=[returned.number])
    assert queries.one(returned.number, seen_by=clerk).state == "signed_for"
    assert "来的件已补" not in desk.get("/desk/to-call").content.decode()


def test_a_line_without_its_answer_is_told_and_the_kept_file_is_not_asked_for_again(desk, returned, clerk):
    address, pk = reverse("desk-correction", args=[returned.number]), line_of(returned, clerk)
    answer = desk.post(address, {f"reply.{pk}": "not_needed", f"files.{pk}": scan("第3页.jpg")})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "请写明为什么不用补" in told
    token = re.search(rf'name="kept.{pk}" value="([^"]+)"', told)[1]
    assert desk.post(address, {f"reply.{pk}": "uploaded", f"kept.{pk}": token}).status_code == 302


def test_a_file_of_somebody_else_cannot_be_named_in_an_answer(desk, returned, clerk):
    address, pk = reverse("desk-correction", args=[returned.number]), line_of(returned, clerk)
    answer = desk.post(address, {f"reply.{pk}": "uploaded", f"kept.{pk}": f"[{a_file().document_id}, 'x']"})
    assert answer.status_code == 422
    assert queries.one(returned.number, seen_by=clerk).state == "returned"


def test_a_stale_correction_reads_who_acted(desk, returned, clerk, li):
    address, pk = reverse("desk-correction", args=[returned.number]), line_of(returned, clerk)
    reply = actions.examination.WrittenReply(line_id=pk, reply="uploaded", files=(a_file(),))
    actions.correct(queries.one(returned.number, seen_by=li), replies=[reply], by=li)
    answer = desk.post(address, {f"reply.{pk}": "uploaded", f"files.{pk}": scan()})
    assert answer.status_code == 409
    assert "申请人已在" in answer.content.decode()


def test_a_result_is_handed_out_against_a_signature(desk, decided, clerk):
    address = reverse("desk-hand-out", args=[decided.number])
    assert decided.number in desk.get("/desk/to-hand-out").content.decode()
    assert desk.get(reverse("desk-to-sign", args=[decided.number])).content.startswith(b"%PDF")
    answer = desk.post(address, {"who": "self", "card_seen": "yes"})
    assert answer.status_code == 422
    assert "请扫描上传签好字的送达回证" in answer.content.decode()
    bad = desk.post(address, {"who": "self", "card_seen": "yes", "signed_receipt": scan("x.jpg", b"MZ not a picture")})
    assert bad.status_code == 422
    assert queries.one(decided.number, seen_by=clerk).state == "decided"
    answer = desk.post(address, {"who": "self", "card_seen": "yes", "signed_receipt": scan("签字.jpg")})
    assert answer.url == reverse("desk-case", args=[decided.number])
    assert queries.one(decided.number, seen_by=clerk).state == "delivered"
    told = desk.get(answer.url).content.decode()
    assert "签字.jpg" in told
    assert "存入签字的送达回证" in told
    kept = desk.get(reverse("desk-signed-receipt", args=[decided.number]))
    assert kept["Content-Disposition"].startswith("attachment")
    assert decided.number not in desk.get("/desk/to-hand-out").content.decode()


def test_a_scan_once_kept_is_not_asked_for_again(desk, decided, clerk):
    address = reverse("desk-hand-out", args=[decided.number])
    answer = desk.post(address, {"who": "self", "signed_receipt": scan("签字.jpg")})
    assert answer.status_code == 422
    token = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())[1]
    assert desk.post(address, {"who": "self", "card_seen": "yes", "kept": token + "x"}).status_code == 422
    assert desk.post(address, {"who": "self", "card_seen": "yes", "kept": token}).status_code == 302
    assert beside.signed_receipt(queries.one(decided.number, seen_by=clerk)).name == "签字.jpg"


def test_without_the_signed_receipt_a_reason_is_needed_and_the_list_asks_for_it(desk, decided, clerk, client_of):
    address = reverse("desk-hand-out", args=[decided.number])
    form = {"who": "self", "card_seen": "yes", "later": "yes"}
    assert "请写明为什么现在传不了" in desk.post(address, form).content.decode()
    assert desk.post(address, form | {"unsigned_because": "坏"}).status_code == 422
    assert queries.one(decided.number, seen_by=clerk).state == "decided"
    assert desk.post(address, form | {"unsigned_because": "扫描仪坏了"}).status_code == 302
    listed = desk.get("/desk/to-hand-out").content.decode()
    assert "签字的送达回证还没传" in listed
    assert "扫描仪坏了" in listed
    assert "窗口还没传" in client_of("dazhou-1").get(f"/office/cases/{decided.number}").content.decode()
    put = reverse("desk-signed-receipt", args=[decided.number])
    assert desk.get(put).status_code == 404
    assert desk.post(put).status_code == 409
    assert client_of("dazhou-1").post(put, {"signed_receipt": scan()}).status_code == 403
    assert desk.post(put, {"signed_receipt": scan("签字.jpg")}).status_code == 302
    assert desk.post(put, {"signed_receipt": scan("又一张.jpg")}).status_code == 409
    assert "签字的送达回证还没传" not in desk.get("/desk/to-hand-out").content.decode()
    sent = client_of("dazhou-1").get(f"/office/cases/{decided.number}/signed-receipt")
    assert sent["Content-Disposition"].startswith("attachment")


def test_a_call_is_noted_and_shown_to_the_staff_alone(desk, returned, client_of, li):
    address = reverse("desk-call", args=[returned.number])
    wrong = desk.post(address, {"note": "家里没人", "called_at": "2099-01-01T09:00"})
    told = wrong.content.decode()
    assert wrong.status_code == 422
    assert "请选打通了没有" in told
    assert "打电话的时间在将来" in told
    assert "家里没人" in told
    assert "写得不对" in desk.post(address, {"reached": "no", "called_at": "昨天"}).content.decode()
    assert desk.post(address, {"reached": "no", "note": "家里没人接"}).status_code == 302
    assert desk.post(address, {"reached": "yes"}).status_code == 302
    page = desk.get(reverse("desk-case", args=[returned.number])).content.decode()
    assert "家里没人接" in page
    assert page.index("电话告知：没接通") < page.index("电话告知：接通了")
    assert "接通了" in desk.get("/desk/to-call").content.decode()
    assert "电话告知" in client_of("dazhou-1").get(f"/office/cases/{returned.number}").content.decode()
    mine = client_of(li).get(f"/my/cases/{returned.number}").content.decode()
    assert "家里没人接" not in mine
    assert "电话告知" not in mine
    kept = [told for told in journal.history(returned.number) if told.name == "case.called"]
    assert [told.fact.reached for told in kept] == [False, True]
    assert "家里" not in str([told.fact for told in kept])


def test_a_call_belongs_to_the_outlet_or_the_authority_and_to_cases_with_something_to_tell(case, clerk, elsewhere):
    with pytest.raises(Blocked, match="没有要打电话告知的事"):
        actions.record_call(case, reached=True, called_at=None, by=clerk)
    with pytest.raises(Blocked, match="只有收件窗口"):
        actions.record_call(case, reached=True, called_at=None, by=elsewhere)


def test_the_last_four_find_only_what_the_clerk_may_see_and_leave_a_row(desk, case, li, client_of):
    looks = len(disclosures(li.person_id))
    assert case.number in desk.get("/desk/handed-over", {"q": LI.identity_number[-4:].lower()}).content.decode()
    assert disclosures(li.person_id)[0].fields == "证件号码后四位（用来查找）"
    desk.get("/desk/handed-over", {"q": LI.identity_number[-4:]})
    assert len(disclosures(li.person_id)) == looks + 1
    assert case.number not in desk.get("/desk/handed-over", {"q": "0000"}).content.decode()
    inbox = client_of("dazhou-1").get("/office/", {"words": LI.identity_number[-4:]}).content.decode()
    assert case.number in inbox
    assert case.number not in client_of("benxi-1").get("/office/", {"words": LI.identity_number[-4:]}).content.decode()
    assert len(disclosures(li.person_id)) == looks + 2
    desk.get("/desk/handed-over", {"q": case.number})
    assert len(disclosures(li.person_id)) == looks + 2


def test_whoever_collects_for_another_is_named(desk, decided, clerk):
    address, ticked = reverse("desk-hand-out", args=[decided.number]), {"card_seen": "yes", "later": "yes"}
    ticked["unsigned_because"] = "扫描仪坏了"
    answer = desk.post(address, {"who": "other", **ticked})
    assert answer.status_code == 422
    assert "请填写领取人姓名" in answer.content.decode()
    assert desk.post(address, {"who": "other", "receiver": "赵明月", **ticked}).status_code == 302


def test_handing_out_twice_reads_who_did_it(desk, decided):
    address, form = reverse("desk-hand-out", args=[decided.number]), {"who": "self", "card_seen": "y", "later": "y"}
    form["unsigned_because"] = "扫描仪坏了"
    desk.post(address, form)
    answer = desk.post(address, form)
    assert answer.status_code == 409
    assert "12 号窗 周*已在" in answer.content.decode()
    assert desk.get(address).url == reverse("desk-case", args=[decided.number])


def test_taking_back_asks_first(desk, case, clerk):
    address = reverse("desk-retract", args=[case.number])
    assert desk.post(address).status_code == 422
    assert queries.one(case.number, seen_by=clerk).state == "received"
    desk.post(address, {"asked": "yes"})
    assert queries.one(case.number, seen_by=clerk).state == "retracted"
    assert desk.get(address).url == reverse("desk-case", args=[case.number])


def test_not_taking_needs_a_reason_and_a_text_and_gives_a_paper(desk, number):
    address = reverse("desk-turn-away", args=[number])
    answer = desk.post(address, {"explanation": "购房合同没带"})
    assert answer.status_code == 422
    assert "请选一个不收的原因" in answer.content.decode()
    assert "购房合同没带" in answer.content.decode()
    assert desk.post(address, {"reason": "missing", "explanation": "缺"}).status_code == 422
    answer = desk.post(address, {"reason": "missing", "explanation": "购房合同没带，下次请带原件"}, follow=True)
    told = answer.content.decode()
    assert "已登记不收" in told
    assert desk.get(re.search(r'href="(/desk/[^"]+/papers/\d+)"', told)[1]).content.startswith(b"%PDF")
    assert "购房合同没带" in desk.get("/desk/turned-away").content.decode()
    assert desk.get(address).status_code == 302


def test_what_is_not_listed_is_turned_away_with_its_sentence(desk, real):
    from tongban.catalogue import queries as catalogue

    version = catalogue.published("survivor-benefit", "341321")
    begun = desk.post("/desk/begin", {"version": version.id, "do": "turn-away"})
    told = desk.get(begun.url).content.decode()
    assert "没有列入跨省通办清单" in told
    assert re.search(r'value="not_listed"[^>]* checked', told)


@pytest.mark.parametrize("query", [{}, {"where": "remote"}, {"where": "nonsense"}])
def test_the_standard_of_any_place_can_be_read(desk, version, query):
    told = desk.get(reverse("desk-standard", args=[version.id]), query).content.decode()
    assert "商品房买卖合同" in told
    assert "页码齐全，没有缺页" in told
    assert "网签合同备案之日起一年内申请" in told


def test_the_library_lists_the_places_of_an_item(desk):
    assert "达州" in desk.get("/desk/standards", {"q": "购房提取"}).content.decode()


@pytest.mark.parametrize("name", ["desk-case", "desk-received", "desk-correction"])
def test_no_page_of_a_case_asks_more_than_twelve_questions(desk, returned, name, django_assert_max_num_queries):
    address = reverse(name, args=[returned.number])
    desk.get(address)
    with django_assert_max_num_queries(12):
        assert desk.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/desk/?q=购房提取&to=511700000000", "/desk/handed-over", "/desk/to-call", "/desk/to-hand-out", "/desk/drafts"],
)
def test_no_list_asks_more_than_twelve_questions(desk, returned, address, django_assert_max_num_queries):
    desk.get(address)
    with django_assert_max_num_queries(12):
        assert desk.get(address).status_code == 200
