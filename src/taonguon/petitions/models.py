"""Petitions with their history, the sender's contact while it is needed, and the public form's switch.

No column names a person of the register, a member or a case, and none may be added.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from taonguon.core.petitions import BODY, NEXT, OPEN, THROUGH
from taonguon.organisations.models import Organisation

TEXT_LENGTH, NOTE_LENGTH, PAPER_LENGTH = 4000, 1000, 120
NAME_LENGTH, REACH_LENGTH = 120, 200
STATES = sorted(state for state in NEXT if state)


class AppendOnly(TypeError):
    """What happened to a petition is kept: a later step says what is different now."""


class PetitionQuerySet(models.QuerySet["Petition"]):
    def within(self, ranges: Iterable[tuple[str, str]]) -> "PetitionQuerySet":
        """Return those received in a part of the tree within one of the ranges."""
        inside = Q(pk__in=[])
        for low, high in ranges:
            inside |= Q(organisation__path__gte=low, organisation__path__lt=high)
        return self.filter(inside)

    def open(self) -> "PetitionQuerySet":
        """Return those that wait for an answer."""
        return self.filter(state__in=OPEN)

    def overdue(self, day: date) -> "PetitionQuerySet":
        """Return those whose answer is late on a day."""
        return self.open().filter(due_on__lt=day)


class Petition(models.Model):
    """One petition: where and how it came, what it is about, and where its history has brought it.

    `state`, `to`, `due_on`, `answered_on`, `closed_on` are what `core.petitions.stand` makes of the
    history, kept for the lists. `fingerprint` is of the text: the same words wait once in a commune.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    commune = models.BigIntegerField()
    through = models.CharField(max_length=8)
    body = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=24)
    text = models.CharField(max_length=TEXT_LENGTH)
    fingerprint = models.CharField(max_length=64)
    publishable = models.BooleanField()
    received_on = models.DateField()
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=12)
    to = models.CharField(max_length=24, blank=True)
    due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_on"], name="petition_state_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "fingerprint"],
                condition=Q(answered_on__isnull=True),
                name="petition_waits_once",
            ),
            models.CheckConstraint(name="petition_state", condition=Q(state__in=STATES)),
            models.CheckConstraint(name="petition_through", condition=Q(through__in=THROUGH)),
            models.CheckConstraint(
                name="petition_of_a_body_names_it",
                condition=Q(through=BODY, body__gt="") | (~Q(through=BODY) & Q(body="")),
            ),
        ]


class Contact(models.Model):
    """Who is to be answered, as far as they said: erased some days after the answer."""

    petition = models.OneToOneField(Petition, models.CASCADE, related_name="contact")
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    reach = models.CharField(max_length=REACH_LENGTH, blank=True)


class StepQuerySet(models.QuerySet["Step"]):
    def update(self, **_: object) -> int:
        raise AppendOnly("a petition's history is added to, never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("a petition's history is added to, never deleted")


class Step(models.Model):
    """One thing that happened to a petition; `matter` and `text` of a publication are what is shown."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    to = models.CharField(max_length=24, blank=True)
    due_on = models.DateField(null=True)
    matter = models.CharField(max_length=NOTE_LENGTH, blank=True)
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)
    document = models.CharField(max_length=PAPER_LENGTH, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="petition_step", condition=Q(step__in=STATES))]

    def save_base(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("a petition's history is added to, never changed")
        super().save_base(**{**kwargs, "force_insert": True})

    def delete(self, **_: object) -> tuple[int, dict[str, int]]:
        raise AppendOnly("a petition's history is added to, never deleted")


class Switch(models.Model):
    """The public form of a commune was opened or closed, when and by whom; the last one holds."""

    commune = models.BigIntegerField()
    opened = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["commune"], name="petition_switch_commune")]


class Tally(models.Model):
    """How often something was tried in one window of time; gone when the window is over.

    `what` is veiled with the window's own beginning: an address cannot be followed from one to the next.
    """

    what = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)
