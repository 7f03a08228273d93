"""Axe, the checker of accessibility, on every page of the work in the cells, on a phone and a wide screen."""

import inspect
from collections import Counter

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import get_resolver, resolve

from tests.journeys import test_small_screen as every
from tests.journeys import walker

ROOMS = ("cells", "meetings", "visits", "difficulties", "petitions", "directives", "classes",
         "duties", "offline")  # fmt: skip
NARROW, WIDE, TALL = 360, 1440, 900
OF_ONE_PAGE = 2
BESIDE = ("/", "/to-chuc/7/")  # pages of other rooms that show what is done in the cells
# forms that are sent as they are opened, and say what is missing
FORMS = (
    "/kho-khan/moi/", "/kho-khan/1/viec-da-lam/", "/kien-nghi/nhan/", "/kien-nghi/4/chuyen/",
    "/cap-tren/moi/", "/cap-tren/2/viec/", "/cap-tren/2/dinh-kem/", "/lop/moi/",
    "/phu-trach/cap-uy/them/", "/phu-trach/chi-uy/them/", "/chi-bo/dac-thu/dat/", "/chi-bo/7/ghi/",
    "/du-sinh-hoat/1/rut/", "/du-sinh-hoat/da-hua/1/", "/lich-sinh-hoat/7/2026-9/ket-qua/",
)  # fmt: skip
RUN = """async () => {
    document.querySelectorAll('main details').forEach(one => { one.open = true; });
    const told = await axe.run(document, {resultTypes: ['violations'], iframes: false});
    return told.violations.flatMap(one => one.nodes.map(
        node => `${one.id}: ${node.target.join(' ')} ${(node.any[0] || node.all[0] || node.none[0]).message}`));
}"""
SEND = "document.querySelector('main form[method=post]').noValidate = true"


def room_of(path):
    """Return the room whose view answers at an address."""
    view = inspect.unwrap(resolve(path.partition("?")[0]).func)
    return view.__module__.split(".")[1]


def of_rooms(paths):
    """Return those addresses that are of the rooms, at most two of one page."""
    told = Counter()
    kept = []
    for path in paths:
        name = resolve(path.partition("?")[0]).url_name
        told[name] += 1
        if room_of(path) in ROOMS and told[name] <= OF_ONE_PAGE:
            kept.append(path)
    return kept


class Checker:
    """One page of the browser that is led from address to address, and what axe says of each."""

    def __init__(self, page, address):
        page.add_init_script(AXE_SCRIPT)
        self.page, self.address = page, address
        self.seen, self.wrong = Counter(), {}

    def look(self, path, what=""):
        """Let axe look at the page as it stands, at both widths."""
        for width in (WIDE, NARROW):
            self.page.set_viewport_size({"width": width, "height": TALL})
            found = self.page.evaluate(RUN)
            self.seen[width] += 1
            if found:
                self.wrong[f"{path} {what}{width}"] = found

    def open(self, path):
        self.page.goto(self.address + path)
        self.look(path)

    def send_empty(self, path):
        self.page.goto(self.address + path)
        self.page.evaluate(SEND)
        self.page.locator("main form[method=post] [type=submit]:not([formaction])").last.click()
        self.page.wait_for_load_state()
        assert self.page.locator(".errors").count(), f"{path}: nothing was missing"
        self.look(path, "with errors, ")


@pytest.fixture(scope="module")
def addresses(open_page, office, sample):
    """Return the addresses of the rooms' pages, those found by links among them."""
    page = open_page(storage_state=office)
    found = every.of_cells(page, sample.address)
    page.goto(f"{sample.address}/lop/2/phieu/")
    code = page.locator("img").first.get_attribute("src")
    found.append(sample.address + code.replace("/ma/", "/co-mat/").replace(".svg", "/"))
    page.goto(f"{sample.address}/sinh-hoat/")
    found += [every.follow(page, r"^Chi bộ Quân sự$"), every.follow(page, r"^Sửa ngày họp")]
    page.context.close()
    return of_rooms([*every.SIGNED_IN, *(one.removeprefix(sample.address) for one in found)])


@pytest.fixture(scope="module")
def checked(open_page, office, sample, addresses):
    """Let axe look at every page once; return what it said."""
    told = []
    for state, paths, forms in (
        (None, of_rooms(every.OPEN), ["/hop-thu/1/"]),
        (office, [*addresses, *BESIDE], FORMS),
    ):
        page = open_page(storage_state=state, bypass_csp=True, reduced_motion="reduce")
        checker = Checker(page, sample.address)
        for path in paths:
            checker.open(path)
        for path in forms:
            checker.send_empty(path)
        page.context.close()
        told.append(checker)
    return told


def test_axe_looks_at_every_page_of_the_rooms(addresses):
    looked_at = {resolve(one.partition("?")[0]).url_name for one in addresses}
    looked_at |= {resolve(one.partition("?")[0]).url_name for one in of_rooms(every.OPEN)}
    named = {
        one.name
        for one in get_resolver().url_patterns
        if getattr(one, "name", None)
        and inspect.unwrap(one.callback).__module__.split(".")[1] in ROOMS
    }
    assert named - every.NO_PAGE - looked_at == set()


def test_axe_has_nothing_against_any_page_at_either_width(checked):
    wrong = {path: found for one in checked for path, found in one.wrong.items()}
    assert wrong == {}
    seen = sum((one.seen for one in checked), Counter())
    assert seen[NARROW] == seen[WIDE] > 100


def test_axe_would_see_what_is_wrong(open_page, sample):
    page = open_page(bypass_csp=True)
    checker = Checker(page, sample.address)
    page.goto(f"{sample.address}/hop-thu/1/")
    page.evaluate("document.querySelector('label').remove()")
    checker.look("/hop-thu/1/")
    page.context.close()
    assert any("label" in one for found in checker.wrong.values() for one in found)


def test_who_is_not_signed_in_sees_the_public_pages_alone(open_page, sample):
    page = open_page()
    page.goto(f"{sample.address}/kho-khan/")
    assert page.locator(walker.USER).is_visible()
    page.goto(f"{sample.address}/hop-thu/1/")
    assert page.locator("textarea").is_visible()
    page.context.close()
