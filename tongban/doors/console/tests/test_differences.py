"""找差异, page by page: what is read is told, what is not is 待核实, and an odd guide breaks nothing."""

import copy
import io
import json

import openpyxl
import pytest
from django.db.models import QuerySet
from django.utils import timezone

from tongban.catalogue.models import BaseVersion, ItemVersion, VersionState

ONE = "/console/differences/idcard-first"


@pytest.fixture
def officer(client_of):
    """The data officer's browser."""
    return client_of("catalogue-1")


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_names_what_can_be_compared_and_leads_on(officer):
    page = text(officer.get("/console/differences"))
    assert "首次申领居民身份证" in page
    assert "12 地" in page
    assert officer.get("/console/differences?item=gjj-early-repay")["Location"].endswith("/differences/gjj-early-repay")


@pytest.mark.parametrize("path", ["", "/idcard-first", "/idcard-first/table.xlsx", "/idcard-first/draft"])
def test_only_data_officers_come_in(client, client_of, path):
    assert client.get(f"/console/differences{path}").status_code == 302
    assert client_of("zhuji-12").get(f"/console/differences{path}").status_code == 403


def test_the_page_of_twelve_places(officer):
    page = text(officer.get(ONE))
    for words in (
        "12 地差在哪",
        "5 格有矛盾",
        "“60 日”被录成“60 工作日”",
        "办事的机关挂错了层级",
        "建议统一",
        "20 工作日",
    ):
        assert words in page
    assert "不等于“不需要”" in page


def test_the_page_of_five_places(officer):
    page = text(officer.get("/console/differences/gjj-early-repay"))
    for words in ("5 地差在哪", "放款满半年", "有“其他材料”这样的兜底", "银行网点", "只线上"):
        assert words in page
    assert "格有矛盾" not in page


@pytest.mark.parametrize("slug", ["idcard-first", "gjj-early-repay", "bundle-death"])
def test_a_page_asks_the_database_little(officer, django_assert_max_num_queries, slug):
    with django_assert_max_num_queries(12):
        officer.get(f"/console/differences/{slug}")


def test_an_item_nobody_published_is_not_found(officer):
    answer = officer.get("/console/differences/no-such-item")
    assert answer.status_code == 404
    assert "no-such-item" in answer.content.decode()


def test_a_guide_with_odd_values_does_not_break_the_page(officer):
    version = ItemVersion.objects.get(record_id="idcard-first-500000")
    odd = copy.deepcopy(version.content)
    odd["materials"], odd["fees"], odd["time_limits"]["promised"] = (
        "三样",
        {"charged": "是"},
        {"value": "快", "unit": 3},
    )
    QuerySet(ItemVersion).filter(pk=version.pk).update(content=odd)
    page = text(officer.get(ONE))
    assert "应是一个列表" in page
    assert "不是认得的写法" in page
    assert officer.get(f"{ONE}/table.xlsx").status_code == 200
    assert officer.get(f"{ONE}/draft").status_code == 200


def test_words_of_a_guide_stay_words(officer):
    version = ItemVersion.objects.get(record_id="idcard-first-500000")
    content = copy.deepcopy(version.content)
    content["authority"]["name"] = "<script>alert(1)</script>"
    content["place"]["region_name"] = "=HYPERLINK(1)"
    QuerySet(ItemVersion).filter(pk=version.pk).update(content=content)
    assert "<script>alert" not in text(officer.get(ONE))
    book = openpyxl.load_workbook(io.BytesIO(officer.get(f"{ONE}/table.xlsx").content))
    assert [cell.data_type for cell in book["差异图"]["A"] if "HYPERLINK" in str(cell.value)] == ["s"]


def test_the_workbook_has_picture_findings_and_every_element(officer):
    answer = officer.get(f"{ONE}/table.xlsx")
    assert "spreadsheetml" in answer["Content-Type"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["差异图", "先改哪些", "逐项对照", "统一草案", "各地指南自己的问题"]
    picture = book["差异图"]
    assert (picture.max_row, picture["A2"].value) == (14, "建议统一")
    assert "60 日" in [cell.value for cell in picture[2]]
    assert any(cell.value == "60 工作日（有矛盾）" for row in picture for cell in row)
    assert book["先改哪些"]["B2"].value == "“60 日”被录成“60 工作日”"


def test_the_draft_follows_what_was_taken(officer):
    page = text(officer.get(f"{ONE}/draft"))
    assert "统一草案" in page
    assert "60 日" in page
    answer = officer.get(f"{ONE}/draft", {"as": "json", "legal_limit": "hold", "material-居民户口簿": "take"})
    content = json.loads(answer.content)
    assert content["time_limits"]["legal"] is None
    book = next(row for row in content["materials"] if row["name"] == "居民户口簿")
    assert book["replaceable_by_elicense_or_data"] is True
    assert "idcard-first-base.json" in answer["Content-Disposition"]


def test_a_place_counts_once_however_many_versions_it_had(officer):
    """The list of what can be compared and the page of one comparison count the same places."""
    held = ItemVersion.objects.published().filter(item__slug="gjj-early-repay")
    QuerySet.update(ItemVersion.objects.filter(pk=held.first().pk), ended_at=timezone.now())  # as a new version does
    page = text(officer.get("/console/differences/gjj-early-repay"))
    assert "4 地差在哪" in page
    assert "提前还清住房公积金贷款（4 地）" in page


def test_a_draft_of_the_base_is_begun_once(officer):
    """以此起草: written as a draft with every choice and its reason; a second one waits for the first."""
    answer = officer.post(f"{ONE}/begin", {"legal_limit": "take", "fees": "hold"})
    base = BaseVersion.objects.get(record_id="idcard-first-base")
    assert answer["Location"] == f"/console/catalogue/base/{base.pk}"
    assert "全国基准" in text(officer.get(answer["Location"]))
    assert base.state == VersionState.DRAFT
    assert base.content["time_limits"]["legal"]["value"] == 60
    assert base.content["fees"]["charged"] is None
    assert any("第十二条" in note for note in base.content["notes"])
    again = officer.post(f"{ONE}/begin")
    assert again.status_code == 409
    assert BaseVersion.objects.count() == 1


def test_a_bundle_is_compared_but_has_no_base(officer):
    assert "以此起草" not in text(officer.get("/console/differences/bundle-death/draft"))
    assert officer.post("/console/differences/bundle-death/begin").status_code == 409
    assert not BaseVersion.objects.exists()


def test_on_a_phone_each_suggestion_is_a_card_with_its_reason_and_the_choice(officer):
    page = text(officer.get(ONE))
    assert page.count('<table class="un cards-m">') == 2
    for label in ("建议", "为什么", "谁要改", "待核实"):
        assert f'data-l="{label}"' in page
