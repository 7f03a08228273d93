"""The journal's rows. No foreign key leads out, so that the journal never hinders live data."""

from django.db import models


class JournalEntry(models.Model):
    """Who did what, when, to whom or what."""

    at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="journal_subject")]
