"""The private address under which a user's calendars are read."""

from django.conf import settings
from django.db import models


class Reminder(models.Model):
    """One user's private calendar address. The steps stand in the ledger."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder")
    key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
