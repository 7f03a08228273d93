"""The room as a Django application."""

from django.apps import AppConfig


class DifficultiesConfig(AppConfig):
    name = "taonguon.difficulties"
    label = "difficulties"
