"""The benchmark of the forecast measures what it says: 60 open cases in 28 cells, 10,000 draws."""

from datetime import date

from benchmarks import forecasting
from taonguon.outlook.forecast import Asked, forecast
from taonguon.rules.outlook import shipped


def test_the_commune_is_of_the_size_named():
    made = forecasting.commune(1)
    told = forecast(made.history, Asked(forecasting.DAY, {}, {}), shipped(), 100)
    assert told.open == made.open == 60
    assert len(told.parts) == 28
    assert date(2026, 1, 31) == forecasting.DAY


def test_both_ways_draw_ten_thousand_times(monkeypatch):
    made = forecasting.commune(1)
    seen = []
    monkeypatch.setattr(
        forecasting, "forecast", lambda *asked: seen.append(asked[-1]) or forecast(*asked[:-1], 50)
    )
    assert forecasting.ours(made) >= 0
    assert seen == [10_000] == [forecasting.DRAWS]
    assert 0 <= forecasting.plain(made) <= 60


def test_it_tells_both_sizes_and_their_goals(monkeypatch):
    monkeypatch.setattr(forecasting, "DRAWS", 200)
    (section,) = forecasting.measure(None, small=True)
    assert len(section.lines) == 2 + 4
    assert [words.partition(":")[0] for words, *_ in section.goals] == ["one commune", "a province"]
