"""The tree as it stands, for fast reading: projections of the facts about organisations."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q

from taonguon.core.organisation import EARLY, after


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def within(self, ranges: Iterable[tuple[str, str]]) -> "OrganisationQuerySet":
        """Return those whose path lies in one of the ranges; none for no range."""
        inside = Q(pk__in=[])
        for low, high in ranges:
            inside |= Q(path__gte=low, path__lt=high)
        return self.filter(inside)

    def below(self, path: str) -> "OrganisationQuerySet":
        """Return the organisations at and below a path."""
        return self.filter(path__gte=path, path__lt=after(path))


class Organisation(models.Model):
    """One organisation as it is at present, or was at its end. Rebuilt from the ledger."""

    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    category = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=120, db_index=True)
    founded_on = models.DateField()
    ended_on = models.DateField(null=True)
    use_begins_on = models.DateField(null=True)

    objects = OrganisationQuerySet.as_manager()

    @property
    def range(self) -> tuple[str, str]:
        return self.path, after(self.path)


class VersionQuerySet(models.QuerySet["Version"]):
    def on(self, day: date) -> "VersionQuerySet":
        """Return what existed on a day."""
        return self.founded().filter(Q(end_on__isnull=True) | Q(end_on__gt=day), start_on__lte=day)

    def founded(self) -> "VersionQuerySet":
        """Leave out what only says where people count before their organisation is founded."""
        return self.exclude(kind=EARLY)


class Version(models.Model):
    """What an organisation was, and where it stood, from a day up to but not including another.

    Of kind `early` it says where its people count on days before its first one.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="versions")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    category = models.CharField(max_length=80, blank=True)
    parent = models.BigIntegerField(null=True)
    path = models.CharField(max_length=120)
    start_on = models.DateField()
    end_on = models.DateField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["path", "start_on"], name="version_path")]
        constraints = [
            models.CheckConstraint(
                name="version_ends_after_it_starts",
                condition=Q(end_on__isnull=True) | Q(end_on__gt=F("start_on")),
            )
        ]
