"""What a case page says: pills, reasons, papers, votes, what expires, what to know."""

from datetime import date

import pytest
from django.utils import translation

from taonguon.cases import papers, telling
from taonguon.core.assessment import assess
from taonguon.core.assessment.outcome import Deadline, Expiry, Warned
from taonguon.core.case import Case, Event, Relative
from taonguon.people.models import Person
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()
DUE = date(2025, 10, 27)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def deadline(due=DUE, **said):
    rule = BOOK.value("decide.deadline.admit", date(2025, 8, 21))
    return Deadline("decision", rule, "working days", "cell_vote", date(2025, 8, 21), due, **said)


@pytest.mark.parametrize(
    ("day", "status", "words"),
    [
        (date(2025, 10, 17), "due", "còn 6 ngày làm việc"),
        (date(2025, 10, 24), "due", "còn 1 ngày làm việc"),
        (date(2025, 10, 25), "due", "còn 1 ngày làm việc"),
        (date(2025, 10, 27), "due", "hạn hôm nay"),
        (date(2025, 10, 28), "late", "quá hạn 1 ngày làm việc"),
        (date(2025, 11, 1), "late", "quá hạn 4 ngày làm việc"),
        (date(2033, 1, 3), "due", "hạn 27/10/2025"),
    ],
)
def test_how_much_time_is_left(day, status, words):
    assert telling.left(deadline(), BOOK, day) == {"status": status, "words": words}


def test_a_day_that_is_not_known_says_so():
    told = telling.left(deadline(due=None), BOOK, date(2025, 10, 17))
    assert told == {"status": "none", "words": "chưa tính được ngày"}


def test_how_much_time_is_left_in_english():
    with translation.override("en"):
        told = [
            telling.left(deadline(), BOOK, date(2025, 10, day))["words"] for day in (17, 24, 29)
        ]
    assert told == ["6 working days left", "1 working day left", "2 working days overdue"]


@pytest.mark.parametrize(
    ("code", "words"),
    [("text", ""), ("third-party", "theo nguồn thứ ba"), ("unverified", "chưa kiểm chứng")],
)
def test_how_well_a_rule_is_verified(code, words):
    assert telling.verified(code) == words


@pytest.mark.parametrize(
    ("key", "day", "words"),
    [
        ("decide.deadline.admit", date(2025, 8, 21), "Điểm 4.3.1 QĐ 294"),
        ("decide.deadline.admit", date(2026, 8, 1), "QĐ 208 (chưa kiểm chứng)"),
        ("age.min", date(2026, 8, 1), "QĐ 208 (theo nguồn thứ ba)"),
        ("class.validity", date(2025, 8, 21), "Điểm 5.4b HD 06"),
    ],
)
def test_a_clause_carries_its_mark(key, day, words):
    assert telling.clause(BOOK.value(key, day)) == words


def tasks(upto, day, may=(), **changed):
    case = dossiers.case(upto=upto, **changed)
    told = assess(case, BOOK, date.fromisoformat(day))
    return telling.tasks(told, BOOK, 5, dict.fromkeys(may, True))


def test_what_can_be_done_now_names_who_and_the_form():
    (now,) = tasks("synthesis", "2025-06-23")["now"]
    assert now["title"] == "Chi bộ xét, biểu quyết kết nạp"
    assert now["detail"] == "Ai làm: chi bộ · 6-KNĐ"
    assert now["words"] == "làm được ngay"
    assert "url" not in now


def test_whoever_may_record_a_step_is_led_to_it():
    (now,) = tasks("synthesis", "2025-06-23", may=["cell_vote"])["now"]
    assert now["url"].endswith("/5/ghi/cell_vote/")


def test_a_step_with_a_deadline_tells_its_reason():
    told = tasks("appraisal", "2025-09-12")["now"]
    (decision,) = [one for one in told if one["step"] == "decision"]
    assert decision["words"].startswith("còn ")
    assert decision["why"].startswith("45 ngày làm việc sau 21/8/2025")
    assert decision["cite"] == "Điểm 4.3.1 QĐ 294"


