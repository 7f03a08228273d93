"""Targets are set, amended and corrected by papers, and said in their own form."""

from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation

from taonguon.accounts.models import User
from taonguon.core import targets
from taonguon.core.facts import known
from taonguon.core.targets import Allocation, Target
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.targets import actions
from taonguon.targets.forms import TargetForm
from taonguon.targets.telling import allocation_words, plain, target_row, text
from tests import cast

YEAR = {"start": "2023-01-01", "end": "2023-12-31", "category": "", "source": "assigned"}
JANUARY, JUNE = date(2023, 1, 10), date(2023, 6, 1)


def target(**changed):
    told = {
        "organisation": cast.COMMUNE, "start": date(2023, 1, 1), "end": date(2023, 12, 31),
        "category": "", "source": "assigned", "form": "exact", "low": Fraction(18),
        "high": None, "set_on": JANUARY,
    }  # fmt: skip
    return Target(**{**told, **changed})


@pytest.fixture
def deputy(db):
    """Return the deputy secretary, in a commune that is there."""
    cast.commune()
    return User.objects.create(username="phobithu")


def give(deputy, low, on, **changed):
    data = {**YEAR, "form": "exact", "low": str(low), **changed}
    return actions.set_target(
        organisation=cast.COMMUNE, on=on, data=data, by=deputy, at=cast.MORNING
    )


def in_force(on):
    facts = known(Fact.objects.filter(organisation=cast.COMMUNE).values_for_core(), None)
    return [row.low for row in targets.in_force(facts, on).values()]


def test_a_target_is_in_force_from_the_day_of_its_paper(deputy):
    give(deputy, 18, JANUARY)
    assert in_force(date(2023, 1, 9)) == []
    assert in_force(JANUARY) == [18]


def test_a_later_paper_amends_it_from_its_own_day(deputy):
    give(deputy, 18, JANUARY, document="05-NQ/ĐU")
    give(deputy, 20, JUNE, document="12-NQ/ĐU")
    assert in_force(date(2023, 5, 31)) == [18]
    assert in_force(JUNE) == [20]


def test_a_paper_of_the_same_day_corrects_it(deputy):
    wrong = give(deputy, 18, JANUARY)
    right = give(deputy, 17, JANUARY)
    assert right.corrects_id == wrong.pk
    assert in_force(JUNE) == [17]


def test_a_corrected_correction_is_itself_corrected(deputy):
    give(deputy, 18, JANUARY)
    second = give(deputy, 17, JANUARY)
    assert give(deputy, 16, JANUARY).corrects_id == second.pk
    assert in_force(JUNE) == [16]


@pytest.mark.parametrize("other", [{"category": "women"}, {"source": "resolved"}])
def test_another_category_or_source_stands_beside_it(deputy, other):
    give(deputy, 18, JANUARY)
    give(deputy, 6, JANUARY, **other)
    assert sorted(in_force(JUNE)) == [6, 18]


def test_setting_a_target_is_told_in_the_journal(deputy):
    give(deputy, 18, JANUARY)
    entry = JournalEntry.objects.get(act="target.set")
    assert (entry.by, entry.subject) == ("phobithu", f"organisation:{cast.COMMUNE}")


def test_a_withdrawn_target_is_in_force_on_no_day_and_told_in_the_journal(deputy):
    fact = give(deputy, 18, JANUARY)
    actions.withdraw(fact=fact, because="nhầm năm", by=deputy, at=cast.later())
    assert in_force(JUNE) == []
    entry = JournalEntry.objects.get(act="target.withdraw")
    assert (entry.subject, entry.details["because"]) == (
        f"organisation:{cast.COMMUNE}",
        "nhầm năm",
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "18"),
        ({"form": "at_least", "low": Fraction(4)}, "≥ 4"),
        ({"form": "range", "low": Fraction(90), "high": Fraction(100)}, "90–100"),
        ({"form": "percent", "low": Fraction(3)}, "3%"),
        ({"form": "percent", "low": Fraction(5, 2)}, "2,5%"),
    ],
)
def test_a_target_is_written_in_its_own_form(changed, words):
    assert text(target(**changed)) == words


def test_numbers_take_the_point_in_english():
    with translation.override("en"):
        assert plain(Fraction(5, 2)) == "2.5"


@pytest.mark.parametrize(
    ("end", "period"), [(date(2023, 12, 31), "2023"), (date(2025, 12, 31), "2023–2025")]
)
def test_a_term_is_told_by_its_first_and_last_year(end, period):
    assert target_row(target(end=end), "An Hòa")["period"] == period


@pytest.mark.parametrize(
    ("headline", "sum_", "words"),
    [(None, 5, "chưa có"), (8, 8, "khớp"), (8, 6, "còn 2"), (8, 9, "giao vượt 1")],
)
def test_the_sum_is_held_against_the_headline(headline, sum_, words):
    told = Allocation(None if headline is None else Fraction(headline), Fraction(sum_))
    assert words in allocation_words(told)


def form(**changed):
    asked = {
        "unit": "1", "source": "assigned", "category": "", "first": "2023", "last": "",
        "form": "exact", "low": "18", "high": "", "set_on": "10/1/2023", "document": "05-NQ/ĐU",
    }  # fmt: skip
    return TargetForm({**asked, **changed}, units=[(1, "Đảng bộ xã An Hòa")])


def test_a_year_s_target_becomes_a_fact_of_that_year():
    told = form()
    assert told.is_valid(), told.errors
    data = told.data_of_fact()
    assert (data["start"], data["end"], data["low"]) == ("2023-01-01", "2023-12-31", "18")
    assert "high" not in data


def test_a_term_s_target_runs_to_the_end_of_its_last_year():
    told = form(last="2025", form="range", low="90", high="100")
    assert told.is_valid(), told.errors
    assert told.data_of_fact()["end"] == "2025-12-31"
    assert told.data_of_fact()["high"] == "100"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"form": "range"}, "high"),
        ({"high": "20"}, "high"),
        ({"form": "range", "low": "20", "high": "10"}, "high"),
        ({"last": "2022"}, "last"),
        ({"set_on": "31/2/2023"}, "set_on"),
        ({"low": "-1"}, "low"),
        ({"low": "1,5"}, "low"),
        ({"unit": "2"}, "unit"),
    ],
)
def test_what_makes_no_target_is_refused_beside_its_field(changed, field):
    told = form(**changed)
    assert not told.is_valid()
    assert list(told.errors) == [field]
    assert len(told.errors[field]) == 1
