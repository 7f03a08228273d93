"""What asks for somebody to act, by cells; each matter leads to the cells it is about."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.reports.picture import CellRow, Picture
from taonguon.reports.urgency import MATTERS, concerned

NAMED = 5
STATUS = {
    "chi-tieu-chua-nguon": "late",
    "lau-chua-ket-nap": "late",
    "chua-nguon": "due",
    "chua-dat": "wait",
}


def attention(request: HttpRequest, picture: Picture) -> list[dict[str, Any]]:
    """Return the matters there are, the most pressing first."""
    found = {code: concerned(picture, code) for code in MATTERS}
    return [
        {
            "title": title(code, len(rows)),
            "status": STATUS[code],
            "words": _pill(code),
            "detail": _names(rows),
            "url": address(request, code),
        }
        for code, rows in found.items()
        if rows
    ]


def title(code: str, n: int) -> str:
    """Return one matter in a line."""
    words = {
        "chi-tieu-chua-nguon": ngettext(
            "%(n)d chi bộ có chỉ tiêu mà chưa có nguồn",
            "%(n)d chi bộ có chỉ tiêu mà chưa có nguồn",
            n,
        ),
        "lau-chua-ket-nap": ngettext(
            "%(n)d chi bộ từ 3 năm trở lên chưa kết nạp ai",
            "%(n)d chi bộ từ 3 năm trở lên chưa kết nạp ai",
            n,
        ),
        "chua-nguon": ngettext(
            "%(n)d chi bộ chưa có nguồn, năm nay không có chỉ tiêu",
            "%(n)d chi bộ chưa có nguồn, năm nay không có chỉ tiêu",
            n,
        ),
        "chua-dat": ngettext(
            "%(n)d chi bộ chưa đạt chỉ tiêu năm", "%(n)d chi bộ chưa đạt chỉ tiêu năm", n
        ),
    }
    return words[code] % {"n": n}


def address(request: HttpRequest, code: str) -> str:
    """Return the address of the same page with the cells of one matter, or of all cells."""
    asked = {name: said for name, said in request.GET.items() if name != "xem"}
    return "?" + urlencode({**asked, "xem": code} if code else asked) + "#theo-chi-bo"


def chosen_matter(request: HttpRequest, picture: Picture) -> dict[str, Any]:
    """Return the matter whose cells alone are asked for, and the way back to all; or nothing."""
    code = request.GET.get("xem", "")
    if code not in MATTERS:
        return {}
    all_ = ngettext("Xem cả %(n)d chi bộ", "Xem cả %(n)d chi bộ", len(picture.cells))
    return {
        "words": title(code, len(concerned(picture, code))),
        "url": address(request, ""),
        "label": all_ % {"n": len(picture.cells)},
    }


def _pill(code: str) -> str:
    return {
        "chi-tieu-chua-nguon": _("cần nguồn ngay"),
        "lau-chua-ket-nap": _("quá lâu"),
        "chua-nguon": _("cần tạo nguồn"),
        "chua-dat": _("trong năm"),
    }[code]


def _names(rows: list[CellRow]) -> str:
    names = ", ".join(row.name.removeprefix("Chi bộ ") for row in rows[:NAMED])
    rest = len(rows) - NAMED
    if rest < 1:
        return names
    more = ngettext("%(names)s và %(n)d chi bộ nữa", "%(names)s và %(n)d chi bộ nữa", rest)
    return more % {"names": names, "n": rest}
