"""The ways to bring a list into a database, each run in a process of its own.

`python -m benchmarks.ways WAY FOLDER` prints what was measured as one line of JSON. Starting
Python and Django is not counted; everything from opening the file to the last commit is.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import django

from benchmarks import stopwatch, workbooks


def ours(folder: Path) -> dict[str, Any]:
    """Read, compare, preview, write facts and projections; then undo, measured apart."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up before

    from taonguon.imports import actions  # noqa: PLC0415
    from taonguon.ledger.models import Fact  # noqa: PLC0415
    from taonguon.people.models import Person  # noqa: PLC0415

    now = timezone.now()

    def preview() -> Any:
        load = actions.begin(organisation=workbooks.COMMUNE, by=None, at=now)
        paths = [folder / workbooks.CELLS, folder / workbooks.OFFICE]
        return actions.preview(load=load, paths=paths, at=now)

    shown, load = stopwatch.timed(preview)
    written, _ = stopwatch.timed(lambda: actions.write(load=load, by=None, at=now))
    told = {
        "wall": shown["wall"] + written["wall"],
        "cpu": shown["cpu"] + written["cpu"],
        "first": shown["wall"],
        "second": written["wall"],
        "rows": Person.objects.count(),
        "facts": Fact.objects.count(),
        "peak": stopwatch.peak_megabytes(),
    }
    undone, _ = stopwatch.timed(lambda: actions.undo(load=load, by=None, at=timezone.now()))
    return {**told, "undo": undone["wall"], "left": Person.objects.count()}


def import_export(folder: Path) -> dict[str, Any]:
    """Do as its admin does with defaults: read, a dry run to be shown, the same again for good."""
    from import_export import resources  # noqa: PLC0415
    from import_export.formats.base_formats import XLSX  # noqa: PLC0415

    from benchmarks.plain.models import Member  # noqa: PLC0415

    class MemberResource(resources.ModelResource):
        class Meta:
            model = Member
            import_id_fields = ("card",)
            fields = workbooks.Member._fields

    def dry() -> Any:
        data = XLSX().create_dataset((folder / workbooks.FLAT).read_bytes())
        _without_errors(MemberResource().import_data(data, dry_run=True))
        return data

    tried, data = stopwatch.timed(dry)
    real = stopwatch.timed(lambda: _without_errors(MemberResource().import_data(data)))[0]
    return {
        "wall": tried["wall"] + real["wall"],
        "cpu": tried["cpu"] + real["cpu"],
        "first": tried["wall"],
        "second": real["wall"],
        "rows": Member.objects.count(),
        "peak": stopwatch.peak_megabytes(),
    }


def _without_errors(result: Any) -> None:
    if result.has_errors() or result.has_validation_errors():
        raise RuntimeError(f"{result.row_errors()[:1]} {result.invalid_rows[:1]}")


def read_flat(folder: Path) -> list[list[Any]]:
    """Return the rows of the flat table as a model takes them."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    with CalamineWorkbook.from_path(folder / workbooks.FLAT) as book:
        heads, *rows = book.get_sheet_by_index(0).to_python()
    days = [heads.index(name) for name in ("born", "admitted_on", "official_on")]
    for row in rows:
        for place in days:
            row[place] = row[place] if isinstance(row[place], date) else None
    return rows


def bulk(folder: Path) -> dict[str, Any]:
    """Read with calamine and insert with bulk_create: the floor for anything made with Django."""
    from django.db import transaction  # noqa: PLC0415

    from benchmarks.plain.models import Member  # noqa: PLC0415

    def work() -> None:
        names = workbooks.Member._fields
        rows = (Member(**dict(zip(names, row, strict=True))) for row in read_flat(folder))
        with transaction.atomic():
            Member.objects.bulk_create(rows, batch_size=1000)

    return _floor(work)


def copy(folder: Path) -> dict[str, Any]:
    """Read with calamine and COPY: the floor of PostgreSQL."""
    from django.db import connection, transaction  # noqa: PLC0415

    from benchmarks.plain.models import Member  # noqa: PLC0415

    def work() -> None:
        names = ", ".join(workbooks.Member._fields)
        statement = f"COPY {Member._meta.db_table} ({names}) FROM STDIN"
        with (
            transaction.atomic(),
            connection.cursor() as cursor,
            cursor.copy(statement) as into,
        ):
            for row in read_flat(folder):
                into.write_row(row)

    return _floor(work)


def _floor(work: Any) -> dict[str, Any]:
    from benchmarks.plain.models import Member  # noqa: PLC0415

    spent, _ = stopwatch.timed(work)
    return {**spent, "rows": Member.objects.count(), "peak": stopwatch.peak_megabytes()}


WAYS = {"ours": ours, "import_export": import_export, "bulk": bulk, "copy": copy}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(WAYS[sys.argv[1]](Path(sys.argv[2]))))
