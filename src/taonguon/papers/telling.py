"""What the pages of papers say: where each paper stands, what it lacks and where that is entered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.cases.fields import language
from taonguon.core.days import show_day
from taonguon.documents import changes
from taonguon.documents.models import Document
from taonguon.forms import filling, vocabulary
from taonguon.forms.form import Form
from taonguon.papers import filled
from taonguon.papers.matters import Matter

STEP = "step."
NAMED = 3  # missing values named in a line; more are counted


def lines(
    matter: Matter, forms: Sequence[Form], told: Mapping[str, Any], documents: Sequence[Document], on: date
) -> dict[str, list[dict[str, Any]]]:  # fmt: skip
    """Return a line for each form a matter's bodies issue: those `made`, `ready` and `waiting`."""
    found: dict[str, list[dict[str, Any]]] = {"made": [], "ready": [], "waiting": []}
    for form in forms:
        if not matter.issues(form.issuer):
            continue
        where, line = _line(form, told, documents, on)
        url = reverse("paper", args=[matter.subject, matter.pk, form.key])
        found[where].append({"title": called(form), "url": url, **line})
    return found


def called(form: Form) -> str:
    """Return how a form is called: an official one by its code too."""
    name = form.name.said(language())
    return f"{form.code}: {name}" if form.official else name


def _line(
    form: Form, told: Mapping[str, Any], documents: Sequence[Document], on: date
) -> tuple[str, dict[str, Any]]:
    made = [one for one in documents if one.form == form.code and one.cancelled_at is None]
    if made:
        return "made", _made(made, told)
    if form.per and not filled.rows(form, told):
        name = name_of(form.per)
        return "waiting", {"status": "wait", "words": _("Chưa có: %(what)s") % {"what": name}}
    if why := stopped(form, told):
        words = _("Không được lập")
        return "waiting", {"status": "late", "words": words, "detail": why}
    lacks = filling.missing(form, filled.with_row(form, told, 0), on=on)
    if not lacks:
        return "ready", {"status": "due", "words": _("Lập được")}
    words = ngettext("Thiếu %(n)d thông tin", "Thiếu %(n)d thông tin", len(lacks))
    return "waiting", {
        "status": "wait",
        "words": words % {"n": len(lacks)},
        "detail": named(lacks),
    }


def named(lacks: Sequence[str]) -> str:
    """Return the first of the values missing, in words."""
    return ", ".join(map(name_of, lacks[:NAMED])) + ("…" if len(lacks) > NAMED else "")


def short(form: Form) -> str:
    """Return the code of an official form, the name of one of our own."""
    return form.code if form.official else form.name.said(language())


def stopped(form: Form, values: Mapping[str, Any]) -> str:
    """Return in a sentence why a paper must not be made of these values; empty where it may be."""
    why = filling.stopped(form, values)
    return why.said(language()) if why else ""


def _made(made: Sequence[Document], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a paper stands that was made: its number and day, and whether facts have changed since."""
    last = made[0]
    words = _("Số %(number)s") % {"number": last.printed} if last.printed else _("Đã lập")
    if len(made) > 1:
        words = ngettext("Đã lập %(n)d bản", "Đã lập %(n)d bản", len(made)) % {"n": len(made)}
    detail = show_day(last.on)
    if any(changes.differing(one.values, told) and changes.since(one) for one in made):
        return {
            "status": "late",
            "words": _("Đã thay đổi sau khi in"),
            "detail": f"{words} · {detail}",
        }
    return {"status": "ok", "words": words, "detail": detail}


def name_of(key: str) -> str:
    """Return the words for a value in the language of the page."""
    known = vocabulary.shipped().values.get(key)
    return known.name.said(language()) if known else key


def lacking(matter: Matter, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Return what a paper lacks, each with the page that takes it."""
    known = vocabulary.shipped().values
    return [
        {"title": name_of(key)[:1].upper() + name_of(key)[1:], "status": "wait", "words": _("Chưa có"),
         "url": where(matter, known[key].where if key in known else "")}
        for key in keys
    ]  # fmt: skip


def where(matter: Matter, code: str) -> str:
    """Return the address of the page that takes a value, empty for one typed when the paper is made."""
    if code.startswith(STEP) and matter.person is not None:
        return reverse("case_step", args=[matter.person.pk, code.removeprefix(STEP)])
    if code == "member" and matter.person is not None:
        return reverse("member", args=[matter.person.pk])
    if code == "organisation":
        place = matter.cell.pk if matter.cell else matter.issuing("cell")
        return reverse("organisation", args=[place])
    return "" if code == filled.BY_HAND else matter.url


def row_names(form: Form, told: Mapping[str, Any]) -> list[str]:
    """Return how each row of the list a form goes by is called when one is chosen."""
    if not form.per:
        return []
    found = []
    for n, row in enumerate(filled.rows(form, told), 1):
        name = str(row.get("name") or row.get("to") or n)
        day = row.get("on")
        found.append(f"{name} ({show_day(day)})" if isinstance(day, date) else name)
    return found
