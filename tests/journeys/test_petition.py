"""A petition from a resident's phone to the public answer, through those who pass it on; and a cell's own."""

import re

import pytest

from tests.journeys import walker

PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}
WAIT = 5_500  # milliseconds: a page may be sent that long after it was opened
WORDS = "Bài thử từ điện thoại: cống đầu ngõ 12 sập, xe máy ngã hai lần."


@pytest.fixture
def resident(open_page, sample):
    page = open_page(**PHONE)
    watch = walker.Watch(page, sample.address)
    yield page
    assert watch.told() == []
    page.context.close()


def signed_in(open_page, sample, user, lands="/"):
    page = open_page(**PHONE)
    walker.sign_in(page, sample.address, user, sample.password(user), lands=lands)
    return page


def test_a_resident_is_answered_in_public_without_a_name(open_page, sample, resident, office):
    resident.goto(f"{sample.address}/hop-thu/1/")
    resident.get_by_label("Về việc gì").select_option(label="Đường sá, điện, nước")
    resident.get_by_label("Điều anh/chị muốn nói").fill(WORDS)
    resident.get_by_label(re.compile("Tôi đồng ý đăng")).check()
    resident.get_by_label(re.compile(r"Tên \(không bắt buộc")).fill("Bà Lưu Thị Thử")
    resident.wait_for_timeout(WAIT)
    resident.get_by_role("button", name="Gửi").click()
    resident.get_by_text("Cảm ơn").first.wait_for()
    assert resident.context.cookies() == []

    desk = open_page(storage_state=office)
    desk.goto(f"{sample.address}/kien-nghi/")
    desk.get_by_role("link", name=re.compile("cống đầu ngõ 12 sập")).first.click()
    assert "Bà Lưu Thị Thử" not in walker.text(desk)
    answer(desk)
    publish(desk)
    desk.context.close()

    resident.goto(f"{sample.address}/hop-thu/1/tra-loi/")
    shown = walker.text(resident)
    assert "Cống đầu ngõ 12 bị sập." in shown
    assert "Đã thay nắp cống ngày hôm nay." in shown
    assert "Lưu Thị Thử" not in shown
    assert "ngã hai lần" not in shown


def answer(desk):
    desk.get_by_role("link", name=re.compile("^Chuyển")).first.click()
    desk.get_by_label("Chuyển đến").select_option(label="Ủy ban nhân dân")
    desk.get_by_role("button", name="Ghi đã chuyển").click()
    desk.get_by_role("link", name=re.compile("^Trả lời|Ghi câu trả lời")).first.click()
    desk.get_by_label("Câu trả lời").fill("Ủy ban đã thay nắp cống.")
    desk.get_by_role("button", name="Ghi câu trả lời").click()


def publish(desk):
    """Make the answer public: a name in it is refused first, then it is looked at and shown."""
    desk.get_by_role("link", name=re.compile("^Công bố")).first.click()
    desk.get_by_label("Việc được hỏi").fill("Cống đầu ngõ 12 bị sập.")
    desk.get_by_label("Câu trả lời").fill("Đã trả lời Bà Lưu Thị Thử.")
    desk.get_by_role("button", name=re.compile("Xem lại")).click()
    desk.get_by_role("button", name=re.compile("Công bố")).click()
    assert "còn thông tin cá nhân" in walker.text(desk)
    desk.get_by_label("Câu trả lời").fill("Đã thay nắp cống ngày hôm nay.")
    desk.get_by_role("button", name=re.compile("Xem lại")).click()
    desk.get_by_role("button", name=re.compile("Công bố")).click()
    desk.get_by_text("Đã công bố câu trả lời.").wait_for()


def test_a_secretary_finds_on_a_phone_the_work_of_the_own_cell_and_none_of_the_next(
    open_page, sample
):
    page = signed_in(open_page, sample, "bithu6")
    page.goto(f"{sample.address}/chi-bo/7/")
    for words, heading in (
        ("Buổi sinh hoạt tháng này", "Chi bộ xóm 6"),
        ("Khó khăn", "Khó khăn"),
        ("Kiến nghị nhận ở chi bộ", "Kiến nghị"),
        ("Văn bản cấp trên", "Văn bản"),
        ("Các lần cấp ủy viên dự", "Dự sinh hoạt"),
    ):
        page.get_by_role("main").get_by_role("link", name=words, exact=True).click()
        assert heading in page.locator("h1").inner_text()
        assert "Chi bộ xóm 7" not in walker.text(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.goto(f"{sample.address}/chi-bo/7/")
    assert page.get_by_role("link", name="Chuẩn bị dự sinh hoạt").count() == 0
    page.context.close()


def test_a_mass_organisation_follows_what_it_received_and_opens_nothing_else(open_page, sample):
    page = signed_in(open_page, sample, "phunu", lands="/viec-can-lam/")
    page.goto(f"{sample.address}/kien-nghi/doan-the/")
    assert page.locator("h1").inner_text().startswith("Kiến nghị")
    for closed in ("/kien-nghi/", "/kho-khan/", "/cap-tren/", "/lich-sinh-hoat/", "/du-sinh-hoat/"):
        assert page.goto(sample.address + closed).status == 403
    page.context.close()
