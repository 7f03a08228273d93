"""The room as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "taonguon.accounts"
    label = "accounts"
