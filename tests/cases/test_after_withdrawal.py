"""After somebody took the agreement back nothing goes on; agreed anew and introduced, all may again."""

from datetime import date

import pytest

from taonguon.cases import actions
from taonguon.cases.actions import ManyBlocked
from taonguon.core.case import Event
from taonguon.journal.models import JournalEntry
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, Fact
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from tests import cast
from tests.cases.conftest import NOW, ON_PAPER

pytestmark = pytest.mark.django_db
WITHDREW = "Nguyễn Thị Lan đã rút lại sự đồng ý ngày 10/9/2021"


def withdraw(person, on="2021-09-10"):
    """Let somebody take the agreement back; return the act and the fact."""
    told = cast.fact("agreement_withdrawn", on, person=person.pk, organisation=cast.HAMLET_1)
    act, given = cast.record([told])
    return act, Fact.objects.get(pk=given[told.id])


def written():
    return Fact.objects.count(), Act.objects.count(), JournalEntry.objects.count()


@pytest.fixture
def permitted(lan, steps):
    """Lan, whose dossier was permitted on 6/9/2021."""
    steps.walk(lan, upto="permission")
    return lan


def apply(person, steps):
    return steps.record(person, "application", "2021-09-13", on_paper=ON_PAPER)


def test_until_the_agreement_is_taken_back_the_application_is_recorded(permitted, steps):
    apply(permitted, steps)
    assert steps.events(permitted)[-1] == "application"


def test_afterwards_it_is_refused_with_name_day_and_way_out_and_nothing_is_written(
    permitted, steps
):
    withdraw(permitted)
    before = written()
    with pytest.raises(Refused, match=WITHDREW) as refusal:
        apply(permitted, steps)
    assert "giới thiệu lại từ đầu" in str(refusal.value)
    assert written() == before


def test_even_a_step_of_a_day_before_the_withdrawal_is_not_added_late(permitted, steps):
    withdraw(permitted, "2021-11-30")
    with pytest.raises(Refused, match="30/11/2021"):
        apply(permitted, steps)
    assert "application" not in steps.events(permitted)


@pytest.mark.parametrize("step", ["cv", "verify_sent", "cell_vote", "ceremony", "moved"])
def test_no_step_of_any_stage_goes_on(permitted, steps, step):
    withdraw(permitted)
    before = written()
    with pytest.raises(Refused, match="không ghi thêm bước nào"):
        steps.record(permitted, step, "2021-10-01", on_paper=ON_PAPER)
    assert written() == before


def test_agreed_and_introduced_anew_the_way_begins_again_from_the_list(permitted, steps):
    withdraw(permitted)
    steps.introduced(cast.LAN, "2022-01-10")
    steps.record(permitted, "listed", "2022-02-07", on_paper=ON_PAPER)
    told = Person.objects.get(pk=cast.LAN).prospect
    assert (told.ended_on, told.listed_on, told.permitted_on) == (None, date(2022, 2, 7), None)


@pytest.mark.parametrize("back", ["undone", "withdrawn"])
def test_a_withdrawal_recorded_by_mistake_and_taken_back_holds_nobody_up(permitted, steps, back):
    act, fact = withdraw(permitted)
    if back == "undone":
        ledger.undo(act=act, by=None, at=NOW, because="nhầm người")
        people.project([permitted.pk])
    else:
        people.correct(fact=fact, on=None, data=None, because="nhầm người", by=None, at=NOW)
    apply(permitted, steps)
    assert steps.events(permitted)[-1] == "application"


def test_the_withdrawal_of_one_does_not_hold_up_another(permitted, steps):
    mai = steps.introduced(cast.MAI, "2021-03-08")
    withdraw(permitted)
    steps.record(mai, "listed", "2021-10-04", on_paper=ON_PAPER)
    assert steps.events(mai) == ["introduction", "listed"]


def test_what_was_recorded_before_can_still_be_put_right(permitted, steps):
    withdraw(permitted)
    row = Fact.objects.get(person=permitted.pk, kind="case.permission")
    actions.correct_step(fact=row, on=date(2021, 9, 7), because="gõ nhầm", by=None, at=NOW)
    permission = next(
        one for one in actions.facts.one(permitted).events if one.kind == "permission"
    )
    assert permission.on == date(2021, 9, 7)


def listing(*people):
    """Return that a meeting of 4/10/2021 puts each on the list."""
    return [(one, Event("listed", date(2021, 10, 4), {"on_paper": ON_PAPER})) for one in people]


def together(steps):
    return actions.record_steps(steps=steps, source="05-NQ/CB", by=None, at=NOW)


def test_of_a_meeting_s_resolutions_one_about_who_withdrew_keeps_all_unwritten(lan, steps):
    mai = steps.introduced(cast.MAI, "2021-03-08")
    withdraw(lan)
    before = written()
    with pytest.raises(Refused, match=WITHDREW):
        together(listing(mai, lan))
    assert written() == before
    together(listing(mai))
    assert steps.events(mai) == ["introduction", "listed"]


def test_an_introduction_anew_is_no_step_of_the_way_that_ended(lan, steps):
    withdraw(lan)
    again = Event("introduction", date(2022, 1, 10), {"by": "Đoàn xã", "body": "youth"})
    together([(lan, again)])
    told = Person.objects.get(pk=lan.pk).prospect
    assert (told.ended_on, told.body) == (None, "youth")


def test_all_whom_the_rules_refuse_are_told_in_the_order_of_the_meeting(lan, steps):
    mai = steps.introduced(cast.MAI, "2021-03-08")
    early = [
        (one, Event("class_proposed", date(2021, 5, 4), {"on_paper": ON_PAPER}))
        for one in (mai, lan)
    ]
    with pytest.raises(ManyBlocked, match="2 steps refused") as blocked:
        together(early)
    assert [person for person, _step, _findings in blocked.value.refused] == [cast.MAI, cast.LAN]
    assert all(findings for _person, _step, findings in blocked.value.refused)


def test_a_step_goes_to_the_cell_it_names_and_else_to_the_person_s_own(lan, steps):
    other = Event("listed", date(2021, 10, 4), {"on_paper": ON_PAPER, "cell": cast.HAMLET_2})
    mai = steps.introduced(cast.MAI, "2021-03-08")
    act = together([(lan, other), *listing(mai)])
    told = Fact.objects.filter(act=act).values_list("person", "organisation")
    assert dict(told) == {cast.LAN: cast.HAMLET_2, cast.MAI: cast.HAMLET_1}
