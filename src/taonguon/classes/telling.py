"""What the pages of classes say: where a class stands, why somebody may not attend, parts of a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.cases.fields import language
from taonguon.classes import eligibility
from taonguon.classes.facts import Row, kind_of
from taonguon.classes.models import AFTERNOON, EVENING, MORNING, Session, StudyClass
from taonguon.core.days import show_day
from taonguon.rules.classes import shipped

LIST, APPROVED, UNDER_WAY, RESULTS, CERTIFY, DONE = (
    "list", "approved", "under_way", "results", "certify", "done",
)  # fmt: skip


def kind_name(code: str) -> str:
    """Return the name of a kind of class in the language of the page."""
    return shipped().kinds[code].name.said(language())


def grade_name(code: str) -> str:
    """Return the words of a result, empty for none."""
    return shipped().grades[code].name.said(language()) if code in shipped().grades else ""


def why(told: eligibility.Why) -> str:
    """Return why somebody may not attend, without a full stop."""
    said = {**told.said, "day": show_day(told.said["day"])} if "day" in told.said else told.said
    words = {
        eligibility.ENDED: _("không còn trong diện xem xét từ %(day)s"),
        eligibility.HOLDS: _("giấy chứng nhận số %(number)s còn giá trị đến %(day)s"),
        eligibility.ATTENDED: _("đã học, giấy số %(number)s ngày %(day)s"),
        eligibility.NOT_PROPOSED: _("chi bộ chưa đề nghị"),
        eligibility.ELSEWHERE: _("đã có tên ở %(name)s"),
    }
    return words[told.code] % said


def part(code: int) -> str:
    """Return the words for a part of the day."""
    return {MORNING: _("sáng"), AFTERNOON: _("chiều"), EVENING: _("tối")}[code]


def session(one: Session) -> str:
    """Return `sáng 4/11/2026`."""
    return f"{part(one.part)} {show_day(one.on)}"


def days(study_class: StudyClass) -> str:
    """Return the days of a class in a line."""
    if study_class.start_on == study_class.end_on:
        return show_day(study_class.start_on)
    return f"{show_day(study_class.start_on)} – {show_day(study_class.end_on)}"


def people(count: int) -> str:
    """Return `242 người`."""
    return ngettext("%(n)d người", "%(n)d người", count) % {"n": count}


def place_of(study_class: StudyClass, counts: dict[str, int], day: date) -> str:
    """Return where a class stands: LIST, APPROVED, UNDER_WAY, RESULTS, CERTIFY or DONE.

    `counts` are its seats, those graded, those who passed and those certified.
    """
    if not study_class.approved_at:
        return LIST
    if day < study_class.start_on:
        return APPROVED
    if day <= study_class.end_on and not counts["graded"]:
        return UNDER_WAY
    if counts["graded"] < counts["seats"]:
        return RESULTS
    return CERTIFY if counts["certified"] < counts["passed"] else DONE


def state(where: str) -> dict[str, str]:
    """Return the pill of where a class stands."""
    return {
        LIST: {"status": "due", "words": _("đang lập danh sách")},
        APPROVED: {"status": "wait", "words": _("đã duyệt, chờ khai giảng")},
        UNDER_WAY: {"status": "wait", "words": _("đang học")},
        RESULTS: {"status": "due", "words": _("chờ ghi kết quả")},
        CERTIFY: {"status": "due", "words": _("chờ cấp giấy")},
        DONE: {"status": "ok", "words": _("đã xong")},
    }[where]


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """Return how many sit, have a result, passed and hold a certificate."""
    return {
        "seats": len(rows),
        "graded": sum(bool(row.seat.grade) for row in rows),
        "passed": sum(row.passes for row in rows),
        "certified": sum(row.certificate is not None for row in rows),
    }


def tasks(study_class: StudyClass, told: dict[str, int], sessions: int, where: str) -> list[Any]:
    """Return what is to be done for a class, in order, each with what it came to."""

    def task(title: str, name: str, said: str, *, at: tuple[str, ...] = ()) -> dict[str, str]:
        url = reverse(name, args=[study_class.pk])
        if where in at:
            return {"title": title, "url": url, "detail": said, "status": "due",
                    "words": _("việc tiếp theo")}  # fmt: skip
        return {"title": title, "url": url, "detail": said}

    seats = people(told["seats"])
    if study_class.places:
        seats = _("%(n)d người trên %(places)d chỗ") % {
            "n": told["seats"],
            "places": study_class.places,
        }
    decided = _("chưa duyệt")
    if study_class.approved_at and study_class.decision_on:
        decided = _("Quyết định %(number)s ngày %(day)s") % {
            "number": study_class.decision_number, "day": show_day(study_class.decision_on)
        }  # fmt: skip
    graded = {"n": told["graded"], "all": told["seats"], "passed": told["passed"]}
    given = {"n": told["certified"], "all": told["passed"]}
    held = ngettext("%(n)d buổi", "%(n)d buổi", sessions) % {"n": sessions}
    return [
        task(_("Chia chỗ cho các chi bộ"), "class_quotas", _("không bắt buộc")),
        task(_("Danh sách cử đi học"), "class_nominate", seats,
             at=() if told["seats"] else (LIST,)),
        task(_("Duyệt danh sách"), "class_approve", decided, at=(LIST,) if told["seats"] else ()),
        task(_("Lịch học và điểm danh"), "class_sessions", held, at=(APPROVED, UNDER_WAY)),
        task(_("Phiếu của học viên"), "class_sheets", _("in cho mỗi người, có mã để điểm danh")),
        task(_("Kết quả"), "class_results",
             _("%(n)d/%(all)d người có kết quả, %(passed)d đạt") % graded, at=(RESULTS,)),
        task(_("Cấp giấy chứng nhận"), "class_certify",
             _("%(n)d/%(all)d người đạt đã có giấy") % given, at=(CERTIFY,)),
        task(_("In giấy chứng nhận"), "class_certificates",
             people(told["certified"]), at=(DONE,)),
    ]  # fmt: skip


def in_class(study_class: StudyClass) -> str:
    """Return kind, days and place in a line."""
    return " · ".join([kind_name(kind_of(study_class).code), days(study_class), study_class.place])
