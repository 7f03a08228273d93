"""What the pages say of a class: where it stands, what is next, why somebody may not attend."""

from datetime import date

import pytest
from django.utils import translation

from taonguon.classes import telling
from taonguon.classes.eligibility import ATTENDED, ELSEWHERE, ENDED, HOLDS, NOT_PROPOSED, Why
from taonguon.classes.models import AFTERNOON, EVENING, MORNING, Session, StudyClass

BEFORE, FIRST, LAST, AFTER = (date(2026, 11, day) for day in (1, 2, 6, 7))
DAY = date(2026, 5, 9)


def study_class(**said):
    """Make a class that is kept nowhere."""
    told = {
        "pk": 7, "kind": "awareness", "name": "Khóa I", "place": "Hội trường", "organisation": 1,
        "start_on": FIRST, "end_on": LAST, **said,
    }  # fmt: skip
    return StudyClass(**told)


APPROVED = {"approved_at": BEFORE, "decision_number": "45-QĐ/ĐU", "decision_on": BEFORE}


def counted(seats=0, graded=0, passed=0, certified=0):
    return {"seats": seats, "graded": graded, "passed": passed, "certified": certified}


@pytest.mark.parametrize(
    ("said", "told", "day", "where"),
    [
        ({}, counted(), FIRST, telling.LIST),
        ({}, counted(5), AFTER, telling.LIST),
        (APPROVED, counted(5), BEFORE, telling.APPROVED),
        (APPROVED, counted(5), FIRST, telling.UNDER_WAY),
        (APPROVED, counted(5), LAST, telling.UNDER_WAY),
        (APPROVED, counted(5), AFTER, telling.RESULTS),
        (APPROVED, counted(5, 1, 1), LAST, telling.RESULTS),
        (APPROVED, counted(5, 4, 4), AFTER, telling.RESULTS),
        (APPROVED, counted(5, 5, 4), AFTER, telling.CERTIFY),
        (APPROVED, counted(5, 5, 4, 3), AFTER, telling.CERTIFY),
        (APPROVED, counted(5, 5, 4, 4), AFTER, telling.DONE),
        (APPROVED, counted(5, 5, 0, 0), AFTER, telling.DONE),
    ],
)
def test_where_a_class_stands(said, told, day, where):
    assert telling.place_of(study_class(**said), told, day) == where


@pytest.mark.parametrize(
    ("where", "status", "words"),
    [
        (telling.LIST, "due", "đang lập danh sách"),
        (telling.APPROVED, "wait", "đã duyệt, chờ khai giảng"),
        (telling.UNDER_WAY, "wait", "đang học"),
        (telling.RESULTS, "due", "chờ ghi kết quả"),
        (telling.CERTIFY, "due", "chờ cấp giấy"),
        (telling.DONE, "ok", "đã xong"),
    ],
)
def test_where_a_class_stands_has_a_sign_and_words(where, status, words):
    assert telling.state(where) == {"status": status, "words": words}


@pytest.mark.parametrize(
    ("told", "where", "following"),
    [
        (counted(), telling.LIST, "Danh sách cử đi học"),
        (counted(5), telling.LIST, "Duyệt danh sách"),
        (counted(5), telling.APPROVED, "Lịch học và điểm danh"),
        (counted(5), telling.UNDER_WAY, "Lịch học và điểm danh"),
        (counted(5, 3), telling.RESULTS, "Kết quả"),
        (counted(5, 5, 5), telling.CERTIFY, "Cấp giấy chứng nhận"),
        (counted(5, 5, 5, 5), telling.DONE, "In giấy chứng nhận"),
    ],
)
def test_one_thing_is_next(told, where, following):
    tasks = telling.tasks(study_class(), told, 4, where)
    assert [task["title"] for task in tasks if task.get("words")] == [following]


def test_each_task_says_what_it_came_to_and_leads_on():
    told = telling.tasks(
        study_class(places=40, **APPROVED), counted(5, 4, 3, 2), 10, telling.RESULTS
    )
    said = {task["title"]: task["detail"] for task in told}
    assert said["Danh sách cử đi học"] == "5 người trên 40 chỗ"
    assert said["Duyệt danh sách"] == "Quyết định 45-QĐ/ĐU ngày 1/11/2026"
    assert said["Lịch học và điểm danh"] == "10 buổi"
    assert said["Kết quả"] == "4/5 người có kết quả, 3 đạt"
    assert said["Cấp giấy chứng nhận"] == "2/3 người đạt đã có giấy"
    assert said["In giấy chứng nhận"] == "2 người"
    assert all(task["url"].startswith("/lop/7/") for task in told)
    assert len({task["url"] for task in told}) == len(told)


def test_a_list_without_limit_or_decision_says_so():
    said = {
        task["title"]: task["detail"]
        for task in telling.tasks(study_class(), counted(5), 0, telling.LIST)
    }
    assert said["Danh sách cử đi học"] == "5 người"
    assert said["Duyệt danh sách"] == "chưa duyệt"


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why(ENDED, {"day": DAY}), "không còn trong diện xem xét từ 9/5/2026"),
        (
            Why(HOLDS, {"day": DAY, "number": "9/GCN"}),
            "giấy chứng nhận số 9/GCN còn giá trị đến 9/5/2026",
        ),
        (Why(ATTENDED, {"day": DAY, "number": "9/GCN"}), "đã học, giấy số 9/GCN ngày 9/5/2026"),
        (Why(NOT_PROPOSED), "chi bộ chưa đề nghị"),
        (Why(ELSEWHERE, {"name": "Khóa I"}), "đã có tên ở Khóa I"),
    ],
)
def test_why_somebody_may_not_attend(why, words):
    assert telling.why(why) == words


@pytest.mark.parametrize(
    ("part", "words"), [(MORNING, "sáng"), (AFTERNOON, "chiều"), (EVENING, "tối")]
)
def test_a_session_is_named_by_part_and_day(part, words):
    assert telling.session(Session(on=DAY, part=part)) == f"{words} 9/5/2026"


def test_a_class_of_one_day_names_it_once():
    assert telling.days(study_class()) == "2/11/2026 – 6/11/2026"
    assert telling.days(study_class(end_on=FIRST)) == "2/11/2026"
    line = "Lớp bồi dưỡng nhận thức về Đảng · 2/11/2026 – 6/11/2026 · Hội trường"
    assert telling.in_class(study_class()) == line


def test_kinds_and_results_are_named_in_the_language_of_the_page():
    assert telling.kind_name("committee") == "Lớp bồi dưỡng nghiệp vụ cấp ủy"
    assert telling.grade_name("good") == "Giỏi"
    assert telling.grade_name("") == ""
    with translation.override("en"):
        assert telling.kind_name("committee") == "Committee training"
        assert telling.grade_name("failed") == "Not passed"
