"""Narrower layers: a province may add and tighten, a loosening is refused."""

from dataclasses import replace
from datetime import date

import pytest

from taonguon.core.assessment import assess
from taonguon.core.case import Event
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


def timed(key, *told):
    """Return a layer's values of a time limit, each with the step it counts from."""
    text = values(key, *((start, value) for start, value, _step in told))
    for start, value, step in told:
        row = f"from = {start}\nvalue = {value}\n"
        text = text.replace(row, f'{row}counted_from = "{step}"\n' if step else row)
    return text


@pytest.mark.parametrize(
    ("told", "line", "words"),
    [
        ([("2026-06-01", 40, ""), ("2026-03-01", 30, "")], 12, "overlaps"),
        ([("2026-03-01\nto = 2026-02-01", 40, "")], 12, "ends before it begins"),
        ([("2026-03-01\nto = 2026-04-01", 40, ""), ("2026-05-01", 30, "")], 12, "leaves a gap"),
        ([("2026-03-01", 40, "moon")], 12, "no step “moon”"),
        ([("2026-03-01", 40, ""), ("2026-05-01", 40, "moon")], 18, "no step “moon”"),
        ([("2026-03-01", 44, "dossier_received")], 12, "this loosens"),
        ([("2026-03-01", 44, "appraisal")], 12, "this loosens"),
        ([("2026-03-01", 44, "cv_certified")], 12, "this loosens"),
        ([("2026-03-01", 46, "application")], 12, "loosens"),
        ([("2016-07-24", 40, "")], 12, "begins before the wide rule"),
    ],
)
def test_a_bad_layer_of_a_time_limit_is_refused_where_it_stands(layered, told, line, words):
    with pytest.raises(BadRule, match=words) as bad:
        layered(timed("decide.deadline.admit", *told).replace("on = 2023-01-01", "on = 2016-01-01"))
    assert (bad.value.file, bad.value.line) == ("mau.toml", line)


@pytest.mark.parametrize(
    ("key", "value", "step"),
    [
        ("decide.deadline.admit", 45, "application"),
        ("decide.deadline.admit", 30, "permission"),
        ("recog.cell.deadline", 30, "ceremony"),
        ("recog.cell.deadline", 30, "decision"),
        ("ceremony.deadline", 30, "decision"),
    ],
)
def test_a_start_that_is_sure_to_come_no_later_stands(layered, key, value, step):
    book = layered(timed(key, ("2026-03-01", value, step)))
    told = book.value(key, date(2026, 3, 1))
    assert (told.value, told.counted_from, told.layer) == (value, step, "province")


def test_where_the_nation_counts_as_early_and_as_short_its_own_value_stands(layered):
    book = layered(timed("ceremony.deadline", ("2026-03-01", 30, "decision")))
    assert book.value("ceremony.deadline", date(2026, 7, 25)).layer == "province"
    told = book.value("ceremony.deadline", date(2026, 7, 26))
    assert (told.counted_from, told.layer) == ("decision", "national")


def test_a_shorter_time_counts_from_wherever_the_nation_does(layered):
    book = layered(timed("ceremony.deadline", ("2026-03-01", 20, "")))
    told = {day: book.value("ceremony.deadline", day) for day in (
        date(2026, 2, 28), date(2026, 3, 1), date(2026, 7, 25), date(2026, 7, 26),
    )}  # fmt: skip
    assert [(one.value, one.counted_from) for one in told.values()] == [
        (30, "decision_received"), (20, "decision_received"), (20, "decision_received"),
        (20, "decision"),
    ]  # fmt: skip


def test_a_later_start_of_the_layer_gives_way_when_the_nation_counts_from_earlier(layered):
    book = layered(timed("ceremony.deadline", ("2026-03-01", 20, "decision_received")))
    told = book.value("ceremony.deadline", date(2026, 7, 26))
    assert (told.value, told.counted_from, told.layer) == (30, "decision", "national")


def test_where_both_have_ended_nothing_is_in_force(layered):
    rule = BOOK.rules["class.validity"]
    ended = replace(rule.values[-1], end=date(2026, 12, 31))
    over = replace(rule, values=(*rule.values[:-1], ended))
    text = values("class.validity", ("2026-03-01\nto = 2027-03-31", 36))
    book = layered(text, replace(BOOK, rules={**BOOK.rules, rule.key: over}))
    told = book.rules[rule.key]
    assert (told.on(date(2026, 12, 31)).value, told.on(date(2027, 3, 31)).value) == (36, 36)
    assert told.on(date(2027, 4, 1)) is None


def test_ha_noi_asks_for_another_vote_after_a_refused_recognition():
    on = with_layer(BOOK, shipped_layer("ha-noi"))
    case = dossiers.case(upto="recognition_vote")
    told = assess(case, on, date(2026, 11, 17))
    assert "local.recognise_redo" not in {one.rule.key for one in told.deadlines}
    no = Event("recognition", date(2026, 11, 16), {"approved": False})
    told = assess(case.with_event(no), on, date(2026, 11, 17))
    (due,) = [one for one in told.due() if one.rule.key == "local.recognise_redo"]
    assert (due.step, due.since, due.due) == (
        "recognition_vote", date(2026, 11, 16), date(2027, 1, 20),
    )  # fmt: skip
