"""What the page of one load shows: what became of it, and which rows first."""

import pytest

from taonguon.imports import actions, showing, telling
from taonguon.imports.models import Load, LoadRow
from tests import cast
from tests.imports import an_hoa

pytestmark = pytest.mark.django_db
NONE = {"accepted": 0, "doubtful": 0, "ignored": 0, "new": 0, "changed": 0, "known": 0}


def counts(**some):
    return {"members": {**NONE, **some}}


@pytest.mark.parametrize(
    ("asked", "some", "shown"),
    [
        ("", {"doubtful": 1, "new": 5}, "doubtful"),
        ("", {"new": 5}, "new"),
        ("", {"known": 5}, "known"),
        ("", {}, "doubtful"),
        ("ignored", {"doubtful": 1}, "ignored"),
        ("lung tung", {"changed": 2}, "changed"),
    ],
)
def test_doubts_are_shown_before_all_unless_others_are_asked_for(asked, some, shown):
    assert showing.view(asked, counts(**some)) == shown


def test_a_number_leads_to_its_rows_and_a_nought_nowhere():
    tiles = {tile["label"]: tile for tile in showing.tiles(counts(new=3))}
    assert tiles["Dòng mới"]["url"]
    assert not tiles["Dòng thay đổi"]["url"]


@pytest.fixture
def written(begun, tmp_path):
    """Return a written load of one member."""
    return an_hoa.load(an_hoa.write(tmp_path, "members", an_hoa.LAN))


def test_a_written_load_says_when_by_whom_and_how_much(written):
    (sentence,) = showing.outcome(written, telling.totals(written))
    assert "dòng lệnh" in sentence
    assert "1 dòng mới" in sentence


def test_an_undone_load_says_why(written):
    actions.undo(load=written, by=None, at=cast.later(), because="nhầm tệp")
    sentences = showing.outcome(Load.objects.get(pk=written.pk), telling.totals(written))
    assert len(sentences) == 2
    assert "nhầm tệp" in sentences[1]


def test_the_same_list_again_says_that_there_was_nothing_new(written, tmp_path):
    again = an_hoa.load(an_hoa.write(tmp_path, "members", an_hoa.LAN, name="lan-nua"))
    (sentence,) = showing.outcome(again, telling.totals(again))
    assert "không có gì mới" in sentence
    assert telling.state(again)["words_of_state"] == "không có gì mới"


@pytest.mark.parametrize("state", sorted(telling.STATES))
def test_every_state_has_its_words(state):
    told = telling.state(Load(state=state, act_id=1))
    assert told["words_of_state"]
    assert told["status"] in {"ok", "due", "late", "wait", "none"}


def test_a_row_already_in_the_register_leads_to_its_person(written, tmp_path):
    again = an_hoa.load(an_hoa.write(tmp_path, "members", an_hoa.LAN, name="lan-nua"))
    rows = showing.rows(again, LoadRow.objects.filter(file__load=again, effect="known"))
    assert [row["label"] for row in rows] == ["Nguyễn Thị Lan"]
    assert rows[0]["url"].startswith("/dang-vien/")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("sex", "male", "nam"),
        ("born", "1980-05-01", "1/5/1980"),
        ("born", "1980", "1980"),
        ("card", None, "–"),
        ("card", "37.000101", "37.000101"),
    ],
)
def test_what_was_understood_is_written_as_on_paper(name, value, words):
    assert telling.shown(name, value) == words


def test_what_a_load_wrote_leads_to_the_people_and_cells_it_wrote(written):
    rows = showing.rows(written, LoadRow.objects.filter(file__load=written, effect="new"))
    assert [row["label"] for row in rows] == ["Nguyễn Thị Lan"]
    assert rows[0]["url"].startswith("/dang-vien/")


def test_a_new_cell_leads_to_its_page_once_it_is_written(begun, tmp_path):
    load = an_hoa.load(
        an_hoa.write(tmp_path, "cells", {**an_hoa.HAMLET_2, "Tên chi bộ": "Chi bộ chợ"})
    )
    rows = showing.rows(load, LoadRow.objects.filter(file__load=load, effect="new"))
    assert [row["label"] for row in rows] == ["Chi bộ chợ"]
    assert rows[0]["url"].startswith("/to-chuc/")
