"""Photos and PDF put to a material, a few at a time: what can be kept is kept, what cannot is told at the field."""

from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from tongban.cases import actions, drafts
from tongban.cases.content import FileRef
from tongban.cases.drafts import DraftFileView
from tongban.documents import actions as documents
from tongban.documents import queries as kept
from tongban.doors.portal import steps
from tongban.doors.portal.asking import for_applicants
from tongban.doors.portal.sending import send_file, send_thumbnail
from tongban.doors.portal.steps import Opened
from tongban.doors.portal.ways import about_step, here, onward
from tongban.kit.blocked import Blocked, NotFound, Problem
from tongban.people.actors import Actor

FIELD = "files"
TAKEN_OUT = "tongban.taken-out"


def material_step(request: HttpRequest, me: Actor, sheet: Opened, key: str) -> HttpResponseBase:
    """The page of one material: add, look, take out, take back, go on."""
    material = key.removeprefix(steps.MATERIAL)
    match request.POST.get("do") if request.method == "POST" else "look":
        case "look":
            return _page(request, sheet, key, ())
        case "remove":
            return redirect(_taken_out(request, me, sheet, key))
        case "restore":
            _take_back(request, me, sheet, material)
            return redirect(here(request, sheet, key))
    new, problems = _added(request, me, sheet, material)
    sheet = steps.opened(drafts.one(sheet.number, seen_by=me), by=me) if new else sheet
    if problems:
        return _page(request, sheet, key, tuple(problems), new)
    return redirect(_next(request, sheet, key, new))


def _added(request: HttpRequest, me: Actor, sheet: Opened, material: str) -> tuple[list[int], list[Problem]]:
    """Keep every file that can be kept; a sentence for each of the others. Returns the kept files of this draft."""
    new: list[int] = []
    problems: list[Problem] = []
    for upload in request.FILES.getlist(FIELD):
        try:
            ref = keep(upload)
            new.append(actions.attach(sheet.number, material_key=material, file=ref, by=me).pk)
        except Blocked as no:
            problems.append(Problem(FIELD, no.sentence))
    return new, problems


def keep(upload: UploadedFile) -> FileRef:
    """The upload in the store, under a name that is safe to show. Raises as ``documents.keep`` does."""
    document = documents.keep(upload, name=upload.name or "")
    return FileRef(document_id=document.pk, name=kept.safe_name(upload.name or "", document.media_type))


def _next(request: HttpRequest, sheet: Opened, key: str, new: list[int]) -> str:
    """The same page while there is something to look at; else the next question."""
    stays = request.POST.get("do") == "add" or hints_of(sheet, key, new)
    return here(request, sheet, key, new=",".join(map(str, new))) if stays else onward(request, sheet, key)


def hints_of(sheet: Opened, key: str, new: list[int]) -> dict[int, str]:
    """What to look at again among the files just added. It never keeps anybody from going on."""
    files = sheet.files.get(key.removeprefix(steps.MATERIAL), [])
    stored = kept.documents(file.document_id for file in files if file.id in new)
    told = {file.id: kept.clarity(stored[file.document_id]) for file in files if file.document_id in stored}
    return {file_id: hint for file_id, hint in told.items() if hint}


def _taken_out(request: HttpRequest, me: Actor, sheet: Opened, key: str) -> str:
    """Take a file out; the page that follows can put it back."""
    file = _file(sheet, request.POST.get("file", ""))
    actions.detach(sheet.number, file_id=file.id, by=me)
    undo = signing.dumps([sheet.number, file.material_key, file.document_id, file.name], salt=TAKEN_OUT)
    return here(request, sheet, key, undo=undo)


def _take_back(request: HttpRequest, me: Actor, sheet: Opened, material: str) -> None:
    """Put a file back that was taken out of this very draft. Raises NotFound for anything else."""
    number, key, document_id, name = _undone(request.POST.get("undo", "")) or ("", "", 0, "")
    if number != sheet.number or key != material:
        raise NotFound("没有找到刚删的文件，请重新上传。")
    actions.attach(sheet.number, material_key=key, file=FileRef(document_id=document_id, name=name), by=me)


def _undone(token: str) -> tuple[str, str, int, str] | None:
    try:
        number, key, document_id, name = signing.loads(token, salt=TAKEN_OUT)
    except (signing.BadSignature, ValueError):
        return None
    return number, key, document_id, name


def _file(sheet: Opened, file_id: str) -> DraftFileView:
    listed = [file for files in sheet.files.values() for file in files]
    found = next((file for file in listed if str(file.id) == file_id), None)
    if found is None:
        raise NotFound("没有找到这个文件，可能已经删了。")
    return found


def _page(
    request: HttpRequest, sheet: Opened, key: str, problems: tuple[Problem, ...], new: list[int] | None = None
) -> HttpResponse:
    material = key.removeprefix(steps.MATERIAL)
    asked = request.GET.get("new", "")
    looked_at = new if new is not None else [int(one) for one in asked.split(",") if one.isdecimal()]
    token = request.GET.get("undo", "")
    undone = _undone(token)
    shown: dict[str, Any] = {
        "material": next(wanted for wanted in sheet.asked if wanted.key == material),
        "files": sheet.files.get(material, []),
        "new": looked_at,
        "hints": hints_of(sheet, key, looked_at),
        "problems": problems,
        "undo": {"token": token, "name": undone[3]} if undone and undone[0] == sheet.number else None,
        **about_step(request, sheet, key),
    }
    return render(request, "portal/apply/material.html", shown, status=422 if problems else 200)


@require_GET
@for_applicants
def draft_file(request: HttpRequest, me: Actor, number: str, file_id: int) -> HttpResponseBase:
    """A file of one's draft, as it was handed in."""
    file = _of_draft(number, file_id, me)
    return send_file(kept.document(file.document_id), file.name)


@require_GET
@for_applicants
def draft_thumbnail(request: HttpRequest, me: Actor, number: str, file_id: int) -> HttpResponse:
    """Its first page, small."""
    return send_thumbnail(kept.document(_of_draft(number, file_id, me).document_id))


def _of_draft(number: str, file_id: int, me: Actor) -> DraftFileView:
    files = drafts.files_of(drafts.one(number, seen_by=me))
    found = next((file for listed in files.values() for file in listed if file.id == file_id), None)
    if found is None:
        raise NotFound("没有找到这个文件，可能已经删了。")
    return found
