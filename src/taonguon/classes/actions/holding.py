"""Attendance, results and certificates of a class."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import actions as cases
from taonguon.cases import telling as case_words
from taonguon.classes import facts
from taonguon.classes.actions.planning import journal, locked
from taonguon.classes.facts import Row
from taonguon.classes.models import Attendance, Certificate, Seat, Session, StudyClass
from taonguon.core.case import Event
from taonguon.core.days import show_day
from taonguon.core.numbering import NotANumber, series
from taonguon.ledger import store
from taonguon.people.actions import Refused
from taonguon.people.models import Prospect
from taonguon.regulations.book import in_use
from taonguon.rules.classes import Kind, shipped


class Given(NamedTuple):
    """A certificate to give: the number and the day."""

    number: str
    on: date


@transaction.atomic
def mark_session(
    *,
    session: Session,
    present: Collection[int],
    before: Collection[int],
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Keep who of the roster was there, by seat. `before` were ticked when the list was shown.

    Who was marked by code meanwhile stays marked. Raises Refused before the list is approved, and
    for a session of a day to come.
    """
    seats = _open_to_marking(session, at)
    wanted = set(present) & seats
    gone = (set(before) & seats) - wanted
    Attendance.objects.filter(session=session, seat__in=gone).delete()
    marked = set(Attendance.objects.filter(session=session).values_list("seat", flat=True))
    new = [Attendance(session=session, seat_id=one, marked_at=at) for one in wanted - marked]
    Attendance.objects.bulk_create(new)
    details = {"session": session.pk, "added": len(new), "removed": len(gone)}
    journal("attendance", session.study_class, by, at, **details)


@transaction.atomic
def mark_present(
    *, session: Session, seat: Seat, by: AbstractBaseUser | None, at: datetime
) -> bool:
    """Mark one person as there, by the code on the sheet; False when marked already. Raises Refused."""
    if seat.pk not in _open_to_marking(session, at):
        raise Refused(_("Người này không có trong danh sách của lớp."))
    told, made = Attendance.objects.get_or_create(
        session=session, seat=seat, defaults={"marked_at": at}
    )
    if made:
        journal("present", session.study_class, by, at, seat=seat.pk, session=told.session_id)
    return made


def _open_to_marking(session: Session, at: datetime) -> set[int]:
    kept = locked(session.study_class)
    if not kept.approved_at:
        raise Refused(_("Danh sách lớp chưa duyệt: duyệt danh sách rồi mới điểm danh."))
    if session.on > timezone.localdate(at):
        raise Refused(
            _("Buổi học ngày %(on)s chưa đến: đến ngày hãy điểm danh.")
            % {"on": show_day(session.on)}
        )
    return set(kept.seats.values_list("pk", flat=True))


@transaction.atomic
def grade(
    *,
    study_class: StudyClass,
    grades: Mapping[int, str],
    by: AbstractBaseUser | None,
    at: datetime,
) -> int:
    """Keep the results by seat, empty for none; return how many changed.

    Raises Refused before the list is approved or the class has begun, and when a certificate given
    would stand without a pass.
    """
    kept = locked(study_class)
    _begun(kept, at)
    seats = list(kept.seats.select_related("certificate"))
    changed = [seat for seat in seats if grades.get(seat.pk, seat.grade) != seat.grade]
    for seat in changed:
        seat.grade = grades[seat.pk]
        if hasattr(seat, "certificate") and not _passes(seat.grade):
            raise Refused(
                _("Số %(number)s đã cấp: kết quả của người này không thể là không đạt.")
                % {"number": seat.certificate.number}
            )
    Seat.objects.bulk_update(changed, ["grade"])
    journal("grade", kept, by, at, changed=len(changed))
    return len(changed)


def _passes(code: str) -> bool:
    return bool(code) and shipped().grades[code].passes


def _begun(study_class: StudyClass, at: datetime) -> None:
    if not study_class.approved_at:
        raise Refused(_("Danh sách lớp chưa duyệt: duyệt danh sách rồi mới ghi kết quả."))
    if study_class.start_on > timezone.localdate(at):
        raise Refused(
            _("Lớp khai giảng ngày %(on)s: chưa thể ghi kết quả.")
            % {"on": show_day(study_class.start_on)}
        )


def awaiting(rows: Sequence[Row]) -> list[Row]:
    """Return those of a roster who passed and have no certificate yet, in its order."""
    return [row for row in rows if row.passes and row.certificate is None]


