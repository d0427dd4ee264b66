"""Codes: the published real ones pass, every single slip is caught, and each sentence says where."""

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kit import codes

TODAY = date(2026, 11, 20)
REAL_USCC = (
    "12441500196720244T",
    "11370800MB28559184",
    "11100000000013338W",
    "11430000006122244L",
    "11220000013544541J",
)
REAL_LICENCES = (  # GB/T 36904 identifiers as published, without the root 1.2.156.3005.2
    "11100000000013338W011.11430000006122244L.20230000403.001.U",
    "11100000MB03271699022.340100.000000016.001.9",
    "11100000000013338W032.11220000013544541J.2430599.001.F",
    "11100000000013338W009.11330105002500287C.2025052201.002.0",
    "11100000000013338W087.11370800MB28559184.37080001202411010001.001.3",
)
areas = st.sampled_from(["330681", "340800", "110105", "650100"])
births = st.dates(date(1900, 1, 1), TODAY)
identity_numbers = st.builds(codes.make_identity_number, areas, births, st.integers(1, 999))
firms = st.builds(codes.make_uscc, areas, st.integers(0, 99_999_999), kind=st.sampled_from(["91", "92", "11"]))


def test_the_example_of_the_standard_passes():
    assert codes.identity_number_problem("11010519491231002X", today=TODAY) is None
    assert codes.birth_date("11010519491231002X") == date(1949, 12, 31)
    assert codes.sex("11010519491231002X").label == "女"


@given(areas, births, st.integers(1, 999))
def test_an_identity_number_tells_what_it_was_made_from(area, born, serial):
    number = codes.make_identity_number(area, born, serial)
    assert codes.identity_number_problem(number, today=TODAY) is None
    assert codes.birth_date(number) == born
    assert (codes.sex(number) is codes.Sex.MALE) == bool(serial % 2)


@given(identity_numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_caught(number, place, by):
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert codes.identity_number_problem(wrong, today=TODAY)


@given(identity_numbers, st.integers(0, 16))
def test_two_neighbours_swapped_are_caught(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or codes.identity_number_problem(swapped, today=TODAY)


@pytest.mark.parametrize("form", ["{} ", "　{}", "full", "lower", "spaced"])
def test_the_way_of_typing_is_forgiven(form):
    number = "11010519491231002X"
    typed = {
        "full": number.translate({n: n + 0xFEE0 for n in range(0x30, 0x5B)}),
        "lower": number.lower(),
        "spaced": f"{number[:6]} {number[6:14]} {number[14:]}",
    }.get(form) or form.format(number)
    assert codes.identity_number_problem(typed, today=TODAY) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填写身份证号，共 18 位"),
        ("11010519491231002", "身份证号少了 1 位：您填了 17 位，应为 18 位"),
        ("11010519491231002X0", "身份证号多了 1 位：您填了 19 位，应为 18 位"),
        ("110105491231002", "15 位的旧身份证号"),
        ("1101O519491231002X", "第 5 位是“O”，这一位只能是数字"),
        ("11010519491231002A", "第 18 位是“A”，这一位只能是数字或者 X"),
        ("110105194902310028", "没有“19490231”这一天"),
        ("110105203001020028", "2030年1月2日，还没有到"),
        ("110105194912310029", "最后一位对不上"),
        ("²10105194912310029 ", "对不上"),  # a superscript two is read as 2, never crashes
    ],
)
def test_each_slip_has_its_sentence(typed, said):
    assert said in codes.identity_number_problem(typed, today=TODAY)


def test_someone_born_today_exists_and_tomorrow_does_not():
    for born, fine in ((TODAY, True), (TODAY + timedelta(days=1), False)):
        problem = codes.identity_number_problem(codes.make_identity_number("330681", born, 1), today=TODAY)
        assert (problem is None) is fine


@given(st.text(max_size=40))
def test_nothing_typed_breaks_a_reader(text):
    for check in (
        codes.uscc_problem,
        codes.organisation_code_problem,
        codes.phone_problem,
        codes.person_name_problem,
        codes.catalogue_code_problem,
        codes.implementation_code_problem,
        codes.handling_code_problem,
    ):
        assert check(text) is None or isinstance(check(text), str)
    assert codes.identity_number_problem(text, today=TODAY) != ""


