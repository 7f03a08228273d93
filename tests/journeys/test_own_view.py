"""A private link in a real browser: made at the office, opened on a phone, answered at the office."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

PERSON = 606
WORDS = "Nơi cư trú ghi sai, đúng là xóm 6."


@pytest.fixture(scope="module")
def address(open_page, office, sample):
    """Make a link at the office; return its address."""
    page = open_page(storage_state=office)
    page.goto(f"{sample.address}/phieu/{PERSON}/lien-ket/")
    page.get_by_role("button", name="Tạo liên kết riêng").click()
    found = page.locator(".secret").inner_text().strip()
    page.context.close()
    return found


@pytest.fixture
def phone(open_page):
    """Open a phone that is signed in nowhere, and remember what it asks for and in whose name."""
    page = open_page(width=360, height=740)
    seen = SimpleNamespace(hosts=set(), referrers=[])

    def asked(request):
        seen.hosts.add(request.url.split("/")[2])
        seen.referrers.append(request.headers.get("referer") or "")

    page.on("request", asked)
    yield SimpleNamespace(page=page, seen=seen)
    page.context.close()


def test_a_correction_sent_from_a_phone_reaches_the_office(phone, address, page, sample):
    phone.page.goto(address)
    phone.page.get_by_role("link", name="Yêu cầu sửa thông tin").click()
    phone.page.get_by_label("Nội dung").fill(WORDS)
    phone.page.get_by_role("button", name="Tiếp tục").click()
    phone.page.get_by_role("button", name="Gửi").click()
    expect(phone.page.get_by_text("Đã gửi: Yêu cầu sửa thông tin")).to_be_visible()
    page.goto(f"{sample.address}/yeu-cau/")
    page.get_by_role("row", name="qua liên kết riêng").get_by_role("link").first.click()
    expect(page.get_by_text(WORDS)).to_be_visible()


def test_no_request_names_the_key_to_anybody_and_none_leaves_the_host(phone, address, sample):
    key = address.rstrip("/").split("/")[-1]
    phone.page.goto(address)
    phone.page.get_by_role("link", name="Rút lại sự đồng ý").click()
    phone.page.get_by_role("button", name="Tiếp tục").click()
    expect(phone.page.get_by_role("button", name="Gửi")).to_be_visible()
    phone.page.get_by_role("link", name="Quay lại").click()
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    assert phone.seen.hosts == {sample.address.split("/")[2]}
    assert not [one for one in phone.seen.referrers if key in one]


def test_on_paper_the_sheet_is_large_and_without_what_one_presses(page, sample):
    page.goto(f"{sample.address}/phieu/{PERSON}/")
    page.emulate_media(media="print")
    size = page.locator(".sheet .how li").first.evaluate("one => getComputedStyle(one).fontSize")
    assert float(size.removesuffix("px")) >= 17  # 13 points
    assert not page.get_by_role("link", name="Liên kết riêng").is_visible()
    assert page.get_by_text("không tẩy xóa").is_visible()
