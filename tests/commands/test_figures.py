"""`taonguon figures`: which day, which period, which organisation, what was known when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from tests import cast
from tests.imports import an_hoa
from tests.imports.an_hoa import COMMUNE, DUC, HAMLET_1, HAMLET_2, HUNG, LAN, MAI, TARGET_1, THAO

pytestmark = pytest.mark.django_db

YESTERDAY = datetime(2023, 4, 20, 3, 0, tzinfo=UTC)
TODAY = YESTERDAY + timedelta(days=1)


@pytest.fixture
def register(tmp_path, monkeypatch):
    """Load An Hòa on 1/1/2022; it is 21/4/2023 now."""
    monkeypatch.setattr(timezone, "now", lambda: TODAY)
    an_hoa.load(
        an_hoa.write(tmp_path, "cells", {**HAMLET_1, "Tỷ lệ đồng bào công giáo (%)": "12,5"}, HAMLET_2),
        an_hoa.write(tmp_path, "members", LAN, HUNG, DUC, {**MAI, "Ngày vào Đảng": "2/9/2021"}),
        an_hoa.write(tmp_path, "prospects", THAO),
        an_hoa.write(tmp_path, "targets", {"Đơn vị": "Huyện giao xã", "Năm 2021": 1, "Năm 2022": "3%"},
                     {**TARGET_1, "Năm 2021": 1}),
        at=an_hoa.FIRST_DAY,
    )  # fmt: skip


@pytest.fixture
def figures(taonguon, register):
    """Return how to ask for the commune's figures."""
    return lambda *words, of=COMMUNE: taonguon("figures", "--organisation", of, *words)


def test_without_a_day_they_are_as_of_today_and_for_this_year(figures):
    told = figures("--json").values
    assert told["as_of"] == "2023-04-21"
    assert told["period"] == {"from": "2023-01-01", "to": "2023-04-21"}


@pytest.mark.parametrize("day", ["31/12/2021", "31-12-2021", "2021-12-31"])
def test_a_day_may_be_written_in_either_way(figures, day):
    assert figures("--as-of", day, "--json").values["as_of"] == "2021-12-31"


# the options, the period they give, how many were admitted in it
PERIODS = [
    (["--as-of", "2021-12-31"], ("2021-01-01", "2021-12-31"), 2),
    (["--as-of", "2021-06-01"], ("2021-01-01", "2021-06-01"), 1),
    (["--as-of", "2021-05-31"], ("2021-01-01", "2021-05-31"), 0),
    (["--year", "2021"], ("2021-01-01", "2021-12-31"), 2),
    (["--year", "2021", "--as-of", "2021-06-30"], ("2021-01-01", "2021-06-30"), 1),
    (["--from", "1/6/2021", "--to", "2/9/2021"], ("2021-06-01", "2021-09-02"), 2),
    (["--from", "2/6/2021", "--to", "1/9/2021"], ("2021-06-02", "2021-09-01"), 0),
    (["--from", "19/5/2015"], ("2015-05-19", "2023-04-21"), 3),
]


@pytest.mark.parametrize(("words", "period", "admitted"), PERIODS)
def test_the_period_and_what_it_counts_follow_the_options(figures, words, period, admitted):
    told = figures(*words, "--json").values
    assert (told["period"]["from"], told["period"]["to"]) == period
    assert told["admitted"]["total"] == admitted


# the options, what the one sentence must say
REFUSED = [
    (["--as-of", "31/2/2022"], ["“31/2/2022” không phải là ngày", "như 21/4/2023"]),
    (["--as-of", "hôm qua"], ["“hôm qua” không phải là ngày"]),
    (["--known-at", "hôm qua"], ["“hôm qua” không phải là ngày"]),
    (["--known-at", "2022-11-22T25:00"], ["“2022-11-22T25:00” không phải là ngày"]),
    (["--from", "2/1/2022", "--to", "1/1/2022"], ["2/1/2022", "1/1/2022", "ngày cuối phải sau"]),
    (["--year", "2023", "--as-of", "31/12/2022"], ["1/1/2023", "31/12/2022"]),
    (["--from", "1/1/2024"], ["1/1/2024"]),
    (["--year", "2022", "--from", "1/1/2022"], ["Chọn một trong hai", "--year", "--from"]),
    (["--year", "0"], ["năm 0", "như 2023"]),
    (["--year", "99999"], ["năm 99999", "như 2023"]),
]


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_what_makes_no_sense_is_refused_in_one_sentence(figures, words, said):
    answer = figures(*words, "--json")
    assert (answer.code, answer.out) == (1, "")
    (sentence,) = answer.err.splitlines()
    assert all(part in sentence for part in said), sentence


