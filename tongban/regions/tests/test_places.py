"""Codes and how they lie to each other: no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kit.blocked import NotFound
from tongban.kit.scopes import Scope
from tongban.regions.places import Level, code12, level_of, parent_code, relation, under

codes = st.builds(
    lambda province, city, county, town: (province + city + county + town).ljust(12, "0"),
    st.sampled_from(["11", "33", "34", "42", "50", "66"]),
    st.sampled_from(["01", "06", "12", "90"]),
    st.sampled_from(["", "01", "02", "81"]),
    st.just(""),
)


@pytest.mark.parametrize("typed", ["330681", "330681000", "330681000000", "３３０６８１", " 330681 "])
def test_codes_of_any_length_become_twelve_digits(typed):
    assert code12(typed) == "330681000000"


@pytest.mark.parametrize("typed", ["", "33068", "33068x", "3306810000001", "诸暨", "٣٣٠٦٨١"])
def test_what_is_no_code_is_told(typed):
    with pytest.raises(NotFound):
        code12(typed)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("000000000000", Level.NATION, None),
        ("330000000000", Level.PROVINCE, None),
        ("330600000000", Level.CITY, "330000000000"),
        ("330681000000", Level.COUNTY, "330600000000"),
        ("330681109000", Level.TOWNSHIP, "330681000000"),
        ("441900003000", Level.TOWNSHIP, "441900000000"),  # 东莞 has no counties
    ],
)
def test_level_and_parent_are_read_off_the_code(code, level, parent):
    assert level_of(code) == level
    assert parent_code(code) == parent


@pytest.mark.parametrize(
    ("one", "other", "scope"),
    [
        ("330681", "330681", Scope.COUNTY),
        ("330681109000", "330681", Scope.COUNTY),
        ("330681", "330602", Scope.CITY),
        ("330681", "330600", Scope.CITY),
        ("330600", "330600", Scope.CITY),
        ("330681", "330106", Scope.PROVINCE),
        ("330681", "330000", Scope.PROVINCE),
        ("330681", "341200", Scope.CROSS_PROVINCE),
        ("330681", "000000", Scope.CROSS_PROVINCE),
        ("000000", "000000", Scope.CROSS_PROVINCE),
        ("110101", "110105", Scope.CITY),  # two districts of one municipality
        ("500101", "500229", Scope.CITY),  # its districts and its counties have two placeholders
        ("110101", "110000", Scope.CITY),
        ("429004", "429005", Scope.PROVINCE),  # both belong to 湖北 directly, they are no city together
        ("429004", "429004", Scope.COUNTY),
        ("441900003", "441900004", Scope.CITY),  # two towns of a city without counties
        ("650100", "660000", Scope.CROSS_PROVINCE),
    ],
)
def test_how_far_two_places_lie_apart(one, other, scope):
    assert relation(one, other) is scope
    assert relation(other, one) is scope


@given(codes, codes, codes)
def test_nearness_is_a_nearness(a, b, c):
    assert relation(a, c) <= max(relation(a, b), relation(b, c))


@given(codes)
def test_a_place_lies_under_each_place_above_it(code):
    above: str | None = code
    while above:
        assert under(code, above)
        above = parent_code(above)
    assert under(code, "000000")
    assert not under("330000", code) or code[2:].strip("0") == ""
