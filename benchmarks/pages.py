"""The year's picture and the members' list: time on the server, and queries, as the register grows.

`python -m benchmarks.pages FOLDER` loads the lists in a folder and visits the pages, in a process
of its own; what it prints last is one line of JSON.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import django

from benchmarks import stopwatch, workbooks
from benchmarks.databases import POSTGRESQL, SQLITE, Databases
from benchmarks.stopwatch import Measured
from benchmarks.telling import Section, table

SIZES, ROUNDS, MOST_QUERIES = (600, 100_000), 7, 12
EMPTY, FIRST_ROWS, LAST_ROWS = "login page (floor)", "SQL of the first 50", "SQL of the last 50"
PICTURE = "year's picture"
PAGES = {
    PICTURE: "/?ngay=21/04/2023",
    "members, first page": "/dang-vien/",
    "members, last page": "/dang-vien/?trang=last",
    "members by one word": "/dang-vien/?q={given}",
    "the same without diacritics": "/dang-vien/?q={plain_given}",
    "members by three words": "/dang-vien/?q={name}",
    "the three without diacritics": "/dang-vien/?q={plain_name}",
}


def measure(databases: Databases, *, small: bool) -> Iterator[Section]:
    """Measure and tell each database, at 600 and 100,000 members; the small run at 60 and 600."""
    sizes = (60, 600) if small else SIZES
    for kind in (SQLITE,) if small else (SQLITE, POSTGRESQL):
        found = {size: visited(databases, kind, size) for size in sizes}
        title = f"Pages on {kind}, {sizes[0]:,} and {sizes[1]:,} members"
        yield Section(title, lines(found), goals(found))


def visited(databases: Databases, kind: str, size: int) -> dict[str, Measured]:
    """Load a register of so many members and visit its pages, in a process of its own."""
    with TemporaryDirectory(prefix="taonguon-bench-") as folder, databases.fresh(kind) as env:
        workbooks.write(Path(folder), size)
        workbooks.write_around(Path(folder), size)
        return stopwatch.apart("benchmarks.pages", folder, env=env)


def lines(found: dict[int, dict[str, Measured]]) -> list[str]:
    """Return the table: milliseconds, queries, and how many empty pages each page takes."""
    few, many = found.values()
    rows = []
    for name, told in few.items():
        after = many[name]
        rows.append((
            name, *_cells(told, few[EMPTY]), *_cells(after, many[EMPTY]),
            f"{after['wall'] / told['wall']:.1f}",
        ))  # fmt: skip
    heads = ("page",)
    for size in found:
        heads += (f"{size:,}: ms", "CPU ms", "empty pages", "queries")
    return table((*heads, "growth"), rows)


def _cells(told: Measured, empty: Measured) -> tuple[str, ...]:
    times = f"{told['wall'] / empty['wall']:.1f}"
    queries = str(told.get("queries", ""))
    return f"{1000 * told['wall']:.1f}", f"{1000 * told['cpu']:.1f}", times, queries


def goals(found: dict[int, dict[str, Measured]]) -> list[tuple[str, str, bool]]:
    """Return the goal of each page: as many queries as before, and few."""
    few, many = found.values()
    told = []
    for name in PAGES:
        before, after = few[name]["queries"], many[name]["queries"]
        met = after <= before <= MOST_QUERIES
        told.append((f"{name}: no more queries, at most {MOST_QUERIES}", f"{before}, {after}", met))
    return told


def visit(folder: Path) -> dict[str, Measured]:
    """Load the lists, sign in as the office, and take each page in turn, round after round."""
    works = _works(_register(folder))
    told: dict[str, list[Measured]] = {name: [] for name in works}
    for work in works.values():
        work()  # templates are compiled, charts drawn: what the first reader of a day waits for
    for _ in range(ROUNDS):
        for name, work in works.items():
            told[name].append(stopwatch.timed(work)[0])
    middles = {
        name: {part: median(one[part] for one in rounds) for part in ("wall", "cpu")}
        for name, rounds in told.items()
    }
    for name in PAGES:
        middles[name]["queries"] = _queries(works[name])
    return middles


def _register(folder: Path) -> Any:
    """Load the four lists, let the database look at its tables, and return the office's user."""
    from django.db import connection  # noqa: PLC0415 - Django is set up before
    from django.utils import timezone  # noqa: PLC0415

    from taonguon.accounts import actions as accounts  # noqa: PLC0415
    from taonguon.imports import actions  # noqa: PLC0415

    now = timezone.now()
    load = actions.begin(organisation=workbooks.COMMUNE, by=None, at=now)
    actions.preview(load=load, paths=sorted(folder.glob("*-*.xlsx")), at=now)
    actions.write(load=load, by=None, at=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # PostgreSQL does so by itself within a minute
    user = accounts.give_account(username="office", full_name="", password="none at all", at=now)
    accounts.give_role(
        user=user, role="office", organisation=load.organisation.pk, on=now.date(), at=now
    )
    return user


def _works(user: Any) -> dict[str, Callable[[], Any]]:
    from django.test import Client  # noqa: PLC0415

    from taonguon.organisations.models import Organisation  # noqa: PLC0415

    inside, outside = Client(), Client()
    inside.force_login(user)
    commune = Organisation.objects.get(name=workbooks.COMMUNE)
    return {
        EMPTY: lambda: _get(outside, "/tai-khoan/login/"),
        **{name: lambda url=url: _get(inside, url) for name, url in _addresses().items()},
        FIRST_ROWS: lambda: _rows(commune, last=False),
        LAST_ROWS: lambda: _rows(commune, last=True),
    }


def _addresses() -> dict[str, str]:
    """Return each page's address; the words searched are those of one of the members."""
    from taonguon.core.names import given, plain  # noqa: PLC0415
    from taonguon.people.models import Person  # noqa: PLC0415

    everybody = Person.objects.order_by("pk").values_list("name", flat=True)
    name = next(found for found in everybody[:100] if len(found.split()) == 3)
    words = {"name": name, "given": given(name)}
    words |= {f"plain_{key}": plain(text) for key, text in words.items()}
    return {page: address.format(**words) for page, address in PAGES.items()}


def _get(client: Any, url: str) -> Any:
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answers {answer.status_code}")
    return answer


def _rows(commune: Any, *, last: bool) -> list[Any]:
    """Read the rows of one page of the list as plain SQL."""
    from django.db import connection  # noqa: PLC0415

    from taonguon.people.models import Person  # noqa: PLC0415

    rows = Person.objects.within([commune.range]).filter(standing__in=["official", "probationary"])
    rows = rows.order_by("-sort_key", "-pk") if last else rows.order_by("sort_key", "pk")
    shown = rows.values_list("pk", "name", "born", "cell__name", "admitted_on", "card")[:50]
    with connection.cursor() as cursor:
        cursor.execute(*shown.query.sql_with_params())
        return cursor.fetchall()


def _queries(work: Callable[[], Any]) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(visit(Path(sys.argv[1]))))
