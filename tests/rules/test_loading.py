"""Reading the rulebook: as shipped it loads; a bad file is refused with its file and line."""

import shutil
from datetime import date

import pytest

from taonguon.core.rulebook import VERIFIED
from taonguon.rules.loading import HERE, calendar, load, national
from taonguon.rules.reading import BadRule, read

RULE = """\
["trial.rule"]
meaning = { vi = "thử", en = "trial" }
unit = "months"
selected_by = "step"

[["trial.rule".values]]
from = 2020-01-01
value = 12
source = { instrument = "29-QĐ/TW", clause = "1" }
verified = "text"

[["trial.rule".values]]
from = 2022-01-01
value = 24
source = { instrument = "29-QĐ/TW", clause = "2" }
verified = "text"
"""


@pytest.fixture
def folder(tmp_path):
    """Return a copy of the national files, to spoil one of them."""
    return shutil.copytree(HERE / "national", tmp_path / "national")


def loaded(folder, words=HERE / "words.toml"):
    return load(folder, words, HERE / "calendar.toml")


def refused(folder, **more):
    with pytest.raises(BadRule) as bad:
        loaded(folder, **more)
    return bad.value


def test_the_rulebook_loads_as_shipped():
    book = national()
    assert len(book.rules) > 80
    assert book.begins == date(2016, 7, 25)
    assert [era.key for era in book.procedures] == ["district", "commune", "three-levels"]
    assert national() is book


def test_every_value_has_its_source_and_how_well_it_is_verified():
    for rule in national().rules.values():
        for value in rule.values:
            assert value.source.instrument in national().instruments
            assert value.verified in VERIFIED
            assert value.verified != "text" or value.source.clause, (rule.key, value.start)


def test_what_is_not_verified_says_why():
    for rule in national().rules.values():
        for value in rule.values:
            assert value.verified != "unverified" or value.note, (rule.key, value.start)


def test_what_stands_before_its_instrument_is_unverified_and_says_so():
    book = national()
    early = [
        told for one in (*book.rules.values(), *book.steps.values()) for told in one.values
        if told.start < book.instruments[told.source.instrument].on
    ]  # fmt: skip
    assert {(told.source.instrument, told.verified) for told in early} == {
        ("01-HD/TW (2016)", "unverified")
    }
    assert all("chưa thấy" in told.note.vi for told in early)
    for era in book.procedures:
        assert era.start >= book.instruments[era.source.instrument].on


def test_no_rule_of_the_guidance_passes_to_the_rules_that_do_not_replace_it():
    book, day = national(), date(2026, 11, 25)
    told = {key: str(book.value(key, day).source) for key in (
        "member_papers.deadline", "helper.official", "verify.who_not", "verify.members",
    )}  # fmt: skip
    assert told == {
        "member_papers.deadline": "38-HD/BTCTW, I.2.2",
        "helper.official": "38-HD/BTCTW, I.1",
        "verify.who_not": "38-HD/BTCTW, I.1.4.2(23)",
        "verify.members": "38-HD/BTCTW, I.1.5",
    }
    assert str(book.at(day).steps["listed"].source) == "38-HD/BTCTW, I.1.1"
    assert book.rules["special.business_owner"].values[0].start == date(2021, 9, 27)


SEEN_OF_38 = {
    "I.1", "I.1.1", "I.1.1b", "I.1.1b-d", "I.1.4.2", "I.1.4.2(23)", "I.1.4.2(25, 26)", "I.1.5",
    "I.2.2", "II.2",
}  # fmt: skip


def test_only_points_that_were_seen_are_called_seen():
    book = national()
    told = [
        told for one in (*book.rules.values(), *book.steps.values()) for told in one.values
        if told.verified == "text"
    ]  # fmt: skip
    clauses = {one.source.clause for one in told if one.source.instrument == "38-HD/BTCTW"}
    assert clauses <= SEEN_OF_38
    assert not [one for one in told if one.source == ("06-HD/TW", "4.3")]
    assert not [one for one in told if one.source == ("06-HD/TW", "4.4")]
    readmitted = [one.key for one in told if one.source.instrument == "29-QĐ/TW"]
    assert not [key for key in readmitted if "readm" in key]
    assert not [one.key for one in told if one.key.startswith("verify.reply")]


