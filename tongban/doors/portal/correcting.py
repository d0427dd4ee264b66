"""补正: fix each listed problem, in any order; send once, when all are answered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.cases import actions, queries
from tongban.cases.actions.examination import WrittenReply
from tongban.cases.choices import Reply
from tongban.cases.content import KeptAnswer
from tongban.cases.lifecycle import Act
from tongban.catalogue import queries as catalogue
from tongban.doors.portal.asking import for_applicants
from tongban.doors.portal.following import papers_of
from tongban.doors.portal.uploads import keep
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.cases.models import Case, CorrectionLine

LONGEST = 500
WORDS = {
    Reply.UPLOADED: ("现在拍照或选文件", ""),
    Reply.AT_COUNTER: ("我已经在窗口交了", "任一通办窗口都收，窗口会替您扫描上传"),
    Reply.NOT_NEEDED: ("我认为不用补，说明理由", "办理单位会看您的理由"),
}


@dataclass(frozen=True, slots=True)
class Fix:
    """One problem of the notice with the answer written so far."""

    line: "CorrectionLine"
    answer: KeptAnswer

    @property
    def missing(self) -> str:
        """What this answer still lacks, or nothing."""
        if self.answer.reply == Reply.NOT_NEEDED:
            return "" if self.answer.text else "还没写理由"
        return "" if self.answer.reply == Reply.AT_COUNTER or self.answer.files else "还没补"

    @property
    def said(self) -> str:
        """The tag beside an answered problem."""
        if self.answer.reply == Reply.UPLOADED:
            return f"已补 {len(self.answer.files)} 个文件"
        return "已在窗口交" if self.answer.reply == Reply.AT_COUNTER else "已说明理由"

    def written(self) -> WrittenReply | None:
        """The answer as it is sent; none where the line was not answered."""
        reply = self.answer.reply
        if reply is None:
            return None
        files = self.answer.files if reply == Reply.UPLOADED else ()
        return WrittenReply(line_id=self.line.pk, reply=reply, text=self.answer.text, files=files)


@never_cache
@require_http_methods(["GET", "POST"])
@for_applicants
def correction(request: HttpRequest, me: Actor, number: str) -> HttpResponse:
    """The page of a correction. Answers are kept as they are given, and go back together."""
    case = queries.one(number, seen_by=me)
    asked = queries.correction(case)
    if asked is None or not case.can(Act.CORRECT):
        return redirect("my-case", case.number)
    kept = queries.kept_answers(asked)
    fixes = [Fix(line, kept.get(line.pk, KeptAnswer())) for line in asked.lines.all()]
    if request.method == "GET":
        return _page(request, case, fixes, [])
    problems: list[Problem] = []
    fixes = [_answered(request, fix, problems) for fix in fixes]
    actions.keep_answers(case, {fix.line.pk: fix.answer for fix in fixes}, by=me)
    if request.POST.get("do") == "send" and not problems:
        problems = _send(case, fixes, by=me)
    if problems:
        return _page(request, case, fixes, problems)
    return redirect("my-case" if request.POST.get("do") == "send" else "my-correction", case.number)


def _answered(request: HttpRequest, fix: Fix, problems: list[Problem]) -> Fix:
    """One line as it is answered now: every file that can be kept is, and the others are told."""
    line, before = fix.line.pk, fix.answer
    asked = request.POST.get(f"lines.{line}", before.reply)
    removed = request.POST.get("remove", "")
    files = {file.document_id: file for file in before.files if removed != f"{line}.{file.document_id}"}
    for upload in request.FILES.getlist(f"files.{line}"):
        try:
            ref = keep(upload)
            files[ref.document_id] = ref
        except Blocked as no:
            problems.append(Problem(f"files.{line}", no.sentence))
    text = request.POST.get(f"text.{line}", "").strip()
    if len(text) > LONGEST:
        problems.append(Problem(f"text.{line}", f"理由写了 {len(text)} 个字，最多 {LONGEST} 个。请删短一点"))
    reply = Reply(asked) if asked in Reply.values else None
    return Fix(fix.line, KeptAnswer(reply=reply, text=text[:LONGEST], files=tuple(files.values())))


def _send(case: "Case", fixes: list[Fix], *, by: Actor) -> list[Problem]:
    try:
        actions.correct(case, replies=[reply for fix in fixes if (reply := fix.written())], by=by)
    except Invalid as no:
        return list(no.problems)
    return []


def _page(request: HttpRequest, case: "Case", fixes: list[Fix], problems: list[Problem]) -> HttpResponse:
    notices = [paper for paper in papers_of(case.number) if paper.kind == "correction_notice"]
    shown = {
        "case": case,
        "fixes": fixes,
        "words": [(reply.value, *words) for reply, words in WORDS.items()],
        "left": [number for number, fix in enumerate(fixes, 1) if fix.missing],
        "reading": queries.reading(case),
        "problems": problems,
        "errors": {problem.field: problem.sentence for problem in problems},
        "notice": notices[-1] if notices else None,
        "version": catalogue.version(case.item_version_id),
    }
    return render(request, "portal/correction.html", shown, status=422 if problems else 200)
