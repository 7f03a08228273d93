"""Changes of the rules and of the calendar: proposed by one officer, confirmed by another, kept."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from taonguon.core.rulebook import LAYERS, NATIONAL, TEXT, VERIFIED
from taonguon.core.working import ANNOUNCED, DAYS
from taonguon.ledger.models import AppendOnly

SAID = "what was proposed stays as it was said: refuse it, or propose a later change"
DECISION = frozenset(
    {"confirmed_by", "confirmed_at", "refused_by", "refused_at", "refused_because"}
)


class ChangeQuerySet(models.QuerySet[Any]):
    def pending(self) -> "ChangeQuerySet":
        """Return those nobody has decided, the oldest first."""
        return self.filter(confirmed_at=None, refused_at=None).order_by("proposed_at", "pk")

    def confirmed(self) -> "ChangeQuerySet":
        """Return those in use, in the order of their confirmation."""
        return self.filter(confirmed_at__isnull=False).order_by("confirmed_at", "pk")

    def update(self, **_: object) -> int:
        raise AppendOnly(SAID)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly(SAID)


def _officer() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


class Change(models.Model):
    """A proposal and what became of it. Decided once; then, as before, nothing of it changes."""

    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = _officer()
    confirmed_at = models.DateTimeField(null=True)
    refused_by = _officer()
    refused_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=300, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="%(class)s_confirmed_by_somebody",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__gte=F("proposed_at")),
            ),
            models.CheckConstraint(
                name="%(class)s_refused_with_reason",
                condition=Q(refused_by__isnull=True, refused_at__isnull=True, refused_because="")
                | (
                    Q(refused_by__isnull=False, refused_at__gte=F("proposed_at"))
                    & ~Q(refused_because="")
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_decided_once",
                condition=Q(confirmed_at__isnull=True) | Q(refused_at__isnull=True),
            ),
        ]

    @property
    def is_pending(self) -> bool:
        return self.confirmed_at is None and self.refused_at is None

    def save_base(self, **kwargs: Any) -> None:
        if not self._state.adding and not self._is_deciding(kwargs.get("update_fields")):
            raise AppendOnly(SAID)
        super().save_base(**kwargs)

    def _is_deciding(self, fields: Any) -> bool:
        if not fields or not DECISION.issuperset(fields):
            return False
        return bool(type(self)._default_manager.pending().filter(pk=self.pk).exists())

    def delete(self, **_: object) -> tuple[int, dict[str, int]]:
        raise AppendOnly(SAID)


class ValueChange(Change):
    """What a rule is to say from a day on, by which clause of which instrument.

    An instrument that the rulebook does not know yet brings its name and day. `counted_from` is the
    step a deadline's days are counted from; empty: from what the value before it counted.
    """

    key = models.CharField(max_length=80)
    value = models.JSONField()
    counted_from = models.CharField(max_length=80, blank=True)
    start_on = models.DateField()
    layer = models.CharField(
        max_length=10, default=NATIONAL, choices=[(one, one) for one in LAYERS]
    )
    instrument = models.CharField(max_length=80)
    instrument_name = models.CharField(max_length=300, blank=True)
    instrument_on = models.DateField(null=True)
    clause = models.CharField(max_length=80)
    verified = models.CharField(
        max_length=12, default=TEXT, choices=[(one, one) for one in VERIFIED]
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta(Change.Meta):
        indexes = [models.Index(fields=["key"], name="valuechange_key")]
        constraints = [
            *Change.Meta.constraints,
            models.CheckConstraint(
                name="valuechange_cites",
                condition=~Q(instrument="") & ~Q(clause=""),
            ),
            models.CheckConstraint(
                name="valuechange_names_what_is_new",
                condition=Q(instrument_name="", instrument_on__isnull=True)
                | (~Q(instrument_name="") & Q(instrument_on__isnull=False)),
            ),
        ]


class DayChange(Change):
    """A day off, worked in place of another, ordinary again; or the year whose days are announced."""

    on = models.DateField()
    kind = models.CharField(max_length=10, choices=[(one, one) for one in (*DAYS, ANNOUNCED)])
    name = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=200)

    class Meta(Change.Meta):
        indexes = [models.Index(fields=["on"], name="daychange_on")]
        constraints = [
            *Change.Meta.constraints,
            models.CheckConstraint(name="daychange_cites", condition=~Q(document="")),
        ]
