"""What an office gets: its own four workbooks in, the year's figures out, whatever their shape."""

import json
import os
import subprocess
import sys

import pytest

from taonguon.imports import actions
from taonguon.people.rebuilding import rebuild
from tests.commands import khanh_nhac
from tests.commands.khanh_nhac import BOOKS, COMMUNE, DAY, TRUTH
from tests.workbooks.variants import VARIANTS

pytestmark = pytest.mark.django_db

CELLS, MEMBERS, TARGETS, PROSPECTS = BOOKS
ORDERS = {
    "cells first": BOOKS,
    "cells last": [PROSPECTS, TARGETS, MEMBERS, CELLS],
    "targets first": [TARGETS, PROSPECTS, CELLS, MEMBERS],
}
# What the export of the national database has no column for.
NOT_CARRIED = {
    "export": {
        "members_official", "members_probationary", "admitted_since_2021_religious",
        "religious_2020_2022",
    },
}  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
def test_the_four_workbooks_in_any_order_give_every_figure(taonguon, order):
    answer = khanh_nhac.load(taonguon, ORDERS[order])
    assert (answer.code, answer.err) == (0, "")
    assert khanh_nhac.told(taonguon) == TRUTH


def carried(figures, variant):
    missing = NOT_CARRIED.get(variant, set())
    own = {**figures, **figures["hamlet_6"]}
    return {name: own[name] for name in own.keys() - missing - {"hamlet_6"}}


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name != "as_given"])
def test_the_same_lists_in_another_shape_give_the_same_figures(taonguon, tmp_path, variant):
    answer = khanh_nhac.load(taonguon, VARIANTS[variant](tmp_path))
    assert answer.code == 0
    assert answer.values["doubtful"] == []
    assert carried(khanh_nhac.told(taonguon), variant) == carried(TRUTH, variant)


@pytest.mark.parametrize("variant", ["tcvn3", "csdl", "export", "sheet_per_cell"])
def test_the_same_lists_in_another_shape_change_nothing_once_loaded(taonguon, tmp_path, variant):
    khanh_nhac.load(taonguon)
    before, head = khanh_nhac.figures(taonguon), actions.head()
    again = khanh_nhac.load(taonguon, VARIANTS[variant](tmp_path)).values
    assert (again["changed"], again["rows"]["doubtful"]) == (False, 0)
    assert (khanh_nhac.figures(taonguon), actions.head()) == (before, head)


def test_the_cells_of_2022_are_27_on_its_first_day_and_28_on_its_last(taonguon):
    khanh_nhac.load(taonguon)
    counted = {
        day: khanh_nhac.figures(taonguon, "--as-of", day)["cells"]["total"]
        for day in ("2022-01-01", "2022-08-14", "2022-08-15", "2022-12-31", DAY)
    }
    assert list(counted.values()) == [27, 27, 28, 28, 28]


def test_the_members_of_a_year_are_those_before_it_and_who_came_less_who_left(taonguon):
    khanh_nhac.load(taonguon)
    before = khanh_nhac.figures(taonguon, "--as-of", "2021-12-31")
    year = khanh_nhac.figures(taonguon, "--as-of", "2022-12-31")
    came, left = year["in"]["total"], year["out"]["total"]
    assert year["members"]["total"] == before["members"]["total"] + came - left


def test_founding_a_cell_changes_no_total(taonguon):
    khanh_nhac.load(taonguon)
    eve, day = (
        khanh_nhac.figures(taonguon, "--as-of", day) for day in ("2022-08-14", "2022-08-15")
    )
    assert eve["members"]["total"] == day["members"]["total"]
    assert eve["in_no_cell_yet"]["members"] > 0
    assert day["in_no_cell_yet"]["members"] == 0
    assert sum(row["members"] for row in day["by_cell"]) == day["members"]["total"]


def test_percentages_are_texts_with_two_places(taonguon):
    khanh_nhac.load(taonguon)
    told = khanh_nhac.figures(taonguon, "--as-of", "2022-12-31")
    assert told["attainment"] == {
        "numerator": 13, "denominator": 8, "percent": "162.50", "over_percent": "62.50",
    }  # fmt: skip


def test_the_cells_add_up_to_the_commune(taonguon):
    khanh_nhac.load(taonguon)
    told = khanh_nhac.figures(taonguon)
    for name, total in (("members", 600), ("admitted", 3), ("prospects", 41)):
        assert sum(cell[name] for cell in told["by_cell"]) == total


def test_known_at_a_moment_after_the_load_the_figures_are_the_same(taonguon):
    khanh_nhac.load(taonguon)
    folded = khanh_nhac.figures(taonguon, "--known-at", "2999-01-01")
    assert {**folded, "known_at": None} == khanh_nhac.figures(taonguon)


def test_the_answer_of_a_load_says_what_became_of_every_row(taonguon):
    told = khanh_nhac.load(taonguon).values
    kinds = {kind: rows["accepted"] for kind, rows in told["by_kind"].items()}
    assert kinds == {"cells": 28, "members": 600, "targets": 29, "prospects": 41}
    assert (told["founded"], told["changed"], told["organisation"]) == (True, True, COMMUNE)
    assert [file["name"] for file in told["files"]] == [
        CELLS.name, MEMBERS.name, TARGETS.name, PROSPECTS.name,
    ]  # fmt: skip


def test_after_the_load_the_fast_tables_are_what_the_ledger_says(taonguon):
    khanh_nhac.load(taonguon)
    assert rebuild(write=False) == {}


def test_on_a_fresh_machine_the_installed_command_does_the_same(tmp_path):
    home = tmp_path / "home"
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TAONGUON_HOME": str(home),
    }
    start = "import sys; from taonguon.commands.main import main; sys.exit(main())"

    def run(*words):
        made = subprocess.run(
            [sys.executable, "-c", start, *map(str, words)],
            capture_output=True, check=True, env=environment, cwd=tmp_path,
        )  # fmt: skip
        return json.loads(made.stdout)

    run("load", *BOOKS, "--organisation", COMMUNE, "--yes", "--json")
    told = run("figures", "--organisation", COMMUNE, "--as-of", DAY, "--json")
    assert (told["members"]["total"], told["cells"]["total"]) == (600, 28)
    assert {path.suffix for path in home.iterdir() if "taonguon" in path.name} >= {".sqlite3"}
