"""Documents kept: the terms they are numbered by, the rows of numbers, the papers, those in bulk."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from taonguon.core.names import words
from taonguon.forms.paper import SHORT, Paper, paper
from taonguon.organisations.models import Organisation

WORKING, DONE, FAILED, CANCELLED = "working", "done", "failed", "cancelled"
STATES = (WORKING, DONE, FAILED, CANCELLED)
BOUND, PDFS, WORDS, BOTH = "pdf", "zip-pdf", "zip-word", "zip-both"
WANTED = (BOUND, PDFS, WORDS, BOTH)


class Erased(LookupError):
    """The words of a document are there no more."""


class TermQuerySet(models.QuerySet["Term"]):
    def on(self, day: date) -> "TermQuerySet":
        """Return the terms that a day lies in."""
        ends = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        return self.filter(ends, begins_on__lte=day)


class Term(models.Model):
    """The term of a committee or cell: from the day its congress closed to the next one's."""

    organisation = models.BigIntegerField()
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "begins_on"], name="term_begins_once_on_a_day"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ends_on__isnull=True),
                name="term_one_open_for_each",
            ),
            models.CheckConstraint(
                name="term_ends_after_it_begins",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("begins_on")),
            ),
        ]


class Series(models.Model):
    """One row of numbers: of a type and a body's mark, in a term. `last` is the highest used."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="series")
    type = models.CharField(max_length=8)
    mark = models.CharField(max_length=8)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "type", "mark"], name="series_once_in_a_term")
        ]


class DocumentQuerySet(models.QuerySet["Document"]):
    def within(self, ranges: Iterable[tuple[str, str]]) -> "DocumentQuerySet":
        """Return those issued by, or about a cell of, organisations whose path lies in the ranges."""
        inside = Organisation.objects.within(ranges).values("pk")
        return self.filter(Q(organisation__in=inside) | Q(cell__in=inside))

    def sought(self, query: str) -> "DocumentQuerySet":
        """Return those with every word typed, with diacritics or without."""
        rows = self
        for word in words(query):
            rows = rows.filter(search_key__contains=f" {word}")
        return rows

    def sealed(self, seal: str) -> "DocumentQuerySet":
        """Return those whose hash begins with a seal."""
        return self.filter(hash__startswith=seal)

    def standing(self) -> "DocumentQuerySet":
        """Return those not cancelled."""
        return self.filter(cancelled_at__isnull=True)


class Document(models.Model):
    """A paper as it was made: all its words, the facts it was filled from, and the hash of its words.

    `organisation` issues it, `cell` and `person` are what it is about. Those without number, such as
    ballots, belong to no series. `printed` is the number on paper, `05-NQ/CB`. Erased, its content is
    empty; its number and hash stay.
    """

    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="documents")
    number = models.PositiveIntegerField(null=True)
    printed = models.CharField(max_length=30, blank=True)
    form = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    about = models.CharField(max_length=300, blank=True)
    search_key = models.TextField()
    on = models.DateField()
    organisation = models.BigIntegerField()
    cell = models.BigIntegerField(null=True)
    person = models.BigIntegerField(null=True)
    content = models.JSONField()
    values = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cancelled_why = models.CharField(max_length=300, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-on", "-id"], name="document_newest"),
            models.Index(fields=["organisation", "on"], name="document_where_when"),
            models.Index(fields=["person", "form"], name="document_person_form"),
            models.Index(fields=["hash"], name="document_hash"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="document_number_used_once"),
            models.CheckConstraint(
                name="document_numbered_in_a_series",
                condition=Q(series__isnull=True, number__isnull=True, printed="")
                | (Q(series__isnull=False, number__isnull=False, number__gte=1) & ~Q(printed="")),
            ),
            models.CheckConstraint(
                name="document_cancelled_for_a_reason",
                condition=Q(cancelled_at__isnull=True, cancelled_why="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_why="")),
            ),
        ]

    @property
    def erased(self) -> bool:
        """Tell whether its words were erased with what was kept of the person it is about."""
        return not self.content

    @property
    def paper(self) -> Paper:
        """The paper as it was made, with its seal. Raises Erased where its words are gone."""
        if self.erased:
            raise Erased
        return paper(self.content).sealed()

    @property
    def seal(self) -> str:
        """The short hash that stands on the paper."""
        return self.hash[:SHORT]


class Batch(models.Model):
    """Many papers made at once: of a registered kind, with the arguments it was asked with.

    `failures` are the papers that could not be made, each with `name` and `why`. The result is a file
    kept until `expires_at`.
    """

    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    wanted = models.CharField(max_length=8, choices=[(one, one) for one in WANTED])
    organisation = models.BigIntegerField()
    state = models.CharField(max_length=10, default=WORKING)
    made = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failures = models.JSONField(default=list)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="batch_ends_when_it_works_no_more",
                condition=Q(state=WORKING, ended_at__isnull=True)
                | (Q(state__in=STATES[1:]) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="batch_makes_no_more_than_all", condition=Q(made__lte=F("total"))
            ),
        ]
