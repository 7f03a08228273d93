"""`taonguon forecast`: as JSON and for the eye, what it refuses, and that it names nobody."""

from datetime import date

import pytest
from django.core.cache import cache

from tests import cast
from tests.outlook import register
from tests.outlook.communes import commune

pytestmark = pytest.mark.django_db

NAME = "Đảng bộ xã Thử Nghiệm"
DAY = "30/6/2016"


@pytest.fixture
def forecast(taonguon):
    """Return how to ask for the forecast of a made-up commune of eight cells."""
    cache.clear()
    register.write(commune(21, cells=8, years=6), date(2016, 6, 30), target=6)
    return lambda *words, of=NAME: taonguon("forecast", "--organisation", of, *words)


def test_as_json_it_gives_counts_and_ranges_and_nobody(forecast):
    answer = forecast("--year", "2016", "--as-of", DAY, "--json")
    told = answer.values
    assert (answer.code, answer.err) == (0, "")
    assert (told["organisation"], told["year"], told["as_of"]) == (NAME, 2016, "2016-06-30")
    assert told["plain"]["admitted"] + told["plain"]["in_hand"] == told["plain"]["total"]
    assert told["target_reached"]["draws"] == told["draws"] == 10_000
    assert [one["month"] for one in told["months"]] == list(range(7, 13))
    assert told["months"][-1]["middle"] == told["total"]["middle"]
    assert {one["stage"] for one in told["limits"]} >= {"proposed", "permitted"}
    assert told["backtest"]["years"][-1] == 2015
    assert "Khả Nghiệm" not in answer.out
    assert str(register.FIRST_PERSON)[:3] + "0" not in answer.out.replace("10000", "")


def test_a_cell_with_one_or_two_under_way_has_no_range(forecast):
    cells = forecast("--as-of", DAY, "--json").values["cells"]
    assert {one["open"] in (1, 2) for one in cells} == {True, False}
    for one in cells:
        assert (one["total"] is None) is (one["open"] in (1, 2))
        assert one["target_reached"] is None


def test_the_same_day_gives_the_same_forecast(forecast):
    first = forecast("--as-of", DAY, "--json").out
    cache.clear()
    assert forecast("--as-of", DAY, "--json").out == first


def test_for_the_eye_it_tells_the_plain_count_and_the_cells(forecast):
    answer = forecast("--as-of", DAY)
    assert answer.code == 0
    assert "Cách đếm thường dùng" in answer.out
    assert "Khả năng đạt chỉ tiêu" in answer.out
    assert "Chi bộ xóm Thử 1" in answer.out
    assert "Sai số" in answer.out
    assert "Khả Nghiệm" not in answer.out


def test_with_few_facts_it_tells_the_plain_count_and_why(forecast):
    told = forecast("--as-of", "31/12/2011", "--json").values
    assert not told["enough"]
    assert "Chưa đủ số liệu để dự báo" in told["why_none"]
    assert "total" not in told
    assert told["backtest"]["months"] == []
    assert "Chưa đủ số liệu" in forecast("--as-of", "31/12/2011").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-of", DAY, "--year", "2017"], "Ngày 30/6/2016 không nằm trong năm 2017"),
        (["--as-of", "1/1/2999"], "Ngày 1/1/2999 còn ở tương lai"),
        (["--as-of", "31/2/2016"], "“31/2/2016” không phải là ngày"),
    ],
)
def test_a_day_it_cannot_stand_on_is_refused(forecast, words, said):
    answer = forecast(*words)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err


def test_a_cell_or_a_province_has_no_forecast_of_its_own(forecast):
    cast.record([cast.founding(980, name="Đảng bộ tỉnh Thử", kind="province", parent=None)])
    for name in ("Chi bộ xóm Thử 1", "Đảng bộ tỉnh Thử"):
        answer = forecast("--as-of", DAY, of=name)
        assert (answer.code, answer.out) == (1, "")
        assert "dự báo làm cho cả một đảng bộ" in answer.err
