"""One row of the list, column by column; no history, no tree, no search."""

from django.db import models


class Member(models.Model):
    name = models.CharField(max_length=150)
    sex = models.CharField(max_length=6, blank=True)
    born = models.DateField(null=True)
    ethnicity = models.CharField(max_length=40, blank=True)
    religion = models.CharField(max_length=60, blank=True)
    hometown = models.CharField(max_length=200, blank=True)
    schooling = models.CharField(max_length=40, blank=True)
    qualification = models.CharField(max_length=120, blank=True)
    theory = models.CharField(max_length=60, blank=True)
    occupation = models.CharField(max_length=120, blank=True)
    admitted_on = models.DateField(null=True)
    official_on = models.DateField(null=True)
    card = models.CharField(max_length=40, unique=True)
    cell = models.CharField(max_length=200)

    class Meta:
        app_label = "plain"
