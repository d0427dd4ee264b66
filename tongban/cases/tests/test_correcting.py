"""One notice with every problem, in words one can act on; one answer to all its lines."""

from datetime import timedelta

import pytest

from tongban.cases import actions, queries
from tongban.cases.actions.examination import WrittenProblem, WrittenReply
from tongban.cases.choices import Reply
from tongban.cases.content import KeptAnswer
from tongban.cases.lifecycle import State
from tongban.cases.models import Case
from tongban.cases.tests.making import a_file, draft_at_counter, received
from tongban.cases.wording import VAGUE
from tongban.documents.uses import elsewhere
from tongban.kit.blocked import Invalid
from tongban.kit.days import Limit, due_on, national

GOOD = {"wrong": "缺第 3、4 页", "mend": "补拍第 3、4 页", "ground": "收件标准第 1 条"}


@pytest.fixture
def case(clerk):
    return received(clerk)


def problem(case, n=0, **changes):
    return WrittenProblem(**{"material_key": queries.materials(case)[n].key} | GOOD | changes)


@pytest.fixture
def returned(case, reviewer):
    actions.send_back(case, problems=[problem(case, 0), problem(case, 1)], by=reviewer)
    return case


def lines(case):
    return list(queries.correction(case).lines.all())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wrong": ""}, "wrong"),
        ({"mend": " 补 "}, "mend"),
        ({"ground": ""}, "ground"),
        ({"material_key": "nothing-like-it"}, "material_key"),
        ({"wrong": "缺" * 301}, "wrong"),
        *[({"mend": f"请补{words}"}, "mend") for words in VAGUE],
    ],
)
def test_a_vague_or_empty_line_is_refused_with_its_place(changes, field, case, reviewer):
    with pytest.raises(Invalid) as no:
        actions.send_back(case, problems=[problem(case), problem(case, 1, **changes)], by=reviewer)
    assert [found.field for found in no.value.problems] == [f"problems.1.{field}"]
    assert Case.objects.get(pk=case.pk).state == State.RECEIVED


def test_a_notice_without_a_problem_is_none(case, reviewer):
    with pytest.raises(Invalid, match="至少写一个问题"):
        actions.send_back(case, problems=[], by=reviewer)


def test_the_reviewer_may_give_longer_but_not_shorter(case, reviewer):
    usual = queries.usual_correct_by()
    with pytest.raises(Invalid, match="补齐期限太短"):
        actions.send_back(case, problems=[problem(case)], by=reviewer, until=usual - timedelta(days=1))
    later = usual + timedelta(days=7)
    actions.send_back(case, problems=[problem(case)], by=reviewer, until=later)
    assert Case.objects.get(pk=case.pk).correct_by == later


def test_a_preview_writes_nothing(case, reviewer):
    assert actions.preview_notice(case, problems=[problem(case)], by=reviewer).startswith(b"%PDF")
    assert Case.objects.get(pk=case.pk).version == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "还没答复"),
        ({"reply": Reply.UPLOADED}, "还没有文件"),
        ({"reply": Reply.NOT_NEEDED, "text": " 不 "}, "请写明为什么不用补"),
        ({"reply": Reply.NOT_NEEDED, "text": "说" * 501}, "最多 500 个"),
    ],
)
def test_every_line_is_answered_and_every_answer_is_whole(answer, words, returned, li):
    first, second = lines(returned)
    replies = [WrittenReply(line_id=first.pk, reply=Reply.NOT_NEEDED, text="背面就是")]
    replies += [WrittenReply(line_id=second.pk, **answer)] if answer else []
    with pytest.raises(Invalid, match=words) as no:
        actions.correct(queries.one(returned.number, seen_by=li), replies=replies, by=li)
    assert [found.field for found in no.value.problems] == [f"lines.{second.pk}"]
    assert [line.reply for line in lines(returned)] == ["", ""]
    assert Case.objects.get(pk=returned.pk).state == State.RETURNED


def test_a_line_of_another_notice_is_refused(returned, li):
    replies = [WrittenReply(line_id=line.pk, reply=Reply.NOT_NEEDED, text="背面就是") for line in lines(returned)]
    replies.append(WrittenReply(line_id=2**40, reply=Reply.NOT_NEEDED, text="背面就是"))
    with pytest.raises(Invalid, match="没有这一条"):
        actions.correct(queries.one(returned.number, seen_by=li), replies=replies, by=li)


def test_a_file_nobody_kept_is_refused(returned, li):
    ghost = a_file().model_copy(update={"document_id": 2**40})
    replies = [WrittenReply(line_id=line.pk, reply=Reply.UPLOADED, files=(ghost,)) for line in lines(returned)]
    with pytest.raises(Invalid, match="没有找到"):
        actions.correct(queries.one(returned.number, seen_by=li), replies=replies, by=li)
    assert Case.objects.get(pk=returned.pk).state == State.RETURNED


@pytest.mark.parametrize(("who", "way", "level"), [("clerk", "3", "B"), ("li", "2", "C")])
def test_what_came_in_last_decides_how_far_it_may_be_relied_on(who, way, level, returned, request):
    by = request.getfixturevalue(who)
    first, second = lines(returned)
    replies = [
        WrittenReply(line_id=first.pk, reply=Reply.UPLOADED, files=(a_file(),)),
        WrittenReply(line_id=second.pk, reply=Reply.NOT_NEEDED, text="背面就是"),
    ]
    actions.correct(queries.one(returned.number, seen_by=by), replies=replies, by=by)
    mended, left, *_ = queries.materials(returned)
    assert (mended.collected_by, mended.trust) == (way, level)
    assert (left.collected_by, left.trust) == ("3", "B")
    assert [file.in_correction for file in mended.attachments.all()] == [False, True]  # added, never replaced
    again = Case.objects.get(pk=returned.pk)
    assert again.respond_by == due_on(Limit(5), again.corrected_at, national())


def test_a_material_that_had_not_come_in_gets_its_level_with_the_scan(clerk, reviewer):
    draft = draft_at_counter(clerk)
    case = actions.receive(draft.number, by=clerk)
    # Where the guide exempts nothing, the open place "other" is one that had not come in either.
    key = case.materials.filter(conclusion="exempt").values_list("key", flat=True).first() or "other"
    actions.send_back(case, problems=[problem(case, material_key=key)], by=reviewer)
    (line,) = lines(case)
    reply = WrittenReply(line_id=line.pk, reply=Reply.UPLOADED, files=(a_file(),))
    actions.correct(queries.one(case.number, seen_by=clerk), replies=[reply], by=clerk)
    came_in = case.materials.get(key=line.material_key)
    assert (came_in.collected_by, came_in.trust) == ("3", "B")


def test_a_file_put_to_an_answer_that_is_not_sent_yet_is_in_use(case, returned, li):
    mine, file = queries.one(case.number, seen_by=li), a_file()
    answer = KeptAnswer(reply=Reply.UPLOADED, files=(file,))
    actions.keep_answers(mine, {lines(case)[0].pk: answer}, by=li)
    assert elsewhere({file.document_id, 0}) == {file.document_id}
    replies = [WrittenReply(line_id=line.pk, reply=Reply.UPLOADED, files=(a_file(),)) for line in lines(case)]
    actions.correct(mine, replies=replies, by=li)
    assert elsewhere({file.document_id}) == set()
