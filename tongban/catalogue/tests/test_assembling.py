"""The promise: what the editor and the workbook show is what was stored, and comes back unchanged."""

import json

import pytest

from tongban.catalogue.assembling import Typed, assemble, blank, typed_of
from tongban.catalogue.comparing import compare
from tongban.catalogue.elements import name_of
from tongban.catalogue.reading import GUIDES, guide_from
from tongban.kit.blocked import Invalid

FILES = [path for path in sorted(GUIDES.glob("*.json")) if not path.stem.startswith("bundle")]


def stored(path):
    return guide_from(json.loads(path.read_text(encoding="utf-8"))).written()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_shown_and_saved_untouched_is_the_same_guide(path):
    content = stored(path)
    again = guide_from(assemble(typed_of(content), content)).written()
    assert again | {"confidence": 0} == content | {"confidence": 0}


def test_from_a_blank_the_typed_texts_make_the_same_elements():
    content = stored(GUIDES / "gjj-info-change-421300.json")
    again = guide_from(assemble(typed_of(content), blank()))
    assert [each.label for each in compare(guide_from(content), again) if not each.same] == []


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("time_limits.promised.value", "-3", "不能是负数"),
        ("time_limits.promised.value", "1/8 个工作日", "要填整数"),
        ("time_limits.promised.unit", "天", "不在选项里"),
        ("fees.charged", "可能", "只能填“是”或“否”"),
        ("particulars.powers.level", "地球级", "不在选项里"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_element(path, text, words):
    content = stored(FILES[0])
    with pytest.raises(Invalid, match=words) as told:
        assemble(Typed({path: text}), content)
    assert [problem.field for problem in told.value.problems] == [path]
    assert name_of(path) in told.value.problems[0].sentence


def test_all_that_is_wrong_in_rows_is_told_with_row_and_column():
    content = stored(GUIDES / "gjj-purchase-withdraw-511700.json")
    rows = [dict(row) for row in typed_of(content).rows["materials"]]
    rows[1]["original_copies"], rows[2]["condition"] = "两份", "where=；"
    with pytest.raises(Invalid) as told:
        assemble(Typed({}, {"materials": rows}), content)
    assert [problem.field for problem in told.value.problems] == [
        "materials.1.original_copies",
        "materials.2.condition",
    ]
    assert "“材料”第 2 行的“原件份数”" in told.value.problems[0].sentence


def test_later_elements_are_kept():
    content = stored(GUIDES / "gjj-purchase-withdraw-511700.json")
    typed = typed_of(content)
    rows = [dict(row) for row in typed.rows["materials"]]
    rows[0] |= {"standard.points": "人证一致\n在有效期内", "standard.substitutes": "电子证照：居民身份证"}
    texts = {"particulars.access.consulting_phone": "0818-2380000", "particulars.powers.level": "市级"}
    guide = guide_from(assemble(Typed(texts, {"materials": rows}), content))
    assert guide.materials[0].standard.points == ("人证一致", "在有效期内")
    assert guide.materials[0].standard.substitutes[0].kind == "电子证照"
    assert (guide.particulars.powers.level, guide.particulars.access.consulting_phone) == ("3", "0818-2380000")
    assert typed_of(guide.written()).texts["particulars.powers.level"] == "市级"
