"""What mass organisations hold. Who took part is told by facts about the people."""

from django.db import models


class Activity(models.Model):
    """One activity of a mass organisation: `body` and `kind` are codes of the rules' data.

    `organisation` is the cell or commune it was held for.
    """

    body = models.CharField(max_length=24)
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=150)
    held_on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    organisation = models.BigIntegerField()
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "held_on"], name="activity_where_when")]