def test_a_good_rule_is_added_by_writing_it(folder):
    path = folder / "votes.toml"
    path.write_text(path.read_text("utf-8") + "\n" + RULE, "utf-8")
    book = loaded(folder)
    assert book.value("trial.rule", date(2021, 12, 31)).value == 12
    assert book.value("trial.rule", date(2022, 1, 1)).value == 24
    assert book.rules["trial.rule"].subject == "votes"


BAD = [
    ("value = 12", 'value = "12"', 6, "không hợp đơn vị", "does not fit the unit"),
    ("value = 12", "value = 0", 6, "không hợp đơn vị", "does not fit the unit"),
    ("value = 12", "value = true", 6, "không hợp đơn vị", "does not fit the unit"),
    ("value = 12\n", "", 6, "không hợp đơn vị", "does not fit the unit"),
    ('"months"', '"moons"', 1, "không có đơn vị “moons”", "no unit “moons”"),
    ('selected_by = "step"', 'selected_by = "moon"', 1, "selected_by", "selected_by"),
    ('selected_by = "step"', 'selected_by = "step"\nstricter = "more"', 1, "stricter", "stricter"),
    ('unit = "months"', 'unit = "months"\ncolour = "red"', 1, "không có mục “colour”", "no key “colour”"),
    ("value = 12", "value = 12\ncolour = 1", 6, "không có mục “colour”", "no key “colour”"),
    ('source = { instrument = "29-QĐ/TW", clause = "1" }\n', "", 6, "thiếu nguồn", "source is missing"),
    ('{ instrument = "29-QĐ/TW", clause = "1" }', '{ instrument = "29-QĐ/TW" }', 6, "thiếu nguồn",
     "source is missing"),
    ('"29-QĐ/TW", clause = "2"', '"999-QĐ/TW", clause = "2"', 12, "999-QĐ/TW", "999-QĐ/TW"),
    ("from = 2020-01-01\n", "", 6, "thiếu ngày bắt đầu", "first day (from) is missing"),
    ("from = 2020-01-01", 'from = "2020"', 6, "phải là một ngày", "must be a day"),
    ("from = 2020-01-01", "from = 2020-01-01\nto = 2021-06-30", 6, "để trống từ sau 2021-06-30",
     "gap between 2021-06-30"),
    ("from = 2020-01-01", "from = 2020-01-01\nto = 2022-01-01", 6, "chồng lên", "overlaps"),
    ("from = 2020-01-01", "from = 2023-01-01", 6, "chồng lên", "overlaps"),
    ("from = 2020-01-01", "from = 2020-01-01\nto = 2019-01-01", 6, "kết thúc trước", "ends before"),
    ('verified = "text"', 'verified = "sure"', 6, "verified", "verified"),
    ('en = "trial"', 'en = ""', 1, "phải có đủ vi và en", "needs the words in vi and en"),
    ('meaning = { vi = "thử", en = "trial" }\n', "", 1, "thiếu “meaning”", "“meaning” is missing"),
    ('unit = "months"', 'unit = "months"\nstep = "moon"', 1, "không có bước “moon”", "no step “moon”"),
    ('unit = "months"', 'unit = "months"\nstep = "decision"', 6, "counted_from", "counted_from"),
    ('unit = "months"', 'unit = "body"', 6, "không hợp đơn vị", "does not fit"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "vi", "en"), BAD)
def test_a_bad_rule_is_refused_with_file_and_line(folder, old, new, line, vi, en):
    path = folder / "votes.toml"
    before = path.read_text("utf-8") + "\n"
    assert old in RULE
    path.write_text(before + RULE.replace(old, new, 1), "utf-8")
    bad = refused(folder)
    above = line == 12 or (line > 1 and RULE.index(old) < RULE.index("[["))
    shifted = new.count("\n") - old.count("\n") if above else 0
    assert (bad.file, bad.line) == ("votes.toml", len(before.splitlines()) + line + shifted)
    assert vi in bad.said("vi")
    assert en in bad.said("en")
    assert bad.said("vi").startswith(f"votes.toml, dòng {bad.line}: ")


