"""The pages used while a class is held: the sheets with codes, attendance by list and by code."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.classes import facts, telling, tokens
from taonguon.classes.actions import holding
from taonguon.classes.forms import PresenceForm, ResultsForm
from taonguon.classes.models import Attendance, Seat, Session
from taonguon.classes.views.planning import attempt
from taonguon.classes.views.reach import crumbs, managed, run, saved
from taonguon.core.access import CLASSES
from taonguon.organisations.visibility import needs
from taonguon.people.actions import Refused


@needs(CLASSES)
def class_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick who is there in one session: the whole roster, one form."""
    session = Session.objects.filter(pk=pk, study_class__in=run(request)).first()
    if session is None:
        raise Http404
    one = session.study_class
    rows = facts.roster(one)
    there = set(Attendance.objects.filter(session=session).values_list("seat", flat=True))
    data = request.POST if request.method == "POST" else None
    form = PresenceForm(data, seats=[row.seat.pk for row in rows])
    if data is not None and form.is_valid():
        done = attempt(
            form,
            lambda: holding.mark_session(
                session=session, by=request.user, at=timezone.now(), **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, saved())
            return redirect("class_session", pk=pk)
    ticked = {int(one) for one in data.getlist("present") if one.isdecimal()} if data else there
    context = {
        "title": _("Điểm danh: %(session)s") % {"session": telling.session(session)},
        "lede": session.subject or one.name,
        "crumbs": crumbs(one),
        "form": form,
        "rows": [{"row": row, "on": row.seat.pk in ticked} for row in rows],
        "session": session.pk,
        "before": sorted(there),
        "n": len(there),
        "approved": bool(one.approved_at),
        "one": one,
    }
    return render(request, "classes/session.html", context)


@needs(CLASSES)
def class_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a sheet for each person on the list, with the code that marks them as there."""
    one = managed(request, pk)
    rows = facts.roster(one)
    context = {
        "title": _("Phiếu của học viên"),
        "lede": telling.in_class(one),
        "crumbs": crumbs(one),
        "one": one,
        "days": telling.days(one),
        "kind": telling.kind_name(one.kind),
        "sessions": [
            {"words": telling.session(each), "subject": each.subject}
            for each in one.sessions.order_by("on", "part")
        ],
        "sheets": [{"row": row, "code": tokens.token(row.seat.pk)} for row in rows],
    }
    return render(request, "classes/sheets.html", context)


def _seat(request: HttpRequest, code: str) -> Seat:
    """Return the seat that a code stands for, in a class the reader runs. Raises Http404."""
    rows = Seat.objects.filter(pk=tokens.seat_of(code), study_class__in=run(request))
    found = rows.select_related("study_class", "certificate").first()
    if found is None:
        raise Http404
    return found


@needs(CLASSES)
def class_code(request: HttpRequest, code: str) -> HttpResponse:
    """Give a seat's code as a picture."""
    _seat(request, code)
    address = request.build_absolute_uri(reverse("class_present", args=[code]))
    answer = HttpResponse(tokens.picture(address), content_type="image/svg+xml")
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(CLASSES)
def class_present(request: HttpRequest, code: str) -> HttpResponse:
    """Mark the person whose code was opened as there in one of today's sessions, by one press."""
    seat, day = _seat(request, code), timezone.localdate()
    one = seat.study_class
    today = list(one.sessions.filter(on=day).order_by("part"))
    if request.method == "POST":
        session = next((s for s in today if str(s.pk) == request.POST.get("session")), None)
        if session is None:
            raise Http404
        _mark(request, session, seat)
        return redirect("class_present", code=code)
    rows = facts.rows_of([seat])
    there = set(seat.there.values_list("session", flat=True))
    context = {
        "title": rows[0].name if rows else one.name,
        "lede": rows[0].unit if rows else "",
        "crumbs": crumbs(one),
        "one": one,
        "today": [
            {"session": s, "words": telling.session(s), "there": s.pk in there} for s in today
        ],
        "count": len(there),
        "day": day,
        "approved": bool(one.approved_at),
    }
    return render(request, "classes/present.html", context)


def _mark(request: HttpRequest, session: Session, seat: Seat) -> None:
    try:
        holding.mark_present(session=session, seat=seat, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))


@needs(CLASSES)
def class_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the results of all in one form."""
    one = managed(request, pk)
    rows = facts.roster(one)
    form = ResultsForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: holding.grade(
                study_class=one, grades=form.grades(), by=request.user, at=timezone.now()
            ),
        )
        if done:
            messages.success(request, saved())
            return redirect("study_class", pk=pk)
    there, sessions = facts.presence(one), one.sessions.count()
    context: dict[str, Any] = {
        "title": _("Kết quả"),
        "lede": telling.in_class(one),
        "crumbs": crumbs(one),
        "one": one,
        "form": form,
        "sessions": sessions,
        "rows": [
            {"row": row, "there": there[row.seat.pk], "field": form[f"seat_{row.seat.pk}"]}
            for row in rows
        ],
    }
    return render(request, "classes/results.html", context)
