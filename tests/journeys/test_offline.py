"""Without signal, on a phone: taken along, switched off, opened cold, recorded, sent once, wiped."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from tests.journeys import phone as phones
from tests.journeys import product, walker
from tests.journeys.phone import SHELL, written

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=20)
TROUBLES = ("Mở lớp cho nguồn ở xóm", "Lập hồ sơ cho hai người")


def day(one):
    return f"{one.day}/{one.month}/{one.year}"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve a sample commune of our own: here the register is written to."""
    with product.served(tmp_path_factory.mktemp("offline")) as there:
        yield there


@pytest.fixture(scope="module")
def play():
    with sync_playwright() as playing:
        yield playing


@pytest.fixture
def phone(play, served, tmp_path):
    """A phone in the hand of the office, signed in."""
    with phones.phone(play, tmp_path / "phone", served) as one:
        yield one


@pytest.fixture
def desk(play, served, tmp_path):
    """A second device, signed in, that always has signal."""
    with phones.phone(play, tmp_path / "desk", served) as one:
        yield one


def trouble(phone, n, task):
    """Fill in one of the difficulties of a visit."""
    phone.page.get_by_text(f"Khó khăn {n}", exact=True).click()
    phone.fill({
        "Loại khó khăn": "Chưa mở được lớp", "Nhiệm vụ bị vướng": task, "Vướng ở đâu": "Chưa có chỗ học",
        "Ai chủ trì gỡ": "Ban xây dựng Đảng", "Hạn gỡ xong": day(LATER),
    })  # fmt: skip
    phone.page.locator("details[open] > summary").click()


def visit(phone, heard, *tasks):
    """Record a visit on the phone."""
    phone.press("Ghi lần dự")
    phone.fill({"Ngày dự": day(TODAY), "Nghe được gì": heard})
    for n, task in enumerate(tasks, 1):
        trouble(phone, n, task)
    phone.keep()


def roll(phone, *places):
    """Tick those of the list who stand at these places, and nobody else."""
    phone.page.get_by_role("button", name=re.compile("^Điểm danh")).click()
    phone.page.get_by_role("button", name="Giữ để gửi").wait_for()
    for place, box in enumerate(phone.page.get_by_role("checkbox").all()):
        box.set_checked(place in places)
    names = [one.strip() for one in phone.page.locator("fieldset label").all_inner_texts()]
    phone.keep()
    return [names[place].partition(" · ")[0] for place in places]


def sign_in_again(phone):
    """Sign in where the phone asks for it, and unlock."""
    phone.sees("Phiên làm việc đã hết")
    phone.page.get_by_role("link", name="Đăng nhập").click()
    phone.page.fill(walker.USER, "vanphong")
    phone.page.fill(walker.PASSWORD, phone.served.password("vanphong"))
    phone.page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    phone.page.wait_for_url("**" + SHELL)
    phone.unlock()


def visits(served, desk):
    """Return the text of the page of all visits of the cell."""
    desk.go("/du-sinh-hoat/?to=7")
    return walker.text(desk.page)


def test_a_day_in_a_hamlet_without_signal(phone, desk, served):
    # prepared with signal, then switched off; opened cold where there is none
    phone.take("sáng")
    phone.off()
    phone.start(signal=False)
    phone.open()
    phone.sees("Đang không có sóng")
    # a visit with two difficulties, and an attendance list
    visit(phone, "Chi bộ bàn việc mở lớp.", *TROUBLES)
    phone.sees_unsent(1)
    names = roll(phone, 0, 2)
    phone.sees_unsent(2)
    # the battery runs out: nothing is lost, and nothing stands on the phone in plain
    phone.off()
    assert not [name for name in names for way in written(name) if way in phone.on_disk()]
    phone.start(signal=False)
    phone.go(SHELL)
    phone.sees("Chưa gửi: 2")
    assert not [name for name in names if name in str(phone.stored())]
    phone.unlock()
    phone.sees_unsent(2)
    assert "Chi bộ bàn việc mở lớp" not in visits(served, desk)
    # back in signal: the session ended with the battery, so somebody signs in; then all goes by itself
    phone.signal(True)
    sign_in_again(phone)
    phone.sees_unsent(0)
    phone.sees("Đã gửi 2 bản ghi.")
    phone.page.get_by_role("link", name=re.compile("^Ghi lần dự")).click()
    shown = walker.text(phone.page)
    assert all(words in shown for words in ("Chi bộ bàn việc mở lớp.", *TROUBLES))
    phone.open()
    phone.page.get_by_role("link", name=re.compile("^Điểm danh")).click()
    phone.page.wait_for_url("**/lop/buoi/**")
    ticked = phone.page.locator("label:has(input[name=present]:checked)").all_inner_texts()
    assert len(ticked) == len(names)
    assert all(
        name in one for name, one in zip(sorted(names), sorted(ticked, key=_name), strict=True)
    )


