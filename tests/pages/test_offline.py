"""Taking along and sending: the least of people, once for each key, both versions when something changed."""

import json
import re
import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taonguon.classes.models import Attendance, Session
from taonguon.core.month import Month
from taonguon.difficulties.models import Difficulty, Turn
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.meetings.models import Meeting, Proposal, Version
from taonguon.offline.models import Receipt
from taonguon.people.models import Person
from taonguon.rules.offline import limits
from taonguon.visits.models import Visit
from tests.offline.conftest import (
    OTHER_DEVICE,
    TODAY,
    day,
    first,
    heard,
    post,
    questions,
    raised,
    record,
    send,
    take,
    thing,
    trouble,
)
from tests.pages import page

pytestmark = pytest.mark.django_db

ALL = ["visit", "sheet", "last_sheet", "difficulties"]
MONTH = Month.holding(TODAY())


@pytest.fixture
def session():
    """The morning of today of the class that is under way."""
    return Session.objects.filter(study_class__approved_at__isnull=False, on=TODAY()).first()


def visit_of(client, unit):
    return thing(client, "visit", cells=[unit.pk], works=["visit"])


def turn_of(client, unit):
    return thing(client, "turn", cells=[unit.pk], works=["difficulties"])


# --- what is taken along


def test_the_page_offers_what_the_reader_may_do(signed_in, units):
    office = page.main(signed_in("office").get(reverse("offline_prepare"))).text
    assert all(words in office for words in ("Ghi lần dự", "Phiếu sinh hoạt tháng", "buổi học nào"))
    assert "An Hòa" not in office
    secretary = page.main(signed_in("secretary").get(reverse("offline_prepare"))).text
    assert f"Phiếu sinh hoạt tháng {MONTH}" in secretary
    assert f"Phiếu sinh hoạt tháng {MONTH.before}" in secretary
    assert "Ghi lần dự" not in secretary
    assert "buổi học nào" not in secretary
    committee = page.main(signed_in("committee").get(reverse("offline_prepare"))).text
    assert "Ghi lần dự" in committee
    assert "Phiếu sinh hoạt" not in committee


def test_an_address_chooses_what_to_take(office, units, session):
    url = reverse("offline_prepare")
    asked = f"{url}?chi_bo={units.hamlet.pk}&viec=visit&viec=sheet&buoi={session.pk}"
    boxes = page.main(office.get(asked)).all("input")
    ticked = {(one["name"], one["value"]) for one in boxes if "checked" in one.attributes}
    assert ticked == {
        ("cells", str(units.hamlet.pk)), ("works", "visit"), ("works", "sheet"),
        ("sessions", str(session.pk)),
    }  # fmt: skip


def test_a_package_says_whose_it_is_how_long_it_lasts_and_holds_what_was_chosen(
    office, units, session
):
    told = take(office, cells=[units.hamlet.pk], works=ALL, sessions=[session.pk])
    assert told["user"] == "vanphong"
    assert told["expires_at"] > told["taken_at"]
    kinds = [one["kind"] for one in told["things"]]
    assert {"visit", "sheet", "raise", "turn", "roll"} == set(kinds)
    assert kinds.count("sheet") == 2
    assert kinds.count("turn") == 2
    assert {one["unit"] for one in told["things"]} == {units.hamlet.name, session.study_class.name}
    entry = JournalEntry.objects.get(act="offline.take")
    assert entry.by == "vanphong"
    assert f"roll:{session.pk}" in entry.details["things"]


def test_a_package_holds_the_least_of_people(office, units, session):
    def package(works, sessions=()):
        told = take(office, cells=[units.hamlet.pk], works=works, sessions=list(sessions))
        return json.dumps(told, ensure_ascii=False)

    of_people, of_work = package(["sheet", "last_sheet"], [session.pk]), package(["visit"])
    there = Person.objects.filter(cell=units.hamlet)
    on_the_way = [one.name for one in there.filter(standing="prospect")]
    assert on_the_way
    assert all(name in of_people for name in on_the_way)
    assert not [name for name in on_the_way if name in of_work]
    births = {one.born for one in there} - {""}
    written = births | {day_of(one) for one in births if len(one) == 10}
    said = {one.religion for one in there} | {one.ethnicity for one in there}
    kept_away = {one for one in written if len(one) > 4} | (said - {"", "Không", "Kinh"})
    assert len(kept_away) > len(on_the_way)
    assert not [one for one in kept_away if one in of_people]


