"""The rulebook: the value of a day, its end, its successor, and what changes between two days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taonguon.core.assessment import assess
from taonguon.core.rulebook import BeforeRulebook, Instrument, Rule, Source, Text, Value
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()
DAYS = st.dates(date(2016, 7, 25), date(2027, 12, 31))
KEYS = st.sampled_from(sorted(BOOK.rules))
WORDS = Text("thử", "trial")


def value(start, told, end=None, key="test"):
    return Value(key, told, start, end, Source("294-QĐ/TW", "1"), "text")


def rule(*values):
    return Rule("test", WORDS, "count", "step", values)


TWO = rule(value(date(2020, 1, 1), 1), value(date(2022, 1, 1), 2, date(2023, 12, 31)))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2020, 1, 1), 1),
        (date(2021, 12, 31), 1),
        (date(2022, 1, 1), 2),
        (date(2023, 12, 31), 2),
    ],
)
def test_the_value_of_a_day(day, told):
    assert TWO.on(day).value == told


def test_a_rule_that_has_ended_says_nothing_more():
    assert TWO.on(date(2024, 1, 1)) is None


def test_before_the_oldest_value_nothing_is_guessed():
    with pytest.raises(BeforeRulebook) as before:
        TWO.on(date(2019, 12, 31))
    assert (before.value.key, before.value.on) == ("test", date(2019, 12, 31))
    with pytest.raises(BeforeRulebook):
        rule().on(date(2025, 1, 1))
    with pytest.raises(BeforeRulebook):
        BOOK.at(date(2016, 7, 24))
    with pytest.raises(BeforeRulebook):
        replace(BOOK, rules={"test": TWO}).value("test", date(2024, 1, 1))


@given(day=DAYS)
def test_what_is_in_force_is_what_each_rule_says_on_the_day(day):
    told = BOOK.at(day)
    for key, one in BOOK.rules.items():
        try:
            found = one.on(day)
        except BeforeRulebook:
            found = None
        assert told.values.get(key) == found
    assert told.procedure.start <= day


def test_the_eras_of_the_procedure():
    keys = [
        (date(2025, 6, 30), "district"),
        (date(2025, 7, 1), "commune"),
        (date(2026, 7, 25), "commune"),
        (date(2026, 7, 26), "three-levels"),
    ]
    assert [BOOK.at(day).procedure.key for day, _ in keys] == [key for _, key in keys]


@pytest.mark.parametrize(
    ("day", "actor"),
    [
        (date(2022, 2, 10), "district_standing"),
        (date(2025, 6, 30), "district_standing"),
        (date(2025, 7, 1), "commune_standing"),
        (date(2026, 8, 1), "commune_standing"),
    ],
)
def test_who_decides(day, actor):
    assert BOOK.at(day).steps["decision"].actor == actor


@given(key=KEYS, start=DAYS, ago=st.integers(1, 3000))
def test_a_value_from_a_day_on_changes_nothing_before_it(key, start, ago):
    amended = BOOK.with_value(value(start, "new", key=key))
    before = start - timedelta(days=ago)
    assert amended.rules[key].on(start).value == "new"
    if before >= BOOK.rules[key].values[0].start:
        assert amended.rules[key].on(before).value == BOOK.rules[key].on(before).value


CHANGES = st.sampled_from(
    [
        ("age.min", 21),
        ("class.validity", 12),
        ("dossier.max_age", 1),
        ("sponsor.together", 120),
        ("vote.cell", ">= 19/20"),
        ("decide.deadline.admit", 5),
        ("edu.min", "upper_secondary"),
        ("probation.length", 24),
        ("ceremony.deadline", 1),
    ]
)
COURSES = st.sampled_from([dossiers.TO_2025, dossiers.FROM_2025])


@settings(max_examples=60, deadline=None)
@given(change=CHANGES, start=DAYS, rows=COURSES, ago=st.integers(1, 900))
def test_changing_a_parameter_from_a_day_on_changes_no_verdict_before_it(change, start, rows, ago):
    key, told = change
    day = start - timedelta(days=ago)
    if day < BOOK.begins:
        return
    old = BOOK.rules[key].values[-1]
    new = replace(value(start, told, key=key), counted_from=old.counted_from)
    amended, case = BOOK.with_value(new), dossiers.case(rows).until(day)
    assert assess(case, amended, day) == assess(case, BOOK, day)


def test_a_successor_closes_what_was_to_end_later_and_takes_the_place_of_later_ones():
    book = replace(BOOK, rules={"test": TWO})
    told = book.with_value(value(date(2023, 6, 1), 5)).rules["test"].values
    assert [(one.start, one.end, one.value) for one in told] == [
        (date(2020, 1, 1), None, 1),
        (date(2022, 1, 1), None, 2),
        (date(2023, 6, 1), None, 5),
    ]
    told = book.with_value(value(date(2021, 1, 1), 5)).rules["test"].values
    assert [one.value for one in told] == [1, 5]


def test_what_ended_before_stays_ended():
    told = replace(BOOK, rules={"test": TWO}).with_value(value(date(2025, 1, 1), 5))
    assert told.rules["test"].values[1].end == date(2023, 12, 31)
    assert told.rules["test"].on(date(2024, 6, 1)) is None


def test_what_changes_between_two_days():
    told = {
        new.key: (old.value, new.value)
        for old, new in BOOK.changes(date(2025, 6, 30), date(2025, 7, 1))
        if old.value != new.value
    }
    assert told == {"decide.deadline.admit": (60, 45), "decide.deadline.extension": (30, 15)}
    assert BOOK.changes(date(2025, 8, 1), date(2025, 8, 2)) == []


def test_a_rule_that_begins_has_no_earlier_value():
    found = [new.key for old, new in BOOK.changes(date(2018, 8, 27), date(2018, 8, 28)) if not old]
    assert found == ["request.religion", "consent.religion"]


def test_an_instrument_is_learnt_once():
    new = Instrument("301-QĐ/TW", WORDS, date(2027, 1, 1), "text")
    book = BOOK.with_instrument(new)
    assert book.instruments["301-QĐ/TW"] == new
    assert book.with_instrument(replace_name(new)) is book
    assert "301-QĐ/TW" not in BOOK.instruments


def replace_name(one):
    return one._replace(name=Text("khác", "other"))


def test_a_calendar_is_changed_only_when_it_differs():
    assert BOOK.with_calendar(BOOK.calendar) is BOOK
    other = BOOK.calendar.with_announced(2028)
    assert BOOK.with_calendar(other).calendar == other


def test_words_of_codes_and_steps():
    assert BOOK.word("cell", "vi") == "chi bộ"
    assert BOOK.word("cell_vote", "en") == "The cell votes on admission"
    assert BOOK.word("no such code", "vi") == "no such code"
    assert (WORDS.said("vi"), WORDS.said("en"), WORDS.said("fr")) == ("thử", "trial", "thử")


def test_a_source_is_said_with_its_clause():
    assert str(Source("294-QĐ/TW", "4.1")) == "294-QĐ/TW, 4.1"
    assert str(Source("208-QĐ/TW", "")) == "208-QĐ/TW"


THREE = rule(
    value(date(2018, 1, 1), 0),
    value(date(2020, 1, 1), 1),
    value(date(2022, 1, 1), 2, date(2023, 12, 31)),
)


@pytest.mark.parametrize(
    ("start", "kept"),
    [
        (date(2023, 12, 31), [(2018, None), (2020, None), (2022, None)]),
        (date(2024, 1, 1), [(2018, None), (2020, None), (2022, date(2023, 12, 31))]),
        (date(2022, 1, 1), [(2018, None), (2020, None)]),
        (date(2018, 1, 2), [(2018, None)]),
        (date(2018, 1, 1), []),
    ],
)
def test_a_successor_leaves_what_began_before_it(start, kept):
    told = replace(BOOK, rules={"test": THREE}).with_value(value(start, 9)).rules["test"].values
    assert [(one.start.year, one.end) for one in told[:-1]] == kept
    assert (told[-1].value, told[-1].start) == (9, start)


def everything(book, day):
    """Return what is in force on a day, looked up plainly and without keeping anything."""
    values = {}
    for key, one in book.rules.items():
        held = [v for v in one.values if v.start <= day and (v.end is None or day <= v.end)]
        if held:
            values[key] = held[-1]
    steps = {}
    for key, step in book.steps.items():
        held = [v for v in step.values if v.start <= day and (v.end is None or day <= v.end)]
        if held:
            steps[key] = held[-1]
    eras = [era for era in book.procedures if era.start <= day]
    return values, steps, eras[-1]


TURNS = sorted(
    {v.start for r in BOOK.rules.values() for v in r.values}
    | {v.start for s in BOOK.steps.values() for v in s.values}
    | {era.start for era in BOOK.procedures}
)


def test_on_each_day_of_a_change_and_beside_it_everything_is_as_looked_up():
    book = replace(BOOK)
    for turn in TURNS:
        for day in (turn - timedelta(days=1), turn, turn + timedelta(days=1)):
            if day >= book.begins:
                told = book.at(day)
                assert (told.values, told.steps, told.procedure) == everything(book, day)


def test_what_ends_is_gone_on_the_day_after_and_no_sooner():
    ending = {"test": rule(value(date(2020, 1, 1), 1, date(2023, 5, 10)))}
    step = BOOK.steps["decision"]
    last = replace(step.values[-1], start=date(2016, 7, 25), end=date(2023, 5, 20))
    steps = {"decision": replace(step, values=(last,))}
    for days in ((9, 10, 11, 12, 19, 20, 21, 22), (22, 21, 20, 19, 12, 11, 10, 9)):
        book = replace(BOOK, rules=ending, steps=steps)
        for day in days:
            told = book.at(date(2023, 5, day))
            assert ("test" in told.values) is (day <= 10)
            assert ("decision" in told.steps) is (day <= 20)


def test_an_era_alone_is_a_change_as_well():
    book = replace(BOOK, rules={}, steps={})
    for era in book.procedures:
        assert book.at(era.start).procedure == era
    assert book.at(book.procedures[1].start - timedelta(days=1)).procedure == book.procedures[0]


def test_a_day_before_the_rulebook_is_named():
    with pytest.raises(BeforeRulebook, match=r"^test: nothing is known of 2019-12-31$"):
        TWO.on(date(2019, 12, 31))
