"""The room as a Django application."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "taonguon.journal"
    label = "journal"
