"""The room as a Django application."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "taonguon.organisations"
    label = "organisations"
