"""The documents say what the code does: none stale, none leading nowhere, none silent on a room."""

import importlib.util
import re
from pathlib import Path

import pytest

from taonguon.commands.main import NAMES
from taonguon.core import description, facts, figures, membership, organisation, prospects, targets
from taonguon.core.breakdowns import BREAKDOWNS
from taonguon.rules.loading import national
from tests.test_rooms import NOT_ROOMS, PACKAGE, RANKS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FOR_USERS = [ROOT / "README.vi.md", DOCS / "guide.vi.md"]

LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
RANK_ROW = re.compile(r"^\| \d+ \| (.+) \|$", re.MULTILINE)
FACTS = (
    membership.MEMBERSHIP_KINDS
    | organisation.ORGANISATION_KINDS
    | prospects.PROSPECT_KINDS
    | {description.DESCRIPTION, targets.TARGET, facts.WITHDRAWAL, facts.SAME_PERSON}
)


def text(path):
    return path.read_text("utf-8")


def name(path):
    return path.relative_to(ROOT).as_posix()


def sections(path):
    return re.findall(r"^## (.+)$", FENCED.sub("", text(path)), re.MULTILINE)


def reference():
    path = ROOT / "tools" / "reference.py"
    spec = importlib.util.spec_from_file_location("reference", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["figures.md", "commands.md", "rules.md", "case.schema.json"])
def test_a_written_reference_is_not_stale(page):
    written = reference()
    stale = f"docs/reference/{page} is stale: run `python tools/reference.py`"
    assert written.kept(page) == written.pages()[page], stale


@pytest.mark.parametrize("code", [*figures.DEFINITIONS, *BREAKDOWNS])
def test_every_figure_is_in_the_reference(code):
    assert f"| `{code}` |" in text(DOCS / "reference" / "figures.md")


@pytest.mark.parametrize("key", [*national().rules, *national().steps])
def test_every_rule_and_step_is_in_the_reference(key):
    assert f"`{key}`:" in text(DOCS / "reference" / "rules.md")


@pytest.mark.parametrize("command", NAMES)
def test_every_command_is_in_the_reference_in_both_languages(command):
    told = text(DOCS / "reference" / "commands.md")
    assert told.count(f"    taonguon {command}") == 2


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_file(page):
    links = [link for link in LINK.findall(FENCED.sub("", text(page))) if ":" not in link]
    nowhere = [link for link in links if not (page.parent / link).exists()]
    assert not nowhere, f"{name(page)} links to what is not there: {nowhere}"


def test_the_two_readmes_have_the_same_sections_and_pictures():
    english, vietnamese = ROOT / "README.md", ROOT / "README.vi.md"
    assert len(sections(english)) == len(sections(vietnamese)) > 0
    pictures = [re.findall(r"!\[.*?\]\((.+?)\)", text(page)) for page in (english, vietnamese)]
    assert pictures[0] == pictures[1] != []


def test_the_two_readmes_name_the_same_commands_and_variables():
    told = [
        sorted(
            set(re.findall(r"`?(?:taonguon [a-z]+|--[a-z-]+|TAONGUON_[A-Z]+|DATABASE_URL)`?", t))
        )
        for t in (text(ROOT / "README.md"), text(ROOT / "README.vi.md"))
    ]
    assert told[0] == told[1]


def test_every_room_has_its_paragraph():
    told = text(DOCS / "rooms.md")
    rooms = {path.parent.relative_to(PACKAGE).parts[0] for path in PACKAGE.glob("*/**/*.py")}
    missing = [room for room in sorted(rooms - NOT_ROOMS) if f"\n**`{room}`** – " not in told]
    missing += [folder for folder in NOT_ROOMS if f"`{folder}`" not in told]
    assert not missing, f"say in docs/rooms.md what is in {missing}"


def test_the_ranks_in_the_document_are_those_the_test_holds():
    rows = RANK_ROW.findall(text(DOCS / "rooms.md"))
    assert [tuple(re.findall(r"`(\w+)`", row)) for row in rows] == list(RANKS)


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_kind_of_fact_is_in_the_glossary(kind):
    assert f"`{kind}`" in text(DOCS / "glossary.md")


def test_a_decision_says_context_decision_alternatives_and_price():
    pages = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert numbers == [f"{n:04d}" for n in range(1, len(pages) + 1)]
    for page in pages:
        parts = re.findall(r"^\*\*(.+?)\.\*\*", text(page), re.MULTILINE)
        assert parts == ["Context", "Decision", "Instead of", "Price"], name(page)
        assert len(text(page).splitlines()) <= 50, f"{name(page)} is longer than a page"


@pytest.mark.parametrize("page", FOR_USERS, ids=name)
def test_the_words_in_bold_stand_on_the_screen(page):
    files = [file for ending in ("html", "py", "toml") for file in PACKAGE.rglob(f"*.{ending}")]
    screen = "\n".join(text(file) for file in files)
    bold = {" ".join(words.split()) for words in BOLD.findall(text(page))}
    said = {"Sao lưu", "cùng phiên bản Python"}  # stressed, not on the screen
    assert not (missing := bold - said - {b for b in bold if b in screen}), missing
