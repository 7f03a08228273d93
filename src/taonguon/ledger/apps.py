"""The room as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "taonguon.ledger"
    label = "ledger"
