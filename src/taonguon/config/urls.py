"""Addresses of the pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from taonguon.activities import views as activities
from taonguon.cases.views import case, reminders, step, work
from taonguon.imports import views as imports
from taonguon.people import views as people
from taonguon.prospects.views import away, board, enlistment, handover, handovers
from taonguon.regulations.views import calendar, proposals, rules
from taonguon.reports.views import figure, unit, year
from taonguon.targets import views as targets

urlpatterns = [
    path("", year.start, name="year"),
    path("so-lieu/<str:code>/", figure.figure, name="figure"),
    path("to-chuc/", unit.organisations, name="organisations"),
    path("to-chuc/<int:pk>/", unit.organisation, name="organisation"),
    path("dang-vien/", people.members, name="members"),
    path("dang-vien/xuat/", people.members_export, name="members_export"),
    path("dang-vien/<int:pk>/", people.member, name="member"),
    path("dang-vien/<int:pk>/viec/", people.member_event, name="member_event"),
    path("dang-vien/<int:pk>/sua/<int:fact>/", people.fact_correct, name="fact_correct"),
    path("nguon/", board.prospect_board, name="prospect_board"),
    path("nguon/danh-sach/", people.prospects, name="prospects"),
    path("nguon/di-xa/", away.prospects_away, name="prospects_away"),
    path("nguon/di-xa/<int:pk>/", away.prospect_away, name="prospect_away"),
    path("nguon/nhap-ngu/", enlistment.prospects_enlisting, name="prospects_enlisting"),
    path("nguon/nhap-ngu/<int:pk>/", enlistment.prospect_enlistment, name="prospect_enlistment"),
    path(
        "nguon/nhap-ngu/<int:pk>/ghi/",
        enlistment.prospect_enlistment_record,
        name="prospect_enlistment_record",
    ),
    path("nguon/ban-giao/", handovers.handovers, name="handovers"),
    path("nguon/ban-giao/tiep-nhan/", handovers.handover_take_in, name="handover_take_in"),
    path("nguon/ban-giao/<int:pk>/", handover.handover_start, name="handover_start"),
    path(
        "nguon/ban-giao/<int:pk>/giay/", handover.handover_certificate, name="handover_certificate"
    ),
    path("nguon/ban-giao/<int:pk>/nhan/", handover.handover_accept, name="handover_accept"),
    path("nguon/ban-giao/<int:pk>/tu-choi/", handover.handover_refuse, name="handover_refuse"),
    path("nguon/ban-giao/<int:pk>/rut/", handover.handover_cancel, name="handover_cancel"),
    path("hoat-dong/", activities.activities, name="activities"),
    path("hoat-dong/moi/", activities.activity_add, name="activity_add"),
    path("hoat-dong/<int:pk>/", activities.activity, name="activity"),
    path("hoat-dong/cua/<int:pk>/", activities.person_activities, name="person_activities"),
    path("ho-so/", work.cases, name="cases"),
    path("ho-so/nhac-viec/", reminders.reminders, name="case_reminders"),
    path("ho-so/lich/<slug:key>.ics", reminders.case_feed, name="case_feed"),
    path("ho-so/<int:pk>/", case.case, name="case"),
    path("ho-so/<int:pk>/sua/<int:fact>/", case.case_correct, name="case_correct"),
    path("ho-so/<int:pk>/ghi/<slug:step>/", step.case_step, name="case_step"),
    path("quy-dinh/", rules.rules, name="rules"),
    path("quy-dinh/de-nghi/", proposals.proposals, name="proposals"),
    path("quy-dinh/de-nghi/<slug:what>/<int:pk>/", proposals.decide, name="proposal_decide"),
    path("quy-dinh/<str:key>/", rules.rule, name="rule"),
    path("quy-dinh/<str:key>/thay/", rules.propose, name="rule_propose"),
    path("lich-nghi/", calendar.calendar, name="calendar"),
    path("lich-nghi/sua/", calendar.propose, name="calendar_propose"),
    path("chi-tieu/", targets.show, name="targets"),
    path("chi-tieu/giao/", targets.set_target, name="target_set"),
    path("nap/", imports.imports, name="imports"),
    path("nap/<int:pk>/", imports.load, name="load"),
    path("nap/<int:pk>/tien-do/", imports.load_progress, name="load_progress"),
    path("nap/<int:pk>/ghi/", imports.load_write, name="load_write"),
    path("nap/<int:pk>/doc-lai/", imports.load_reread, name="load_reread"),
    path("nap/<int:pk>/bo/", imports.load_drop, name="load_drop"),
    path("nap/<int:pk>/hoan-tac/", imports.load_undo, name="load_undo"),
    path("nap/<int:pk>/can-sua/", imports.load_rest, name="load_rest"),
    path("nap/<int:pk>/cot/<int:file>/<int:place>/", imports.load_headings, name="load_headings"),
    path("tai-khoan/", include("allauth.urls")),
    path("ngon-ngu/", include([path("", login_not_required(set_language), name="set_language")])),
]
