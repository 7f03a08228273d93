"""The attendance list of a class's session."""

from datetime import date, datetime

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.classes import facts, telling
from taonguon.classes.actions import holding
from taonguon.classes.models import Attendance, Session, StudyClass
from taonguon.classes.views.reach import run
from taonguon.core.access import CLASSES
from taonguon.offline.actions import Place
from taonguon.offline.describing import Data, Line, Thing, group, line, must_fit, typed
from taonguon.offline.kinds.reach import NotSo, Record, number

ACT = CLASSES


class RollForm(forms.Form):
    """Who is there in one session, by seat."""

    present = forms.TypedMultipleChoiceField(
        required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )


def sessions(request: HttpRequest) -> QuerySet[Session]:
    """Return the sessions of approved classes that the reader runs."""
    rows = Session.objects.filter(study_class__in=run(request))
    return rows.filter(study_class__approved_at__isnull=False).select_related("study_class")


def _session(request: HttpRequest, about: str) -> Session:
    one = sessions(request).filter(pk=number(about)).first()
    if one is None:
        raise Http404
    return one


def found(request: HttpRequest, about: str, data: Data | None, on: date) -> Thing:
    """Return the list of a session with who is marked. Raises Http404 for a class not run."""
    one = _session(request, about)
    form, names = _form(one, None)
    ticked = sorted(form.initial["present"])
    seats = ",".join(str(pk) for pk in sorted(names))
    there = ", ".join(names[pk] for pk in ticked if pk in names)
    count = _("%(n)d/%(all)d có mặt") % {"n": len(ticked), "all": len(names)}
    return Thing(
        "roll", about, _("Điểm danh: %(session)s") % {"session": telling.session(one)},
        one.study_class.name, [group(form)], f"{seats}|{','.join(map(str, ticked))}",
        now=[line(_("Đã ghi"), count), line(_("Có mặt"), there)],
    )  # fmt: skip


def _form(one: Session, data: Data | None) -> tuple[RollForm, dict[int, str]]:
    names = {row.seat.pk: f"{row.name} · {row.unit}" for row in facts.roster(one.study_class)}
    there = set(Attendance.objects.filter(session=one).values_list("seat", flat=True))
    form = RollForm(typed(data) if data is not None else None, initial={"present": there})
    form.fields["present"].label = _("Ai có mặt")
    form.fields["present"].choices = list(names.items())  # type: ignore[attr-defined]
    return form, names


def stands(thing: Thing, one: Record, ours: set[str]) -> list[Line] | None:
    """Return None, or who is marked by now when that has changed."""
    return None if thing.base == one.base else thing.now


def lock(about: str) -> None:
    """Let one record of a class at a time."""
    found_in = Session.objects.filter(pk=number(about)).values("study_class")
    StudyClass.objects.select_for_update().filter(pk__in=found_in).first()


def keep(request: HttpRequest, one: Record, at: datetime) -> Place:
    """Mark who was there, and nobody else. Raises Refused, NotSo for somebody no longer listed."""
    session = _session(request, one.about)
    form, _names = _form(session, one.data)
    must_fit(one.data, [form], {})
    if not form.is_valid():
        raise NotSo([_("Có người không còn trong danh sách lớp: mở bản ghi, xem lại rồi gửi.")])
    before = form.initial["present"]
    holding.mark_session(
        session=session, present=form.cleaned_data["present"], before=before,
        by=request.user, at=at,  # type: ignore[arg-type]
    )  # fmt: skip
    return Place(f"session:{session.pk}", reverse("class_session", args=[session.pk]))


def near(request: HttpRequest, day: date, days: int) -> list[Session]:
    """Return the sessions not further than some days from a day, the next first."""
    rows = sessions(request).order_by("on", "part")
    close = [one for one in rows if abs((one.on - day).days) <= days]
    return sorted(close, key=lambda one: (one.on < day, abs((one.on - day).days), one.part))
