"""The promise: exactly the papers of one situation, and what was not read is never shown as not needed."""

import pytest

from tongban.catalogue.check_points import check_points
from tongban.catalogue.guide import GROUPS, Need
from tongban.catalogue.parts import UNREAD
from tongban.catalogue.queries import checklist, versions_of
from tongban.catalogue.reading import GUIDES, read_guide
from tongban.kit.blocked import Invalid

ALL = [read_guide(path) for path in sorted(GUIDES.glob("*.json"))]
BY_ID = {guide.record_id: guide for guide in ALL}

DAZHOU, XUANCHENG = "gjj-purchase-withdraw-511700", "gjj-loan-repay-withdraw-341800"
SUIZHOU, WUXI, CORPS = "gjj-info-change-421300", "idcard-first-320200", "gjj-purchase-withdraw-660000"
ALWAYS = ["身份证明（夫妻双方身份证）", "婚姻状况证明", "商品房买卖合同", "备案表"]

TABLE = [
    (DAZHOU, {"where": "local"}, [*ALWAYS, "购房缴款票据", "本人银行I类储蓄卡"]),
    (DAZHOU, {"where": "remote"}, [*ALWAYS, "购房款发票", "户口簿", "本人银行I类储蓄卡"]),
    (
        XUANCHENG,
        {"times": "first", "agent": "no", "co": "no"},
        ["提取人身份证", "备案的购房合同", "借款合同", "贷款银行盖章的还款证明"],
    ),
    (XUANCHENG, {"times": "again", "agent": "no", "co": "no"}, ["提取人身份证", "贷款银行盖章的还款证明"]),
    (
        XUANCHENG,
        {"times": "again", "agent": "yes", "co": "yes"},
        ["提取人身份证", "代办人身份证", "结婚证", "贷款银行盖章的还款证明"],
    ),
    (
        SUIZHOU,
        {"subject": "person", "by": "unit", "channel": "counter"},
        ["职工身份证", "职工个人基本信息变更登记表（盖章）", "专管员身份证"],
    ),
]


@pytest.mark.parametrize(("record_id", "answers", "names"), TABLE)
def test_exactly_the_papers_of_a_situation(record_id, answers, names):
    asked = BY_ID[record_id].materials_for(answers)
    assert [wanted.material.name for wanted in asked if wanted.need == Need.REQUIRED] == names
    assert not [wanted for wanted in asked if wanted.need == Need.UNDECIDED]


def test_several_conditions_must_all_hold():
    guide = BY_ID[SUIZHOU]
    at_the_counter = {wanted.material.key for wanted in guide.materials_for({"subject": "unit", "channel": "counter"})}
    online = {wanted.material.key for wanted in guide.materials_for({"subject": "unit", "channel": "online"})}
    assert online < at_the_counter


def test_an_open_question_leaves_its_papers_undecided_and_says_when_they_are_needed():
    undecided = [wanted for wanted in BY_ID[DAZHOU].materials_for({}) if wanted.need == Need.UNDECIDED]
    assert [(wanted.material.name, wanted.when) for wanted in undecided] == [
        ("购房缴款票据", "“房屋在哪里”选“本市”时"),
        ("购房款发票", "“房屋在哪里”选“达州市外”时"),
        ("户口簿", "“房屋在哪里”选“达州市外”时"),
    ]


def test_only_questions_that_still_matter_are_asked():
    guide = BY_ID[SUIZHOU]
    assert [asked.key for asked in guide.open_questions({"subject": "person"})] == ["by"]
    assert guide.open_questions({"subject": "person", "by": "self"}) == []


def test_a_paper_may_be_needed_for_any_of_several_answers():
    guide = BY_ID["bundle-birth-442000"]
    names = {wanted.material.name for wanted in guide.materials_for({"items": ["med", "card"]})}
    assert "新生儿户口簿（电子证照）" in names
    assert "入户方身份证、户口簿" not in names


def test_a_condition_in_free_text_is_shown_as_such():
    wanted = next(w for w in BY_ID[CORPS].materials_for({}) if w.material.name == "亲属关系证明材料")
    assert (wanted.need, wanted.when) == (Need.OPTIONAL, "视情况：共同提取人为父母/子女时")


