"""Shares of targets in the words of reports, in the language of the page."""

from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from taonguon.core.ratio import TWO_PLACES, Rounding, exceeded, fraction_text, percent, reached, say
from taonguon.core.targets import PERCENT
from taonguon.reports.goals import Goal
from taonguon.reports.picture import Early
from taonguon.targets.telling import plain, text


def tongue() -> str:
    """Return the language of the page as the core names it."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def rounding(asked: str) -> Rounding:
    """Return the rounding asked for as `2` (half up) or `2c` (cut); two places when not asked."""
    places, cut = asked[:1], asked.endswith("c")
    if places not in {"0", "1", "2"}:
        return TWO_PLACES
    return Rounding(int(places), "cut" if cut else "half_up")


def attainment(goal: Goal, shown: Rounding = TWO_PLACES) -> str:
    """Return `đạt 16,67%`, `vượt 62,5%`, or that there is no target."""
    ratio = goal.ratio
    if ratio.value is None:
        return _("chưa có chỉ tiêu") if goal.target is None else _("chỉ tiêu bằng 0")
    over = goal.target is not None and goal.target.exceedable and ratio.value > 1
    return say(exceeded(ratio, shown) if over else reached(ratio, shown), tongue())


def number(goal: Goal) -> str:
    """Return a target as it was set: 18, ≥ 4, 90–100, 3%; `–` when there is none."""
    target = goal.target
    return "–" if target is None else text(target)


def headline(goal: Goal) -> str:
    """Return how many people a target asks for: 18, ≥ 4, 17,01 for a percentage; `–` without one."""
    target = goal.target
    if target is None or target.form != PERCENT:
        return number(goal)
    return plain(round(goal.needed or Fraction(0), 2))


def named(goal: Goal) -> str:
    """Return a percentage as it was set, for beside the people it comes to; else nothing."""
    if goal.target is None or goal.target.form != PERCENT:
        return ""
    return _("%(share)s đảng viên đầu kỳ") % {"share": text(goal.target)}


def number_in_people(goal: Goal) -> str:
    """Return a target as it was set, and how many people a percentage comes to: `3% = 18`."""
    if goal.target is None or goal.target.form != PERCENT:
        return number(goal)
    return f"{number(goal)} = {fraction_text(goal.ratio).partition('/')[2]}"


def share(goal: Goal, shown: Rounding = TWO_PLACES) -> str:
    """Return the percentage alone, `–` with nothing to divide by."""
    return percent(goal.ratio, shown, language=tongue())


def fraction(goal: Goal) -> str:
    """Return `13/8`, `9/17,01`; `0/0` for a target of nobody, `0/–` for none."""
    return fraction_text(goal.ratio) if goal.needed else f"{goal.admitted}/{headline(goal)}"


def feature(by: str, value: str) -> str:
    """Return one value of a breakdown in words; `chưa rõ` where nothing is known."""
    if by == "youth_union":
        return _("đoàn viên") if value else _("không hoặc chưa rõ")
    told = {"male": _("nam"), "female": _("nữ")}
    return told.get(value, value) or _("chưa rõ")


def early(told: Early) -> list[str]:
    """Say who is counted at the committee because their cell was not founded yet."""
    lines = []
    if told.members:
        words = ngettext(
            "%(n)d đảng viên thuộc chi bộ lập sau ngày này: tính ở đảng bộ, chưa ở chi bộ nào.",
            "%(n)d đảng viên thuộc chi bộ lập sau ngày này: tính ở đảng bộ, chưa ở chi bộ nào.",
            told.members,
        )
        lines.append(words % {"n": told.members})
    if told.admitted:
        words = ngettext(
            "%(n)d người kết nạp trong năm trước ngày lập chi bộ: tính ở đảng bộ.",
            "%(n)d người kết nạp trong năm trước ngày lập chi bộ: tính ở đảng bộ.",
            told.admitted,
        )
        lines.append(words % {"n": told.admitted})
    return lines
