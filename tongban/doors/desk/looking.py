"""Scans seen large at the window: page by page, turned, enlarged, of a draft or of a case; the reviewers' viewer too."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongban.cases import actions as cases
from tongban.cases import drafts, queries
from tongban.documents import queries as kept
from tongban.doors.desk.gate import clerks_only, show
from tongban.doors.desk.papers import NO_FILE
from tongban.kit.blocked import NotFound
from tongban.people.actors import Actor
from tongban.ui.paging import Leaf, PageView, page_view

Names = tuple[str, str, str]  # the addresses of the viewer, of a picture, of the file itself


def _view(request: HttpRequest, number: str, leaves: list[Leaf], file: int, names: Names) -> PageView:
    leaf = next((leaf for leaf in leaves if leaf.id == file), None)
    if leaf is None:
        raise NotFound(NO_FILE)

    def said(zoom: str, turn: int) -> dict[str, object]:
        return {**({"zoom": zoom} if zoom else {}), **({"turn": turn} if turn else {})}

    return page_view(
        leaves,
        leaf,
        request.GET,
        looked=lambda file, page, zoom, turn: reverse(
            names[0], args=[number, file], query={"page": page, **said(zoom, turn)}
        ),
        pictured=lambda file, page, zoom, turn: reverse(names[1], args=[number, file, page], query=said(zoom, turn)),
        download=reverse(names[2], args=[number, file]),
    )


@require_GET
@clerks_only
def of_draft(request: HttpRequest, by: Actor, number: str, file: int) -> HttpResponse:
    """A scan of a draft."""
    draft = drafts.one(number, seen_by=by)
    titles = {one.key: one.name for one in drafts.asked_of(draft)}
    listed = [view for views in drafts.files_of(draft).values() for view in views]
    stored = kept.documents(view.document_id for view in listed)
    leaves = [
        Leaf(
            view.id,
            view.name,
            view.pages or 0,
            stored[view.document_id].get_media_type_display(),
            view.size,
            title=titles.get(view.material_key, view.name),
        )
        for view in listed
    ]
    look = _view(request, draft.number, leaves, file, ("desk-look", "desk-file-page", "desk-file"))
    back = reverse("desk-draft", args=[draft.number]) + "#materials"
    return show(request, by, "look", opened=look, back=back, name=draft.item_name)


@require_GET
@clerks_only
def of_case(request: HttpRequest, by: Actor, number: str, file: int) -> HttpResponse:
    """A file of a case this outlet handed over."""
    case = cases.read(number, by=by, purpose="跟进本窗口收的件")
    leaves = [
        Leaf(
            row.pk,
            row.name,
            row.document.pages or 0,
            row.document.get_media_type_display(),
            row.document.size,
            title=material.name,
            mark="补正时交" if row.in_correction else "",
        )
        for material in queries.materials(case)
        for row in material.attachments.all()
    ]
    look = _view(request, case.number, leaves, file, ("desk-case-look", "desk-case-page", "desk-case-file"))
    return show(request, by, "look", opened=look, back=reverse("desk-case", args=[case.number]), name=case.item_name)