def day_of(iso):
    year, month, day = iso.split("-")
    return f"{int(day)}/{int(month)}/{year}"


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "ít nhất một chi bộ"),
        ({"cells": ["hamlet"]}, "Hãy chọn việc"),
        ({"cells": ["hamlet"], "works": ["everything"]}, "everything"),
        ({"cells": ["elsewhere"], "works": ["visit"]}, "Chi bộ nào"),
    ],
)
def test_what_cannot_be_taken_is_said(office, units, chosen, words):
    ids = {"hamlet": units.hamlet.pk, "elsewhere": units.cell_elsewhere.pk}
    asked = {**chosen, "cells": [ids[name] for name in chosen.get("cells", ())]}
    told = take(office, **asked)
    assert words in " ".join(told["refusals"])
    assert not JournalEntry.objects.filter(act="offline.take").exists()


def test_no_more_cells_than_a_phone_should_carry(office):
    answer = office.get(reverse("offline_prepare"))
    cells = [one["value"] for one in page.main(answer).all("input") if one["name"] == "cells"]
    told = take(office, cells=cells[: limits().cells + 1], works=["visit"])
    assert f"quá {limits().cells} chi bộ" in " ".join(told["refusals"])
    assert "things" in take(office, cells=cells[: limits().cells], works=["visit"])


def test_somebody_takes_only_what_they_may_record(signed_in, units):
    told = take(signed_in("committee"), cells=[units.hamlet.pk], works=["visit"])
    assert [one["kind"] for one in told["things"]] == ["visit"]
    told = take(signed_in("committee"), cells=[units.hamlet.pk], works=["sheet"])
    assert "sheet" in " ".join(told["refusals"])


def test_the_page_of_choosing_is_a_fixed_number_of_queries(office, units):
    with CaptureQueriesContext(
        connection,
    ) as few:
        office.get(reverse("offline_prepare"))
    one = Session.objects.first()
    for part in (1, 2, 3):
        Session.objects.get_or_create(study_class=one.study_class, on=TODAY(), part=part)
    with CaptureQueriesContext(connection) as many:
        office.get(reverse("offline_prepare"))
    assert len(many) <= len(few)
    assert len(few) < 20


def test_a_thing_is_a_fixed_number_of_queries_however_many_people_stand_on_it(office, session):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            told = thing(office, "roll", sessions=[session.pk])
        return len(queries), len(questions(told)["present"]["choices"])

    queries, people = asked()
    one = session.study_class
    for n in range(20):
        one.seats.create(name=f"Khách {n}", unit="Đảng bộ xã bên")
    assert asked() == (queries, people + 20)


# --- what is sent


def test_a_visit_is_kept_once_however_often_it_is_sent(office, units):
    told = visit_of(office, units.hamlet)
    one = record(told, heard() | trouble(1) | trouble(2, "Mở lớp"))
    before = Visit.objects.count(), Difficulty.objects.count()
    answers = [send(office, one)[0] for _time in range(3)] + send(office, one, one)
    assert {(each["state"], each["url"]) for each in answers} == {("kept", answers[0]["url"])}
    assert (Visit.objects.count(), Difficulty.objects.count()) == (before[0] + 1, before[1] + 2)
    row = Visit.objects.latest("pk")
    assert (row.heard, row.difficulties.count()) == ("Bàn việc mở lớp", 2)
    assert row.recorded_by.username == "vanphong"
    assert JournalEntry.objects.filter(act="visit.record", subject=f"visit:{row.pk}").count() == 1
    assert JournalEntry.objects.filter(act="offline.kept", subject=f"visit:{row.pk}").count() == 1
    assert office.get(answers[0]["url"]).status_code == 200


