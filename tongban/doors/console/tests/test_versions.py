"""The promise: a data officer writes, another reviews, every refusal names its field and nothing typed is lost."""

import re

import pytest

from tongban.catalogue import actions, queries
from tongban.catalogue.assembling import typed_of
from tongban.catalogue.elements import TABLES
from tongban.catalogue.models import BaseVersion, ItemVersion, Standing
from tongban.catalogue.versions_listed import Asked, listed
from tongban.doors.terminal.demo_bases import load_bases
from tongban.people.queries import actor_of_account

DAZHOU = "gjj-purchase-withdraw-511700"


@pytest.fixture
def writer(client_of):
    return client_of("catalogue-1")


@pytest.fixture
def second(client_of):
    return client_of("catalogue-2")


@pytest.fixture
def in_force(real):
    return ItemVersion.objects.in_force().get(record_id=DAZHOU)


@pytest.fixture
def draft(in_force, writer):
    answer = writer.post(f"/console/catalogue/version/{in_force.pk}/begin")
    return ItemVersion.objects.get(pk=re.search(r"version/(\d+)", answer["Location"])[1])


def form_of(version, **changed):
    """The editor's form as a browser would send it."""
    typed = typed_of(version.content)
    sent = dict(typed.texts)
    for path in TABLES:
        sent[f"rows.{path}"] = "1"
        for number, row in enumerate(typed.rows[path]):
            sent |= {f"{path}.{number}.{column}": text for column, text in row.items()}
    return sent | {"seen": version.revision, "change_note": ""} | changed


def page(answer):
    return answer.content.decode()


def test_the_list_can_be_narrowed(writer, in_force):
    shown = page(writer.get("/console/catalogue", {"words": "购房提取", "province": "51"}))
    assert "四川省达州市" in shown
    assert "市住房公积金管理中心" in shown
    assert "浙江省湖州市" not in shown
    assert "没有符合的版本" in page(writer.get("/console/catalogue", {"words": "没有这样的事项"}))
    assert (
        writer.get("/console/catalogue", {"page": "x", "standing": "?", "mode": "?", "province": "？"}).status_code
        == 200
    )


def test_the_list_costs_few_queries(writer, in_force, django_assert_max_num_queries):
    load_bases()
    with django_assert_max_num_queries(12):
        writer.get("/console/catalogue")


def test_the_editor_shows_every_element_and_saving_it_untouched_changes_nothing(writer, draft):
    shown = page(writer.get(f"/console/catalogue/version/{draft.pk}"))
    for words in ("行使层级", "权力来源", "监督电话", "网上办理深度", "形式要点", "群众会看到"):
        assert words in shown
    assert "读的是存下来的摘录" in shown
    assert "stored excerpt" not in shown
    assert writer.post(f"/console/catalogue/version/{draft.pk}", form_of(draft)).status_code == 302
    again = ItemVersion.objects.get(pk=draft.pk)
    assert again.content == draft.content | {"confidence": again.content["confidence"]}


def test_what_cannot_be_is_told_at_its_field_and_what_was_typed_stays(writer, draft):
    changed = {"time_limits.promised.value": "-3", "rules": "我写的规则", "materials.0.original_copies": "1/8"}
    answer = writer.post(f"/console/catalogue/version/{draft.pk}", form_of(draft, **changed))
    assert answer.status_code == 422
    shown = page(answer)
    assert "“承诺时限（数）”不能是负数" in shown
    assert "“材料”第 1 行的“原件份数”要填整数" in shown
    assert 'href="#time_limits-promised-value"' in shown
    assert "我写的规则" in shown
    assert 'value="-3"' in shown
    assert ItemVersion.objects.get(pk=draft.pk).revision == 0


@pytest.mark.parametrize("written", ["2026-13-45", "2026-02-30", "2026-1-5", "26年", "0000"])
def test_a_day_the_calendar_does_not_have_is_told_at_its_field(writer, draft, written):
    answer = writer.post(f"/console/catalogue/version/{draft.pk}", form_of(draft, **{"source.published": written}))
    assert answer.status_code == 422
    assert f"“发布日期”“{written}”不是日历上有的日期" in page(answer)
    for known in ("2026", "2026-05", "2024-02-29"):
        good = form_of(draft, **{"source.published": known, "seen": draft.revision})
        assert writer.post(f"/console/catalogue/version/{draft.pk}", good).status_code == 302
        draft.refresh_from_db()
    assert draft.content["source"]["published"] == "2024-02-29"


def test_a_code_without_its_name_says_which_field_to_fill(writer, draft):
    field = "particulars.powers.undertaken_by"
    sent = form_of(draft, **{f"{field}.name": "", f"{field}.uscc": "11370800MB28559185"})
    shown = page(writer.post(f"/console/catalogue/version/{draft.pk}", sent))
    assert "“承办机构”没有填，却写了“承办机构代码”。请填上，或者把“承办机构代码”清空。" in shown
    assert "None" not in shown.split("</form>")[0]


