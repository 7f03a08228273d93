"""A PDF holds every word of its papers in one embedded font, each from a page of its own, always alike."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from taonguon.forms import loading, pdf
from taonguon.forms.filling import DOTS
from tests.forms import png, synthetic, whole

FORMS = loading.shipped()
ROOT = Path(__file__).resolve().parents[2]
TINOS = {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
AGAIN = (
    "import hashlib; from taonguon.forms import loading, pdf; from tests.forms import synthetic;"
    "print(hashlib.sha256(pdf.render([synthetic.paper(loading.shipped()[code]).sealed()"
    " for code in ('6-KNĐ', '9-KNĐ', 'phieu-bieu-quyet')])).hexdigest())"
)
LETTERS = "".join(
    base + tone
    for base in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)


def made(code, variant="plain", number=""):
    return synthetic.paper(FORMS[code], variant, number)


def of_text(*texts):
    """Return a paper whose body is these texts."""
    paper = made("phieu-bieu-quyet")
    return replace(
        paper, blocks=(paper.blocks[0], *({"kind": "text", "text": one} for one in texts))
    )


@pytest.mark.parametrize("variant", synthetic.VARIANTS)
@pytest.mark.parametrize("code", FORMS)
def test_a_pdf_holds_every_word_of_every_form_in_order(code, variant):
    paper = made(code, variant)
    held = whole.of_pdf(pdf.render([paper]), paper)
    assert whole.same(whole.told(paper), held), (whole.told(paper), held)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_vietnamese_letter_is_printed_and_read_back(form):
    from unicodedata import normalize  # noqa: PLC0415 - a word of this test alone

    letters = normalize("NFC", LETTERS + "đ")
    told = normalize(form, letters + letters.upper())
    (page,) = whole.pages(pdf.render([of_text(told)]))
    assert normalize("NFC", told) in normalize("NFC", whole.bare(page))


def test_words_that_look_like_code_are_words():
    told = [
        "#panic() $x$ *đậm* _nghiêng_ `mã` <nhãn> @ai \\n // -- ~ [x] {y} \"z\" 'w'",
        "= đề mục",
        "- a",
    ]
    (page,) = whole.pages(pdf.render([of_text(*told)]))
    assert whole.bare("".join(told)) in whole.bare(page)


def test_the_same_papers_are_the_same_bytes_here_and_in_another_process():
    papers = [made(code).sealed() for code in ("6-KNĐ", "9-KNĐ", "phieu-bieu-quyet")]
    here = pdf.render(papers)
    pdf.render([made("3-KNĐ", "long")])
    assert pdf.render(papers) == here
    other = subprocess.run(
        [sys.executable, "-c", AGAIN], cwd=ROOT, check=True, capture_output=True, text=True,
        env={"PYTHONPATH": "src:.", "PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh"},
    )  # fmt: skip
    assert other.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_one_letter_more_is_another_file():
    assert pdf.render([of_text("Đảng ủy")]) != pdf.render([of_text("Đảng uỷ")])


@pytest.mark.parametrize("code", FORMS)
def test_tinos_is_embedded_and_no_other_font(code):
    seen = set()
    for page in PdfReader(BytesIO(pdf.render([made(code).sealed()]))).pages:
        for font in page["/Resources"].get_object().get("/Font", {}).values():
            (inner,) = font.get_object()["/DescendantFonts"]
            told = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(told)
            seen.add(told["/FontName"].lstrip("/").partition("+")[2])
    assert seen
    assert seen <= TINOS


def test_each_paper_begins_on_a_page_of_its_own_and_its_pages_are_numbered_anew():
    codes = ("to-trinh", "phieu-bieu-quyet", "danh-sach-de-nghi", "to-trinh")
    papers = [made(code, "long") for code in codes]
    alone = [whole.pages(pdf.render([paper])) for paper in papers]
    assert [len(one) > 1 for one in alone] == [True, False, True, True]
    assert whole.pages(pdf.render(papers)) == [page for one in alone for page in one]
    for pages in alone:
        numbers = [page.split()[0] for page in pages[1:]]
        assert numbers == [str(n) for n in range(2, len(pages) + 1)]
        assert pages[0].split()[0] != "1"


def test_many_papers_are_bound_in_one_file_like_a_few():
    papers = [
        made("6-KNĐ", number=f"{n:02d}-NQ/CB").sealed() for n in range(1, 2 * pdf.AT_ONCE + 4)
    ]
    whole_file = pdf.render(papers)
    assert pdf.render(papers) == whole_file
    few = [papers[n : n + 7] for n in range(0, len(papers), 7)]
    assert whole.pages(whole_file) == [
        page for part in few for page in whole.pages(pdf.render(part))
    ]
    told = PdfReader(BytesIO(whole_file)).metadata
    assert told["/Title"] == papers[0].title
    assert told["/Keywords"] == ", ".join(f"{one.number} {one.seal}" for one in papers)


def _lines(page):
    """Return where each text of a page begins: from the left and from below, in pt."""
    found = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, *_: found.append((text.strip(), _at(cm, tm)))
    )
    return [one for one in found if one[0]]


def _at(cm, tm):
    x, y = tm[4], tm[5]
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def test_the_number_of_a_page_stands_above_the_text_in_the_middle():
    second = PdfReader(BytesIO(pdf.render([made("to-trinh", "long")]))).pages[1]
    width, height = float(second.mediabox.width), float(second.mediabox.height)
    look = made("to-trinh").look
    (text, (x, y)), *others = _lines(second)
    left, right = (look[side] / 25.4 * 72 for side in ("left", "right"))
    assert text == "2"
    assert abs(x - (left + width - right) / 2) < 6
    assert height - look["top"] / 25.4 * 72 < y < height
    assert all(below < y for _text, (_x, below) in others)


@pytest.mark.parametrize("code", ["phieu-bieu-quyet", "CN-NTVĐ", "6-KNĐ", "danh-sach-de-nghi"])
def test_the_page_is_as_large_as_the_sheet(code):
    paper = made(code)
    page = PdfReader(BytesIO(pdf.render([paper]))).pages[0]
    for side, told in (("width", page.mediabox.width), ("height", page.mediabox.height)):
        assert abs(float(told) - paper.look[side] / 25.4 * 72) < 0.1


def test_number_and_seal_are_told_on_the_first_page_and_in_the_files_own_words():
    paper = made("6-KNĐ", number="05-NQ/CB").sealed()
    reader = PdfReader(BytesIO(pdf.render([paper])))
    said = f"Số 05-NQ/CB Mã kiểm tra: {paper.seal}"
    assert said in " ".join(reader.pages[0].extract_text().split())
    assert paper.seal not in reader.pages[1].extract_text()
    assert reader.metadata["/Keywords"] == f"05-NQ/CB {paper.seal}"
    assert reader.metadata["/Title"] == paper.title
    assert "/CreationDate" not in reader.metadata
    assert "/Author" not in reader.metadata


def test_every_bound_paper_is_among_the_files_own_words():
    papers = [made("6-KNĐ", number=f"{n:02d}-NQ/CB").sealed() for n in (5, 6)]
    told = PdfReader(BytesIO(pdf.render(papers))).metadata["/Keywords"]
    assert [one in told for paper in papers for one in (paper.number, paper.seal)] == [True] * 4


def test_an_unsealed_paper_bears_no_code():
    (page, *_) = whole.pages(pdf.render([made("6-KNĐ")]))
    assert "Mã kiểm tra" not in page


def test_what_begins_with_dots_keeps_its_words():
    field = {"kind": "field", "label": "Thời gian", "text": f"{DOTS}, ngày 05/9/2026"}
    paper = replace(made("phieu-bieu-quyet"), blocks=(made("phieu-bieu-quyet").blocks[0], field))
    assert "ngày 05/9/2026" in whole.pages(pdf.render([paper]))[0]


def test_nothing_to_bind_is_refused():
    with pytest.raises(ValueError, match="no papers"):
        pdf.render([])


def test_the_picture_of_a_paper_is_its_first_page():
    paper = made("to-trinh", "long")
    told = png.read(pdf.picture(paper))
    wanted = [round(paper.look[side] / 25.4 * pdf.SCREEN) for side in ("height", "width")]
    assert all(abs(found - want) <= 1 for found, want in zip(told.shape, wanted, strict=True))
    assert 0.01 < (told < 128).mean() < 0.2
