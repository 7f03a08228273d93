"""What a reader of cases asked to be sent: a calendar under a private address, a digest by e-mail."""

from django.conf import settings
from django.db import models


class Reminder(models.Model):
    """One user's private calendar address and wish for a digest. The steps stand in the ledger."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder")
    key = models.CharField(max_length=64, unique=True)
    digest = models.BooleanField(default=False)
    made_at = models.DateTimeField()
