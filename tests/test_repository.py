"""What lies around the code: readmes, licence, requirements, CI, messages, and nothing of ours."""

import gettext
import importlib.util
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SELF_REFERENCE = Path(__file__).name

REGISTRY = re.compile(
    r"(?<!no-emit-)(?:extra-)?index-url|--find-links|pythonhosted|artifactory|//[^\s\"']+/simple(?![\w-])"
)
MACHINE = re.compile(r"(?<![\w.:])/(?:work|root|opt/\w+|tmp/\w+|home/\w+|Users/\w+)/")


def tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tracked():
    """Return the files of the repository that are text; in an unpacked archive, all that came."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        )
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        folders = ("src", "tests", "docs", "tools", "benchmarks", "requirements", ".ci")
        paths = [path for folder in folders for path in (ROOT / folder).rglob("*")]
        paths += ROOT.glob("*")
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000]]


def places(pattern):
    """Return where a pattern stands in the text files, this one left out, as file:line."""
    return [
        f"{path.relative_to(ROOT)}:{number} {found[0]}"
        for path in tracked()
        if path.name != SELF_REFERENCE
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if (found := pattern.search(line))
    ]


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_there_is_a_readme_in_both_languages(name):
    assert (ROOT / name).exists(), f"write {name}"
    assert len((ROOT / name).read_text("utf-8").split()) > 50, f"{name} says almost nothing"


def test_the_licence_is_the_whole_apache_licence():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_no_file_names_a_registry():
    assert not (found := places(REGISTRY)), "\n" + "\n".join(found)


def test_no_file_names_a_path_of_a_machine():
    assert not (found := places(MACHINE)), "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("pattern", "line", "found"),
    [
        (REGISTRY, "pip install --extra-index-url x", True),
        (REGISTRY, "https://packages.example/some/simple", True),
        (REGISTRY, "uv pip compile --no-emit-index-url", False),
        (REGISTRY, "https://example.org/simple-things", False),
        (MACHINE, "see /home/anna/notes", True),
        (MACHINE, "open('/root/x')", True),
        (MACHINE, "https://example.org/work/x", False),
        (MACHINE, "docs/work/plan.md", False),
    ],
)
def test_the_two_searches_find_what_they_should_and_no_more(pattern, line, found):
    assert bool(pattern.search(line)) is found


def dependencies():
    named = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    return sorted({re.match(r"[\w.-]+", one)[0].lower() for one in named})


def test_every_dependency_has_its_reason():
    reasons = ROOT / "docs" / "dependencies.md"
    assert reasons.exists(), "write docs/dependencies.md: a line per dependency, with its reason"
    said = [
        line for line in reasons.read_text("utf-8").lower().splitlines() if len(line.split()) > 4
    ]
    missing = [name for name in dependencies() if not any(names(name, line) for line in said)]
    assert not missing, f"say in docs/dependencies.md why they are here: {missing}"


def names(name, line):
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", line)


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "uv.txt"])
def test_every_requirement_is_pinned_and_carries_a_hash(name):
    text = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert lines
    loose = [line[:60] for line in lines if "==" not in line or "--hash=sha256:" not in line]
    assert not loose, f"run `make lock`; without hash: {loose}"


def test_every_dependency_is_in_the_lock():
    text = (ROOT / "requirements" / "dev.txt").read_text("utf-8").lower()
    missing = [name for name in dependencies() if f"\n{name}==" not in re.sub(r"\[.*?\]", "", text)]
    assert not missing, f"run `make lock`: {missing}"


def test_ci_is_make_test_and_can_be_run():
    ci = ROOT / ".ci" / "run"
    assert re.search(r"^make test$", ci.read_text("utf-8"), re.MULTILINE)
    assert ci.stat().st_mode & 0o111, "make .ci/run executable"


@pytest.fixture
def package(tmp_path):
    """A package with one message in code, one in a template, none translated."""
    folder = tmp_path / "package"
    (folder / "templates").mkdir(parents=True)
    (folder / "words.py").write_text('_("Có")\nngettext("%(n)s người", "%(n)s người", n)', "utf-8")
    (folder / "templates" / "page.html").write_text(
        '<p>\n    {% translate "Đạt 100%" %}\n  {% translate "Lưu" context "nút" %}\n</p>', "utf-8"
    )
    return folder


def translate(folder, **told):
    """Update the catalogue, write translations into it, and compile it."""
    messages = tool("messages")
    messages.update(folder)
    catalog = messages.read(folder / messages.PO)
    for message in catalog:
        if message.id:
            message.string = told.get("string", message.id)
            message.flags |= set(told.get("flags", ()))
    (folder / messages.PO).write_bytes(messages.as_po(catalog))
    messages.update(folder)
    return messages


def test_given_untranslated_messages_then_the_check_names_each(package):
    messages = tool("messages")
    messages.update(package)
    said = "\n".join(messages.complaints(package))
    assert said.count("is not translated") == 4
    for text in ("Có", "%(n)s người", "Đạt 100%%", "Lưu"):
        assert text in said


def test_given_all_translated_then_the_check_is_silent_and_an_update_changes_nothing(package):
    messages = translate(package)
    assert messages.complaints(package) == []
    before = [(package / name).read_bytes() for name in (messages.PO, messages.MO)]
    messages.update(package)
    assert before == [(package / name).read_bytes() for name in (messages.PO, messages.MO)]
    assert b"Date" not in b"".join(before)


def test_given_a_compiled_catalogue_then_gettext_reads_it(package):
    messages = translate(package, string="Yes")
    with (package / messages.MO).open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert catalog.gettext("Có") == catalog.pgettext("nút", "Lưu") == "Yes"
    assert catalog.gettext("Không") == "Không"


def test_given_a_new_message_and_one_gone_then_the_check_names_both_and_keeps_the_others(package):
    messages = translate(package)
    (package / "words.py").write_text('_("Có")\n_("Không")', "utf-8")
    said = "\n".join(messages.complaints(package))
    assert "new: 'Không'" in said
    assert "gone: ('%(n)s người', '%(n)s người')" in said
    messages.update(package)
    assert [one.split(": ", 1)[1] for one in messages.complaints(package)] == [
        "'Không' is not translated"
    ]


@pytest.mark.parametrize(
    ("text", "english", "wrong"),
    [
        ("%(n)s người", "%(n)s people", False),
        ("%(n)s người", "%(m)s people", True),
        ("%(n)s người", "people", True),
        ("{} trên {}", "{} of {}", False),
        ("{} trên {}", "{} of all", True),
        ("%s và %s", "%s", True),
        ("đạt 100%%", "reached 100%%", False),
        ("100% số người", "100% of people", False),
    ],
)
def test_a_translation_must_have_the_same_placeholders(text, english, wrong):
    messages = tool("messages")
    message = messages.Message(text, english)
    assert bool(messages.wrong(message)) is wrong


@pytest.mark.parametrize(
    ("singular", "wrong"), [("%(n)s person", False), ("one person", False), ("%(m)s person", True)]
)
def test_the_english_singular_may_leave_the_number_out(singular, wrong):
    messages = tool("messages")
    message = messages.Message(("%(n)s người", "%(n)s người"), (singular, "%(n)s people"))
    assert bool(messages.wrong(message)) is wrong


def test_given_a_fuzzy_translation_or_a_stale_catalogue_then_the_check_says_so(package):
    messages = translate(package, flags=["fuzzy"])
    assert any("is fuzzy" in one for one in messages.complaints(package))
    (package / messages.MO).write_bytes(b"")
    assert any("is stale" in one for one in messages.complaints(package))


def test_given_no_browser_and_no_way_to_install_one_then_it_fails_with_a_sentence(
    monkeypatch, capsys
):
    monkeypatch.setenv("CHROMIUM", "no-such-program")
    assert tool("browser").main() == 1
    assert "install Chromium" in capsys.readouterr().err


def test_given_a_browser_named_by_the_environment_then_it_is_the_one(monkeypatch, capsys):
    monkeypatch.setenv("CHROMIUM", "/bin/sh")
    assert tool("browser").main() == 0
    assert capsys.readouterr().out.strip() == "/bin/sh"
