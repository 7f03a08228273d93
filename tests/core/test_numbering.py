"""Numbers of papers that continue."""

from itertools import islice

import pytest

from taonguon.core.numbering import NotANumber, after, series


@pytest.mark.parametrize(
    ("first", "three"),
    [
        ("103/GCN-TTCT", ["103/GCN-TTCT", "104/GCN-TTCT", "105/GCN-TTCT"]),
        ("098/GCN", ["098/GCN", "099/GCN", "100/GCN"]),
        ("99", ["99", "100", "101"]),
        ("Số 9-CN/2026", ["Số 9-CN/2026", "Số 10-CN/2026", "Số 11-CN/2026"]),
        ("  7/GCN ", ["7/GCN", "8/GCN", "9/GCN"]),
    ],
)
def test_the_first_digits_count_and_the_rest_stays(first, three):
    assert list(islice(series(first), 3)) == three
    assert after(first) == three[1]


@pytest.mark.parametrize("text", ["", "GCN-TTCT", "số"])
def test_without_digits_there_is_nothing_to_count(text):
    with pytest.raises(NotANumber):
        series(text)
    with pytest.raises(NotANumber):
        after(text)
