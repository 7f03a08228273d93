"""A load's life: read and previewed, confirmed and written in one transaction, dropped, undone."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core import names
from taonguon.imports import staging, wording
from taonguon.imports.models import (
    DROPPED,
    READING,
    READY,
    REFUSED,
    UNDONE,
    WRITTEN,
    Heading,
    Load,
    LoadRow,
)  # fmt: skip
from taonguon.imports.register import Register
from taonguon.imports.writing import Writer
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger import store
from taonguon.ledger.models import Act, Fact
from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.sources.rows import Unreadable


class NotNow(Exception):
    """The load is not in a state that allows this; says why in one sentence."""


def name_of(user: AbstractBaseUser | None) -> str:
    """Return the user name for the journal, empty for the command line."""
    return user.get_username() if user else ""


def begin(*, organisation: str, by: AbstractBaseUser | None, at: datetime) -> Load:
    """Open a load for the commune of that full name; the commune may not be there yet."""
    commune = commune_named(organisation)
    return Load.objects.create(
        organisation_name=commune.name if commune else names.tidy(organisation),
        organisation=commune,
        started_at=at,
        started_by=by,
    )


def commune_named(name: str) -> Organisation | None:
    """Return the commune of that name, typed with or without diacritics, in any letters."""
    rows = Organisation.objects.filter(kind="commune", name_key=names.plain(name))
    return next((row for row in rows.order_by("pk") if names.matches(row.name, name)), None)


def preview(
    *, load: Load, paths: Sequence[Path], at: datetime, tell: staging.Progress = staging.quiet
) -> Load:
    """Read and compare the files; the load ends ready, or refused with one sentence.

    Read again after somebody corrected the headings, it starts anew.
    """
    today = timezone.localdate(at)
    commune = load.organisation = load.organisation or commune_named(load.organisation_name)
    first_day = commune.use_begins_on if commune and commune.use_begins_on else today
    try:
        opened = staging.open_files(paths)
        with transaction.atomic(), store.sparing_collection():
            load.files.all().delete()
            counts = staging.stage(load, opened, Register(commune, first_day), today, tell)
    except Unreadable as unreadable:
        load.state, load.refusal = REFUSED, wording.refusal(unreadable)
    else:
        load.state, load.refusal = READY, ""
        load.summary = {"counts": counts, "head": head()}
    load.save(update_fields=["organisation", "state", "refusal", "summary"])
    return load


def head() -> list[int]:
    """Return what shows whether the ledger changed: the newest act and how many were undone."""
    newest = Act.objects.order_by("-pk").values_list("pk", flat=True).first()
    return [newest or 0, Act.objects.filter(undone_at__isnull=False).count()]


def remember_headings(*, shape: str, fields: dict[int, str]) -> None:
    """Keep a user's corrections of what the columns of files of this shape mean."""
    with transaction.atomic():
        Heading.objects.filter(shape=shape, column__in=list(fields)).delete()
        Heading.objects.bulk_create(
            Heading(shape=shape, column=column, field=field) for column, field in fields.items()
        )


@store.sparing_collection()
@transaction.atomic
def write(
    *, load: Load, by: AbstractBaseUser | None, at: datetime,
    tell: staging.Progress = staging.quiet,
) -> Load:  # fmt: skip
    """Write what was previewed, in one transaction. Raises NotNow when it is not what was shown."""
    state = Load.objects.select_for_update().values_list("state", flat=True).get(pk=load.pk)
    if state not in {READY}:
        raise NotNow(_("Lần nạp này đã được ghi hoặc đã bỏ, không ghi lại lần nữa."))
    if load.summary["head"] != head():
        raise NotNow(_("Sổ đã thay đổi từ lúc xem trước: hãy đọc lại tệp để xem trước lần nữa."))
    if load.organisation is None:
        load.organisation = organisations.found(
            name=load.organisation_name, kind="commune", on=Writer.first_day_known(load, at),
            use_begins_on=timezone.localdate(at), by=by, at=at,
        )  # fmt: skip
    if LoadRow.objects.filter(file__load=load, effect__in=["new", "changed"]).exists():
        _date_back(load, by, at)
        files = ", ".join(load.files.values_list("name", flat=True))
        load.act = ledger.open_act(kind="load", source=files[:300], by=by, at=at)
        Writer(load, load.organisation, load.act, at, tell).write()
    LoadRow.objects.filter(file__load=load, verdict="accepted").update(record={})
    load.state = WRITTEN
    load.save(update_fields=["state", "organisation", "act"])
    record(at=at, by=name_of(by), act="load.write", subject=f"load:{load.pk}",
           details=dict(load.summary["counts"]))  # fmt: skip
    return load


