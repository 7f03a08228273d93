"""Every kind of slip in a data file is refused with its file, its line and both languages."""

import random
import re
import shutil
from datetime import date

import pytest

from taonguon.core.rulebook import Rulebook
from taonguon.rules.building import UNITS
from taonguon.rules.loading import HERE, calendar, load, national, with_layer
from taonguon.rules.reading import BadRule, read

SOURCE = 'source = { instrument = "294-QĐ/TW", clause = "1" }\nverified = "text"\n'
STEP = f"""\
["trial_step"]
name = {{ vi = "thử", en = "trial" }}
stage = "dossier"

[["trial_step".values]]
from = 2020-01-01
actor = "cell"
papers = ["CV"]
needs = ["listed"]
checks = ["age"]
{SOURCE}
[["trial_step".values]]
from = 2022-01-01
{SOURCE}"""
ERA = f"""\
["trial-era"]
name = {{ vi = "thử", en = "trial" }}
from = 2030-01-01
base_is = ["commune"]
{SOURCE}"""
INSTRUMENT = """\
["1-QĐ/TW"]
name = { vi = "thử", en = "trial" }
on = 2020-01-01
verified = "text"
"""
RULE = f"""\
["trial.rule"]
meaning = {{ vi = "thử", en = "trial" }}
unit = "months"
selected_by = "step"

[["trial.rule".values]]
from = 2020-01-01
value = 12
{SOURCE}"""
TOLD = {
    "steps.toml": STEP, "procedures.toml": ERA, "instruments.toml": INSTRUMENT, "votes.toml": RULE,
}  # fmt: skip


@pytest.fixture
def spoilt(tmp_path):
    """Return how to add a text to a copy of the national files, and the refusal it meets."""

    def spoil(name, text):
        folder = shutil.copytree(HERE / "national", tmp_path / "national")
        path = folder / name
        before = path.read_text("utf-8").rstrip("\n") + "\n\n"
        path.write_text(before + text, "utf-8")
        with pytest.raises(BadRule) as bad:
            load(folder, HERE / "words.toml", HERE / "calendar.toml")
        return bad.value, bad.value.line - len(before.splitlines())

    return spoil


@pytest.mark.parametrize("name", TOLD)
def test_the_good_text_of_each_file_loads(tmp_path, name):
    folder = shutil.copytree(HERE / "national", tmp_path / "national")
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n" + TOLD[name])
    book = load(folder, HERE / "words.toml", HERE / "calendar.toml")
    assert isinstance(book, Rulebook)


