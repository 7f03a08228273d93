"""Profiles, what marks a cell, and charges in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.profile import PEOPLE, RELIGIOUS, Line, Mark, Profile
from taonguon.rules.profile import fields
from taonguon.rules.training import shipped as training

THOUSAND = 1000


def language() -> str:
    """Return `en` or `vi`, the language of the page."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def field_name(code: str) -> str:
    """Return the name of a number of a profile; its code when it is no longer known."""
    told = fields().get(code)
    return told.name.said(language()) if told else code


def plain(value: Fraction) -> str:
    """Return a number as an office writes it: `1.250`, `12,5`; at most one place."""
    whole, tenths = divmod(round(value * 10), 10)
    shown = f"{whole:,}" if whole >= THOUSAND else str(whole)
    shown = shown if language() == "en" else shown.replace(",", ".")
    point = "." if language() == "en" else ","
    return f"{shown}{point}{tenths}" if tenths else shown


def said(code: str, value: Fraction) -> str:
    """Return a number of a profile with its sign: `45%`, `259`."""
    told = fields().get(code)
    return plain(value) + ("%" if told and told.percent else "")


def short(code: str, value: Fraction) -> str:
    """Return a number in a few words: `45% có đạo`, `27 thanh niên đi xa`."""
    told = fields().get(code)
    return told.short.said(language()) % {"n": plain(value)} if told else f"{code} {plain(value)}"


def line_words(line: Line) -> str:
    """Say a line and who drew it: `trên 30%, NQ 05-NQ/ĐU từ 10/1/2026`."""
    words = _("trên %(n)s") % {"n": said(line.code, line.above)}
    if line.organisation is None:
        return _("%(words)s, mức gợi ý sẵn") % {"words": words}
    told = {"words": words, "document": line.document, "on": show_day(line.since)}
    return _("%(words)s, theo %(document)s từ %(on)s") % told


def reason(mark: Mark) -> str:
    """Say why a cell is a special one, with the line it is above."""
    told = {"what": short(mark.code, mark.value), "line": line_words(mark.line)}
    return _("%(what)s (mức: %(line)s)") % told


def marked(marks: Iterable[Mark]) -> str:
    """Say in a few words why a cell is a special one."""
    return ", ".join(short(one.code, one.value) for one in marks)


def post(code: str) -> str:
    """Return the name of a post on a cell's committee; other words as they are."""
    told = training().posts.get(code)
    return told.said(language()) if told else code


def features(profile: Profile | None) -> list[dict[str, Any]]:
    """Return what is known of a cell's area: the numbers of each day and source together."""
    if profile is None:
        return []
    groups: dict[tuple[date | None, str], list[dict[str, str]]] = {}
    for code, field in fields().items():
        value = profile.value(code)
        if value is not None and not (field.derived and not worked_out(profile)):
            number = profile.numbers.get(code)
            source = number.source if number else _("tính từ số người có đạo và số nhân khẩu")
            told = {"label": field.name.said(language()), "value": said(code, value)}
            groups.setdefault((number.on if number else None, source), []).append(told)
    return [
        {"on": on, "source": source, "answers": answers} for (on, source), answers in groups.items()
    ]


def worked_out(profile: Profile) -> bool:
    """Tell whether the religious share says more than the share that is stated."""
    return RELIGIOUS in profile.numbers and PEOPLE in profile.numbers


def times(points: int, average: Fraction) -> str:
    """Say how heavy something is to an average: `1,2 lần`."""
    return _("%(n)s lần") % {"n": plain(Fraction(points) / average) if average else "0"}


def cells_count(count: int) -> str:
    """Return a number of cells in words."""
    return ngettext("%(n)d chi bộ", "%(n)d chi bộ", count) % {"n": count}


def names(words: Sequence[str]) -> str:
    """Join names: `A, B và C`."""
    if len(words) < 2:
        return "".join(words)
    told = {"before": ", ".join(words[:-1]), "last": words[-1]}
    return _("%(before)s và %(last)s") % told
