"""Visits to cells with what was agreed there, and the calendar of the cells' meetings.

Neither counts in a figure of membership, so they are rows; what was said stays as said. Nothing here
is about a person's opinions.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from taonguon.cells.models import CommitteeMember
from taonguon.core.visiting import FORMS, HELD, STATES
from taonguon.difficulties.models import Difficulty


class VisitQuerySet(models.QuerySet["Visit"]):
    def of(self, cells: Iterable[int]) -> "VisitQuerySet":
        """Return the visits to these cells that stand, the latest first."""
        rows = self.filter(cell__in=cells, withdrawn_at__isnull=True)
        return rows.order_by("-visited_on", "-pk")


class Visit(models.Model):
    """One visit of a committee member to a cell; `key` tells a form sent twice from two visits."""

    cell = models.BigIntegerField()
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="visits")
    visited_on = models.DateField()
    attended = models.BooleanField()
    heard = models.CharField(max_length=600, blank=True)
    difficulties = models.ManyToManyField(Difficulty, related_name="visits")
    key = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["cell", "visited_on"], name="visit_cell_day")]
        constraints = [
            models.CheckConstraint(
                name="visit_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(because=""),
            )
        ]


class Agreement(models.Model):
    """What was promised at a visit: by whom, by which day."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="agreements")
    text = models.CharField(max_length=200)
    owner = models.CharField(max_length=120)
    due_on = models.DateField()

    @property
    def answer(self) -> "Answer | None":
        """What came of it: the latest answer. Reads what was prefetched."""
        told = list(self.answers.all())
        return told[-1] if told else None


class Answer(models.Model):
    """Whether a promise was kept, as told on a day; a later answer holds over an earlier one."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="answers")
    kept = models.BooleanField()
    told_on = models.DateField()
    text = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]


class Appointment(models.Model):
    """The regular meeting of a cell in a month; `month` is its first day."""

    cell = models.BigIntegerField()
    month = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "month"], name="appointment_once_a_month")
        ]

    @property
    def now(self) -> "AppointmentVersion":
        """The version that holds: the latest. Reads what was prefetched."""
        return list(self.versions.all())[-1]


class AppointmentVersion(models.Model):
    """When, where and how a cell meets or met; moved, held or mended by a later version."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="versions")
    state = models.CharField(max_length=12)
    meets_on = models.DateField()
    starts_at = models.TimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    form = models.CharField(max_length=12)
    summoned = models.PositiveSmallIntegerField(null=True)
    present = models.PositiveSmallIntegerField(null=True)
    minutes = models.CharField(max_length=60, blank=True)
    because = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_of_a_known_kind",
                condition=Q(state__in=STATES, form__in=FORMS),
            ),
            models.CheckConstraint(
                name="appointment_held_is_counted",
                condition=~Q(state=HELD)
                | Q(summoned__gte=F("present"), present__isnull=False, summoned__isnull=False),
            ),
        ]
