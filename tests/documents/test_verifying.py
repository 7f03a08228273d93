"""A paper in somebody's hand against the one kept: by number and seal, by PDF, by Word."""

import re
import zipfile
from io import BytesIO

import pytest
from docx import Document as Docx
from pypdf import PdfReader, PdfWriter

from taonguon.documents import texts, verifying
from taonguon.documents.actions import keeping
from taonguon.documents.models import Document
from taonguon.forms import pdf, word
from tests import cast
from tests.documents.conftest import issued, written

pytestmark = pytest.mark.django_db

ALL = Document.objects.all


@pytest.fixture
def kept(congress):
    return issued(write=lambda number: written(number, words="Thống nhất 12/12, đề nghị kết nạp."))


def typed(said):
    return verifying.typed(ALL(), said).code


def test_a_number_with_its_seal_matches_however_it_is_typed(kept):
    for said in (
        f"05 {kept.seal}", f"01-NQ/CB {kept.seal}", kept.seal, f"01-nq/cb  {kept.seal.upper()}",
        f"Số 01-NQ/CB, mã kiểm tra: {kept.seal}",
    ):  # fmt: skip
        assert typed(said) == verifying.MATCHES, said


def test_the_seal_of_one_document_does_not_make_another_s_number_true(kept):
    found = verifying.typed(ALL(), f"02-NQ/CB {kept.seal}")
    assert (found.code, found.document, found.said) == (verifying.DIFFERS, kept, "02-NQ/CB")
    found = verifying.typed(ALL(), "01-NQ/CB 000000000000")
    assert (found.code, found.document, found.said) == (verifying.DIFFERS, kept, "000000000000")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("09-NQ/CB 000000000000", verifying.UNKNOWN),
        ("000000000000", verifying.UNKNOWN),
        ("01-NQ/CB", verifying.NO_SEAL),
        ("01-NQ/CB 12345", verifying.NO_SEAL),
        ("", verifying.NO_SEAL),
    ],
)
def test_what_is_not_in_the_book_is_unknown_and_without_seal_nothing_is_told(kept, said, code):
    assert typed(said) == code


def test_a_cancelled_document_is_told_to_be_cancelled(kept):
    made = pdf.render([kept.paper])
    keeping.cancel(document=kept, why="ghi nhầm tên", by=None, at=cast.MORNING)
    assert typed(f"01-NQ/CB {kept.seal}") == verifying.CANCELLED
    assert verifying.file(ALL(), made).code == verifying.CANCELLED


def test_of_the_same_words_kept_twice_the_one_that_stands_is_meant(congress):
    first, second = (issued(type="", mark="") for _n in range(2))
    assert first.seal == second.seal
    keeping.cancel(document=second, why="in thừa", by=None, at=cast.MORNING)
    found = verifying.typed(ALL(), first.seal)
    assert (found.code, found.document) == (verifying.MATCHES, first)


def test_the_pdf_as_it_was_made_matches_by_its_bytes(kept):
    found = verifying.file(ALL(), pdf.render([kept.paper]))
    assert (found.code, found.documents) == (verifying.MATCHES, (kept,))


def test_a_pdf_saved_by_another_program_is_told_to_have_the_same_words(kept):
    writer, again = PdfWriter(clone_from=BytesIO(pdf.render([kept.paper]))), BytesIO()
    writer.write(again)
    found = verifying.file(ALL(), again.getvalue())
    assert (found.code, found.differences) == (verifying.SAME_WORDS, ())


def test_a_pdf_with_other_words_under_the_same_seal_differs_and_says_where(kept):
    forged = written("01-NQ/CB", words="Thống nhất 9/12, đề nghị kết nạp.")
    made = pdf.render([keeping.Paper(**{**_fields(forged), "seal": kept.seal})])
    found = verifying.file(ALL(), made)
    assert found.code == verifying.DIFFERS
    (difference,) = found.differences
    assert "12/12" in difference.kept
    assert "9/12" in difference.found


def _fields(paper):
    return {name: getattr(paper, name) for name in paper.__dataclass_fields__}


