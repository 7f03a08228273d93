"""People for fast reading: projections of the facts about them, rebuilt from the ledger."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from taonguon.core.names import words
from taonguon.core.prospects import STAGES, stage
from taonguon.organisations.models import Organisation

STAGE_DAYS = ("listed_on", "proposed_on", "certified_on", "permitted_on")  # of STAGES[1:]


class PersonQuerySet(models.QuerySet["Person"]):
    def within(self, ranges: Iterable[tuple[str, str]]) -> "PersonQuerySet":
        """Return those whose present cell lies in one of the ranges of paths."""
        inside = Q(pk__in=[])
        for low, high in ranges:
            inside |= Q(cell__path__gte=low, cell__path__lt=high)
        return self.filter(inside)

    def named(self, query: str) -> "PersonQuerySet":
        """Return those whose name has every word typed, with diacritics or without."""
        rows = self
        for word in words(query):
            rows = rows.filter(name_key__contains=f" {word}")
        return rows

    def at_stage(self, code: str) -> "PersonQuerySet":
        """Return those whose way has come to one of core.prospects.STAGES, and no further."""
        place = STAGES.index(code)
        later = {f"prospect__{day}__isnull": True for day in STAGE_DAYS[place:]}
        own = {} if place == 0 else {f"prospect__{STAGE_DAYS[place - 1]}__isnull": False}
        return self.filter(prospect__isnull=False, **later, **own)

    def introduced_by(self, body: str) -> "PersonQuerySet":
        """Return those whom a mass organisation introduced, be it beside others."""
        return self.filter(pk__in=Introduction.objects.filter(body=body).values("person"))


class Person(models.Model):
    """One person: the latest description and where the facts have brought them."""

    name = models.CharField(max_length=150)
    name_key = models.CharField(max_length=600)
    sort_key = models.CharField(max_length=600)
    sex = models.CharField(max_length=6, blank=True)
    born = models.CharField(max_length=10, blank=True)
    ethnicity = models.CharField(max_length=40, blank=True)
    religion = models.CharField(max_length=60, blank=True)
    hometown = models.CharField(max_length=200, blank=True)
    schooling = models.CharField(max_length=40, blank=True)
    qualification = models.CharField(max_length=120, blank=True)
    theory = models.CharField(max_length=60, blank=True)
    occupation = models.CharField(max_length=120, blank=True)
    youth_union = models.BooleanField(default=False)
    card = models.CharField(max_length=40, blank=True)
    national_id = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    standing = models.CharField(max_length=12, blank=True)
    cell = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="people")
    admitted_on = models.DateField(null=True)
    recognised_on = models.DateField(null=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sort_key"], name="person_sort"),
            models.Index(fields=["cell", "standing"], name="person_cell_standing"),
        ]


class Span(models.Model):
    """A period of membership in one cell with one status; `end_on` is the first day after it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="spans", db_constraint=False)
    cell = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_constraint=False)
    status = models.CharField(max_length=12)
    start_on = models.DateField()
    end_on = models.DateField(null=True)
    entered = models.CharField(max_length=12)
    left = models.CharField(max_length=12, blank=True)
    came_from = models.BigIntegerField(null=True)
    went_to = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="span_ends_not_before_it_starts",
                condition=Q(end_on__isnull=True) | Q(end_on__gte=F("start_on")),
            )
        ]


class Admission(models.Model):
    """One admission, with what was known of the person on that day."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="admissions", db_constraint=False
    )
    cell = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_constraint=False)
    on = models.DateField()
    sex = models.CharField(max_length=6, blank=True)
    born = models.CharField(max_length=10, blank=True)
    religious = models.BooleanField()
    minority = models.BooleanField()
    youth_union = models.BooleanField()
    religion = models.CharField(max_length=60, blank=True)
    ethnicity = models.CharField(max_length=40, blank=True)
    schooling = models.CharField(max_length=40, blank=True)
    qualification = models.CharField(max_length=120, blank=True)
    occupation = models.CharField(max_length=120, blank=True)
    age = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["on"], name="admission_on")]


class Prospect(models.Model):
    """One person's way to the Party, the latest: the day of each stage reached, and how it ended."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="prospect")
    cell = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    introduced_on = models.DateField()
    introduced_by = models.CharField(max_length=80, blank=True)
    body = models.CharField(max_length=24, blank=True)
    agreed_on = models.DateField(null=True)
    listed_on = models.DateField(null=True)
    helper = models.CharField(max_length=150, blank=True)
    proposed_on = models.DateField(null=True)
    certified_on = models.DateField(null=True)
    certificate = models.CharField(max_length=60, blank=True)
    permitted_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=24, blank=True)

    @property
    def stage(self) -> str:
        return stage(self.listed_on, self.proposed_on, self.certified_on, self.permitted_on)


class Introduction(models.Model):
    """One introduction of a person by one mass organisation: `body` is its code, `by` its words."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="introductions", db_constraint=False
    )
    cell = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_constraint=False)
    on = models.DateField()
    body = models.CharField(max_length=24, blank=True)
    by = models.CharField(max_length=80, blank=True)
    agreed_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["body", "on"], name="introduction_body_on")]
