"""Targets in words: their numbers in their own form, and the sum against the headline."""

from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from taonguon.core.targets import AT_LEAST, PERCENT, RANGE, Allocation, Target

SOURCES = [
    ("assigned", gettext_lazy("cấp trên giao")),
    ("resolved", gettext_lazy("nghị quyết của mình")),
    ("registered", gettext_lazy("chi bộ đăng ký")),
]
CATEGORIES = [
    ("", gettext_lazy("tất cả")),
    ("women", gettext_lazy("nữ")),
    ("religious", gettext_lazy("người có đạo")),
    ("youth_union", gettext_lazy("đoàn viên")),
    ("before_enlistment", gettext_lazy("chuẩn bị nhập ngũ")),
    ("enterprise", gettext_lazy("trong doanh nghiệp")),
]


def plain(value: Fraction | float) -> str:
    """Return a number without needless places, with a comma in Vietnamese."""
    shown = f"{float(value):g}"
    return shown if (get_language() or "vi").startswith("en") else shown.replace(".", ",")


def text(target: Target) -> str:
    """Return a target's number: 18, ≥ 4, 90–100, 3%."""
    low = plain(target.low)
    if target.form == AT_LEAST:
        return f"≥ {low}"
    if target.form == RANGE and target.high is not None:
        return f"{low}–{plain(target.high)}"
    return f"{low}%" if target.form == PERCENT else low


def allocation_words(told: Allocation) -> str:
    """Say how the sum of what was passed on stands to the headline."""
    difference = told.difference
    if difference is None:
        return _("chưa có chỉ tiêu chung")
    if difference == 0:
        return _("khớp")
    if difference > 0:
        return _("còn %(n)s chưa giao") % {"n": plain(difference)}
    return _("giao vượt %(n)s") % {"n": plain(-difference)}


def target_row(target: Target, unit: str) -> dict[str, Any]:
    """Return a target with its period, number, category and source in words."""
    year = str(target.start.year)
    if target.end.year != target.start.year:
        year += f"–{target.end.year}"
    return {
        "target": target,
        "unit": unit,
        "period": year,
        "text": text(target),
        "category": dict(CATEGORIES).get(target.category, target.category),
        "source": dict(SOURCES)[target.source],
    }
