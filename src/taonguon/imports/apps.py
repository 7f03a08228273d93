"""The room as a Django application."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "taonguon.imports"
    label = "imports"
