"""Carry over who asked for the digest of cases: letters on Mondays to the address of the account."""

from django.db import migrations
from django.utils.crypto import get_random_string


def carry(apps, _editor):
    """Give each user who asked for the digest the same wish here."""
    reminders = apps.get_model("cases", "Reminder").objects.filter(digest=True)
    wish = apps.get_model("duties", "Wish")
    for one in reminders.exclude(user__email="").select_related("user"):
        wish.objects.create(
            user_id=one.user_id, wanted=True, address=one.user.email, days="1", hour=7,
            language="vi", key=get_random_string(48), changed_at=one.made_at,
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_initial"), ("cases", "0001_initial")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
