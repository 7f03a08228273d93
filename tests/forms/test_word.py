"""A Word file opens, holds every text once in order, and is set by the same measures as the PDF."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from taonguon.forms import loading, word
from tests.forms import synthetic, whole

FORMS = loading.shipped()


def made(code, variant="plain", number=""):
    return synthetic.paper(FORMS[code], variant, number)


def opened(paper):
    return Document(BytesIO(word.render(paper)))


@pytest.mark.parametrize("variant", synthetic.VARIANTS)
@pytest.mark.parametrize("code", FORMS)
def test_a_word_file_holds_every_word_of_every_form_once_in_order(code, variant):
    paper = made(code, variant)
    corner, body = whole.of_word(word.render(paper))
    draft = whole.bare(paper.draft)
    assert body.startswith(draft)
    assert whole.same(whole.told(paper), draft + corner + body.removeprefix(draft))


@pytest.mark.parametrize("code", ["6-KNĐ", "danh-sach-de-nghi", "phieu-bieu-quyet", "CN-NTVĐ"])
def test_the_page_has_the_measures_of_the_format(code):
    paper = made(code)
    section, look = opened(paper).sections[0], paper.look
    sides = (
        "page_width",
        "page_height",
        "top_margin",
        "bottom_margin",
        "left_margin",
        "right_margin",
    )
    keys = ("width", "height", "top", "bottom", "left", "right")
    for side, key in zip(sides, keys, strict=True):
        assert abs(getattr(section, side) - Mm(look[key])) < Pt(0.1)
    wide = look["width"] > look["height"]
    assert (section.orientation == WD_ORIENT.LANDSCAPE) == wide


def test_letters_are_those_of_the_format_in_the_font_of_offices():
    style = opened(made("6-KNĐ")).styles["Normal"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "Times New Roman"
    assert style.paragraph_format.line_spacing == Pt(19)


def test_pages_are_numbered_above_in_the_middle_but_not_the_first():
    section = opened(made("6-KNĐ")).sections[0]
    (number,) = section.header.paragraphs
    assert section.different_first_page_header_footer
    assert [one.text for one in number._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert number.alignment == word.CENTER
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))


def test_number_and_seal_stand_below_the_first_page_and_in_the_files_own_words():
    paper = made("6-KNĐ", number="05-NQ/CB").sealed()
    file = opened(paper)
    foot = file.sections[0].first_page_footer
    assert f"Số 05-NQ/CB, mã kiểm tra: {paper.seal}" in foot.paragraphs[0].text
    assert len(list(foot._element.iter(qn("w:drawing")))) == 1
    told = file.core_properties
    assert (told.title, told.keywords) == (paper.title, f"05-NQ/CB {paper.seal}")
    assert (told.author, told.comments, told.created.year) == ("", "", 2000)
    bare = opened(made("CN-NTVĐ")).sections[0].first_page_footer
    assert "kiểm tra" not in bare.paragraphs[0].text


def test_the_head_of_a_table_stands_on_every_page_and_no_row_breaks():
    file = opened(made("danh-sach-de-nghi", "long"))
    ruled = [one for one in file.tables if one.style.name == "Table Grid"]
    assert ruled
    for table in ruled:
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True, *[False] * (len(heads) - 1)]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        lines = [line for cell in table.rows[0].cells for line in cell.paragraphs]
        assert all(line.paragraph_format.keep_with_next for line in lines)


@pytest.mark.parametrize("code", FORMS)
def test_a_word_file_has_each_part_once_and_the_same_words_every_time(code):
    first, again = (zipfile.ZipFile(BytesIO(word.render(made(code).sealed()))) for _n in range(2))
    names = first.namelist()
    assert len(names) == len(set(names))
    assert {"[Content_Types].xml", "word/document.xml", "word/styles.xml"} <= set(names)
    assert names == again.namelist()
    assert all(first.read(name) == again.read(name) for name in names)
    assert first.testzip() is None
