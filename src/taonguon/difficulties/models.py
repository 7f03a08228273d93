"""Difficulties of cells and their turns. About work alone: nothing here is about a person's opinions.

A difficulty counts in no figure of membership, so it is rows, not facts; what was said stays as said.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from taonguon.core.difficulty import KINDS_OF_TURN, LEVELS, RAISED, SEVERITIES, WITHDRAWN


class DifficultyQuerySet(models.QuerySet["Difficulty"]):
    def of(self, cells: Iterable[int]) -> "DifficultyQuerySet":
        """Return those of these cells with their turns, in the order in which they were raised."""
        rows = self.filter(cell__in=cells).prefetch_related("turns")
        return rows.order_by("raised_on", "pk")


class Difficulty(models.Model):
    """One difficulty of a cell: the task it holds up, what holds it up, and what is proposed."""

    cell = models.BigIntegerField()
    kind = models.CharField(max_length=24)
    task = models.CharField(max_length=150)
    bottleneck = models.CharField(max_length=300)
    proposal = models.CharField(max_length=300, blank=True)
    raised_by = models.CharField(max_length=120)
    raised_on = models.DateField()

    objects = DifficultyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["cell", "raised_on"], name="difficulty_cell_raised")]


class Turn(models.Model):
    """One turn in a difficulty's course; it says in full whose the difficulty is from then on."""

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="turns")
    kind = models.CharField(max_length=12)
    happened_on = models.DateField()
    owner = models.CharField(max_length=120)
    due_on = models.DateField()
    severity = models.CharField(max_length=12)
    level = models.CharField(max_length=12)
    text = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["difficulty"], condition=Q(kind=RAISED), name="difficulty_raised_once"
            ),
            models.UniqueConstraint(
                fields=["difficulty"], condition=Q(kind=WITHDRAWN), name="difficulty_gone_once"
            ),
            models.CheckConstraint(
                name="turn_of_a_known_kind",
                condition=Q(kind__in=KINDS_OF_TURN, severity__in=SEVERITIES, level__in=LEVELS),
            ),
            models.CheckConstraint(
                name="difficulty_due_after_raised",
                condition=~Q(kind=RAISED) | Q(due_on__gte=F("happened_on")),
            ),
        ]
