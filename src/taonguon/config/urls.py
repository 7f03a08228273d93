"""Addresses of the pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from taonguon.activities import views as activities
from taonguon.applicants.views import erasing, notice, own, person
from taonguon.applicants.views import requests as asked
from taonguon.cases.views import case, correction, step, work
from taonguon.cells.views import charges, committee, lines, posts, profiles, proposal
from taonguon.cells.views import record as profile_record
from taonguon.classes.views import holding, papers, planning, training
from taonguon.difficulties.views import lists as difficulty_lists
from taonguon.difficulties.views import one as difficulty
from taonguon.directives.views import answering, register, showing
from taonguon.documents.views import book as documents
from taonguon.documents.views import bulk, document
from taonguon.documents.views import terms as document_terms
from taonguon.duties.views import duties, reminders
from taonguon.imports import views as imports
from taonguon.introductions.views import doubles, masses
from taonguon.introductions.views import lists as introduced
from taonguon.introductions.views import person as introduction
from taonguon.meetings import facts as meeting_facts
from taonguon.meetings.views import lists, meetings, record, review, sheets
from taonguon.offline.views import preparing, sending, shell
from taonguon.papers.views import bulk as papers_in_bulk
from taonguon.papers.views import making, wording
from taonguon.people import views as people
from taonguon.petitions.views import boxes, public, receiving
from taonguon.petitions.views import lists as petitions
from taonguon.petitions.views import steps as petition_steps
from taonguon.prospects.views import away, board, enlistment, handover, handovers
from taonguon.regulations.views import calendar, proposals, rules
from taonguon.reports import case_plan
from taonguon.reports.views import backward, figure, forecast, funnel, unit, year
from taonguon.structure import views as structure
from taonguon.targets.views import allocation, targets, terms
from taonguon.visits.views import appointments, brief
from taonguon.visits.views import calendar as cell_calendar
from taonguon.visits.views import lists as visits
from taonguon.visits.views import one as visit

RECORDED = {"recorded": meeting_facts.recorded}  # rooms of one rank do not know each other

urlpatterns = [
    path("", year.start, {"duties": duties.section}, name="year"),
    path("viec-can-lam/", duties.duties, name="duties"),
    path("viec-can-lam/phieu/", duties.duty_sheets, name="duty_sheets"),
    path("nhac-viec/", reminders.reminders, name="reminders"),
    path("nhac-viec/gui-thu/", reminders.reminder_trial, name="reminder_trial"),
    path("nhac-viec/thoi/<slug:key>/", reminders.reminders_stop, name="reminders_stop"),
    path("du-bao/", forecast.forecast, name="forecast"),
    path("du-bao/so-du/", forecast.forecast_known, name="forecast_known"),
    path("so-lieu/<str:code>/", figure.figure, name="figure"),
    path("to-chuc/", unit.organisations, name="organisations"),
    path("to-chuc/<int:pk>/", unit.organisation, name="organisation"),
    path(
        "to-chuc/<int:pk>/ghi/<slug:act>/",
        structure.organisation_change,
        name="organisation_change",
    ),
    path(
        "to-chuc/<int:pk>/sua/<int:fact>/",
        structure.organisation_correct,
        name="organisation_correct",
    ),
    path("dang-vien/", people.members, name="members"),
    path("dang-vien/chuyen-den/", people.member_transfer_in, name="member_transfer_in"),
    path("dang-vien/xuat/", people.members_export, name="members_export"),
    path("dang-vien/<int:pk>/", people.member, name="member"),
    path("dang-vien/<int:pk>/viec/", people.member_event, name="member_event"),
    path("dang-vien/<int:pk>/sua/<int:fact>/", people.fact_correct, name="fact_correct"),
    path("giay-to/phieu-bieu-quyet/<int:pk>/", papers_in_bulk.ballots, name="ballots"),
    path("giay-to/lop/<int:pk>/chung-nhan/", papers_in_bulk.class_papers, name="class_papers"),
    path("giay-to/thang/<int:pk>/", papers_in_bulk.month_papers, name="month_papers"),
    path("giay-to/<slug:subject>/<int:pk>/ca-bo/", papers_in_bulk.papers_bulk, name="papers_bulk"),
    path("giay-to/<slug:subject>/<int:pk>/", making.papers, name="papers"),
    path("giay-to/<slug:subject>/<int:pk>/<slug:key>/", making.paper, name="paper"),
    path("mau/", wording.forms, name="forms"),
    path("mau/<slug:key>/", wording.form, name="form"),
    path("mau/<slug:key>/xem/", wording.form_preview, name="form_preview"),
    path("mau/<slug:key>/hinh/", wording.form_picture, name="form_picture"),
    path("mau/<slug:key>/sua/", wording.form_edit, name="form_edit"),
    path("mau/<slug:key>/lay-lai/", wording.form_back, name="form_back"),
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
    path("van-ban/", documents.documents, name="documents"),
    path("van-ban/xuat/", documents.documents_export, name="documents_export"),
    path("van-ban/kiem-tra/", document.document_verify, name="document_verify"),
    path("van-ban/nhiem-ky/", document_terms.document_terms, name="document_terms"),
    path(
        "van-ban/nhiem-ky/<int:organisation>/", document_terms.document_term, name="document_term"
    ),
    path("van-ban/hang-loat/", bulk.documents_in_bulk, name="batches"),
    path("van-ban/hang-loat/moi/", bulk.batch_new, name="batch_new"),
    path("van-ban/hang-loat/<int:pk>/", bulk.batch, name="batch"),
    path("van-ban/hang-loat/<int:pk>/tien-do/", bulk.batch_progress, name="batch_progress"),
    path("van-ban/hang-loat/<int:pk>/dung/", bulk.batch_stop, name="batch_stop"),
    path("van-ban/hang-loat/<int:pk>/lam-lai/", bulk.batch_again, name="batch_again"),
    path("van-ban/hang-loat/<int:pk>/tep/", bulk.batch_file, name="batch_file"),
    path("van-ban/<int:pk>/", document.document, name="document"),
    path("van-ban/<int:pk>/pdf/", document.document_pdf, name="document_pdf"),
    path("van-ban/<int:pk>/word/", document.document_word, name="document_word"),
    path("van-ban/<int:pk>/huy/", document.document_cancel, name="document_cancel"),
    path("ho-so/", work.cases, name="cases"),
    path("ho-so/lich/<slug:key>.ics", reminders.duty_feed, name="duty_feed"),
    path("ho-so/<int:pk>/", case.case, {"plan": case_plan.section}, name="case"),
    path("ke-hoach-nguoc/", backward.backward_plan, name="backward_plan"),
    path("ho-so/<int:pk>/sua/<int:fact>/", correction.case_correct, name="case_correct"),
    path("ho-so/<int:pk>/ghi/<slug:step>/", step.case_step, name="case_step"),
    path("chi-bo/", profiles.cell_profiles, name="cell_profiles"),
    path("chi-bo/xuat/", profiles.cell_profiles_export, name="cell_profiles_export"),
    path("chi-bo/dac-thu/", lines.cell_lines, name="cell_lines"),
    path("chi-bo/dac-thu/dat/", lines.cell_line_set, name="cell_line_set"),
    path("chi-bo/dac-thu/rut/<int:fact>/", lines.cell_line_withdraw, name="cell_line_withdraw"),
    path("chi-bo/<int:pk>/", profiles.cell_profile, name="cell_profile"),
    path("chi-bo/<int:pk>/ghi/", profile_record.cell_profile_record, name="cell_profile_record"),
    path(
        "chi-bo/<int:pk>/sua/<int:fact>/<slug:code>/",
        profile_record.cell_profile_correct,
        name="cell_profile_correct",
    ),
    path("phu-trach/", charges.charges, name="charges"),
    path("phu-trach/giao/", charges.charge_set, name="charge_set"),
    path("phu-trach/de-xuat/", proposal.charge_proposal, name="charge_proposal"),
    path("phu-trach/sua/<int:fact>/", charges.charge_correct, name="charge_correct"),
    path("phu-trach/cap-uy/", committee.committee, name="committee"),
    path("phu-trach/cap-uy/them/", committee.committee_add, name="committee_add"),
    path("phu-trach/cap-uy/<int:pk>/", committee.committee_change, name="committee_change"),
    path("phu-trach/chi-uy/", posts.cell_posts, name="cell_posts"),
    path("phu-trach/chi-uy/them/", posts.cell_post_add, name="cell_post_add"),
    path("phu-trach/chi-uy/<int:pk>/", posts.cell_post_change, name="cell_post_change"),
    path("kho-khan/", difficulty_lists.difficulties, name="difficulties"),
    path("kho-khan/xuat/", difficulty_lists.difficulties_export, name="difficulties_export"),
    path("kho-khan/moi/", difficulty.difficulty_add, name="difficulty_add"),
    path("kho-khan/<int:pk>/", difficulty.difficulty, name="difficulty"),
    path("kho-khan/<int:pk>/<slug:act>/", difficulty.difficulty_turn, name="difficulty_turn"),
    path("du-sinh-hoat/", visits.visits, name="visits"),
    path("du-sinh-hoat/<int:pk>/", visit.visit, name="visit"),
    path("du-sinh-hoat/<int:pk>/rut/", visit.visit_withdraw, name="visit_withdraw"),
    path("du-sinh-hoat/chuan-bi/<int:cell>/", brief.visit_brief, name="visit_brief"),
    path("du-sinh-hoat/ghi/<int:cell>/", visit.visit_record, name="visit_record"),
    path("du-sinh-hoat/da-hua/<int:pk>/", visit.agreement_answer, name="agreement_answer"),
    path("lich-sinh-hoat/", cell_calendar.cell_calendar, RECORDED, name="cell_calendar"),
    path("lich-sinh-hoat/xep/", appointments.calendar_plan, name="calendar_plan"),
    path(
        "lich-sinh-hoat/<slug:key>.ics", cell_calendar.cell_calendar_feed, name="cell_calendar_feed"
    ),
    path(
        "lich-sinh-hoat/<int:cell>/<int:year>-<int:month>/",
        appointments.appointment,
        RECORDED,
        name="appointment",
    ),
    path(
        "lich-sinh-hoat/<int:cell>/<int:year>-<int:month>/ket-qua/",
        appointments.appointment_result,
        name="appointment_result",
    ),
    path("sinh-hoat/", meetings.meetings, name="meetings"),
    path("sinh-hoat/phieu/", sheets.meeting_sheets, name="meeting_sheets"),
    path("sinh-hoat/ra-soat/", review.meeting_review, name="meeting_review"),
    path("sinh-hoat/ra-soat/ghi/", review.meeting_review_record, name="meeting_review_record"),
    path("sinh-hoat/<int:cell>/<int:year>-<int:month>/", meetings.meeting, name="meeting"),
    path(
        "sinh-hoat/<int:cell>/<int:year>-<int:month>/ghi/",
        record.meeting_record,
        name="meeting_record",
    ),
    path(
        "sinh-hoat/<int:cell>/<int:year>-<int:month>/sua/",
        meetings.meeting_correct,
        name="meeting_correct",
    ),
    path(
        "sinh-hoat/<int:cell>/<int:year>-<int:month>/phieu/",
        sheets.meeting_sheet,
        name="meeting_sheet",
    ),
    path("cam-tinh-dang/", lists.sympathisers, name="sympathisers"),
    path("cap-tren/", showing.directives, name="directives"),
    path("cap-tren/moi/", register.directive_add, name="directive_add"),
    path("cap-tren/den-han/", showing.directives_due, name="directives_due"),
    path("cap-tren/theo-chi-bo/", showing.directives_by_cell, name="directives_by_cell"),
    path("cap-tren/<int:pk>/", showing.directive, name="directive"),
    path("cap-tren/<int:pk>/sua/", register.directive_correct, name="directive_correct"),
    path("cap-tren/<int:pk>/hieu-luc/", register.directive_end, name="directive_end"),
    path("cap-tren/<int:pk>/chuyen/", register.directive_pass, name="directive_pass"),
    path("cap-tren/<int:pk>/viec/", register.directive_task, name="directive_task"),
    path(
        "cap-tren/<int:pk>/viec/<int:task>/",
        register.directive_task_mend,
        name="directive_task_mend",
    ),
    path("cap-tren/<int:pk>/dinh-kem/", register.directive_attach, name="directive_attach"),
    path("cap-tren/<int:pk>/tep/<int:file>/", showing.directive_file, name="directive_file"),
    path(
        "cap-tren/<int:pk>/tep/<int:file>/bo/", register.directive_detach, name="directive_detach"
    ),
    path(
        "cap-tren/<int:pk>/quan-triet/<int:cell>/",
        answering.directive_acknowledge,
        name="directive_acknowledge",
    ),
    path(
        "cap-tren/viec/<int:pk>/<int:cell>/",
        answering.directive_progress,
        name="directive_progress",
    ),
    path("lop/", planning.classes, name="classes"),
    path("lop/moi/", planning.class_new, name="class_new"),
    path("lop/sap-het-han/", papers.class_expiring, name="class_expiring"),
    path("lop/cap-uy/", training.training_coverage, name="training_coverage"),
    path("lop/bieu-6/", training.training_table, name="training_table"),
    path("lop/bieu-6/xuat/", training.training_table_export, name="training_table_export"),
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
    path("gioi-thieu/", introduced.introductions, name="introductions"),
    path("gioi-thieu/them/", introduced.introduce, name="introduce"),
    path("gioi-thieu/chua-dong-y/", introduced.introduction_declined, name="introduction_declined"),
    path("gioi-thieu/dong-y/", introduction.agreements, name="agreements"),
    path("gioi-thieu/doan-the/", masses.mass_organisations, name="mass_organisations"),
    path("gioi-thieu/pheu/", funnel.funnel, name="funnel"),
    path("gioi-thieu/mot-nguoi/", doubles.doubles, name="doubles"),
    path("gioi-thieu/gop/<int:double>/<int:keeper>/", doubles.merge_people, name="merge_people"),
    path("gioi-thieu/tach/<int:fact>/", doubles.part_people, name="part_people"),
    path("gioi-thieu/<int:pk>/", introduction.introduction, name="introduction"),
    path("kien-nghi/", petitions.petitions, name="petitions"),
    path("kien-nghi/nhan/", receiving.petition_receive, name="petition_receive"),
    path("kien-nghi/doan-the/", receiving.petitions_own, name="petitions_own"),
    path("kien-nghi/doan-the/nhan/", receiving.petition_receive_own, name="petition_receive_own"),
    path("kien-nghi/hop-thu/", boxes.petition_boxes, name="petition_boxes"),
    path("kien-nghi/<int:pk>/", petitions.petition, name="petition"),
    path("kien-nghi/<int:pk>/lien-he/", petitions.petition_contact, name="petition_contact"),
    path("kien-nghi/<int:pk>/cong-bo/", petition_steps.petition_publish, name="petition_publish"),
    path("kien-nghi/<int:pk>/go/", petition_steps.petition_take_down, name="petition_take_down"),
    path("kien-nghi/<int:pk>/<slug:step>/", petition_steps.petition_step, name="petition_step"),
    path("hop-thu/<int:pk>/", public.petition_box, name="petition_box"),
    path("hop-thu/<int:pk>/tra-loi/", public.petition_answers, name="petition_answers"),
    path("chi-tieu/", targets.show, name="targets"),
    path("chi-tieu/phan-bo/", allocation.allocation, name="allocation"),
    path("chi-tieu/phan-bo/tieu-chi/", terms.allocation_terms, name="allocation_terms"),
    path("chi-tieu/giao/", targets.set_target, name="target_set"),
    path("chi-tieu/rut/<int:fact>/", targets.target_withdraw, name="target_withdraw"),
    path("nap/", imports.imports, name="imports"),
    path("nap/<int:pk>/", imports.load, name="load"),
    path("nap/<int:pk>/tien-do/", imports.load_progress, name="load_progress"),
    path("nap/<int:pk>/ghi/", imports.load_write, name="load_write"),
    path("nap/<int:pk>/doc-lai/", imports.load_reread, name="load_reread"),
    path("nap/<int:pk>/bo/", imports.load_drop, name="load_drop"),
    path("nap/<int:pk>/hoan-tac/", imports.load_undo, name="load_undo"),
    path("nap/<int:pk>/can-sua/", imports.load_rest, name="load_rest"),
    path("nap/<int:pk>/cot/<int:file>/<int:place>/", imports.load_headings, name="load_headings"),
    path("phieu/<int:pk>/", person.applicant_sheet, name="applicant_sheet"),
    path("phieu/<int:pk>/lien-ket/", person.applicant_links, name="applicant_links"),
    path(
        "phieu/<int:pk>/lien-ket/<int:link>/thu-hoi/",
        person.applicant_link_revoke,
        name="applicant_link_revoke",
    ),
    path("phieu/<int:pk>/yeu-cau/", person.request_take, name="request_take"),
    path("yeu-cau/", asked.requests, name="requests"),
    path("yeu-cau/<int:pk>/", asked.request_one, name="request"),
    path("den-han-xoa/", erasing.erasures, name="erasures"),
    path("den-han-xoa/<int:pk>/", erasing.person_erase, name="person_erase"),
    path("thong-bao/", notice.collection_notice, name="collection_notice"),
    path("rieng/<slug:key>/", own.own_view, name="own_view"),
    path("rieng/<slug:key>/<slug:kind>/", own.own_ask, name="own_ask"),
    path("mang-di/", preparing.offline_prepare, name="offline_prepare"),
    path("mang-di/goi/", preparing.offline_take, name="offline_take"),
    path("mang-di/the/", sending.offline_token, name="offline_token"),
    path("mang-di/gui/", sending.offline_send, name="offline_send"),
    path("mang-di/may/", shell.offline_shell, name="offline_shell"),
    path("sw.js", shell.offline_worker, name="offline_worker"),
    path("tai-khoan/", include("allauth.urls")),
    path("ngon-ngu/", include([path("", login_not_required(set_language), name="set_language")])),
]
