"""Entering directives, mending and ending them, and what they ask of the cells."""

import re
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.names import search_key
from taonguon.directives.actions.holding import journal, locked, must_not_come
from taonguon.directives.models import Directive, Task
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused


class Paper(NamedTuple):
    """A directive as typed; of a secret one number, day and where the paper lies alone."""

    number: str
    issued_on: date
    issuer: str = ""
    summary: str = ""
    effect_on: date | None = None
    until_on: date | None = None
    secret: bool = False
    kept_at: str = ""


@transaction.atomic
def register(
    *,
    organisation: Organisation,
    paper: Paper,
    replaces: Directive | None,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Directive:
    """Enter a directive; the one it `replaces` is in effect until the day this one takes effect.

    Raises Refused for days that cannot be, one entered before, or a secret one that says too much.
    """
    _may_stand(organisation.pk, paper, at)
    one = Directive(organisation=organisation.pk, noted_at=at, replaces=replaces)
    if replaces is not None:
        if paper.secret:
            raise Refused(_("Văn bản mật không ghi thay thế văn bản nào: bỏ trống mục đó."))
        _end_before(replaces, one, paper)
    _put(one, paper)
    one.save()
    journal("directive.add", one, by, at)
    return one


@transaction.atomic
def correct(
    *, directive: Directive, paper: Paper, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Change what is entered of a directive; the journal tells which fields, not what stood there.

    Raises Refused as when it was entered, and for one to be made secret that has files or tasks.
    """
    one = locked(directive)
    _may_stand(one.organisation, paper, at, but=one.pk)
    if paper.secret and one.files.exists():
        raise Refused(
            _("Văn bản mật không được đính kèm tệp: hãy bỏ các tệp trước, rồi ghi là mật.")
        )
    if paper.secret and (one.tasks.exists() or one.replaces_id):
        raise Refused(
            _(
                "Văn bản này đã ghi việc phải làm hoặc thay thế văn bản khác: không đổi thành mật được, "
                "hãy đăng ký thành văn bản mới."
            )
        )
    before = {name: getattr(one, name) for name in paper._fields}
    _put(one, paper)
    one.save()
    changed = [name for name in paper._fields if before[name] != getattr(one, name)]
    journal("directive.correct", one, by, at, fields=changed)


@transaction.atomic
def end(
    *,
    directive: Directive,
    on: date | None,
    paper: str,
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Say from which day a directive is no longer in effect and by which paper; None: it still is.

    Raises Refused for a day before it took effect.
    """
    one = locked(directive)
    begins = one.effect_on or one.issued_on
    if on is not None and on < begins:
        raise Refused(
            _("Ngày hết hiệu lực %(on)s trước ngày có hiệu lực %(begins)s: kiểm tra lại ngày.")
            % {"on": show_day(on), "begins": show_day(begins)}
        )
    before = one.until_on.isoformat() if one.until_on else ""
    one.until_on, one.ended_by = on, paper if on else ""
    one.save(update_fields=["until_on", "ended_by"])
    journal("directive.end", one, by, at, before=before, on=on.isoformat() if on else "")


@transaction.atomic
def give_task(
    *,
    directive: Directive,
    text: str,
    due_on: date,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Task:
    """Keep what a directive asks of the cells, by a day. Raises Refused for a secret one."""
    one = locked(directive)
    _may_ask(one, due_on)
    task = Task.objects.create(directive=one, text=text, due_on=due_on, noted_at=at)
    _index(one)
    journal("directive.task", one, by, at, task=task.pk)
    return task


@transaction.atomic
def mend_task(
    *, task: Task, text: str, due_on: date, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Change the words or the day of a task; the journal keeps what they were."""
    one = locked(task.directive)
    _may_ask(one, due_on)
    before = {"text": task.text, "due_on": task.due_on.isoformat()}
    task.text, task.due_on = text, due_on
    task.save(update_fields=["text", "due_on"])
    _index(one)
    journal("directive.task_change", one, by, at, task=task.pk, before=before)


def _may_ask(one: Directive, due_on: date) -> None:
    if one.secret:
        raise Refused(
            _("Văn bản mật chỉ ghi số, ngày và nơi để giấy: không ghi việc phải làm vào đây.")
        )
    if due_on < one.issued_on:
        raise Refused(
            _("Hạn %(due)s trước ngày ban hành văn bản (%(issued)s): kiểm tra lại hạn.")
            % {"due": show_day(due_on), "issued": show_day(one.issued_on)}
        )


def _may_stand(organisation: int, paper: Paper, at: datetime, but: int | None = None) -> None:
    must_not_come(paper.issued_on, at)
    if paper.secret:
        _says_no_more(paper)
    elif not (paper.issuer and paper.summary and paper.effect_on):
        raise Refused(_("Hãy ghi cơ quan ban hành, trích yếu và ngày có hiệu lực."))
    if paper.effect_on and paper.until_on and paper.until_on < paper.effect_on:
        raise Refused(_("Ngày hết hiệu lực trước ngày có hiệu lực: kiểm tra lại hai ngày."))
    same = Directive.objects.filter(
        organisation=organisation, number=paper.number, issued_on=paper.issued_on
    ).exclude(pk=but)
    if same.exists():
        told = {"number": paper.number, "on": show_day(paper.issued_on)}
        raise Refused(_("Văn bản %(number)s ngày %(on)s đã có trong sổ: mở văn bản đó.") % told)


def _says_no_more(paper: Paper) -> None:
    if paper.issuer or paper.summary or paper.effect_on:
        raise Refused(
            _(
                "Văn bản mật chỉ ghi số, ngày và nơi để giấy: bỏ trống cơ quan ban hành, trích yếu "
                "và ngày có hiệu lực."
            )
        )
    if not paper.kept_at:
        raise Refused(_("Văn bản mật phải ghi nơi để giấy, ví dụ: két của văn phòng."))


def _end_before(replaced: Directive, one: Directive, paper: Paper) -> None:
    """End the one that is replaced on the day the new one takes effect, if it has not ended before."""
    before = locked(replaced)
    begins = before.effect_on or before.issued_on
    if before.organisation != one.organisation or before.secret:
        raise Refused(_("Không ghi thay thế được văn bản này: hãy chọn văn bản khác trong sổ."))
    if paper.effect_on is None or paper.effect_on < begins:
        raise Refused(
            _("Văn bản mới phải có hiệu lực từ %(begins)s trở đi mới thay được %(number)s.")
            % {"begins": show_day(begins), "number": before.number}
        )
    if before.until_on is None or before.until_on > paper.effect_on:
        before.until_on, before.ended_by = paper.effect_on, paper.number
        before.save(update_fields=["until_on", "ended_by"])


def _put(one: Directive, paper: Paper) -> None:
    for name, value in paper._asdict().items():
        setattr(one, name, value)
    if one.until_on is None:
        one.ended_by = ""
    one.search_key = _key(one)


def _index(one: Directive) -> None:
    one.search_key = _key(one)
    one.save(update_fields=["search_key"])


def _key(one: Directive) -> str:
    """Return by which words a directive is found: as written, and taken apart at dashes and strokes."""
    tasks = one.tasks.values_list("text", flat=True) if one.pk else []
    told = " ".join([one.number, one.issuer, one.summary, *tasks])
    apart = re.sub(r"[^\w]+", " ", told)
    tails = [word[sign.end() :] for word in told.split() for sign in re.finditer("[-/]", word)]
    return search_key(" ".join(dict.fromkeys([*told.split(), *apart.split(), *tails])))
