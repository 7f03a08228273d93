"""`taonguon erase`: who is erased, who must wait, what is only told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taonguon.applicants import actions
from taonguon.core.erasure import ERASED
from taonguon.people.models import Person
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone():
    """Record Lan, who withdrew forty days ago, and Mai, who withdrew five days ago."""
    today = timezone.localdate()
    cast.record(cast.foundings())
    for person, days in ((cast.LAN, 40), (cast.MAI, 5)):
        begun, left = today - timedelta(days=400), today - timedelta(days=days)
        cast.record([
            cast.description(person, begun),
            cast.fact("introduction", begun, person=person, organisation=cast.HAMLET_1, by="Đoàn"),
            cast.fact("agreement_withdrawn", left, person=person, organisation=cast.HAMLET_1),
        ])  # fmt: skip


def named(person):
    return Person.objects.get(pk=person).name


def test_whose_days_are_over_are_erased_and_told_of_by_number_alone(gone, taonguon):
    answer = taonguon("erase")
    assert (answer.code, answer.err) == (0, "")
    assert str(cast.LAN) in answer.out
    assert "Lan" not in answer.out
    assert "1 người" in answer.out
    assert (named(cast.LAN), named(cast.MAI)) == (ERASED, cast.NAMES[cast.MAI])
    assert "0 người" in taonguon("erase").out


def test_of_a_day_to_come_it_only_tells(gone, taonguon):
    day = timezone.localdate() + timedelta(days=20)
    answer = taonguon("erase", "--on", day.isoformat(), "--json")
    assert answer.code == 0
    assert [one["person"] for one in answer.values["due"]] == [cast.LAN, cast.MAI]
    assert named(cast.LAN) == cast.NAMES[cast.LAN]


def test_by_a_day_past_only_those_due_then_are_erased(gone, taonguon):
    day = timezone.localdate() - timedelta(days=30)
    answer = taonguon("erase", "--on", day.isoformat(), "--json")
    assert answer.values == {"erased": [], "waiting": []}
    assert named(cast.LAN) == cast.NAMES[cast.LAN]


def test_whose_request_waits_is_left_and_told_of_with_another_exit_code(gone, taonguon):
    person = Person.objects.get(pk=cast.LAN)
    actions.ask(link=None, person=person, kind="see", text="", by=None, at=timezone.now())
    answer = taonguon("erase", "--json")
    assert answer.code == 1
    assert [one["person"] for one in answer.values["waiting"]] == [cast.LAN]
    assert named(cast.LAN) == cast.NAMES[cast.LAN]
    assert "chưa xóa" in taonguon("erase").out


def test_before_the_law_it_refuses(gone, taonguon):
    answer = taonguon("erase", "--on", "31/12/2025")
    assert (answer.code, answer.out) == (1, "")
    assert "31/12/2025" in answer.err
