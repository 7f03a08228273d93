"""The room as a Django application."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "taonguon.directives"
    label = "directives"
