"""Who wishes to be reminded by letter, and the letters of each day: one a user and day, whatever happens."""

from django.conf import settings
from django.db import models
from django.db.models import Q

ADDRESS_LENGTH, WHY_LENGTH, KEY_LENGTH = 254, 120, 48
BEGUN, SENT, FAILED, REFUSED, UNSURE = "begun", "sent", "failed", "refused", "unsure"
STATES = (BEGUN, SENT, FAILED, REFUSED, UNSURE)
UNSENT = (FAILED, REFUSED, UNSURE)
LAST_HOUR = 23
ASKED_FOR = Q(wanted=True, user__is_active=True)


class Wish(models.Model):
    """A user's wish for letters: to which address, on which days of the week (1 Monday) from which hour.

    `key` names it in the link by which letters are stopped without signing in.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wish")
    wanted = models.BooleanField(default=False)
    address = models.EmailField(max_length=ADDRESS_LENGTH, blank=True)
    days = models.CharField(max_length=7)
    hour = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    changed_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="wish_for_letters_says_where_and_when",
                condition=Q(wanted=False) | (~Q(address="") & ~Q(days="")),
            ),
            models.CheckConstraint(name="wish_of_an_hour", condition=Q(hour__lte=LAST_HOUR)),
        ]


class Letter(models.Model):
    """The letter of one user on one day. The row is written first; only then is the letter sent.

    `begun` says that sending began: whether it ended is not known, so it is never sent again.
    `failed`: certainly not accepted, tried again. `refused`: not this address. `unsure`: the server
    broke off, and may have accepted it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=8)
    duties = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=WHY_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="letter_once_a_day", fields=["user", "day"]),
            models.CheckConstraint(name="letter_in_a_state", condition=Q(state__in=STATES)),
        ]
