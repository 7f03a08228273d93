"""Addresses of the pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from taonguon.cases.views import case, reminders, step, work
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
    path("dang-vien/chuyen-den/", people.member_transfer_in, name="member_transfer_in"),
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
