"""What each role is offered to take along, and which sessions are near enough."""

from datetime import timedelta

import pytest
from django.urls import reverse

from taonguon.classes.models import Session
from taonguon.rules.offline import limits
from tests.offline.conftest import TODAY, take
from tests.pages import page

pytestmark = pytest.mark.django_db


def boxes(client, name):
    answer = client.get(reverse("offline_prepare"))
    return [one["value"] for one in page.main(answer).all("input") if one.get("name") == name]


@pytest.mark.parametrize(
    ("role", "works", "cells", "sessions"),
    [
        ("office", {"visit", "sheet", "last_sheet", "difficulties"}, 28, True),
        ("deputy", {"visit", "difficulties"}, 28, False),
        ("committee", {"visit", "difficulties"}, 28, False),
        ("secretary", {"sheet", "last_sheet", "difficulties"}, 1, False),
    ],
)
def test_each_role_is_offered_its_own_work_in_its_own_cells(
    signed_in, role, works, cells, sessions
):
    client = signed_in(role)
    assert set(boxes(client, "works")) == works
    assert len(boxes(client, "cells")) == cells
    assert bool(boxes(client, "sessions")) is sessions


def test_who_has_one_cell_finds_it_chosen(signed_in, units):
    answer = signed_in("secretary").get(reverse("offline_prepare"))
    (cell,) = [one for one in page.main(answer).all("input") if one.get("name") == "cells"]
    assert (cell["value"], "checked" in cell.attributes) == (str(units.hamlet.pk), True)


def test_the_sessions_of_these_days_are_offered_the_next_first(office):
    one = Session.objects.filter(study_class__approved_at__isnull=False).first()
    Session.objects.all().delete()
    days = limits().session_days
    for ago in (-days - 1, -days, -1, 0, 1, days, days + 1):
        Session.objects.create(
            study_class=one.study_class, on=TODAY() + timedelta(days=ago), part=1
        )
    offered = [int(value) for value in boxes(office, "sessions")]
    on = dict(Session.objects.values_list("pk", "on"))
    assert [(on[pk] - TODAY()).days for pk in offered] == [0, 1, days, -1, -days]


def test_a_class_whose_list_is_not_approved_is_not_offered(office):
    before = len(boxes(office, "sessions"))
    one = Session.objects.filter(on=TODAY()).first().study_class
    other = type(one).objects.filter(approved_at__isnull=True).first()
    there = Session.objects.create(study_class=other, on=TODAY(), part=2)
    assert len(boxes(office, "sessions")) == before
    told = take(office, sessions=[there.pk])
    assert "refusals" in told


def test_the_package_is_not_kept_on_the_way(office, units):
    asked = {"cells": [units.hamlet.pk], "works": ["visit"]}
    answer = office.post(reverse("offline_take"), asked)
    assert "no-store" in answer["Cache-Control"]
    assert office.get(reverse("offline_take")).status_code == 405
    assert "no-store" in office.get(reverse("offline_token"))["Cache-Control"]


@pytest.mark.parametrize("name", ["offline_shell", "offline_worker"])
def test_what_the_phone_keeps_is_never_kept_old_and_opens_to_everybody(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "no-cache" in answer["Cache-Control"]
    assert "default-src 'self'" in answer["Content-Security-Policy"]
