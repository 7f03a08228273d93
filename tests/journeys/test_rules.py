"""Two officers change a rule: one proposes, the other confirms, the past keeps its own value."""

import pytest

from tests.journeys import walker

KEY = "decide.deadline.admit"


@pytest.fixture(scope="module")
def deputy(open_page, sample):
    """Sign in as the deputy secretary, the second officer."""
    page = open_page()
    walker.sign_in(page, sample.address, "phobithu", sample.password("phobithu"))
    yield page
    page.context.close()


def propose(page, address, value):
    page.goto(f"{address}/quy-dinh/{KEY}/")
    page.get_by_role("link", name="Thay giá trị").click()
    page.fill("input[name=value]", value)
    page.fill("input[name=start_on]", "1/1/2028")
    page.select_option("select[name=instrument]", "")
    page.fill("input[name=new_instrument]", "305-QĐ/TW")
    page.fill("input[name=new_name]", "Quy định mẫu")
    page.fill("input[name=new_on]", "1/12/2027")
    page.fill("input[name=clause]", "4.3.1")
    page.select_option("select[name=verified]", "text")
    page.get_by_role("button", name="Xem lại đề nghị").click()
    page.get_by_role("button", name="Gửi đề nghị").click()
    page.get_by_text("có hiệu lực khi một cán bộ khác xác nhận").wait_for()


def open_proposal(page, address):
    page.goto(f"{address}/quy-dinh/de-nghi/")
    page.get_by_role("link", name="Thời hạn ra quyết định kết nạp").click()


def test_one_proposes_and_another_sets_it_aside(page, deputy, sample):
    propose(page, sample.address, "41")
    open_proposal(deputy, sample.address)
    deputy.get_by_label("Lý do, nếu không đồng ý").fill("chưa có văn bản")
    deputy.get_by_role("button", name="Không đồng ý").click()
    deputy.get_by_text("không đồng ý với đề nghị").wait_for()
    page.goto(f"{sample.address}/quy-dinh/{KEY}/")
    assert "41 ngày" not in walker.text(page)


def test_one_proposes_and_another_confirms(page, deputy, sample):
    propose(page, sample.address, "42")
    open_proposal(page, sample.address)
    assert "cần một cán bộ khác xác nhận" in walker.text(page)
    open_proposal(deputy, sample.address)
    deputy.get_by_role("button", name="Xác nhận").click()
    deputy.get_by_text("Đã xác nhận").wait_for()
    page.goto(f"{sample.address}/quy-dinh/?ngay=1/1/2028&so_voi=31/12/2027")
    told = walker.text(page)
    assert "45 ngày làm việc → 42 ngày làm việc" in told
    page.goto(f"{sample.address}/quy-dinh/?ngay=1/7/2025&so_voi=30/6/2025")
    assert "60 ngày làm việc → 45 ngày làm việc" in walker.text(page)