SLIPS = [
    ("steps.toml", 'stage = "dossier"', 'stage = "moon"', 1, "giai đoạn “moon”", "stage “moon”"),
    ("steps.toml", 'stage = "dossier"', 'stage = "dossier"\naside = 1', 1, "true hoặc false", "true or false"),
    ("steps.toml", 'stage = "dossier"', 'stage = "dossier"\ncolour = 1', 1, "mục “colour”", "key “colour”"),
    ("steps.toml", ', en = "trial"', "", 1, "vi và en", "vi and en"),
    ("steps.toml", 'actor = "cell"\n', "", 5, "thiếu người làm", "who acts (actor) is missing"),
    ("steps.toml", 'actor = "cell"', "actor = 1", 5, "“actor” phải là một mã", "“actor” must be a code"),
    ("steps.toml", '["CV"]', '"CV"', 5, "“papers” phải là một danh sách", "“papers” must be a list"),
    ("steps.toml", '["CV"]', '["CV"]\ncolour = 1', 5, "mục “colour”", "key “colour”"),
    ("steps.toml", '["listed"]', '["moon"]', 1, "không có bước “moon”", "no step “moon”"),
    ("steps.toml", '["listed"]', "[1]", 5, "“needs” phải là một danh sách", "“needs” must be a list"),
    ("steps.toml", '["age"]', '["moon"]', 5, "phép kiểm “moon”", "check “moon”"),
    ("steps.toml", '["age"]', '["age"]\nwhen = "moon"', 5, "điều kiện “moon”", "condition “moon”"),
    ("steps.toml", '["age"]', '["age"]\nwhen = 1', 5, "“when” phải là một mã", "“when” must be a code"),
    ("steps.toml", '["age"]', '["age"]\nto = 2021-06-30', 5,
     "để trống từ sau 2021-06-30", "gap between 2021-06-30"),
    ("steps.toml", '["age"]', '["age"]\nto = 2022-01-01', 5, "chồng lên giá trị", "overlaps the value"),
    ("steps.toml", "from = 2022-01-01", "from = 2020-01-01", 5, "chồng lên giá trị", "overlaps the value"),
    ("steps.toml", "from = 2022-01-01\n", "", 14, "thiếu ngày bắt đầu", "first day (from) is missing"),
    ("steps.toml", "from = 2022-01-01", "from = 2022-01-01\nto = 2021-12-31", 14,
     "kết thúc trước", "ends before"),
    ("procedures.toml", "from = 2030-01-01\n", "", 1, "thiếu ngày bắt đầu", "first day (from) is missing"),
    ("procedures.toml", '["commune"]', '"commune"', 1, "“base_is” phải là", "“base_is” must be"),
    ("procedures.toml", "base_is", "basis", 1, "mục “basis”", "key “basis”"),
    ("procedures.toml", '"294-QĐ/TW"', '"9-QĐ/TW"', 1, "văn bản “9-QĐ/TW”", "instrument “9-QĐ/TW”"),
    ("procedures.toml", 'verified = "text"', 'verified = "sure"', 1, "“verified”", "“verified”"),
    ("instruments.toml", "on = 2020-01-01\n", "", 1, "thiếu ngày ký", "day of signing"),
    ("instruments.toml", "on = 2020-01-01", 'on = "2020"', 1, "phải là một ngày", "must be a day"),
    ("instruments.toml", "on = 2020-01-01", "on = 2020-01-01T07:00:00", 1, "phải là một ngày", "must be a day"),
    ("instruments.toml", 'vi = "thử"', "vi = 1", 1, "vi và en", "vi and en"),
    ("votes.toml", 'unit = "months"', 'unit = "months"\nwhen = "moon"', 1,
     "điều kiện “moon”", "condition “moon”"),
    ("votes.toml", "value = 12", "value = 12\nconflict = 1", 6, "“conflict”", "“conflict”"),
    ("votes.toml", "value = 12", 'value = 12\nconflict = { instrument = "294-QĐ/TW", clause = "2" }', 6,
     "thiếu “why”", "“why” is missing"),
    ("votes.toml", "value = 12", 'value = 12\ncounted_from = "moon"', 1, "bước “moon”", "step “moon”"),
    ("votes.toml", "value = 12", "value = 12\nnote = 1", 6, "vi và en", "vi and en"),
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip[0]}: {slip[2]}")
def test_a_slip_is_refused_where_it_stands(spoilt, slip):
    name, old, new, line, vi, en = slip
    assert old in TOLD[name]
    bad, told = spoilt(name, TOLD[name].replace(old, new, 1))
    assert (bad.file, told) == (name, line)
    assert vi in bad.said("vi")
    assert en in bad.said("en")
    assert bad.said("vi").startswith(f"{name}, dòng {bad.line}: ")
    assert bad.said("en").startswith(f"{name}, line {bad.line}: ")


FIT = {
    "years": 18, "months": 12, "working days": 45, "days": 20, "count": 3, "majority": ">= 2/3",
    "level": "primary", "yes-no": False, "body": "cell", "option": "secret or open",
    "papers": ["CV"], "persons": ["father"], "grounds": ["disunity"], "host": ["school"],
    "excuses": {"always": [], "if_absent": ["exempt"]},
}  # fmt: skip
OTHERS = {
    "years": [0, -1, 1.5, "18", True, None], "months": [0, "12", True], "count": [0, "ba", False],
    "working days": [-45, 45.0, []],
    "days": [0, -20, 20.0, "20", True], "majority": ["2/3", ">= 2", "", 1, None],
    "level": ["PhD", "", 3, None], "yes-no": [0, 1, "true", None], "body": [1, None, []],
    "option": [1, None, {}], "papers": [[], "CV", [1], None], "persons": [[], [None], "father"],
    "grounds": [[], {}, [1]], "host": [[], "school", [True]],
    "excuses": [{}, {"always": []}, [], None, {"always": [], "if_absent": [], "never": []}],
}  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_a_value_fits_its_unit_or_does_not(unit):
    assert UNITS[unit](FIT[unit])
    assert [one for one in OTHERS[unit] if UNITS[unit](one)] == []


