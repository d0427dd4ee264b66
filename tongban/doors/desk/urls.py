"""Addresses of this door."""

from django.urls import path

from tongban.doors.desk import (
    calling,
    correcting,
    following,
    hand_in,
    handing_out,
    looking,
    papers,
    standards,
    start,
    turning_away,
)

urlpatterns = [
    path("", start.new, name="desk"),
    path("begin", start.begin, name="desk-begin"),
    path("items", start.suggest, name="desk-items"),
    path("drafts", start.open_drafts, name="desk-drafts"),
    path("turned-away", turning_away.turned_away, name="desk-turned-away-list"),
    path("handed-over", following.handed_over, name="desk-handed-over"),
    path("to-call", following.to_call, name="desk-to-call"),
    path("to-hand-out", handing_out.to_hand_out, name="desk-to-hand-out"),
    path("to-hand-out/<str:number>", handing_out.hand_out, name="desk-hand-out"),
    path("to-hand-out/<str:number>/to-sign", handing_out.to_sign, name="desk-to-sign"),
    path("standards", standards.find, name="desk-standards"),
    path("standards/<int:version_id>", standards.standard, name="desk-standard"),
    path("cases/<str:number>", following.case, name="desk-case"),
    path("cases/<str:number>/received", following.received, name="desk-received"),
    path("cases/<str:number>/correction", correcting.correction, name="desk-correction"),
    path("cases/<str:number>/retract", following.retract, name="desk-retract"),
    path("cases/<str:number>/call", calling.call, name="desk-call"),
    path("cases/<str:number>/signed-receipt", handing_out.signed_receipt, name="desk-signed-receipt"),
    path("cases/<str:number>/papers/<int:paper>", papers.of_case, name="desk-case-paper"),
    path("cases/<str:number>/look/<int:file>", looking.of_case, name="desk-case-look"),
    path("cases/<str:number>/files/<int:file>", papers.case_file, name="desk-case-file"),
    path("cases/<str:number>/files/<int:file>/<int:page>", papers.case_page, name="desk-case-page"),
    path("<str:number>", hand_in.draft, name="desk-draft"),
    path("<str:number>/turn-away", turning_away.turn_away, name="desk-turn-away"),
    path("<str:number>/turned-away", turning_away.record, name="desk-turned-away"),
    path("<str:number>/checklist", papers.checklist, name="desk-checklist"),
    path("<str:number>/papers/<int:paper>", papers.of_draft, name="desk-draft-paper"),
    path("<str:number>/look/<int:file>", looking.of_draft, name="desk-look"),
    path("<str:number>/files/<int:file>", papers.draft_file, name="desk-file"),
    path("<str:number>/files/<int:file>/<int:page>", papers.draft_page, name="desk-file-page"),
]
