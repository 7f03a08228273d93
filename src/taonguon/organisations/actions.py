"""Founding, renaming, moving and ending organisations; keeping the tree in step with the ledger."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from taonguon.core import names
from taonguon.core.courses import COURSES_KNOWN
from taonguon.core.organisation import (
    FOUND,
    SEGMENT,
    USE_BEGINS,
    Placed,
    Version,
    early,
    history,
    place,
)
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger import store
from taonguon.organisations import facts
from taonguon.organisations.models import Organisation
from taonguon.organisations.models import Version as VersionRow

COLUMNS = (
    "id", "name", "name_key", "kind", "category", "parent_id", "path", "founded_on", "ended_on",
    "use_begins_on",
)  # fmt: skip
VERSION = (
    "organisation_id", "name", "kind", "category", "parent", "path", "start_on", "end_on",
)  # fmt: skip


def project() -> None:
    """Fold the facts about organisations anew and bring their rows in step.

    Rows are changed in place, for people and roles refer to them. Call inside a transaction.
    """
    rows, versions = projected()
    Organisation.objects.bulk_create(
        [Organisation(**dict(zip(COLUMNS, row, strict=True))) for row in rows],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[name for name in COLUMNS if name != "id"],
    )
    # last, for what stood below one that is no more stands elsewhere by now
    Organisation.objects.exclude(pk__in=[row[0] for row in rows]).delete()
    VersionRow.objects.all().delete()
    store.append(VersionRow, VERSION, versions)


def projected() -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the rows that the ledger gives: organisations, parents first, and versions."""
    standing = facts.standing()
    begins = {f.organisation: f.happened_on for f in standing if f.kind == USE_BEGINS}
    told = history(standing)
    last: dict[int, Placed] = {}
    placed = place(told)
    versions = [_version(row) for row in (*placed, *early(placed))]
    for row in placed:
        before = last.get(row.version.organisation)
        if before is None or before.version.start <= row.version.start:
            last[row.version.organisation] = row
    ordered = sorted(last.values(), key=lambda row: (len(row.path) // SEGMENT, row.path))
    return [_organisation(row, told[row.version.organisation], begins) for row in ordered], versions


def _organisation(
    row: Placed, versions: tuple[Version, ...], begins: dict[int | None, date]
) -> tuple[Any, ...]:
    now = row.version
    return (
        now.organisation,
        now.name,
        names.plain(now.name),
        now.kind,
        now.category,
        now.parent,
        row.path,
        versions[0].start,
        now.end,
        begins.get(now.organisation),
    )


def _version(row: Placed) -> tuple[Any, ...]:
    told = row.version
    return (
        told.organisation,
        told.name,
        told.kind,
        told.category,
        told.parent,
        row.path,
        told.start.isoformat(),
        told.end.isoformat() if told.end else None,
    )


@transaction.atomic
def found(
    *,
    name: str,
    kind: str,
    on: date,
    use_begins_on: date,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Organisation:
    """Found an organisation by hand and note its first day of use."""
    act = ledger.open_act(kind="organisation.found", source=name, by=by, at=at)
    number = store.reserve(Organisation, 1)
    data = {"name": name, "kind": kind, "parent": None}
    ledger.append(act=act, kind=FOUND, on=on, about=(None, number), data=data)
    ledger.append(act=act, kind=USE_BEGINS, on=use_begins_on, about=(None, number))
    project()
    record(
        at=at,
        by=by.get_username() if by else "",
        act="organisation.found",
        subject=f"organisation:{number}",
    )
    return Organisation.objects.get(pk=number)


@transaction.atomic
def begin(
    *, kind: str, on: date, data: dict[str, Any], by: AbstractBaseUser | None, at: datetime
) -> Organisation:
    """Record that an organisation was founded or split off; `data` says what it is and by which paper."""
    act = ledger.open_act(kind=f"organisation.{kind}", source=_paper(data), by=by, at=at)
    number = store.reserve(Organisation, 1)
    ledger.append(act=act, kind=kind, on=on, about=(None, number), data=data)
    project()
    record(
        at=at,
        by=by.get_username() if by else "",
        act=f"organisation.{kind}",
        subject=f"organisation:{number}",
    )
    return Organisation.objects.get(pk=number)


def _paper(data: dict[str, Any]) -> str:
    """Return the paper of a change, else the name it is about: what the act was recorded from."""
    return str(data.get("document") or data.get("name") or "")


@transaction.atomic
def know_courses(
    *,
    organisation: Organisation,
    since: date,
    document: str,
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Record that all courses since a day are in the register, also of who gave up, by which papers.

    An office says so when it has entered its older papers whole: before that, who was admitted is in
    its lists and who gave up is not, and a forecast made of the first alone would promise too much.
    """
    act = ledger.open_act(kind=f"organisation.{COURSES_KNOWN}", source=document, by=by, at=at)
    data = {"document": document}
    ledger.append(act=act, kind=COURSES_KNOWN, on=since, about=(None, organisation.pk), data=data)
    record(
        at=at,
        by=by.get_username() if by else "",
        act=f"organisation.{COURSES_KNOWN}",
        subject=f"organisation:{organisation.pk}",
    )


@transaction.atomic
def change(
    *,
    kind: str,
    organisation: Organisation,
    on: date,
    data: dict[str, Any],
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Record that an organisation was renamed, moved, received, merged, split off or dissolved."""
    source = str(data.get("document") or organisation.name)
    act = ledger.open_act(kind=f"organisation.{kind}", source=source, by=by, at=at)
    ledger.append(act=act, kind=kind, on=on, about=(None, organisation.pk), data=data)
    project()
    record(
        at=at,
        by=by.get_username() if by else "",
        act=f"organisation.{kind}",
        subject=f"organisation:{organisation.pk}",
    )