YEAR = """\
["2025"]
announced = true
off = [
  { on = 2025-09-01, name = "Quốc khánh" },
]
worked = [2025-04-26]

["2026"]
announced = false
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "vi", "en"),
    [
        ("2025-09-01", "2025-09-06", 1, "2025-09-06 là cuối tuần", "2025-09-06 is a weekend"),
        ("2025-09-01", "2026-09-01", 1, "trong năm 2025", "within 2025"),
        ('"Quốc khánh"', "1", 1, "trong năm 2025", "within 2025"),
        ("2025-09-01", '"2025-09-01"', 1, "trong năm 2025", "within 2025"),
        ("2025-04-26", "2024-04-27", 1, "ngày trong năm 2025", "days within 2025"),
        ("[2025-04-26]", "1", 1, "ngày trong năm 2025", "days within 2025"),
        ("[2025-04-26]", "[2025-04-26]\ncolour = 1", 1, "mục “colour”", "key “colour”"),
        ("announced = true", "announced = 1", 1, "true hoặc false", "true or false"),
        ('["2026"]', '["2027"]', 8, "liền nhau", "follow each other"),
        ('["2026"]', '["2024"]', 8, "liền nhau", "follow each other"),
        ('["2026"]', '["sau"]', 8, "phải là một năm", "must be a year"),
        ('["2026"]', '["26"]', 8, "phải là một năm", "must be a year"),
    ],
)
def test_a_slip_in_the_calendar_is_refused_where_it_stands(tmp_path, old, new, line, vi, en):
    path = tmp_path / "calendar.toml"
    path.write_text(YEAR.replace(old, new, 1), "utf-8")
    with pytest.raises(BadRule) as bad:
        calendar(read(path))
    assert (bad.value.file, bad.value.line) == ("calendar.toml", line)
    assert vi in bad.value.said("vi")
    assert en in bad.value.said("en")


def test_a_day_cannot_be_off_and_worked_nor_worked_in_the_week(tmp_path):
    path = tmp_path / "calendar.toml"
    path.write_text(YEAR.replace("[2025-04-26]", "[2025-09-01]"), "utf-8")
    with pytest.raises(BadRule, match="both off and worked"):
        calendar(read(path))
    path.write_text(YEAR.replace("2025-04-26", "2025-04-25"), "utf-8")
    with pytest.raises(BadRule, match="no Saturday or Sunday"):
        calendar(read(path))


def test_the_calendar_is_announced_to_the_last_year_that_says_so(tmp_path):
    path = tmp_path / "calendar.toml"
    path.write_text(YEAR, "utf-8")
    told = calendar(read(path))
    assert (told.announced, told.last) == (date(2025, 12, 31), date(2026, 12, 31))
    assert told.is_working(date(2025, 4, 26))
    assert not told.is_working(date(2025, 9, 1))


@pytest.mark.parametrize("words", ["1", '""', "[]", "{}"])
def test_a_word_that_is_none_is_refused(tmp_path, words):
    path = tmp_path / "words.toml"
    before = (HERE / "words.toml").read_text("utf-8")
    path.write_text(f'{before}\n["moon"]\nvi = "trăng"\nen = {words}\n', "utf-8")
    with pytest.raises(BadRule, match="moon: the words are needed in vi and en") as bad:
        load(HERE / "national", path, HERE / "calendar.toml")
    assert bad.value.line == len(before.splitlines()) + 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('level = "province"', 'level = "national"'),
        ('level = "province"', ""),
        ('unit = "working days"', 'unit = "moons"'),
        ('step = "appraisal"', 'step = "moon"'),
        ("value = 5", 'value = "5"'),
        ("on = 2025-11-21", ""),
        ('"02-HD/BTCTU (Hà Nội)", clause', '"2-HD/BTCTU", clause'),
    ],
)
def test_a_slip_in_a_layer_is_refused(tmp_path, old, new):
    path = tmp_path / "ha-noi.toml"
    text = (HERE / "provinces" / "ha-noi.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadRule) as bad:
        with_layer(national(), path)
    assert bad.value.file == "ha-noi.toml"


def refused(folder):
    """Return the refusal of the files, None when they load."""
    try:
        load(folder, HERE / "words.toml", HERE / "calendar.toml")
    except BadRule as bad:
        return bad
    return None


ANYTHING = [
    '"x"', "1", "-1", "true", "1.5", "[]", "[1]", "[[1]]", "[{}]", "{}", '{ vi = "a" }', "2020-01-01",
    '{ vi = 1, en = 2 }', '{ instrument = [], clause = 1 }', '{ always = 1, if_absent = 2 }', '""',
]  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_whatever_stands_for_a_value_it_loads_or_is_refused(tmp_path, name):
    """No slip of the hand ends in anything but a sentence with file and line."""
    folder = shutil.copytree(HERE / "national", tmp_path / "national")
    before = (folder / name).read_text("utf-8") + "\n"
    lines = TOLD[name].splitlines()
    places = [n for n, line in enumerate(lines) if re.match(r"[a-z_]+ = ", line)]
    chosen = random.Random(7)
    for place in places:
        for told in chosen.sample(ANYTHING, 3):
            key = lines[place].split(" = ", maxsplit=1)[0]
            text = "\n".join([*lines[:place], f"{key} = {told}", *lines[place + 1 :], ""])
            (folder / name).write_text(before + text, "utf-8")
            refusal = refused(folder)
            assert refusal is None or refusal.file == name
            assert refusal is None or refusal.line >= len(before.splitlines())