def test_a_verification_waits():
    told = tasks("verify_sent", "2025-05-05")["now"]
    (waiting,) = [one for one in told if one["step"] == "verify_reply"]
    assert waiting["title"] == "Nhận kết quả thẩm tra của Đảng ủy xã bên"
    assert waiting["status"] == "wait"
    assert (waiting["detail"], waiting["due"]) == ("Gửi ngày 22/4/2025", date(2025, 6, 5))
    late = tasks("verify_sent", "2025-06-06")["now"][0]
    assert (late["step"], late["status"]) == ("verify_reply", "late")


def test_what_is_due_stands_before_what_is_not():
    told = tasks("verify_sent", "2025-05-05")["now"]
    assert told[0]["step"] == "verify_reply"
    assert len(told) > 1


def test_a_blocked_step_tells_every_reason():
    (told,) = tasks("synthesis", "2025-08-21", born="2009-01-01", schooling="primary")["blocked"]
    assert told["title"] == "Chi bộ xét, biểu quyết kết nạp"
    assert (told["status"], told["words"]) == ("late", "bị chặn")
    assert len(told["reasons"]) == 2
    assert told["reasons"][0]["cite"] == "Điểm 1.1.1 QĐ 294"


def test_what_would_hold_up_somebody_merely_introduced_is_said_to_come():
    (told,) = tasks("introduction", "2025-08-21", born="2009-01-01")["blocked"]
    assert (told["status"], told["words"]) == ("due", "sẽ bị chặn")


def test_a_later_step_tells_what_comes_before_and_its_deadline():
    told = tasks("cell_vote", "2025-08-22")["later"]
    decision = next(one for one in told if one["title"] == "Quyết định kết nạp")
    assert decision["detail"] == "Sau khi: " + BOOK.steps["appraisal"].name.vi
    assert decision["due"] == DUE
    assert decision["words"].startswith("còn ")
    ceremony = next(one for one in told if one["title"] == "Lễ kết nạp")
    assert "words" not in ceremony


def test_a_deadline_of_a_step_that_may_not_be_taken_yet_runs_in_sight():
    (running,) = tasks("cell_vote", "2025-08-22")["running"]
    assert (running["step"], running["status"]) == ("decision", "due")
    assert running["why"].startswith("45 ngày làm việc sau 21/8/2025")
    assert running["due"] == DUE
    assert tasks("appraisal", "2025-09-12")["running"] == []


def test_a_deadline_of_a_blocked_step_is_told_with_it():
    case = dossiers.case(upto="appraisal", born="1950-01-01")
    told = telling.tasks(assess(case, BOOK, date(2026, 1, 5)), BOOK, 5, {})
    (decision,) = [one for one in told["blocked"] if one["step"] == "decision"]
    assert decision["words"] == "bị chặn"
    assert decision["due"] == DUE
    assert decision["left"].startswith("quá hạn")
    assert [one["step"] for one in told["running"]] == ["decision"]
    assert "Bị chặn" in told["running"][0]["detail"]


def test_the_clause_of_a_deadline_is_said_once():
    told = telling.reason(deadline(), BOOK)
    assert told["cite"] == "Điểm 4.3.1 QĐ 294"
    assert told["cite"] not in told["why"]
    assert told["why"].endswith("→ 27/10/2025")


