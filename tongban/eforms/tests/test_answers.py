"""What may be typed into each kind of field, and the sentence each wrong thing ends in."""

from datetime import date

import pytest

from tongban.eforms import answers, telling
from tongban.eforms.design import read
from tongban.eforms.tests.conftest import design, real_design
from tongban.kit.codes import make_identity_number, make_uscc

NUMBER = make_identity_number("330681", date(1990, 6, 1), 28)
OPTIONS = [{"const": "new", "title": "新房"}, {"const": "old", "title": "二手房"}]
ENTRIES = {
    "text": {"type": "string", "title": "卖方", "maxLength": 20},
    "lines": {"type": "string", "title": "理由", "minLength": 4, "maxLength": 500},
    "name": {"x-field": "person.name"},
    "identity": {"x-field": "person.identity_number"},
    "phone": {"x-field": "person.phone"},
    "email": {"x-field": "person.email"},
    "uscc": {"x-field": "organisation.uscc"},
    "card": {"x-field": "bank.account"},
    "plate": {"x-field": "vehicle.plate"},
    "vin": {"x-field": "vehicle.vin"},
    "unit": {"x-field": "house.unit_number"},
    "day": {"x-field": "house.contract_on"},
    "money": {
        "type": "number",
        "title": "提取金额",
        "minimum": 0.01,
        "maximum": 1000000,
        "x-unit": "元",
        "x-decimals": 2,
    },
    "whole": {"type": "integer", "title": "几个人", "minimum": 1, "maximum": 20, "x-unit": "人"},
    "choice": {"type": "string", "title": "怎么买的", "oneOf": OPTIONS},
    "choices": {"type": "array", "title": "用途", "items": {"oneOf": OPTIONS}},
    "yes": {"type": "boolean", "title": "未满 16 周岁"},
}
GOOD = {
    "text": ["某某公司", "𬭎记"],
    "lines": ["第一行\n第二行"],
    "name": ["𬭎", "王𬭎", "阿卜杜·" + "热" * 46, "李明"],
    "identity": [NUMBER, f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"],
    "phone": ["13900000016", "139 0000 0016", "0575-87000000"],
    "email": ["li@example.cn"],
    "uscc": [make_uscc("330681", 7)],
    "card": ["6217 0000 0000 0000 004"],
    "plate": ["浙D12345", "浙d·12345", "浙AD12345"],
    "vin": ["1M8GDM9AXKP042788"],
    "unit": ["330681001001GB00001F00010001"],
    "day": ["2026-09-28", "2026年9月28日", "20260928", "2026/9/8", "２０２６年9月28日"],
    "money": ["80000", "80,000.00", "８００００", "¥0.01", "80000元"],
    "whole": ["3", "20"],
    "choice": ["new"],
    "choices": ["new", "new,old"],
    "yes": ["yes", "no"],
}
BAD = {
    "text": [("好\x00吗", "第 2 个字是看不见的符号"), ("字" * 21, "最多 20 个"), ("字" * 1_048_576, "1,048,576 个字")],
    "lines": [("短", "至少 4 个字"), ("a\x1bcde", "看不见的符号")],
    "name": [("李\x07明", "看不见的符号"), ("李3", "姓名第 2 个字"), ("王" * 51, "最多 50 个"), ("李\ue000", "自造字")],
    "identity": [(NUMBER[:-1], "少了 1 位"), (f"{NUMBER[:17]}{'1' if NUMBER[17] != '1' else '2'}", "最后一位对不上")],
    "phone": [("1390000", "少了 4 位"), ("手机", "只填数字")],
    "email": [("没有", "写得不对")],
    "uscc": [("91330681MA2BDXXXX", "少了 1 位")],
    "card": [("6217 0000 1234 5678 90", "最后一位对不上"), ("6217", "16 到 19 位"), ("六二一七", "只能有数字")],
    "plate": [("12345", "车牌号")],
    "vin": [("1M8GDM9A1KP042788", "第 9 位对不上"), ("LSV", "17 位")],
    "unit": [("330681", "28 位")],
    "day": [
        ("2026年2月30日", "2026年2月30日，没有这一天"),
        ("去年", "要写年月日"),
        ("2999-01-01", "还没有到"),
        ("2026-13-01", "没有这一天"),
    ],
    "money": [
        ("1e309", "只写数字"),
        ("NaN", "只写数字"),
        ("0.001", "最多 2 位小数"),
        ("0", "不能少于 0.01 元"),
        ("1000000.01", "不能多于 1,000,000 元"),
        ("9" * 400, "只写数字"),
        ("八万", "只写数字"),
    ],
    "whole": [("2.5", "不要小数"), ("0", "不能少于 1 人"), ("-3", "不能少于 1 人"), ("1e3", "只写数字")],
    "choice": [("third", "选的一项没有")],
    "choices": [("new,third", "选的一项没有"), ("new,new", "选了两遍")],
    "yes": [("maybe", "选的一项没有")],
}


@pytest.mark.parametrize(("field", "text"), [(field, text) for field, listed in GOOD.items() for text in listed])
def test_what_is_right_is_right(field, text):
    assert answers.problems(design({field: ENTRIES[field]}), {field: text}) == []


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [(field, *one) for field, listed in BAD.items() for one in listed],
    ids=[f"{field}-{place}" for field, listed in BAD.items() for place, _ in enumerate(listed)],
)
def test_what_is_wrong_is_told_once_at_its_field_in_a_sentence_that_names_it(field, text, told):
    form = design({field: ENTRIES[field]})
    (problem,) = answers.problems(form, {field: text})
    assert problem.field == f"answers.{field}"
    assert told in problem.sentence
    assert form.entries[field].title in problem.sentence
    assert len(problem.sentence) < 200