def test_every_paper_is_needed_in_some_situation():
    for guide in ALL:
        for material in guide.materials:
            answers = material.condition if isinstance(material.condition, dict) else {}
            assert material.key in {wanted.material.key for wanted in guide.materials_for(answers)}


def test_answers_that_are_not_offered_are_told():
    problems = BY_ID[DAZHOU].problems_with({"where": "moon", "who": "me"})
    assert [problem.field for problem in problems] == ["situations.where", "situations.who"]
    assert BY_ID[DAZHOU].problems_with({"where": "local"}) == []


# --- what was not read -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("group", GROUPS)
def test_what_is_empty_is_unread(group):
    empty = [guide for guide in ALL if guide.is_unread(group)]
    assert empty
    for guide in empty:
        assert guide.remark(group) == UNREAD
        assert GROUPS[group] in guide.unread
        assert not getattr(guide, group) or group in {"time_limits", "fees", "channels"}


def test_nothing_unread_is_shown_as_not_needed(guides):
    slugs = {guide.item.slug for guide in ALL if guide.bundle is None}
    seen = 0
    for version in (version for slug in slugs for version in versions_of(slug)):
        shown, guide = checklist(version, {}), version.guide
        if not guide.materials:
            assert shown.papers == UNREAD
        if guide.time_limits.promised is None and version.handling_kind != "即办件":
            assert shown.promised == UNREAD
        if guide.time_limits.legal is None:
            assert shown.statutory.startswith(UNREAD)
        if guide.fees.charged is None and not guide.fees.items:
            assert shown.fee == UNREAD
        if not any("现场次数" in rule for rule in guide.rules):
            assert shown.times_to_come == UNREAD
        seen += 1
    assert seen == 98


def test_a_guide_that_says_free_is_shown_as_free(guides):
    xian = next(version for version in versions_of("idcard-first") if version.record_id == "idcard-first-610100")
    assert checklist(xian, {}).fee == "不收费"


def test_the_checklist_of_one_situation(guides):
    suizhou = next(v for v in versions_of("gjj-info-change") if v.record_id == SUIZHOU)
    shown = checklist(suizhou, {"subject": "person", "by": "unit"})
    assert shown.papers == "3 份"
    assert shown.promised == "当场"
    assert shown.windows == ("营业部及办事处",)
    assert shown.open_questions == ()
    assert shown.chosen == (("变更谁的信息", "职工个人信息"), ("个人信息变更由谁办", "单位专管员"))


def test_what_data_stands_for_need_not_be_brought(guides):
    luoyang = next(v for v in versions_of("realestate-transfer") if v.record_id == "realestate-transfer-410300")
    shown = checklist(luoyang, {})
    assert "契税完税证明" in {wanted.material.name for wanted in shown.exempt}
    assert "契税完税证明" not in {wanted.material.name for wanted in shown.to_bring}


def test_trips_are_read_from_the_rules(guides):
    yuetang = next(v for v in versions_of("idcard-first") if v.record_id == "idcard-first-430304")
    assert checklist(yuetang, {}).times_to_come == "1 次"


def test_a_checklist_for_answers_not_offered_is_blocked(guides):
    with pytest.raises(Invalid):
        checklist(versions_of("gjj-loan-repay-withdraw")[0], {"times": "third"})


# --- 形式要点 ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("record_id", "name", "points"),
    [
        (
            DAZHOU,
            "商品房买卖合同",
            ("是原件", "页码齐全，没有缺页", "填写完整，签名或盖章清楚", "姓名（名称）与申请人一致"),
        ),
        (DAZHOU, "购房款发票", ("形式未读到：按原件核对", "姓名（名称）与申请人一致")),
        (XUANCHENG, "提取人身份证", ("是原件", "在有效期内，照片和字迹清楚", "姓名（名称）与申请人一致")),
    ],
)
def test_check_points_follow_from_form_and_kind(record_id, name, points):
    material = next(material for material in BY_ID[record_id].materials if material.name == name)
    assert check_points(material) == points


def test_every_material_has_something_to_check():
    assert all(len(check_points(material)) >= 2 for guide in ALL for material in guide.materials)
