"""Whatever an office does with numbers, none is given twice and the next is above all given."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.documents import facts
from taonguon.documents.actions import keeping
from taonguon.documents.models import Document, Series
from taonguon.people.actions import Refused
from tests import cast
from tests.documents.conftest import DAY, issued

pytestmark = pytest.mark.django_db

TAKE, STATE, CANCEL = "take", "state", "cancel"
ACTS = st.one_of(
    st.tuples(st.just(TAKE), st.just(0)),
    st.tuples(st.just(STATE), st.integers(-1, 12)),
    st.tuples(st.just(CANCEL), st.integers(0, 8)),
)


def perform(act, said, used):
    """Do one act beside a plain set of numbers; the numbers and the refusals must agree."""
    if act == TAKE:
        wanted = max(used, default=0) + 1
        assert issued().number == wanted
        used.add(wanted)
    elif act == STATE and (said in used or said < 1):
        with pytest.raises(Refused):
            issued(number=said)
    elif act == STATE:
        assert issued(number=said).number == said
        used.add(said)
    else:
        rows = list(Document.objects.standing().order_by("pk"))
        if said < len(rows):
            keeping.cancel(document=rows[said], why="thử", by=None, at=cast.MORNING)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(ACTS, max_size=12))
def test_numbers_agree_with_a_plain_set_of_them(congress, acts):
    used: set[int] = set()
    with cast.taken_back():
        for act, said in acts:
            perform(act, said, used)
        kept = list(Document.objects.values_list("number", flat=True))
        assert sorted(kept) == sorted(used)
        told = facts.next_number(cast.HAMLET_1, "NQ", "CB", DAY)
        assert told == facts.printed(max(used, default=0) + 1, "NQ", "CB", DAY)
        for series in Series.objects.all():
            left = facts.gaps([series]).get(series.pk, [])
            assert sorted([*left, *used]) == list(range(1, max(used) + 1))


@pytest.mark.parametrize(
    ("number", "printed"), [(1, "01-NQ/CB"), (9, "09-NQ/CB"), (10, "10-NQ/CB"), (123, "123-NQ/CB")]
)
def test_a_number_is_padded_below_ten_and_bears_type_and_mark(number, printed):
    assert facts.printed(number, "NQ", "CB", DAY) == printed
