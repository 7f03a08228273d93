"""Petitions in words: kinds, places, states, days due, and the history line by line."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from taonguon.core import petitions as core
from taonguon.core.days import show_day
from taonguon.petitions.models import Petition, Step
from taonguon.rules import bodies
from taonguon.rules.petitions import ANSWER, CONTACT, ROUTE, kinds, routes, times

GIST = 110  # letters of a petition in a list


def language() -> str:
    """Return `en` or `vi`, the language of the page."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds with their names."""
    return [(code, name.said(language())) for code, name in kinds().items()]


def route_choices() -> list[tuple[str, str]]:
    """Return who a petition may be passed on to, with their names."""
    return [(code, name.said(language())) for code, name in routes().items()]


def kind_name(code: str) -> str:
    """Return the name of a kind; its code when the rules have it no more."""
    name = kinds().get(code)
    return name.said(language()) if name else code


def route_name(code: str) -> str:
    """Return the name of who has a petition; its code when the rules have it no more."""
    name = routes().get(code)
    return name.said(language()) if name else code


def body_choices(codes: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Return the mass organisations with their names: the shipped ones, or those of these codes."""
    told = bodies.shipped() if codes is None else sorted(codes)
    return [(code, bodies.name_of(code, language())) for code in told]


def through(petition: Petition) -> str:
    """Return how a petition came."""
    if petition.through == core.BODY:
        return bodies.name_of(petition.body, language())
    return {
        core.CELL: _("chi bộ, văn phòng"),
        core.MEMBER: _("một đảng viên"),
        core.FORM: _("hộp thư trên mạng"),
    }[petition.through]


def gist(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= GIST else f"{line[:GIST].rsplit(' ', 1)[0]}…"


def state_words(petition: Petition) -> str:
    """Return where a petition is."""
    if petition.state == core.ROUTED:
        return route_name(petition.to)
    return {
        core.RECEIVED: _("chưa chuyển"),
        core.REOPENED: _("mở lại, chưa chuyển"),
        core.ANSWERED: _("đã trả lời"),
        core.PUBLISHED: _("đã công bố"),
        core.TAKEN_DOWN: _("đã trả lời, đã gỡ"),
        core.SET_ASIDE: _("đã xếp lại"),
    }[petition.state]


def pill(petition: Petition, day: date) -> dict[str, str]:
    """Return how the answer stands on a day, as a pill."""
    if petition.state not in core.OPEN:
        answered = petition.answered_on
        if answered and not core.in_time(answered, petition.due_on):
            return {"status": "none", "words": _("trả lời muộn")}
        if answered:
            return {"status": "ok", "words": _("đúng hạn")}
        return {"status": "none", "words": state_words(petition)}
    left = (petition.due_on - day).days if petition.due_on else 0
    if left < 0:
        words = ngettext("quá hạn %(n)d ngày", "quá hạn %(n)d ngày", -left) % {"n": -left}
        return {"status": "late", "words": words}
    if left == 0:
        return {"status": "due", "words": _("hạn hôm nay")}
    words = ngettext("còn %(n)d ngày", "còn %(n)d ngày", left) % {"n": left}
    return {"status": "due" if left <= times()[ROUTE].days else "wait", "words": words}


def row(petition: Petition, day: date) -> dict[str, Any]:
    """Return a petition as a line of a list."""
    return {
        "pk": petition.pk,
        "gist": gist(petition.text),
        "text": petition.text,
        "kind": kind_name(petition.kind),
        "place": petition.organisation.name,
        "on": petition.received_on,
        "through": through(petition),
        "where": state_words(petition),
        "due": petition.due_on,
        "pill": pill(petition, day),
    }


def step(one: Step) -> dict[str, Any]:
    """Return one thing that happened to a petition, for its page."""
    title = {
        core.RECEIVED: _("Nhận"),
        core.ROUTED: _("Chuyển đến %(place)s") % {"place": route_name(one.to)},
        core.ANSWERED: _("Trả lời"),
        core.PUBLISHED: _("Công bố câu trả lời"),
        core.TAKEN_DOWN: _("Gỡ khỏi trang công khai"),
        core.REOPENED: _("Mở lại"),
        core.SET_ASIDE: _("Xếp lại, không giải quyết"),
    }[one.step]
    due = _("hạn trả lời %(day)s") % {"day": show_day(one.due_on)} if one.due_on else ""
    return {
        "title": title,
        "on": one.on,
        "by": one.by.get_full_name() if one.by else "",
        "text": one.text,
        "matter": one.matter,
        "document": one.document,
        "due": due,
    }


def why_due(petition: Petition) -> str:
    """Return how the day due came about: the period, and whether it is ours."""
    told = times()[ANSWER]
    words = _("%(days)d ngày kể từ ngày nhận hoặc mở lại.") % {"days": told.days}
    return f"{words} {ours()}" if told.ours else words


def ours() -> str:
    """Return the sentence that a period is not law."""
    return _("Thời hạn này do phần mềm đặt sẵn, không phải luật; cấp ủy đặt lại được.")


def route_by(petition: Petition, begun: date) -> date | None:
    """Return by when a petition is to be passed on, None when it was or need not be."""
    if petition.state not in (core.RECEIVED, core.REOPENED):
        return None
    return core.after_days(begun, times()[ROUTE].days)


def contact_words() -> str:
    """Return how long the sender's contact is kept."""
    return _("Tên và liên hệ được xóa %(days)d ngày sau khi trả lời.") % {
        "days": times()[CONTACT].days
    }
