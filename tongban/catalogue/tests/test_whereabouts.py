"""The two places in a sentence, each in its role; and words that only look like places."""

import pytest

from tongban.catalogue.finding.whereabouts import whereabouts
from tongban.catalogue.finding.words import clean

pytestmark = pytest.mark.usefixtures("real")

SAID = [
    ("我在上海上班，想提取杭州的公积金", "上海市", "杭州市"),
    ("人在深圳打工，老家在达州，想取公积金", "深圳市", "达州市"),
    ("把杭州的公积金转到合肥", "", "合肥市"),
    ("从南京迁户口到苏州", "", "苏州市"),
    ("北京朝阳区办居住证", "", "朝阳区"),
    ("浙江省绍兴市诸暨市开饭店", "", "诸暨市"),
    ("广州 深圳 公积金", "广州市", "深圳市"),
    ("在上海补办身份证", "上海市", ""),
    ("住在北京，要迁长沙的户口", "北京市", "长沙市"),
    ("我现在在广州，驾驶证是黑龙江的", "广州市", "黑龙江省"),
    ("达州买房", "", "达州市"),
    ("回诸暨办营业执照", "", "诸暨市"),
    ("我在義烏，想辦達州的公積金", "义乌市", "达州市"),
    ("平安保险怎么转", "", ""),
    ("公安局办身份证", "", ""),
    ("食品安全许可", "", ""),
    ("gongjijin", "", ""),
]


@pytest.mark.parametrize(("words", "receipt", "handling"), SAID)
def test_each_place_in_its_role(words, receipt, handling):
    found = whereabouts(clean(words))
    assert (found.receipt.name if found.receipt else "", found.handling.name if found.handling else "") == (
        receipt,
        handling,
    )


def test_what_is_wanted_stays_when_the_places_are_taken_out():
    assert whereabouts("我在上海上班,想提取杭州的公积金").words == "想提取 公积金"
    assert "迁" in whereabouts("从南京迁户口到苏州").words
    assert "驾驶证" in whereabouts("我现在在广州,驾驶证是黑龙江的,过期了").words


def test_a_name_borne_by_several_is_not_guessed():
    found = whereabouts("朝阳办结婚证")
    assert found.handling is None
    assert len(found.unclear[0].places) > 1
