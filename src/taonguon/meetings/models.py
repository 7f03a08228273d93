"""Meetings of cells on their prospects, what they propose, and the commune's review of it.

Steps stand in the ledger; here is what is no step: that the meeting was held, by which papers, and
what waits for the committee. People and organisations are known by their ids.
"""

from django.conf import settings
from django.db import models


class Meeting(models.Model):
    """The meeting of a cell in a month; `month` is its first day, `act` the act of its steps."""

    cell = models.BigIntegerField()
    month = models.DateField()
    act = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "month"], name="meeting_once_a_month"),
        ]

    @property
    def now(self) -> "Version":
        """The version that holds: the latest. Reads what was prefetched."""
        return list(self.versions.all())[-1]


class Version(models.Model):
    """What a meeting's papers say; a mistake is mended by a later version that says why."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="versions")
    held_on = models.DateField()
    resolution = models.CharField(max_length=60, blank=True)
    minutes = models.CharField(max_length=60, blank=True)
    because = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]


class Proposal(models.Model):
    """What a meeting puts before the committee about one person.

    `step` is the step of the procedure: listed, unlisted and class_proposed are taken by the cell and
    stand in the ledger as `fact`; permission is the committee's to take, so there is no fact yet.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="proposals")
    person = models.BigIntegerField()
    step = models.CharField(max_length=24)
    fact = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person", "step"], name="proposal_once_in_a_meeting"
            ),
            models.CheckConstraint(
                name="proposal_of_the_dossier_has_no_fact",
                condition=models.Q(step="permission", fact__isnull=True)
                | (~models.Q(step="permission") & models.Q(fact__isnull=False)),
            ),
        ]


class Review(models.Model):
    """The committee's review of what the cells proposed; `act` holds the permissions it gave."""

    commune = models.BigIntegerField()
    month = models.DateField()
    held_on = models.DateField()
    resolution = models.CharField(max_length=60)
    act = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )


class Answer(models.Model):
    """What a review said to one proposal: approved, or given back to the cell."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="answers")
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="answer")
    approved = models.BooleanField()