def _name(line):
    return line.partition(". ")[2]


def mark_at_desk(desk, place):
    """Have the second device take one tick of the same session away."""
    desk.go("/lop/2/lich/")
    desk.page.get_by_role("link", name=re.compile("^chiều")).first.click()
    desk.page.locator("input[name=present]").nth(place).uncheck()
    desk.press("Ghi điểm danh")
    desk.page.get_by_text("Đã lưu lúc").wait_for()
    return desk.page.url


def test_a_second_device_edits_in_between_and_a_person_decides(phone, desk):
    desk.go("/lop/2/lich/")
    desk.page.get_by_role("link", name=re.compile("^chiều")).first.click()
    before = desk.page.locator("input[name=present]:checked").count()
    session = re.search(r"/lop/buoi/(\d+)/", desk.page.url)[1]
    phone.take(query=f"buoi={session}")
    phone.unlock()
    phone.signal(False)
    names = roll(phone, 0, 1)
    url = mark_at_desk(desk, 4)
    phone.signal(True)
    phone.sees("Trên máy chủ đã có thay đổi")
    phone.press("Xem hai bản")
    server = phone.page.locator("[data-version=server]").inner_text()
    mine = phone.page.locator("[data-version=mine]").inner_text()
    assert f"{before - 1}/" in server
    assert all(name in mine for name in names)
    desk.go("/lop/2/")  # nothing is decided by itself
    desk.page.goto(url)
    assert desk.page.locator("input[name=present]:checked").count() == before - 1
    phone.press("Dùng bản của tôi")
    phone.sees_unsent(0)
    desk.page.goto(url)
    assert [box.is_checked() for box in desk.page.locator("input[name=present]").all()][:5] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_the_server_s_version_is_kept_when_a_person_says_so(phone, desk):
    phone.take(query="chi_bo=7&viec=difficulties")
    phone.unlock()
    phone.signal(False)
    turn = phone.page.get_by_role("button", name="Khó khăn: Mở rộng nguồn ở xóm giáo")
    turn.click()
    phone.fill({"Đã làm gì": "Gặp ban hành giáo", "Ngày làm": day(TODAY)})
    phone.keep()
    desk.go("/kho-khan/?to=7")
    desk.page.get_by_role("link", name="Mở rộng nguồn ở xóm giáo").first.click()
    place = desk.page.url
    desk.page.goto(f"{place}viec-da-lam/")
    desk.fill({"Đã làm gì": "Văn phòng đã gọi điện"})
    desk.press("Ghi việc đã làm")
    phone.signal(True)
    phone.press("Xem hai bản")
    phone.sees("Văn phòng đã gọi điện")
    phone.sees("Gặp ban hành giáo")
    phone.press("Giữ bản trên máy chủ")
    phone.sees_unsent(0)
    phone.sees("Giữ bản trên máy chủ, chọn lúc")
    desk.page.goto(place)
    assert "Gặp ban hành giáo" not in walker.text(desk.page)


def test_a_retry_after_a_lost_answer_makes_no_second_record(phone, desk, served):
    phone.take(query="chi_bo=8&viec=visit")
    phone.unlock()
    phone.signal(False)
    visit(phone, "Nghe một lần, ghi một lần.")

    def lose(route):
        route.fetch()  # the server has it
        route.abort("connectionreset")  # and the phone does not know

    phone.context.route("**/mang-di/gui/", lose)
    phone.signal(True)
    phone.sees("Đã gửi, chưa nhận được trả lời")
    phone.sees_unsent(1)
    expect(phone.page.get_by_role("button", name="Mở, sửa")).to_have_count(0)
    phone.context.unroute("**/mang-di/gui/")
    phone.page.reload()
    phone.unlock()
    phone.sees_unsent(0)
    desk.go("/du-sinh-hoat/?to=8")
    rows = [" ".join(row) for row in walker.table(desk.page, -1)]
    assert sum(day(TODAY) in row for row in rows) == 1


