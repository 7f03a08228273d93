"""What the pages say of rules: values in words, how well they are verified, what changed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taonguon.core.assessment.derivation import cite
from taonguon.core.assessment.outcome import shown
from taonguon.core.days import show_day
from taonguon.core.names import plain
from taonguon.core.rulebook import (
    BY_DECISION,
    BY_START,
    NATIONAL,
    TEXT,
    UNVERIFIED,
    Rule,
    Rulebook,
    Source,
    Value,
)
from taonguon.core.votes import majority
from taonguon.regulations.book import with_change
from taonguon.regulations.models import DayChange, ValueChange


def language() -> str:
    """Return `en` or `vi`, the language of the page."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def subject(code: str) -> str:
    """Return the title of a subject of the rulebook."""
    return {
        "eligibility": _("Điều kiện: tuổi, học vấn, kết nạp lại"),
        "preparation": _("Chuẩn bị: lớp nhận thức, người giúp đỡ, người giới thiệu"),
        "dossier": _("Hồ sơ, thẩm tra, trường hợp đặc biệt"),
        "votes": _("Biểu quyết"),
        "deadlines": _("Thời hạn"),
        "probation": _("Dự bị và công nhận"),
        "personal_data": _("Dữ liệu cá nhân"),
    }.get(code, _("Quy định riêng của địa phương"))


def mark(verified: str) -> dict[str, str]:
    """Return the pill that says how well a rule is verified."""
    if verified == TEXT:
        return {"status": "ok", "words": _("đã đối chiếu văn bản")}
    if verified == UNVERIFIED:
        return {"status": "late", "words": _("chưa kiểm chứng")}
    return {"status": "due", "words": _("theo nguồn thứ ba")}


def value_words(value: Any, unit: str, book: Rulebook) -> str:
    """Return a value with its unit in words."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if unit == "majority":
        told = majority(value)
        words = _("trên %(share)s") if told.more_than else _("ít nhất %(share)s")
        return words % {"share": told.share}
    if isinstance(value, dict):
        always = shown(value["always"], book, language())
        absent = shown(value["if_absent"], book, language())
        told = {"always": always, "absent": absent}
        return _("luôn không tính: %(always)s; không tính khi vắng: %(absent)s") % told
    units = {
        "years": _("%(n)s tuổi"),
        "months": _("%(n)s tháng"),
        "working days": _("%(n)s ngày làm việc"),
        "days": _("%(n)s ngày"),
    }
    words = shown(value, book, language())
    return units[unit] % {"n": words} if unit in units else words


def counted(code: str, book: Rulebook) -> str:
    """Return from what the days of a deadline are counted; empty for what is no deadline."""
    return _("tính từ: %(step)s") % {"step": book.word(code, language())} if code else ""


def told_apart(old: Value | None, new: Value | None, book: Rulebook) -> tuple[str, str]:
    """Return two values in words, with what their days are counted from when that differs."""
    starts = {one.counted_from for one in (old, new) if one is not None}
    words = []
    for one in (old, new):
        said = value_words(one.value, book.rules[one.key].unit, book) if one else "–"
        if one is not None and len(starts) > 1:
            said += ", " + counted(one.counted_from, book)
        words.append(said)
    return words[0], words[1]


def selected(rule: Rule) -> str:
    """Return which day picks the value."""
    if rule.selected_by == BY_START:
        return _("Lấy giá trị của ngày bắt đầu tính hạn.")
    if rule.selected_by == BY_DECISION:
        return _("Lấy giá trị của ngày ra quyết định.")
    return _("Lấy giá trị của chính ngày làm bước đó.")


def row(value: Value, book: Rulebook) -> dict[str, Any]:
    """Return one value in force as a line of the rulebook."""
    rule = book.rules[value.key]
    return {
        "key": value.key,
        "meaning": _capital(rule.meaning.said(language())),
        "value": value_words(value.value, rule.unit, book),
        "counted": counted(value.counted_from, book) if rule.step else "",
        "cite": cite(value.source, language()),
        "mark": mark(value.verified),
        "note": value.note.said(language()) if value.note else "",
        "conflict": value.conflict.why.said(language()) if value.conflict else "",
        "local": value.layer != NATIONAL,
        "start": value.start,
        "url": reverse("rule", args=[value.key]),
    }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def groups(book: Rulebook, day: date, query: str) -> list[dict[str, Any]]:
    """Return the rules in force on a day by subject, those whose words have every word asked for."""
    found: dict[str, list[dict[str, Any]]] = {}
    for value in book.at(day).values.values():
        line = row(value, book)
        if matches(line, query):
            found.setdefault(book.rules[value.key].subject, []).append(line)
    return [{"title": subject(code), "rows": rows} for code, rows in found.items()]


def matches(line: dict[str, Any], query: str) -> bool:
    """Tell whether a line has every word asked for, with diacritics or without."""
    text = plain(f"{line['meaning']} {line['cite']} {line['key']} {line['value']}")
    return all(word in text for word in plain(query).split())


def changed(book: Rulebook, before: date, after: date) -> list[dict[str, Any]]:
    """Return what differs between two days: each rule's old and new words."""
    lines = []
    for old, new in book.changes(before, after):
        told = new or old
        if told is None:
            continue
        words = told_apart(old, new, book)
        same = words[0] == words[1]
        lines.append(
            {**row(told, book), "old": words[0], "new": words[1], "same": same,
             "old_cite": cite(old.source, language()) if old else "–"}
        )  # fmt: skip
    return sorted(lines, key=lambda line: line["same"])


