"""The room as a Django application; its papers are made in bulk, and told of when facts change."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "taonguon.papers"
    label = "papers"

    def ready(self) -> None:
        """Let the lower room of documents ask this one for its kinds and for present values."""
        from taonguon.documents import changes  # noqa: PLC0415
        from taonguon.papers import bulk, filled  # noqa: PLC0415

        changes.register(filled.present)
        bulk.ready()
