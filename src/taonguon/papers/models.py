"""What officers change of forms: their wording, and that it was compared with the official form."""

from django.conf import settings
from django.db import models


class Wording(models.Model):
    """A form's file as an officer changed it; without text the shipped one is taken again.

    The latest of a form is in use; earlier ones stay, to go back to.
    """

    form = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    why = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["form", "-id"], name="wording_latest")]


class Comparison(models.Model):
    """An officer compared a form, as its file then stood, with the official document."""

    form = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    on = models.DateField()
    against = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["digest"], name="comparison_digest")]
        constraints = [
            models.CheckConstraint(
                name="comparison_says_with_what", condition=~models.Q(against="")
            )
        ]
