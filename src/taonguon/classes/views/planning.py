"""The pages on which a class is opened, its places given, its list drawn up and approved."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.classes import facts, telling
from taonguon.classes.actions import planning
from taonguon.classes.forms import (
    ApprovalForm,
    ClassForm,
    NominationForm,
    QuotaForm,
    ReopenForm,
    SessionsForm,
)
from taonguon.classes.models import StudyClass
from taonguon.classes.views.reach import crumbs, managed, one_of, saved, seen
from taonguon.core.access import CLASSES, PEOPLE
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.views import page_links
from taonguon.regulations.book import in_use
from taonguon.rules.classes import shipped

SHOWN = 50
PASSING = [code for code, grade in shipped().grades.items() if grade.passes]


@needs(PEOPLE)
def classes(request: HttpRequest) -> HttpResponse:
    """Show the classes, the latest first."""
    asked = StudyClass.objects.filter(pk__in=seen(request).values("pk")).annotate(
        seated=Count("seats"),
        graded=Count("seats", filter=~Q(seats__grade="")),
        passed=Count("seats", filter=Q(seats__grade__in=PASSING)),
        certified=Count("seats__certificate"),
    )
    page = Paginator(asked.order_by("-start_on", "-pk"), SHOWN).get_page(request.GET.get("trang"))
    may = bool(ranges(request, CLASSES))
    context = {
        "title": _("Lớp học"),
        "lede": _("bồi dưỡng nhận thức về Đảng, đảng viên mới, nghiệp vụ cấp ủy"),
        "page": page,
        "pages": page_links(request, page),
        "rows": [_row(one) for one in page],
        "may": may,
        "links": [
            {"label": _("Giấy sắp hết hạn"), "url": reverse("class_expiring")},
            {"label": _("Bồi dưỡng cấp ủy"), "url": reverse("training_coverage")},
            {"label": _("Biểu 6"), "url": reverse("training_table")},
        ],
    }
    return render(request, "classes/classes.html", context)


def _row(one: Any) -> dict[str, Any]:
    told = {
        "seats": one.seated, "graded": one.graded, "passed": one.passed, "certified": one.certified,
    }  # fmt: skip
    where = telling.place_of(one, told, timezone.localdate())
    return {
        "one": one,
        "kind": telling.kind_name(one.kind),
        "days": telling.days(one),
        "told": told,
        "state": telling.state(where),
    }


@needs(PEOPLE)
def study_class(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one class: what is to be done, and the people on its list whom the reader sees."""
    one, day = one_of(seen(request), pk), timezone.localdate()
    place = Organisation.objects.filter(pk=one.organisation).first()
    path = place.path if place else ""
    whole = any(low <= path < high for low, high in ranges(request, PEOPLE))
    rows = facts.roster(one, None if whole else ranges(request, PEOPLE))
    may = any(low <= path < high for low, high in ranges(request, CLASSES))
    told, sessions = telling.counts(rows), one.sessions.count()
    where = telling.place_of(one, told, day)
    tasks = telling.tasks(one, told, sessions, where) if may else []
    there = facts.presence(one)
    context = {
        "title": one.name,
        "lede": telling.in_class(one),
        "crumbs": crumbs(),
        "one": one,
        "state": telling.state(where),
        "told": told,
        "whole": whole,
        "may": may,
        "sessions": sessions,
        "tasks": tasks,
        "next": next((task for task in tasks if task.get("words")), None),
        "rows": [
            {"row": row, "there": there[row.seat.pk], "grade": telling.grade_name(row.seat.grade)}
            for row in rows
        ],
        "links": _links(one) if may else [],
    }
    return render(request, "classes/class.html", context)


def _links(one: StudyClass) -> list[dict[str, str]]:
    told = [
        (_("Sửa"), "class_edit"), (_("Xuất Excel"), "class_export"), (_("Đọc từ Excel"), "class_read"),
    ]  # fmt: skip
    found = [{"label": label, "url": reverse(name, args=[one.pk])} for label, name in told]
    return [*found, {"label": _("Giấy tờ"), "url": reverse("papers", args=["class", one.pk])}]


