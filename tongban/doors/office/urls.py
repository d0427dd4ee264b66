"""Addresses of the authority's desk: the inbox, and the case with what may be done to it."""

from django.urls import URLPattern, URLResolver, path

from tongban.doors.office import acts, clock_acts, correcting, files, inbox, review

CASE = "cases/<str:number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="office-inbox"),
    path("sign-for", inbox.sign_for_chosen, name="office-sign-for-chosen"),
    path(CASE, review.case, name="office-case"),
    path(f"{CASE}/before", review.before, name="office-before"),
    path(f"{CASE}/after", review.after, name="office-after"),
    path(f"{CASE}/reveal", review.reveal, name="office-reveal"),
    path(f"{CASE}/sign-for", acts.sign_for, name="office-sign-for"),
    path(f"{CASE}/accept", acts.accept, name="office-accept"),
    path(f"{CASE}/decline", acts.decline, name="office-decline"),
    path(f"{CASE}/grant", acts.grant, name="office-grant"),
    path(f"{CASE}/refuse", acts.refuse, name="office-refuse"),
    path(f"{CASE}/deliver", acts.deliver, name="office-deliver"),
    path(f"{CASE}/suspend", clock_acts.suspend, name="office-suspend"),
    path(f"{CASE}/resume", clock_acts.resume, name="office-resume"),
    path(f"{CASE}/extend", clock_acts.extend, name="office-extend"),
    path(f"{CASE}/end-stage", clock_acts.end_stage, name="office-end-stage"),
    path(f"{CASE}/send-back", correcting.send_back, name="office-send-back"),
    path(f"{CASE}/send-back/lines", correcting.lines, name="office-lines"),
    path(f"{CASE}/send-back/seen", correcting.seen, name="office-seen"),
    path(f"{CASE}/send-back/preview", correcting.preview, name="office-preview"),
    path(f"{CASE}/files/<int:attachment>", files.download, name="office-file"),
    path(f"{CASE}/files/<int:attachment>/<int:page>.webp", files.page_image, name="office-page"),
    path(f"{CASE}/signed-receipt", files.signed_receipt, name="office-signed-receipt"),
    path(f"{CASE}/papers/<int:instrument>", files.paper, name="office-paper"),
]
