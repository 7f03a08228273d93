"""Accounts are given by the office; rights come from roles over parts of the tree, from a day on."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from taonguon.accounts import actions
from taonguon.accounts.adapter import Adapter
from taonguon.accounts.models import RoleGrant, User
from taonguon.core.access import ROLES
from taonguon.journal.models import JournalEntry
from tests import cast

pytestmark = pytest.mark.django_db

DAY = date(2022, 5, 19)
PASSWORD = "mật-khẩu dài đủ mười chữ"


def give(username="van.phong", **changed):
    said = {"full_name": "Trần Văn Hùng", "password": PASSWORD, "at": cast.MORNING, **changed}
    return actions.give_account(username=username, **said)


def test_an_account_signs_in_with_its_own_password_only():
    user = give()
    assert authenticate(username="van.phong", password=PASSWORD) == user
    assert authenticate(username="van.phong", password=PASSWORD + "!") is None


def test_a_password_is_never_kept_as_it_was_typed():
    assert give().password.startswith("argon2")
    assert PASSWORD not in str(list(JournalEntry.objects.values()))


def test_a_name_is_given_once():
    give()
    with pytest.raises(IntegrityError), transaction.atomic():
        give(full_name="Lê Thị Mai")
    assert JournalEntry.objects.count() == 1


def test_giving_an_account_is_a_line_in_the_journal():
    user = give(by="quan.tri")
    line = JournalEntry.objects.get()
    assert (line.act, line.subject, line.by) == ("account.give", f"user:{user.pk}", "quan.tri")


def test_an_account_has_no_rights_of_its_own():
    user = give()
    assert not user.grants.exists()
    assert not hasattr(user, "has_role")
    assert {"is_staff", "is_superuser"} & {f.name for f in User._meta.fields} == set()


@pytest.mark.parametrize(("full_name", "shown"), [("Lê Thị Mai", "Lê Thị Mai"), ("", "mai")])
def test_a_user_is_called_by_the_full_name_or_else_the_user_name(full_name, shown):
    assert give("mai", full_name=full_name).get_full_name() == shown


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"mass"}))
def test_a_role_is_held_over_an_organisation_from_a_day_on(role):
    user = give()
    actions.give_role(user=user, role=role, organisation=cast.COMMUNE, on=DAY, at=cast.MORNING)
    grant = RoleGrant.objects.get()
    assert (grant.role, grant.organisation, grant.start_on, grant.end_on) == (
        role, cast.COMMUNE, DAY, None,
    )  # fmt: skip
    line = JournalEntry.objects.get(act="account.role")
    assert line.details == {"role": role, "organisation": cast.COMMUNE}


def test_who_acts_for_a_mass_organisation_holds_the_role_for_that_one():
    held = {"organisation": cast.COMMUNE, "on": DAY, "at": cast.MORNING}
    grant = actions.give_mass_role(user=give(), body="women", **held)
    assert (grant.role, grant.body) == ("mass", "women")
    assert JournalEntry.objects.get(act="account.role").details["body"] == "women"


@pytest.mark.parametrize(("role", "body"), [("mass", ""), ("office", "women")])
def test_the_role_of_a_mass_organisation_names_it_and_no_other_role_does(role, body):
    row = {"user": give(), "organisation": cast.COMMUNE, "start_on": DAY}
    with pytest.raises(IntegrityError, match="names_it"), transaction.atomic():
        RoleGrant.objects.create(role=role, body=body, **row)


@pytest.mark.parametrize("end", [DAY, date(2022, 5, 18)])
def test_a_role_ends_after_it_starts(end):
    user = give()
    row = {"user": user, "role": "office", "organisation": cast.COMMUNE, "start_on": DAY}
    RoleGrant.objects.create(**row, end_on=date(2022, 5, 20))
    with pytest.raises(IntegrityError, match="grant_ends_after_it_starts"), transaction.atomic():
        RoleGrant.objects.create(**row, end_on=end)


def test_nobody_signs_up():
    assert Adapter().is_open_for_signup(RequestFactory().get("/")) is False
