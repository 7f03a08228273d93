"""The product's own settings, with the plain table of the comparisons and import-export beside it."""

from taonguon.config.settings import *  # noqa: F403
from taonguon.config.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "import_export", "benchmarks.plain"]
ALLOWED_HOSTS = ["testserver"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
