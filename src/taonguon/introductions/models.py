"""Mass organisations added to the shipped ones, their units in the hamlets, and who did not agree."""

from django.db import models

from taonguon.organisations.models import Organisation


class MassOrganisation(models.Model):
    """A mass organisation that the office added; the shipped ones stand in `rules/bodies.toml`."""

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=80)


class MassUnit(models.Model):
    """A unit of a mass organisation in a cell's area: the women's branch of hamlet 6."""

    body = models.CharField(max_length=24)
    cell = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "cell", "name"], name="mass_unit_once")
        ]


class Declined(models.Model):
    """Somebody was asked and did not agree: counted, and nothing else is kept."""

    body = models.CharField(max_length=24)
    cell = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField()
