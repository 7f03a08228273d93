"""The room as a Django application."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    name = "taonguon.offline"
    label = "offline"
