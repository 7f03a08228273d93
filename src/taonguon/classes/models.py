"""Classes with their places, people, sessions, attendance and certificates. No fact that counts."""

from django.db import models
from django.db.models import F, Q

MORNING, AFTERNOON, EVENING = 1, 2, 3


class StudyClass(models.Model):
    """One class of a kind, held for an organisation and all below it; listed until approved."""

    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    organisation = models.BigIntegerField()
    centre = models.CharField(max_length=160)
    place = models.CharField(max_length=160)
    start_on = models.DateField()
    end_on = models.DateField()
    places = models.PositiveIntegerField(null=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="class_ends_not_before_it_starts", condition=Q(end_on__gte=F("start_on"))
            ),
            models.CheckConstraint(
                name="class_approved_by_a_decision",
                condition=Q(approved_at__isnull=True)
                | (Q(decision_on__isnull=False) & ~Q(decision_number="")),
            ),
        ]


class Quota(models.Model):
    """How many places a class keeps for a cell, or for a unit of a neighbour by its name."""

    study_class = models.ForeignKey(StudyClass, models.CASCADE, related_name="quotas")
    cell = models.BigIntegerField(null=True)
    unit = models.CharField(max_length=160, blank=True)
    places = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quota_of_a_cell_or_a_unit",
                condition=Q(cell__isnull=False, unit="") | (Q(cell__isnull=True) & ~Q(unit="")),
            ),
            models.UniqueConstraint(
                name="quota_of_a_cell_once",
                fields=["study_class", "cell"],
                condition=Q(cell__isnull=False),
            ),
            models.UniqueConstraint(
                name="quota_of_a_unit_once",
                fields=["study_class", "unit"],
                condition=Q(cell__isnull=True),
            ),
        ]


class Seat(models.Model):
    """Somebody on a class's list: a person of the register by id, or a guest by name and unit."""

    study_class = models.ForeignKey(StudyClass, models.CASCADE, related_name="seats")
    person = models.BigIntegerField(null=True)
    name = models.CharField(max_length=150, blank=True)
    unit = models.CharField(max_length=160, blank=True)
    grade = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="seat_of_a_person_or_a_guest",
                condition=Q(person__isnull=False, name="", unit="")
                | (Q(person__isnull=True) & ~Q(name="") & ~Q(unit="")),
            ),
            models.UniqueConstraint(
                name="seat_once",
                fields=["study_class", "person"],
                condition=Q(person__isnull=False),
            ),
        ]


class Session(models.Model):
    """One session of a class: the day, the part of it, and what is taught."""

    study_class = models.ForeignKey(StudyClass, models.CASCADE, related_name="sessions")
    on = models.DateField()
    part = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="session_once", fields=["study_class", "on", "part"])
        ]


class Attendance(models.Model):
    """Somebody was there in a session; marked at a moment, by list or by code."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="there")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="there")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="there_once", fields=["session", "seat"])]


class Certificate(models.Model):
    """The certificate of a seat; a number is given once in a year for a kind of class."""

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="certificate")
    kind = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="number_once", fields=["kind", "year", "number"])
        ]
