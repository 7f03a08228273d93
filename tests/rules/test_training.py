"""The posts on a cell's committee and table 6 as data, and what a bad file is refused for."""

import pytest

from taonguon.rules import directives, training
from taonguon.rules.reading import BadRule
from taonguon.rules.training import load, shipped

GOOD = training.FILE.read_text("utf-8")


@pytest.mark.parametrize(
    ("category", "row"),
    [
        ("Khu dân cư", "hamlet"), ("Thôn", "hamlet"), ("Tổ dân phố", "hamlet"),
        ("Trường học", "service"), ("Y tế", "service"), ("Hợp tác xã", "business"),
        ("Quỹ tín dụng", "business"), ("Quân sự", "army"), ("Công an", "police"),
        ("Cơ quan", "state"), ("Cơ quan Đảng, MTTQ", "party"), ("", "other"), ("Chợ", "other"),
        ("Bản", "hamlet"), ("Banh mì", "other"),
    ],
)  # fmt: skip
def test_a_cell_is_counted_in_the_row_of_its_category(category, row):
    assert shipped().row_of(category) == row


@pytest.mark.parametrize(
    ("features", "passed", "columns"),
    [
        ({"qualification": "Đại học"}, (), {"university"}),
        ({"qualification": "Thạc sĩ, ĐH"}, (), {"postgraduate"}),
        ({"qualification": "Trung cấp"}, (), {"vocational"}),
        ({"theory": "Trung cấp"}, (), {"theory_middle"}),
        ({"theory": "Cao cấp"}, (), {"theory_high"}),
        ({"theory": "Sơ cấp"}, (), set()),
        ({}, ("committee", "defence"), {"party_work", "defence"}),
        ({}, ("awareness",), set()),
        ({"qualification": "Cử nhân", "theory": "Cử nhân"}, (), {"university", "theory_high"}),
    ],
)
def test_somebody_counts_in_the_columns_of_schooling_and_classes(features, passed, columns):
    assert shipped().columns_of(features, passed) == columns


def test_the_table_has_the_columns_of_the_form():
    heads = [column.head for column in shipped().columns]
    assert [heads.count(head) for head in shipped().heads] == [3, 2, 7]
    assert list(shipped().posts) == ["secretary", "deputy", "member"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[posts]\nsecretary", "[posts]\nhead", "posts"),
        ("columns.party_work", "columns.other_work", "columns"),
        ("[rows.other]", '[rows.other]\nwords = ["x"]', "rows"),
        ('head = "theory"', 'head = "moon"', "moon"),
        ('of = "theory"', 'of = "luck"', "of"),
        ('kinds = ["defence"]', 'kinds = ["dancing"]', "kinds"),
        ('kinds = ["defence"]', "", "kinds"),
        ('kinds = ["defence"]', 'kinds = ["defence"]\ncolour = "red"', "colour"),
    ],
)
def test_a_bad_file_is_refused_and_says_what_is_wrong(tmp_path, old, new, words):
    path = tmp_path / "training.toml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(BadRule, match=words):
        load(path)


DIRECTIVES = directives.FILE.read_text("utf-8")


def test_the_ways_and_states_of_directives_are_data():
    told = directives.shipped()
    assert list(told.ways) == ["meeting", "group", "single"]
    assert list(told.states) == ["doing", "stuck", "done"]
    assert (told.bytes, told.files, told.soon) == (10 * 2**20, 6, 15)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("done = {", "ready = {", "done"),
        ("[ways]", "[means]", "ways"),
        ("[limits]", "[bounds]", "limits"),
        ("soon = 15", "soon = 0", "soon"),
        ("soon = 15", 'soon = 15\nmood = "x"', "mood"),
        ('en = "In groups"', 'fr = "En groupes"', "group"),
    ],
)
def test_a_bad_file_of_directives_is_refused(tmp_path, old, new, words):
    path = tmp_path / "directives.toml"
    path.write_text(DIRECTIVES.replace(old, new, 1), "utf-8")
    with pytest.raises(BadRule, match=words):
        directives.load(path)