def test_a_receipt_holds_no_word_of_what_was_recorded(office, units):
    send(office, record(visit_of(office, units.hamlet), heard("Lời kể ở xóm")))
    row = Receipt.objects.get()
    assert "Lời kể" not in str([str(getattr(row, field.name)) for field in row._meta.fields])


def test_a_key_that_somebody_else_used_is_refused(office, signed_in, units):
    one = record(visit_of(office, units.hamlet), heard())
    send(office, one)
    (told,) = send(signed_in("committee"), one)
    assert told["state"] == "refused"
    assert "người khác gửi" in told["words"][0]
    assert Visit.objects.filter(key=uuid.UUID(one["key"]).hex).count() == 1


def test_what_is_wrong_is_said_and_may_be_mended_under_the_same_key(office, units):
    told = visit_of(office, units.hamlet)
    bad = record(told, heard() | {"on": [day(3)]} | {"kk1-task": ["Chỉ có nhiệm vụ"]})
    (answer,) = send(office, bad)
    assert answer["state"] == "refused"
    assert any("Khó khăn 1" in words for words in answer["words"])
    (answer,) = send(office, {**bad, "data": first(told) | heard() | {"on": [day(3)]}})
    assert "tương lai" in answer["words"][0]
    assert not Receipt.objects.exists()
    (answer,) = send(office, {**bad, "data": first(told) | heard()})
    assert answer["state"] == "kept"


def test_one_bad_record_does_not_hold_up_the_others(office, units):
    told = visit_of(office, units.hamlet)
    rest = thing(office, "raise", cells=[units.hamlet.pk], works=["difficulties"])
    answers = send(office, record(told, {"on": ["hôm qua"]}), record(rest, raised()))
    assert [one["state"] for one in answers] == ["refused", "kept"]


def test_the_same_member_s_visit_on_that_day_by_another_device_is_shown(office, signed_in, units):
    told = visit_of(office, units.hamlet)
    send(signed_in("committee"), record(told, heard("Ghi ở máy khác")), device=OTHER_DEVICE)
    mine = record(told, heard("Ghi ở máy này"))
    (answer,) = send(office, mine)
    assert answer["state"] == "changed"
    assert {"label": "Nghe được gì", "value": "Ghi ở máy khác"} in answer["now"]
    assert not Receipt.objects.filter(key=mine["key"]).exists()
    (answer,) = send(office, {**mine, "base": answer["thing"]["base"]})
    assert answer["state"] == "kept"
    assert set(Visit.objects.order_by("-pk").values_list("heard", flat=True)[:2]) == {
        "Ghi ở máy khác", "Ghi ở máy này",
    }  # fmt: skip


def test_two_records_of_one_phone_are_no_change_by_somebody_else(office, units):
    told = thing(office, "raise", cells=[units.hamlet.pk], works=["difficulties"])
    answers = send(office, record(told, raised("Đường")), record(told, raised("Trường")))
    assert [one["state"] for one in answers] == ["kept", "kept"]
    (answer,) = send(office, record(told, raised("Trạm")), device=OTHER_DEVICE)
    assert answer["state"] == "changed"
    assert {"label": "Nhiệm vụ bị vướng", "value": "Đường"} in answer["now"]


def test_a_difficulty_is_acted_upon_or_removed_unless_it_changed_meanwhile(office, units):
    told = turn_of(office, units.hamlet)
    mine = record(told, {"text": ["Đã gặp"], "on": [day()]})
    assert send(office, mine)[0]["state"] == "kept"
    (answer,) = send(office, record(told, {"text": ["Xong rồi"], "on": [day()], "removed": ["on"]}))
    assert answer["state"] == "changed"
    assert {"label": "Đã làm gì", "value": "Đã gặp"} in answer["now"]
    fresh = answer["thing"]
    last = {"text": ["Xong rồi"], "on": [day()], "removed": ["on"]}
    assert send(office, record(fresh, last))[0]["state"] == "kept"
    turns = Turn.objects.filter(difficulty=int(told["about"])).order_by("pk")
    assert [row.kind for row in turns][-2:] == ["acted", "closed"]
    gone = send(office, record(fresh | {"base": str(turns.last().pk)}, last))[0]
    assert (gone["state"], "không còn mở" in gone["words"][0]) == ("refused", True)


