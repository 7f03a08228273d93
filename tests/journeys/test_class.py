"""A class in a browser: a list ticked on a phone, a code opened from a sheet, papers of one page each."""

import re

import pytest
from pypdf import PdfReader

from tests.journeys import walker

A5_ACROSS, A4 = (595, 420), (595, 842)  # points
GOING, OVER = "/lop/2/", "/lop/3/"


@pytest.fixture
def phone(open_page, office, sample):
    """Open a page at the sample commune on a phone, watched."""
    opened = open_page(width=360, height=780, storage_state=office)
    opened.watch = walker.Watch(opened, sample.address)
    yield opened
    assert opened.watch.told() == []
    opened.context.close()


def boxes(page):
    return page.locator("input[name=present]")


def save(page):
    page.get_by_role("button", name="Ghi điểm danh").click()
    page.get_by_text("Đã lưu lúc").wait_for()


def test_attendance_is_ticked_on_a_phone_and_saved_by_one_button_in_sight(phone, sample):
    phone.goto(f"{sample.address}{GOING}lich/")
    phone.get_by_role("link", name=re.compile("^sáng")).first.click()
    there = [box.is_checked() for box in boxes(phone).all()]
    assert len(there) > 3
    button = phone.get_by_role("button", name="Ghi điểm danh")
    assert button.bounding_box()["y"] < 780
    boxes(phone).first.click()
    save(phone)
    assert boxes(phone).first.is_checked() is not there[0]
    assert f"{sum(there) + (-1 if there[0] else 1)}/{len(there)} có mặt" in walker.text(phone)
    boxes(phone).first.click()
    save(phone)
    assert [box.is_checked() for box in boxes(phone).all()] == there


def test_the_name_is_as_good_to_press_as_the_box(phone, sample):
    phone.goto(f"{sample.address}{GOING}lich/")
    phone.get_by_role("link", name=re.compile("^sáng")).first.click()
    before = boxes(phone).nth(1).is_checked()
    phone.locator(".ticks label").nth(1).click(position={"x": 120, "y": 20})
    assert boxes(phone).nth(1).is_checked() is not before
    assert phone.locator(".ticks label").nth(1).bounding_box()["height"] >= 44


def test_each_sheet_has_a_code_that_leads_to_its_person(phone, sample):
    phone.goto(f"{sample.address}{GOING}phieu/")
    picture = phone.locator(".slip img").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    name = phone.locator(".slip h2").first.inner_text().partition(". ")[2]
    code = picture.get_attribute("src").replace("/ma/", "/co-mat/").replace(".svg", "/")
    phone.goto(sample.address + code)
    assert phone.get_by_role("heading", level=1).inner_text() == name


def test_the_list_of_a_class_leads_to_its_next_act(page, sample):
    page.goto(f"{sample.address}/lop/")
    page.get_by_role("link", name=re.compile("khóa I năm")).click()
    page.get_by_role("main").locator("a.btn-main").click()
    assert page.url.endswith("/lich/")
    page.go_back()
    page.get_by_role("link", name="Danh sách cử đi học").click()
    assert "mở lại danh sách" in walker.text(page)
    assert not page.get_by_role("button", name="Ghi danh sách").count()


def test_who_may_not_be_sent_unfolds_with_the_reason(page, sample):
    page.goto(f"{sample.address}/lop/1/de-cu/")
    assert not page.get_by_text("chi bộ chưa đề nghị").first.is_visible()
    page.get_by_text("Chưa cử được").click()
    assert page.get_by_text("chi bộ chưa đề nghị").first.is_visible()


def sizes(page):
    """Return width and height of each page that would be printed."""
    printed = page.pdf(prefer_css_page_size=True)
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [(round(float(width)), round(float(height))) for width, height in found]


def test_each_certificate_is_one_page_of_a5_across(page, sample):
    page.goto(f"{sample.address}{OVER}giay/")
    count = page.get_by_role("main").get_by_role("row").count() - 1
    assert count == 23
    page.get_by_role("button", name="Tạo tệp PDF để in").click()
    page.get_by_text(f"Tạo được {count}/{count}").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Tải")).first.click()
    leaves = PdfReader(download.value.path()).pages
    assert len(leaves) == count
    assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in leaves} == {
        A5_ACROSS
    }


def test_two_sheets_are_one_page_of_a4(page, sample):
    page.goto(f"{sample.address}{GOING}phieu/")
    count = page.locator(".slip").count()
    assert sizes(page) == [A4] * -(-count // 2)


@pytest.mark.parametrize("path", [f"{GOING}phieu/"])
def test_a_paper_for_a_person_says_nothing_of_the_office(page, sample, path):
    page.goto(sample.address + path)
    page.emulate_media(media="print")
    for words in ("Người in:", "Các phần chính", "In A4", "Mỗi người một phiếu"):
        assert not page.get_by_text(words).filter(visible=True).count()
    assert page.locator("article").first.is_visible()
