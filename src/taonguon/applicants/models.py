"""Private links, what a person asks for through them or at the office, and the counting of visits."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from taonguon.core.requests import CARRIED_OUT, REFUSED

TEXT_LENGTH, GROUND_LENGTH = 1000, 500
BY_LINK, AT_OFFICE = "link", "office"


class Link(models.Model):
    """A private address under which one person sees their own matter. The key itself is not kept."""

    person = models.BigIntegerField()
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    visits = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["person"], name="link_person")]
        constraints = [
            models.CheckConstraint(
                name="link_expires_after_it_was_made",
                condition=Q(expires_at__gt=models.F("made_at")),
            )
        ]


class RequestQuerySet(models.QuerySet["Request"]):
    def waiting(self) -> "RequestQuerySet":
        """Return those not yet answered."""
        return self.filter(answered_at__isnull=True)


class Request(models.Model):
    """What a person asks of those who keep their data: when, through what, and the answer."""

    person = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)
    asked_at = models.DateTimeField()
    through = models.CharField(max_length=6)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=12, blank=True)
    ground = models.CharField(max_length=GROUND_LENGTH, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="request_person"),
            models.Index(
                fields=["asked_at"], name="request_waiting", condition=Q(answered_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="request_comes_by_link_or_office",
                condition=Q(through__in=[BY_LINK, AT_OFFICE]),
            ),
            models.CheckConstraint(
                name="request_answered_with_an_outcome",
                condition=Q(answered_at__isnull=True, outcome="")
                | Q(answered_at__isnull=False, outcome__in=[CARRIED_OUT, REFUSED]),
            ),
        ]


class Tally(models.Model):
    """How often something was tried in a window of time; kept here so that all workers share it."""

    what = models.CharField(max_length=64)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "since"], name="tally_once")]
        indexes = [models.Index(fields=["since"], name="tally_since")]
