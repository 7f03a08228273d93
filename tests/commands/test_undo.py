"""`taonguon undo` and `taonguon rebuild`: a load taken back, and the fast tables proved."""

from datetime import date

import pytest
from django.utils import timezone

from taonguon.imports.models import Load
from taonguon.ledger.models import Act
from taonguon.people import actions as people
from taonguon.people.models import Person, Span
from tests.commands import khanh_nhac
from tests.imports import an_hoa
from tests.imports.an_hoa import COMMUNE, HAMLET_1, HAMLET_2, LAN, MAI

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(taonguon, tmp_path):
    """Load An Hòa through the command; return the number of the load."""
    books = [
        an_hoa.write(tmp_path, "cells", HAMLET_1, HAMLET_2),
        an_hoa.write(tmp_path, "members", LAN, MAI),
    ]
    return taonguon("load", *books, "--organisation", COMMUNE, "--yes", "--json").values["load"]


def test_it_takes_the_load_back_and_says_so(taonguon, loaded):
    answer = taonguon("undo", loaded, "--because", "nhầm tệp")
    assert (answer.code, answer.out) == (0, f"Đã hoàn tác lần nạp số {loaded}.\n")
    assert Act.objects.get(load=loaded).undone_because == "nhầm tệp"
    assert Person.objects.count() == 0
    assert taonguon("rebuild", "--check").code == 0


def test_the_figures_are_as_before_the_load_and_can_be_loaded_anew(taonguon):
    first = khanh_nhac.load(taonguon).values["load"]
    with_it = khanh_nhac.figures(taonguon)
    taonguon("undo", first)
    without = khanh_nhac.figures(taonguon)
    assert without["members"] == {"total": 0, "official": 0, "probationary": 0}
    assert (without["cells"]["total"], without["target"]["value"]) == (0, None)
    khanh_nhac.load(taonguon)
    assert numbers(khanh_nhac.figures(taonguon)) == numbers(with_it)


def numbers(figures):
    cells = [{k: v for k, v in cell.items() if k != "id"} for cell in figures["by_cell"]]
    return {**figures, "by_cell": cells}


def test_as_known_before_the_undo_the_figures_are_unchanged(taonguon):
    number = khanh_nhac.load(taonguon).values["load"]
    moment = timezone.now().isoformat()
    before = khanh_nhac.figures(taonguon, "--known-at", moment)
    assert before["members"]["total"] == 600
    taonguon("undo", number)
    assert khanh_nhac.figures(taonguon, "--known-at", moment) == before


def test_what_was_built_upon_is_kept_with_one_sentence(taonguon, loaded):
    lan = Person.objects.get(name="Nguyễn Thị Lan")
    people.record_event(
        person=lan, kind="death", on=date(2023, 1, 2), data={}, by=None, at=timezone.now()
    )
    answer = taonguon("undo", loaded)
    assert (answer.code, answer.out) == (1, "")
    (sentence,) = answer.err.splitlines()
    assert sentence.startswith("Không hoàn tác được: sau lần nạp này đã có 1 việc ghi tiếp")
    assert Load.objects.get(pk=loaded).state == "written"


def test_twice_is_refused(taonguon, loaded):
    taonguon("undo", loaded)
    answer = taonguon("undo", loaded)
    assert (answer.code, answer.err) == (1, "Lần nạp này không có gì để hoàn tác.\n")


def test_a_number_nobody_gave_is_refused(taonguon, db):
    answer = taonguon("undo", "404")
    assert (answer.code, answer.err) == (1, "Không có lần nạp số 404.\n")


def test_rebuild_says_that_everything_fits(taonguon, loaded):
    for words in (["rebuild"], ["rebuild", "--check"]):
        answer = taonguon(*words)
        assert (answer.code, answer.out) == (0, "Các bảng khớp hoàn toàn với sổ.\n")


def test_rebuild_tells_what_differs_and_mends_it_unless_only_asked_to_check(taonguon, loaded):
    Span.objects.all().delete()
    Person.objects.filter(name="Lê Thị Mai").update(religion="Phật giáo")
    for _ in range(2):
        answer = taonguon("rebuild", "--check")
        assert (answer.code, len(answer.out.splitlines())) == (1, 2)
    assert "people_person: 1 dòng chỉ có ở bảng, 1 dòng chỉ có ở sổ" in answer.out
    assert taonguon("rebuild").code == 0
    assert taonguon("rebuild", "--check").out == "Các bảng khớp hoàn toàn với sổ.\n"
