"""Several phones at once: one visit for a key, one version of a list, whoever comes first."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from taonguon.accounts import actions as accounts
from taonguon.accounts.models import User
from taonguon.cells import actions as cells
from taonguon.cells.actions import Seat
from taonguon.classes.actions import planning
from taonguon.classes.models import Attendance, Session
from taonguon.organisations.models import Organisation
from taonguon.visits.models import Visit
from tests import cast
from tests.offline.conftest import OTHER_DEVICE, heard, questions, record, send, take

TODAY, NOW = timezone.localdate(), timezone.now()
WORKERS = 6


@pytest.fixture
def office(settings, tmp_path):
    """The commune An Hòa with somebody on its committee; return who works in its office."""
    settings.STATIC_ROOT = tmp_path
    cast.commune()
    commune = Organisation.objects.get(pk=cast.COMMUNE)
    told = Seat("Lê Văn Dự", "Đảng ủy viên", TODAY - timedelta(days=900), None, "12-QĐ", None)
    cells.seat(organisation=commune, told=told, by=None, at=NOW)
    user = accounts.give_account(
        username="vanphong", full_name="Văn phòng", password="không ai dùng đâu", at=NOW
    )
    since = TODAY - timedelta(days=2)
    accounts.give_role(user=user, role="office", organisation=commune.pk, on=since, at=NOW)
    return user


@pytest.fixture
def session(office):
    """A session of today, of a class with four guests."""
    told = {
        "name": "Lớp", "centre": "TT", "place": "HT", "places": 9, "start_on": TODAY, "end_on": TODAY,
        "decision_number": "", "decision_on": None,
    }  # fmt: skip
    commune = Organisation.objects.get(pk=cast.COMMUNE)
    one = planning.open_class(kind="committee", organisation=commune, told=told, by=None, at=NOW)
    guests = [(f"Khách {n}", "Xã bên") for n in range(4)]
    planning.nominate(study_class=one, people=[], guests=guests, by=None, at=NOW)
    planning.approve(study_class=one, number="1-QĐ", on=TODAY, by=None, at=NOW)
    planning.plan_sessions(study_class=one, sessions=[(TODAY, 1, "")], by=None, at=NOW)
    return Session.objects.get()


@pytest.fixture
def several(tmp_path, monkeypatch):
    """Return how to do something many times at once, each time as a client of its own."""

    def run(work, times):
        path = tmp_path / "several.sqlite3"
        if connection.vendor == "sqlite" and not path.exists():
            with sqlite3.connect(path) as copy:
                connection.ensure_connection()
                connection.connection.backup(copy)
            copy.close()
            monkeypatch.setitem(connections.settings["default"], "NAME", str(path))
            monkeypatch.setitem(
                connections.settings["default"], "OPTIONS",
                {"transaction_mode": "IMMEDIATE", "timeout": 60},
            )  # fmt: skip
        with ThreadPoolExecutor(WORKERS) as workers:
            return list(workers.map(lambda n: closing(work, n), range(times)))

    return run


def closing(work, number):
    try:
        return work(number)
    finally:
        connection.close()


def signed_in():
    client = Client()
    client.force_login(User.objects.get(username="vanphong"))
    return client


@pytest.mark.django_db(transaction=True)
def test_one_visit_sent_by_many_requests_at_once_is_one_visit(office, several):
    told = take(signed_in(), cells=[cast.HAMLET_1], works=["visit"])["things"][0]
    seat = questions(told)["member"]["choices"][-1][0]
    one = record(told, heard() | {"member": [seat]})
    answers = several(lambda _n: send(signed_in(), one)[0], 12)
    assert {each["state"] for each in answers} == {"kept"}
    assert len({each["url"] for each in answers}) == 1
    assert several(lambda _n: Visit.objects.count(), 1) == [1]


@pytest.mark.django_db(transaction=True)
def test_of_lists_that_rest_on_the_same_state_one_is_kept_and_the_others_are_asked(
    session, several
):
    told = take(signed_in(), sessions=[session.pk])["things"][0]
    seats = [value for value, _name in questions(told)["present"]["choices"]]

    def mark(number):
        mine = record(told, {"present": [seats[number]]})
        return send(signed_in(), mine, device=OTHER_DEVICE)[0]

    answers = several(mark, 4)
    assert sorted(each["state"] for each in answers) == ["changed", "changed", "changed", "kept"]
    (kept,) = several(lambda _n: list(Attendance.objects.values_list("seat", flat=True)), 1)
    first = next(n for n, each in enumerate(answers) if each["state"] == "kept")
    assert kept == [int(seats[first])]
