"""A commune with prospects whom their cells proposed, an office that is signed in, and its class."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone, translation

from taonguon.accounts import actions as accounts
from taonguon.accounts.models import User
from taonguon.classes.actions import holding, planning
from taonguon.classes.models import Session, StudyClass
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests import cast

TODAY = timezone.localdate()
FIRST_CELL = 100


def ago(days):
    return TODAY - timedelta(days=days)


def iso(days):
    return ago(days).isoformat()


@pytest.fixture(autouse=True)
def _in_vietnamese(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    with translation.override("vi"):
        yield


@pytest.fixture
def commune(db):
    """Record the commune An Hòa and the one beside it."""
    return cast.commune()


def prospect(person, cell=cast.HAMLET_1, *, proposed=60, **said):
    """Return the facts of somebody introduced, listed, and proposed so many days ago (None: not)."""
    said = {"born": "1999-05-19", "sex": "female", "schooling": "12/12", **said}
    about = {"person": person, "organisation": cell}
    facts = [
        cast.description(person, iso(300), **said),
        cast.fact("introduction", iso(300), by="Hội Phụ nữ", **about),
        cast.fact("case.listed", iso(200), **about),
    ]
    if proposed is not None:
        paper = {"form": "NQ-CB", "number": "05-NQ/CB"}
        facts.append(cast.fact("case.class_proposed", iso(proposed), on_paper=paper, **about))
    return facts


def certified(person, days, number="9/GCN-TTCT", cell=cast.HAMLET_1):
    return cast.fact("certificate", iso(days), person=person, organisation=cell, number=number)


def member(person, status, cell=cast.HAMLET_1):
    """Return the facts of a member of the register."""
    return [
        cast.description(person, iso(900), born="1985-02-03", sex="male"),
        cast.fact("opening", iso(900), person=person, organisation=cell, status=status,
                  admitted_on=iso(900)),
    ]  # fmt: skip


@pytest.fixture
def lan(commune):
    """Lan of hamlet 1, whom the cell proposed."""
    cast.record(prospect(cast.LAN))
    return Person.objects.get(pk=cast.LAN)


@pytest.fixture
def hung(commune):
    """Hùng of hamlet 2, whom the cell proposed."""
    cast.record(prospect(cast.HUNG, cast.HAMLET_2, sex="male"))
    return Person.objects.get(pk=cast.HUNG)


TOLD = {
    "name": "Lớp nhận thức khóa I", "centre": "Trung tâm chính trị xã An Hòa",
    "place": "Hội trường xã", "start_on": ago(10), "end_on": ago(6), "places": None,
    "decision_number": "", "decision_on": None,
}  # fmt: skip


def opened(kind="awareness", **said):
    """Open a class of the commune An Hòa that ended six days ago, if nothing else is said."""
    place = Organisation.objects.get(pk=cast.COMMUNE)
    return planning.open_class(
        kind=kind, organisation=place, told={**TOLD, **said}, by=None, at=timezone.now()
    )


def nominate(one, *people, guests=()):
    planning.nominate(
        study_class=one, people=[p.pk for p in people], guests=list(guests),
        by=None, at=timezone.now(),
    )  # fmt: skip


def approve(one, number="45-QĐ/ĐU", on=None):
    planning.approve(study_class=one, number=number, on=on or ago(12), by=None, at=timezone.now())
    one.refresh_from_db()


def grade(one, **codes):
    """Give results by name."""
    seats = {seat_of(one, name).pk: code for name, code in codes.items()}
    return holding.grade(study_class=one, grades=seats, by=None, at=timezone.now())


def certify(one, first="103/GCN-TTCT", on=None):
    return holding.certify(
        study_class=one, first=first, on=on or ago(3), by=None, at=timezone.now()
    )


def seat_of(one, name):
    """Return the seat of somebody by the last word of the name."""
    for seat in one.seats.all():
        person = Person.objects.filter(pk=seat.person).first()
        if (person.name if person else seat.name).split()[-1] == name:
            return seat
    raise LookupError(name)


def session(one, days=8, part=1):
    return Session.objects.create(study_class=one, on=ago(days), part=part)


@pytest.fixture
def held(lan, hung):
    """A class with Lan, Hùng and a guest on its approved list."""
    one = opened()
    nominate(one, lan, hung, guests=[("Lê Thị Hoa", "Đảng bộ xã Bình Minh")])
    approve(one)
    return StudyClass.objects.get(pk=one.pk)


@pytest.fixture
def signed_in(commune):
    """Return how to sign in with a role over an organisation."""

    def client(role, place=cast.COMMUNE):
        name = f"{role}{place}"
        user = User.objects.filter(username=name).first() or accounts.give_account(
            username=name, full_name=name, password="mật khẩu dài", at=timezone.now()
        )
        accounts.give_role(user=user, role=role, organisation=place, on=ago(1), at=timezone.now())
        found = Client()
        found.force_login(user)
        return found

    return client


@pytest.fixture
def office(signed_in):
    return signed_in("office")


@pytest.fixture
def do():
    """Return the helpers of these tests by name."""
    return SimpleNamespace(
        opened=opened, nominate=nominate, approve=approve, grade=grade, certify=certify,
        seat_of=seat_of, session=session, prospect=prospect, certified=certified, member=member,
        ago=ago,
    )  # fmt: skip
