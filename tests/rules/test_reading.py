"""Where things stand in a data file: the line of a heading, of a value, of a mistake."""

from datetime import date

import pytest

from taonguon.core.rulebook import Conflict, Source, Text
from taonguon.rules.reading import BadRule, read

TEXT = """\
# đầu tệp
["one.rule"]
meaning = { vi = "một", en = "one" }

[["one.rule".values]]
from = 2020-01-01
verified = "text"

[["one.rule".values]]
from = 2021-01-01

[plain]
on = 2022-02-02

[outer."inner.rule"]
on = 2023-03-03

[[outer."inner.rule".values]]
from = 2024-01-01
"""


@pytest.fixture
def file(tmp_path):
    """Return the file above, read."""
    path = tmp_path / "mau.toml"
    path.write_text(TEXT, "utf-8")
    return read(path)


def table(file, name, under=""):
    return next(one for one in file.tables(under) if one.path[-1] == name)


@pytest.mark.parametrize(
    ("path", "index", "line"),
    [
        (("one.rule",), -1, 2),
        (("one.rule",), 0, 5),
        (("one.rule",), 1, 9),
        (("plain",), -1, 12),
        (("outer", "inner.rule"), -1, 15),
        (("outer", "inner.rule"), 0, 18),
        (("nowhere",), -1, 1),
        (("one.rule",), 7, 1),
    ],
)
def test_the_line_of_a_heading(file, path, index, line):
    assert file.line_of(path, index) == line


def test_tables_stand_by_name_and_under_a_heading(file):
    assert [one.path for one in file.tables()] == [("one.rule",), ("plain",), ("outer",)]
    assert [one.path for one in file.tables("outer")] == [("outer", "inner.rule")]
    assert file.tables("nowhere") == []


def test_values_know_their_place(file):
    first, second = table(file, "one.rule").values()
    assert (first.line, second.line) == (5, 9)
    assert first.start() == date(2020, 1, 1)
    (inner,) = table(file, "inner.rule", "outer").values()
    assert inner.line == 18


def test_a_table_without_values_is_refused(file):
    with pytest.raises(BadRule) as bad:
        table(file, "plain").values()
    assert (bad.value.file, bad.value.line) == ("mau.toml", 12)
    assert str(bad.value) == "mau.toml:12: plain: it has no values."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "mau.toml, dòng 12: plain: không có giá trị nào (values)."),
        ("en", "mau.toml, line 12: plain: it has no values."),
    ],
)
def test_a_refusal_in_a_language(file, language, said):
    with pytest.raises(BadRule) as bad:
        table(file, "plain").values()
    assert bad.value.said(language) == said


def test_words_are_read_in_both_languages(file):
    one = table(file, "one.rule")
    assert one.words("meaning") == Text("một", "one")
    assert one.text("note") is None
    with pytest.raises(BadRule, match="“note” is missing"):
        one.words("note")


def test_days_are_days(file):
    assert table(file, "plain").day("on") == date(2022, 2, 2)
    assert table(file, "plain").day("to") is None


def test_a_key_nobody_knows_is_refused(file):
    table(file, "plain").only(frozenset({"on", "name"}))
    with pytest.raises(BadRule, match="no key “on”; known are: name"):
        table(file, "plain").only(frozenset({"name"}))


@pytest.mark.parametrize("verified", ["text", "third-party", "unverified"])
def test_how_well_something_is_verified(tmp_path, verified):
    path = tmp_path / "x.toml"
    path.write_text(f'["x"]\nverified = "{verified}"\n', "utf-8")
    assert read(path).tables()[0].verified() == verified


def test_a_source_and_a_conflict_name_known_instruments(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text(
        '["x"]\nsource = { instrument = "A", clause = "1" }\n'
        'conflict = { instrument = "B", clause = "2", value = 3, why = { vi = "v", en = "e" } }\n',
        "utf-8",
    )
    (one,) = read(path).tables()
    known = {"A": None, "B": None}
    assert one.source(known) == Source("A", "1")
    assert one.conflict(known) == Conflict(Source("B", "2"), 3, Text("v", "e"))
    with pytest.raises(BadRule, match="“A” is not in instruments"):
        one.source({})
    with pytest.raises(BadRule, match="“B” is not in instruments"):
        one.conflict({"A": None})


@pytest.mark.parametrize(
    ("text", "line"),
    [("x = = 1\n", 1), ("a = 1\nb = [\n", 2), ("a = 1\n\n\na = 2\n", 4)],
)
def test_what_is_no_toml_names_its_line(tmp_path, text, line):
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadRule) as bad:
        read(path)
    assert bad.value.file == "x.toml"
    assert bad.value.line in (line, line + 1)
    assert bad.value.said("vi").startswith("x.toml, dòng ")