def test_the_comparison_speaks_in_questions_and_names_never_in_keys(writer, draft):
    guide = queries.version(draft.pk).guide
    asked = next(one for one in guide.materials if isinstance(one.condition, dict))
    (key, options), *_ = asked.condition.items()
    question = next(one for one in guide.situations if one.key == key)
    shown = page(writer.get(f"/console/catalogue/version/{draft.pk}/compare", {"all": "1"}))
    assert f"“{question.question}”选“{question.label(options[0])}”" in shown
    assert f"材料：{asked.name}" in shown
    assert f"{key}={options[0]}" not in shown
    assert asked.key not in re.sub(r"<[^>]*>", " ", shown).split()
    assert "材料键" not in shown


def test_a_wrong_code_keeps_it_from_review_and_names_the_digit(writer, draft):
    changed = {"item.codes.impl": "11370800MB28559185" + "3370117002011", "submit": "1"}
    answer = writer.post(f"/console/catalogue/version/{draft.pk}", form_of(draft, **changed))
    assert answer.status_code == 422
    assert "事项实施编码里的统一社会信用代码最后一位对不上" in page(answer)
    assert ItemVersion.objects.get(pk=draft.pk).standing == Standing.DRAFT


def test_who_saves_second_is_told_and_loses_nothing(writer, second, draft):
    stale = form_of(draft, rules="后存的规则")
    writer.post(f"/console/catalogue/version/{draft.pk}", form_of(draft, rules="先存的规则"))
    answer = second.post(f"/console/catalogue/version/{draft.pk}", stale)
    assert answer.status_code == 422
    assert "刚刚存过这份草稿" in page(answer)
    assert "后存的规则" in page(answer)
    assert ItemVersion.objects.get(pk=draft.pk).content["rules"] == ["先存的规则"]


def test_the_preview_answers_as_people_see_it_and_keeps_nothing(writer, draft):
    sent = form_of(draft, **{"situation.where": "remote"})
    shown = page(writer.post(f"/console/catalogue/version/{draft.pk}/preview", sent))
    assert "户口簿" in shown
    assert "购房缴款票据" not in shown
    bad = page(writer.post(f"/console/catalogue/version/{draft.pk}/preview", sent | {"fees.charged": "也许"}))
    assert "还看不了" in bad
    assert ItemVersion.objects.get(pk=draft.pk).revision == 0


def test_a_life_through_the_pages(writer, second, draft, in_force):
    sent = form_of(draft, rules="每年一次", submit="1")
    answer = writer.post(f"/console/catalogue/version/{draft.pk}", sent)
    assert answer["Location"].endswith("/compare")
    compared = page(second.get(answer["Location"]))
    assert "<ins>每年一次</ins>" in compared
    assert "复核要换一个人" in page(writer.get(answer["Location"]))
    review = f"/console/catalogue/version/{draft.pk}/review"
    kept = second.post(review, {"when": "now", "element": "要注意的规则", "opinion": "写清依据"})
    assert kept.status_code == 422
    assert 'value="写清依据"' in page(kept)
    for day, words in (("2020-01-01", "已经过了"), ("明天", "看不懂")):
        told = second.post(review, {"when": "later", "day": day, "hour": "00:00"})
        assert words in page(told)
        assert f'value="{day}"' in page(told)
    assert second.post(review, {"when": "now"}).status_code == 302
    queries.forget()
    assert queries.published("gjj-purchase-withdraw", "511700").id == draft.pk
    history = page(second.get(f"/console/catalogue/version/{draft.pk}/history"))
    assert "已被新版代替" in history
    assert "送审" in history
    assert writer.get(f"/console/catalogue/version/{draft.pk}").status_code == 302
    late = second.post(review, {"when": "now"})
    assert (late.status_code, "已经发布过" in page(late)) == (422, True)


def test_stopping_wants_a_reason_and_what_instead(writer, in_force):
    address = f"/console/catalogue/version/{in_force.pk}/stand"
    told = writer.post(address, {"act": "suspend", "because": "系统改造", "instead": ""})
    assert told.status_code == 422
    assert "请写替代办法" in page(told)
    assert 'value="系统改造"' in page(told)
    assert writer.post(address, {"act": "suspend", "because": "系统改造", "instead": "到窗口办"}).status_code == 302
    assert "恢复办理" in page(writer.get(f"/console/catalogue/version/{in_force.pk}/history"))