def test_an_unknown_organisation_is_told_which_are_known(figures):
    answer = figures(of="Đảng bộ xã Bình Minh")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (f"Chưa có tổ chức “Đảng bộ xã Bình Minh” trong sổ. Đang có: {COMMUNE}.\n")


@pytest.mark.parametrize("name", ["dang bo xa an hoa", "ĐẢNG BỘ XÃ AN HÒA", "Đảng bộ xã An Hoà"])
def test_an_organisation_is_found_however_its_name_is_typed(figures, name):
    assert figures("--json", of=name).values["organisation"] == COMMUNE


def test_a_cell_of_a_name_that_two_communes_have_needs_the_name_above_it(figures, tmp_path):
    other = an_hoa.preview(
        an_hoa.write(tmp_path, "cells", HAMLET_1, name="khac"), commune="Đảng bộ xã Bình Minh"
    )
    an_hoa.confirm(other)
    answer = figures(of="Chi bộ thôn 1")
    assert answer.code == 1
    assert "“Chi bộ thôn 1, Đảng bộ xã An Hòa”; “Chi bộ thôn 1, Đảng bộ xã Bình Minh”" in answer.err
    told = figures("--as-of", "2021-12-31", "--json", of="Chi bộ thôn 1, Đảng bộ xã An Hòa").values
    assert told["members"]["total"] == 4


def test_a_cell_has_its_own_figures_and_profile(figures):
    told = figures("--as-of", "2023-04-21", "--json", of="Chi bộ thôn 1").values
    assert told["members"] == {"total": 4, "official": 2, "probationary": 2}
    assert told["profile"] == {"households": 120, "population": 480, "catholic_percent": "12.5"}
    assert [cell["name"] for cell in told["by_cell"]] == ["Chi bộ thôn 1"]


def test_a_profile_is_the_one_of_the_day_asked_for(figures, tmp_path):
    an_hoa.load(an_hoa.write(tmp_path, "cells", {**HAMLET_1, "Số hộ": 130}, name="sau"), at=TODAY)
    days = {day: figures("--as-of", day, "--json", of="Chi bộ thôn 1").values["profile"]
            for day in ("2021-12-31", "2023-04-20", "2023-04-21")}  # fmt: skip
    assert [told.get("households") for told in days.values()] == [None, 120, 130]


def test_a_percentage_of_members_need_not_be_a_whole_number(figures):
    told = figures("--year", "2022", "--json").values
    assert told["target"] == {"value": "3/25", "high": None, "form": "percent"}
    answer = figures("--year", "2022")
    assert answer.code == 0
    assert "3% = 0,12" in line(answer, "Chỉ tiêu năm 2022")


def line(answer, label):
    return next(row for row in answer.out.splitlines() if label in row)


def test_as_text_every_figure_has_its_name_and_the_target_its_words(figures):
    answer = figures("--year", "2021", "--as-of", "31/12/2021")
    assert answer.code == 0
    assert COMMUNE in answer.out
    for label, number in [("Đảng viên ", "4"), ("Kết nạp, là nữ", "1"), ("Nguồn ", "0"),
                          ("Chỉ tiêu năm 2021", "1"), ("So với chỉ tiêu", "vượt 100%")]:  # fmt: skip
        assert line(answer, label).rstrip(" │").endswith(f" {number}"), label