@transaction.atomic
def certify(
    *,
    study_class: StudyClass,
    first: str,
    on: date,
    by: AbstractBaseUser | None,
    at: datetime,
) -> int:
    """Give everybody who passed a certificate, numbered on from `first`; return how many.

    Each is recorded as a step of the person's case. Raises Refused, and writes nothing, for a number
    given already this year, a day before the class ends or to come, and what the rules refuse.
    """
    kept = locked(study_class)
    rows = awaiting(facts.roster(kept))
    if not rows:
        raise Refused(_("Không còn ai đạt mà chưa có giấy: ghi kết quả trước."))
    try:
        numbers = list(islice(series(first), len(rows)))
    except NotANumber:
        raise Refused(_("Số đầu tiên phải có chữ số, ví dụ 103/GCN-TTCT.")) from None
    given = [(row, Given(number, on)) for row, number in zip(rows, numbers, strict=True)]
    _give(kept, given, by, at)
    return len(given)


@transaction.atomic
def take_in(
    *,
    study_class: StudyClass,
    grades: Mapping[int, str],
    given: Mapping[int, Given],
    by: AbstractBaseUser | None,
    at: datetime,
) -> tuple[int, int]:
    """Keep results and certificates read from a workbook, by seat; return how many of each.

    Raises Refused, and writes nothing, as `grade` and `certify` do.
    """
    changed = grade(study_class=study_class, grades=grades, by=by, at=at)
    rows = awaiting(facts.roster(study_class))
    pairs = [(row, given[row.seat.pk]) for row in rows if row.seat.pk in given]
    if pairs:
        _give(study_class, pairs, by, at)
    return changed, len(pairs)


def _give(
    study_class: StudyClass,
    given: Sequence[tuple[Row, Given]],
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    kind = facts.kind_of(study_class)
    for _row, told in given:
        _possible(study_class, told.on, at)
    _not_given_yet(kind, [told for _row, told in given])
    steps = [
        (row.person, Event(kind.step, told.on, _data(study_class, kind, told.number)))
        for row, told in given
        if row.person and kind.step
    ]
    if steps:
        _record(study_class, steps, by, at)
    store.append(
        Certificate,
        ("seat_id", "kind", "year", "number", "on"),
        [
            (row.seat.pk, kind.code, told.on.year, told.number, told.on.isoformat())
            for row, told in given
        ],
    )
    journal("certify", study_class, by, at, certificates=len(given), first=given[0][1].number)


def _possible(study_class: StudyClass, on: date, at: datetime) -> None:
    if on < study_class.end_on:
        raise Refused(
            _("Ngày cấp %(on)s trước ngày bế giảng %(end)s: kiểm tra lại ngày cấp.")
            % {"on": show_day(on), "end": show_day(study_class.end_on)}
        )
    if on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(on)})


def _not_given_yet(kind: Kind, given: Sequence[Given]) -> None:
    """Refuse numbers given twice, here or before, in one year for one kind of class."""
    told = [(one.on.year, one.number) for one in given]
    taken = {pair for pair in told if told.count(pair) > 1}
    numbers = [one.number for one in given]
    rows = Certificate.objects.filter(kind=kind.code, number__in=numbers)
    taken |= set(rows.values_list("year", "number")) & set(told)
    if kind.proposal:  # those recorded elsewhere, from a list or on a case
        known = Prospect.objects.filter(certificate__in=numbers, certified_on__isnull=False)
        pairs = known.values_list("certified_on__year", "certificate")
        taken |= set(pairs) & set(told)
    if taken:
        numbers = sorted(number for _year, number in taken)
        raise Refused(
            _("Số đã cấp trong năm này: %(numbers)s. Chọn số đầu tiên khác.")
            % {"numbers": ", ".join(numbers[:5])}
        )


def _data(study_class: StudyClass, kind: Kind, number: str) -> dict[str, Any]:
    paper = {"form": kind.form, "number": number, "issued_by": study_class.centre, "kept_at": ""}
    return {"number": number, "class": study_class.pk, "on_paper": paper}


def _record(
    study_class: StudyClass, steps: Sequence[Any], by: AbstractBaseUser | None, at: datetime
) -> None:
    """Record the steps. Raises Refused naming everybody whom the rules refuse, and why."""
    try:
        cases.record_steps(steps=steps, source=study_class.name, by=by, at=at)
    except cases.ManyBlocked as blocked:
        book, names = in_use(), {person.pk: person.name for person, _event in steps}
        told = [
            f"{names[pk]}: {' '.join(case_words.message(one, book) for one in findings)}"
            for pk, _step, findings in blocked.refused
        ]
        raise Refused(_("Chưa cấp được cho ai: %(why)s") % {"why": " ".join(told)}) from None
