"""The wall: a petition is about a matter, and leads to nobody in the register and to no case."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from taonguon.accounts.models import User
from taonguon.core.petitions import gives_away
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.petitions.models import Petition
from tests import cast

PACKAGE = Path(__file__).parents[2] / "src" / "taonguon"
ROWS = list(apps.get_app_config("petitions").get_models())
MAY_LEAD_TO = {Organisation, User, Petition}
NUMBERS = {"commune", "count"}  # an organisation's id, and how often something was tried
ALLOWED = {"taonguon.people.actions.Refused", "taonguon.people.views.page_links"}
KNOW_IT = {"config", "commands", "petitions", "duties"}  # duties tell number, matter and day


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_a_row_leads_to_organisations_users_and_petitions_alone(row):
    for field in row._meta.get_fields():
        if field.is_relation:
            assert field.related_model in {*MAY_LEAD_TO, *ROWS}, field.name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_no_column_is_a_number_that_could_be_a_persons(row):
    numbers = {
        field.name
        for field in row._meta.concrete_fields
        if isinstance(field, models.IntegerField) and not field.primary_key
    }
    assert numbers <= NUMBERS
    names = {field.name for field in row._meta.concrete_fields}
    for word in ("person", "member", "case", "prospect", "applicant", "fact", "opinion", "score"):
        assert not {name for name in names if word in name}


@pytest.mark.django_db
def test_no_table_of_another_room_leads_to_a_petition():
    ours = {row._meta.db_table for row in ROWS}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model not in ROWS:
                table = model._meta.db_table
                keys = connection.introspection.get_relations(cursor, table)
                assert not ours & {target[1] for target in keys.values()}, table


def test_the_room_reads_neither_people_nor_their_cases_nor_facts():
    for path in (PACKAGE / "petitions").rglob("*.py"):
        for name in imports(path):
            if name in ALLOWED:
                continue
            room = name.removeprefix("taonguon.").split(".")[0]
            assert room not in {"people", "cases", "ledger", "members", "prospects"}, (path, name)


def test_no_other_room_reads_petitions():
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0]
        if room not in KNOW_IT:
            assert not [n for n in imports(path) if n.startswith("taonguon.petitions")], path


def test_a_petition_leaves_no_fact_even_when_its_sender_is_in_the_register(do, at):
    cast.record(cast.admission(cast.LAN, cast.HAMLET_1, "2020-02-03"))
    before = Fact.objects.count()
    do.published(name=cast.NAMES[cast.LAN], reach="thôn 1")
    assert Fact.objects.count() == before


def test_the_senders_name_is_found_only_where_it_is_told_of():
    assert gives_away("Gặp Nguyễn Thị Lan ngày 2/9", [cast.NAMES[cast.LAN]])
    assert not gives_away("Gặp ngày 2/9", [cast.NAMES[cast.LAN]])


def test_days_of_a_petition_are_days_of_the_office(do, at):
    late = at.replace(hour=18)  # after midnight in Vietnam
    kept = do.receive(at=late)
    assert kept.received_on == timezone.localdate(late) == date(2023, 4, 22)
    assert kept.due_on - kept.received_on == timedelta(days=30)
