"""A paper of a case is made from facts: numbered once, kept, and told of when the facts change."""

from datetime import date, timedelta

import pytest

from taonguon.documents import changes
from taonguon.documents.actions import keeping
from taonguon.documents.models import Document
from taonguon.forms import filling
from taonguon.journal.models import JournalEntry
from taonguon.papers import book, filled, matters, telling
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from tests import cast
from tests.forms import people

pytestmark = [pytest.mark.django_db, pytest.mark.data]

AFTER = date(2026, 11, 20)


def voted(woman):
    return woman(AFTER).values["cell_vote.on"]


def words(document):
    return str(document.content["blocks"])


def renamed(on):
    cast.record([cast.description(people.WOMAN, on.isoformat(), name="Phạm Thị Hoa Mai")])


def test_a_resolution_takes_the_next_number_of_the_cells_term(make, woman):
    document = make("6-knd", voted(woman))
    assert document.printed == "01-NQ/CB"
    assert document.organisation == people.XOM_6
    assert document.person == people.WOMAN
    assert woman(AFTER).matter.title in words(document)


def test_a_number_of_the_paper_book_is_kept(make, woman):
    assert make("6-knd", voted(woman), number=7).printed == "07-NQ/CB"


def test_a_decision_is_the_committees(make, woman):
    decided = woman(AFTER).values["decision.on"]
    document = make("9-knd", decided)
    assert document.printed == "01-QĐ/ĐU"
    assert document.organisation == people.COMMUNE


def test_one_person_has_one_decision(make, woman):
    decided = woman(AFTER).values["decision.on"]
    make("9-knd", decided)
    with pytest.raises(keeping.MendElsewhere, match="đã có quyết định này, số 01-QĐ/ĐU"):
        make("9-knd", decided)


def test_nothing_is_written_of_a_paper_that_lacks_something(make, woman):
    with pytest.raises(filling.Missing) as lacking:
        make("13-knd", AFTER)
    assert "recognition_vote.on" in lacking.value.keys
    assert not Document.objects.exists()


def test_the_day_to_come_is_refused(make):
    with pytest.raises(Refused, match="còn ở tương lai"):
        make("6-knd", people.NOW.date() + timedelta(days=3))


def test_making_a_paper_is_journalled(make, woman):
    document = make("6-knd", voted(woman))
    entry = JournalEntry.objects.filter(act="document.issue").latest("pk")
    assert entry.subject == f"document:{document.pk}"


def test_no_fact_has_changed_on_the_day_it_is_made(make, woman):
    assert changes.since(make("6-knd", voted(woman))) == ()


def test_a_later_fact_is_told_with_what_it_was(make, woman, office):
    document = make("6-knd", voted(woman))
    was = Person.objects.get(pk=people.WOMAN).name
    renamed(voted(woman))
    told = changes.since(document)
    assert [(one.key, one.was, one.now) for one in told] == [
        ("person.name", was, "Phạm Thị Hoa Mai")
    ]


def test_what_was_typed_has_not_changed_with_the_facts(make, woman):
    document = make("6-knd", voted(woman), **{"signer.name": "Trần Văn Ân"})
    assert changes.since(document) == ()


def test_the_number_of_a_paper_serves_the_later_ones_where_no_step_tells_it(make, woman, cases):
    told = woman(AFTER)
    number = told.values.pop("cell_vote.number")
    assert number  # the step was recorded with the number of the paper book
    document = make("6-knd", voted(woman), number=23)
    assert filled.values(
        told.matter, AFTER, [document], book.in_use()
    )["cell_vote.number"] == number  # fmt: skip


def test_the_index_lists_what_was_made_in_its_order(make, woman):
    make("5-knd", AFTER)
    make("6-knd", AFTER)
    index = woman(AFTER).values["index.papers"]
    assert [row["name"].rpartition("(")[2] for row in index] == ["5-KNĐ)", "6-KNĐ)"]
    assert index[1]["number"] == "01-NQ/CB"


def test_a_cancelled_paper_is_in_no_index(make, woman, office):
    document = make("6-knd", AFTER)
    keeping.cancel(document=document, why="ghi nhầm ngày", by=office, at=people.NOW)
    assert woman(AFTER).values["index.papers"] == []


def test_the_list_says_where_each_paper_stands(make, woman):
    make("6-knd", voted(woman))
    told = woman(AFTER)
    forms = book.in_use().of("case", AFTER)
    found = telling.lines(told.matter, forms, told.values, matters.kept(told.matter), AFTER)
    assert [line["title"].partition(":")[0] for line in found["made"]] == ["6-KNĐ"]
    assert found["made"][0]["words"] == "Số 01-NQ/CB"
    assert "9-KNĐ" in [line["title"].partition(":")[0] for line in found["ready"]]
    waiting = {line["title"].partition(":")[0]: line for line in found["waiting"]}
    assert waiting["13-KNĐ"]["words"].startswith("Thiếu ")


def test_a_paper_changed_since_is_marked_in_the_list(make, woman):
    make("6-knd", voted(woman))
    renamed(voted(woman))
    told = woman(AFTER)
    forms = book.in_use().of("case", AFTER)
    found = telling.lines(told.matter, forms, told.values, matters.kept(told.matter), AFTER)
    assert found["made"][0]["words"] == "Đã thay đổi sau khi in"


def test_forms_of_bodies_that_do_not_stand_above_are_not_offered(woman):
    told = woman(AFTER)
    assert not told.matter.issues("section")
    assert told.matter.issues("standing")
    forms = book.in_use().of("case", AFTER)
    found = telling.lines(told.matter, forms, told.values, [], AFTER)
    titles = [line["title"] for lines in found.values() for line in lines]
    assert not [title for title in titles if title.startswith("7-KNĐ")]


def test_each_sponsor_has_a_paper_of_his_own(make, woman):
    form = book.in_use().forms["3-knd"]
    rows = filled.rows(form, woman(AFTER).values)
    assert len(rows) >= 1
    assert telling.row_names(form, woman(AFTER).values)[0].startswith(rows[0]["name"])
    assert rows[0]["name"] in words(make("3-knd", AFTER))


def test_what_is_lacking_leads_to_where_it_is_entered(woman):
    matter = woman(AFTER).matter
    lacks = telling.lacking(matter, ["recognition_vote.on", "person.hometown", "place"])
    assert [one["url"] for one in lacks] == [
        f"/ho-so/{people.WOMAN}/ghi/recognition_vote/",
        f"/dang-vien/{people.WOMAN}/",
        f"/to-chuc/{people.XOM_6}/",
    ]


def test_a_matter_there_is_not_is_none():
    assert matters.find("case", 999) is None
    assert matters.find("khong", 1) is None


def test_the_queries_of_a_list_do_not_grow_with_the_papers_made(
    make, woman, django_assert_max_num_queries
):
    def ask():
        told = woman(AFTER)
        forms = book.in_use().of("case", AFTER)
        telling.lines(told.matter, forms, told.values, matters.kept(told.matter), AFTER)

    ask()
    for _n in range(3):
        make("5-knd", AFTER)
    with django_assert_max_num_queries(40):
        ask()