def attempt(form: Any, act: Callable[[], Any]) -> bool:
    """Do what was asked; put a refusal on the form and tell that it was refused."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@needs(CLASSES)
def class_new(request: HttpRequest) -> HttpResponse:
    """Open a class for the reader's organisation."""
    place = chosen(request, CLASSES)
    form = ClassForm(request.POST or None)
    made: list[StudyClass] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act() -> None:
            one = planning.open_class(
                kind=told["kind"], organisation=place, told=told,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
            made.append(one)

        if attempt(form, act):
            messages.success(request, saved())
            return redirect("study_class", pk=made[0].pk)
    context = {
        "title": _("Mở lớp"),
        "lede": place.name,
        "crumbs": crumbs(),
        "form": form,
        "act": _("Mở lớp"),
        "back": reverse("classes"),
    }
    return render(request, "classes/form.html", context)


@needs(CLASSES)
def class_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the days, place or decision of a class."""
    one = managed(request, pk)
    initial = {name: getattr(one, name) for name in planning.TOLD}
    form = ClassForm(request.POST or None, fixed=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: planning.change_class(
                study_class=one, told=form.cleaned_data, by=request.user, at=timezone.now()
            ),
        )
        if done:
            messages.success(request, saved())
            return redirect("study_class", pk=pk)
    return render(request, "classes/form.html", _about(one, _("Sửa lớp"), form, _("Ghi thay đổi")))


def _about(one: StudyClass, title: str, form: Any, act: str) -> dict[str, Any]:
    return {
        "title": title,
        "lede": telling.in_class(one),
        "crumbs": crumbs(one),
        "form": form,
        "act": act,
        "back": reverse("study_class", args=[one.pk]),
    }


def _cells(one: StudyClass) -> list[tuple[int, str]]:
    place = Organisation.objects.get(pk=one.organisation)
    rows = Organisation.objects.below(place.path).filter(kind="cell", ended_on__isnull=True)
    return list(rows.order_by("path").values_list("pk", "name"))


@needs(CLASSES)
def class_quotas(request: HttpRequest, pk: int) -> HttpResponse:
    """Give each cell, and units of neighbours, their places."""
    one = managed(request, pk)
    kept = facts.places_of(one)
    initial: dict[str, Any] = {f"cell_{key}": n for key, n in kept.items() if isinstance(key, int)}
    initial["units"] = "\n".join(f"{key}; {n}" for key, n in kept.items() if isinstance(key, str))
    form = QuotaForm(request.POST or None, cells=_cells(one), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: planning.set_quotas(
                study_class=one, cells=form.cells(), units=form.cleaned_data["units"],
                by=request.user, at=timezone.now(),
            ),
        )  # fmt: skip
        if done:
            messages.success(request, saved())
            return redirect("study_class", pk=pk)
    context = _about(one, _("Chia chỗ"), form, _("Ghi số chỗ"))
    context["cells"] = [field for field in form if field.name != "units"]
    return render(request, "classes/quotas.html", context)


@needs(CLASSES)
def class_nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the list: who may attend, ticked; who may not, and why; guests."""
    one = managed(request, pk)
    seated = [] if request.method == "POST" else facts.roster(one)
    guests = "\n".join(f"{row.name}; {row.unit}" for row in seated if row.person is None)
    form = NominationForm(request.POST or None, initial={"guests": guests})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: planning.nominate(
                study_class=one, by=request.user, at=timezone.now(), **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, saved())
            return redirect("study_class", pk=pk)
    context = _about(one, _("Danh sách cử đi học"), form, _("Ghi danh sách"))
    context |= {"one": one, **_offered(request, one, seated or facts.roster(one))}
    return render(request, "classes/nominate.html", context)


def _offered(request: HttpRequest, one: StudyClass, seated: Sequence[facts.Row]) -> dict[str, Any]:
    """Return who may attend or is listed, with a tick or without, and who may not."""
    own = {row.person.pk: row.person for row in seated if row.person}
    told = facts.candidates(one, in_use(), timezone.localdate())
    able = [each for each in told if each.why is None or each.person.pk in own]
    there = {each.person.pk for each in able}
    able += [facts.Candidate(person, None) for pk, person in own.items() if pk not in there]
    ticked = _ticked(request, one, able, set(own))
    return {
        "able": [{"each": each, "on": each.person.pk in ticked} for each in able],
        "unable": [
            {"person": each.person, "why": telling.why(each.why)}
            for each in told
            if each.why and each.person.pk not in own
        ],
    }


def _ticked(
    request: HttpRequest, one: StudyClass, able: Sequence[facts.Candidate], own: set[int]
) -> set[int]:
    """Return who is ticked: as sent, as listed, else everybody up to the places given."""
    if request.method == "POST":
        return {int(pk) for pk in request.POST.getlist("people") if pk.isdecimal()}
    if own:
        return own
    left: dict[int | str, int] = facts.places_of(one)
    found: set[int] = set()
    for each in sorted(able, key=_since):
        cell = each.person.cell_id or 0
        full = one.places is not None and len(found) >= one.places
        if full or left.get(cell, 1) < 1:
            continue
        found.add(each.person.pk)
        if cell in left:
            left[cell] -= 1
    return found if shipped().kinds[one.kind].proposal else set()


def _since(each: facts.Candidate) -> tuple[Any, str]:
    proposed = getattr(getattr(each.person, "prospect", None), "proposed_on", None)
    return (str(proposed or "9999"), each.person.sort_key)


@needs(CLASSES)
def class_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the list by the decision that opens the class, or open it again with the reason."""
    one = managed(request, pk)
    rows = facts.roster(one)
    data = request.POST if request.method == "POST" else None
    form: Any = ReopenForm(data)
    if not one.approved_at:
        told = {"number": one.decision_number, "on": one.decision_on}
        form = ApprovalForm(data, initial=told)
    if data is not None and form.is_valid() and attempt(form, lambda: _decide(request, one, form)):
        messages.success(request, saved())
        return redirect("study_class", pk=pk)
    act = _("Mở lại danh sách") if one.approved_at else _("Duyệt danh sách")
    context = _about(one, act, form, act)
    context |= {"one": one, "units": _by_unit(one, rows), "count": len(rows)}
    return render(request, "classes/approve.html", context)


def _decide(request: HttpRequest, one: StudyClass, form: Any) -> None:
    by, at = request.user, timezone.now()
    if one.approved_at:
        planning.reopen(study_class=one, by=by, at=at, because=form.cleaned_data["because"])
    else:
        told = form.cleaned_data
        planning.approve(study_class=one, number=told["number"], on=told["on"], by=by, at=at)


def _by_unit(one: StudyClass, rows: Sequence[facts.Row]) -> list[dict[str, Any]]:
    """Return how many each cell and unit sends, and how many places it has."""
    kept, found = facts.places_of(one), {}
    for row in rows:
        key = (row.person.cell_id or 0) if row.person else row.unit
        found.setdefault(key, {"name": row.unit, "n": 0, "places": kept.get(key)})
        found[key]["n"] += 1
    return list(found.values())


@needs(CLASSES)
def class_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan the sessions of a class, and go on to the attendance of each."""
    one = managed(request, pk)
    held = list(one.sessions.annotate(there_n=Count("there")).order_by("on", "part"))
    length = shipped().kinds[one.kind].length(one.start_on)
    form = SessionsForm(request.POST or None, study_class=one, sessions=held, length=length)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: planning.plan_sessions(
                study_class=one, sessions=form.told(), by=request.user, at=timezone.now()
            ),
        )
        if done:
            messages.success(request, saved())
            return redirect("class_sessions", pk=pk)
    context = _about(one, _("Lịch học và điểm danh"), form, _("Ghi lịch học"))
    context |= {
        "one": one,
        "lines": form.rows(),
        "held": [{"session": each, "words": telling.session(each)} for each in held],
        "seats": one.seats.count(),
        "length": length,
        "day": timezone.localdate(),
    }
    return render(request, "classes/sessions.html", context)