def test_choosing_the_server_s_version_is_kept_and_nothing_else(office, units):
    told = turn_of(office, units.hamlet)
    before = Turn.objects.count()
    one = record(told, {"text": ["Đã gặp"], "on": [day()]}, choice="theirs")
    answers = send(office, one) + send(office, {**one, "choice": "mine"})
    assert [each["state"] for each in answers] == ["dropped", "dropped"]
    assert Turn.objects.count() == before
    assert JournalEntry.objects.get(act="offline.dropped").by == "vanphong"


# --- attendance


def present(session):
    return set(Attendance.objects.filter(session=session).values_list("seat", flat=True))


def test_attendance_is_marked_as_ticked(office, session):
    told = thing(office, "roll", sessions=[session.pk])
    seats = [value for value, _name in questions(told)["present"]["choices"]]
    (answer,) = send(office, record(told, {"present": seats[:2]}))
    assert (answer["state"], present(session)) == ("kept", {int(one) for one in seats[:2]})
    fresh = answer["thing"]
    assert questions(fresh)["present"]["value"] == seats[:2] or set(
        questions(fresh)["present"]["value"]
    ) == set(seats[:2])
    send(office, record(fresh, {"present": seats[1:3]}))
    assert present(session) == {int(one) for one in seats[1:3]}


def test_attendance_marked_meanwhile_is_shown_and_a_person_decides(office, session):
    told = thing(office, "roll", sessions=[session.pk])
    choices = questions(told)["present"]["choices"]
    seats = [value for value, _name in choices]
    Attendance.objects.create(session=session, seat_id=int(seats[3]), marked_at=session_at())
    mine = record(told, {"present": seats[:1]})
    (answer,) = send(office, mine)
    assert answer["state"] == "changed"
    assert [one for one in answer["now"] if one["value"] == choices[3][1]]
    assert present(session) == {int(seats[3])}
    (answer,) = send(office, {**mine, "base": answer["thing"]["base"]})
    assert (answer["state"], present(session)) == ("kept", {int(seats[0])})


def session_at():
    return JournalEntry.objects.latest("pk").at


def test_somebody_no_longer_on_the_list_is_not_dropped_unseen(office, session):
    told = thing(office, "roll", sessions=[session.pk])
    seat = session.study_class.seats.create(name="Khách lạ", unit="Xã bên")
    fresh = thing(office, "roll", sessions=[session.pk])
    seat.delete()
    (answer,) = send(office, record(told | {"base": told["base"]}, {"present": [str(seat.pk)]}))
    assert answer["state"] == "refused"
    assert "không còn trong danh sách lớp" in answer["words"][0]
    assert fresh["base"] != told["base"]


# --- the month's sheet


@pytest.fixture
def sheet(office, units):
    """The sheet of a month of hamlet 6 that is not yet recorded; its first person and their questions."""
    found = take(office, cells=[units.hamlet.pk], works=["sheet", "last_sheet"])["things"]
    return next(one for one in found if "bổ sung" not in one["title"])


def held(sheet):
    month = sheet["about"].split("-")
    on = min(TODAY(), Month.of(int(month[1]), int(month[2])).last)
    return {
        "held_on": [f"{on.day}/{on.month}/{on.year}"],
        "resolution": ["11-NQ/CB"],
        "minutes": ["12-BB"],
    }


def remark(sheet, text, nth=1):
    return {sheet["groups"][nth]["fields"][-2]["name"]: [text]}


