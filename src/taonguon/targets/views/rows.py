"""What the page of a divided target shows: its tiles, its rows, what is typed against what is proposed."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taonguon.core.targets import Allocation
from taonguon.outlook.allocation import Proposal
from taonguon.rules.allocation import criteria
from taonguon.targets import reasons
from taonguon.targets.allocating import Divided, bounds
from taonguon.targets.facts import COUNTED, Ground, Materials
from taonguon.targets.forms import AllocationForm
from taonguon.targets.telling import CATEGORIES, allocation_words, plain, text

Numbers = Mapping[tuple[int, str], int]


def against(told: Materials, numbers: Numbers, code: str = "") -> Allocation:
    """Return the numbers typed against the headline, in people."""
    headline = told.headlines.get(code)
    typed = sum(numbers[one.unit.pk, code] for one in told.grounds)
    return Allocation(None if headline is None else Fraction(headline), Fraction(typed))


def whole(told: Materials, divided: Divided, total: int, numbers: Numbers) -> dict[str, Any]:
    """Return what the page says of the whole: tiles, sums, criteria, what found no place."""
    assigned = [one for one in told.grounds if "" in one.now]
    return {
        "tiles": _tiles(told, numbers),
        "sums": _sums(told, divided, total, numbers),
        "criteria": _criteria(told, divided.whole),
        "by_words": _by_words(told, divided.whole),
        "terms": _terms(told),
        "idle": reasons.idle_words(told, divided.whole),
        "notes": _notes(told, divided),
        "assigned": len(assigned),
        "anew_url": "?" + urlencode({"to": told.root.pk, "nam": told.year, "de-xuat": 1})
        if assigned
        else "",
        "years": {"now": told.year, "last": told.year - 1},
    }


def _tiles(told: Materials, numbers: Numbers) -> list[dict[str, Any]]:
    stands, last_year = against(told, numbers), told.year - 1
    asked = sum((one.last_needed or Fraction(0) for one in told.grounds), Fraction(0))
    admitted = sum(one.last_admitted for one in told.grounds)
    in_time = [one.reach.in_time.get("", 0) for one in told.grounds if one.reach is not None]
    tiles = [
        {
            "label": _("Chỉ tiêu chung năm %(year)d") % {"year": told.year},
            "value": "–" if stands.headline is None else plain(stands.headline),
            "detail": _("các chi bộ cộng lại %(sum)s · %(words)s")
            % {"sum": plain(stands.allocated), "words": allocation_words(stands)},
        },
        {
            "label": _("Kết nạp năm %(year)d") % {"year": last_year},
            "value": admitted,
            "of": plain(asked) if asked else "–",
            "detail": _("so với số đã giao cho các chi bộ"),
        },
    ]
    if in_time:
        tiles.append(
            {
                "label": _("Nguồn còn kịp kết nạp trong năm"),
                "value": sum(in_time),
                "detail": _("ở %(n)d/%(all)d chi bộ, theo thời hạn của quy định")
                % {"n": sum(n > 0 for n in in_time), "all": len(in_time)},
            }
        )
    return tiles


def _sums(told: Materials, divided: Divided, total: int, numbers: Numbers) -> list[dict[str, Any]]:
    """Return, for the whole and each category, the sum typed, the one proposed, and the words on it."""
    sums = []
    for code in ("", *(code for code in told.headlines if code in COUNTED)):
        stands = against(told, numbers, code)
        proposal = divided.categories[code] if code else divided.whole
        sums.append(
            {
                "prefix": f"{code or 'so'}_",
                "label": dict(CATEGORIES)[code] if code else _("Cộng đang ghi"),
                "sum": int(stands.allocated),
                "headline": told.headlines.get(code, total if not code else 0),
                "words": _against_total(stands, total) if not code else allocation_words(stands),
                "proposed": proposal.total - proposal.left,
            }
        )
    return sums


def _against_total(stands: Allocation, total: int) -> str:
    """Say how the sum stands to the headline; where there is none, to the total being divided."""
    headline = Fraction(total) if stands.headline is None else stands.headline
    return allocation_words(Allocation(headline, stands.allocated))


def _criteria(told: Materials, proposal: Proposal) -> list[dict[str, Any]]:
    """Return each criterion with its weight and the share that it has of what counts."""
    weights, tongue = told.held.terms.weights, get_language() or "vi"
    counting = sum(weight for code, weight in weights.items() if code not in proposal.idle)
    return [
        {
            "name": one.name.said(tongue),
            "help": one.help.said(tongue),
            "weight": weights.get(one.code, 0),
            "idle": bool(weights.get(one.code)) and one.code in proposal.idle,
            "share": reasons.decimal(Fraction(weights.get(one.code, 0) * 100, counting), 1)
            if counting and weights.get(one.code) and one.code not in proposal.idle
            else "",
        }
        for one in criteria().values()
    ]


def _by_words(told: Materials, proposal: Proposal) -> str:
    """Say in one line what the proposal goes by."""
    counting = [one for one in _criteria(told, proposal) if one["share"]]
    if not counting:
        return _("Chưa tiêu chí nào có số: đề xuất chia đều.")
    parts = ", ".join(f"{one['name'].lower()} {one['share']}%" for one in counting)
    return _("Chia theo: %(parts)s.") % {"parts": parts}


def _terms(told: Materials) -> dict[str, Any]:
    terms = told.held.terms
    own = len({*terms.lows, *terms.highs})
    lines = [
        _("Ít nhất cho mỗi chi bộ: %(n)d.") % {"n": terms.minimum},
        _("Phần cho người mới ở mỗi chi bộ: %(n)d.") % {"n": terms.allowance},
    ]
    if own:
        lines.append(_("%(n)d chi bộ có mức riêng.") % {"n": own})
    return {
        "lines": lines,
        "by": told.held.by,
        "at": told.held.at,
        "url": reverse("allocation_terms")
        + "?"
        + urlencode({"to": told.root.pk, "nam": told.year}),
    }


def _notes(told: Materials, divided: Divided) -> list[str]:
    """Say what of the proposal could not be as asked."""
    notes = []
    if divided.refused is not None:
        words = _(
            "Các mức ít nhất cộng lại %(asked)d, nhiều hơn tổng số chia %(total)d: "
            "hạ mức ít nhất trong tiêu chí."
        )
        notes.append(words % {"asked": divided.refused.asked, "total": divided.refused.total})
    notes.append(reasons.left_words(told, divided.whole))
    for code, proposal in divided.categories.items():
        if proposal.left:
            words = _(
                "Chỉ tiêu %(of)s: mới xếp được %(n)d trong %(total)d, "
                "các chi bộ chưa có đủ nguồn thuộc nhóm này."
            )
            placed = proposal.total - proposal.left
            said = {"of": dict(CATEGORIES)[code], "n": placed, "total": proposal.total}
            notes.append(words % said)
    apart = [code for code in told.headlines if code and code not in COUNTED]
    for code in apart:
        words = _(
            "Chỉ tiêu %(of)s: sổ chưa tách đếm được nhóm này, giao riêng từng chi bộ ở trang chỉ tiêu."
        )
        notes.append(words % {"of": dict(CATEGORIES)[code]})
    return [note for note in notes if note]


def rows(
    told: Materials, divided: Divided, form: AllocationForm, numbers: Numbers
) -> list[dict[str, Any]]:
    """Return one row for each organisation: last year, the proposal and its reasons, what is typed."""
    names = {one.unit.pk: one.unit.name for one in told.grounds}
    shares = divided.whole.by_unit
    return [
        {
            "unit": one.unit,
            "short": one.unit.name.removeprefix(reasons.CELL),
            "last": text(one.last) if one.last else "–",
            "admitted": one.last_admitted,
            "proposed": shares[one.unit.pk].number,
            "why": reasons.why(told, one, shares[one.unit.pk], names),
            "field": form[f"so_{one.unit.pk}"],
            "parts": [_part(one, code, divided, form) for code in form.categories],
            "warning": _beyond(told, one, numbers[one.unit.pk, ""]),
        }
        for one in told.grounds
    ]


def _part(one: Ground, code: str, divided: Divided, form: AllocationForm) -> dict[str, Any]:
    return {
        "label": dict(CATEGORIES)[code],
        "field": form[f"{code}_{one.unit.pk}"],
        "proposed": divided.categories[code].by_unit[one.unit.pk].number,
    }


def _beyond(told: Materials, one: Ground, number: int) -> str:
    """Say that a number typed is beyond what the cell can be asked for; empty when it is not."""
    high = bounds(told, one)[1]
    return reasons.reach_words(told, one) if high is not None and number > high else ""


def warnings(told: Materials, numbers: Numbers) -> list[str]:
    """Return, for each organisation that is asked for more than it can reach, what speaks against it."""
    found = []
    for one in told.grounds:
        words = _beyond(told, one, numbers[one.unit.pk, ""])
        if words:
            said = {"unit": one.unit.name, "n": numbers[one.unit.pk, ""], "why": words}
            found.append(_("%(unit)s được giao %(n)d. %(why)s") % said)
    return found
