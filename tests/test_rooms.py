"""The rooms keep to themselves: who imports whom, who asks the clock, who writes."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "taonguon"

RANKS = (
    ("core",),
    ("rules", "outlook", "sources"),
    ("forms", "ledger", "journal"),
    ("accounts",),
    ("organisations",),
    ("regulations",),
    ("people",),
    ("documents", "cells"),
    ("structure", "members"),
    ("cases", "difficulties", "directives", "petitions"),
    (
        "activities",
        "applicants",
        "classes",
        "introductions",
        "meetings",
        "prospects",
        "targets",
        "visits",
    ),
    ("duties", "imports", "offline", "papers", "reports"),
    ("config",),
    ("commands",),
)
RANK = {room: rank for rank, rooms in enumerate(RANKS) for room in rooms}
NOT_ROOMS = {"templates", "static", "locale", "sample"}  # hold files, and no code
NARROWER = {"journal": {"core"}}  # knows no other room, so that nothing can bend it
OUTSIDE = {
    "core": set(),
    "rules": set(),
    "forms": {"typst", "docx", "lxml", "pypdf", "qrcode"},
    "outlook": {"numpy", "scipy", "highspy", "ortools"},
    "sources": {"python_calamine"},
}

NO_CLOCK_AT_ALL = {"core", "rules", "forms", "outlook", "sources"}
CLOCK = {"today", "now", "utcnow", "localdate", "localtime"}
CONVERTS = {"localdate", "localtime"}  # of a moment they are given, no clock asked
CLOCK_BY_NAME = {"time.time", "time.time_ns", "django.db.models.functions.Now"}
CLOCK_BY_FLAG = {"auto_now", "auto_now_add"}

# fmt: off
ALWAYS_WRITES = {
    "save", "asave", "bulk_create", "abulk_create", "bulk_update", "abulk_update", "executemany",
    "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create",
    "create_user", "create_superuser",
}
WRITES_ON_ROWS = {"create", "acreate", "update", "aupdate", "delete", "adelete"}
ROWS = {
    "objects", "_default_manager", "_base_manager", "get_queryset", "filter", "exclude", "all",
    "order_by", "using", "select_for_update", "select_related", "annotate", "within",
}
# fmt: on
WRITING_SQL = ("insert", "update", "delete", "replace", "truncate", "copy", "drop", "alter")
WRITERS = {"ledger/store.py", "imports/staging.py"}


def files():
    """Return the package's files by their path inside it, migrations left out."""
    found = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
    return {path.relative_to(PACKAGE).as_posix(): path for path in found}


def room_of(name):
    return name.split("/")[0] if "/" in name else ""


def every(find):
    """Apply a search to every file; return what it found as file:line and what to do."""
    return [
        f"src/taonguon/{name}:{line} {what}"
        for name, path in files().items()
        for line, what in find(name, ast.parse(path.read_text("utf-8"), str(path)))
    ]


def planted(find, name, code):
    return [what for _, what in find(name, ast.parse(code))]


