"""The year's page on A4: the answer and the tables, without what only a screen needs."""

import re
import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader

A4 = (595.3, 841.9)  # points
# The way to the page stays: on paper it is the commune's name.
ONLY_ON_SCREEN = (
    ("navigation", "Các phần chính"), ("button", "Xem"), ("button", "In A4"),
    ("textbox", "Tính đến ngày"), ("combobox", "Ghi phần trăm"), ("link", "Nạp danh sách"),
)  # fmt: skip


@pytest.fixture
def printed(page, sample):
    """Open the year's page as a printer sees it."""
    page.goto(f"{sample.address}/?ngay=21/4/2023")
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize(("role", "name"), ONLY_ON_SCREEN)
def test_what_one_presses_or_types_is_not_printed(page, printed, role, name):
    named = page.get_by_role(role, name=name).filter(visible=True)
    assert not named.count()
    page.emulate_media(media="screen")
    assert named.count()


@pytest.mark.parametrize("words", ["Đảng viên", "Kết nạp năm 2023", "Từ năm 2021", "Nguồn"])
def test_the_answers_are_printed(printed, words):
    main = printed.get_by_role("main")
    assert main.get_by_text(words, exact=True).filter(visible=True).first.is_visible()


def test_the_table_of_cells_is_printed_whole(printed):
    table = printed.get_by_role("table").filter(has_text="Chi bộ xóm 6", visible=True).last
    assert table.locator("tbody tr").filter(visible=True).count() == 28


def test_paper_says_as_of_which_day_and_who_printed_it(printed):
    told = printed.get_by_text("Người in: Văn phòng (mẫu)")
    assert told.is_visible()
    assert "21/4/2023" in told.inner_text()


def test_the_pages_fit_a4_and_hold_the_drawings_and_the_text(page, sample):
    page.goto(f"{sample.address}/?ngay=21/4/2023")
    paper = page.pdf(format="A4")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert all((float(w), float(h)) == pytest.approx(A4, abs=1) for w, h in boxes)
    assert 2 <= len(boxes) <= 6
    assert b"/FontFile2" in paper
    assert sum(map(drawn, contents(paper))) > 300


def contents(paper):
    """Give the streams of a PDF that can be unpacked."""
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL):
        try:
            yield zlib.decompress(packed)
        except zlib.error:
            continue


def drawn(stream):
    """Return how many runs of text a stream shows."""
    return len(re.findall(rb"\bT[jJ]\b", stream))


def test_every_cell_with_something_to_do_has_one_sheet_of_paper(page, sample):
    page.goto(f"{sample.address}/viec-can-lam/phieu/")
    cells = page.locator("article.form-sheet").count()
    assert cells > 20
    paper = PdfReader(BytesIO(page.pdf(format="A4")))
    assert len(paper.pages) == cells
    page.goto(f"{sample.address}/viec-can-lam/phieu/?to=7")
    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) == 1