def test_those_of_whom_a_feature_is_not_known_are_told_apart(figures):
    told = figures("--year", "2021", "--json").values
    assert told["breakdown"]["youth_union"] == {"unknown": 2}
    assert told["breakdown"]["sex"] == {"female": 1, "male": 1}
    answer = figures("--year", "2021")
    assert "0 (chưa rõ: 2)" in line(answer, "Kết nạp, là đoàn viên")
    assert "chưa rõ" not in line(answer, "Kết nạp, là nữ")


def test_without_a_target_there_is_nothing_to_divide_by(figures):
    told = figures("--year", "2020", "--as-of", "2020-12-31", "--json").values
    assert told["target"]["value"] is None
    assert told["attainment"]["percent"] == "–"
    assert "–" in line(figures("--year", "2020", "--as-of", "2020-12-31"), "So với chỉ tiêu")


def set_target(low, start, end, **more):
    data = {"start": start, "end": end, "category": "", "source": "assigned", "form": "exact",
            "low": low, **more}  # fmt: skip
    commune = Organisation.objects.get(name=COMMUNE).pk
    cast.record([cast.fact("target", "2021-01-02", organisation=commune, **data)], TODAY)


# a target of 2021, what the command prints of it, what the JSON says is above it
FORMS = [
    ({"form": "range", "low": "1", "high": "3"}, "1–3", "đạt 200%", "–"),
    ({"form": "at_least", "low": "1"}, "≥ 1", "đạt 200%", "–"),
    ({"form": "exact", "low": "1"}, "1", "vượt 100%", "100.00"),
]


@pytest.mark.parametrize(("data", "number", "words", "above"), FORMS)
def test_a_target_is_told_as_the_page_tells_it(figures, data, number, words, above):
    set_target(start="2021-01-01", end="2021-12-31", **data)
    answer = figures("--year", "2021")
    assert line(answer, "Chỉ tiêu năm 2021").rstrip(" │").endswith(f" {number}")
    assert line(answer, "So với chỉ tiêu").rstrip(" │").endswith(f" {words}")
    told = figures("--year", "2021", "--json").values
    assert told["attainment"]["over_percent"] == above


# the options, the target they are measured against
MEASURED = [
    (["--from", "2021-02-01", "--to", "2021-09-02"], 1),
    (["--from", "2020-01-01", "--to", "2021-12-31"], 12),
    (["--from", "2020-01-01", "--to", "2021-12-30"], None),
    (["--from", "2021-01-01", "--to", "2022-12-31"], None),
]


@pytest.mark.parametrize(("words", "value"), MEASURED)
def test_a_period_is_measured_against_its_own_target_only(figures, words, value):
    set_target("12", "2020-01-01", "2021-12-31")
    told = figures(*words, "--json").values
    assert told["target"]["value"] == value
    assert (told["attainment"]["percent"] == "–") is (value is None)
    assert {row["target"]["value"] for row in told["by_cell"]} <= {None, 1}
    assert ("–" in line(figures(*words), "So với chỉ tiêu")) is (value is None)


def correct_an_admission_to(day):
    fact = Fact.objects.get(kind="opening", person=an_hoa.person("Lê Thị Mai").pk)
    people.correct(fact=fact, on=day, data=None, because="theo quyết định", by=None, at=TODAY)


def test_a_correction_of_today_changes_2021_but_not_2021_as_known_yesterday(figures):
    def admitted(*words):
        asked = ("--year", "2021", "--as-of", "2021-12-31", *words, "--json")
        return figures(*asked).values["admitted"]["total"]

    assert admitted() == 2
    correct_an_admission_to(date(2020, 9, 2))
    assert admitted() == 1
    assert admitted("--known-at", "2023-04-20") == 2
    assert admitted("--known-at", "2023-04-21T09:59") == 2
    assert admitted("--known-at", "2023-04-21T10:00") == 1
    assert admitted("--known-at", "2023-04-21") == 1
    assert admitted("--known-at", "2021-12-31") == 0


def test_known_before_anything_was_recorded_everything_is_nothing(figures):
    told = figures("--as-of", "2021-12-31", "--known-at", "31/12/2021", "--json").values
    assert (told["members"]["total"], told["cells"]["total"], told["by_cell"]) == (0, 0, [])
    assert told["known_at"].startswith("2021-12-31T23:59:59.999999")
