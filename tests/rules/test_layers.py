"""Narrower layers: a province may add and tighten, a loosening is refused."""

from dataclasses import replace
from datetime import date

import pytest

from taonguon.core.assessment import assess
from taonguon.rules.layers import stricter
from taonguon.rules.loading import national, shipped_layer, with_layer
from taonguon.rules.reading import BadRule
from tests import dossiers

BOOK = national()
HEAD = """\
[layer]
name = { vi = "Tỉnh mẫu", en = "Sample province" }
level = "province"

[instruments."01-HD/TU"]
name = { vi = "Hướng dẫn mẫu", en = "Sample guidance" }
on = 2023-01-01
verified = "text"
"""


def values(key, *told):
    rows = [f'\n[rules."{key}"]\n']
    for start, value in told:
        rows.append(
            f'\n[[rules."{key}".values]]\nfrom = {start}\nvalue = {value}\n'
            'source = { instrument = "01-HD/TU", clause = "2" }\nverified = "text"\n'
        )
    return HEAD + "".join(rows)


@pytest.fixture
def layered(tmp_path):
    """Return how to lay a text upon the national rules."""

    def laid(text, book=BOOK):
        path = tmp_path / "mau.toml"
        path.write_text(text, "utf-8")
        return with_layer(book, path)

    return laid


def test_ha_noi_is_off_until_turned_on():
    assert not [key for key in BOOK.rules if key.startswith("local.")]
    on = with_layer(BOOK, shipped_layer("ha-noi"))
    assert [key for key in on.rules if key not in BOOK.rules] == [
        "local.cell_to_up", "local.committee_to_up", "local.recognise_redo",
    ]  # fmt: skip
    assert on.rules["local.cell_to_up"].values[0].layer == "province"


def test_an_added_time_limit_runs_like_any_other():
    on = with_layer(BOOK, shipped_layer("ha-noi"))
    case = dossiers.case(upto="cell_vote").until(date(2025, 8, 21))
    moved = tuple(
        one._replace(on=date(2025, 12, 1)) if one.kind == "cell_vote" else one
        for one in case.events
    )
    told = assess(replace(case, events=moved), on, date(2025, 12, 2))
    due = {one.rule.key: one.due for one in told.due()}
    assert due["local.cell_to_up"] == date(2025, 12, 8)
    assert "local.cell_to_up" not in {
        one.rule.key for one in assess(case, on, date(2025, 8, 22)).due()
    }


def test_a_tightening_is_taken_from_its_day_on(layered):
    book = layered(values("class.validity", ("2026-03-01", 36)))
    assert book.value("class.validity", date(2026, 2, 28)).value == 60
    told = book.value("class.validity", date(2026, 3, 1))
    assert (told.value, told.layer, str(told.source)) == (36, "province", "01-HD/TU, 2")
    assert BOOK.value("class.validity", date(2026, 3, 1)).value == 60


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("class.validity", "72"),
        ("age.min", "17"),
        ("age.max", "65"),
        ("decide.deadline.admit", "60"),
        ("sponsor.count.default", "1"),
        ("vote.cell", '"> 1/2"'),
        ("edu.min", '"primary"'),
    ],
)
def test_a_loosening_is_refused_with_file_and_line(layered, key, value):
    with pytest.raises(BadRule) as bad:
        layered(values(key, ("2026-03-01", value)))
    assert (bad.value.file, bad.value.line) == ("mau.toml", 12)
    assert "nới lỏng" in bad.value.said("vi")
    assert "loosens" in bad.value.said("en")


@pytest.mark.parametrize(
    ("key", "value"),
    [("age.min", "20"), ("vote.cell", '">= 3/4"'), ("edu.min", '"upper_secondary"'),
     ("decide.deadline.admit", "45"), ("sponsor.together", "24")],
)  # fmt: skip
def test_what_is_stricter_or_the_same_stands(layered, key, value):
    book = layered(values(key, ("2026-03-01", value)))
    assert str(book.value(key, date(2026, 3, 1)).value) == value.strip('"')


def test_of_two_layers_the_stricter_stands_when_the_nation_changes_later(layered):
    book = layered(values("decide.deadline.admit", ("2024-01-01", 50)))
    told = {day: book.value("decide.deadline.admit", day).value for day in (
        date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1),
    )}  # fmt: skip
    assert list(told.values()) == [60, 50, 50, 45]


def test_a_layer_may_end(layered):
    text = values("class.validity", ("2026-03-01", 36)).replace(
        "from = 2026-03-01", "from = 2026-03-01\nto = 2026-06-30"
    )
    book = layered(text)
    assert book.value("class.validity", date(2026, 6, 30)).value == 36
    assert book.value("class.validity", date(2026, 7, 1)).value == 60


def test_a_rule_that_knows_no_stricter_value_is_not_to_be_overridden(layered):
    with pytest.raises(BadRule) as bad:
        layered(values("class.required", ("2026-03-01", "false")))
    assert "cấp dưới không được đặt khác" in bad.value.said("vi")


def test_a_layer_says_its_level(layered):
    with pytest.raises(BadRule, match="level"):
        layered(HEAD.replace('"province"', '"national"'))


def test_a_commune_lies_upon_its_province(layered):
    province = layered(values("class.validity", ("2026-03-01", 36)))
    text = values("class.validity", ("2026-04-01", 24)).replace('"province"', '"commune"')
    book = layered(text, province)
    assert book.value("class.validity", date(2026, 4, 1)).layer == "commune"
    loose = values("class.validity", ("2026-04-01", 48)).replace('"province"', '"commune"')
    with pytest.raises(BadRule, match="loosens"):
        layered(loose, province)


@pytest.mark.parametrize(
    ("key", "one", "other", "told"),
    [
        ("vote.cell", ">= 3/4", ">= 2/3", True),
        ("vote.cell", "> 2/3", ">= 2/3", True),
        ("vote.cell", ">= 2/3", "> 2/3", False),
        ("edu.min", "upper_secondary", "primary", True),
        ("age.max", 55, 60, True),
        ("age.min", 18, 18, False),
    ],
)
def test_which_is_stricter(key, one, other, told):
    assert stricter(BOOK.rules[key], one, other) is told
