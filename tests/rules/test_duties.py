"""The kinds of duties as data, and what a bad file is refused for, with its line."""

import pytest

from taonguon.core.access import ROLES
from taonguon.duties.engine import SOURCES
from taonguon.rules.duties import FILE, load, shipped
from taonguon.rules.reading import BadRule

GOOD = FILE.read_text("utf-8")


def test_every_kind_comes_from_a_source_and_every_source_tells_a_kind():
    told = [code for source in SOURCES for code in source.kinds]
    assert sorted(told) == sorted(shipped().kinds)


@pytest.mark.parametrize("source", SOURCES, ids=lambda one: one.find.__name__)
def test_whoever_is_told_of_a_kind_has_the_right_its_source_asks_for(source):
    told = frozenset().union(*(shipped().kinds[code].told for code in source.kinds))
    assert all(source.act in ROLES[role].may for role in told)


def test_every_role_has_something_to_do():
    assert {role for kind in shipped().kinds.values() for role in kind.roles} == set(ROLES)


def test_nobody_but_the_administrator_is_told_of_letters():
    assert shipped().kinds["letter.failed"].told == {"administrator"}
    others = [kind for code, kind in shipped().kinds.items() if code != "letter.failed"]
    assert not any("administrator" in kind.told for kind in others)


@pytest.mark.parametrize(
    ("written", "instead", "line", "why"),
    [
        (
            'roles = ["secretary"]\nwaits',
            'roles = ["bi-thu"]\nwaits',
            5,
            "no role “bi-thu” (in roles)",
        ),
        ('late = ["office", "deputy"]', 'late = ["ai"]', 5, "no role “ai” (in late)"),
        ('roles = ["secretary"]\nwaits', "roles = []\nwaits", 5, "nobody does it"),
        ('waits = ["office"]', 'waits = ["secretary"]', 5, "“secretary” both does it and waits"),
        ("lead = 30", "lead = 0", 5, "“lead” must be a whole number from 1"),
        ("lead = 30", "lead = 32", 5, "“lead” is 31 days at most"),
        ("lead = 30", 'lead = "30"', 5, "“lead” must be a whole number"),
        ("lead = 30", "lead = 30\nngay = 2", 5, "there is no key “ngay”"),
        ("lead = 30", "lead = 30\ndays = -1", 5, "“days” must be a whole number"),
        (', en = "Dossier: step of the cell" }', " }", 5, "“name” needs the words in vi and en"),
        ("pause = 60", "pause = 0.5", None, "“pause” must be a whole number"),
        ("[letters]", "[thu]", 1, "the table “letters” is missing"),
    ],
)
def test_a_bad_file_is_refused_with_line_and_reason(tmp_path, written, instead, line, why):
    path = tmp_path / "duties.toml"
    path.write_text(GOOD.replace(written, instead, 1), "utf-8")
    with pytest.raises(BadRule, match=r"^duties\.toml:") as refusal:
        load(path)
    assert why in str(refusal.value)
    assert line in (None, refusal.value.line)


def test_a_file_without_kinds_is_refused_in_both_languages(tmp_path):
    path = tmp_path / "duties.toml"
    path.write_text("[letters]\npause = 60\n", "utf-8")
    with pytest.raises(BadRule) as refusal:
        load(path)
    assert refusal.value.said("vi") == "duties.toml, dòng 1: thiếu mục “kinds”."
    assert refusal.value.said("en").endswith("the table “kinds” is missing.")