@pytest.mark.parametrize("field", ENTRIES)
@pytest.mark.parametrize("nothing", ["", "  ", "\u3000"])
def test_nothing_is_missing_and_told_by_name(field, nothing):
    form = design({field: ENTRIES[field]})
    (problem,) = answers.problems(form, {field: nothing})
    assert problem.sentence in {f"请填写“{form.entries[field].title}”", f"请选“{form.entries[field].title}”"}
    assert answers.problems(design({field: ENTRIES[field]}, required=[]), {field: nothing}) == []


def test_every_kind_of_wrong_answer_is_covered():
    assert ENTRIES.keys() == GOOD.keys() == BAD.keys()


def test_a_place_is_a_code_or_a_name_that_means_one_place(real):
    form = design({"area": {"x-field": "address.area"}})
    for right in ("诸暨市", "330681", "浙江省绍兴市诸暨市"):
        assert answers.problems(form, {"area": right}) == []
        assert telling.normal(form, {"area": right}) == {"area": "330681000000"}
    assert "没有找到" in answers.problems(form, {"area": "无此地市"})[0].sentence
    assert "不止一处" in answers.problems(form, {"area": "朝阳区"})[0].sentence


def test_what_is_not_asked_is_neither_missing_nor_wrong():
    form = design(
        {"choice": ENTRIES["choice"], "loan": {"type": "number", "title": "贷款金额"}},
        when=[[{"field": "choice", "in": ["old"]}]],
    )
    assert answers.problems(form, {"choice": "new", "loan": "很多"}) == []
    assert [one.field for one in answers.problems(form, {"choice": "old"})] == ["answers.loan"]
    assert "只写数字" in answers.problems(form, {"choice": "old", "loan": "很多"})[0].sentence


def test_the_schema_that_is_checked_is_a_json_schema_2020_12():
    for slug in ("gjj-purchase-withdraw", "idcard-first", "sscard-apply"):
        schema = answers.json_schema(read(real_design(slug)))
        answers.Draft202012Validator.check_schema(schema)
        assert schema["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(
    ("field", "text", "words", "on_screen"),
    [
        ("day", "20260928", "2026年9月28日", "2026年9月28日"),
        ("money", "80000", "80,000.00 元", "80,000.00 元"),
        ("choice", "new", "新房", "新房"),
        ("choices", "new,old", "新房、二手房", "新房、二手房"),
        ("yes", "no", "不是", "不是"),
        ("identity", NUMBER, NUMBER, f"3306**********{NUMBER[-4:]}"),
        ("card", "6217 0000 0000 0000 004", "6217000000000000004", "尾号 0004"),
        ("name", "王𬭎", "王𬭎", "王*"),
        ("money", "1e309", "1e309", "1e309"),
    ],
)
def test_answers_in_words_for_paper_and_masked_for_screens(field, text, words, on_screen):
    entry = design({field: ENTRIES[field]}).entries[field]
    assert telling.told(entry, text) == words
    assert telling.masked(entry, text) == on_screen
