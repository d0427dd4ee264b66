"""Answering a correction notice at the counter, for a person who brought what was missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tongban.cases import actions as cases
from tongban.cases import policies, queries
from tongban.cases.actions.examination import WrittenReply
from tongban.cases.choices import Reply
from tongban.cases.content import FileRef
from tongban.cases.lifecycle import Act
from tongban.doors.desk.gate import clerks_only, show
from tongban.doors.desk.keeping import kept_file, token_of
from tongban.doors.desk.papers import keep
from tongban.kit.blocked import Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.cases.models import Case, CorrectionLine


KEPT = "desk.correction"


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the notice, and what has been put to it: a file once kept is not asked for again."""

    line: "CorrectionLine"
    reply: str
    text: str
    files: Sequence[FileRef]
    tokens: Sequence[str]
    error: str = ""


@require_http_methods(["GET", "POST"])
@clerks_only
def correction(request: HttpRequest, by: Actor, number: str) -> HttpResponse:
    """补正: all lines are answered, then sent back at once."""
    case = cases.read(number, by=by, purpose="在窗口帮忙补正", fields="补正告知的内容")
    if request.method == "GET" and Act.CORRECT not in policies.open_to(by, case):
        return redirect("desk-case", case.number)
    sent = queries.correction(case)
    lines = list(sent.lines.all()) if sent else []
    answers, problems = _answers(request, case, lines)
    if request.method == "POST":
        try:
            if problems:
                raise Invalid(problems)
            cases.correct(case, replies=[_reply(answer) for answer in answers if answer.reply], by=by)
            return redirect("desk-case", case.number)
        except Invalid as wrong:
            problems = list(wrong.problems)
    return show(
        request,
        by,
        "correction",
        status=422 if problems else 200,
        case=case,
        answers=answers,
        problems=problems,
        errors={problem.field: problem.sentence for problem in problems},
        replies=[(reply.value, reply.label) for reply in Reply],
    )


def _answers(
    request: HttpRequest, case: "Case", lines: Sequence["CorrectionLine"]
) -> tuple[list[Answer], list[Problem]]:
    found, problems = [], []
    for line in lines:
        files, told = _files(request, case, line)
        problems += told
        reply = request.POST.get(f"reply.{line.pk}", Reply.UPLOADED if files else "")
        tokens = [token_of(case, file, KEPT) for file in files]
        found.append(Answer(line, reply, request.POST.get(f"text.{line.pk}", ""), files, tokens))
    return found, problems


def _files(request: HttpRequest, case: "Case", line: "CorrectionLine") -> tuple[list[FileRef], list[Problem]]:
    """What was kept before, and what comes now."""
    files = [kept_file(case, token, KEPT) for token in request.POST.getlist(f"kept.{line.pk}")]
    problems = []
    for upload in request.FILES.getlist(f"files.{line.pk}"):
        try:
            files.append(keep(upload))
        except Invalid as no:
            problems.append(Problem(f"lines.{line.pk}", no.sentence))
    return files, problems


def _reply(answer: Answer) -> WrittenReply:
    if answer.reply not in Reply.values:
        raise Invalid([Problem(f"lines.{answer.line.pk}", "请选这一条怎么答复")])
    return WrittenReply(line_id=answer.line.pk, reply=Reply(answer.reply), text=answer.text, files=tuple(answer.files))
