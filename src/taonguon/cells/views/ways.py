"""From a cell, or a committee, to what is done there: visits, meetings, difficulties, petitions, directives."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.core.access import PEOPLE, VISIT
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import may


def work_of(request: HttpRequest, unit: Organisation, today: date) -> list[dict[str, str]]:
    """Return the pages about the work in a cell or below a committee, as far as the reader may open them."""
    if not may(request, PEOPLE, unit):
        return []
    rows = _of_a_cell(request, unit, today) if unit.kind == "cell" else _below(unit)
    return [{"title": title, "detail": detail, "url": url} for title, detail, url in rows]


def _of_a_cell(request: HttpRequest, unit: Organisation, today: date) -> list[tuple[str, str, str]]:
    here = "?" + urlencode({"to": unit.pk})
    received = "?" + urlencode({"chi_bo": unit.pk, "loc": "tat-ca"})
    meeting = reverse("appointment", args=[unit.pk, today.year, today.month])
    told = [
        (_("Việc cần làm của chi bộ"), _("Trễ, tuần này, tháng này"), reverse("duties") + here),
        (_("Buổi sinh hoạt tháng này"), _("Ngày họp, có mặt, số biên bản"), meeting),
        (_("Các lần cấp ủy viên dự"), _("Nghe được gì, đã hứa gì"), reverse("visits") + here),
        (_("Khó khăn"), _("Vướng gì, ai gỡ, đến ngày nào"), f"{reverse('difficulties')}{here}&tt=tat-ca"),
        (_("Kiến nghị nhận ở chi bộ"), _("Đang ở đâu, trả lời thế nào"), reverse("petitions") + received),
        (_("Văn bản cấp trên"), _("Quán triệt, việc phải làm"), reverse("directives") + here),
        (_("Cấp ủy chi bộ"), _("Ai giữ chức vụ gì, từ ngày nào"), reverse("cell_posts")),
    ]  # fmt: skip
    if may(request, VISIT, unit) and unit.ended_on is None:
        prepared = reverse("visit_brief", args=[unit.pk])
        told.insert(0, (_("Chuẩn bị dự sinh hoạt"), _("Một trang đọc trước khi đi"), prepared))
    return told


def _below(unit: Organisation) -> list[tuple[str, str, str]]:
    if unit.ended_on is not None:
        return []
    return [
        (_("Phiếu việc của từng chi bộ"), _("In mỗi chi bộ một tờ"), reverse("duty_sheets")),
        (_("Lịch sinh hoạt các chi bộ"), _("Chi bộ nào họp ngày nào"), reverse("cell_calendar")),
        (_("Dự sinh hoạt chi bộ"), _("Lâu chưa dự, theo cấp ủy viên"), reverse("visits")),
        (_("Khó khăn"), _("Quá hạn trước, loại nào nhiều"), reverse("difficulties")),
        (_("Kiến nghị của người dân"), _("Nhận, chuyển, trả lời"), reverse("petitions")),
        (_("Văn bản cấp trên theo chi bộ"), _("Quán triệt, việc đã xong"),
         reverse("directives_by_cell")),
        (_("Bồi dưỡng cấp ủy"), _("Ai đã học, chi bộ nào còn thiếu"), reverse("training_coverage")),
    ]  # fmt: skip
