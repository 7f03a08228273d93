"""Making sure the database is there and of this version before a command uses it."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from taonguon.ledger.models import Fact
from taonguon.people import rebuilding


def ensure() -> None:
    """Create or bring up to date the tables of this installation."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
        if Fact.objects.exists():  # a newer version may keep more for fast reading
            rebuilding.rebuild(write=True)
