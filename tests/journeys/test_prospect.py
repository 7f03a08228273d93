"""From a word of the Women's Union to the day the dossier may begin: one woman, the pages, each role.

The steps stand in the order of the walk; each takes up the register where the one before left it.
"""

import re
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from taonguon.core.days import show_day
from taonguon.core.month import Month
from tests.journeys import product, walker

NAME, CELL, UNION = "Đoàn Thúy Quỳnh", "Chi bộ xóm 6", "Hội Phụ nữ"
CLASS = "Lớp bồi dưỡng nhận thức về Đảng khóa mùa thu"
STAGES = ("introduced", "listed", "class", "dossier", "admitted")
FIRST, NEXT = (Month.holding(timezone.localdate()).back(ago) for ago in (3, 2))


def of(month, number):
    """Return a day of a month as one types it."""
    return show_day(month.first.replace(day=number))


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Serve a sample commune of this journey's own: it leaves a prospect and a class in it."""
    with product.served(tmp_path_factory.mktemp("prospect")) as served:
        yield served


@pytest.fixture(scope="module")
def desks(own, open_page):
    """Sign in those who do the work; return a watched page for each."""
    pages = {}
    for user, lands in (("phunu", "/viec-can-lam/"), ("bithu6", "/"), ("vanphong", "/")):
        page = pages[user] = open_page()
        page.watch = walker.Watch(page, own.address)
        walker.sign_in(page, own.address, user, own.password(user), lands=lands)
    yield SimpleNamespace(**pages)
    for page in pages.values():
        page.context.close()


@pytest.fixture(scope="module")
def counted(desks, own):
    """Return what the Women's Union's funnel counted before the walk."""
    return funnel(desks.phunu, own.address)


@pytest.fixture(autouse=True)
def nothing_amiss(desks):
    """No page complains, fails to come or asks another host."""
    yield
    for page in (desks.phunu, desks.bithu6, desks.vanphong):
        assert page.watch.told() == []


def funnel(page, address):
    """Return how many of the Women's Union reached each stage."""
    page.goto(f"{address}/gioi-thieu/pheu/")
    part = page.locator("section.panel").filter(has=page.get_by_role("heading", name="Theo đoàn"))
    row = part.get_by_role("row").filter(has=page.get_by_role("rowheader", name=UNION))
    return dict(zip(STAGES, map(int, row.get_by_role("cell").all_inner_texts()), strict=True))


def place(page, name):
    """Go to one of the main parts of the pages."""
    page.get_by_role("navigation", name="Các phần chính").get_by_role("link", name=name).click()


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def saved(page):
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible()


def fill(page, **told):
    """Type into fields by their names."""
    for name, said in told.items():
        page.fill(f"[name={name}]", said)


def meet(page, month, number):
    """Open the form of the cell's meeting of a month; fill its papers, return what is hers."""
    place(page, "Sinh hoạt")
    page.get_by_role("link", name=f"Ghi buổi sinh hoạt {CELL} {month}").click()
    fill(page, held_on=of(month, 5), resolution=f"{number}-NQ/CB", minutes=f"{number}-BB/CB")
    return page.locator("section.person").filter(has_text=NAME)


def answer(page, month, day, number):
    """Record that the committee agrees to all that waits for it in a month."""
    place(page, "Sinh hoạt")
    follow(page, "Rà soát của đảng ủy")
    fill(page, thang=str(month))
    press(page, "Xem")
    assert NAME in walker.text(page)
    follow(page, "Ghi kết quả rà soát")
    fill(page, held_on=of(month, day), resolution=number)
    for one in page.get_by_role("group").filter(has_text=NAME).all():
        one.get_by_label("Nhất trí").check()
    press(page, "Xem lại trước khi ghi")


def open_class(page):
    """Open her class from the list of classes."""
    place(page, "Lớp học")
    follow(page, CLASS)


