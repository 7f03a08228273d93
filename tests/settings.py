"""The settings of the tests: a home of their own, the database asked for, static files unprepared.

pytest-django reads the settings before any conftest is loaded, so the environment is set here.
"""

import os

from tests import servers

os.environ["TAONGUON_HOME"] = servers.folder()
os.environ.pop("DATABASE_URL", None)
os.environ[servers.SHARED] = servers.shared()
if os.environ.get("TAONGUON_TEST_DB") == "postgresql":
    os.environ["DATABASE_URL"] = servers.postgresql()

from taonguon.config.settings import *  # noqa: F403
from taonguon.config.settings import STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise looks for it

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
