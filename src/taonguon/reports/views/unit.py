"""The tree of organisations, and one organisation: what it is, its history, its figures."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.cells.views.profiles import of_cell
from taonguon.cells.views.ways import work_of
from taonguon.core.access import FIGURES, PEOPLE, RECORD_CELL
from taonguon.core.days import show_day
from taonguon.core.organisation import EARLY, FOUND, SEGMENT
from taonguon.core.targets import in_force
from taonguon.difficulties.views.one import of_cell as difficulties_of
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation, Version
from taonguon.organisations.telling import kind_name
from taonguon.organisations.visibility import may, needs, ranges, visible
from taonguon.people.forms import STAGE_NAMES
from taonguon.people.models import Admission, Person
from taonguon.reports import wordings
from taonguon.reports.asking import DayForm
from taonguon.reports.picture import Materials, Picture, paint
from taonguon.reports.urgency import by_urgency, is_open
from taonguon.reports.views.tiles import figure_address, targets_url, tiles
from taonguon.reports.views.year import cell_row, default_day, not_whole, today_mark
from taonguon.structure.possible import acts
from taonguon.structure.telling import story
from taonguon.targets.telling import target_row

DEEPEST = 4  # indents the tree shows


@needs(FIGURES)
def organisations(request: HttpRequest) -> HttpResponse:
    """Show the part of the tree the user sees, with the members of each cell."""
    counted = Count("people", filter=Q(people__standing__in=["official", "probationary"]))
    rows = (
        Organisation.objects.within(ranges(request, FIGURES))
        .annotate(members=counted)
        .order_by("path")
    )
    units, today = list(rows), timezone.localdate()
    top = min((len(unit.path) // SEGMENT for unit in units), default=1)
    shown = [
        {
            "unit": unit,
            "kind": kind_name(unit.kind),
            "depth": min(len(unit.path) // SEGMENT - top, DEEPEST),
            "members": sum(u.members for u in units if u.path.startswith(unit.path)),
            "url": figure_address("members.total", unit.pk, today)
            if may(request, PEOPLE, unit)
            else "",
        }
        for unit in units
    ]
    cells = sum(unit.kind == "cell" and not unit.ended_on for unit in units)
    lede = ngettext("%(n)d chi bộ đang hoạt động", "%(n)d chi bộ đang hoạt động", cells)
    context = {
        "title": _("Tổ chức đảng và chi bộ"),
        "lede": lede % {"n": cells},
        "rows": shown,
        "links": _beside(request),
    }
    return render(request, "reports/organisations.html", context)


def _beside(request: HttpRequest) -> list[dict[str, str]]:
    found = [{"label": _("Hồ sơ chi bộ"), "url": reverse("cell_profiles")}]
    if ranges(request, PEOPLE):
        found.append({"label": _("Phân công phụ trách"), "url": reverse("charges")})
    return found


@needs(FIGURES)
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one organisation as of a day: its figures, profile, targets, people, and its history."""
    unit = visible(request, FIGURES, pk)
    told, today = Materials(unit), timezone.localdate()
    form = DayForm(request.GET if "ngay" in request.GET else None, today=today)
    asked = form.cleaned_data.get("ngay") if form.is_bound and form.is_valid() else None
    as_of = asked or default_day(told, today)[0]
    then = _then(told, as_of)
    picture = paint(told, as_of, as_of.year - 4)
    opens, may_change = may(request, PEOPLE, unit), acts(request, unit)
    shown = wordings.rounding("2")
    context: dict[str, Any] = {
        "title": then.name,
        "crumbs": [{"label": _("Tổ chức đảng và chi bộ"), "url": reverse("organisations")}],
        "as_of": as_of,
        "form": form if form.errors else DayForm(initial={"ngay": as_of}, today=today),
        "absent": _absent(unit, then, as_of),
        "not_whole": not_whole(told, as_of),
        "kind": kind_name(then.kind),
        "picture": picture,
        "tiles": tiles(picture, shown, opens),
        "early": wordings.early(picture.early),
        "rows": [cell_row(row, picture, shown) for row in by_urgency(picture)],
        "matters": _matters(unit, picture),
        "profile": _profile(unit, then),
        **_of_cell(request, unit, as_of, asked or today),
        "today": today_mark(picture),
        "targets": _targets(told, as_of),
        "targets_url": targets_url(pk),
        "admissions": _admissions(unit, as_of) if opens else [],
        **(_of_people(request, unit) if opens else {}),
        "opens": opens,
        "links": [{"label": _("Ghi thay đổi"), "url": "#thay-doi"}] if may_change else [],
        "story": story(unit),
        "acts": [
            {"title": act.title, "detail": act.detail,
             "url": reverse("organisation_change", args=[pk, act.slug])}
            for act in may_change
        ],
    }  # fmt: skip
    return render(request, "reports/organisation.html", context)


def _of_cell(
    request: HttpRequest, unit: Organisation, as_of: date, day: date
) -> dict[str, dict[str, Any] | None]:
    """Return what a cell alone has: its area as of the figures' day, its difficulties as of `day`."""
    if unit.kind != "cell":
        return {"area": None, "difficult": None}
    return {
        "area": of_cell(request, unit, as_of),
        "difficult": difficulties_of(request, unit, day),
    }


