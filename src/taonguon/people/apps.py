"""The room as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "taonguon.people"
    label = "people"
