"""What has changed since a document was printed: its facts then beside those of now."""

from datetime import date
from fractions import Fraction

import pytest

from taonguon.documents import changes
from tests import cast
from tests.documents.conftest import issued

THEN = {
    "document.on": "2023-04-20", "person.name": "Nguyễn Thị Lan", "person.born": "1999-02-03",
    "cell_vote.share": "2/3", "sponsors": [{"name": "Trần Văn Hùng", "official_on": "2010-05-19"}],
    "person.religion": None,
}  # fmt: skip


def differing(**now):
    found = changes.differing(THEN, {key.replace("__", "."): value for key, value in now.items()})
    return [(one.key, one.was, one.now) for one in found]


def test_the_same_facts_in_their_own_kinds_are_no_change():
    assert differing(person__name="Nguyễn Thị Lan", person__born=date(1999, 2, 3)) == []
    assert differing(cell_vote__share=Fraction(2, 3), person__religion=None) == []
    rows = ({"name": "Trần Văn Hùng", "official_on": date(2010, 5, 19)},)
    assert differing(sponsors=rows) == []


def test_a_changed_fact_tells_what_was_and_what_is():
    assert differing(person__born=date(1998, 2, 3)) == [("person.born", "3/2/1999", "3/2/1998")]
    assert differing(person__name="") == [("person.name", "Nguyễn Thị Lan", "–")]
    assert differing(sponsors=[]) == [("sponsors", "Trần Văn Hùng, 19/5/2010", "–")]


def test_the_paper_s_own_day_and_what_nobody_tells_now_do_not_count():
    assert differing(document__on=date(2026, 1, 1), other="x") == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "có"),
        (False, "không"),
        (0, "0"),
        (None, "–"),
        ("31/12", "31/12"),
        (["a", "b"], "a; b"),
    ],
)
def test_a_value_is_shown_as_people_read_it(value, shown):
    assert changes.shown(value) == shown


def test_a_fact_is_named_by_the_vocabulary_and_an_unknown_one_by_its_key():
    assert changes.Change("person.name", "", "").name("vi") != "person.name"
    assert changes.Change("moon.phase", "", "").name("vi") == "moon.phase"


@pytest.mark.django_db
def test_the_first_room_that_knows_the_document_tells(congress, monkeypatch):
    kept = issued()
    monkeypatch.setattr(changes, "_tellers", [])
    assert changes.since(kept) is None
    changes.register(lambda _document: None)
    assert changes.since(kept) is None

    def teller(document):
        return {"person.name": f"người {document.person}"}

    changes.register(teller)
    changes.register(teller)
    assert len(changes._tellers) == 2
    (found,) = changes.since(kept)
    assert (found.was, found.now) == ("Nguyễn Thị Lan", f"người {cast.LAN}")
