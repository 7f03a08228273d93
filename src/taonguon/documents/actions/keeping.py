"""Keeping documents: a number taken and the paper kept in one transaction; cancelled, handed out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.erasure import ERASED
from taonguon.core.names import search_key
from taonguon.documents import facts
from taonguon.documents.models import Document, Series
from taonguon.forms import pdf, word
from taonguon.forms.paper import Paper
from taonguon.journal.actions import record
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused

HIGHEST = 99_999
PDF, WORD = "pdf", "docx"
RENDER: Mapping[str, Callable[[Paper], bytes]] = {
    PDF: lambda paper: pdf.render([paper]),
    WORD: word.render,
}


class MendElsewhere(Refused):
    """Refused; `url` leads to the page where it can be mended, `label` names what is done there."""

    def __init__(self, words: str, url: str, label: str) -> None:
        super().__init__(words)
        self.url, self.label = url, label


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper about to be kept. `write` is given its number as printed, and returns all its words.

    `organisation` issues it, `cell` and `person` are what it is about, `about` says so in words.
    `type` and `mark` make its number, both empty for a paper that bears none. `values` are the facts
    it is filled from, as JSON keeps them. Of decisions about a person one stands, counted from
    `since`, the first day of the course it belongs to.
    """

    form: str
    on: date
    organisation: int
    write: Callable[[str], Paper]
    about: str = ""
    cell: int | None = None
    person: int | None = None
    type: str = ""
    mark: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    since: date | None = None


@transaction.atomic
def issue(
    *, draft: Draft, by: AbstractBaseUser | None, at: datetime, number: int | None = None
) -> Document:
    """Take a number for a paper, have it written and keep it; without type, keep it without number.

    `number` is the one the paper bears already, None for the next. Raises Refused for a day to come
    or a number taken, MendElsewhere where no term is recorded or such a decision stands.
    """
    series, given, printed = _numbered(draft, number, at) if draft.type else (None, None, "")
    paper = draft.write(printed)
    if paper.number != printed:
        raise ValueError(f"the paper bears {paper.number!r}, given was {printed!r}")
    document = Document.objects.create(
        series=series,
        number=given,
        printed=printed,
        form=draft.form,
        title=paper.title,
        about=draft.about[:300],
        search_key=_key(given, printed, paper.title, draft.about),
        on=draft.on,
        organisation=draft.organisation,
        cell=draft.cell,
        person=draft.person,
        content=paper.content(),
        values=dict(draft.values),
        hash=paper.hash(),
        made_at=at,
        made_by=by,
    )
    _tell(document, "document.issue", by, at, {"number": printed, "form": draft.form})
    return document


def _numbered(draft: Draft, number: int | None, at: datetime) -> tuple[Series, int, str]:
    """Return the series, locked until the transaction ends, the number and how it is printed."""
    if draft.on > timezone.localdate(at):
        raise Refused(
            _("Ngày %(on)s còn ở tương lai: văn bản chỉ lấy số vào ngày ban hành.")
            % {"on": show_day(draft.on)}
        )
    series = _series(draft)
    _must_be_the_only_decision(draft)
    given = series.last + 1 if number is None else number
    printed = facts.printed(given, draft.type, draft.mark, draft.on)
    if number is not None:
        _must_be_free(series, given, printed)
    if given > series.last:
        series.last = given
        series.save(update_fields=["last"])
    return series, given, printed


def _series(draft: Draft) -> Series:
    term = facts.term_of(draft.organisation, draft.on)
    if term is None:
        name = Organisation.objects.filter(pk=draft.organisation).values_list("name", flat=True)
        raise MendElsewhere(
            _("Chưa ghi nhiệm kỳ của %(who)s vào ngày %(on)s nên chưa đánh được số văn bản: ghi ngày "
              "bế mạc đại hội rồi làm lại.")
            % {"who": name.first() or "–", "on": show_day(draft.on)},
            reverse("document_term", args=[draft.organisation]),
            _("Ghi nhiệm kỳ"),
        )  # fmt: skip
    made, _new = Series.objects.get_or_create(term=term, type=draft.type, mark=draft.mark)
    return Series.objects.select_for_update().get(pk=made.pk)


