"""The sample commune through the commands, its figures under the names of `scenarios/khanh-nhac.json`."""

import json

from tests.workbooks.lists import FIGURES, GIVEN, STEMS

COMMUNE = "Đảng bộ xã Khánh Nhạc"
HAMLET = "Chi bộ xóm 6"
BOOKS = [GIVEN / f"{stem}.xlsx" for stem in STEMS]
TRUTH = json.loads(FIGURES.read_text("utf-8"))
DAY = TRUTH["as_of"]


def load(taonguon, paths=BOOKS):
    """Load lists without asking; return the command's answer."""
    return taonguon("load", *paths, "--organisation", COMMUNE, "--yes", "--json")


def figures(taonguon, *words, of=COMMUNE):
    """Return the values of `figures --json` as of the sample's day unless another is named."""
    day = [] if "--as-of" in words else ["--as-of", DAY]
    return taonguon("figures", "--organisation", of, *day, *words, "--json").values


def told(taonguon):
    """Return every figure of the scenario as the commands tell it."""
    now = figures(taonguon)
    since = figures(taonguon, "--from", "2021-01-01", "--to", DAY)
    before = figures(taonguon, "--as-of", "2022-12-31")
    start = figures(taonguon, "--as-of", "2022-01-01")
    return {
        "as_of": now["as_of"],
        "organisation": now["organisation"],
        "members_total": now["members"]["total"],
        "members_official": now["members"]["official"],
        "members_probationary": now["members"]["probationary"],
        "cells_total": now["cells"]["total"],
        "cells_total_2022-01-01": start["cells"]["total"],
        "admitted_since_2021": since["admitted"]["total"],
        "admitted_since_2021_religious": since["admitted"]["religious"],
        "admitted_2022": before["admitted"]["total"],
        "target_2022": before["target"]["value"],
        "percent_of_target_2022": float(before["attainment"]["percent"]),
        "over_target_2022_percent": float(before["attainment"]["over_percent"]),
        "target_2023": now["target"]["value"],
        "target_change_2023_on_2022": now["target"]["value"] - before["target"]["value"],
        "admitted_2023_to_date": now["admitted"]["total"],
        "hamlet_6": hamlet_6(taonguon),
        "prospects_total": now["prospects"]["total"],
        "prospects_certified": now["prospects"]["certified"],
    }


def hamlet_6(taonguon):
    """Return the figures of hamlet 6 as the commands tell them of the cell itself."""
    years = {
        str(year): figures(taonguon, "--year", str(year), of=HAMLET) for year in range(2020, 2024)
    }
    term = [years[year] for year in ("2020", "2021", "2022")]
    profile = years["2023"]["profile"]
    return {
        "households": profile["households"],
        "population": profile["population"],
        "catholic_percent": int(profile["catholic_percent"]),
        "admitted_by_year": {year: told["admitted"]["total"] for year, told in years.items()},
        "admitted_2020_2022": sum(told["admitted"]["total"] for told in term),
        "target_2020_2022": sum(told["target"]["value"] or 0 for told in term),
        "religious_2020_2022": sum(told["admitted"]["religious"] for told in term),
    }
