"""Every way the import is measured keeps the members the workbook holds, or no ratio were fair."""

from contextlib import nullcontext
from datetime import date
from importlib.util import find_spec

import pytest

from benchmarks import importing, stopwatch, ways, workbooks
from benchmarks.databases import SQLITE, Databases
from taonguon.sources.reading import read

MEMBERS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("books")
    workbooks.write(made, MEMBERS)
    return made


@pytest.fixture(scope="module")
def found():
    named = [way for way in importing.WAYS[SQLITE] if way != "import_export" or find_spec(way)]
    with Databases() as databases:
        return importing.run(databases, MEMBERS, {SQLITE: named}, rounds=1)


def test_every_way_keeps_as_many_rows_as_the_workbook_holds(found):
    assert {way: told[0]["rows"] for (_, way), told in found.items()} == dict.fromkeys(
        (way for _, way in found), MEMBERS
    )
    assert (SQLITE, "ours") in found
    assert (SQLITE, "bulk") in found


def test_ours_writes_at_least_two_facts_a_member_and_undoing_leaves_nobody(found):
    (told,) = found[SQLITE, "ours"]
    assert told["facts"] >= 2 * MEMBERS
    assert told["left"] == 0


def test_a_time_is_told_for_each_way(found):
    assert len(importing.lines(found, MEMBERS)) == len(found) + 2


def test_the_list_and_the_flat_table_hold_the_same_members(folder):
    listed = [row.record for row in read(folder / workbooks.OFFICE) if row.verdict == "accepted"]
    flat = [workbooks.Member(*row) for row in ways.read_flat(folder)]
    assert len(listed) == len(flat) == MEMBERS
    assert [_said_of(record) for record in listed] == [_flat(member) for member in flat]


def _said_of(record):
    names = ("name", "sex", "born", "hometown", "admitted_on", "official_on", "card", "cell")
    return tuple(record[name] for name in names)


def _flat(one):
    def day(value):
        return value.isoformat() if isinstance(value, date) else None

    return (
        one.name, one.sex, day(one.born), one.hometown, day(one.admitted_on), day(one.official_on),
        one.card, one.cell,
    )  # fmt: skip


def test_a_way_that_loses_a_row_stops_the_benchmark(monkeypatch):
    monkeypatch.setattr(stopwatch, "apart", lambda *_, **__: {"rows": MEMBERS - 1})
    monkeypatch.setattr(Databases, "fresh", lambda *_: nullcontext({}))
    with Databases() as databases, pytest.raises(RuntimeError, match=f"of {MEMBERS} rows"):
        importing.run(databases, MEMBERS, {SQLITE: ["bulk"]}, rounds=1)
