"""Who did what, when: one line for each act that changes the register, in its own transaction."""

import ast
from pathlib import Path

import pytest
from django.db import connection, transaction

from taonguon.journal import actions
from taonguon.journal.models import JournalEntry
from tests import cast, test_rooms

PACKAGE = Path(actions.__file__).parents[1]
RECORD = "taonguon.journal.actions.record"

# Functions of actions.py that write and lead to no line of the journal, each with its reason.
SILENT = {
    "taonguon.imports.actions.begin": "opens a load that nobody has confirmed; nothing is live",
    "taonguon.imports.actions.preview": "reads files beside the register; writing it is recorded",
    "taonguon.applicants.actions.spend": "counts tries under a private address; nobody's act",
    "taonguon.petitions.actions.box.spend": "counts tries of the public form; nobody's act",
    "taonguon.imports.actions.remember_headings": "a habit of reading columns, no fact of anybody",
    "taonguon.duties.actions.letters.claim": "keeps the day for one letter; how it ended is recorded",
}


@pytest.mark.django_db
def test_a_line_says_who_did_what_to_whom_and_when():
    actions.record(
        at=cast.MORNING, by="van.phong", act="fact.correct", subject="fact:7", details={"n": 1}
    )
    line = JournalEntry.objects.get()
    assert (line.at, line.by, line.act) == (cast.MORNING, "van.phong", "fact.correct")
    assert (line.subject, line.details) == ("fact:7", {"n": 1})


@pytest.mark.django_db
def test_a_line_goes_with_the_act_when_that_fails():
    with transaction.atomic():
        actions.record(at=cast.MORNING, by="", act="load.write")
        transaction.set_rollback(True)
    assert not JournalEntry.objects.exists()


@pytest.mark.django_db
def test_no_key_leads_out_of_the_journal():
    with connection.cursor() as cursor:
        keys = connection.introspection.get_relations(cursor, JournalEntry._meta.db_table)
    assert keys == {}


def module(path):
    return ".".join(("taonguon", *path.relative_to(PACKAGE).with_suffix("").parts))


def functions(tree, home):
    """Return every function and method of a file by its full name; a class leads to its methods."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for one in node.body:
                if isinstance(one, ast.FunctionDef):
                    found[f"{home}.{node.name}.{one.name}"] = one
        elif isinstance(node, ast.FunctionDef):
            found[f"{home}.{node.name}"] = node
    return found


def calls(function, home, bound):
    """Return the full names a function leads to: what it names, and methods of what it makes."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id not in bound:
            yield f"{home}.{node.id}"
        elif isinstance(node, ast.Name | ast.Attribute):
            yield test_rooms.dotted(node, bound)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self":
            yield f"{home}.*.{node.attr}"


def graph():
    """Return which function of the package leads to which, and which of them write rows."""
    leads, writing, classes = {}, set(), {}
    for path in PACKAGE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        tree, home = ast.parse(path.read_text("utf-8")), module(path)
        bound = test_rooms.names_in(tree)
        for name, function in functions(tree, home).items():
            leads[name] = set(calls(function, home, bound))
            classes.setdefault(name.rpartition(".")[0], set()).add(name)
            if list(test_rooms.writes("a/reading.py", function)):
                writing.add(name)
    for name, found in leads.items():
        methods = {m for one in found for m in classes.get(one, ()) if one != module_of(name)}
        own = {
            f"{name.rpartition('.')[0]}.{one.rpartition('*.')[2]}" for one in found if "*" in one
        }
        leads[name] = (found | methods | own) & {*leads, RECORD}
    return leads, writing


def module_of(name):
    return name.rpartition(".")[0]


def reached(leads, start):
    """Return all that functions lead to, themselves among them."""
    found, waiting = set(), list(start)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += leads.get(one, ())
    return found


COMMANDS = "taonguon.commands."  # name many rooms' actions at once
NOTES = {"journal", "_journal", "_tell", "_note"}  # a room's own way to write its lines


def unrecorded(leads, writing):
    """Return the writing functions of actions.py that no recording function leads to."""
    through = {name for name in leads if ".actions." in name and name.rpartition(".")[2] in NOTES}
    recording = [
        name for name, found in leads.items()
        if RECORD in found or (found & through and not name.startswith(COMMANDS))
    ]  # fmt: skip
    covered = reached(leads, recording)
    return {
        name for name in leads
        if ".actions." in name and name != RECORD
        and reached(leads, [name]) & writing and name not in covered
        and RECORD not in reached(leads, [name])
    }  # fmt: skip


def test_every_act_that_writes_is_recorded_or_part_of_one_that_is():
    leads, writing = graph()
    silent = unrecorded(leads, writing)
    assert silent >= SILENT.keys()
    assert silent <= reached(leads, SILENT) | SILENT.keys()


def test_the_search_knows_the_acts_that_write():
    leads, writing = graph()
    for name in ("people.actions.correct", "imports.actions.write", "accounts.actions.give_role",
                 "organisations.actions.found", "ledger.actions.append_many"):  # fmt: skip
        assert reached(leads, [f"taonguon.{name}"]) & writing, name


def test_a_writing_act_without_a_line_is_found():
    leads = {
        "taonguon.a.actions.loud": {RECORD, "taonguon.a.actions.part"},
        "taonguon.a.actions.part": set(),
        "taonguon.a.actions.quiet": {"taonguon.a.actions.part"},
        "taonguon.a.actions.reads": set(),
    }
    assert unrecorded(leads, {"taonguon.a.actions.part"}) == {"taonguon.a.actions.quiet"}