def _must_be_free(series: Series, number: int, printed: str) -> None:
    if not 1 <= number <= HIGHEST:
        raise Refused(_("Số văn bản phải từ 1 đến %(n)d.") % {"n": HIGHEST})
    taken = Document.objects.filter(series=series, number=number).first()
    if taken is not None:
        what = " · ".join(part for part in (taken.title, taken.about) if part)
        raise MendElsewhere(
            _("Số %(number)s đã dùng cho “%(what)s” ngày %(on)s: ghi số khác, hoặc để trống để lấy "
              "số tiếp theo.")
            % {"number": printed, "what": what, "on": show_day(taken.on)},
            reverse("document", args=[taken.pk]),
            _("Xem văn bản đó"),
        )  # fmt: skip


def _must_be_the_only_decision(draft: Draft) -> None:
    if draft.type != facts.DECISION or draft.person is None:
        return
    found = facts.standing_decision(draft.form, draft.person, draft.since)
    if found is not None:
        raise MendElsewhere(
            _("%(about)s đã có quyết định này, số %(number)s ngày %(on)s: in lại văn bản đó, hoặc hủy "
              "nó rồi ban hành quyết định mới.")
            % {"about": found.about or "–", "number": found.printed, "on": show_day(found.on)},
            reverse("document", args=[found.pk]),
            _("Xem văn bản đó"),
        )  # fmt: skip


def _key(number: int | None, printed: str, title: str, about: str) -> str:
    """Return what a search finds: the number as printed and without zeros, and every word."""
    bare = "" if number is None else f"{number}-{printed.partition('-')[2]}"
    return search_key(f"{printed} {bare} {title} {about}".replace("“", "").replace("”", ""))


@transaction.atomic
def cancel(*, document: Document, why: str, by: AbstractBaseUser | None, at: datetime) -> None:
    """Cancel a document for a reason; its number stays its own. Raises Refused when it is already."""
    kept = Document.objects.select_for_update().get(pk=document.pk)
    if kept.cancelled_at is not None:
        raise Refused(
            _("Văn bản này đã hủy ngày %(on)s: %(why)s.")
            % {"on": show_day(timezone.localdate(kept.cancelled_at)), "why": kept.cancelled_why}
        )
    kept.cancelled_at, kept.cancelled_by, kept.cancelled_why = at, by, why
    kept.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_why"])
    _tell(kept, "document.cancel", by, at, {"why": why})


@transaction.atomic
def forget(*, people: Iterable[int], by: AbstractBaseUser | None, at: datetime) -> int:
    """Erase the words and facts of the documents about these people; return how many had any.

    Number, title, day and hash stay, so that the book has no hole and a paper can still be known.
    """
    rows = Document.objects.select_for_update().filter(person__in=list(people)).exclude(content={})
    erased = 0
    for one in rows.defer("content", "values"):
        one.content, one.values, one.about = {}, {}, ERASED
        one.search_key = _key(one.number, one.printed, one.title, "")
        one.save(update_fields=["content", "values", "about", "search_key"])
        _tell(one, "document.forget", by, at, {"number": one.printed})
        erased += 1
    return erased


def hand_out(*, document: Document, kind: str, by: AbstractBaseUser | None, at: datetime) -> bytes:
    """Return the document as a file of a kind, made again from what was kept, and note who took it.

    Raises Erased where its words are gone.
    """
    made = RENDER[kind](document.paper)
    _tell(document, f"document.{kind}", by, at, {"seal": document.seal})
    return made


def note_check(
    *, said: str, found: str, subject: str, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Note that a number or file was checked (`said`), what was found, and of which document."""
    details = {"said": said[:120], "found": found}
    name = by.get_username() if by else ""
    record(at=at, by=name, act="document.check", subject=subject, details=details)


def _tell(
    document: Document, act: str, by: AbstractBaseUser | None, at: datetime, said: dict[str, Any]
) -> None:
    name = by.get_username() if by else ""
    record(at=at, by=name, act=act, subject=f"document:{document.pk}", details=said)
