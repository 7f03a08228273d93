"""Who sits on a committee. Which cells are in a member's charge, and what cells are like, are facts."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q


class CommitteeMemberQuerySet(models.QuerySet["CommitteeMember"]):
    def on(self, day: date) -> "CommitteeMemberQuerySet":
        """Return who sat on a committee on a day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), since_on__lte=day)

    def of(self, organisations: Iterable[int]) -> "CommitteeMemberQuerySet":
        """Return those of these organisations' committees, by Vietnamese given name."""
        return self.filter(organisation__in=list(organisations)).order_by("sort_key", "pk")


class CommitteeMember(models.Model):
    """One member of an organisation's committee, from a day up to but not including another.

    `post` is in words, of a cell's committee a code of the rules' data. `person` is the id in the
    register of people, None when not in it.
    """

    organisation = models.BigIntegerField()
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=600)
    post = models.CharField(max_length=120, blank=True)
    person = models.BigIntegerField(null=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    document = models.CharField(max_length=120)
    noted_at = models.DateTimeField()

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "since_on"], name="committee_of_since")]
        constraints = [
            models.CheckConstraint(
                name="committee_member_leaves_after_joining",
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("since_on")),
            )
        ]
