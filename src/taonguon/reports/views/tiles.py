"""The four answers at the head of the year's picture; every number leads to the rows it counts."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.core.days import Period, same_period_last_year, show_day
from taonguon.core.ratio import Rounding, compared, say
from taonguon.reports import wordings
from taonguon.reports.picture import Picture

Tile = dict[str, Any]
SHORT = 16  # signs of a part that is not broken over two lines


def figure_url(picture: Picture, code: str, **more: Any) -> str:
    """Return the address of the rows behind a figure of the picture."""
    return figure_address(code, picture.root.pk, picture.as_of, **more)


def figure_address(code: str, organisation: int, as_of: date, **more: Any) -> str:
    """Return the address of the rows behind a figure of an organisation as of a day."""
    asked = {"to": organisation, "ngay": show_day(as_of), **more}
    return reverse("figure", args=[code]) + "?" + urlencode(asked)


def targets_url(organisation: int) -> str:
    """Return the address of an organisation's targets."""
    return reverse("targets") + "?" + urlencode({"to": organisation})


def organisation_url(organisation: int, as_of: date) -> str:
    """Return the address of an organisation as it was on a day."""
    asked = urlencode({"ngay": show_day(as_of)})
    return reverse("organisation", args=[organisation]) + "?" + asked


def tiles(picture: Picture, shown: Rounding, opens: bool) -> list[Tile]:
    """Return the four answers of the page; they open where the reader may see people."""
    told = [
        _members(picture),
        _admitted(picture, shown),
        _since(picture, shown),
        _prospects(picture),
    ]
    return told if opens else [_closed(tile) for tile in told]


def _closed(tile: Tile) -> Tile:
    """Return a tile whose numbers about people do not open; cells and targets still do."""
    parts = [{**part, "url": part["url"] if part.get("open") else ""} for part in tile["parts"]]
    return {**tile, "url": "", "parts": parts}


def _part(text: str, url: str = "", *, open_: bool = False) -> dict[str, Any]:
    return {"text": text, "url": url, "open": open_, "short": len(text) <= SHORT}


def _admitted_url(picture: Picture, code: str, start: date, end: date) -> str:
    return figure_url(picture, code, tu=show_day(start), den=show_day(end))


def _members(picture: Picture) -> Tile:
    cells = len(picture.cells)
    of_cells = _part(
        ngettext("%(n)d chi bộ", "%(n)d chi bộ", cells) % {"n": cells},
        figure_url(picture, "cells.total"),
        open_=True,
    )
    return {
        "label": _("Đảng viên"),
        "value": picture.members,
        "url": figure_url(picture, "members.total"),
        "parts": [
            _part(
                _("%(n)d chính thức") % {"n": picture.official},
                figure_url(picture, "members.official"),
            ),
            _part(
                _("%(n)d dự bị") % {"n": picture.probationary},
                figure_url(picture, "members.probationary"),
            ),
            *([] if picture.root.kind == "cell" else [of_cells]),
        ],
    }


def _admitted(picture: Picture, shown: Rounding) -> Tile:
    year, as_of = Period.year(picture.year), picture.as_of
    same = same_period_last_year(year.until(as_of))
    against = _("cùng kỳ %(year)d: %(n)d") % {"year": picture.year - 1, "n": picture.same_period}
    if picture.same_period and picture.same_period != picture.goal.admitted:
        change = compared(picture.goal.admitted, picture.same_period, shown)
        against += f" ({say(change, wordings.tongue())})"
    return {
        "label": _("Kết nạp năm %(year)d") % {"year": picture.year},
        "value": picture.goal.admitted,
        "of": wordings.headline(picture.goal),
        "url": _admitted_url(picture, "admitted.total", year.start, as_of),
        "of_url": targets_url(picture.root.pk),
        "parts": [
            *([_part(named)] if (named := wordings.named(picture.goal)) else []),
            _part(wordings.attainment(picture.goal, shown)),
            _part(against, _admitted_url(picture, "admitted.total", same.start, same.end)),
        ],
    }


def _since(picture: Picture, shown: Rounding) -> Tile:
    start, as_of, before = date(picture.since, 1, 1), picture.as_of, picture.last_year
    earlier = Period.year(picture.year - 1)
    words = {
        "year": picture.year - 1,
        "fraction": wordings.fraction(before),
        "words": wordings.attainment(before, shown),
    }
    return {
        "label": _("Từ năm %(year)d") % {"year": picture.since},
        "value": picture.since_admitted,
        "url": _admitted_url(picture, "admitted.total", start, as_of),
        "parts": [
            _part(
                _("%(n)d là người có đạo") % {"n": picture.since_religious},
                _admitted_url(picture, "admitted.religious", start, as_of),
            ),
            _part(
                _("%(n)d là nữ") % {"n": picture.since_women},
                _admitted_url(picture, "admitted.women", start, as_of),
            ),
            _part(
                _("năm %(year)d: %(fraction)s, %(words)s") % words,
                _admitted_url(picture, "admitted.total", earlier.start, earlier.end),
            ),
        ],
    }


def _prospects(picture: Picture) -> Tile:
    certified = picture.certified
    words = ngettext(
        "%(n)d người đã có giấy chứng nhận lớp nhận thức",
        "%(n)d người đã có giấy chứng nhận lớp nhận thức",
        certified,
    )
    return {
        "label": _("Nguồn"),
        "value": picture.prospects,
        "url": figure_url(picture, "prospects.total"),
        "parts": [_part(words % {"n": certified}, figure_url(picture, "prospects.certified"))],
    }
