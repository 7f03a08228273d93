"""The people around a case and its papers, in words: who helps, who vouches, what lies where."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.cases.fields import language
from taonguon.core.case import INTRODUCTION, Event
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rulebook

CODED = ("body", "paper", "for", "ground")


def paper(data: Mapping[str, Any]) -> str:
    """Return form, number, issuing body and where the original is kept, in a line."""
    told = data.get("on_paper", {})
    parts = [str(told.get("form") or ""), str(told.get("number") or data.get("number") or "")]
    parts.append(str(told.get("issued_by") or ""))
    if told.get("kept_at"):
        parts.append(_("bản gốc: %(where)s") % {"where": told["kept_at"]})
    return " · ".join(part for part in parts if part)


def particulars(event: Event, book: Rulebook) -> str:
    """Return what tells a step from another of its kind: of whom, by whom, about what, to where."""
    data = event.data
    parts = [str(data.get(name) or "") for name in ("by", "name")]
    parts += [book.word(str(data[code]), language()) for code in CODED if data.get(code)]
    parts.append(", ".join(relation(key, book) for key in data.get("about", ())))
    if data.get("to"):
        parts.append(_("gửi %(where)s") % {"where": data["to"]} if data.get("about")
                     else _("đến %(where)s") % {"where": data["to"]})  # fmt: skip
    if data.get("days"):
        words = ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", data["days"])
        parts.append(words % {"n": data["days"]})
    parts += [words for name, words in _refusals().items() if data.get(name) is False]
    return " · ".join(part for part in parts if part)


def _refusals() -> dict[str, str]:
    return {"approved": _("không đồng ý"), "qualified": _("không đủ điều kiện")}


def relation(key: str, book: Rulebook) -> str:
    """Return the words for a relative's key: `child_2` is the second child."""
    code, _dash, number = key.rpartition("_")
    if number.isdecimal():
        return f"{book.word(code, language())} {number}"
    return book.word(key, language())


def people(events: Iterable[Event], book: Rulebook) -> list[dict[str, str]]:
    """Return the people of a case: who introduced, who helps now, each who vouches."""
    told = list(events)
    found = [
        _introducer(event) for event in told if event.kind == INTRODUCTION and event.data.get("by")
    ]
    for kind, role in (
        ("helper", _("Đảng viên giúp đỡ")), ("probation_helper", _("Giúp đỡ đảng viên dự bị")),
    ):  # fmt: skip
        found += [_person(event, role) for event in told if event.kind == kind][-1:]
    found += [_sponsor(event) for event in told if event.kind == "sponsor_paper"]
    found += [_union(event, book) for event in told if event.kind == "union_resolution"]
    return [one for one in found if one["title"]]


def _introducer(event: Event) -> dict[str, str]:
    words = _("Giới thiệu cho chi bộ ngày %(day)s") % {"day": show_day(event.on)}
    return {"title": str(event.data["by"]), "detail": words}


def _person(event: Event, role: str) -> dict[str, str]:
    told = {"role": role, "day": show_day(event.on)}
    detail = _("%(role)s từ %(day)s") % told
    return {"title": str(event.data.get("name") or ""), "detail": detail + _since(event)}


def _since(event: Event) -> str:
    since = event.data.get("official_since")
    if not since:
        return ""
    day = show_day(date.fromisoformat(str(since)))
    return " · " + _("chính thức từ %(day)s") % {"day": day}


def _sponsor(event: Event) -> dict[str, str]:
    detail = _("Người giới thiệu, giấy ngày %(day)s") % {"day": show_day(event.on)}
    detail += _since(event)
    if event.data.get("replacement"):
        detail += " · " + _("thay người giới thiệu cũ")
    return {"title": str(event.data.get("name") or ""), "detail": detail}


def _union(event: Event, book: Rulebook) -> dict[str, str]:
    words = book.word(str(event.data.get("body") or ""), language())
    detail = _("Nghị quyết giới thiệu ngày %(day)s") % {"day": show_day(event.on)}
    return {"title": words[:1].upper() + words[1:], "detail": detail}


def papers(events: Iterable[Event], book: Rulebook) -> list[dict[str, str]]:
    """Return the papers of a case in the order of their days: what each is, and where it is kept."""
    found = []
    for event in events:
        line = paper(event.data)
        if line:
            name = book.word(event.kind, language())
            about = particulars(event, book)
            found.append(
                {
                    "title": f"{name}: {about}" if about else name,
                    "detail": f"{show_day(event.on)} · {line}",
                }
            )
    return found
