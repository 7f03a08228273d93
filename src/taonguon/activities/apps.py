"""The room as a Django application."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "taonguon.activities"
    label = "activities"
