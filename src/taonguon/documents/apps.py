"""The room as a Django application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "taonguon.documents"
    label = "documents"

    def ready(self) -> None:
        from taonguon.documents import kept  # noqa: PLC0415 - models are there only now

        kept.register()
