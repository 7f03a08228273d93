"""Blocks printed together for one row, boxes from a list, and what of that is refused."""

from datetime import date

import pytest

from taonguon.forms import filling, loading, vocabulary
from taonguon.rules.reading import BadRule
from tests.forms import printed

ON = date(2026, 11, 23)
HEAD = """code = "thu"
name = { vi = "Thử", en = "Trial" }
subject = "cell"
issuer = "sheet"
"""
PERSON = """
[[block]]
kind = "heading"
each = "month.people"
text = "{item.no}. {item.name}"
flush = true

[[block]]
kind = "options"
each = "month.people"
when = "item.tasks"
label = "Việc"
of = "item.tasks"

[[block]]
kind = "field"
each = "month.people"
label = "Nhận xét"
"""
VALUES = {
    "sheet.name": "Chi bộ", "sheet.superior": "Đảng bộ",
    "month.people": [{"name": "An", "tasks": ["dọn đường", "trồng cây"]}, {"name": "Bình", "tasks": []}],
}  # fmt: skip


def form(blocks):
    return loading.load("thu.toml", HEAD + blocks)


def test_the_blocks_of_one_row_come_before_those_of_the_next():
    made = filling.fill(form(PERSON), VALUES, on=ON)
    kinds = [(block["kind"], block.get("text")) for block in made.blocks[1:]]
    assert kinds == [
        ("heading", "1. An"), ("options", None), ("field", filling.DOTS),
        ("heading", "2. Bình"), ("field", filling.DOTS),
    ]  # fmt: skip
    assert made.blocks[2]["items"] == ["dọn đường", "trồng cây"]


def test_all_blocks_of_a_row_but_its_last_stay_with_the_next():
    made = filling.fill(form(PERSON), VALUES, on=ON)
    assert [bool(block.get("keep")) for block in made.blocks[1:]] == [
        True,
        True,
        False,
        True,
        False,
    ]
    single = form('[[block]]\nkind = "text"\neach = "month.people"\ntext = "{item.name}"\n')
    assert not any(block.get("keep") for block in filling.fill(single, VALUES, on=ON).blocks)


def test_boxes_with_a_label_stand_behind_it_in_both_files():
    made = filling.fill(form(PERSON), VALUES, on=ON)
    for text in (printed.in_pdf(made), printed.in_word(made)):
        assert printed.squeezed("Việc: dọn đường trồng cây") in printed.squeezed(text)


def test_what_no_list_tells_is_refused_with_its_line():
    with pytest.raises(BadRule, match=r"thu.toml:6.*item.hobby"):
        form(PERSON.replace("{item.no}. {item.name}", "{item.hobby}"))
    with pytest.raises(BadRule, match=r"thu.toml:12.*item.chores"):
        form(PERSON.replace('of = "item.tasks"', 'of = "item.chores"'))


def test_boxes_without_anything_to_tick_are_refused():
    with pytest.raises(BadRule, match=r"thu.toml:6.*items"):
        form('\n[[block]]\nkind = "options"\nlabel = "Việc"\n')


def test_every_value_of_our_own_is_asked_by_a_form():
    asked = {key for one in loading.shipped().values() for key in loading.keys(one)}
    asked |= {
        key
        for one in loading.shipped().values()
        for key in (one.per, one.day, one.numbers, one.bears)
    }
    mine = ("meeting.", "review.", "month.", "handover.", "notice.", "parent.", "class.")
    ours = {key for key in vocabulary.shipped().values if key.startswith(mine)}
    assert sorted(ours - asked) == []
