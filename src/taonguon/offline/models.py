"""What a phone has sent: a row for each record by the key the phone drew, with the answer it was given.

No word of what was recorded is kept here, only where it stands.
"""

from django.conf import settings
from django.db import models

KEPT, DROPPED = "kept", "dropped"


class Receipt(models.Model):
    """A record that was received: kept, or dropped because a person chose the server's version."""

    key = models.UUIDField(unique=True)
    device = models.UUIDField()
    kind = models.CharField(max_length=12)
    about = models.CharField(max_length=40)
    state = models.CharField(max_length=8)
    subject = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["device", "kind"], name="receipt_of_a_device")]
        constraints = [
            models.CheckConstraint(
                name="receipt_of_a_known_state",
                condition=models.Q(state__in=(KEPT, DROPPED)),
            )
        ]