def test_a_month_s_sheet_is_recorded_as_on_the_page(office, units, sheet):
    (answer,) = send(office, record(sheet, held(sheet) | remark(sheet, "Chăm, có trách nhiệm")))
    assert answer["state"] == "kept", answer
    meeting = Meeting.objects.latest("pk")
    assert (meeting.cell, meeting.now.resolution) == (units.hamlet.pk, "11-NQ/CB")
    assert Fact.objects.filter(kind="remark", data__text="Chăm, có trách nhiệm").count() == 1
    assert "Chăm, có trách nhiệm" in page.main(office.get(answer["url"])).text
    assert "bổ sung" in answer["thing"]["title"]


def test_a_meeting_recorded_meanwhile_is_shown_and_what_it_lacks_is_added(office, units, sheet):
    url = reverse("meeting_record", args=sheet["about"].split("-"))
    theirs = {name: value[0] for name, value in held(sheet).items()} | {"resolution": "9-NQ/CB"}
    office.post(url, {**theirs, "da-xem": "1"})
    mine = record(sheet, held(sheet) | remark(sheet, "Ghi ở xóm"))
    (answer,) = send(office, mine)
    assert answer["state"] == "changed"
    assert {"label": "Số nghị quyết", "value": "9-NQ/CB"} in answer["now"]
    (answer,) = send(office, {**mine, "base": answer["thing"]["base"]})
    assert answer["state"] == "kept", answer
    meeting = Meeting.objects.latest("pk")
    assert [one.resolution for one in meeting.versions.all()] == ["9-NQ/CB", "11-NQ/CB"]
    shown = page.main(office.get(answer["url"])).text
    assert "Ghi ở xóm" in shown
    (answer,) = send(office, record(answer["thing"], held(sheet)))
    assert "Không có gì khác" in answer["words"][0]
    assert Version.objects.filter(meeting=meeting).count() == 2


def test_the_rules_speak_of_a_sheet_as_on_the_page(office, sheet):
    offered = [
        field["name"] for group in sheet["groups"] for field in group["fields"]
        if field["name"].endswith(("-listed", "-classed", "-dossier"))
    ]  # fmt: skip
    before = Meeting.objects.count(), Proposal.objects.count()
    without = held(sheet) | {"resolution": []} | {name: ["on"] for name in offered}
    (answer,) = send(office, record(sheet, without))
    assert (answer["state"], bool(answer["words"])) == ("refused", True)
    assert (Meeting.objects.count(), Proposal.objects.count()) == before
    (answer,) = send(office, record(sheet, {**held(sheet), "held_on": [day(40)]}))
    assert "Ngày họp" in answer["words"][0]


def test_an_answer_that_has_no_place_any_more_is_named(office, sheet):
    person = sheet["groups"][1]["fields"][0]["name"].partition("-")[0]
    gone = {"p999999-remark": ["Về ai?"], f"{person}-done": ["1"]}
    (answer,) = send(office, record(sheet, held(sheet) | gone))
    assert answer["state"] == "refused"
    assert "không còn ghi được" in answer["words"][0]


# --- who may, and what is no batch


@pytest.mark.parametrize("role", ["committee", "secretary", "deputy"])
def test_sending_is_held_to_the_same_rights_as_the_pages(
    office, signed_in, units, session, role, sheet
):
    roll = thing(office, "roll", sessions=[session.pk])
    visit = visit_of(office, units.next_hamlet)
    answers = send(
        signed_in(role), record(roll), record(visit, heard()), record(sheet, held(sheet))
    )
    may = {"committee": {"visit"}, "secretary": {"sheet"}, "deputy": {"visit"}}[role]
    kept = {kind for kind, one in zip(("roll", "visit", "sheet"), answers, strict=True)
            if one["state"] == "kept"}  # fmt: skip
    assert kept == may
    assert all("quyền" in one["words"][0] for one in answers if one["state"] == "refused")


def test_a_cell_of_another_commune_is_not_reached(office, units):
    told = visit_of(office, units.hamlet) | {"about": str(units.cell_elsewhere.pk)}
    assert send(office, record(told, heard()))[0]["state"] == "refused"
    for about in ("x", "7-2026", "7-2026-13", "7-x-y", "0"):
        told = {"kind": "sheet", "about": about, "base": "", "groups": []}
        assert send(office, record(told))[0]["state"] == "refused", about


