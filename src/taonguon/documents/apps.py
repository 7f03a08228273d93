"""The room as a Django application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "taonguon.documents"
    label = "documents"
