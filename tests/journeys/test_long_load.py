"""A long list: the page says how far its reading is, and the preview follows by itself."""

import random
import re
from datetime import date, timedelta

import pytest
import xlsxwriter
from playwright.sync_api import expect

from tests.journeys import walker

PEOPLE = 40_000  # enough that a fast machine shows its progress too
HEAD = [
    "TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức",
    "Ngày chuyển đến",
]  # fmt: skip
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLES = ("Văn", "Thị", "Đình", "Ngọc", "Xuân", "Quang", "Hồng", "Minh", "Thanh", "Kim")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nam", "Oanh", "Yến")
WAIT = 90_000  # milliseconds


@pytest.fixture(scope="module")
def long_list(tmp_path_factory):
    """Write a list of the members of a very large commune."""
    path = tmp_path_factory.mktemp("long") / "rat-dai.xlsx"
    drawn = random.Random(15)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("DS")
        sheet.write_row(0, 0, HEAD)
        for number in range(1, PEOPLE + 1):
            sheet.write_row(number, 0, person(number, drawn))
    return path


def person(number, drawn):
    born = date(1950, 1, 1) + timedelta(drawn.randrange(18_000))
    admitted = born + timedelta(7_000 + drawn.randrange(1_500))
    name = " ".join(drawn.choice(part) for part in (FAMILIES, MIDDLES, GIVEN))
    days = [f"{day:%d/%m/%Y}" for day in (born, admitted, admitted + timedelta(366))]
    sex = drawn.choice(("Nam", "Nữ"))
    return [number, name, days[0], sex, f"Chi bộ xóm {number % 18 + 1}", *days[1:], "02/09/2026"]


def test_a_long_list_shows_its_progress_and_then_its_preview(page, sample, long_list):
    watch = walker.Watch(page, sample.address)
    walker.upload(page, sample.address, long_list)
    progress = page.get_by_role("progressbar")
    progress.wait_for()
    assert "Đang đọc" in progress.get_attribute("aria-label")
    load = page.url
    expect(progress).to_have_attribute("value", re.compile("^[1-9]"))
    expect(progress).to_have_attribute("max", re.compile("^[1-9]"))
    confirm = page.get_by_role("button", name="vào sổ")
    confirm.wait_for(timeout=WAIT)
    assert page.url == load
    assert not progress.count()
    told = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Nhận"))
    accepted, _, _, _, doubtful = told.locator("tbody td").all_inner_texts()[:5]
    assert int(accepted) + int(doubtful) == PEOPLE
    assert watch.told() == []
    page.get_by_role("button", name="Bỏ, không ghi").click()
    page.get_by_role("status").filter(has_text="Đã bỏ, không ghi gì vào sổ.").wait_for()