def test_stricter_than_the_base_wants_a_ground(writer, second, in_force):
    first, other = actor_of_account("catalogue-1"), actor_of_account("catalogue-2")
    base = actions.begin_base(in_force.content, by=first)
    content = base.content | {"materials": base.content["materials"][:-1]}
    actions.save(base.pk, content, seen=0, by=first, kind=BaseVersion)
    actions.submit(base.pk, by=first, kind=BaseVersion)
    actions.publish(base.pk, by=other, kind=BaseVersion)
    answer = writer.post(f"/console/catalogue/version/{in_force.pk}/begin")
    draft = ItemVersion.objects.get(pk=re.search(r"version/(\d+)", answer["Location"])[1])
    shown = page(writer.get(f"/console/catalogue/version/{draft.pk}"))
    assert "多要一份“本人银行I类储蓄卡”" in shown
    assert 'name="item.unified_name"' not in shown  # comes from the base, and is only looked at
    sent = form_of(draft, submit="1")
    del sent["item.unified_name"]
    told = writer.post(f"/console/catalogue/version/{draft.pk}", sent)
    assert "偏离基准没有写理由：多要一份“本人银行I类储蓄卡”" in page(told)
    draft.refresh_from_db()
    (deviation,) = draft.deviations.all()
    ground = {
        "element": deviation.element,
        "key": deviation.key,
        "kind": "law",
        "document": "达州市公积金提取办法第九条",
    }
    grounds = {f"grounds.0.{name}": value for name, value in ground.items()} | {"grounds.0.until": "2027-06-30"}
    sent = form_of(draft, submit="1", **grounds)
    assert writer.post(f"/console/catalogue/version/{draft.pk}", sent).status_code == 302
    compared = page(second.get(f"/console/catalogue/version/{draft.pk}/compare"))
    assert "达州市公积金提取办法第九条，到 2027-06-30" in compared


def test_bases_are_found_counted_and_reviewed_from_the_list(writer, second, in_force):
    first = actor_of_account("catalogue-1")
    base = actions.begin_base(in_force.content, by=first)
    content = base.content | {"materials": base.content["materials"][:-1]}
    actions.save(base.pk, content, seen=0, by=first, kind=BaseVersion)
    shown = page(writer.get("/console/catalogue", {"words": "购房提取"}))
    assert f'href="/console/catalogue/base/{base.pk}"' in shown
    assert "基准第 1 版，草稿" in shown
    actions.submit(base.pk, by=first, kind=BaseVersion)
    waiting = page(second.get("/console/catalogue", {"standing": "in_review"}))
    assert "等您复核 1" in waiting
    assert f'href="/console/catalogue/base/{base.pk}/compare"' in waiting
    assert "等您复核 0" in page(writer.get("/console/catalogue"))
    later = {"when": "later", "day": "2099-01-01", "hour": "00:00"}
    assert second.post(f"/console/catalogue/base/{base.pk}/review", later).status_code == 302
    assert f'href="/console/catalogue/base/{base.pk}/history"' in page(writer.get("/console/catalogue"))
    writer.post(f"/console/catalogue/base/{base.pk}/stand", {"act": "recall"})
    actions.submit(base.pk, by=first, kind=BaseVersion)
    second.post(f"/console/catalogue/base/{base.pk}/review", {"when": "now"})
    shown = page(writer.get("/console/catalogue", {"words": "达州市住房公积金"}))
    assert "1 处偏离，<b>1 处还没写理由</b>" in shown
    guide = page(second.get(f"/items/{in_force.pk}"))
    assert "多要一份“本人银行I类储蓄卡”。当地还没有写理由，待核实。" in guide


def test_what_is_to_be_looked_at_is_not_without_problems(writer, in_force):
    rows = listed(Asked(), actor_of_account("catalogue-1")).rows
    doubtful = next(row for row in rows if row.remarks and not row.problems)
    assert f"要看 {doubtful.remarks} 处" in page(writer.get("/console/catalogue"))


def test_its_writer_takes_it_back_from_review_on_the_page(writer, second, draft):
    actions.submit(draft.pk, by=actor_of_account("catalogue-1"))
    for address in ("compare", "history"):
        assert "撤回送审" in page(writer.get(f"/console/catalogue/version/{draft.pk}/{address}"))
        assert "撤回送审" not in page(second.get(f"/console/catalogue/version/{draft.pk}/{address}"))
    stand = f"/console/catalogue/version/{draft.pk}/stand"
    assert second.post(stand, {"act": "take_back"}).status_code == 422
    assert writer.post(stand, {"act": "take_back"}).status_code == 302
    assert ItemVersion.objects.get(pk=draft.pk).standing == Standing.DRAFT


def test_what_is_not_there_is_not_found(writer):
    assert writer.get("/console/catalogue/version/999999").status_code == 404
    assert writer.get("/console/catalogue/nothing/1/history").status_code == 404
