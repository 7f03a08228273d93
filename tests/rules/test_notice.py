"""The notice at collection: which version on which day, what it must name, bad files refused."""

from datetime import date, timedelta

import pytest

from taonguon.core.rulebook import BeforeRulebook
from taonguon.rules import notice
from taonguon.rules.reading import BadRule

MUST_NAME = {"purpose", "law", "recipients", "retention", "rights"}
GOOD = """
["1"]
from = 2026-01-01
title = { vi = "Một", en = "One" }
source = { instrument = "Luật 91/2025/QH15", clause = "Đ4" }
verified = "text"
[["1".parts]]
code = "purpose"
heading = { vi = "Để làm gì", en = "What for" }
text = { vi = "Để xem xét", en = "To consider" }
"""


@pytest.mark.parametrize("version", notice.versions().values(), ids=lambda one: one.version)
def test_every_version_names_what_the_law_asks_for_in_both_languages(version):
    assert {part.code for part in version.parts} >= MUST_NAME
    told = [words for part in version.parts for words in (*part.heading, *part.text)]
    assert all(words.strip() for words in told)


def test_a_version_is_given_from_its_day_on_and_none_before_the_oldest():
    oldest = next(iter(notice.versions().values()))
    assert notice.current(oldest.start) == oldest
    with pytest.raises(BeforeRulebook):
        notice.current(oldest.start - timedelta(days=1))


def test_the_later_version_takes_the_place_of_the_earlier_on_its_day(tmp_path, monkeypatch):
    file = tmp_path / "notice.toml"
    file.write_text(GOOD.replace('"1"', '"2"').replace("2026", "2027") + GOOD, "utf-8")
    told = notice.versions(file)
    monkeypatch.setattr(notice, "versions", lambda: told)
    assert notice.current(date(2026, 12, 31)).version == "1"
    assert notice.current(date(2027, 1, 1)).version == "2"


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ("from = 2026-01-01", "", "from"),
        ('code = "purpose"', "", "code"),
        (', en = "One"', "", "title"),
        (', en = "To consider"', "", "text"),
        ("Luật 91/2025/QH15", "0/QH", "instruments.toml"),
        ('verified = "text"', "", "verified"),
        (GOOD[GOOD.index("[[") :], "", "parts"),
    ],
)
def test_a_bad_file_is_refused_with_file_line_and_reason(tmp_path, good, bad, why):
    file = tmp_path / "notice.toml"
    file.write_text(GOOD.replace(good, bad), "utf-8")
    with pytest.raises(BadRule, match=why) as refusal:
        notice.versions(file)
    assert (refusal.value.file, refusal.value.line) == ("notice.toml", 2)