@pytest.mark.parametrize("code", REAL_USCC)
def test_real_credit_codes_pass_with_the_organisation_code_inside(code):
    assert codes.uscc_problem(code) is None
    assert codes.organisation_code_problem(code[8:17]) is None


@given(firms, st.integers(0, 17), st.sampled_from(codes.USCC_ALPHABET))
def test_one_wrong_character_in_a_credit_code_is_caught(code, place, character):
    wrong = code[:place] + character + code[place + 1 :]
    assert (codes.uscc_problem(wrong) is None) == (wrong == code)


def test_a_letter_the_credit_code_does_not_have_is_explained():
    assert codes.uscc_problem("1244150O196720244T") == ("统一社会信用代码第 8 位是“O”，代码里没有这个字符，可能是“0”")
    assert "应为 18 位" in codes.uscc_problem("1244150")
    assert "对不上" in codes.uscc_problem("12441500196720245T")


def test_organisation_code_says_what_is_wrong():
    assert codes.organisation_code_problem("19672024-4") is None
    assert "对不上" in codes.organisation_code_problem("196720245")
    assert "第 1 位" in codes.organisation_code_problem("单96720244")


@pytest.mark.parametrize("identifier", REAL_LICENCES)
def test_real_licence_identifiers_end_in_their_check_character(identifier):
    text = identifier.replace(".", "")
    assert codes.mod37_36(text[:-1]) == text[-1]


@given(st.text(string.digits, min_size=1, max_size=30), st.data())
def test_mod11_10_catches_every_single_slip(digits, data):
    place, by = data.draw(st.integers(0, len(digits) - 1)), data.draw(st.integers(1, 9))
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert codes.mod11_10(wrong) != codes.mod11_10(digits)


def test_item_codes_of_real_lists_pass():
    assert codes.catalogue_code_problem("000117112000") is None
    assert codes.implementation_code_problem("12441500196720244T3442199806003") is None
    assert codes.implementation_code_problem("11370800MB285591843370117002011") is None
    assert codes.handling_code_problem("11370800MB28559184337011505600001") is None


def test_item_codes_say_which_part_is_wrong():
    assert codes.catalogue_code_problem("00011711200") == "事项基本编码少了 1 位：您填了 11 位，应为 12 位"
    assert "只能有数字" in codes.catalogue_code_problem("XK0117112000")
    assert "实施编码里的统一社会信用代码" in codes.implementation_code_problem("12441500196720245T3442199806003")
    assert "后 13 位" in codes.implementation_code_problem("12441500196720244T34421998060A3")
    assert "末 2 位" in codes.handling_code_problem("11370800MB285591843370115056000A1")


@pytest.mark.parametrize(
    "typed", ["13800000007", "+86 138 0000 0007", "138-0000-0007", "0575-00000012", "(0575)00000012"]
)
def test_phones_as_people_write_them(typed):
    assert codes.phone_problem(typed) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填写手机号"),
        ("1380000000", "手机号少了 1 位：您填了 10 位，应为 11 位"),
        ("12800000000", "您填的以 12 开头"),
        ("1380000000o", "里有“O”"),
        ("05750000", "连区号一起填"),
    ],
)
def test_phones_that_cannot_be_called(typed, said):
    assert said in codes.phone_problem(typed)


@pytest.mark.parametrize(
    "name",
    [
        "李",
        "欧阳明月",
        "阿依古丽·买买提",
        "阿依古丽•买买提",
        "𠮷田",
        "\U0002b820明",
        "\U00031350",
        "\U0002ebf0",
        "䶮",
        "John O'Neil-Smith",
        "བསྟན་འཛིན".replace("་", ""),
    ],
)
def test_real_names_pass(name):
    assert codes.person_name_problem(name) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (" 　", "请填写姓名"),
        ("李4", "第 2 个字是“4”"),
        ("李\x00明", "看不见的符号"),
        ("李\u202e明", "看不见的符号"),
        ("李\ue000", "自造字"),
        ("<b>李</b>", "第 1 个字是“<”"),
        ("··", "没有文字"),
        ("长" * 51, "您填了 51 个字，最多 50 个字"),
    ],
)
def test_names_that_cannot_be_on_a_document(name, said):
    assert said in codes.person_name_problem(name)


def test_a_name_is_kept_with_one_kind_of_dot():
    assert codes.tidy_name(" 阿依古丽 • 买买提 ") == "阿依古丽·买买提"
    assert codes.tidy_name("J. Smith") == "J. Smith"