def test_a_rule_in_two_files_is_refused(folder):
    for name in ("votes.toml", "dossier.toml"):
        path = folder / name
        path.write_text(path.read_text("utf-8") + "\n" + RULE, "utf-8")
    assert "đã có ở tệp khác" in refused(folder).said("vi")


def test_a_rule_without_values_is_refused(folder):
    path = folder / "votes.toml"
    head = RULE.split("\n\n", maxsplit=1)[0]
    path.write_text(path.read_text("utf-8") + "\n" + head, "utf-8")
    assert "không có giá trị nào" in refused(folder).said("vi")


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            "steps.toml",
            'checks = ["cell_result"]',
            'checks = ["moon"]',
            "không có phép kiểm “moon”",
        ),
        ("steps.toml", 'when = "has_base"', 'when = "moon"', "không có điều kiện “moon”"),
        ("steps.toml", 'needs = ["listed"]', 'needs = ["moon"]', "không có bước “moon”"),
        ("steps.toml", 'stage = "source"', 'stage = "moon"', "không có giai đoạn “moon”"),
        ("steps.toml", 'actor = "mass_organisation"', 'actor = ""', "thiếu người làm"),
        ("steps.toml", "from = 2016-07-25", "from = 2023-01-01", "chồng lên"),
        ("procedures.toml", "from = 2016-07-25", "from = 2025-07-01", "chồng lên thời kỳ sau"),
        ("procedures.toml", "base_is = [", "basis = [", "không có mục “basis”"),
        ("instruments.toml", "on = 2016-07-25\n", "", "thiếu ngày ký"),
        ("votes.toml", '"suspended", "prosecuted"', '"moonstruck", "prosecuted"', "words.toml"),
        ("votes.toml", 'value = ">= 2/3"', 'value = "2/3"', "không hợp đơn vị"),
    ],
)
def test_a_bad_step_era_or_instrument_is_refused(folder, name, old, new, words):
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    bad = refused(folder)
    assert words in bad.said("vi")
    assert bad.file.endswith(".toml")
    assert bad.line >= 1


def test_what_is_no_toml_is_refused_with_its_line(folder):
    path = folder / "votes.toml"
    path.write_text("# một\n# hai\nx = = 1\n", "utf-8")
    bad = refused(folder)
    assert (bad.file, bad.line) == ("votes.toml", 3)


def test_words_are_needed_in_both_languages(folder, tmp_path):
    words = tmp_path / "words.toml"
    words.write_text(
        (HERE / "words.toml").read_text("utf-8") + '\n["moon"]\nvi = "trăng"\n', "utf-8"
    )
    assert "phải có đủ vi và en" in refused(folder, words=words).said("vi")


YEAR = '["2025"]\nannounced = true\noff = [{ on = 2025-09-01, name = "Quốc khánh" }]\nworked = []\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "không có năm nào"),
        (YEAR.replace("2025-09-01", "2025-09-06"), "cuối tuần"),
        (YEAR.replace("2025-09-01", "2024-09-02"), "trong năm 2025"),
        (YEAR.replace(', name = "Quốc khánh"', ""), "trong năm 2025"),
        (YEAR.replace("worked = []", "worked = [2025-09-02]"), "không phải cuối tuần"),
        (
            YEAR.replace('"Quốc khánh" }]', '"Quốc khánh" }, { on = 2025-09-01, name = "x" }]'),
            "hai lần",
        ),
        (YEAR + YEAR.replace("2025", "2027"), "liền nhau"),
        (YEAR + "moon = 1\n", "không có mục “moon”"),
    ],
)
def test_a_bad_calendar_is_refused(tmp_path, text, words):
    path = tmp_path / "calendar.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadRule) as bad:
        calendar(read(path))
    assert words in bad.value.said("vi")
    assert bad.value.file == "calendar.toml"


def test_a_small_calendar_is_read(tmp_path):
    path = tmp_path / "calendar.toml"
    path.write_text(YEAR, "utf-8")
    told = calendar(read(path))
    assert (told.first, told.last) == (date(2025, 1, 1), date(2025, 12, 31))
    assert told.announced == date(2025, 12, 31)
    assert told.off == {date(2025, 9, 1): "Quốc khánh"}
