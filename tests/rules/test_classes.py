"""The kinds of classes as data: what they say, and what a bad file is refused for."""

from datetime import date

import pytest

from taonguon.rules import classes
from taonguon.rules.classes import load, shipped
from taonguon.rules.loading import national
from taonguon.rules.reading import BadRule

GOOD = classes.FILE.read_text("utf-8")


def test_each_kind_says_who_attends_and_what_its_certificate_records():
    told = {code: (kind.attend, kind.step, kind.validity) for code, kind in shipped().kinds.items()}
    assert told == {
        "awareness": (("prospect",), "certificate", "class.validity"),
        "new_member": (("probationary",), "new_member_class", ""),
        **dict.fromkeys(
            (
                "committee", "mass_work", "administration", "language", "computing", "refresher",
                "defence",
            ),
            (("official", "probationary"), "", ""),
        ),
    }  # fmt: skip
    assert shipped().kinds["awareness"].proposal == "class_proposed"


def test_the_form_on_paper_is_that_of_the_step():
    for kind in shipped().kinds.values():
        if kind.step:
            step = national().at(date(2026, 11, 1)).steps[kind.step]
            assert kind.form in step.papers


def test_the_length_of_the_awareness_class_is_known_from_its_instrument_on():
    kind = shipped().kinds["awareness"]
    assert kind.length(date(2022, 6, 15)) is None
    told = kind.length(date(2022, 6, 16))
    assert (told.lessons, told.periods, told.sessions, told.days) == (5, 50, 10, 5)
    assert str(told.source) == "61-HD/BTGTW"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Giỏi", "good"), ("GIỎI", "good"), ("xuất sắc", "excellent"), ("Khá.", "fair"),
        ("Đạt", "passed"), ("Đạt yêu cầu", "passed"), ("không đạt", "failed"), ("Vắng", "failed"),
        ("tạm", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_result_is_known_by_its_words(words, code):
    assert shipped().grade_called(words) == code


def test_only_one_result_does_not_pass():
    assert [one.code for one in shipped().grades.values() if not one.passes] == ["failed"]


def test_headings_are_told_in_both_directions():
    assert shipped().headings["so gcn ngay cap"] == "certificate"
    assert shipped().headings["ho va ten"] == "name"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('attend = ["prospect"]', 'attend = ["friend"]', "who may attend"),
        ('attend = ["prospect"]', "attend = []", "who may attend"),
        ('step = "certificate"', 'step = "moon"', "no step “moon”"),
        ('proposal = "class_proposed"', 'proposal = "moon"', "no step “moon”"),
        ('validity = "class.validity"', 'validity = "class.required"', "no rule in months"),
        ('validity = "class.validity"', 'validity = "moon"', "no rule in months"),
        ("remind = 6", "remind = 0", "number from 1"),
        ("sessions = 10", 'sessions = "ten"', "number from 1"),
        ("days = 5\n", "", "number from 1"),
        ('instrument = "61-HD/BTGTW"', 'instrument = "62-HD"', "62-HD” is not in instruments"),
        ('series = "/GCN-TTCT"', "series = 7", "must be text"),
        ("passes = true", 'passes = "yes"', "must be true or false"),
        ('series = "/GCN-TTCT"', 'colour = "red"', "no key “colour”"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_line(tmp_path, old, new, why):
    assert old in GOOD
    file = tmp_path / "classes.toml"
    file.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(BadRule, match=why) as refused:
        load(file, national())
    assert refused.value.line > 1
    assert refused.value.said("vi").startswith("classes.toml, dòng")
