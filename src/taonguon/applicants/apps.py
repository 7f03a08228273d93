"""The room as a Django application."""

from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    name = "taonguon.applicants"
    label = "applicants"
