"""Heads of papers: the number a paper bears, what a letter is about, stars, lists within a row."""

import pytest

from taonguon.forms import filling, loading, pdf, word
from taonguon.rules.reading import BadRule
from tests.forms import texts
from tests.forms.conftest import DAY

HEAD = """
code = "thu"
name = { vi = "Thử", en = "Trial" }
subject = "case"
issuer = "%s"
%s
[[block]]
kind = "text"
text = "Chữ."
"""
PLACES = {
    "place": "Khánh Nhạc", "committee.name": "Đảng ủy xã Khánh Nhạc", "committee.superior": "Tỉnh ủy Ninh Bình",
    "youth.name": "Đoàn xã", "youth.superior": "Tỉnh đoàn", "union.name": "Công đoàn", "union.superior": "LĐLĐ",
    "sheet.name": "Chi bộ xóm 6", "sheet.superior": "Đảng bộ xã Khánh Nhạc",
}  # fmt: skip


def form(issuer="standing", more="", body=""):
    return loading.load("thu.toml", HEAD % (issuer, more) + body)


def head(one, **values):
    return filling.preview(one, PLACES | values, on=DAY).blocks[0]


@pytest.mark.parametrize(
    ("issuer", "star"), [("standing", "*"), ("youth", "***"), ("union", ""), ("sheet", "")]
)
def test_each_kind_of_body_has_its_own_star(issuer, star):
    assert head(form(issuer))["star"] == star


def test_a_paper_that_bears_a_number_given_elsewhere_shows_it():
    one = form(more='bears = "certificate.number"')
    assert head(one, **{"certificate.number": "103/GCN-TTCT"})["number"] == "Số 103/GCN-TTCT"
    assert "certificate.number" in filling.missing(one, PLACES, on=DAY)


def test_a_paper_of_a_type_waits_for_its_number():
    assert head(form(more='type = "CV"'))["number"] == "Số      -CV/ĐU"
    made = filling.fill(form(more='type = "CV"'), PLACES, on=DAY, number="07-CV/ĐU")
    assert made.blocks[0]["number"] == "Số 07-CV/ĐU"


def test_what_a_letter_is_about_stands_below_its_number_in_pdf_and_word():
    one = form(more='type = "CV"\nsummary = "về việc thử {person.name}"')
    paper = filling.fill(one, PLACES | {"person.name": "Lan"}, on=DAY)
    assert paper.blocks[0]["summary"] == "về việc thử Lan"
    assert paper.look["summary"] == 12
    assert "về việc thử Lan" in texts.of_pdf(paper)
    assert "về việc thử Lan" in texts.of_word(paper)


def test_a_value_that_is_not_known_is_refused_in_the_head_too():
    for more in ('bears = "no.such"', 'summary = "về việc {no.such}"'):
        with pytest.raises(BadRule) as no:
            form(more=more)
        assert "no.such" in str(no.value)


def test_what_the_head_asks_counts_as_asked():
    asked = loading.keys(form(more='summary = "về việc {person.name}"'))
    assert {"person.name", "committee.name", "committee.superior"} <= asked


WITHIN = """
[[block]]
kind = "table"
of = "item.people"
columns = [{ head = "Quan hệ", text = "{item.%s|cap}" }]
"""


def test_a_table_goes_through_a_list_within_the_row_of_the_paper():
    one = form(more='per = "verify_requests"', body=WITHIN % "relation")
    row = {"to": "Đảng ủy xã A", "people": [{"relation": "bố đẻ"}, {"relation": "mẹ đẻ"}]}
    paper = filling.fill(one, PLACES | {"item": row}, on=DAY)
    assert paper.blocks[2]["rows"] == [["Bố đẻ"], ["Mẹ đẻ"]]


def test_what_a_list_within_does_not_tell_is_refused():
    with pytest.raises(BadRule):
        form(more='per = "verify_requests"', body=WITHIN % "to")


@pytest.mark.parametrize(
    ("born", "shown"), [("1990", "sinh năm 1990"), (DAY, "sinh ngày 05/11/2025")]
)
def test_a_birth_is_said_as_a_day_or_a_year(born, shown):
    body = '\n[[block]]\nkind = "text"\ntext = "sinh {person.born|born}"\n'
    paper = filling.fill(form(body=body), PLACES | {"person.born": born}, on=DAY)
    assert paper.blocks[-1]["text"] == shown


LONG = """
[[block]]
kind = "lines"
count = %d

[[block]]
kind = "text"
text = "Câu cuối."

[[block]]
kind = "sign"
columns = [{ name = "{signer.name?}" }]
"""


@pytest.mark.parametrize("count", range(20, 32))
def test_a_signature_takes_the_lines_before_it_along(count):
    """Whatever the length of a paper, no page begins with its signature."""
    paper = filling.fill(form(body=LONG % count), PLACES | {"signer.name": "Lan"}, on=DAY)
    last = texts.last_page(paper)
    assert "Câu cuối." in last
    assert "T/M BAN THƯỜNG VỤ" in last


def test_the_seal_keeps_within_the_frame_of_a_certificate():
    paper = filling.fill(form(more='sheet = "A5-ngang"'), PLACES, on=DAY).sealed()
    assert texts.pages(paper) == 1
    assert paper.seal in texts.last_page(paper)
    assert pdf.render([paper]) == pdf.render([paper])
    assert word.render(paper)