def test_the_womens_union_introduces_a_woman_who_agreed(desks, own, counted):
    page = desks.phunu
    place(page, "Giới thiệu")
    follow(page, "Giới thiệu một người")
    month = FIRST.back(1)
    page.get_by_label("Chi bộ", exact=True).select_option(label=CELL)
    page.get_by_label("Nữ", exact=True).check()
    fill(page, on=of(month, 10), name=NAME, born="8/3/1996", agreed_on=of(month, 8),
         asked_by="Phạm Thị Hội")  # fmt: skip
    press(page, "Xem lại trước khi ghi")
    expect(page.get_by_text("Chưa có sự đồng ý thì không ghi tên").first).to_be_visible()
    page.get_by_label("Đã đưa bản thông báo, và người đó đồng ý").check()
    press(page, "Xem lại trước khi ghi")
    assert "Phạm Thị Hội" in walker.text(page)
    press(page, "Ghi lời giới thiệu")
    expect(page.get_by_text(f"Đã ghi lời giới thiệu {NAME}")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=NAME)
    assert CELL in row.inner_text()
    assert UNION in row.inner_text()
    assert funnel(page, own.address) == counted | {"introduced": counted["introduced"] + 1}


def test_the_womens_union_opens_no_case(desks, own):
    page = desks.phunu
    page.goto(f"{own.address}/")
    assert not page.get_by_role("link", name="Hồ sơ", exact=True).count()
    assert page.goto(f"{own.address}/ho-so/").status == 403
    assert NAME not in page.content()
    assert all("403" in one for one in page.watch.told())


def test_the_cell_lists_her_names_who_helps_and_proposes_the_class(desks):
    page = desks.bithu6
    hers = meet(page, FIRST, "07")
    assert f"giới thiệu {of(FIRST.back(1), 10)}" in hers.inner_text()
    hers.get_by_label("Đưa vào danh sách cảm tình Đảng").check()
    hers.get_by_label("c) Người giúp đỡ").select_option(index=1)
    helper = hers.get_by_label("c) Người giúp đỡ").locator("option:checked").inner_text()
    hers.get_by_label("Đề nghị cử đi học lớp nhận thức về Đảng").check()
    assert not hers.get_by_label("Đề nghị cho làm hồ sơ").count()
    press(page, "Xem lại trước khi ghi")
    assert helper in walker.text(page)
    press(page, "Ghi vào sổ")
    saved(page)
    told = walker.text(page)
    assert f"trong danh sách từ {of(FIRST, 5)}" in told
    assert f"người giúp đỡ: {helper}" in told


def test_the_committee_agrees_to_what_the_cell_proposed(desks):
    page = desks.vanphong
    answer(page, FIRST, 8, "31-NQ/ĐU")
    assert "Cử đi học lớp nhận thức: nhất trí" in walker.text(page)
    press(page, "Ghi vào sổ")
    saved(page)
    told = walker.text(page)
    assert f"Đã rà soát ngày {of(FIRST, 8)}, nghị quyết 31-NQ/ĐU" in told
    assert f"Đến tháng {FIRST} không còn đề nghị nào chờ trả lời" in told


def test_the_office_opens_a_class_and_sends_her(desks):
    page = desks.vanphong
    place(page, "Lớp học")
    follow(page, "Mở lớp")
    fill(page, name=CLASS, centre="Trung tâm chính trị xã Khánh Nhạc", place="Hội trường xã",
         start_on=of(FIRST, 12), end_on=of(FIRST, 16))  # fmt: skip
    press(page, "Mở lớp")
    saved(page)
    follow(page, "Danh sách cử đi học")
    hers = page.get_by_role("listitem").filter(has_text=NAME)
    assert f"đề nghị {of(FIRST, 5)}" in hers.inner_text()
    expect(hers.get_by_role("checkbox")).to_be_checked()
    press(page, "Ghi danh sách")
    saved(page)
    follow(page, "Duyệt danh sách")
    fill(page, number="45-QĐ/ĐU", on=of(FIRST, 9))
    press(page, "Duyệt danh sách")
    saved(page)


def test_she_attends_every_session(desks):
    page = desks.vanphong
    open_class(page)
    follow(page, "Lịch học và điểm danh")
    press(page, "Ghi lịch học")
    saved(page)
    plan, ways = page.url, page.get_by_role("link", name=re.compile("^(sáng|chiều) "))
    sessions = [one.get_attribute("href") for one in ways.all()]
    assert len(sessions) == 10
    for number in range(len(sessions)):
        page.goto(plan)
        ways.nth(number).click()
        page.get_by_label(NAME).check()
        press(page, "Ghi điểm danh")
        saved(page)
    open_class(page)
    assert "10/10" in page.get_by_role("row").filter(has_text=NAME).inner_text()


