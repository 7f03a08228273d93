"""The forecast in words and rows: of cells and the commune, never of anybody."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.outlook.backtest import Score
from taonguon.outlook.forecast import Chance, Limit, Part
from taonguon.reports import wordings
from taonguon.reports.fan import between
from taonguon.reports.outlook import Outlook, Plain
from taonguon.reports.picture import CellRow, Picture
from taonguon.rules.outlook import shipped


def plain(told: Plain) -> str:
    """Return the count that offices use: `13 đã kết nạp + 4 hồ sơ đang trình = 17`."""
    words = _("%(admitted)d đã kết nạp + %(in_hand)d hồ sơ đang trình = %(total)d")
    return words % {
        "admitted": told.admitted, "in_hand": told.in_hand, "total": told.total,
    }  # fmt: skip


def too_few(told: Outlook) -> str:
    """Say why there is no forecast: what the register has followed, and what it takes."""
    priors = shipped()
    if told.ever < priors.least_admitted:
        words = ngettext(
            "Chưa đủ số liệu để dự báo: sổ mới theo trọn chặng đường của %(n)d người đã kết nạp, "
            "cần %(least)d. Vì vậy chỉ nêu cách đếm thường dùng.",
            "Chưa đủ số liệu để dự báo: sổ mới theo trọn chặng đường của %(n)d người đã kết nạp, "
            "cần %(least)d. Vì vậy chỉ nêu cách đếm thường dùng.",
            told.ever,
        )
        return words % {"n": told.ever, "least": priors.least_admitted}
    words = _("Chưa đủ số liệu để dự báo: trong %(recent)d người kết nạp hai năm qua, sổ chỉ theo "
              "trọn chặng đường của %(known)d, cần từ %(share)d%%. "
              "Vì vậy chỉ nêu cách đếm thường dùng.")  # fmt: skip
    return words % {
        "recent": told.recent, "known": told.known, "share": priors.least_known_percent,
    }  # fmt: skip


def thousands(number: int) -> str:
    """Return a whole number with its thousands apart: 10.000."""
    mark = "," if wordings.tongue() == "en" else "."
    return f"{number:,}".replace(",", mark)


def share(chance: Chance) -> str:
    """Return a chance in whole percent; what is neither sure nor impossible is not told as if it were."""
    whole = (chance.reached * 200 + chance.draws) // (2 * chance.draws)
    if chance.reached and not whole:
        return _("dưới %(n)d%%") % {"n": 1}
    if whole == 100 and chance.reached < chance.draws:
        return _("trên %(n)d%%") % {"n": 99}
    return f"{whole}%"


def out_of(chance: Chance) -> str:
    """Return the exact count behind a chance: `8.214 trong 10.000 lần tính`."""
    words = _("%(reached)s trong %(draws)s lần tính")
    return words % {"reached": thousands(chance.reached), "draws": thousands(chance.draws)}


def wait(stage: str) -> str:
    """Return what the people in a stage wait for."""
    return {
        "introduced": _("chờ chi bộ đưa vào danh sách"),
        "listed": _("chờ đề nghị đi học lớp"),
        "proposed": _("chờ lớp nhận thức"),
        "certified": _("chờ cho làm hồ sơ"),
        "permitted": _("làm hồ sơ, chờ chi bộ biểu quyết"),
        "voted": _("chờ quyết định kết nạp"),
        "decided": _("chờ lễ kết nạp"),
    }[stage]


def decimal(number: Fraction, places: int = 1) -> str:
    """Return a number with places behind the comma."""
    text = f"{float(number):.{places}f}"
    return text if wordings.tongue() == "en" else text.replace(".", ",")


def people(number: int) -> str:
    """Return how many people are under way."""
    return ngettext("%(n)d người", "%(n)d người", number) % {"n": number}


def tiles(told: Outlook, picture: Picture, dearest: Limit | None) -> list[dict[str, Any]]:
    """Return the answers of the page, the plain count first."""
    found: list[dict[str, Any]] = [
        {
            "label": _("Cách đếm thường dùng"),
            "value": told.plain.total,
            "of": wordings.headline(picture.goal),
            "detail": plain(told.plain),
        }
    ]
    if told.told is None:
        return found
    total = told.told.total
    ranges = _("%(wide)s (chín phần mười số lần tính), %(half)s (một nửa)")
    found.append(
        {
            "label": _("Dự báo đến 31/12/%(year)d") % {"year": picture.year},
            "value": total.middle,
            "detail": ranges % {"wide": between(total.wide), "half": between(total.half)},
        }
    )
    if told.told.chance is not None:
        found.append(
            {
                "label": _("Khả năng đạt chỉ tiêu"),
                "value": share(told.told.chance),
                "detail": out_of(told.told.chance),
            }
        )
    if dearest is not None and dearest.more > 0:
        found.append(_dearest(dearest))
    return found


def _dearest(told: Limit) -> dict[str, Any]:
    words = _("hiện chưa ai ở bước này; không phải chờ thì thêm khoảng %(more)s")
    if told.waiting:
        words = _("%(waiting)s đang ở bước này; không phải chờ thì thêm khoảng %(more)s")
    return {
        "label": _("Kéo lại nhiều nhất"),
        "value": wait(told.stage).capitalize(),
        "words": True,
        "detail": words % {"waiting": people(told.waiting), "more": decimal(told.more)},
    }


def limit_rows(limits: tuple[Limit, ...]) -> list[dict[str, Any]]:
    """Return the waits, what costs most first."""
    return [
        {"wait": wait(one.stage).capitalize(), "waiting": one.waiting, "more": decimal(one.more)}
        for one in limits
        if any(each.more for each in limits)  # nothing can be won any more when the year is over
    ]


def score_rows(scores: tuple[Score, ...]) -> list[dict[str, Any]]:
    """Return how past forecasts would have done, a row for each month."""
    return [
        {
            "month": _("Cuối tháng %(n)d") % {"n": one.month},
            "wide": f"{one.in_wide}/{one.years}",
            "half": f"{one.in_half}/{one.years}",
            "error": decimal(one.error),
            "share": decimal(one.error_by_share),
            "hand": decimal(one.error_by_hand),
            "best": one.best,
        }
        for one in scores
    ]


def part_rows(told: Outlook, picture: Picture, only: int | None = None) -> list[dict[str, Any]]:
    """Return the cells with where their year ends, those that lack most for their target first."""
    if told.told is None:
        return []
    rows = {row.id: row for row in picture.cells}
    parts = [one for one in told.told.parts if one.cell in rows and only in (None, one.cell)]
    return [_part(one, rows[one.cell]) for one in sorted(parts, key=lambda p: -_lacking(p, rows))]


def _lacking(part: Part, rows: dict[int, CellRow]) -> float:
    return float((rows[part.cell].goal.needed or 0) - part.admitted)


def _part(told: Part, row: CellRow) -> dict[str, Any]:
    total = told.total
    return {
        "id": row.id,
        "name": row.name,
        "fraction": wordings.fraction(row.goal),
        "open": told.open,
        "in_hand": told.in_hand,
        "middle": total.middle if total else "",
        "wide": between(total.wide) if total else "",
        "chance": share(told.chance) if told.chance else "",
        "idle": not (told.open or told.admitted or row.goal.needed),
    }
