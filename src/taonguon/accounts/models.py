"""Users and the roles they hold over parts of the organisation's tree."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from taonguon.core.access import ROLES


class User(AbstractUser):
    """Somebody who signs in. Rights come from roles alone, never from a flag."""

    is_staff = None
    is_superuser = None
    first_name = None
    last_name = None
    full_name = models.CharField(max_length=150, blank=True)

    REQUIRED_FIELDS: list[str] = []

    def get_full_name(self) -> str:
        return self.full_name or self.username


class RoleGrant(models.Model):
    """A role over an organisation and all below it, from a day, perhaps to a day.

    `organisation` is the id of a row in a higher room, `body` the code of a mass organisation, empty
    but for who acts for one.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.code, r.vi) for r in ROLES.values()])
    organisation = models.BigIntegerField()
    body = models.CharField(max_length=24, blank=True)
    start_on = models.DateField()
    end_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_starts",
                condition=Q(end_on__isnull=True) | Q(end_on__gt=F("start_on")),
            ),
            models.CheckConstraint(
                name="grant_of_a_mass_organisation_names_it",
                condition=Q(role="mass", body__gt="") | (~Q(role="mass") & Q(body="")),
            ),
        ]