def test_she_passes_and_is_certified(desks):
    page = desks.vanphong
    open_class(page)
    follow(page, "Kết quả")
    page.get_by_label("Kết quả cho những người còn để trống").select_option(label="Giỏi")
    press(page, "Ghi kết quả")
    saved(page)
    follow(page, "Cấp giấy chứng nhận")
    fill(page, first="903/GCN-TTCT", on=of(FIRST, 20))
    press(page, "Xem lại trước khi cấp")
    assert f"1. {NAME} 903/GCN-TTCT" in walker.text(page)
    press(page, "Cấp giấy và ghi vào hồ sơ")
    saved(page)
    row = page.get_by_role("row").filter(has_text=NAME).inner_text()
    assert f"903/GCN-TTCT, {of(FIRST, 20)}" in row


def test_the_next_meeting_asks_for_the_dossier_and_the_committee_agrees(desks):
    page = desks.bithu6
    hers = meet(page, NEXT, "08")
    assert f"có giấy chứng nhận {of(FIRST, 20)}" in hers.inner_text()
    hers.get_by_label("Đề nghị cho làm hồ sơ").check()
    press(page, "Xem lại trước khi ghi")
    press(page, "Ghi vào sổ")
    saved(page)
    assert "đã đề nghị làm hồ sơ, chờ đảng ủy" in walker.text(page)
    answer(desks.vanphong, NEXT, 15, "36-NQ/ĐU")
    assert "Cho làm hồ sơ: nhất trí" in walker.text(desks.vanphong)
    press(desks.vanphong, "Ghi vào sổ")
    saved(desks.vanphong)


def test_her_case_says_that_the_dossier_may_begin(desks):
    page = desks.bithu6
    place(page, "Hồ sơ")
    fill(page, q=NAME)
    press(page, "Xem")
    follow(page, NAME)
    panel = page.locator("section.panel").filter(
        has=page.get_by_role("heading", name="Việc tiếp theo")
    )
    expect(panel.get_by_role("link", name="Đơn xin vào Đảng")).to_be_visible()
    told = walker.text(page)
    assert "36-NQ/ĐU" in told
    assert "cần xem lại" not in told
    page.get_by_role("main").locator("a.btn-main").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đơn xin vào Đảng")


def test_a_private_link_shows_her_the_steps_done(desks, own, open_page):
    page = desks.vanphong
    place(page, "Hồ sơ")
    fill(page, q=NAME)
    press(page, "Xem")
    follow(page, NAME)
    follow(page, "Quá trình và thông tin của người này")
    follow(page, "Liên kết riêng")
    press(page, "Tạo liên kết riêng")
    phone = open_page(width=360, height=740)
    watch = walker.Watch(phone, own.address)
    phone.goto(page.locator(".secret").inner_text().strip())
    assert phone.get_by_role("heading", level=1).inner_text() == NAME
    done = phone.locator("section.panel").filter(
        has=phone.get_by_role("heading", name="Đã xong")
    ).inner_text()  # fmt: skip
    for day in (of(FIRST.back(1), 10), of(FIRST, 5), of(FIRST, 20), of(NEXT, 15)):
        assert day in done
    assert "Đơn xin vào Đảng" in walker.text(phone)
    assert watch.told() == []
    phone.context.close()


def test_the_womens_union_sees_how_far_she_came(desks, own, counted):
    page = desks.phunu
    page.goto(f"{own.address}/gioi-thieu/")
    follow(page, NAME)
    told = walker.text(page)
    assert f"Có giấy chứng nhận lớp nhận thức {of(FIRST, 20)}" in told
    assert f"Được làm hồ sơ {of(NEXT, 15)}" in told
    assert "Kết nạp –" in told
    more = {stage: counted[stage] + 1 for stage in STAGES[:-1]}
    assert funnel(page, own.address) == counted | more
