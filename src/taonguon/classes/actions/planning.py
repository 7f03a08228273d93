"""Opening a class, its places, its list and sessions; approving the list and opening it again."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.classes import facts, telling
from taonguon.classes.models import Attendance, Quota, Seat, Session, StudyClass
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rulebook
from taonguon.journal.actions import record
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.people.facts import doubles
from taonguon.people.models import Person
from taonguon.regulations.book import in_use

TOLD = (
    "name", "centre", "place", "start_on", "end_on", "places", "decision_number", "decision_on",
)  # fmt: skip
Guest = tuple[str, str]


def journal(
    act: str, study_class: StudyClass, by: AbstractBaseUser | None, at: datetime, **details: Any
) -> None:
    """Keep one line of the journal about a class."""
    name, subject = (by.get_username() if by else ""), f"class:{study_class.pk}"
    record(at=at, by=name, act=f"class.{act}", subject=subject, details=details)


def locked(study_class: StudyClass) -> StudyClass:
    """Return the class as it stands now, held until the transaction ends."""
    return StudyClass.objects.select_for_update().get(pk=study_class.pk)


@transaction.atomic
def open_class(
    *,
    kind: str,
    organisation: Organisation,
    told: Mapping[str, Any],
    by: AbstractBaseUser | None,
    at: datetime,
) -> StudyClass:
    """Keep a class that is to be held for an organisation. Raises Refused for impossible days."""
    _possible(told, in_use())
    made = StudyClass.objects.create(
        kind=kind, organisation=organisation.pk, **{name: told[name] for name in TOLD}
    )
    journal("open", made, by, at)
    return made


@transaction.atomic
def change_class(
    *,
    study_class: StudyClass,
    told: Mapping[str, Any],
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Change the days, place or decision of a class. Raises Refused for what cannot be."""
    _possible(told, in_use())
    kept = locked(study_class)
    if kept.approved_at and not (told["decision_number"] and told["decision_on"]):
        raise Refused(_("Danh sách đã duyệt: phải giữ số và ngày quyết định mở lớp."))
    outside = kept.sessions.exclude(on__range=(told["start_on"], told["end_on"]))
    if outside.filter(there__isnull=False).exists():
        raise Refused(
            _("Đã điểm danh ở một buổi ngoài các ngày này: giữ ngày học bao trùm buổi đó.")
        )
    for name in TOLD:
        setattr(kept, name, told[name])
    kept.save(update_fields=list(TOLD))
    journal("change", kept, by, at)


def _possible(told: Mapping[str, Any], book: Rulebook) -> None:
    if told["end_on"] < told["start_on"]:
        raise Refused(_("Ngày bế giảng trước ngày khai giảng: sửa một trong hai ngày."))
    if told["start_on"] < book.begins:
        raise Refused(
            _("Bộ quy định bắt đầu từ %(day)s: lớp trước ngày đó không ghi ở đây.")
            % {"day": show_day(book.begins)}
        )
    if bool(told["decision_number"]) != bool(told["decision_on"]):
        raise Refused(_("Quyết định mở lớp: ghi đủ cả số và ngày, hoặc để trống cả hai."))


