"""Why each organisation is to be asked for its number, in sentences."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from taonguon.core.days import Period, show_day
from taonguon.outlook.allocation import HIGH, LOW, Part, Proposal, Share
from taonguon.rules.allocation import criteria
from taonguon.targets.allocating import bounds
from taonguon.targets.facts import Ground, Materials
from taonguon.targets.telling import plain

CELL = "Chi bộ "


def name_of(code: str) -> str:
    """Return the name of a criterion."""
    return criteria()[code].name.said(get_language() or "vi")


def decimal(value: Fraction, places: int = 2) -> str:
    """Return a number with few places: 1,43."""
    return plain(Fraction(round(value * 10**places), 10**places))


def why(told: Materials, one: Ground, share: Share, names: Mapping[int, str]) -> list[str]:
    """Return the sentences that explain one share: what it comes to, from what, what held it, ties."""
    low, high = bounds(told, one)
    words = _("Theo các tiêu chí, phần của chi bộ là %(claim)s người, làm tròn thành %(n)d.")
    if share.held:
        words = _("Theo các tiêu chí, phần của chi bộ là %(claim)s người; đề xuất %(n)d.")
    lines = [words % {"claim": decimal(share.claim), "n": share.number}]
    lines += _held(told, one, share, (low, high))
    lines += _tied(told, one, share, names)
    lines += [_part(part, one) for part in share.parts]
    absent = [
        name_of(code)
        for code, weight in told.held.terms.weights.items()
        if weight and code not in one.numbers
    ]
    if absent:
        words = _("Chi bộ không có địa bàn dân cư, không tính: %(what)s.")
        lines.append(words % {"what": ", ".join(absent).lower()})
    return lines


def _part(part: Part, one: Ground) -> str:
    said = {"name": name_of(part.code), "share": decimal(part.share * 100, 1)}
    if part.number is None:
        words = _("%(name)s: chưa có số, tính bằng mức trung bình (%(share)s%% của cả đảng bộ).")
        return words % said
    if part.code == "special":
        is_so = _("đúng") if one.marks or part.number else _("không")
        return _("%(name)s: %(is_so)s (%(share)s%% của cả đảng bộ).") % {**said, "is_so": is_so}
    words = _("%(name)s: %(n)s (%(share)s%% của cả đảng bộ).")
    return words % {**said, "n": plain(part.number)}


def _held(told: Materials, one: Ground, share: Share, ends: tuple[int, int | None]) -> list[str]:
    low, high = ends
    terms, unit = told.held.terms, one.unit.pk
    wanted = max(terms.minimum, terms.lows.get(unit, 0))
    if high is not None and wanted > high:
        words = _("Mức ít nhất %(low)d chưa áp dụng được. %(why)s")
        return [words % {"low": wanted, "why": reach_words(told, one)}]
    if share.held == HIGH and high is not None:
        own = terms.highs.get(unit)
        if own == high:
            return [_("Nhiều nhất %(n)d theo mức riêng của chi bộ.") % {"n": high}]
        return [reach_words(told, one)]
    if share.held != LOW:
        return []
    if terms.lows.get(unit, 0) == low:
        return [_("Ít nhất %(n)d theo mức riêng của chi bộ.") % {"n": low}]
    return [_("Ít nhất %(n)d theo mức chung của đảng ủy.") % {"n": low}]


def reach_words(told: Materials, one: Ground) -> str:
    """Say how many a cell can lawfully reach by the end of the year, and from what."""
    if one.reach is None:
        return ""
    terms, last = told.held.terms, show_day(Period.year(told.year).end)
    own = terms.highs.get(one.unit.pk)
    n = one.reach.in_time.get("", 0)
    if own is not None and own <= n + terms.allowance:
        return _("Nhiều nhất %(n)d theo mức riêng của chi bộ.") % {"n": own}
    said = {"n": n, "day": last, "most": n + terms.allowance, "new": terms.allowance}
    if terms.allowance:
        words = ngettext(
            "Nhiều nhất %(most)d: %(n)d nguồn còn kịp kết nạp trước hết ngày %(day)s, thêm %(new)d người mới.",
            "Nhiều nhất %(most)d: %(n)d nguồn còn kịp kết nạp trước hết ngày %(day)s, thêm %(new)d người mới.",
            n,
        )
    else:
        words = ngettext(
            "Nhiều nhất %(most)d: %(n)d nguồn còn kịp kết nạp trước hết ngày %(day)s; "
            "đảng ủy chưa đặt phần cho người mới.",
            "Nhiều nhất %(most)d: %(n)d nguồn còn kịp kết nạp trước hết ngày %(day)s; "
            "đảng ủy chưa đặt phần cho người mới.",
            n,
        )
    lines = words % said
    if one.reach.late:
        late = ngettext(
            "%(n)d nguồn theo quy định phải sau ngày đó.",
            "%(n)d nguồn theo quy định phải sau ngày đó.",
            one.reach.late,
        )
        lines += " " + late % {"n": one.reach.late}
    return lines


def _tied(told: Materials, one: Ground, share: Share, names: Mapping[int, str]) -> list[str]:
    if not share.tied:
        return []
    others = [other for other in told.grounds if other.unit.pk in share.tied]
    said = {"who": _listed([names[other.unit.pk] for other in others])}
    alike = {other.last_needed or 0 for other in [*others, one]}
    if len(alike) == 1:
        words = _("Ngang điểm với %(who)s ở suất cuối cùng: xếp theo thứ tự danh sách.")
    else:
        words = _(
            "Ngang điểm với %(who)s ở suất cuối cùng: năm trước được giao ít hơn thì nhận trước."
        )
    return [words % said]


def _listed(names: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(names[:most])
    rest = len(names) - most
    return shown if rest <= 0 else _("%(names)s và %(n)d chi bộ khác") % {"names": shown, "n": rest}


def left_words(told: Materials, proposal: Proposal) -> str:
    """Say that not everything found a place, and what mends it; empty when all did."""
    if not proposal.left:
        return ""
    words = _(
        "Mới xếp được %(placed)d trong %(total)d: không chi bộ nào được đề xuất quá số nguồn còn kịp kết nạp "
        "và mức nhiều nhất đã đặt. Nâng phần cho người mới trong tiêu chí, hoặc giữ %(left)d làm dự phòng."
    )
    placed = proposal.total - proposal.left
    return words % {"placed": placed, "total": proposal.total, "left": proposal.left}


def idle_words(told: Materials, proposal: Proposal) -> list[str]:
    """Say which criteria count nothing for nobody has a number, and for whom an average stands."""
    lines = [
        _("%(name)s: chưa chi bộ nào có số, nên các tiêu chí khác chia nhau trọng số này.")
        % {"name": name_of(code)}
        for code in proposal.idle
    ]
    for code, weight in told.held.terms.weights.items():
        lacking = [
            one.unit.name.removeprefix(CELL)
            for one in told.grounds
            if code in one.numbers and one.numbers[code] is None
        ]
        if weight and lacking and code not in proposal.idle:
            words = _("%(name)s: chưa có số của %(who)s, tạm tính bằng mức trung bình.")
            lines.append(words % {"name": name_of(code), "who": _listed(lacking)})
    return lines
