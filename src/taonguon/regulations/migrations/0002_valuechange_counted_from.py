"""A change of a deadline may say from which step the days are counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="valuechange",
            name="counted_from",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
    ]