@transaction.atomic
def set_quotas(
    *,
    study_class: StudyClass,
    cells: Mapping[int, int],
    units: Mapping[str, int],
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Keep how many places go to which cell, and to which unit of a neighbour, in place of before.

    Raises Refused when they are more than the class has.
    """
    kept = locked(study_class)
    given = sum(cells.values()) + sum(units.values())
    if kept.places is not None and given > kept.places:
        raise Refused(
            _("Đã chia %(given)d chỗ, lớp chỉ có %(places)d chỗ: bớt %(over)d chỗ.")
            % {"given": given, "places": kept.places, "over": given - kept.places}
        )
    kept.quotas.all().delete()
    rows = [Quota(study_class=kept, cell=cell, places=n) for cell, n in cells.items()]
    rows += [Quota(study_class=kept, unit=unit, places=n) for unit, n in units.items()]
    Quota.objects.bulk_create(rows)
    journal("quotas", kept, by, at, places=given)


@transaction.atomic
def nominate(
    *,
    study_class: StudyClass,
    people: Collection[int],
    guests: Sequence[Guest],
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Make these people, and these guests by name and unit, the list of a class.

    Raises Refused, and changes nothing, once the list is approved, for whoever may not attend, for
    more than the places, and when somebody marked as there would lose the seat.
    """
    kept = locked(study_class)
    if kept.approved_at:
        raise Refused(_("Danh sách đã duyệt: mở lại danh sách rồi mới sửa."))
    before, into = list(kept.seats.all()), doubles()
    own = {seat.pk: into.get(seat.person, seat.person) for seat in before if seat.person}
    there = set(own.values())
    _may_attend(kept, set(people) - there, timezone.localdate(at))
    gone = [seat for seat in before if _is_gone(seat, own, set(people), set(guests))]
    _not_there_yet(gone)
    _within_places(kept, set(people), guests)
    Seat.objects.filter(pk__in=[seat.pk for seat in gone]).delete()
    new = [Seat(study_class=kept, person=one) for one in sorted(set(people) - there)]
    sitting = {(seat.name, seat.unit) for seat in before if seat.person is None}
    new += [
        Seat(study_class=kept, name=name, unit=unit)
        for name, unit in dict.fromkeys(guests)
        if (name, unit) not in sitting
    ]
    Seat.objects.bulk_create(new)
    journal("nominate", kept, by, at, added=len(new), removed=len(gone))


def _is_gone(seat: Seat, own: Mapping[int, int], people: set[int], guests: set[Guest]) -> bool:
    return own[seat.pk] not in people if seat.pk in own else (seat.name, seat.unit) not in guests


def _may_attend(study_class: StudyClass, added: set[int], on: date) -> None:
    if not added:
        return
    told = {one.person.pk: one for one in facts.candidates(study_class, in_use(), on)}
    if added - set(told):
        raise Refused(_("Có người không thuộc diện dự lớp này: mở lại trang rồi chọn lại."))
    refused = [told[one] for one in sorted(added) if told[one].why]
    if refused:
        names = "; ".join(
            f"{one.person.name}: {telling.why(one.why)}" for one in refused if one.why
        )
        raise Refused(_("Chưa cử đi học được: %(names)s.") % {"names": names})


def _not_there_yet(gone: Iterable[Seat]) -> None:
    held = Attendance.objects.filter(seat__in=[seat.pk for seat in gone]).exists()
    if held or any(seat.grade for seat in gone):
        raise Refused(_("Có người đã điểm danh hoặc có kết quả: không đưa khỏi danh sách được."))


def _within_places(study_class: StudyClass, people: set[int], guests: Sequence[Guest]) -> None:
    """Refuse more people than the class, a cell or a neighbour's unit has places for."""
    asked = len(people) + len(set(guests))
    if study_class.places is not None and asked > study_class.places:
        raise Refused(
            _("Lớp có %(places)d chỗ, danh sách có %(asked)d người: bớt %(over)d người.")
            % {"places": study_class.places, "asked": asked, "over": asked - study_class.places}
        )
    kept = facts.places_of(study_class)
    if not kept:
        return
    rows = Person.objects.filter(pk__in=people).values_list("cell", "cell__name")
    used: Counter[tuple[int | str, str]] = Counter((cell or 0, name or "") for cell, name in rows)
    used.update((unit, unit) for _name, unit in set(guests))
    over = [
        _("%(unit)s: %(used)d người, %(places)d chỗ")
        % {"unit": name, "used": n, "places": kept[key]}
        for (key, name), n in used.items()
        if key in kept and n > kept[key]
    ]
    if over:
        raise Refused(_("Quá số chỗ đã chia: %(units)s.") % {"units": "; ".join(sorted(over))})


@transaction.atomic
def approve(
    *,
    study_class: StudyClass,
    number: str,
    on: date,
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Approve the list by the decision that opens the class. Raises Refused for an empty list."""
    kept = locked(study_class)
    if kept.approved_at:
        raise Refused(_("Danh sách này đã được duyệt rồi."))
    if not kept.seats.exists():
        raise Refused(_("Danh sách chưa có ai: lập danh sách rồi mới duyệt."))
    if on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(on)})
    kept.decision_number, kept.decision_on, kept.approved_at = number, on, at
    kept.save(update_fields=["decision_number", "decision_on", "approved_at"])
    journal("approve", kept, by, at, decision=number)


@transaction.atomic
def reopen(
    *, study_class: StudyClass, because: str, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Open an approved list again, with the reason. Raises Refused once a certificate is given."""
    kept = locked(study_class)
    if kept.seats.filter(certificate__isnull=False).exists():
        raise Refused(_("Lớp đã cấp giấy chứng nhận: danh sách không mở lại được."))
    kept.approved_at = None
    kept.save(update_fields=["approved_at"])
    journal("reopen", kept, by, at, because=because)


@transaction.atomic
def plan_sessions(
    *,
    study_class: StudyClass,
    sessions: Sequence[tuple[date, int, str]],
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Make these the sessions of a class: day, part of the day, subject.

    Raises Refused for a day outside the class, two at one time, and one left out that was attended.
    """
    kept = locked(study_class)
    wanted = {(on, part): subject for on, part, subject in sessions}
    if len(wanted) < len(sessions):
        raise Refused(_("Hai buổi học trùng ngày và buổi: sửa một trong hai."))
    for on, _part in wanted:
        if not kept.start_on <= on <= kept.end_on:
            told = {
                "on": show_day(on),
                "start": show_day(kept.start_on),
                "end": show_day(kept.end_on),
            }
            raise Refused(_("Buổi %(on)s nằm ngoài lớp (%(start)s – %(end)s).") % told)
    there = {(one.on, one.part): one for one in kept.sessions.all()}
    gone = [one.pk for key, one in there.items() if key not in wanted]
    if Attendance.objects.filter(session__in=gone).exists():
        raise Refused(_("Có buổi đã điểm danh: không bỏ buổi đó khỏi lịch được."))
    Session.objects.filter(pk__in=gone).delete()
    Session.objects.bulk_create(
        Session(study_class=kept, on=on, part=part, subject=subject)
        for (on, part), subject in wanted.items()
        if (on, part) not in there
    )
    for key, one in there.items():
        one.subject = wanted.get(key, one.subject)
    Session.objects.bulk_update([one for key, one in there.items() if key in wanted], ["subject"])
    journal("sessions", kept, by, at, sessions=len(wanted))
