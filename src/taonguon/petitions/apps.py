"""The room as a Django application."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "taonguon.petitions"
    label = "petitions"
