"""People as the facts have left them: rows for fast reading, folded anew after every act."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from taonguon.core.organisation import after, segment
from taonguon.people import actions, facts
from taonguon.people.models import Admission, Person, Prospect, Span
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _commune():
    cast.commune()


def of(kind, day, cell=None, person=cast.LAN, **data):
    return cast.fact(kind, day, person=person, organisation=cell, **data)


ADMITTED = cast.admission(
    cast.LAN, cast.HAMLET_1, "2022-05-19", sex="female", born="2000-02-29", religion="Công giáo"
)


def lan(*more):
    cast.record([*ADMITTED, *more])
    return Person.objects.get(pk=cast.LAN)


@pytest.mark.parametrize(
    ("more", "standing", "cell"),
    [
        ([], "probationary", cast.HAMLET_1),
        ([of("recognition", "2023-04-01")], "official", cast.HAMLET_1),
        ([of("move", "2023-04-01", cast.HAMLET_2)], "probationary", cast.HAMLET_2),
        ([of("deletion", "2023-04-01")], "former", cast.HAMLET_1),
        (
            [of("deletion", "2023-04-01"), of("introduction", "2023-04-02", cast.SCHOOL)],
            "prospect",
            cast.SCHOOL,
        ),
    ],
)
def test_a_person_stands_where_the_facts_have_brought_them(more, standing, cell):
    told = lan(*more)
    assert (told.standing, told.cell_id) == (standing, cell)


def test_a_person_who_was_only_described_stands_nowhere():
    cast.record([cast.description(cast.MAI, "2022-01-01")])
    told = Person.objects.get()
    assert (told.name, told.standing, told.cell) == ("Lê Thị Mai", "", None)


def test_a_prospect_is_kept_with_who_introduced_and_the_certificate():
    cast.record([
        cast.description(cast.DUC, "2022-01-01"),
        of("introduction", "2022-02-01", cast.SCHOOL, cast.DUC, by="Đoàn thanh niên"),
        of("certificate", "2022-06-01", person=cast.DUC, number="12/CN"),
    ])  # fmt: skip
    told = Prospect.objects.get()
    assert (told.introduced_by, told.certificate) == ("Đoàn thanh niên", "12/CN")
    assert (told.introduced_on, told.certified_on) == (date(2022, 2, 1), date(2022, 6, 1))
    assert told.person.standing == "prospect"


def test_an_admission_keeps_what_was_known_on_its_day():
    lan(cast.description(cast.LAN, "2023-01-01", religion="Không"))
    told = Admission.objects.get()
    assert (told.on, told.age, told.sex, told.religious) == (date(2022, 5, 19), 22, "female", True)
    assert Person.objects.get().religion == "Không"


def test_projecting_twice_changes_nothing_and_forgetting_leaves_the_facts():
    lan(of("move", "2023-01-01", cast.HAMLET_2))
    before = list(Span.objects.order_by("start_on").values_list("cell", "start_on", "end_on"))
    with transaction.atomic():
        actions.project([cast.LAN])
    assert (
        list(Span.objects.order_by("start_on").values_list("cell", "start_on", "end_on")) == before
    )
    actions.forget([cast.LAN])
    assert not Person.objects.exists()
    assert len(facts.standing([cast.LAN])[cast.LAN]) == 3


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lan", True), ("Lan", True), ("nguyen thi", True), ("Nguyễn lan", True), ("đức", False),
        ("an", False), ("", True),
    ],
)  # fmt: skip
def test_a_name_is_found_by_the_beginning_of_each_word_with_or_without_marks(typed, found):
    lan()
    assert Person.objects.named(typed).exists() is found


def test_people_are_within_the_range_of_their_cell():
    lan()
    mark = segment(cast.COMMUNE)
    assert Person.objects.within([(mark, after(mark))]).exists()
    assert not Person.objects.within([(segment(cast.ELSEWHERE), after(mark))]).exists()
    assert not Person.objects.within([]).exists()


def test_a_period_does_not_end_before_it_starts():
    told = lan()
    day = date(2022, 1, 1)
    same = Span(person=told, cell_id=cast.SCHOOL, status="official", start_on=day, entered="move")
    same.end_on = day
    same.save()
    false = Span(person=told, cell_id=cast.SCHOOL, status="official", start_on=day, entered="move")
    false.end_on = date(2021, 12, 31)
    with pytest.raises(IntegrityError, match="span_ends_not_before"), transaction.atomic():
        false.save()


def test_a_person_is_a_prospect_once():
    told = lan()
    Prospect.objects.create(person=told, cell_id=cast.SCHOOL, introduced_on=date(2022, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Prospect.objects.create(person=told, cell_id=cast.SCHOOL, introduced_on=date(2022, 1, 1))


@pytest.mark.parametrize("step", [1, 2, 3, 50])
def test_all_people_are_given_once_whatever_the_size_of_a_portion(step):
    lan()
    cast.record([cast.description(person, "2022-01-01") for person in (cast.HUNG, cast.MAI)])
    portions = list(facts.everyone(step))
    people = [person for _, told in portions for person in told]
    assert sorted(people) == [cast.LAN, cast.HUNG, cast.MAI]
    assert [last for last, _ in portions] == sorted(last for last, _ in portions)
