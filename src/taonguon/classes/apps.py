"""The room as a Django application."""

from django.apps import AppConfig


class ClassesConfig(AppConfig):
    name = "taonguon.classes"
    label = "classes"
