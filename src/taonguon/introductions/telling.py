"""What the pages say of introductions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.core import names
from taonguon.core.days import show_day
from taonguon.core.rulebook import BeforeRulebook
from taonguon.introductions.forms import IntroduceForm
from taonguon.people import telling
from taonguon.people.forms import STAGE_NAMES
from taonguon.people.likeness import Like
from taonguon.people.models import Introduction, Person
from taonguon.rules import notice


def count(number: int) -> str:
    """Return `12 lượt giới thiệu`."""
    return ngettext("%(n)d lượt giới thiệu", "%(n)d lượt giới thiệu", number) % {"n": number}


def notice_of(on: date) -> str:
    """Return the version of the notice that was handed over on a day; empty before there was one."""
    try:
        return notice.current(on).version
    except BeforeRulebook:
        return ""


def key(name: str) -> str:
    """Return the key by which a name is looked up among the people."""
    return names.search_key(name)


def shown_name(person: Person) -> str:
    """Return the name, or that it was erased at the person's wish."""
    return person.name or _("(đã xóa theo yêu cầu)")


def where(person: Person) -> tuple[str, str]:
    """Return where a person's way stands: a sign's status, and words."""
    told = getattr(person, "prospect", None)
    if person.standing in {"probationary", "official"}:
        day = show_day(person.admitted_on) if person.admitted_on else ""
        return "ok", _("đã kết nạp %(day)s") % {"day": day}
    if told is None:
        return "none", "–"
    if told.ended_on is not None:
        why = telling.ended(told.ended_why)
        return "none", _("đã dừng %(day)s: %(why)s") % {"day": show_day(told.ended_on), "why": why}
    name = str(STAGE_NAMES[told.stage])
    return "wait", name[:1].lower() + name[1:]


def way(person: Person) -> list[dict[str, str]]:
    """Return the days of the stages a person reached, each with its name; a dash where not yet."""
    told = getattr(person, "prospect", None)
    if told is None:
        return []
    reached = (
        (_("Đồng ý được xem xét"), told.agreed_on),
        (_("Được giới thiệu"), told.introduced_on),
        (_("Vào danh sách cảm tình Đảng"), told.listed_on),
        (_("Được đề nghị đi học lớp nhận thức"), told.proposed_on),
        (_("Có giấy chứng nhận lớp nhận thức"), told.certified_on),
        (_("Được làm hồ sơ"), told.permitted_on),
        (_("Kết nạp"), person.admitted_on),
    )
    return [{"label": label, "value": show_day(on) if on else "–"} for label, on in reached]


def row(told: Introduction, named: Mapping[str, str]) -> dict[str, Any]:
    """Return one introduction as a row of the list."""
    status, words = where(told.person)
    return {
        "name": shown_name(told.person),
        "born": told.person.born,
        "url": reverse("introduction", args=[told.person_id]),
        "cell": told.cell.name,
        "on": told.on,
        "body": named.get(told.body) or told.by or "–",
        "status": status,
        "where": words,
        "agreed": told.agreed_on is not None,
    }


def answers(form: IntroduceForm, own: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what will be recorded, line by line."""
    told = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", False):
            continue
        if name == "body":
            value = own[str(value)]
        elif name in {"cell", "sex"}:
            value = next(str(label) for code, label in field.choices if code == value)
        elif name in {"on", "agreed_on"}:
            value = show_day(value)
        elif name == "born":
            value = telling.value("born", value)
        told.append({"label": str(field.label), "value": _("có") if value is True else str(value)})
    return told


def because(like: Like) -> str:
    """Return what two entries share, in words."""
    words = {
        "name": _("cùng họ tên"),
        "nearly": _("họ tên gần giống"),
        "birth": _("cùng ngày sinh"),
        "year": _("cùng năm sinh"),
        "cell": _("cùng chi bộ"),
    }
    return ", ".join(str(words[one]) for one in like.because)