def imports(tree):
    """Return each import as line, full dotted name, and whether it is relative."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{node.module or ''}.{alias.name}", bool(node.level)


def names_in(tree):
    """Return local name -> full dotted name, as the file's imports bind them."""
    bound = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            bound |= {a.asname or a.name.split(".")[0]: a.asname and a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            bound |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return {name: full or name for name, full in bound.items()}


def dotted(node, bound):
    """Return the full dotted name an expression stands for, empty when it is none."""
    if isinstance(node, ast.Name):
        return bound.get(node.id, "")
    if isinstance(node, ast.Attribute):
        base = dotted(node.value, bound)
        return f"{base}.{node.attr}" if base else ""
    return ""


def climbs(name, tree):
    """Find imports from a room of the same or a higher rank, and relative ones."""
    room = room_of(name)
    for line, full, relative in imports(tree):
        if relative:
            yield line, f"imports .{full} relatively: import by full name"
            continue
        root, _, inside = full.partition(".")
        other = inside.split(".")[0]
        if root != "taonguon" or other not in RANK or other == room:
            continue
        allowed = NARROWER.get(room)
        if RANK[other] >= RANK.get(room, 0) or (allowed is not None and other not in allowed):
            yield line, f"imports {full}: {room} may not know {other}; move what both need lower"


def reaches_outside(name, tree):
    """Find imports that a pure room has no need of."""
    allowed = OUTSIDE.get(room_of(name))
    for line, full, _ in imports(tree) if allowed is not None else ():
        root = full.split(".")[0]
        if root != "taonguon" and root not in sys.stdlib_module_names | allowed:
            yield line, f"imports {root}: {room_of(name)} is pure; let a higher room do it"


def may_ask_the_clock(name):
    parts = name.split("/")
    if parts[0] in NO_CLOCK_AT_ALL:
        return False
    return (
        "commands" in parts[:-1]
        or parts[-1] == "clock.py"
        or any(part.startswith("views") for part in parts)
    )


def asks_the_clock(name, tree):
    """Find whatever asks what day or time it is."""
    if may_ask_the_clock(name):
        return
    bound, converting = names_in(tree), conversions(tree)
    for node in ast.walk(tree):
        if node not in converting and is_clock(node, bound):
            yield node.lineno, "asks the clock: take `on=` (a day) or `at=` (a moment) instead"
        elif isinstance(node, ast.keyword) and node.arg in CLOCK_BY_FLAG:
            yield node.value.lineno, f"{node.arg} asks the clock: let the action set `at=`"


def conversions(tree):
    """Return the functions called, and the calls, that turn a given moment into a day."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (node.args or node.keywords):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            found |= {node, node.func} if name in CONVERTS else set()
    return found


def is_clock(node, bound):
    full = dotted(node, bound)
    if full and (full in CLOCK_BY_NAME or full.split(".")[-1] in CLOCK):
        return True
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and (
        called.attr in CLOCK and not dotted(called, bound)
    )


def may_write(name):
    parts = name.split("/")
    return parts[-1] == "actions.py" or "actions" in parts[:-1] or name in WRITERS


def writes(name, tree):
    """Find calls that change rows: told from dicts and hashes by what they are called on."""
    if may_write(name) or name.split("/")[0] in OUTSIDE:  # a pure room knows no rows
        return
    rows, bound = row_names(tree), names_in(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            attr = node.func.attr
            if is_guard(node.func):
                continue
            if attr in ALWAYS_WRITES or is_row_write(node, rows) or is_sql_write(node, bound):
                yield node.lineno, f"writes with .{attr}(): move it into the room's actions.py"


def is_guard(called):
    """Tell `super().save()` in a model's own guard: it narrows a write made elsewhere."""
    on = called.value
    return isinstance(on, ast.Call) and isinstance(on.func, ast.Name) and on.func.id == "super"


def is_row_write(call, rows):
    attr, on = call.func.attr, call.func.value
    if attr not in WRITES_ON_ROWS:
        return False
    if speaks_of_rows(on, rows):
        return True
    if attr.endswith("delete"):
        return not call.args
    by_name_only = bool(call.keywords) and not call.args
    return by_name_only and (attr.endswith("create") or isinstance(on, ast.Call))


def is_sql_write(call, bound):
    attr, first = call.func.attr, call.args[0] if call.args else None
    if attr == "copy":
        return first is not None and not dotted(call.func.value, bound)
    if attr != "execute" or first is None:
        return False
    text = first.values[0] if isinstance(first, ast.JoinedStr) and first.values else first
    sql = text.value if isinstance(text, ast.Constant) else ""
    return isinstance(sql, str) and sql.lower().lstrip().startswith(WRITING_SQL)


def speaks_of_rows(node, rows):
    """Tell whether an expression is a manager or a queryset, or made from one."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        if isinstance(node, ast.Attribute) and (node.attr in ROWS or node.attr.endswith("_set")):
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and node.id in rows


def row_names(tree):
    """Return the names that a file binds to a queryset or a manager."""
    rows = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and speaks_of_rows(node.value, rows):
            rows |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            named = node.arg if isinstance(node, ast.arg) else getattr(node.target, "id", "")
            if any(word in ast.unparse(node.annotation) for word in ("QuerySet", "Manager[")):
                rows.add(named)
    return rows


def test_every_room_has_a_rank():
    found = {path.name for path in PACKAGE.iterdir() if path.is_dir() and list(path.rglob("*.py"))}
    unknown = found - set(RANK) - NOT_ROOMS
    assert not unknown, f"give {sorted(unknown)} a rank in tests/test_rooms.py and docs/rooms.md"


def test_what_is_no_room_holds_no_code():
    for name, path in files().items():
        if room_of(name) in NOT_ROOMS:
            body = ast.parse(path.read_text("utf-8")).body
            assert len(body) <= 1, f"src/taonguon/{name}: code belongs into a room"


def test_no_file_stands_outside_the_rooms():
    astray = {name for name in files() if not room_of(name)} - {"__init__.py", "__main__.py"}
    assert not astray, f"put {sorted(astray)} into a room"


@pytest.mark.parametrize("wall", [climbs, reaches_outside, asks_the_clock, writes])
def test_every_wall_stands(wall):
    broken = every(wall)
    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.parametrize(
    ("name", "code", "broken"),
    [
        ("core/a.py", "from taonguon.core import days", False),
        ("core/a.py", "from taonguon.ledger import store", True),
        ("ledger/a.py", "from taonguon.core.facts import Fact", False),
        ("ledger/a.py", "import taonguon.journal.actions", True),
        ("journal/a.py", "from taonguon.sources import books", True),
        ("journal/a.py", "from taonguon.core import days", False),
        ("reports/a.py", "from taonguon.people.models import Person", False),
        ("reports/a.py", "from taonguon import imports", True),
        ("people/a.py", "from taonguon import reports", True),
        ("config/a.py", "from taonguon.reports import views", False),
        ("config/a.py", "from taonguon.commands import main", True),
        ("commands/a.py", "from taonguon.config import home", False),
        ("people/a.py", "from .models import Person", True),
        ("people/a.py", "from taonguon import __version__", False),
    ],
)
def test_an_import_upward_or_sideways_is_found_and_one_downward_is_not(name, code, broken):
    assert bool(planted(climbs, name, code)) is broken


@pytest.mark.parametrize(
    ("name", "code", "broken"),
    [
        ("core/a.py", "import re", False),
        ("core/a.py", "import django", True),
        ("core/a.py", "import python_calamine", True),
        ("sources/a.py", "from python_calamine import CalamineWorkbook", False),
        ("sources/a.py", "import openpyxl", True),
        ("people/a.py", "import django", False),
    ],
)
def test_a_pure_room_needs_only_python_and_what_is_named(name, code, broken):
    assert bool(planted(reaches_outside, name, code)) is broken


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now(tz=x)",
        "import datetime as d\nf(default=d.date.today)",
        "from django.utils import timezone\nModel(default=timezone.now)",
        "from django.utils.timezone import localdate\nlocaldate()",
        "from django.utils import timezone\nModel(default=timezone.localdate)",
        "from django.utils import timezone\ntimezone.localdate(timezone.now())",
        "from time import time\ntime()",
        "import time\ntime.time()",
        "def f(day): return type(day).today()",
        "from taonguon.config import clock\nclock.now()",
        "x = models.DateTimeField(auto_now_add=True)",
    ],
)
def test_the_clock_is_found_in_a_model_and_let_be_in_a_view(code):
    assert planted(asks_the_clock, "people/models.py", code)
    assert planted(asks_the_clock, "core/views.py", code)
    for name in ("people/views.py", "people/views/one.py", "commands/run.py", "config/clock.py"):
        assert not planted(asks_the_clock, name, code)


@pytest.mark.parametrize(
    "code",
    [
        "def compared(now, before): return now - before",
        "from datetime import date\ndate(2022, 1, 1)",
        "import time\ntime.monotonic()",
        "from django.utils import timezone\ntimezone.localdate(at)",
        "from django.utils.timezone import localtime\nlocaltime(value=at)",
        "request.today",
    ],
)
def test_what_only_sounds_like_the_clock_is_let_be(code):
    assert not planted(asks_the_clock, "people/models.py", code)


@pytest.mark.parametrize(
    "code",
    [
        "person.save()",
        "form.save(commit=False)",
        "Person.objects.create(name=n)",
        "person.documents.create(name=n)",
        "Person.objects.filter(id=1).update(name=n)",
        "Person.objects.visible_to(user).update(name=n)",
        "rows = Person.objects.all()\nrows.update(name=n)",
        "def f(rows: models.QuerySet[Person]): rows.update(name=n)",
        "person.delete()",
        "Person.objects.filter(id=1).delete()",
        "Person.objects.get_or_create(id=1)",
        "cursor.executemany(sql, rows)",
        "cursor.copy('COPY t FROM STDIN')",
        "cursor.execute('  INSERT INTO t VALUES (1)')",
        "cursor.execute(f'DELETE FROM {table}')",
    ],
)
def test_a_write_is_found_in_a_view_and_let_be_in_actions(code):
    assert planted(writes, "people/views.py", code)
    for name in ("people/actions.py", "people/actions/one.py", "ledger/store.py"):
        assert not planted(writes, name, code)


@pytest.mark.parametrize(
    "code",
    [
        "found.update(other)",
        "found.update(name='a')",
        "hashlib.sha256().update(b'a')",
        "digest.update(text.encode())",
        "found.copy()",
        "import shutil\nshutil.copy(a, b)",
        "import copy\ncopy.copy(a)",
        "cache.delete('key')",
        "venv.create('folder')",
        "cursor.execute('SELECT 1')",
        "cursor.execute(sql)",
    ],
)
def test_what_only_sounds_like_a_write_is_let_be(code):
    assert not planted(writes, "people/views.py", code)
