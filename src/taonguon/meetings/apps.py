"""The room as a Django application."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "taonguon.meetings"
    label = "meetings"