def test_steps_taken_stand_latest_first_with_paper_and_vote():
    case = dossiers.case(upto="cell_vote")
    told = telling.done(assess(case, BOOK, date(2025, 8, 22)).done, BOOK)
    assert told[0]["title"] == "Chi bộ xét, biểu quyết kết nạp"
    assert told[0]["vote"] == "8/9 tán thành, cần 6: đạt"
    assert told[0]["verdict"] == []
    certificate = next(one for one in told if one["title"].startswith("Giấy chứng nhận"))
    assert certificate["paper"] == "07/CN"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, ""),
        ({"on_paper": {"form": "6-KNĐ", "number": "05", "issued_by": "Chi bộ", "kept_at": ""}},
         "6-KNĐ · 05 · Chi bộ"),
        ({"on_paper": {"form": "", "number": "", "issued_by": "", "kept_at": "tủ 2"}}, "bản gốc: tủ 2"),
        ({"number": "21/CN"}, "21/CN"),
        ({"by": "Đoàn xã"}, ""),
    ],
)  # fmt: skip
def test_a_paper_in_a_line(data, words):
    assert papers.paper(data) == words


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("introduction", {"by": "Đoàn xã"}, "Đoàn xã"),
        ("sponsor_paper", {"name": "Đảng viên 1"}, "Đảng viên 1"),
        ("mass_opinion", {"body": "women"}, "Hội Phụ nữ"),
        ("special_paper", {"paper": "spouse_cv"}, BOOK.word("spouse_cv", "vi")),
        ("consent", {"for": "over_age"}, BOOK.word("over_age", "vi")),
        ("verify_sent", {"about": ["father", "child_2"], "to": "xã bên"}, "bố đẻ, con đẻ 2 · gửi xã bên"),
        ("moved", {"to": "xã bên"}, "đến xã bên"),
        ("extension", {"days": 10}, "10 ngày làm việc"),
        ("decision", {"approved": False}, "không đồng ý"),
        ("cv_certified", {"qualified": True}, ""),
    ],
)  # fmt: skip
def test_what_tells_a_step_from_another_of_its_kind(kind, data, words):
    assert papers.particulars(Event(kind, DUE, data), BOOK) == words


def vouched(**kept):
    return [Event("sponsor_paper", DUE, {"name": name, **kept}) for name in ("Kiên", "An")]


def test_two_sponsors_of_one_cell_are_told_apart():
    kept = {"on_paper": {"form": "3-KNĐ", "issued_by": "Chi bộ thôn 1"}}
    case = Case("2000-06-15", tuple(vouched(**kept)))
    told = telling.done(assess(case, BOOK, DUE).done, BOOK)
    lines = [
        one["told"] for one in told if one["title"].startswith("Giấy giới thiệu của đảng viên")
    ]
    assert len(set(lines)) == len(lines) == 2
    assert all(lines)


def test_the_people_of_a_case_are_named_with_what_they_do():
    events = [one.event for one in assess(dossiers.case(upto="cell_vote"), BOOK, DUE).done]
    told = papers.people([*events, *vouched(replacement=True)], BOOK)
    roles = [one["detail"].split(" · ")[0].split(",")[0] for one in told]
    assert roles[-1].startswith("Nghị quyết giới thiệu")
    assert sum(one.startswith("Người giới thiệu") for one in roles) == 3
    assert any(one.startswith("Đảng viên giúp đỡ từ") for one in roles)
    assert all(one["title"] for one in told)


def test_of_two_helpers_the_last_is_named():
    events = [Event("helper", DUE, {"name": name}) for name in ("Kiên", "An")]
    assert [one["title"] for one in papers.people(events, BOOK)] == ["An"]


def test_the_papers_of_a_case_stand_by_day_with_where_they_lie():
    paper = {"form": "2-KNĐ", "number": "5", "issued_by": "", "kept_at": "tủ 2"}
    events = [
        Event("cv", date(2025, 3, 1), {"on_paper": paper}),
        Event("profile", date(2025, 3, 2), {}),
        Event("mass_opinion", date(2025, 3, 3), {"body": "women", "on_paper": paper}),
    ]
    first, second = papers.papers(events, BOOK)
    assert first["detail"] == "1/3/2025 · 2-KNĐ · 5 · bản gốc: tủ 2"
    assert second["title"].endswith(": Hội Phụ nữ")


@pytest.mark.parametrize(
    ("kind", "vote", "words"),
    [
        ("cell_vote", dossiers.vote(dossiers.CELL, 6, 3), "6/9 tán thành, cần 6: đạt"),
        ("cell_vote", dossiers.vote(dossiers.CELL, 5, 4), "5/9 tán thành, cần 6: không đạt"),
        ("decision", dossiers.vote(dossiers.COMMITTEE, 4, 3), "4/7 tán thành, cần 4: đạt"),
        ("base_vote", dossiers.vote(dossiers.COMMITTEE, 4, 3), "4/7 tán thành, cần 5: không đạt"),
        ("cell_vote", dossiers.vote(dossiers.CELL, 1), ""),
        ("cell_vote", {}, ""),
        ("listed", dossiers.vote(dossiers.CELL, 9), ""),
    ],
)
def test_a_vote_in_a_line(kind, vote, words):
    assert telling.vote(Event(kind, date(2025, 8, 21), vote), BOOK) == words


