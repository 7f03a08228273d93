"""The room as a Django application."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "taonguon.visits"
    label = "visits"