def history(rule: Rule, book: Rulebook) -> list[dict[str, Any]]:
    """Return a rule's values over time, the latest first, each with its last day."""
    ends = [*(value.start for value in rule.values[1:]), None]
    told = []
    for value, end in zip(rule.values, ends, strict=True):
        last = value.end or (date.fromordinal(end.toordinal() - 1) if end else None)
        told.append({**row(value, book), "last": last})
    return told[::-1]


def gives_way(rule: Rule, start: date, book: Rulebook) -> list[str]:
    """Return the values from a day on that a value beginning on it puts away, each with its day."""
    return [
        _("%(value)s từ %(day)s")
        % {"value": value_words(one.value, rule.unit, book), "day": show_day(one.start)}
        for one in rule.values
        if one.start >= start
    ]


def steps(book: Rulebook, day: date) -> list[dict[str, Any]]:
    """Return the steps of the procedure of a day: by whom, after which steps, on which papers."""
    told = book.at(day).steps
    return [
        {
            "name": step.name.said(language()),
            "aside": step.aside,
            "actor": book.word(told[key].actor, language()),
            "papers": ", ".join(book.word(one, language()) for one in told[key].papers),
            "needs": ", ".join(book.word(one, language()) for one in told[key].needs),
            "cite": cite(told[key].source, language()),
            "mark": mark(told[key].verified),
        }
        for key, step in book.steps.items()
        if key in told
    ]


def proposal(change: ValueChange | DayChange, book: Rulebook) -> dict[str, Any]:
    """Return a proposal as a line: what it would change, by what, and who proposed it."""
    told = {
        "pk": change.pk,
        "by": change.proposed_by,
        "at": change.proposed_at,
        "by_name": change.proposed_by.get_full_name(),
    }
    if isinstance(change, DayChange):
        title = f"{show_day(change.on)}: {day_kind(change.kind)}"
        return {**told, "what": "ngay", "title": title, "detail": change.name or "",
                "cite": change.document}  # fmt: skip
    rule = book.rules.get(change.key)
    if rule is None:  # its layer was turned off while it waited
        return {**told, "what": "gia-tri", "title": change.key, "detail": "", "cite": change.clause}
    standing = rule.on(change.start_on)
    proposed = with_change(book, change).rules[rule.key].on(change.start_on)
    old, new = told_apart(standing, proposed, book)
    words = {"old": old, "new": new, "day": show_day(change.start_on)}
    return {
        **told,
        "what": "gia-tri",
        "title": _capital(rule.meaning.said(language())),
        "detail": _("%(old)s → %(new)s từ %(day)s") % words,
        "cite": cite(Source(change.instrument, change.clause), language()),
        "instrument": change.instrument_name,
        "instrument_on": change.instrument_on,
        "mark": mark(change.verified),
        "note": change.note,
        "gives_way": gives_way(rule, change.start_on, book),
    }


def day_kind(kind: str) -> str:
    """Return what a day of the calendar is."""
    return {
        "off": _("ngày nghỉ"),
        "worked": _("ngày làm bù"),
        "ordinary": _("ngày thường"),
        "announced": _("đã công bố lịch nghỉ cả năm"),
    }[kind]


def pending(changes: Iterable[ValueChange | DayChange], book: Rulebook) -> list[dict[str, Any]]:
    """Return the proposals that wait, as lines."""
    return [proposal(change, book) for change in changes]
