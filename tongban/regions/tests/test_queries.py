"""What other rooms ask about places, asked of the real tables."""

import pytest

from tongban.kit.blocked import NotFound
from tongban.regions import queries
from tongban.regions.models import Outlet, Region
from tongban.regions.places import Level, OutletLevel

pytestmark = pytest.mark.usefixtures("places")


@pytest.mark.parametrize(
    ("code", "full_name"),
    [
        ("330681", "浙江省绍兴市诸暨市"),
        ("330681109", "浙江省绍兴市诸暨市枫桥镇"),
        ("110101", "北京市东城区"),
        ("500229", "重庆市城口县"),
        ("429004", "湖北省仙桃市"),
        ("441900003", "广东省东莞市东城街道"),
        ("620201001", "甘肃省嘉峪关市雄关街道"),
        ("653229", "新疆维吾尔自治区和田地区和安县"),
        ("660000", "新疆生产建设兵团"),
        ("000000", "全国"),
    ],
)
def test_full_names(code, full_name):
    assert queries.full_name(code) == full_name


def test_no_full_name_shows_a_placeholder():
    assert not Region.objects.filter(full_name__contains="市辖区").exists()
    assert not Region.objects.filter(full_name__contains="直辖县级行政区划").exists()


def test_zhuji_has_its_23_townships():
    assert len(queries.children("330681")) == 23
    assert [place.name for place in queries.ancestors("330681109")] == ["浙江省", "绍兴市", "诸暨市"]


def test_placeholder_levels_are_hopped_over():
    beijing = queries.children("110000")
    assert len(beijing) == 16
    assert all(place.level == Level.COUNTY for place in beijing)
    assert len(queries.children("500000")) == 38
    assert "仙桃市" in {place.name for place in queries.children("420000")}
    assert [place.name for place in queries.ancestors("620201001")] == ["甘肃省", "嘉峪关市"]


def test_ended_places_are_not_offered():
    assert {"下城区", "江干区"}.isdisjoint(place.name for place in queries.children("330100"))
    assert [place.name for place in queries.children("460300")] == ["西沙区", "南沙区"]
    assert queries.search("330103") == []


def test_provinces():
    names = [place.name for place in queries.provinces()]
    assert len(names) == 35
    assert names[0] == "北京市"
    assert "全国" not in names


@pytest.mark.parametrize("code", ["999999", "330699", "abc", ""])
def test_unknown_codes_are_told(code):
    with pytest.raises(NotFound, match=r"核对代码|应为 6"):
        queries.region(code)


@pytest.mark.parametrize("words", ["诸暨", "诸暨市", "330681", "浙江 诸暨", "３３０６８１", "  诸暨  "])
def test_a_place_is_found_first_by_name_and_code(words):
    assert queries.search(words)[0].full_name == "浙江省绍兴市诸暨市"


@pytest.mark.parametrize("words", ["zj", "ZJS", "zjs"])
def test_a_place_is_found_by_initials(words):
    assert "诸暨市" in {place.name for place in queries.search(words, levels=[Level.COUNTY])}
    assert queries.search(words)[0].name == "浙江省"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("zhuji", "浙江省绍兴市诸暨市"),
        ("ZhuJi", "浙江省绍兴市诸暨市"),
        ("zhujishi", "浙江省绍兴市诸暨市"),
        ("dazhou", "四川省达州市"),
        ("chongqing", "重庆市"),
        ("luan", "安徽省六安市"),
        ("lvliang", "山西省吕梁市"),
    ],
)
def test_a_place_is_found_by_its_whole_pinyin(words, place):
    assert queries.search(words)[0].full_name == place


def test_places_of_one_name_are_told_apart():
    found = queries.search("朝阳区")
    assert {"北京市朝阳区", "吉林省长春市朝阳区"} <= {place.full_name for place in found}


def test_higher_levels_and_exact_names_come_first():
    names = [place.full_name for place in queries.search("吉林")]
    assert names[:2] == ["吉林省", "吉林省吉林市"]
    assert queries.search("枫桥", levels=[Level.TOWNSHIP])[0].name in {"枫桥镇", "枫桥街道"}


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "'; drop", "没有这个地方", "9" * 400])
def test_nothing_is_found_for_nothing(words):
    assert queries.search(words) == []


def test_searching_asks_once(django_assert_num_queries):
    queries.forget()
    with django_assert_num_queries(1):
        assert len(queries.search("安徽", limit=7)) == 7
        assert len(queries.search("安徽", limit=7)) == 7


def test_names_are_asked_once(django_assert_num_queries):
    queries.forget()
    with django_assert_num_queries(1):
        assert queries.name("330681") == queries.name("330681000000") == "诸暨市"


def test_outlets_of_a_place_from_the_hall_down():
    zhuji = queries.outlets("330681")
    assert zhuji[0].name == "诸暨市政务服务中心"
    assert [sum(place.level == level for place in zhuji) for level in OutletLevel] == [1, 23, 3]
    assert {place.name for place in queries.outlets("330681109")} == {"枫桥镇便民服务中心"}


def test_a_place_without_an_outlet_is_sent_to_the_nearest():
    assert queries.outlets("130702") == []
    assert queries.outlets("130702", nearest=True)[0].name == "张家口市政务服务中心"
    assert queries.outlets("540102", nearest=True) == []


def test_one_outlet():
    assert queries.outlet("330681-H1").phone.startswith("0575-0000 ")
    with pytest.raises(NotFound):
        queries.outlet("nowhere")


def test_every_outlet_is_invented_and_says_so():
    assert all("演示路" in place.address and "-0000 " in place.phone for place in Outlet.objects.all())