def _date_back(load: Load, by: AbstractBaseUser | None, at: datetime) -> None:
    """Correct the day the commune was founded where a cell of the load is older than it.

    The correction is an act of its own: an undone load leaves it, as it leaves the commune.
    """
    commune, first = load.organisation, Writer.first_day_known(load, at)
    if commune is not None and first < commune.founded_on:
        standing = Fact.objects.filter(organisation=commune.pk, act__undone_at__isnull=True)
        because = _("Đảng bộ không thể lập sau chi bộ của mình (lần nạp số %(n)d)") % {"n": load.pk}
        people.correct(fact=standing.filter(kind="found").latest("pk"), on=first, data=None,
                       because=because, by=by, at=at)  # fmt: skip


def drop(*, load: Load, by: AbstractBaseUser | None, at: datetime) -> None:
    """Leave a previewed load unwritten and forget its rows."""
    if load.state not in {READING, READY, REFUSED}:
        raise NotNow(_("Lần nạp này đã được ghi: hãy hoàn tác thay vì bỏ."))
    with transaction.atomic():
        load.files.all().delete()
        load.state = DROPPED
        load.save(update_fields=["state"])
        record(at=at, by=name_of(by), act="load.drop", subject=f"load:{load.pk}")


def built_upon(load: Load) -> int:
    """Return how many facts of other acts stand upon what this load brought."""
    mine = Fact.objects.filter(act=load.act)
    later = Fact.objects.filter(act__undone_at__isnull=True, act__gt=load.act)
    founded = list(mine.filter(kind="found").values_list("organisation", flat=True))
    about = Exists(mine.filter(person=OuterRef("person")))
    return later.filter(
        (Q(person__isnull=False) & about)
        | Q(organisation__in=founded)
        | Q(data__parent__in=founded)
        | Q(data__into__in=founded)
        | Q(corrects__in=mine.values("pk"))
    ).count()


@transaction.atomic
def undo(*, load: Load, by: AbstractBaseUser | None, at: datetime, because: str = "") -> Load:
    """Undo a written load while nothing was built upon it. Raises NotNow otherwise."""
    state = Load.objects.select_for_update().values_list("state", flat=True).get(pk=load.pk)
    if state != WRITTEN or load.act is None:
        raise NotNow(_("Lần nạp này không có gì để hoàn tác."))
    later = built_upon(load)
    if later:
        raise NotNow(
            _("Không hoàn tác được: sau lần nạp này đã có %(n)d việc ghi tiếp lên những người và "
              "chi bộ trong đó. Hãy hoàn tác các việc đó trước.") % {"n": later}
        )  # fmt: skip
    ledger.undo(act=load.act, by=by, at=at, because=because)
    touched = Fact.objects.filter(act=load.act, person__isnull=False).values("person").distinct()
    kept = list(
        Fact.objects.filter(person__in=touched, act__undone_at__isnull=True)
        .values_list("person", flat=True)
        .distinct()
    )
    people.forget(touched)
    people.project(kept)
    organisations.project()
    load.state = UNDONE
    load.save(update_fields=["state"])
    record(at=at, by=name_of(by), act="load.undo", subject=f"load:{load.pk}",
           details={"because": because})  # fmt: skip
    return load
