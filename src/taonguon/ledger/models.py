"""The ledger's rows: acts, each recorded at a moment by somebody, and the facts they record."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from taonguon.core.facts import Fact as CoreFact


class AppendOnly(Exception):
    """Somebody tried to change or remove what is kept for good."""


class Act(models.Model):
    """One transaction's facts: when and by whom recorded, from what source, and if it was undone."""

    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="act_undone_after_recorded",
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=models.F("recorded_at")),
            ),
        ]


class FactQuerySet(models.QuerySet["Fact"]):
    def values_for_core(self) -> list[CoreFact]:
        """Return the rows as core facts, in one query."""
        rows = self.values_list(
            "id", "kind", "happened_on", "act__recorded_at", "person", "organisation",
            "data", "corrects_id", "act__undone_at",
        )  # fmt: skip
        return [CoreFact(*row) for row in rows.iterator(chunk_size=5000)]

    def update(self, **_: object) -> int:
        raise AppendOnly("a fact is corrected by a later fact, never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("a fact is withdrawn by a later fact, never deleted")


class Fact(models.Model):
    """One fact. `person` and `organisation` are ids of higher rooms; `place` is sheet and row."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=24)
    happened_on = models.DateField()
    person = models.BigIntegerField(null=True)
    organisation = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    place = models.CharField(max_length=120, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="fact_person", condition=Q(person__isnull=False)),
            models.Index(fields=["organisation", "kind"], name="fact_organisation_kind"),
            models.Index(fields=["kind"], name="fact_double", condition=Q(kind="same_person")),
        ]
        constraints = [
            models.CheckConstraint(
                name="fact_is_about_somebody",
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
            )
        ]

    def save_base(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("a fact is corrected by a later fact, never changed")
        super().save_base(**{**kwargs, "force_insert": True})

    def delete(self, **_: object) -> tuple[int, dict[str, int]]:
        raise AppendOnly("a fact is withdrawn by a later fact, never deleted")
