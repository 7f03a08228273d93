"""The room as a Django application."""

from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    name = "taonguon.introductions"
    label = "introductions"
