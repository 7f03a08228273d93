"""The measures of our code: how long, how deep, how well described and typed, how well tested."""

import ast
import io
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "taonguon"

FUNCTION_LINES = 40
FILE_LINES = {"core": 300}
FILE_LINES_ELSEWHERE = 400
TEMPLATE_LINES = 150
NESTING = 3
PARAMETERS = 6
FULLY_TYPED = {"core", "rules", "outlook", "sources"}
TYPED_ELSEWHERE = 0.9
TESTS_TO_CODE = 1.0

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (
    ast.If
    | ast.For
    | ast.AsyncFor
    | ast.While
    | ast.With
    | ast.AsyncWith
    | ast.Try
    | ast.TryStar
    | ast.Match
)
DESCRIBED = {"core", "rules", "outlook", "sources"}
NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


def sources(folder):
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def room_of(path):
    return path.relative_to(PACKAGE).parts[0]


def told(path, line, what):
    return f"{path.relative_to(ROOT)}:{line} {what}"


def tree(path):
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(node):
    return [found for found in ast.walk(node) if isinstance(found, FUNCTIONS)]


def length(function):
    """Return the lines of a function from its `def`, its docstring left out."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    said = function.body[0]
    return lines - (said.end_lineno - said.lineno + 1)


def depth(node, reached=0):
    """Return how deep blocks stand in blocks; `elif` stands beside its `if`, not in it."""
    deepest = reached
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTIONS | ast.ClassDef | ast.Lambda):
            continue
        inside = isinstance(child, BLOCKS) and not is_elif(child, node)
        deepest = max(deepest, depth(child, reached + inside))
    return deepest


def is_elif(child, parent):
    return (
        isinstance(child, ast.If)
        and isinstance(parent, ast.If)
        and parent.orelse == [child]
        and child.col_offset == parent.col_offset
    )


def parameters(function):
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return [one for one in named if one.arg not in {"self", "cls"}]


def is_typed(function):
    """Tell whether a function says what it takes and what it gives."""
    rest = [one for one in (function.args.vararg, function.args.kwarg) if one]
    given = [*parameters(function), *rest]
    return function.returns is not None and all(one.annotation for one in given)


def undescribed(node):
    """Return the public functions and classes without a docstring, methods among them."""
    missing = []
    for child in node.body:
        if isinstance(child, FUNCTIONS | ast.ClassDef) and not child.name.startswith("_"):
            missing += [] if ast.get_docstring(child) else [child]
            missing += undescribed(child) if isinstance(child, ast.ClassDef) else []
    return missing


def code_lines(text):
    """Return how many lines hold more than a comment or nothing."""
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines)


def table_lines(path):
    """Return how many lines of a table of scenarios say something: each row there is a test."""
    lines = path.read_text("utf-8").splitlines()
    return sum(1 for line in lines if line.strip() and not line.lstrip().startswith("#"))


def is_described_room(path):
    return (
        room_of(path) in DESCRIBED
        or path.name == "actions.py"
        or "actions" in path.relative_to(PACKAGE).parts[:-1]
    )


def must_be_none(broken):
    found = list(broken)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("folder", ["src/taonguon", "tests"])
def test_no_function_is_longer_than_a_screen(folder):
    must_be_none(
        told(path, one.lineno, f"{one.name} has {length(one)} lines: split it ({FUNCTION_LINES})")
        for path in sources(ROOT / folder)
        for one in functions(tree(path))
        if length(one) > FUNCTION_LINES
    )


def test_no_file_is_longer_than_its_limit():
    broken = []
    for path in sources(PACKAGE):
        limit = FILE_LINES.get(room_of(path), FILE_LINES_ELSEWHERE)
        lines = len(path.read_text("utf-8").splitlines())
        if lines > limit:
            what = f"{lines} lines, limit {limit}: make a folder, one file per noun"
            broken.append(told(path, limit, what))
    must_be_none(broken)


def test_no_template_is_longer_than_its_limit():
    broken = []
    for path in sorted(PACKAGE.rglob("templates/**/*.*")):
        lines = len(path.read_text("utf-8").splitlines()) if path.is_file() else 0
        if lines > TEMPLATE_LINES:
            what = f"{lines} lines, limit {TEMPLATE_LINES}: move parts to _parts/"
            broken.append(told(path, TEMPLATE_LINES, what))
    must_be_none(broken)


def test_no_function_is_nested_too_deep():
    must_be_none(
        told(path, one.lineno, f"{one.name} is {depth(one)} deep, limit {NESTING}: name the inside")
        for path in sources(PACKAGE)
        for one in functions(tree(path))
        if depth(one) > NESTING
    )


def test_no_function_takes_too_much():
    must_be_none(
        told(path, one.lineno, f"{one.name} takes {len(parameters(one))}, limit {PARAMETERS}")
        for path in sources(PACKAGE)
        for one in functions(tree(path))
        if len(parameters(one)) > PARAMETERS
    )


def test_every_file_says_what_it_holds():
    must_be_none(
        told(path, 1, "has no docstring: one sentence of what stands in the file")
        for path in sources(PACKAGE)
        if path.read_text("utf-8").strip() and not ast.get_docstring(tree(path))
    )


def test_every_public_function_of_the_pure_rooms_and_of_actions_makes_its_promise():
    must_be_none(
        told(path, one.lineno, f"{one.name} has no docstring: what it promises, in one sentence")
        for path in sources(PACKAGE)
        if is_described_room(path)
        for one in undescribed(tree(path))
    )


def untyped(room):
    """Return all functions of a room, and those of them that are not fully typed."""
    all_of_it = [(path, one) for path in sources(PACKAGE / room) for one in functions(tree(path))]
    return all_of_it, [told(path, f.lineno, f.name) for path, f in all_of_it if not is_typed(f)]


@pytest.mark.parametrize("room", sorted({room_of(path) for path in PACKAGE.glob("*/*.py")}))
def test_functions_say_their_types(room):
    all_of_it, missing = untyped(room)
    allowed = 0 if room in FULLY_TYPED else len(all_of_it) * (1 - TYPED_ELSEWHERE)
    listed = "\n".join(missing)
    assert len(missing) <= allowed, f"{len(missing)} of {len(all_of_it)} lack types:\n{listed}"


def test_there_is_at_least_as_much_test_as_code():
    code = sum(code_lines(path.read_text("utf-8")) for path in sources(PACKAGE))
    tests = sum(code_lines(path.read_text("utf-8")) for path in sources(ROOT / "tests"))
    tests += sum(map(table_lines, sorted((ROOT / "tests" / "scenarios").rglob("*.toml"))))
    # what each paper of the worked people must say, word for word, is a table as well
    tests += sum(map(table_lines, sorted((ROOT / "tests" / "forms" / "words").glob("*.txt"))))
    assert tests >= TESTS_TO_CODE * code, f"{tests} lines of tests for {code} lines of code"


def first(code):
    return ast.parse(code).body[0]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("def f():\n    return 1", 2),
        ('def f():\n    """One.\n\n    Two.\n    """\n    return 1', 2),
        ("@mark\ndef f(\n    a,\n):\n    return a", 4),
    ],
)
def test_the_length_of_a_function_leaves_out_docstring_and_decorators(code, lines):
    assert length(first(code)) == lines


@pytest.mark.parametrize(
    ("body", "deep"),
    [
        ("pass", 0),
        ("if a: pass\n elif b: pass\n elif c: pass\n else: pass", 1),
        ("if a: pass\n else:\n  if b: pass", 2),
        ("for a in b:\n  with c:\n   if d: pass", 3),
        ("try: pass\n except A:\n  if d: pass", 2),
        ("match a:\n  case 1:\n   if b: pass", 2),
        ("def g():\n  if a: pass", 0),
    ],
)
def test_the_depth_of_a_function_counts_blocks_in_blocks(body, deep):
    assert depth(first(f"def f():\n {body}")) == deep


def test_parameters_count_keyword_only_ones_but_neither_self_nor_cls():
    assert len(parameters(first("def f(self, a, /, b, *rest, c, **more): pass"))) == 3


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("def f() -> None: pass", True),
        ("def f(self, a: int) -> None: pass", True),
        ("def f(a: int): pass", False),
        ("def f(a) -> None: pass", False),
        ("def f(*a) -> None: pass", False),
    ],
)
def test_a_function_is_typed_when_all_it_takes_and_gives_is(code, typed):
    assert is_typed(first(code)) is typed


def test_public_functions_classes_and_methods_need_a_docstring_and_private_ones_do_not():
    code = "def a(): pass\ndef _b(): pass\nclass C:\n def d(self): pass\n def __e__(self): pass"
    assert [one.name for one in undescribed(ast.parse(code))] == ["a", "C", "d"]


def test_comments_and_empty_lines_are_not_code():
    assert code_lines("# one\n\na = 1  # two\nb = '''x\ny'''\n") == 3
