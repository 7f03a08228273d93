"""The worked examples: one person from 2021 to 2023, one from 2025 to 2026, through the real pages."""

import re
from datetime import date

import pytest

from taonguon.core.days import show_day
from tests import dossiers
from tests.journeys import product, walker
from tests.workbooks.lists import Sheet, write_xlsx

NEW = Sheet("DS", [
    ["TT", "Họ và tên", "Năm sinh", "Chi bộ", "Tổ chức giới thiệu", "Ngày giới thiệu"],
    [1, "Phạm Hoài Thương", "15/6/2000", "Chi bộ xóm 6", "Hội Phụ nữ", "8/3/2021"],
    [2, "Vũ Quang Huy", "20/2/2001", "Chi bộ xóm 6", "Đoàn Thanh niên", "10/1/2025"],
])  # fmt: skip
HELPER = "Nguyễn Văn Giúp"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Serve a sample commune of these journeys' own: they leave new members in it."""
    with product.served(tmp_path_factory.mktemp("course")) as served:
        yield served


@pytest.fixture(scope="module")
def desk(own, open_page, tmp_path_factory):
    """Sign in as the office and load the two new prospects; return the page and the address."""
    page = open_page()
    walker.sign_in(page, own.address, "vanphong", own.password("vanphong"))
    folder = tmp_path_factory.mktemp("lists")
    walker.upload(page, own.address, write_xlsx(folder / "nguon-moi.xlsx", NEW))
    page.get_by_role("button", name=re.compile(r"^Ghi \d+ dòng vào sổ$")).click()
    page.get_by_role("status").filter(has_text="Đã ghi vào sổ").wait_for()
    yield page, own.address
    page.context.close()


def case_of(page, address, name):
    """Open somebody's case from the worklist."""
    page.goto(f"{address}/ho-so/")
    page.fill("input[name=q]", name)
    page.get_by_role("button", name="Xem").click()
    page.get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name).wait_for()
    return page.url.rstrip("/")


def take(page, case, step, on, data):
    """Record one step: type, look, record."""
    day = show_day(date.fromisoformat(on))
    page.goto(f"{case}/ghi/{step}/?ngay={day}")
    page.fill("input[name=on]", day)
    if step == "profile":
        circumstances(page)
    elif "voters" in data:
        vote(page, step, data)
    else:
        answer(page, data)
    if "approved" in data:
        decided(page, "approved", data["approved"])
    page.get_by_role("button", name="Xem lại trước khi ghi").click()
    page.get_by_role("button", name="Ghi vào hồ sơ").click()
    page.get_by_text("Đã lưu lúc").wait_for()


def answer(page, data):
    """Fill what a step asks beyond its day."""
    for name, said in data.items():
        FILL.get(name, typed)(page, name, said)


def typed(page, name, said):
    if page.locator(f"input[name={name}]").count():
        page.fill(f"input[name={name}]", said)


def day(page, name, said):
    page.fill(f"input[name={name}]", show_day(date.fromisoformat(said)))


def boxes(page, name, said):
    for one in said:
        page.check(f"input[name={name}][value={one}]")


def decided(page, name, said):
    page.check(f"input[name={name}][value={'yes' if said else 'no'}]")


FILL = {
    "official_since": day,
    "together_since": day,
    "about": boxes,
    "qualified": decided,
    "approved": decided,
    "name": lambda page, name, said: page.fill("input[name=name]", HELPER),
    "body": lambda page, name, said: page.select_option("select[name=body]", said),
}


def circumstances(page):
    """A member of Đoàn with both parents to verify."""
    page.check("input[name=youth_union]")
    page.check("input[name=mass_organisations][value=youth]")
    page.select_option("select[name=schooling]", "upper_secondary")
    for relative in ("father", "mother"):
        page.check(f"input[name=relative_{relative}][value=there]")


def vote(page, step, data):
    """Everybody is there and in favour; a committee's names are typed once."""
    there = page.locator(".ballot select").count()
    if not there:
        names = [one["name"] for one in data["voters"]]
        page.fill("textarea[name=vote-more]", "\n".join(names))
        there = len(names)
    page.check("input[name=vote-form][value=secret]")
    page.fill("input[name=vote-favour]", str(there))


def walk(page, case, rows, since="listed"):
    kinds = [kind for kind, *_ in rows]
    for step, on, data in rows[kinds.index(since) :]:
        take(page, case, step, on, data)


def test_from_introduction_in_2021_to_recognition_in_2023(desk):
    page, address = desk
    case = case_of(page, address, "Phạm Hoài Thương")
    walk(page, case, dossiers.TO_2025)
    page.get_by_text("bước trước đó").click()
    told = walker.text(page)
    assert "Đảng viên chính thức từ 28/2/2023" in told
    assert "cần xem lại" not in told
    assert "Đảng ủy cơ sở biểu quyết kết nạp" in told  # the era to 30/6/2025 asks for it
    page.goto(f"{address}/so-lieu/members.admissions/?nam=2022")
    page.goto(case.replace("/ho-so/", "/dang-vien/"))
    assert "28/2/2022" in walker.text(page)


def test_from_2025_to_2026_across_the_change_of_rules(desk):
    page, address = desk
    case = case_of(page, address, "Vũ Quang Huy")
    rows = dossiers.FROM_2025
    upto = [kind for kind, *_ in rows].index("cell_vote") + 1
    walk(page, case, rows[:upto])
    page.get_by_text("bước trước đó").click()
    told = walker.text(page)
    assert "Ban Xây dựng Đảng thẩm định" in told
    assert "Đảng ủy cơ sở biểu quyết kết nạp" not in told  # straight up since 1/7/2025
    assert "45 ngày làm việc sau 21/8/2025" in page.content()
    assert "27/10/2025" in page.content()
    walk(page, case, rows, since="appraisal")
    assert "Đảng viên chính thức từ 20/10/2026" in walker.text(page)


def test_a_step_out_of_turn_is_refused_on_the_page(desk):
    page, address = desk
    case = case_of(page, address, "Trần Ngọc Yến")
    page.goto(f"{case}/ghi/decision/")
    assert "Phải làm trước" in walker.text(page)
