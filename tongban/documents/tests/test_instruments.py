"""Official papers: numbered at once, drawn from frozen facts alone, the same to the last byte each time."""

import io
import json
import re
import threading

import pypdf
import pytest
from django.db import IntegrityError, connection, transaction
from fontTools.ttLib import TTFont
from pydantic import ValidationError

from tongban.documents import actions, press, queries
from tongban.documents import facts as f
from tongban.documents.kinds import InstrumentKind as Kind
from tongban.documents.kinds import compose_number
from tongban.documents.models import Document, Instrument
from tongban.documents.tests.papers import AUTHORITY, COMMON, FACTORY, ITEM, MORNING, NUMBER, PAPERS
from tongban.kit.blocked import NotFound

BY = {"subject": NUMBER, "authority_name": AUTHORITY, "authority_short": "阜公积金", "issued_at": MORNING}


def words_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def declined_because(*reasons: str, **rest) -> f.DeclinationNotice:
    return f.DeclinationNotice(**{**COMMON, **rest}, reasons=list(reasons))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.APPLICATION])  # nobody seals an applicant's own
def test_every_kind_is_issued_drawn_and_read_again(kind):
    paper = actions.issue(kind, facts=PAPERS[kind], **BY)
    document = actions.pdf(paper)
    assert document.pages == 1
    with queries.read(document) as file:
        content = file.read()
    said = words_of(content)
    for words in (paper.title, paper.number, NUMBER, ITEM, AUTHORITY, "0558-00000329", "盖章处"):
        assert re.sub(r"\s", "", words) in said
    assert ("扫码查进度" in said) is (kind not in {Kind.CHECKLIST, Kind.TURN_AWAY})  # there, nothing is under way yet
    assert b"pdfaid" in content  # PDF/A, and no character was without a glyph


