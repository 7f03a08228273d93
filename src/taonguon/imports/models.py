"""Loads of lists: the record of each, its staged rows, and remembered headings."""

from django.conf import settings
from django.db import models

from taonguon.ledger.models import Act
from taonguon.organisations.models import Organisation

READING, READY, WRITTEN = "reading", "ready", "written"
REFUSED, DROPPED, UNDONE = "refused", "dropped", "undone"


class Load(models.Model):
    """One load of files into a commune: read, previewed, confirmed, perhaps undone."""

    organisation_name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True)
    state = models.CharField(max_length=10, default=READING)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    act = models.OneToOneField(Act, models.PROTECT, null=True, related_name="load")
    refusal = models.TextField(blank=True)
    summary = models.JSONField(default=dict)


class LoadFile(models.Model):
    """One file of a load: its name, fingerprint, what was understood of its layout."""

    load = models.ForeignKey(Load, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    letterhead = models.JSONField(default=dict)
    layouts = models.JSONField(default=list)


class LoadRow(models.Model):
    """One non-empty row of a file: accepted, doubtful or ignored, with the reason.

    `record` is what was understood; emptied for accepted rows once they are facts. `effect` says
    what the row does to the register: new, changed, known.
    """

    file = models.ForeignKey(LoadFile, models.CASCADE, related_name="rows", db_constraint=False)
    sheet = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, blank=True)
    verdict = models.CharField(max_length=8)
    effect = models.CharField(max_length=8, blank=True)
    reasons = models.JSONField(default=list)
    record = models.JSONField(default=dict)
    person = models.BigIntegerField(null=True)
    organisation = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["file", "verdict"], name="row_file_verdict")]


class Heading(models.Model):
    """A user's correction of what a column means, remembered for files of the same shape."""

    shape = models.CharField(max_length=64)
    column = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shape", "column"], name="heading_once_per_shape")
        ]
