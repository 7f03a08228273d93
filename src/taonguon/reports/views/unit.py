"""The tree of organisations, and one organisation: what it is, its history, its figures."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.core.access import FIGURES, PEOPLE
from taonguon.core.days import show_day
from taonguon.core.organisation import SEGMENT
from taonguon.core.targets import in_force
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import may, needs, ranges, visible
from taonguon.people.models import Admission
from taonguon.reports import wordings
from taonguon.reports.picture import Materials, Picture, paint
from taonguon.reports.urgency import by_urgency, is_open
from taonguon.reports.views.tiles import figure_url
from taonguon.reports.views.year import cell_row, default_day, today_mark
from taonguon.targets.telling import text

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
    units = list(rows)
    top = min((len(unit.path) // SEGMENT for unit in units), default=1)
    shown = [
        {
            "unit": unit,
            "kind": kind_name(unit.kind),
            "depth": min(len(unit.path) // SEGMENT - top, DEEPEST),
            "members": sum(u.members for u in units if u.path.startswith(unit.path)),
        }
        for unit in units
    ]
    cells = sum(unit.kind == "cell" and not unit.ended_on for unit in units)
    lede = ngettext("%(n)d chi bộ đang hoạt động", "%(n)d chi bộ đang hoạt động", cells)
    context = {"title": _("Tổ chức đảng và chi bộ"), "lede": lede % {"n": cells}, "rows": shown}
    return render(request, "reports/organisations.html", context)


def kind_name(kind: str) -> str:
    """Return the Vietnamese or English name of a kind of organisation."""
    return {
        "province": _("đảng bộ tỉnh"),
        "district": _("đảng bộ huyện"),
        "commune": _("đảng bộ xã"),
        "base": _("đảng bộ cơ sở"),
        "section": _("đảng bộ bộ phận"),
        "cell": _("chi bộ"),
    }.get(kind, kind)


@needs(FIGURES)
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one organisation: its profile, its targets, who was admitted, its history."""
    unit = visible(request, FIGURES, pk)
    told = Materials(unit)
    as_of, _why = default_day(told, timezone.localdate())
    picture = paint(told, as_of, as_of.year - 4)
    opens = may(request, PEOPLE, unit)
    shown = wordings.rounding("2")
    context: dict[str, Any] = {
        "title": unit.name,
        "crumbs": [{"label": _("Tổ chức đảng và chi bộ"), "url": reverse("organisations")}],
        "as_of": as_of,
        "kind": kind_name(unit.kind),
        "picture": picture,
        "early": wordings.early(picture.early),
        "target": wordings.number(picture.goal),
        "attained": wordings.attainment(picture.goal, shown),
        "prospects": picture.prospects,
        "certified": picture.certified,
        "rows": [cell_row(row, picture, shown) for row in by_urgency(picture)],
        "matters": _matters(unit, picture),
        "profile": _profile(unit, picture),
        "today": today_mark(picture),
        "members_url": figure_url(picture, "members.total") if opens else "",
        "prospects_url": figure_url(picture, "prospects.total") if opens else "",
        "targets": _targets(told),
        "admissions": _admissions(unit) if opens else [],
        "opens": opens,
        "history": list(unit.versions.founded().order_by("start_on")),
    }
    return render(request, "reports/organisation.html", context)


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


def _profile(unit: Organisation, picture: Picture) -> list[dict[str, Any]]:
    own = next((row.profile for row in picture.cells if row.id == unit.pk), {})
    percent = str(own.get("catholic_percent") or "")
    told = [
        (_("Loại hình"), unit.category or kind_name(unit.kind)),
        (_("Thành lập"), show_day(unit.founded_on)),
        (_("Số hộ"), own.get("households")),
        (_("Số nhân khẩu"), own.get("population")),
        (_("Đồng bào Công giáo"), f"{percent}%" if percent else None),
        (_("Thanh niên đi làm ăn xa"), own.get("youth_away")),
        (_("Bắt đầu dùng sổ"), show_day(unit.use_begins_on) if unit.use_begins_on else None),
    ]
    return [{"label": label, "value": value} for label, value in told if value is not None]


def _targets(told: Materials) -> list[dict[str, Any]]:
    rows = [
        target
        for target in in_force(told.facts, timezone.localdate()).values()
        if target.organisation == told.root.pk
    ]
    rows.sort(key=lambda target: (target.start, target.category, target.source), reverse=True)
    return [{"target": row, "text": text(row)} for row in rows]


def _admissions(unit: Organisation) -> Any:
    rows = Admission.objects.filter(cell=unit).select_related("person")
    return rows.order_by("-on")[:20]