@pytest.mark.django_db
def test_issuing_is_one_statement_where_the_law_allows_one_paper(django_assert_num_queries):
    with django_assert_num_queries(1):
        actions.issue(Kind.ACCEPTANCE_NOTICE, facts=PAPERS[Kind.ACCEPTANCE_NOTICE], **BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.issue(Kind.ACCEPTANCE_NOTICE, facts=PAPERS[Kind.ACCEPTANCE_NOTICE], **BY)


@pytest.mark.django_db
def test_the_second_of_a_kind_says_so_in_its_number():
    papers = [actions.issue(Kind.CORRECTION_NOTICE, facts=PAPERS[Kind.CORRECTION_NOTICE], **BY) for _ in range(2)]
    assert [paper.number for paper in papers] == [
        f"阜公积金〔2026〕补字第{NUMBER}号",
        f"阜公积金〔2026〕补字第{NUMBER}号之二",
    ]
    assert list(queries.of_subject(NUMBER)) == papers
    assert queries.instrument(papers[1].number) == papers[1]
    with pytest.raises(NotFound):
        queries.instrument("阜公积金〔2026〕补字第1号")


@pytest.mark.parametrize(
    ("occurrence", "ending"), [(1, "号"), (2, "之二"), (10, "之十"), (12, "之十二"), (20, "之二十"), (35, "之三十五")]
)
def test_occurrences_are_counted_in_chinese(occurrence, ending):
    number = compose_number(
        Kind.DELIVERY_RECEIPT, authority_short="诸暨", issued_at=MORNING, subject=NUMBER, occurrence=occurrence
    )
    assert number.endswith(ending)


@pytest.mark.django_db
def test_a_paper_drawn_twice_is_the_same_file():
    paper = actions.issue(Kind.DECISION_GRANTED, facts=PAPERS[Kind.DECISION_GRANTED], **BY)
    first = actions.draw(paper)
    press._compiler.cache_clear()
    again = Instrument.objects.get(pk=paper.pk)
    assert actions.draw(again) == first == actions.pdf(again)
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_readers_come_before_the_worker_did():
    paper = actions.issue(Kind.DECISION_GRANTED, facts=PAPERS[Kind.DECISION_GRANTED], **BY)
    drawn, barrier = [], threading.Barrier(4)

    def read():
        barrier.wait()
        try:
            drawn.append(actions.pdf(Instrument.objects.get(pk=paper.pk)).pk)
        finally:
            connection.close()

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(drawn) == 4
    assert len(set(drawn)) == 1


NAMES = [
    '#panic("injected")',
    "$ x^2 $ *粗* _斜_ `code` <label> @ref // 注释 /* */",
    '"] #import "/etc/passwd" [',
    "\\u{41} ~ --- ...",
    "𬭎䶮㑇股份有限公司",
    "阿" * 50,
    "Sidney Bartholomew " * 5,
    "#" * 50,
]


@pytest.mark.parametrize("name", NAMES)
def test_what_people_are_called_is_text_and_never_code(name):
    facts = declined_because(name, addressee=f.Organisation(name=name), item=name)
    content = actions.preview(Kind.DECLINATION_NOTICE, facts, subject=NUMBER, authority_name=name)
    said = words_of(content)
    assert said.count(re.sub(r"\s", "", name)) >= 4
    assert b"pdfaid" in content


@pytest.mark.parametrize("kind", [Kind.CHECKLIST, Kind.TURN_AWAY])
def test_nothing_else_is_promised_only_where_it_is_known(kind):
    def said(**facts):
        return words_of(actions.preview(kind, PAPERS[kind].model_copy(update=facts), authority_name=AUTHORITY))

    assert "除此之外不用准备别的" in said(only_these=True)
    assert "除此之外不用准备别的" not in said()
    told = said(open_questions=["是否首套"])
    assert "还有1个问题没有回答" in told
    assert "“是否首套”" in told
    assert "除此之外不用准备别的" not in told


@pytest.mark.django_db
def test_a_character_no_font_has_does_not_stop_the_paper():
    paper = actions.issue(Kind.DECLINATION_NOTICE, facts=declined_because("原因：\U000323af"), **BY)
    assert actions.pdf(paper).pages == 1


def test_control_signs_do_not_reach_the_paper():
    content = actions.preview(Kind.DECLINATION_NOTICE, declined_because("甲\x00\x07\u202e乙"), subject=NUMBER)
    assert "甲乙" in words_of(content)


def test_a_long_paper_runs_over_pages_that_know_their_number():
    flaw = PAPERS[Kind.CORRECTION_NOTICE].flaws[0]
    facts = PAPERS[Kind.CORRECTION_NOTICE].model_copy(update={"flaws": [flaw] * 60})
    pages = pypdf.PdfReader(io.BytesIO(actions.preview(Kind.CORRECTION_NOTICE, facts, subject=NUMBER))).pages
    assert len(pages) > 1
    for place, page in enumerate(pages, 1):
        said = re.sub(r"\s", "", page.extract_text())
        assert f"第{place}页共{len(pages)}页" in said
        assert NUMBER in said
        assert "哪里不符合" in said or place == len(pages)
    assert "对本告知有异议" in said  # no page holds a seal and nothing else


@pytest.mark.django_db
def test_a_preview_has_no_number_and_keeps_nothing():
    said = words_of(actions.preview(Kind.CORRECTION_NOTICE, PAPERS[Kind.CORRECTION_NOTICE], subject=NUMBER))
    assert "这是预览，还没有发出" in said
    assert not Instrument.objects.exists()
    assert not Document.objects.exists()


def test_a_second_correction_does_not_claim_to_be_the_only_one():
    once, again = PAPERS[Kind.CORRECTION_NOTICE], PAPERS[Kind.CORRECTION_NOTICE].model_copy(update={"again": True})
    assert "唯一一次" in words_of(actions.preview(Kind.CORRECTION_NOTICE, once))
    assert "唯一一次" not in words_of(actions.preview(Kind.CORRECTION_NOTICE, again))


def test_a_refusal_names_reasons_and_both_remedies():
    said = words_of(actions.preview(Kind.DECISION_REFUSED, PAPERS[Kind.DECISION_REFUSED]))
    for words in (
        "不予行政许可决定书",
        "付款方与合同买方不是同一人",
        "60日内依法申请行政复议",
        "6个月内依法提起行政诉讼",
    ):
        assert words in said


@pytest.mark.django_db
def test_no_stored_paper_holds_a_whole_name_or_identity_number():
    paper = actions.issue(Kind.DELIVERY_RECEIPT, facts=PAPERS[Kind.DELIVERY_RECEIPT], **BY)
    stored = json.dumps(Instrument.objects.get(pk=paper.pk).facts, ensure_ascii=False)
    assert "李静" not in stored
    assert "341202198001010028" not in stored
    assert "3412**********0028" in stored
    assert paper.content == PAPERS[Kind.DELIVERY_RECEIPT]  # masking what is masked changes nothing


def test_facts_are_complete_closed_and_of_their_own_kind():
    with pytest.raises(ValidationError):
        f.CorrectionNotice(**COMMON, flaws=[], due_at=MORNING)
    with pytest.raises(ValidationError):
        f.TurnAway(**COMMON, place="", came_at=MORNING, reason="", surplus=1)
    with pytest.raises(TypeError, match="AcceptanceNotice"):
        actions.issue(Kind.ACCEPTANCE_NOTICE, facts=PAPERS[Kind.CHECKLIST], **BY)
    assert FACTORY.name in PAPERS[Kind.DECISION_REFUSED].model_dump_json()


def test_our_fonts_have_the_characters_names_are_written_with():
    held = TTFont(press.HERE / "fonts" / "NotoSerifCJKsc-Regular.otf", lazy=True).getBestCmap()
    gbk = {bytes([high, low]).decode("gbk", "ignore") for high in range(0x81, 0xFF) for low in range(0x40, 0xFF)}
    han = {ord(sign) for sign in gbk if len(sign) == 1 and 0x4E00 <= ord(sign) <= 0x9FFF}
    assert not han - held.keys()
    assert {ord(sign) for sign in "㑇䶮𬭎𠅤𡋾𬸘㛃𫖯·〔〕√"} <= held.keys()


@pytest.mark.django_db
def test_an_application_says_everything_whole_and_is_the_same_file_each_time():
    facts = PAPERS[Kind.APPLICATION]
    first, again = (actions.print_application(facts, number="草稿 12345678901", on=MORNING.date()) for _ in range(2))
    assert first.sha256 == again.sha256
    with queries.read(first) as file:
        said = words_of(file.read())
    for words in ("李静", "提取金额", "80,000.00元", "您的账号", "签名方式：登录后签名", "0" * 64, "草稿12345678901"):
        assert words in said
    unsigned = facts.model_copy(update={"signed": None})
    assert actions.print_application(unsigned, number="草稿 12345678901", on=MORNING.date()).sha256 != first.sha256
