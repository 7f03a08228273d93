"""Directives, the cells they were passed to, their tasks, and what each cell has told. No fact that counts."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q

from taonguon.core.names import words
from taonguon.organisations.models import Organisation

Ranges = Iterable[tuple[str, str]]


class DirectiveQuerySet(models.QuerySet["Directive"]):
    def within(self, ranges: Ranges) -> "DirectiveQuerySet":
        """Return those of the organisations in these ranges of paths, and those passed to cells there."""
        inside = Organisation.objects.within(ranges).values("pk")
        passed = Passing.objects.filter(cell__in=inside).values("directive")
        return self.filter(Q(organisation__in=inside) | Q(pk__in=passed))

    def held(self, ranges: Ranges) -> "DirectiveQuerySet":
        """Return those that organisations in these ranges registered themselves."""
        return self.filter(organisation__in=Organisation.objects.within(ranges).values("pk"))

    def told(self, query: str) -> "DirectiveQuerySet":
        """Return those whose number, issuer, summary or tasks have every word, without diacritics too."""
        rows = self
        for word in words(query):
            rows = rows.filter(search_key__contains=f" {word}")
        return rows

    def in_effect(self, on: date) -> "DirectiveQuerySet":
        """Return those that have not ended by a day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=on))


class Directive(models.Model):
    """One directive as an organisation registered it, in effect up to but not including `until_on`.

    Of a secret one stand its number, its day and where the paper lies, and nothing else.
    """

    organisation = models.BigIntegerField()
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=120, blank=True)
    summary = models.CharField(max_length=500, blank=True)
    effect_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    secret = models.BooleanField(default=False)
    kept_at = models.CharField(max_length=150, blank=True)
    search_key = models.TextField()
    noted_at = models.DateTimeField()

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "issued_on"], name="directive_of_when")]
        constraints = [
            models.UniqueConstraint(
                name="directive_once", fields=["organisation", "number", "issued_on"]
            ),
            models.CheckConstraint(
                name="directive_secret_says_no_more",
                condition=Q(secret=False)
                | Q(issuer="", summary="", effect_on__isnull=True, replaces__isnull=True),
            ),
            models.CheckConstraint(
                name="directive_secret_lies_somewhere",
                condition=Q(secret=False) | ~Q(kept_at=""),
            ),
            models.CheckConstraint(
                name="directive_ends_after_it_begins",
                condition=Q(until_on__isnull=True)
                | Q(effect_on__isnull=True)
                | Q(until_on__gte=F("effect_on")),
            ),
        ]


class Attachment(models.Model):
    """One file of a directive; `kind` is told by its content, `stored` is its name in the folder."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    stored = models.CharField(max_length=32, unique=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Passing(models.Model):
    """A directive passed to a cell, and how that acknowledged it: `way` is a code of the rules' data."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="passings")
    cell = models.BigIntegerField(db_index=True)
    passed_on = models.DateField()
    answer_by = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    way = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="directive_passed_once", fields=["directive", "cell"]),
            models.CheckConstraint(
                name="directive_acknowledged_in_a_way",
                condition=Q(acknowledged_on__isnull=True, way="")
                | (Q(acknowledged_on__isnull=False) & ~Q(way="")),
            ),
        ]


class Task(models.Model):
    """What a directive asks of every cell it is passed to, by a day."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="tasks")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "pk"]


class Progress(models.Model):
    """How far a cell said it was with a task on a day; what it said last counts, none is changed."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="progress")
    cell = models.BigIntegerField()
    on = models.DateField()
    state = models.CharField(max_length=12)
    note = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["task", "cell"], name="progress_of_task_cell")]
