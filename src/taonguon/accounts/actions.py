"""Giving accounts and roles."""

from datetime import date, datetime

from django.db import transaction

from taonguon.accounts.models import RoleGrant, User
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
    record(
        at=at,
        by=by,
        act="account.role",
        subject=f"user:{user.pk}",
        details={"role": role, "organisation": organisation},
    )
    return grant
