"""Any course of a difficulty, made up at random: kept as told, refused where it must be, counted apart."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.core.difficulty import COMMUNE, LEVELS, SUPERIOR, counts, recurring
from taonguon.difficulties import actions, export, facts
from taonguon.difficulties.actions import Handling, Said
from taonguon.difficulties.models import Difficulty, Turn
from taonguon.journal.models import JournalEntry
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.rules.visits import limits
from tests import cast
from tests.difficulties.conftest import NOW, add, raised

pytestmark = pytest.mark.django_db
# each example takes back what it wrote
MANY = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FIRST, TODAY = date(2026, 1, 1), date(2026, 11, 25)
VERBS = ("act", "close", "reopen", "withdraw")
DAYS = st.integers(0, (TODAY - FIRST).days + 20).map(lambda n: FIRST + timedelta(days=n))
TURNS = st.lists(
    st.tuples(st.sampled_from(VERBS), DAYS, st.integers(-5, 90), st.sampled_from(LEVELS)),
    max_size=7,
)


@dataclass
class Model:
    """What a difficulty is, kept by the test in its own way."""

    on: date
    due: date
    level: str
    state: str = "open"
    came_back: int = 0
    removed: date | None = None
    last: date = field(init=False)

    def __post_init__(self):
        self.last = self.on

    def may(self, verb, on, due):
        """Tell whether a turn must be taken: the rules as the issue says them."""
        if verb == "withdraw":
            return self.state != "gone"
        if on > TODAY or on < self.last:
            return False
        if verb == "reopen":
            return self.state == "removed" and due >= on
        if self.state != "open":
            return False
        return verb == "close" or due >= on or due == self.due

    def take(self, verb, on, due, level):
        self.last = TODAY if verb == "withdraw" else on
        if verb == "withdraw":
            self.state, self.removed = "gone", None
        elif verb == "close":
            self.state, self.removed = "removed", on
        else:
            self.came_back += verb == "reopen"
            self.state, self.removed, self.due, self.level = "open", None, due, level

    def risen(self, day):
        """Return the level on a day: a day late it is the committee's, thirty days late the superior's."""
        late = (day - self.due).days if self.state == "open" else 0
        by_itself = SUPERIOR if late >= 30 else COMMUNE if late >= 1 else "cell"
        return max(self.level, by_itself, key=LEVELS.index)


def ask(row, verb, on, due, level):
    """Try one turn with the product's action; tell whether it was taken."""
    more = (
        {}
        if verb in {"close", "withdraw"}
        else {"handling": Handling("Đoàn xã", due, "heavy", level)}
    )
    said = {"because": "ghi nhầm"} if verb == "withdraw" else {"said": Said(on, "Thử")}
    try:
        getattr(actions, verb)(difficulty=row, **said, **more, by=None, at=NOW)
    except Refused:
        return False
    return True


@settings(MANY, max_examples=60)
@given(start=DAYS.filter(lambda day: day <= TODAY), due=st.integers(0, 60), turns=TURNS)
def test_any_course_is_what_was_told_of_it(commune, start, due, turns):
    with cast.taken_back():
        until = start + timedelta(days=due)
        row, model = add(on=start.isoformat(), due=until.isoformat()), Model(start, until, "cell")
        taken = 1
        for verb, on, days, level in turns:
            new = on + timedelta(days=days)
            expected, before = model.may(verb, on, new), Turn.objects.count()
            assert ask(row, verb, on, new, level) is expected, (verb, on, new, model)
            assert Turn.objects.count() == before + expected
            if expected:
                model.take(verb, on, new, level)
                taken += 1
        told = facts.one(Organisation.objects.filter(kind="cell"), row.pk)
        assert (told.course.open, told.course.withdrawn) == (
            model.state == "open",
            model.state == "gone",
        )
        assert told.course.closed_on == model.removed
        assert told.course.reopened == model.came_back
        assert told.course.took() == ((model.removed - start).days if model.removed else None)
        assert told.level(TODAY) == model.risen(TODAY)
        assert told.late(TODAY) == (
            max((TODAY - model.due).days, 0) if model.state == "open" else 0
        )
        journal = JournalEntry.objects.filter(subject=f"difficulty:{row.pk}")
        assert journal.count() == taken == row.turns.count()


def test_the_levels_shipped_are_those_the_test_counts_with():
    assert dict(limits().rises) == {COMMUNE: 1, SUPERIOR: 30}


@pytest.mark.parametrize("first", LEVELS)
@pytest.mark.parametrize("late", [-30, 0, 1, 2, 29, 30, 31, 400])
def test_overdue_it_goes_up_on_its_day_and_never_down(do, first, late):
    due = TODAY - timedelta(days=late)
    row = do.add(on="2024-01-01", due=due.isoformat(), level=first)
    own, risen = LEVELS.index(first), 0 if late < 1 else 1 if late < 30 else 2
    assert do.told(row).level(TODAY) == LEVELS[max(own, risen)]
    days = [do.told(row).level(TODAY + timedelta(days=n)) for n in range(0, 40, 5)]
    assert days == sorted(days, key=LEVELS.index)