def test_the_rules_kept_with_a_step_are_said_in_words():
    verdict = {
        "rules": [
            {"key": "class.validity", "value": 60, "source": "06-HD/TW, 5.4b", "verified": "text"},
            {
                "key": "vote.cell.base",
                "value": {"always": []},
                "source": "24-QĐ/TW",
                "verified": "unverified",
            },
            {"key": "gone.rule", "value": ["youth"], "source": "x", "verified": "text"},
        ]
    }
    event = Event("cell_vote", date(2025, 8, 21), {"verdict": verdict}, 3)
    case = Case("2000-06-15", (event,), checked_from=date(2026, 1, 1))
    (done,) = telling.done(assess(case, BOOK, date(2026, 1, 2)).done, BOOK)
    said = [(one["said"], one["source"]) for one in done["verdict"]]
    assert said == [
        ("Thời hạn của giấy chứng nhận khi chi bộ xét: 60", "06-HD/TW, 5.4b"),
        ("Ai không tính vào mẫu số của chi bộ", "24-QĐ/TW (chưa kiểm chứng)"),
        ("gone.rule: Đoàn TNCS Hồ Chí Minh", "x"),
    ]


def test_what_expires_within_two_years_is_said():
    rule = BOOK.value("class.validity", date(2025, 8, 21))
    told = telling.expiries(
        [
            Expiry("certificate", date(2025, 8, 20), rule),
            Expiry("synthesis", date(2026, 1, 5), rule),
            Expiry("age.max", date(2053, 9, 30), rule),
        ],
        BOOK,
        date(2025, 8, 21),
    )
    assert [(one["status"], one["words"]) for one in told] == [
        ("late", "hết hạn 20/8/2025"), ("due", "đến 5/1/2026"),
    ]  # fmt: skip
    assert told[0]["title"] == "Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng"


def test_what_to_know():
    member = (Relative("father", "father", member=True),)
    case = Case("1950-01-01", relatives=member)
    told = telling.warnings(assess(case, BOOK, date(2027, 1, 4)).warnings, BOOK)
    assert told[0].startswith("Thủ tục đang áp dụng: Ba cấp")
    assert "HD 38" in told[1]
    assert "quá tuổi" in told[2]
    assert "chưa công bố" in told[3]
    assert telling.warnings([Warned("no such code")], BOOK) == []


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (Case("2000-06-15"), "sinh 15/6/2000"),
        (Case("1996"), "sinh 1996"),
        (Case(""), "sinh –"),
        (Case("1996", (Event("introduction", date(2024, 3, 12), {"by": "Hội Phụ nữ"}),)),
         "sinh 1996 · Hội Phụ nữ giới thiệu 12/3/2024"),
        (Case("1996", (Event("helper", date(2024, 3, 12), {"name": "Vũ Minh Kiên"}),
                       Event("helper", date(2024, 5, 12), {"name": "Lê An"}))),
         "sinh 1996 · người giúp đỡ: Lê An"),
    ],
)  # fmt: skip
def test_the_line_under_the_name(case, words):
    assert telling.about(Person(name="Lan"), case) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [("source", "Tạo nguồn"), ("decision", "Quyết định"), ("recognition", "Công nhận"),
     ("official", "Chính thức"), ("ended", "Đã kết thúc")],
)  # fmt: skip
def test_the_stages_have_names(code, words):
    assert telling.stage(BOOK, code) == words


def test_steps_and_codes_have_names():
    assert telling.step_name(BOOK, "cell_vote") == "Chi bộ xét, biểu quyết kết nạp"
    assert telling.step_name(BOOK, "moon") == "moon"
    assert telling.word(BOOK, "board") == "ban Xây dựng Đảng"
