"""补正: fix each listed problem, in any order; send once, when all are answered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.cases import actions, queries
from tongban.cases.actions.examination import WrittenReply
from tongban.cases.choices import Reply
from tongban.cases.content import FileRef
from tongban.cases.lifecycle import Act
from tongban.catalogue import queries as catalogue
from tongban.doors.portal.asking import for_applicants
from tongban.doors.portal.following import papers_of
from tongban.doors.portal.uploads import keep
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people.actors import Actor

if TYPE_CHECKING:
    from tongban.cases.models import Case, CorrectionLine

WORDS = {
    Reply.UPLOADED: ("现在拍照或选文件", ""),
    Reply.AT_COUNTER: ("我已经在窗口交了", "任一通办窗口都收，窗口会替您扫描上传"),
    Reply.NOT_NEEDED: ("我认为不用补，说明理由", "办理单位会看您的理由"),
}


@dataclass(frozen=True, slots=True)
class Fix:
    """One problem of the notice with the answer written so far; ``missing`` says what it still lacks."""

    line: "CorrectionLine"
    reply: str
    text: str
    files: tuple[FileRef, ...]

    @property
    def missing(self) -> str:
        """What this answer still lacks, or nothing."""
        if self.reply == Reply.UPLOADED and not self.files:
            return "还没补"
        if self.reply == Reply.NOT_NEEDED and not self.text:
            return "还没写理由"
        return "" if self.reply else "还没补"

    @property
    def said(self) -> str:
        """The tag beside an answered problem."""
        if self.reply == Reply.UPLOADED:
            return f"已补 {len(self.files)} 个文件"
        return "已在窗口交" if self.reply == Reply.AT_COUNTER else "已说明理由"

    def written(self) -> WrittenReply:
        """The answer as it is sent."""
        files = self.files if self.reply == Reply.UPLOADED else ()
        return WrittenReply(line_id=self.line.pk, reply=Reply(self.reply), text=self.text, files=files)


@never_cache
@require_http_methods(["GET", "POST"])
@for_applicants
def correction(request: HttpRequest, me: Actor, number: str) -> HttpResponse:
    """The page of a correction. Answers are kept as they are given, and go back together."""
    case = queries.one(number, seen_by=me)
    asked = queries.correction(case)
    if asked is None or not case.can(Act.CORRECT):
        return redirect("my-case", case.number)
    lines = list(asked.lines.all())
    if request.method == "GET":
        return _page(request, case, _fixes(request, case, lines))
    problems = _keep_answers(request, case, lines)
    fixes = _fixes(request, case, lines)
    if request.POST.get("do") == "send" and not problems:
        problems = _send(request, me, case, fixes)
        if not problems:
            return redirect(reverse("my-case", args=[case.number], query={"corrected": "yes"}))
    if problems:
        return _page(request, case, fixes, problems)
    return redirect("my-correction", case.number)


def _send(request: HttpRequest, me: Actor, case: "Case", fixes: list[Fix]) -> list[Problem]:
    try:
        actions.correct(case, replies=[fix.written() for fix in fixes if fix.reply], by=me)
    except Invalid as no:
        return list(no.problems)
    request.session.pop(_place(case), None)
    return []


# --- what is answered so far, kept with the session ------------------------------------------------------------------
def _place(case: "Case") -> str:
    return f"correction:{case.number}"


def _keep_answers(request: HttpRequest, case: "Case", lines: "list[CorrectionLine]") -> list[Problem]:
    """Keep what was answered and every file that can be kept; a sentence for each file that cannot."""
    kept: dict[str, Any] = request.session.get(_place(case), {})
    problems: list[Problem] = []
    for line in lines:
        answer = kept.setdefault(str(line.pk), {"files": []})
        answer["reply"] = request.POST.get(f"lines.{line.pk}", answer.get("reply", ""))
        answer["text"] = request.POST.get(f"text.{line.pk}", "").strip()
        removed = request.POST.get("remove", "")
        answer["files"] = [file for file in answer["files"] if removed != f"{line.pk}.{file['document_id']}"]
        problems += _keep_files(request, line.pk, answer)
    request.session[_place(case)] = kept
    return problems


def _keep_files(request: HttpRequest, line: int, answer: dict[str, Any]) -> list[Problem]:
    problems = []
    for upload in request.FILES.getlist(f"files.{line}"):
        try:
            ref = keep(upload).model_dump()
        except Blocked as no:
            problems.append(Problem(f"files.{line}", no.sentence))
        else:
            answer["files"] += [ref] if ref["document_id"] not in [f["document_id"] for f in answer["files"]] else []
    return problems


def _fixes(request: HttpRequest, case: "Case", lines: "list[CorrectionLine]") -> list[Fix]:
    kept = request.session.get(_place(case), {})
    return [_fix(line, kept.get(str(line.pk), {})) for line in lines]


def _fix(line: "CorrectionLine", answer: dict[str, Any]) -> Fix:
    reply = answer.get("reply", "")
    files = tuple(FileRef.model_validate(file) for file in answer.get("files", []))
    return Fix(line, reply if reply in Reply.values else "", answer.get("text", ""), files)


def _page(request: HttpRequest, case: "Case", fixes: list[Fix], problems: list[Problem] | None = None) -> HttpResponse:
    notices = [paper for paper in papers_of(case.number) if paper.kind == "correction_notice"]
    shown = {
        "case": case,
        "fixes": fixes,
        "words": [(reply.value, *words) for reply, words in WORDS.items()],
        "left": [number for number, fix in enumerate(fixes, 1) if fix.missing],
        "reading": queries.reading(case),
        "problems": problems or [],
        "errors": {problem.field: problem.sentence for problem in problems or []},
        "notice": notices[-1] if notices else None,
        "version": catalogue.version(case.item_version_id),
    }
    return render(request, "portal/correction.html", shown, status=422 if problems else 200)
