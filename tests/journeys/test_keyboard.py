"""Without a mouse: signing in, skipping to the content, seeing where one is; and the other language."""

import pytest
from playwright.sync_api import expect

from tests.journeys import walker

MOST_TABS = 60
FOCUSED = "one => one === document.activeElement"
RING = """one => {
    const style = getComputedStyle(one);
    return [style.outlineStyle, parseFloat(style.outlineWidth)];
}"""


def tab_to(page, locator):
    """Press Tab until something has the focus."""
    for _ in range(MOST_TABS):
        if locator.evaluate(FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} tabs do not reach {locator}")


@pytest.fixture
def stranger(open_page, sample):
    page = open_page()
    page.goto(sample.address)
    yield page
    page.context.close()


def main_button(page):
    return page.get_by_role("main").get_by_role("button", name="Đăng nhập")


def test_one_signs_in_with_the_keyboard_alone(stranger, sample):
    tab_to(stranger, stranger.locator(walker.USER))
    stranger.keyboard.type("vanphong")
    stranger.keyboard.press("Tab")
    assert stranger.locator(walker.PASSWORD).evaluate(FOCUSED)
    stranger.keyboard.type(sample.password("vanphong"))
    tab_to(stranger, main_button(stranger))
    stranger.keyboard.press("Enter")
    stranger.wait_for_url(f"{sample.address}/")
    assert stranger.get_by_role("heading", level=1).inner_text().startswith("Bức tranh năm")


def test_the_first_tab_offers_to_skip_to_the_content(page, sample):
    page.goto(f"{sample.address}/chi-tieu/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    assert skip.evaluate(FOCUSED)
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.locator("main").evaluate(FOCUSED)
    page.keyboard.press("Tab")
    assert page.locator("main").evaluate("main => main.contains(document.activeElement)")


def test_the_main_button_shows_that_it_has_the_focus(stranger):
    before, _ = main_button(stranger).evaluate(RING)
    tab_to(stranger, main_button(stranger))
    style, width = main_button(stranger).evaluate(RING)
    assert before == "none"
    assert style != "none"
    assert width >= 2


def test_escape_closes_the_menu_and_gives_the_focus_back(page, sample):
    page.goto(f"{sample.address}/chi-tieu/")
    menu = page.locator("details[data-menu] > summary").filter(visible=True)
    tab_to(page, menu)
    page.keyboard.press("Enter")
    leave = page.get_by_role("button", name="Đăng xuất").filter(visible=True)
    tab_to(page, leave)
    page.keyboard.press("Escape")
    assert leave.count() == 0
    assert menu.evaluate(FOCUSED)


@pytest.mark.parametrize("path", ["/", "/dang-vien/?q=anh&loai=official"])
def test_the_other_language_keeps_the_page(page, sample, path):
    page.goto(sample.address + path)
    vietnamese = page.get_by_role("heading", level=1).inner_text()
    page.locator("details[data-menu] > summary").filter(visible=True).click()
    page.get_by_role("button", name="English").filter(visible=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == sample.address + path
    assert page.get_by_role("heading", level=1).inner_text() != vietnamese
    page.locator("details[data-menu] > summary").filter(visible=True).click()
    page.get_by_role("button", name="Tiếng Việt").filter(visible=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert page.get_by_role("heading", level=1).inner_text() == vietnamese
