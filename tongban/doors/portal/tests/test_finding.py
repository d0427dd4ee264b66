"""Words and two places lead to an answer; places are understood as people write them."""

import re
from html import unescape

import pytest

from tongban.catalogue import queries as catalogue
from tongban.doors.portal.places import asked_place

pytestmark = pytest.mark.usefixtures("real")


def test_home_offers_what_there_is_and_nothing_else(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = client.get("/").content.decode()
    assert "医疗保障" in html
    assert "选您在哪里" in html
    client.post("/place", {"code": "330681000000", "next": "/"})
    html = client.get("/").content.decode()
    assert "离诸暨市最近的窗口" in html
    assert "诸暨市政务服务中心" in html


@pytest.mark.parametrize("typed", ["诸暨", "诸暨市", "浙江省绍兴市诸暨市", "330681", "330681000000", " 诸暨 "])
def test_a_place_is_understood_as_people_write_it(typed):
    assert asked_place({"from": typed}, "from").code == "330681000000"


def test_a_name_that_several_places_bear_is_asked_again(client):
    asked = asked_place({"to": "朝阳"}, "to")
    assert asked.place is None
    assert len(asked.choices) > 1
    html = client.get("/find", {"from": "诸暨", "to": "朝阳", "q": "医保转移"}).content.decode()
    assert "您说的是哪一个" in html
    assert "to=211300000000" in html


def test_initials_offer_the_places_that_begin_so(client):
    html = client.get("/find", {"from": "zj", "q": "医保转移"}).content.decode()
    assert "from=330681000000" in html


def test_a_code_chosen_before_does_not_outlive_the_name_typed_over_it():
    asked = asked_place({"from": "本溪市", "from_code": "330681000000"}, "from")
    assert asked.code == "210500000000"


def test_a_place_that_is_none_is_told_at_its_field(client):
    html = client.get("/find", {"from": "诸暨", "to": "乌有乡城", "q": "医保转移"}).content.decode()
    assert "没有叫“乌有乡城”的地方" in html


def test_the_answer_comes_first_and_online_before_the_window(client, version, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = client.get("/find", {"from": "330681", "to": "210500", "q": "医保转移"})
    html = page.content.decode()
    assert "<b>能办。</b>" in html
    assert "网上办，不用跑" in html
    assert html.index("能办。") < html.index(f"/items/{version.id}")
    assert page.cookies["place"].value == "330681000000"


def test_what_cannot_be_done_online_is_taken_to_a_window(client):
    html = client.get("/find", {"from": "330681", "to": "511700", "q": "买房取公积金"}).content.decode()
    assert "<b>能办。</b>" in html
    assert "窗口替您转过去" in html


def test_what_is_on_no_list_is_refused_with_its_reason_and_what_instead(client):
    food = catalogue.authority_for("food-permit", "430422")
    why_not = catalogue.reception(food, receipt_region="330681", channel=catalogue.Channel.COUNTER)
    html = client.get("/find", {"from": "330681", "to": "430422", "q": "食品经营许可"}).content.decode()
    assert f"<b>不能办。</b>{why_not.sentence}" in html
    assert why_not.instead in html


def test_a_place_without_a_guide_is_said_to_be_unread_not_impossible(client):
    html = client.get("/find", {"from": "330681", "to": "540100", "q": "购房提取公积金"}).content.decode()
    assert "<b>待核实。</b>" in html


def test_words_that_say_nothing_find_nothing_and_say_what_to_do(client):
    html = client.get("/find", {"from": "330681", "to": "210500", "q": "！！！"}).content.decode()
    assert "没有找到" in html
    assert "12345" in html


@pytest.mark.parametrize(("subject", "there"), [("person", "首次申领居民身份证"), ("organisation", "食品经营许可")])
def test_browsing_by_domain(client, subject, there, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = client.get("/items", {"for": subject}).content.decode()
    assert there in html


def test_an_item_leads_on_to_the_guide_of_whoever_has_jurisdiction(client, version):
    assert "辽宁省本溪市" in client.get("/items/of/medins-transfer").content.decode()
    page = client.get("/items/of/medins-transfer", {"to": "210502", "from": "330681"})
    assert page.url == f"/items/{version.id}?from=330681000000"
    assert "没有读到拉萨市的指南" in client.get("/items/of/gjj-purchase-withdraw", {"to": "540100"}).content.decode()
    assert client.get("/items/of/no-such-item").status_code == 404


def test_outlets_of_a_place_with_windows_and_hours(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = client.get("/outlets", {"place": "诸暨"}).content.decode()
    assert "诸暨市政务服务中心" in html
    assert "12 号窗" in html
    assert "8:30" in html


@pytest.mark.parametrize("address", ["/help", "/privacy", "/accessibility", "/bundles", "/bundles/bundle-birth/350200"])
def test_pages_of_text_and_bundles(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_the_places_are_read_from_the_words_and_shown_in_the_fields(client):
    html = client.get("/find", {"q": "我人在诸暨，想取达州的公积金买房"}).content.decode()
    assert "浙江省绍兴市诸暨市" in html
    assert "四川省达州市" in html
    assert "<b>能办。</b>" in html
    assert "我们是这样理解的" in html


def test_a_place_put_into_the_field_since_stands_above_the_words(client):
    words = "我人在诸暨，想取达州的公积金买房"
    asked = {"q": words, "said": words, "from": "330681", "to": "540100"}
    assert "<b>待核实。</b>" in client.get("/find", asked).content.decode()


def test_a_name_in_the_words_that_several_places_bear_is_asked_again(client):
    html = client.get("/find", {"q": "朝阳的医保转移"}).content.decode()
    assert "您说的是哪一个" in html
    assert "to=110105000000" in html


def test_beside_the_best_stand_its_situations_its_bundle_and_its_neighbours(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = client.get("/find", {"from": "330681", "to": "511700", "q": "买房取公积金"}).content.decode()
    assert "situation.where=" in html
    assert "相近的事" in html
    html = client.get("/find", {"from": "330681", "to": "370700", "q": "出生医学证明"}).content.decode()
    assert "新生儿出生一件事" in html


def test_nothing_found_leads_to_what_lies_nearest(client):
    html = client.get("/find", {"from": "330681", "q": "想办护照"}).content.decode()
    assert "最接近的事项" in html
    assert "要找的是“想办护照”" in html
    assert "12345" in html


@pytest.mark.parametrize(
    "words",
    [
        "公积金" * 4000,
        "，。！？",
        "😀😀😀",
        "' OR 1=1; DROP TABLE x --",
        "<script>alert(1)</script>",
        "\x07\x1b[31m公积金",
    ],
)
def test_whatever_is_typed_is_answered_with_a_sentence_and_kept(client, words):
    page = client.get("/find", {"q": words})
    html = page.content.decode()
    assert page.status_code == 200
    assert 'role="status"' in html
    assert "<script>alert" not in html


def test_words_complete_themselves_as_one_types(client):
    offered = client.get("/find/words", {"q": "gjjzy"}).json()
    assert offered[0]["value"] == "gjj-transfer"
    assert offered[0]["note"]
    assert client.get("/find/words", {"q": ""}).json() == []


def test_what_is_searched_for_most_is_offered(client):
    from tongban.catalogue.finding import tally

    for _ in range(3):
        client.get("/find", {"q": "驾照丢了"})
    tally.flush()
    assert catalogue.said_for("driver-license-replace") in client.get("/").content.decode()


def conditions(html):
    return dict(re.findall(r"<dt>(领域|方式|地区)</dt><dd class=\"row\">(.*?)</dd>", html))


def test_what_was_found_is_narrowed_by_links(client, django_assert_max_num_queries):
    whole = client.get("/find", {"q": "公积金"}).content.decode()
    offered = conditions(whole)
    assert set(offered) == {
        "地区"
    }  # one domain tells nothing apart, and of ways nothing is known before both places are
    assert "领域" in conditions(client.get("/find", {"q": "登记"}).content.decode())
    label, address = re.search(r'href="([^"]+)">([^（<]+)（\d+）', offered["地区"]).group(2, 1)
    with django_assert_max_num_queries(12):
        page = client.get(unescape(address)).content.decode()
    assert "按条件留下" in page
    assert f'aria-current="true">{label}' in page
    back = re.search(r'href="([^"]+)" aria-current="true"', page)[1]
    assert "按条件留下" not in client.get(unescape(back)).content.decode()


def test_ways_are_told_apart_once_both_places_are_known(client):
    asked = {"q": "公积金", "from": "330681000000", "to": "511700000000"}
    whole = client.get("/find", asked).content.decode()
    assert "地区" not in conditions(whole)
    online = client.get("/find", {**asked, "way": "online"}).content.decode()
    assert online.count("<li><h2>") <= whole.count("<li><h2>")


@pytest.mark.parametrize("odd", [{"domain": "没有这个"}, {"way": "fly"}, {"area": "x"}, {"domain": "", "area": ""}])
def test_a_condition_nothing_meets_hides_nothing(client, odd):
    page = client.get("/find", {"q": "公积金", **odd})
    assert page.status_code == 200
    assert "按条件留下" not in page.content.decode()


@pytest.mark.parametrize("words", ["😀😀😀", "，。！？", "' OR 1=1; DROP TABLE x --"])
def test_what_says_nothing_leads_to_what_people_usually_want(client, words, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = client.get("/find", {"from": "330681", "q": words}).content.decode()
    assert "大家常搜" in html
    assert "大家常办的事项" in html or "最接近的事项" in html
    assert '<a href="/items/of/' in html


@pytest.mark.parametrize("words", ["量子纠缠许可", "时光机申请", "养猫许可"])
def test_what_is_not_known_is_never_answered_with_confidence(client, words):
    html = client.get("/find", {"from": "330681", "to": "430422", "q": words}).content.decode()
    assert "<b>没有正好的。</b>最接近的是“" in html
    assert "找到 0 项正好的，有" in html
    assert "不能办" not in html.split("</h1>")[1].split("<ol")[0]


def test_only_what_answers_is_counted(client):
    asked = next(
        found
        for words in ("购房提取", "量子公积金登记", "提取", "养老", "证明公积金", "户口身份证")
        if 0 < (found := catalogue.search(words)).sure < len(found.found)
    )
    html = client.get("/find", {"q": asked.understood.said}).content.decode()
    assert f"找到 {asked.sure} 项，另有 {len(asked.found) - asked.sure} 项相近" in html


def test_stray_words_between_places_are_not_said_to_be_looked_for(client):
    told = catalogue.understand("在诸暨给达州").sentence
    assert "在 给" not in told
    assert "要找的是" not in told
    assert "要找的是“公积金”" in catalogue.understand("公积金").sentence


def test_a_pasted_page_is_said_again_in_forty_characters(client):
    html = client.get("/find", {"q": "怎么提取公积金" * 300}).content.decode()
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", html)[1]
    assert "…”" in heading
    assert len(heading) < 90
    assert len(re.search(r"要找的是“(.*?)”", html)[1]) <= 41