def test_the_session_ends_meanwhile_and_nothing_is_lost(phone):
    phone.take(query="chi_bo=9&viec=visit")
    phone.unlock()
    phone.signal(False)
    visit(phone, "Phiên đã hết.")
    phone.context.clear_cookies()
    phone.signal(True)
    phone.sees_unsent(1)
    sign_in_again(phone)
    phone.sees_unsent(0)


def test_signing_out_warns_and_then_leaves_nothing_readable(phone):
    phone.take("sáng", query="chi_bo=10&viec=visit")
    phone.unlock()
    phone.signal(False)
    visit(phone, "Chưa gửi được.")
    phone.sees_unsent(1)
    phone.signal(True)
    phone.context.clear_cookies()
    phone.page.reload()
    phone.sign_in()
    phone.sees("Chưa gửi từ máy này: 1")
    phone.go("/tai-khoan/logout/")
    phone.sees("Đăng xuất thì mất hẳn")
    kept = phone.stored()
    assert kept["databases"]
    assert kept["caches"]
    phone.page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    phone.page.wait_for_url("**/tai-khoan/login/**")
    phone.page.wait_for_load_state()
    left = phone.stored()
    assert set(left.pop("session")) <= {
        "htmx-current-path-for-history"
    }  # of the page of signing in
    assert left == {"databases": [], "caches": [], "local": {}, "workers": 0}
    phone.signal(False)
    phone.page.goto("about:blank")
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        phone.go(SHELL)


def test_a_wrong_pin_again_and_again_wipes_what_was_taken_but_not_what_is_unsent(phone):
    phone.take(query="chi_bo=11&viec=visit")
    phone.unlock()
    phone.signal(False)
    visit(phone, "Vẫn còn sau mười lần sai.")
    phone.press("Khóa")
    for left in range(9, 0, -1):
        phone.unlock("111222")
        phone.sees(f"Còn {left} lần thử")
    phone.unlock("111222")
    phone.sees("15 phút nữa được thử lại")
    rows = dict(phone.stored()["databases"])
    assert (rows["package"], rows["drafts"]) == ("[]", "[]")
    assert "bytes" in rows["outbox"]
    phone.unlock()  # the right one, too early
    phone.sees("phút nữa được thử lại")
    phone.page.clock.install(time=timezone.now() + timedelta(minutes=16))
    phone.page.reload()
    phone.unlock()
    phone.sees_unsent(1)
    phone.sees("Những gì mang theo đã hết hạn")


def test_what_was_taken_is_gone_after_the_stated_time(phone):
    phone.take(query="chi_bo=12&viec=visit")
    assert phone.stored()["databases"]
    phone.signal(False)
    phone.page.clock.install(time=timezone.now() + timedelta(hours=73))
    phone.page.reload()
    phone.sees("Trên máy này chưa mang theo gì")
    assert phone.stored()["databases"] == []


def test_left_alone_the_page_locks_by_itself(phone):
    phone.take(query="chi_bo=12&viec=visit")
    phone.page.clock.install()
    phone.open()
    phone.page.clock.fast_forward("14:00")
    phone.press("Ghi lần dự")  # touched: the time begins anew
    phone.page.clock.fast_forward("14:00")
    expect(phone.page.get_by_label("Nghe được gì")).to_be_visible()
    phone.page.clock.fast_forward("02:00")
    expect(phone.page.get_by_label("Mã PIN")).to_be_visible()
    expect(phone.page.get_by_label("Nghe được gì")).to_have_count(0)


def test_what_was_typed_outlives_the_battery_and_another_page_leads_to_what_was_taken(phone):
    phone.take(query="chi_bo=13&viec=visit")
    phone.unlock()
    phone.signal(False)
    phone.press("Ghi lần dự")
    phone.fill({"Nghe được gì": "Đang gõ dở"})
    phone.page.wait_for_timeout(900)  # a draft is kept when one stops typing
    phone.off()
    phone.start(signal=False)
    phone.go("/ho-so/")
    phone.sees("Trang vừa hỏi cần có sóng")
    phone.unlock()
    phone.press("Ghi lần dự")
    expect(phone.page.get_by_label("Nghe được gì")).to_have_value("Đang gõ dở")


