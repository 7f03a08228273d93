"""A day before the rules of the register begin, typed into any of its forms, is told and nothing lost."""

import pytest
from django.urls import reverse

from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from tests.pages import page

pytestmark = pytest.mark.django_db
OLD = "24/7/2016"
WORDS = "Bộ quy định bắt đầu từ 25/7/2016: không có quy định để xét ngày trước đó."
MO = "Nguyễn Thị Mơ"


@pytest.fixture
def mo(units):
    return Person.objects.get(name=MO, standing="prospect", cell=units.hamlet)


@pytest.fixture
def refused(office):
    """Return how the office posts a form that must be refused, nothing being written."""

    def post(url, said):
        before = Fact.objects.count()
        answer = office.post(url, said)
        assert (answer.status_code, Fact.objects.count()) == (200, before)
        return answer

    return post


def test_an_introduction(refused, units):
    said = {
        "body": "women", "cell": units.hamlet.pk, "on": OLD, "name": "Đỗ Thị Mơ", "sex": "female",
        "born": "1990", "agreed_on": OLD, "asked_by": "Lê Thị Mẫu", "agreed": "on", "da-xem": "1",
    }  # fmt: skip
    answer = refused(reverse("introduce"), said)
    assert page.errors(answer) == [WORDS]
    assert page.typed(answer)["name"] == "Đỗ Thị Mơ"


def test_a_hand_over_to_the_outside(refused, mo):
    said = {"number": "09", "on": OLD, "outside": "Đảng ủy Quân khu 3", "resolution": "1"}
    assert page.errors(refused(reverse("handover_start", args=[mo.pk]), said)) == [WORDS]
    assert Person.objects.get(pk=mo.pk).standing == "prospect"


def test_taking_over(office, refused, mo, units):
    said = {"number": "09", "on": OLD, "receiver": units.next_hamlet.pk}
    office.post(reverse("handover_start", args=[mo.pk]), said)
    took = {"cell": units.next_hamlet.pk, "on": OLD}
    assert page.errors(refused(reverse("handover_accept", args=[mo.pk]), took)) == [WORDS]
    assert Person.objects.get(pk=mo.pk).cell == units.hamlet


def test_taking_in_from_the_outside(refused, units):
    said = {
        "name": "Đỗ Thị Mơ", "born": "1990", "sex": "female", "cell": units.hamlet.pk,
        "came_from": "Đảng ủy phường Tân An", "number": "17", "given_on": OLD, "on": OLD,
        "agreed_on": OLD,
    }  # fmt: skip
    assert page.errors(refused(reverse("handover_take_in"), said)) == [WORDS]
    assert not Person.objects.filter(name="Đỗ Thị Mơ").exists()
