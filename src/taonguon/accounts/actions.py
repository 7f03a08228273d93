"""Giving accounts and roles."""

from datetime import date, datetime

from django.db import transaction

from taonguon.accounts.models import RoleGrant, User
from taonguon.core.access import MASS
from taonguon.journal.actions import record


@transaction.atomic
def give_account(
    *, username: str, full_name: str, password: str, at: datetime, by: str = ""
) -> User:
    """Make an account that can sign in with a password. Raises IntegrityError for a taken name."""
    user = User(username=User.normalize_username(username), full_name=full_name)
    user.set_password(password)
    user.save()
    record(at=at, by=by, act="account.give", subject=f"user:{user.pk}")
    return user


@transaction.atomic
def give_role(
    *, user: User, role: str, organisation: int, on: date, at: datetime, by: str = ""
) -> RoleGrant:
    """Give a role over an organisation and all below it from a day on."""
    grant = RoleGrant.objects.create(user=user, role=role, organisation=organisation, start_on=on)
    _tell(grant, at, by)
    return grant


@transaction.atomic
def give_mass_role(
    *, user: User, body: str, organisation: int, on: date, at: datetime, by: str = ""
) -> RoleGrant:
    """Let a user act for a mass organisation, by its code, in an organisation's subtree."""
    grant = RoleGrant.objects.create(
        user=user, role=MASS, body=body, organisation=organisation, start_on=on
    )
    _tell(grant, at, by)
    return grant


def _tell(grant: RoleGrant, at: datetime, by: str) -> None:
    told = {"role": grant.role, "organisation": grant.organisation}
    record(
        at=at,
        by=by,
        act="account.role",
        subject=f"user:{grant.user_id}",
        details={**told, "body": grant.body} if grant.body else told,
    )