def test_a_month_s_sheet_and_a_new_difficulty_are_recorded_and_a_refused_one_is_mended(phone, desk):
    phone.take(query="chi_bo=17&viec=sheet&viec=difficulties")
    phone.unlock()
    phone.signal(False)
    phone.press(re.compile("^Phiếu sinh hoạt"), exact=False)
    phone.keep()  # without the day of the meeting
    phone.sees("Ngày họp: cần có câu trả lời.")
    assert phone.page.evaluate("document.activeElement.className") == "errors"
    phone.fill({"Ngày họp": day(TODAY), "Số biên bản": "15-BB/CB"})
    phone.keep()
    phone.press("Ghi khó khăn mới")
    phone.fill({
        "Loại khó khăn": "Thiếu kinh phí", "Nhiệm vụ bị vướng": "Sửa nhà văn hóa",
        "Vướng ở đâu": "Chưa có tiền", "Ai nêu": "Bí thư chi bộ", "Ngày nêu": day(TODAY),
        "Người, đơn vị chủ trì gỡ": "Văn phòng", "Hạn gỡ xong": day(TODAY - timedelta(days=3)),
    })  # fmt: skip
    phone.keep()
    phone.sees_unsent(2)
    phone.signal(True)
    phone.sees("Hạn gỡ")  # the server's own sentence
    phone.sees_unsent(1)
    phone.press("Mở, sửa")
    phone.fill({"Hạn gỡ xong": day(LATER)})
    phone.keep()
    phone.sees_unsent(0)
    desk.go("/kho-khan/?to=17")
    assert "Sửa nhà văn hóa" in walker.text(desk.page)
    desk.go(f"/sinh-hoat/17/{TODAY.year}-{TODAY.month}/")
    assert "15-BB/CB" in walker.text(desk.page)


def test_what_one_person_recorded_is_not_sent_in_the_name_of_another(phone):
    phone.take(query="chi_bo=15&viec=visit")
    phone.unlock()
    phone.signal(False)
    visit(phone, "Của văn phòng.")
    phone.context.clear_cookies()
    phone.signal(True)
    phone.sees("Phiên làm việc đã hết")
    phone.go("/tai-khoan/login/")
    phone.page.fill(walker.USER, "phobithu")
    phone.page.fill(walker.PASSWORD, phone.served.password("phobithu"))
    phone.page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    phone.sees("Chưa gửi từ máy này: 1")
    phone.go(SHELL)
    phone.unlock()
    phone.sees("bản ghi chưa gửi của người khác")
    phone.sees_unsent(1)
    phone.press("Xóa bản ghi")
    phone.sees("Xóa rồi không lấy lại được")
    phone.press("Không xóa")
    phone.sees_unsent(1)
    phone.press("Xóa khỏi máy này")
    phone.sees("1 bản ghi chưa gửi sẽ mất hẳn")
    phone.press("Xóa")
    phone.sees("Đã xóa hết khỏi máy này.")
    assert phone.stored()["databases"] == []


def test_nothing_is_taken_without_a_pin_worth_the_name(phone):
    phone.go("/mang-di/?chi_bo=7&viec=visit")
    pin, again = (
        phone.page.get_by_label("Mã PIN", exact=True),
        phone.page.get_by_label("Gõ lại mã PIN"),
    )
    for typed, second, words in (
        ("1234", "1234", "ít nhất 6 chữ số"), ("123456", "123456", "không phải 111111"),
        ("482913", "482931", "chưa giống nhau"),
    ):  # fmt: skip
        pin.fill(typed)
        again.fill(second)
        phone.press("Mang theo")
        phone.sees(words)
    assert phone.stored()["databases"] == []
    phone.page.get_by_label("Chi bộ xóm 6").uncheck()
    again.fill("482913")
    phone.press("Mang theo")
    phone.sees("Hãy chọn ít nhất một chi bộ")
    assert phone.stored()["databases"] == []
