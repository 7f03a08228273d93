"""Random sequences of acts against the database: recorded, corrected, withdrawn, merged, undone."""

from contextlib import suppress

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from taonguon.core.facts import WITHDRAWAL
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, Fact
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from tests import cast, histories

WHICH = st.integers(0, 50)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("record"), histories.courses(6)),
        st.tuples(st.just("tree"), st.lists(histories.tidings(), min_size=1, max_size=2)),
        st.tuples(st.just("correct"), WHICH, histories.DAYS),
        st.tuples(st.just("withdraw"), WHICH),
        st.tuples(st.just("undo"), WHICH),
        st.tuples(st.just("merge"), st.permutations(cast.CELLS), histories.DAYS),
    ),
    min_size=1,
    max_size=7,
)


def few(examples):
    """Return settings for a property that writes: few examples, shown as found when they fail."""
    off = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    phases = [Phase.explicit, Phase.reuse, Phase.generate]  # to make one smaller takes minutes
    return settings(max_examples=examples, deadline=None, phases=phases, suppress_health_check=off)


def play(step, at):
    """Do one step at a moment; a step about a fact or an act that is not there does nothing."""
    what, *asked = step
    if what in {"record", "tree"}:
        cast.record(*asked, at=at)
    elif what == "merge":
        (cell, into, *_), on = asked
        unit = {n: Organisation.objects.get(pk=n) for n in (cell, into)}
        people.merge(cell=unit[cell], into=unit[into], on=on, by=None, at=at)
    elif what == "undo":
        undo(asked[0], at)
    else:
        correct(asked[0], asked[1] if what == "correct" else None, at)


def correct(which, on, at):
    facts = Fact.objects.filter(person__isnull=False).exclude(kind=WITHDRAWAL).order_by("pk")
    if facts:
        fact = facts[which % len(facts)]
        with suppress(people.Refused):  # it stands no longer, or a dossier is needed
            people.correct(fact=fact, on=on, data=None, because="gõ nhầm", by=None, at=at)


def undo(which, at):
    """Undo an act about people alone: organisations that people refer to are not taken away."""
    acts = Act.objects.filter(undone_at=None, facts__person__isnull=False).distinct().order_by("pk")
    acts = acts.exclude(facts__person__isnull=True)
    if acts:
        act = acts[which % len(acts)]
        ledger.undo(act=act, by=None, at=at, because="nhầm tệp")
        people.project(set(act.facts.values_list("person", flat=True)))
