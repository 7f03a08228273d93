"""The room as a Django application."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "taonguon.regulations"
    label = "regulations"