def test_several_papers_bound_in_one_pdf_are_checked_together(kept):
    second = issued()
    bound = pdf.render([kept.paper, second.paper])
    found = verifying.file(ALL(), bound)
    assert (found.code, found.documents) == (verifying.MATCHES, (kept, second))
    keeping.cancel(document=second, why="sai", by=None, at=cast.MORNING)
    assert verifying.file(ALL(), bound).documents == (second,)


def test_a_word_file_matches_by_its_words_also_when_saved_again(kept):
    made = word.render(kept.paper)
    assert verifying.file(ALL(), made).code == verifying.MATCHES
    file, again = Docx(BytesIO(made)), BytesIO()
    file.save(again)
    assert verifying.file(ALL(), again.getvalue()).code == verifying.MATCHES


def test_a_word_file_with_a_word_changed_differs_and_says_where(kept):
    file, again = Docx(BytesIO(word.render(kept.paper))), BytesIO()
    line = next(one for one in file.paragraphs if "12/12" in one.text)
    line.runs[0].text = line.runs[0].text.replace("12/12", "11/12")
    file.save(again)
    found = verifying.file(ALL(), again.getvalue())
    assert found.code == verifying.DIFFERS
    assert [(one.kept, one.found) for one in found.differences] == [
        ("Thống nhất 12/12, đề nghị kết nạp.", "Thống nhất 11/12, đề nghị kết nạp.")
    ]


def test_a_paper_never_kept_is_unknown_and_one_without_seal_says_nothing(kept):
    stranger = pdf.render([written("01-NQ/CB", words="Không lưu.").sealed()])
    assert verifying.file(ALL(), stranger).code == verifying.UNKNOWN
    assert verifying.file(ALL(), pdf.render([written()])).code == verifying.NO_SEAL
    assert verifying.file(ALL().none(), pdf.render([kept.paper])).code == verifying.UNKNOWN


def locked(data):
    writer, into = PdfWriter(clone_from=BytesIO(data)), BytesIO()
    writer.encrypt("mật khẩu")
    writer.write(into)
    return into.getvalue()


def packed(**parts):
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return into.getvalue()


P = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SEALS = f'<a xmlns:w="{P}">' + "<w:p><w:t>mã kiểm tra: 0123456789ab</w:t></w:p>" * 1001 + "</a>"
ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
BAD = {
    "empty": (lambda: b"", "empty"),
    "a text": ("Số 01-NQ/CB".encode, "kind"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 99, "kind"),
    "a workbook": (lambda: packed(xl__workbook="<a/>"), "kind"),
    "half a PDF": (lambda: pdf.render([written()])[:900], "broken"),
    "a PDF in name": (lambda: b"%PDF-1.7\n" + b"\0" * 500, "broken"),
    "half a Word file": (lambda: word.render(written())[:3000], "broken"),
    "a locked PDF": (lambda: locked(pdf.render([written()])), "locked"),
    "too large": (lambda: b"%PDF-" + b"0" * texts.LARGEST, "too_large"),
    "a bomb": (lambda: packed(word__document=b"\0" * (texts.UNPACKED + 1)), "too_large"),
    "entities": (lambda: packed(word__document=ENTITY), "broken"),
    "seals without end": (lambda: packed(word__document=SEALS), "too_large"),
    "no XML": (lambda: packed(word__document="<a"), "broken"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_none_of_ours_is_refused_by_its_content(name):
    made, code = BAD[name]
    with pytest.raises(texts.NotReadable) as refused:
        texts.read(made())
    assert refused.value.code == code


def test_the_seal_is_found_on_the_page_when_the_file_s_own_data_are_gone(kept):
    reader = PdfReader(BytesIO(pdf.render([kept.paper])))
    writer, into = PdfWriter(), BytesIO()
    for page in reader.pages:
        writer.add_page(page)
    writer.write(into)
    told = texts.read(into.getvalue())
    assert told.seals == (kept.seal,)
    assert any(re.search(r"Thống nhất 12/12", line) for line in told.lines)
