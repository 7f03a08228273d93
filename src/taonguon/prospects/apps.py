"""The room as a Django application."""

from django.apps import AppConfig


class ProspectsConfig(AppConfig):
    name = "taonguon.prospects"
    label = "prospects"