def prospects_of(unit: Organisation) -> dict[str, Any]:
    """Return the prospects of a cell with the stage each has reached, and what is done for them."""
    people = Person.objects.filter(cell=unit, standing="prospect").select_related("prospect")
    here = "?" + urlencode({"to": unit.pk})
    ways = (
        ("prospect_board", _("Nguồn"), _("Ai đang ở bước nào")),
        ("meetings", _("Sinh hoạt chi bộ"), _("Từng tháng, phiếu in")),
        ("sympathisers", _("Danh sách cảm tình Đảng"), _("Vào một ngày bất kỳ")),
        ("prospects_away", _("Người đi làm ăn xa"), _("Nơi làm, lần về tới")),
    )
    return {
        "own": [
            {
                "name": one.name,
                "url": reverse("member", args=[one.pk]),
                "stage": STAGE_NAMES[one.prospect.stage],
            }
            for one in people.order_by("sort_key", "pk")
        ],
        "ways": [
            {"title": title, "detail": detail, "url": reverse(name) + here}
            for name, title, detail in ways
        ],
    }


def _of_people(request: HttpRequest, unit: Organisation) -> dict[str, Any]:
    """Return what only those see who see the people: prospects, and the way to the papers."""
    papers, work = _papers(request, unit), work_of(request, unit, timezone.localdate())
    if unit.kind == "cell":
        told = prospects_of(unit)
        return {**told, "ways": [*told["ways"], *papers], "work": work}
    return {"papers": papers, "work": work, "month_url": reverse("month_papers", args=[unit.pk])}


def _papers(request: HttpRequest, unit: Organisation) -> list[dict[str, str]]:
    """Return where the papers of a cell or a commune are made and kept."""
    subject = {"cell": "cell", "commune": "committee"}.get(unit.kind)
    if subject is None:
        return []
    made = reverse("papers", args=[subject, unit.pk])
    told = [
        (_("Giấy tờ"), _("Lập, xem trước, in cả bộ"), made),
        (_("Văn bản đã ban hành"), _("Sổ văn bản đi, số còn trống"),
         f"{reverse('documents')}?{urlencode({'to': unit.pk})}"),
    ]  # fmt: skip
    if unit.kind == "cell":
        ballots = reverse("ballots", args=[unit.pk])
        told.insert(1, (_("Phiếu biểu quyết"), _("Cho cuộc họp, mỗi người một tệp phiếu"), ballots))
    if may(request, RECORD_CELL, unit) and unit.ended_on is None:
        term = reverse("document_term", args=[unit.pk])
        told.append((_("Nhiệm kỳ"), _("Số văn bản đánh theo nhiệm kỳ"), term))
    return [{"title": title, "detail": detail, "url": url} for title, detail, url in told]


def _then(told: Materials, as_of: date) -> Version:
    """Return what the organisation was on the day; where it was not there, the nearest it was."""
    own = [
        row
        for row in told.scope.versions
        if row.organisation_id == told.root.pk and row.kind != EARLY
    ]
    own.sort(key=lambda row: row.start_on)
    return next((row for row in reversed(own) if row.start_on <= as_of), own[0])


def _absent(unit: Organisation, then: Version, as_of: date) -> str:
    """Say that the organisation was not there on the day, or bears another name now."""
    if as_of < then.start_on:
        words = _("Ngày %(day)s tổ chức này chưa thành lập (thành lập %(start)s).")
        return words % {"day": show_day(as_of), "start": show_day(unit.founded_on)}
    if unit.ended_on:
        return _("Hết hoạt động từ ngày %(day)s.") % {"day": show_day(unit.ended_on)}
    return "" if then.name == unit.name else _("Nay là %(name)s.") % {"name": unit.name}


def _matters(unit: Organisation, picture: Picture) -> list[dict[str, str]]:
    """Return what asks a cell to act; a committee reads it on the year's picture."""
    own = next((row for row in picture.cells if row.id == unit.pk), None)
    if own is None:
        return []
    told = []
    if is_open(own) and not own.prospects:
        told.append({"status": "late", "words": _("Có chỉ tiêu năm nay mà chưa có nguồn.")})
    elif not own.prospects:
        told.append({"status": "due", "words": _("Chưa có nguồn.")})
    if own.long_without(picture.as_of):
        words = (
            _("Từ năm %(year)d chưa kết nạp thêm ai.") % {"year": own.last_on.year}
            if own.last_on
            else _("Chưa kết nạp ai từ khi thành lập.")
        )
        told.append({"status": "due", "words": words})
    return told


def _profile(unit: Organisation, then: Version) -> list[dict[str, Any]]:
    told = [
        (_("Loại hình"), then.category or kind_name(then.kind)),
        (_("Thành lập"), _founded(unit)),
        (_("Bắt đầu dùng sổ"), show_day(unit.use_begins_on) if unit.use_begins_on else None),
    ]
    return [{"label": label, "value": value} for label, value in told if value is not None]


def _founded(unit: Organisation) -> str:
    """Return the founding day; that of a committee which no list and no paper told says so."""
    day = show_day(unit.founded_on)
    facts = Fact.objects.filter(
        organisation=unit.pk, kind=FOUND, act__undone_at__isnull=True, corrected_by__isnull=True
    )
    told = facts.order_by("-pk").first()
    if unit.kind == "cell" or told is None or told.place or told.data.get("document"):
        return day
    words = _("%(day)s (ngày của chi bộ lâu nhất trong danh sách; chưa ghi theo văn bản)")
    return words % {"day": day}


def _targets(told: Materials, as_of: date) -> list[dict[str, Any]]:
    rows = [
        target
        for target in in_force(told.facts, as_of).values()
        if target.organisation == told.root.pk
    ]
    rows.sort(key=lambda target: (target.start, target.category, target.source), reverse=True)
    return [target_row(row, told.root.name) for row in rows]


def _admissions(unit: Organisation, as_of: date) -> Any:
    rows = Admission.objects.filter(cell=unit, on__lte=as_of).select_related("person")
    return rows.order_by("-on")[:20]
