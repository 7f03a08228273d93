"""Addresses of the pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from taonguon.cases.views import case, reminders, step, work
from taonguon.classes.views import holding, papers, planning
from taonguon.imports import views as imports
from taonguon.people import views as people
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
    path("nguon/", people.prospects, name="prospects"),
    path("ho-so/", work.cases, name="cases"),
    path("ho-so/nhac-viec/", reminders.reminders, name="case_reminders"),
    path("ho-so/lich/<slug:key>.ics", reminders.case_feed, name="case_feed"),
    path("ho-so/<int:pk>/", case.case, name="case"),
    path("ho-so/<int:pk>/sua/<int:fact>/", case.case_correct, name="case_correct"),
    path("ho-so/<int:pk>/ghi/<slug:step>/", step.case_step, name="case_step"),
    path("lop/", planning.classes, name="classes"),
    path("lop/moi/", planning.class_new, name="class_new"),
    path("lop/sap-het-han/", papers.class_expiring, name="class_expiring"),
    path("lop/buoi/<int:pk>/", holding.class_session, name="class_session"),
    path("lop/co-mat/<str:code>/", holding.class_present, name="class_present"),
    path("lop/ma/<str:code>.svg", holding.class_code, name="class_code"),
    path("lop/<int:pk>/", planning.study_class, name="study_class"),
    path("lop/<int:pk>/sua/", planning.class_edit, name="class_edit"),
    path("lop/<int:pk>/cho/", planning.class_quotas, name="class_quotas"),
    path("lop/<int:pk>/de-cu/", planning.class_nominate, name="class_nominate"),
    path("lop/<int:pk>/duyet/", planning.class_approve, name="class_approve"),
    path("lop/<int:pk>/lich/", planning.class_sessions, name="class_sessions"),
    path("lop/<int:pk>/phieu/", holding.class_sheets, name="class_sheets"),
    path("lop/<int:pk>/ket-qua/", holding.class_results, name="class_results"),
    path("lop/<int:pk>/cap-giay/", papers.class_certify, name="class_certify"),
    path("lop/<int:pk>/giay/", papers.class_certificates, name="class_certificates"),
    path("lop/<int:pk>/xuat/", papers.class_export, name="class_export"),
    path("lop/<int:pk>/doc/", papers.class_read, name="class_read"),
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
