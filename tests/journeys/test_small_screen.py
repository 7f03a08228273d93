"""Every page on a phone and on a wide screen: nothing cut off, too small, unnamed or fetched elsewhere."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import get_resolver, resolve

from tests.journeys import walker
from tests.workbooks.lists import Sheet, write_xlsx

MEASURES = Path(__file__).with_name("measures.js").read_text("utf-8")
WIDTHS = (360, 1440)
LIST = Sheet("DS", [
    [
        "TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức",
        "Ngày chuyển đến",
    ],
    [1, "Nguyễn Văn Mới", "2/9/1990", "Nam", "Chi bộ xóm 6", "3/2/2020", "3/2/2021", "2/9/2026"],
    [2, "Trần Thị Nghi", "31/2/1990", "Nữ", "Chi bộ xóm 6", "3/2/2020", "3/2/2021", "2/9/2026"],
])  # fmt: skip
# Pages that have no look of their own: they write, hand out a file, or answer with a part of a page.
NO_PAGE = {
    "duty_feed", "cell_calendar_feed",  # a calendar for a phone
    "members_export", "load_progress", "load_write", "load_reread", "load_drop", "load_undo",
    "load_rest",
    "class_export", "class_code", "cell_profiles_export", "difficulties_export",  # a workbook, a picture
    "documents_export", "document_pdf", "document_word",
    "papers_bulk", "class_papers", "month_papers", "form_preview", "form_picture", "form_back",
    "batch_progress", "batch_stop", "batch_again", "batch_file",
    "directive_file", "directive_detach", "training_table_export",
    "reminder_trial", "reminders_stop",  # a button; a link of a letter, for nobody signed in
    "offline_take", "offline_token", "offline_send", "offline_worker",  # what a script asks
    "part_people",  # looks as the page that merges, with one entry
}  # fmt: skip
OPEN = (
    "/tai-khoan/login/", "/tai-khoan/password/reset/", "/hop-thu/1/", "/hop-thu/1/?da-gui=1",
    "/hop-thu/1/tra-loi/", "/mang-di/may/",
)  # fmt: skip
SIGNED_IN = (
    "/", "/?ngay=21/4/2023", "/?ngay=khong", "/so-lieu/admitted.total/?ngay=21/4/2023&tu=1/1/2021",
    "/so-lieu/admitted.total/?ngay=1/1/1900", "/so-lieu/prospects.total/?ngay=21/4/2023",
    "/so-lieu/cells.total/", "/to-chuc/", "/to-chuc/1/", "/to-chuc/1/ghi/tiep-nhan/",
    "/to-chuc/7/?ngay=1/1/1980", "/to-chuc/7/ghi/tach/", "/dang-vien/", "/dang-vien/?q=khong+ai",
    "/dang-vien/?loai=khong&to=khong",
    "/ho-so/", "/ho-so/617/", "/ho-so/606/ghi/cell_vote/", "/ho-so/606/ghi/profile/",
    "/viec-can-lam/", "/viec-can-lam/?loc=khong", "/viec-can-lam/phieu/", "/nhac-viec/",
    "/quy-dinh/", "/quy-dinh/?ngay=1/7/2025&so_voi=30/6/2025",
    "/quy-dinh/age.min/", "/quy-dinh/age.min/thay/", "/quy-dinh/de-nghi/",
    "/quy-dinh/de-nghi/ngay/1/", "/lich-nghi/", "/lich-nghi/sua/",
    "/sinh-hoat/", "/sinh-hoat/?to=7", "/sinh-hoat/7/2026-9/", "/sinh-hoat/7/2026-9/ghi/",
    "/sinh-hoat/7/2026-9/phieu/", "/sinh-hoat/phieu/", "/sinh-hoat/ra-soat/",
    "/sinh-hoat/ra-soat/ghi/", "/cam-tinh-dang/", "/cam-tinh-dang/?so_voi=1/1/2026",
    "/du-bao/", "/du-bao/?ngay=21/4/2023", "/du-bao/?to=7", "/du-bao/so-du/",
    "/lop/", "/lop/moi/", "/lop/sap-het-han/", "/lop/1/", "/lop/2/", "/lop/3/", "/lop/1/sua/",
    "/lop/1/cho/", "/lop/1/de-cu/", "/lop/1/duyet/", "/lop/2/duyet/", "/lop/2/lich/", "/lop/buoi/1/",
    "/lop/2/phieu/", "/lop/2/ket-qua/", "/lop/2/cap-giay/", "/lop/3/giay/", "/lop/2/doc/",
    "/chi-bo/", "/chi-bo/?loai=chua-co&ngay=khong", "/chi-bo/7/", "/chi-bo/7/ghi/", "/chi-bo/dac-thu/",
    "/chi-bo/dac-thu/dat/", "/phu-trach/", "/phu-trach/giao/?chi_bo=7", "/phu-trach/de-xuat/",
    "/phu-trach/de-xuat/?most=1", "/phu-trach/cap-uy/", "/phu-trach/cap-uy/them/",
    "/phu-trach/cap-uy/1/",
    "/kho-khan/", "/kho-khan/?tt=tat-ca&to=7", "/kho-khan/?loai=other", "/kho-khan/moi/?chi_bo=7",
    "/kho-khan/1/", "/kho-khan/10/", "/kho-khan/1/viec-da-lam/", "/kho-khan/1/go-xong/",
    "/du-sinh-hoat/", "/du-sinh-hoat/?nam=2020&to=7", "/du-sinh-hoat/1/", "/du-sinh-hoat/1/rut/",
    "/du-sinh-hoat/chuan-bi/7/", "/du-sinh-hoat/ghi/7/", "/du-sinh-hoat/da-hua/1/",
    "/lich-sinh-hoat/", "/lich-sinh-hoat/?thang=1/2020", "/lich-sinh-hoat/xep/",
    "/lich-sinh-hoat/xep/?thang=12/2030", "/lich-sinh-hoat/7/2026-9/",
    "/lich-sinh-hoat/7/2026-9/ket-qua/",
    "/phu-trach/chi-uy/", "/phu-trach/chi-uy/them/?chi_bo=7", "/phu-trach/chi-uy/14/",
    "/lop/cap-uy/", "/lop/cap-uy/?tu=1/1/2020&den=khong", "/lop/bieu-6/",
    "/cap-tren/", "/cap-tren/?q=khong+co", "/cap-tren/moi/", "/cap-tren/den-han/",
    "/cap-tren/theo-chi-bo/", "/cap-tren/1/", "/cap-tren/2/", "/cap-tren/5/", "/cap-tren/2/sua/",
    "/cap-tren/2/hieu-luc/", "/cap-tren/2/chuyen/", "/cap-tren/2/viec/", "/cap-tren/2/viec/1/",
    "/cap-tren/2/dinh-kem/", "/cap-tren/2/quan-triet/7/", "/cap-tren/viec/1/7/",
    "/kien-nghi/", "/kien-nghi/?loc=tat-ca", "/kien-nghi/?loai=x", "/kien-nghi/nhan/", "/kien-nghi/1/",
    "/kien-nghi/4/", "/kien-nghi/4/chuyen/", "/kien-nghi/4/lien-he/", "/kien-nghi/3/cong-bo/",
    "/kien-nghi/1/go/", "/kien-nghi/doan-the/", "/kien-nghi/doan-the/nhan/", "/kien-nghi/hop-thu/",
    "/nguon/", "/chi-tieu/", "/chi-tieu/giao/", "/chi-tieu/phan-bo/", "/chi-tieu/phan-bo/?nam=2023",
    "/chi-tieu/phan-bo/?to=7", "/chi-tieu/phan-bo/?tong=x", "/chi-tieu/phan-bo/tieu-chi/",
    "/nap/", "/nap/1/?xem=new", "/nap/1/?xem=ignored",
    "/phieu/606/", "/phieu/606/lien-ket/", "/phieu/606/yeu-cau/", "/yeu-cau/", "/yeu-cau/1/",
    "/yeu-cau/?loc=da-tra-loi", "/den-han-xoa/", "/den-han-xoa/606/", "/thong-bao/",
    "/dang-vien/601/", "/dang-vien/chuyen-den/", "/gioi-thieu/", "/gioi-thieu/?q=khong+ai",
    "/gioi-thieu/them/", "/gioi-thieu/chua-dong-y/", "/gioi-thieu/dong-y/", "/gioi-thieu/doan-the/",
    "/gioi-thieu/pheu/", "/gioi-thieu/mot-nguoi/", "/gioi-thieu/601/", "/gioi-thieu/gop/602/601/",
    "/nguon/danh-sach/", "/nguon/di-xa/", "/nguon/di-xa/606/", "/nguon/nhap-ngu/",
    "/nguon/nhap-ngu/606/", "/nguon/nhap-ngu/606/ghi/", "/nguon/ban-giao/", "/nguon/ban-giao/606/",
    "/nguon/ban-giao/tiep-nhan/", "/nguon/ban-giao/619/giay/", "/nguon/ban-giao/619/nhan/",
    "/nguon/ban-giao/619/tu-choi/", "/nguon/ban-giao/619/rut/", "/hoat-dong/", "/hoat-dong/moi/",
    "/hoat-dong/1/", "/hoat-dong/cua/601/", "/van-ban/", "/van-ban/?q=khong+ai", "/van-ban/1/",
    "/van-ban/5/", "/van-ban/5/huy/", "/van-ban/kiem-tra/", "/van-ban/nhiem-ky/",
    "/van-ban/nhiem-ky/7/", "/van-ban/nhiem-ky/7/?sua=1", "/van-ban/hang-loat/",
    "/van-ban/hang-loat/moi/", "/giay-to/case/617/", "/giay-to/case/617/6-knd/",
    "/giay-to/case/617/13-knd/", "/giay-to/vote/617/", "/giay-to/ceremony/617/",
    "/giay-to/cell/7/", "/giay-to/class/1/", "/giay-to/committee/1/", "/giay-to/meeting/1/",
    "/giay-to/phieu-bieu-quyet/7/", "/mau/", "/mau/9-knd/", "/mau/9-knd/sua/",
    "/ke-hoach-nguoc/", "/ke-hoach-nguoc/?moc=cell_vote&xem=con", "/ke-hoach-nguoc/?dich=khong",
    "/ke-hoach-nguoc/?dich=enlistment&nam=2027", "/ke-hoach-nguoc/?dich=age&to=7",
    "/mang-di/", "/mang-di/?chi_bo=7&viec=visit&viec=khong&buoi=x",
    "/tai-khoan/password/change/", "/tai-khoan/2fa/", "/tai-khoan/logout/",
)  # fmt: skip


@pytest.fixture(scope="module")
def places(open_page, office, sample, tmp_path_factory):
    """Return the addresses of every page; those of one cell, person or load are found by links."""
    page = open_page(storage_state=office)
    refused = write_xlsx(tmp_path_factory.mktemp("refused") / "trong.xlsx", Sheet("S", []))
    walker.upload(page, sample.address, refused)
    page.get_by_text("Không có gì được ghi vào sổ.").wait_for()
    found = [page.url]
    preview = write_xlsx(tmp_path_factory.mktemp("preview") / "hai-nguoi.xlsx", LIST)
    walker.upload(page, sample.address, preview)
    page.get_by_role("button", name="Ghi 1 dòng vào sổ").wait_for()
    found += [page.url, follow(page, r"Xem và sửa cách hiểu các cột")]
    page.goto(f"{sample.address}/lop/2/phieu/")
    code = page.locator("img").first.get_attribute("src")
    found += [code.replace("/ma/", "/co-mat/").replace(".svg", "/")]
    page.goto(f"{sample.address}/nguon/")
    found += [follow(page, r"^\S+ \S+")]
    page.goto(f"{sample.address}/to-chuc/")
    found += [follow(page, r"^Chi bộ xóm 6$"), follow(page, r"^Sửa Thành lập")]
    page.goto(f"{sample.address}/chi-tieu/?tat-ca=1")
    found += [page.url, follow(page, r"^Rút")]
    page.goto(f"{sample.address}/dang-vien/")
    found += [follow(page, r"^Bùi Hồng Ánh"), follow(page, r"^Ghi việc mới$")]
    page.go_back()
    found += [follow(page, r"^Sửa")]
    page.goto(f"{sample.address}/ho-so/617/")
    found += [follow(page, r"^Sửa")]
    found += of_cells(page, sample.address)
    page.goto(f"{sample.address}/phieu/606/lien-ket/")
    page.get_by_role("button", name="Tạo liên kết riêng").click()
    private = page.locator(".secret").inner_text().strip()
    page.goto(f"{sample.address}/phieu/606/lien-ket/")
    found += [private, f"{private}withdrawal/", follow(page, r"^Thu hồi")]
    page.goto(f"{sample.address}/van-ban/hang-loat/moi/")
    page.get_by_role("button", name="Bắt đầu tạo").click()
    page.get_by_text("Tạo được 5/5 văn bản").wait_for()
    found += [page.url]
    page.goto(f"{sample.address}/sinh-hoat/")
    found += [follow(page, r"^Chi bộ Quân sự$"), follow(page, r"^Sửa ngày họp")]
    page.context.close()
    return [*SIGNED_IN, *(one.removeprefix(sample.address) for one in found)]


def of_cells(page, address):
    """Return pages about a line, about who is in charge of a cell, and about one of its numbers."""
    found = []
    for at, words in (("dac-thu/", r"^Rút"), ("7/", r"^Tạ Hữu Khiêm"), ("7/", r"^Sửa Số hộ")):
        page.goto(f"{address}/chi-bo/{at}")
        found.append(follow(page, words))
    return found


def follow(page, words):
    """Press the first link in the main part whose words fit; return where it leads."""
    before = page.url
    page.locator("main details:not([open]) > summary").evaluate_all(
        "all => all.map(s => s.click())"
    )
    page.get_by_role("main").get_by_role("link", name=re.compile(words)).last.click()
    page.wait_for_url(lambda url: url != before)
    return page.url


@pytest.fixture(scope="module", params=WIDTHS)
def pages(request, open_page, office, sample, places):
    """Open every page at a width; return what each measures and what went wrong behind it."""
    told = SimpleNamespace(width=request.param, measures={}, wrong={})
    for state, paths in ((None, OPEN), (office, places)):
        page = open_page(width=request.param, height=780, storage_state=state)
        watch = walker.Watch(page, sample.address)
        for path in paths:
            page.goto(sample.address + path, wait_until="load")
            told.measures[path] = page.evaluate(MEASURES)
            told.wrong[path] = watch.told()
        page.context.close()
    return told


def broken(pages, name, holds):
    """Return the pages on which a measure does not hold, with the measure."""
    return {path: told[name] for path, told in pages.measures.items() if not holds(told[name])}


def test_every_page_of_the_product_is_looked_at(places):
    looked_at = {resolve(path.partition("?")[0]).url_name for path in (*OPEN, *places)}
    named = {one.name for one in get_resolver().url_patterns if getattr(one, "name", None)}
    assert named - NO_PAGE - looked_at == set()


def test_no_page_is_wider_than_the_screen(pages):
    assert broken(pages, "wide", lambda over: over <= 0) == {}


def test_nothing_goes_wrong_behind_a_page(pages):
    assert {path: wrong for path, wrong in pages.wrong.items() if wrong} == {}


def test_what_is_pressed_is_large_enough_for_a_finger(pages):
    assert broken(pages, "small", lambda small: not small) == {}


def test_text_is_large_enough_to_read(pages):
    assert broken(pages, "body", lambda size: size >= 15) == {}
    assert broken(pages, "tiny", lambda tiny: not tiny) == {}


def test_every_page_has_one_main_heading_and_a_title(pages):
    assert broken(pages, "headings", lambda n: n == 1) == {}
    assert broken(pages, "title", lambda title: title.endswith(" · Tạo Nguồn")) == {}


def test_every_question_has_its_label(pages):
    assert broken(pages, "unlabelled", lambda those: not those) == {}


def test_every_page_says_that_it_is_vietnamese(pages):
    assert broken(pages, "language", lambda language: language == "vi") == {}
