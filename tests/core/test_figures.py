"""What each figure counts, against its definition in words; and the conditions it is made of."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core import description, figures, organisation
from taonguon.core.breakdowns import BREAKDOWNS, band, breakdown
from taonguon.core.days import NotAPeriod, Period
from taonguon.core.facts import by_person
from taonguon.core.figures import DEFINITIONS, Condition, count, holds, matching
from taonguon.core.membership import course
from taonguon.core.prospects import prospect
from taonguon.rules.bodies import code_of
from tests import histories, oracle
from tests.cast import (
    COMMUNE,
    DUC,
    ELSEWHERE,
    HAMLET_1,
    HAMLET_2,
    HUNG,
    LAN,
    MAI,
    OTHER_CELL,
    SCHOOL,
    admission,
    fact,
    foundings,
)

YEAR = Period.year(2022)
LAST = YEAR.end


def register(tree, facts, root=COMMUNE):
    """Fold facts into what figures are counted from, for the subtree of an organisation."""
    mark, size = organisation.segment(root), organisation.SEGMENT
    placed = organisation.place(organisation.history(tree))
    rows = [
        row.version
        for row in (*placed, *organisation.early(placed))
        if any(row.path[at : at + size] == mark for at in range(0, len(row.path), size))
    ]
    changes = {day for row in placed for day in (row.version.start, row.version.end) if day}
    people = [(own, course(own)) for own in by_person(facts).values()]
    found = [prospect(own, told, code_of) for own, told in people]
    return figures.Register(
        spans=[span for _, told in people for span in told.spans],
        admissions=[one for own, told in people for one in description.admissions(own, told)],
        prospects=[one for one in found if one is not None],
        inside=lambda cell, on: any(v.organisation == cell and v.covers(on) for v in rows),
        cells=lambda on: [v.organisation for v in rows if v.kind == "cell" and v.covers(on)],
        turns=lambda cell: sorted(changes),
    )


def counted(code, *facts, root=COMMUNE, as_of=LAST, period=YEAR, tree=()):
    told = register([*foundings(), *tree], facts, root)
    return count(DEFINITIONS[code], told, as_of, period).counted


def of(person, kind, day, cell=None, **data):
    return fact(kind, day, person=person, organisation=cell, **data)


LAN_ADMITTED = admission(LAN, HAMLET_1, "2022-05-19", sex="female", born="2000")
HUNG_ADMITTED = admission(HUNG, HAMLET_2, "2022-09-02", sex="male", born="1985-09-03")
BOTH = (*LAN_ADMITTED, *HUNG_ADMITTED)


def test_a_figure_keeps_whom_it_counted():
    figure = count(DEFINITIONS["admitted.total"], register(foundings(), BOTH), LAST, YEAR)
    assert figure.counted == (LAN, HUNG)
    assert figure.value == 2


@pytest.mark.parametrize(
    ("as_of", "people"),
    [
        ("2022-05-18", ()),
        ("2022-05-19", (LAN,)),
        ("2022-09-01", (LAN,)),
        ("2022-12-31", (LAN, HUNG)),
    ],
)
def test_a_period_is_cut_at_the_day_asked_about(as_of, people):
    assert counted("admitted.total", *BOTH, as_of=date.fromisoformat(as_of)) == people


def test_before_its_period_nothing_can_be_asked():
    with pytest.raises(NotAPeriod):
        counted("admitted.total", as_of=date(2021, 12, 31))


@pytest.mark.parametrize("day", ["2021-12-31", "2023-01-01"])
def test_an_admission_a_day_outside_the_period_is_not_counted(day):
    facts = admission(LAN, HAMLET_1, day)
    assert counted("admitted.total", *facts, as_of=date(2023, 12, 31)) == ()


@pytest.mark.parametrize(
    ("code", "people"),
    [
        ("admitted.women", (LAN,)),
        ("admitted.age_18_30", (LAN,)),
        ("admitted.age_36_40", (HUNG,)),
        ("admitted.age_31_35", ()),
        ("members.probationary", (LAN, HUNG)),
        ("members.official", ()),
        ("in.total", (LAN, HUNG)),
        ("in.transferred", ()),
        ("out.total", ()),
    ],
)
def test_two_admissions_are_counted_where_they_belong(code, people):
    assert counted(code, *BOTH) == people


def test_a_move_inside_the_commune_is_none_for_it_and_one_for_each_cell():
    moved = [*LAN_ADMITTED, of(LAN, "move", "2022-10-01", SCHOOL)]
    for code, root, people in [
        ("out.transferred", COMMUNE, ()),
        ("in.transferred", COMMUNE, ()),
        ("out.transferred", HAMLET_1, (LAN,)),
        ("in.transferred", SCHOOL, (LAN,)),
    ]:
        assert counted(code, *moved, root=root) == people, code


def test_a_move_to_another_commune_is_out_of_one_and_into_the_other():
    moved = [*LAN_ADMITTED, of(LAN, "move", "2022-10-01", OTHER_CELL)]
    assert counted("out.transferred", *moved) == (LAN,)
    assert counted("in.transferred", *moved, root=ELSEWHERE) == (LAN,)


MERGED = fact("merge", "2022-10-01", organisation=HAMLET_1)


def test_members_of_a_merged_cell_move_inside_the_commune_and_out_of_the_cell():
    moved = [*LAN_ADMITTED, of(LAN, "move", "2022-10-01", HAMLET_2)]
    assert counted("in.transferred", *moved, tree=[MERGED]) == ()
    assert counted("out.transferred", *moved, tree=[MERGED]) == ()
    assert counted("out.transferred", *moved, root=HAMLET_1, tree=[MERGED]) == (LAN,)


def test_who_leaves_on_the_day_the_cell_ends_has_left_it():
    died = [*LAN_ADMITTED, of(LAN, "death", "2022-10-01")]
    assert counted("out.died", *died, tree=[MERGED]) == (LAN,)


def test_who_comes_and_goes_on_the_founding_day_of_the_cell_did_both():
    told = [of(MAI, "transfer_in", "2022-03-01", 8), of(MAI, "transfer_out", "2022-03-01")]
    new = fact("found", "2022-03-01", organisation=8, name="Chi bộ 8", kind="cell", parent=COMMUNE)
    assert counted("in.total", *told, tree=[new]) == (MAI,)
    assert counted("out.total", *told, tree=[new]) == (MAI,)


@pytest.mark.parametrize(("as_of", "cells"), [("2022-09-30", 4), ("2022-10-01", 3)])
def test_cells_are_those_of_the_day(as_of, cells):
    assert len(counted("cells.total", as_of=date.fromisoformat(as_of), tree=[MERGED])) == cells


@pytest.mark.parametrize(
    ("as_of", "prospects", "certified"),
    [("2022-01-31", (), ()), ("2022-02-01", (DUC,), ()), ("2022-06-01", (DUC,), (DUC,)),
     ("2022-09-02", (), ())],
)  # fmt: skip
def test_a_prospect_counts_until_the_admission(as_of, prospects, certified):
    told = [
        of(DUC, "introduction", "2022-02-01", HAMLET_1, by="Đoàn thanh niên"),
        of(DUC, "certificate", "2022-06-01", number="12/CN"),
        *admission(DUC, HAMLET_1, "2022-09-02"),
    ]
    day = date.fromisoformat(as_of)
    assert counted("prospects.total", *told, as_of=day) == prospects
    assert counted("prospects.certified", *told, as_of=day) == certified


def test_the_records_behind_a_figure_name_person_and_cell():
    told = register(foundings(), BOTH)
    rows = matching(DEFINITIONS["admitted.total"], told, LAST, YEAR)
    assert {(row.person, row.cell) for row in rows} == {(LAN, HAMLET_1), (HUNG, HAMLET_2)}


@dataclass
class Record:
    value: object


@pytest.mark.parametrize(
    ("test", "against", "value", "met"),
    [
        ("is", "female", "female", True),
        ("is", "female", "", False),
        ("not", "female", "", True),
        ("not", "female", "female", False),
        ("one_of", ("a", "b"), "b", True),
        ("one_of", ("a", "b"), "c", False),
        ("between", (18, 30), 17, False),
        ("between", (18, 30), 18, True),
        ("between", (18, 30), 30, True),
        ("between", (18, 30), 31, False),
        ("between", (18, 30), None, False),
        ("by_day", None, LAST, True),
        ("by_day", None, date(2023, 1, 1), False),
        ("by_day", None, None, False),
    ],
)
def test_a_condition_is_met_or_not(test, against, value, met):
    assert holds(Condition("value", test, against), Record(value), LAST) is met


def test_a_condition_nobody_knows_is_an_error():
    with pytest.raises(ValueError, match="unknown test 'like'"):
        holds(Condition("value", "like", "a"), Record("a"), LAST)


@pytest.mark.parametrize(
    ("age", "text"),
    [(None, ""), (17, "<18"), (18, "18–30"), (30, "18–30"), (31, "31–35"), (60, "56–60"),
     (61, ">60"), (99, ">60")],
)  # fmt: skip
def test_the_bands_of_age_meet_without_a_gap(age, text):
    assert band(age) == text


def test_a_breakdown_puts_every_admission_in_one_part():
    rows = register(foundings(), BOTH).admissions
    assert breakdown(rows, "sex") == {"female": (LAN,), "male": (HUNG,)}
    assert breakdown(rows, "age") == {"18–30": (LAN,), "36–40": (HUNG,)} | {}
    assert breakdown(rows, "youth_union") == {"": (LAN, HUNG)}
    for by in BREAKDOWNS:
        assert sorted(p for people in breakdown(rows, by).values() for p in people) == [LAN, HUNG]


def test_a_definition_has_a_code_of_two_parts_and_words_in_both_languages():
    for code, one in DEFINITIONS.items():
        assert code == one.code
        assert len(code.split(".")) == 2
        assert one.vi
        assert one.en
        assert one.by_period is (code.split(".")[0] in {"admitted", "in", "out"})


def once_a_day(facts):
    """Keep one fact a day about membership, one description a day, and one certificate."""
    kept = {}
    for one in facts:
        about = one.kind if one.kind in {"description", "introduction"} else "membership"
        key = "certificate" if one.kind == "certificate" else (about, one.happened_on)
        kept.setdefault((one.person, key), one)
    return list(kept.values())


def plain_tree(tree):
    """Leave out what has no words: moves that may go round, a second change of one day."""
    safe, kept = {COMMUNE, ELSEWHERE, None}, {}
    for one in tree:
        if one.data.get("parent") in safe:
            kept.setdefault((one.organisation, one.happened_on), one)
    return list(kept.values())


@given(
    facts=histories.courses().map(once_a_day),
    tree=histories.trees().map(plain_tree),
    root=st.sampled_from([COMMUNE, HAMLET_1, ELSEWHERE]),
    start=histories.DAYS,
    length=st.integers(0, 900),
    cut=st.integers(0, 900),
)
def test_every_figure_counts_what_its_words_say(facts, tree, root, start, length, cut):
    told = register(tree, facts, root)
    plain = oracle.Oracle(tree, by_person(facts), root)
    period, as_of = Period(start, start + timedelta(length)), start + timedelta(cut)
    for code, one in DEFINITIONS.items():
        found = count(one, told, as_of, period).counted
        assert list(found) == sorted(plain.counted(code, as_of, start, period.end)), code


@given(
    facts=histories.courses().map(once_a_day),
    tree=histories.trees(),
    root=st.sampled_from([COMMUNE, HAMLET_1, ELSEWHERE]),
    start=histories.DAYS,
    length=st.integers(0, 900),
)
def test_the_members_at_the_end_are_those_at_the_start_and_who_came_less_who_left(
    facts, tree, root, start, length
):
    told, period = register(tree, facts, root), Period(start, start + timedelta(length))

    def value(code, day):
        return count(DEFINITIONS[code], told, day, Period(min(day, start), day)).value

    before = value("members.total", start - timedelta(1))
    came, left = value("in.total", period.end), value("out.total", period.end)
    assert value("members.total", period.end) == before + came - left


FOUNDED_LATE = fact(
    "found", "2022-08-15", organisation=8, name="Chi bộ 8", kind="cell", parent=COMMUNE
)


@pytest.mark.parametrize(
    ("code", "root", "as_of", "people"),
    [
        ("members.total", COMMUNE, "2022-08-14", (LAN,)),
        ("members.total", COMMUNE, "2022-08-15", (LAN,)),
        ("members.total", 8, "2022-08-14", ()),
        ("members.total", 8, "2022-08-15", (LAN,)),
        ("admitted.total", COMMUNE, "2022-12-31", (LAN,)),
        ("admitted.total", 8, "2022-12-31", ()),
        ("in.total", COMMUNE, "2022-12-31", (LAN,)),
        ("in.total", 8, "2022-08-14", ()),
        ("in.total", 8, "2022-12-31", (LAN,)),
        ("in.transferred", 8, "2022-12-31", ()),
        ("cells.total", 8, "2022-08-14", ()),
    ],
)
def test_before_its_cell_is_founded_somebody_counts_at_the_commune(code, root, as_of, people):
    told = admission(LAN, 8, "2022-03-26")
    day = date.fromisoformat(as_of)
    assert counted(code, *told, root=root, as_of=day, tree=[FOUNDED_LATE]) == people


def test_a_cell_taken_to_another_commune_takes_its_members_along():
    moved = fact("reparent", "2022-10-01", organisation=HAMLET_1, parent=ELSEWHERE)
    assert counted("out.total", *LAN_ADMITTED, tree=[moved]) == (LAN,)
    assert counted("out.transferred", *LAN_ADMITTED, tree=[moved]) == ()
    assert counted("in.total", *LAN_ADMITTED, tree=[moved], root=ELSEWHERE) == (LAN,)


def test_who_comes_twice_in_a_period_is_counted_twice_among_those_who_came():
    told = [
        of(MAI, "transfer_in", "2022-02-01", SCHOOL), of(MAI, "transfer_out", "2022-03-01"),
        of(MAI, "transfer_in", "2022-09-01", SCHOOL),
    ]  # fmt: skip
    assert counted("in.total", *told) == (MAI, MAI)
    assert counted("out.total", *told) == (MAI,)
    assert counted("members.total", *told) == (MAI,)