@pytest.mark.parametrize(
    "batch",
    [
        "x", "[]", '{"device": "1", "records": []}', '{"records": []}',
        json.dumps({"device": str(uuid.UUID(int=1)), "records": [{"key": "1"}]}),
        json.dumps({"device": str(uuid.UUID(int=1)), "records": "many"}),
        json.dumps({"device": str(uuid.UUID(int=1)), "records": [
            {"key": str(uuid.UUID(int=2)), "kind": "boats", "about": "7", "base": "", "data": {}}]}),
        json.dumps({"device": str(uuid.UUID(int=1)), "records": [
            {"key": str(uuid.UUID(int=2)), "kind": "visit", "about": "7", "base": "",
             "data": {"heard": ["x" * 5000]}}]}),
        json.dumps({"device": str(uuid.UUID(int=1)), "records": [{}] * 31}),
    ],
)  # fmt: skip
def test_what_is_no_batch_is_answered_and_keeps_nothing(office, batch):
    answer = office.post(reverse("offline_send"), {"batch": batch})
    assert (answer.status_code, answer.json()) == (400, {"answers": []})
    assert not Receipt.objects.exists()


def test_a_batch_needs_a_token_and_a_fresh_one_is_given(office, units):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(office.get(reverse("offline_token")).wsgi_request.user)
    told = visit_of(office, units.hamlet)
    one = record(told, heard())
    assert post(strict, one).status_code == 403
    token = strict.get(reverse("offline_token")).json()
    assert token["user"] == "vanphong"
    batch = json.dumps({"device": str(uuid.UUID(int=1)), "records": [one]})
    answer = strict.post(
        reverse("offline_send"), {"batch": batch}, headers={"x-csrftoken": token["token"]}
    )
    assert answer.json()["answers"][0]["state"] == "kept"


# --- what stands on the phone without anybody signed in


def test_the_page_without_signal_holds_nothing_of_anybody(office):
    signed, anonymous = (one.get(reverse("offline_shell")) for one in (office, Client()))
    assert signed.content == anonymous.content
    assert b"csrf" not in signed.content
    assert "vanphong" not in signed.content.decode()


def test_the_worker_keeps_the_shell_and_every_module_it_loads():
    answer = Client().get(reverse("offline_worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    kept = json.loads(answer.content.decode().partition(";\n")[0].removeprefix("const KEPT = "))
    assert kept["shell"] == reverse("offline_shell")
    folder = settings.STATICFILES_DIRS[0]
    asked = {"shell.js"}
    for name in ("shell", *(path.rpartition("/")[2].split(".")[0] for path in kept["files"])):
        path = folder / "offline" / f"{name}.js"
        if path.exists():
            asked |= set(re.findall(r'from "\./(\w+\.js)"', path.read_text("utf-8")))
    assert {f"/static/offline/{name}" for name in asked} <= set(kept["files"])
    page_of = Client().get(reverse("offline_shell")).content.decode()
    linked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page_of))
    assert linked <= set(kept["files"])


def test_signing_out_has_the_browser_clear_what_it_keeps(office):
    assert "Clear-Site-Data" not in office.get(reverse("account_logout"))
    answer = office.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("visit_brief", 1),
        ("visit_record", 1),
        ("meeting", 3),
        ("difficulty_add", 0),
        ("class_session", -1),
    ],
)
def test_the_pages_of_the_work_lead_to_taking_it_along(office, units, session, name, about):
    of = {
        1: [units.hamlet.pk],
        3: [units.hamlet.pk, MONTH.year, MONTH.month],
        0: [],
        -1: [session.pk],
    }
    answer = office.get(reverse(name, args=of[about]))
    links = [one for one in page.main(answer).all("a") if "Mang theo khi không có sóng" in one.text]
    assert links
    assert office.get(links[0]["href"]).status_code == 200
