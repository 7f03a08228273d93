"""Dividing a target in a browser: the sum follows what is typed, and the keys lead from cell to cell."""

import pytest


@pytest.fixture
def page(open_page, office, sample):
    """Open the page on which 2027 is divided."""
    opened = open_page(storage_state=office)
    opened.goto(f"{sample.address}/chi-tieu/phan-bo/?nam=2027&tong=18")
    yield opened
    opened.context.close()


def total(page):
    return page.locator("output[data-sum]").inner_text()


def fields(page):
    return page.locator("input[name^='so_']")


def test_the_sum_follows_what_is_typed(page):
    assert total(page) == "18/18 · khớp"
    first = fields(page).first
    was = int(first.input_value())
    first.fill(str(was + 2))
    assert total(page) == "20/18 · giao vượt 2"
    first.fill("")
    assert total(page) == f"{18 - was}/18 · " + (f"còn {was} chưa giao" if was else "khớp")


def test_what_cannot_be_read_counts_nothing_until_it_is_mended(page):
    first = fields(page).first
    was = int(first.input_value())
    first.fill("một")
    assert total(page).startswith(f"{18 - was}/18")
    page.get_by_role("button", name="Tính lại").click()
    assert first.input_value() == "một"
    assert "ghi bằng chữ số" in page.locator("[data-errors]").inner_text()


def test_the_sum_stays_in_view_while_one_goes_down_the_cells(page):
    for place in (0, 13, 27):
        fields(page).nth(place).focus()
        assert page.locator("output[data-sum]").is_visible()
        box = page.locator(".sum-bar").bounding_box()
        assert 0 <= box["y"] <= page.viewport_size["height"] - box["height"] + 1


def test_the_reasons_of_a_cell_open_without_a_mouse(page):
    summary = page.locator("details.prints summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert (
        "Theo các tiêu chí, phần của chi bộ là" in page.locator("details.prints[open]").inner_text()
    )


def test_nothing_is_assigned_by_looking(page):
    fields(page).first.fill("3")
    page.get_by_label("Số, ký hiệu văn bản").fill("05-NQ/ĐU")
    page.get_by_role("button", name="Xem lại trước khi giao").click()
    assert page.locator("h1").inner_text() == "Xem lại trước khi giao chỉ tiêu năm 2027"
    page.get_by_role("link", name="Quay lại, không ghi gì").click()
    assert "đã có chỉ tiêu năm 2027" not in page.locator("main").inner_text()