@pytest.mark.parametrize("first", LEVELS)
def test_given_a_later_day_it_comes_down_to_whom_it_was_given(do, first):
    row = do.add(on="2026-01-01", due="2026-02-01")
    assert do.told(row).level(TODAY) == SUPERIOR
    do.act(row, "2026-11-20", due="2026-12-24", level=first)
    assert do.told(row).level(TODAY) == first
    assert do.told(row).level(date(2026, 12, 25)) == max(first, COMMUNE, key=LEVELS.index)


COURSES = st.lists(
    st.tuples(
        st.sampled_from(cast.CELLS), st.sampled_from(("money", "class", "no_source")),
        st.integers(0, 250), st.integers(0, 60), st.none() | st.integers(0, 70), st.booleans(),
    ),
    max_size=8,
)  # fmt: skip


@settings(MANY, max_examples=40)
@given(courses=COURSES, back=st.integers(0, 300))
def test_a_set_comes_to_what_going_through_it_by_hand_does(commune, courses, back):
    """Open, late, removed, the median and the kinds that recur, as of any day."""
    with cast.taken_back():
        day, told = TODAY - timedelta(days=back), []
        for cell, kind, start, due, removed, again in courses:
            on = FIRST + timedelta(days=start)
            ended = on + timedelta(days=removed) if removed is not None else None
            row = add(
                on=on.isoformat(), cell=cell, kind=kind, due=(on + timedelta(days=due)).isoformat()
            )
            if ended:
                actions.close(difficulty=row, said=Said(ended, "x"), by=None, at=NOW)
            until = on + timedelta(days=due)
            back_on = None
            if ended and again:
                back_on, later = ended, ended + timedelta(days=5)
                whose = Handling("Đoàn xã", later, "heavy", "cell")
                actions.reopen(
                    difficulty=row, said=Said(ended, "x"), handling=whose, by=None, at=NOW
                )
            told.append((cell, kind, on, until, ended, back_on))
        there = [one for one in told if one[2] <= day]
        still = [one for one in there if not one[4] or one[4] > day or one[5]]
        late = [
            one
            for one in still
            if (one[5] + timedelta(days=5) if one[5] and one[4] <= day else one[3]) < day
        ]
        gone = [one for one in there if one[4] and one[4] <= day and not one[5]]
        took = [Fraction((one[4] - one[2]).days) for one in gone]
        read = facts.of(Organisation.objects.filter(kind="cell"))
        came = counts([one.course for one in read], FIRST, day)
        assert (came.open, came.late, came.removed) == (len(still), len(late), len(gone))
        assert came.median == (median(took) if took else None)
        cells = {
            kind: {one[0] for one in told if one[1] == kind} for kind in {one[1] for one in told}
        }
        shared = {kind: len(those) for kind, those in cells.items() if len(those) > 1}
        again_told = recurring((one.row.kind, one.unit.pk) for one in read)
        assert {one.kind: one.cells for one in again_told} == shared


def test_what_was_taken_away_is_in_no_count_and_no_workbook(do):
    kept, gone = do.add(task="Việc còn"), do.add(task="Việc ghi nhầm")
    actions.withdraw(difficulty=gone, because="ghi hai lần", by=None, at=NOW)
    read = facts.of(Organisation.objects.filter(kind="cell"))
    assert [one.row.pk for one in read] == [kept.pk]
    assert counts([one.course for one in read], FIRST, TODAY).open == 1
    held = export.workbook("Đảng bộ xã An Hòa", read, TODAY).getvalue()
    assert "ghi nhầm" not in str(held)
    assert do.told(gone).course.withdrawn


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"on": date(2026, 11, 26)}, "Ngày 26/11/2026 còn ở tương lai"),
        ({"on": date(1999, 12, 31)}, "Ngày 31/12/1999 Chi bộ thôn 1 không hoạt động"),
    ],
)
def test_a_refusal_names_the_day_and_the_cell(do, changed, words):
    told = raised()._replace(**changed)
    with pytest.raises(Refused, match=words):
        actions.raise_difficulty(
            raised=told, handling=Handling("x", date(2027, 1, 1), "heavy", "cell"), by=None, at=NOW
        )
    assert not Difficulty.objects.exists()
    assert not JournalEntry.objects.filter(act__startswith="difficulty").exists()


def test_a_cell_that_has_ended_takes_none_from_that_day_on(do):
    Organisation.objects.filter(pk=cast.HAMLET_1).update(ended_on=date(2026, 10, 1))
    do.add(on="2026-09-30")
    with pytest.raises(Refused, match="không hoạt động"):
        do.add(on="2026-10-01")
