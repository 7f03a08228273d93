"""Dividing a year's target on its page: proposed, edited, counted, checked, adopted, compared."""

import re
from datetime import date

import pytest
from django.urls import reverse

from taonguon.core.organisation import PROFILE
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from tests import cast
from tests.pages import page
from tests.pages.conftest import HAMLET
from tests.reports.test_picture import target

pytestmark = pytest.mark.django_db

YEAR = 2027


@pytest.fixture
def today(monkeypatch):
    """It is a day in November 2026."""
    from django.utils import timezone  # noqa: PLC0415

    now = timezone.make_aware(timezone.datetime(2026, 11, 25, 9, 41))
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def deputy(signed_in, today):
    return signed_in("deputy")


@pytest.fixture
def headline(units):
    """Give the commune 18 for 2027."""
    cast.record([target(units.commune.pk, 18, year=YEAR)])


def url(**asked):
    query = "&".join(f"{name}={value}" for name, value in {"nam": YEAR, **asked}.items())
    return f"{reverse('allocation')}?{query}"


def typed(answer, **changed):
    """Return what the page's form holds, changed; the button pressed is among it."""
    form = next(form for form in page.main(answer).all("form") if form.get("method") == "post")
    held = {
        field["name"]: field.get("value", "")
        for field in form.all("input")
        if field.get("name") and field["name"] != "csrfmiddlewaretoken"
    }
    return {**held, **changed}


def proposed(answer):
    """Return each cell's proposal and what its field holds."""
    table = page.main(answer).one("table", "shares")
    return {
        row[0].one("a").text: (row[2].text, row[3].all("input")[0]["value"])
        for row in page.rows(table)
    }


def assigned():
    return {
        row.organisation: row.data["low"]
        for row in Fact.objects.filter(kind="target", data__start=f"{YEAR}-01-01").order_by("pk")
    }


def test_it_proposes_numbers_that_come_to_the_headline(deputy, headline):
    told = proposed(deputy.get(url()))
    assert len(told) == 28
    assert sum(int(number) for number, _held in told.values()) == 18
    assert all(number == held for number, held in told.values())


def test_each_number_comes_with_its_reasons(deputy, headline):
    table = page.main(deputy.get(url())).one("table", "shares")
    row = next(row for row in page.rows(table) if row[0].one("a").text == HAMLET)
    why = [line.text for line in row[0].one("details").all("li")]
    assert why[0].startswith("Theo các tiêu chí, phần của chi bộ là ")
    assert any(re.fullmatch(r"Số hộ: [0-9]+ \([0-9,]+% của cả đảng bộ\)\.", line) for line in why)


def test_criteria_and_weights_are_seen_with_what_counts_nothing_yet(deputy, headline):
    table = page.main(deputy.get(url())).one("table", "criteria")
    told = {row[0].partition(" ")[0]: row[1:] for row in page.texts(table)}
    assert told["Đảng"] == ["30", "30%"]
    assert told["Kết"] == ["10", "chưa có số"]


def test_without_a_headline_the_latest_one_is_divided_and_that_is_said(deputy):
    answer = deputy.get(url())
    assert "Chưa có chỉ tiêu chung năm 2027: tạm chia 6, bằng chỉ tiêu năm 2026." in page.notices(
        answer
    )
    assert page.tiles(answer)["Chỉ tiêu chung năm 2027"][0] == "–"


def test_another_total_may_be_tried(deputy, headline):
    told = proposed(deputy.get(url(tong=5)))
    assert sum(int(number) for number, _held in told.values()) == 5


@pytest.mark.parametrize("asked", [{"tong": "x"}, {"nam": "hai"}, {"tong": "-3"}])
def test_what_is_no_year_and_no_total_is_told_and_the_page_stands(deputy, headline, asked):
    answer = deputy.get(url(**asked))
    assert answer.status_code == 200
    assert len(page.errors(answer)) == 1
    assert len(proposed(answer)) == 28


def test_from_october_on_it_opens_with_the_year_to_come(deputy):
    told = page.main(deputy.get(reverse("allocation"))).one("h1").text
    assert told == "Phân bổ chỉ tiêu năm 2027"


def test_last_year_stands_beside(deputy, units):
    answer = deputy.get(url(nam=2024))
    table = page.main(answer).one("table", "shares")
    told = {row[0].one("a").text: row[1].text for row in page.rows(table)}
    assert told[HAMLET] == "1/1"
    value, _words = page.tiles(answer)["Kết nạp năm 2023"]
    assert value == "3/18"


def sums(answer):
    return [line.text for line in page.main(answer).all("output")]


def test_the_sum_is_counted_anew_without_a_script_and_what_was_typed_stays(deputy, headline, units):
    first = deputy.get(url())
    said = typed(first, **{f"so_{units.hamlet.pk}": "7", "document": "", "tinh-lai": "1"})
    answer = deputy.post(url(), said)
    number, held = proposed(answer)[HAMLET]
    assert held == "7"
    assert sums(answer) == [f"{18 - int(number) + 7}/18 · giao vượt {7 - int(number)}"]
    assert page.errors(answer) == []
    assert assigned() == {units.commune.pk: "18"}


def test_a_number_beyond_what_the_cell_can_reach_is_told(deputy, headline, units):
    said = typed(deputy.get(url()), **{f"so_{units.hamlet.pk}": "9", "tinh-lai": "1"})
    main = page.main(deputy.post(url(), said))
    (warning,) = main.all("p", "beyond")
    assert warning.text.startswith(
        "Nhiều nhất 4: 3 nguồn còn kịp kết nạp trước hết ngày 31/12/2027"
    )


def test_an_unreadable_number_is_refused_beside_its_cell(deputy, headline, units):
    said = typed(
        deputy.get(url()), **{f"so_{units.hamlet.pk}": "bảy", "document": "5", "set_on": "5/1/2027"}
    )
    answer = deputy.post(url(), said)
    assert page.errors(answer) == [f"{HAMLET}: ghi bằng chữ số, ví dụ 2."]
    assert proposed(answer)[HAMLET][1] == "bảy"


PAPER = {"document": "05-NQ/ĐU", "set_on": "5/1/2027"}


def test_it_is_shown_before_it_is_adopted_and_nothing_is_written_yet(deputy, headline, units):
    answer = deputy.post(url(), typed(deputy.get(url()), **PAPER))
    main = page.main(answer)
    assert main.one("h1").text == "Xem lại trước khi giao chỉ tiêu năm 2027"
    words = main.one("dl", "answers").text
    assert "05-NQ/ĐU" in words
    assert "5/1/2027" in words
    assert page.notices(answer) == ["Các chi bộ cộng lại 18, chỉ tiêu chung 18: khớp."]
    assert assigned() == {units.commune.pk: "18"}


def adopt(client, **changed):
    checked = client.post(url(), typed(client.get(url()), **PAPER, **changed))
    return client.post(url(), typed(checked, **{"da-xem": "1"}), follow=True)


def test_adopted_it_is_assigned_to_each_cell_by_the_paper(deputy, headline, units):
    answer = adopt(deputy)
    (notice,) = page.notices(answer)
    assert notice.endswith("theo 05-NQ/ĐU: cộng 18, khớp.")
    told = assigned()
    assert sum(int(n) for unit, n in told.items() if unit != units.commune.pk) == 18
    assert "đã có chỉ tiêu năm 2027" in page.main(answer).text
    page_of_targets = page.main(deputy.get(reverse("targets"))).one("table", "years").text
    assert "2027" in page_of_targets


def test_one_who_goes_back_to_mend_finds_what_was_typed(deputy, headline, units):
    said = typed(deputy.get(url()), **PAPER, **{f"so_{units.hamlet.pk}": "3"})
    checked = deputy.post(url(), said)
    answer = deputy.post(url(), typed(checked, **{"sua-lai": "1"}))
    assert proposed(answer)[HAMLET][1] == "3"
    assert page.errors(answer) == []


def test_once_assigned_the_page_opens_with_what_is_in_force_and_leads_to_the_proposal(
    deputy, headline, units
):
    adopt(deputy, **{f"so_{units.hamlet.pk}": "9"})
    answer = deputy.get(url())
    number, held = proposed(answer)[HAMLET]
    assert held == "9" != number
    (anew,) = [one for one in page.main(answer).all("a") if one.text == "Lấy theo đề xuất mới"]
    assert proposed(deputy.get(reverse("allocation") + anew["href"]))[HAMLET] == (number, number)


def test_a_paper_older_than_one_in_force_is_refused_beside_its_day(deputy, headline):
    adopt(deputy)
    said = typed(deputy.get(url()), document="01-NQ/ĐU", set_on="1/12/2026")
    checked = deputy.post(url(), said)
    answer = deputy.post(url(), typed(checked, **{"da-xem": "1"}))
    (sentence,) = page.errors(answer)
    assert sentence.endswith("sau ngày 1/12/2026: sửa ngày văn bản.")


def test_the_published_case_of_1950_under_a_headline_of_1905_is_told(deputy, units):
    cast.record([target(units.commune.pk, 1905, year=YEAR)])
    each, cells = divmod(1950, 28), Organisation.objects.filter(parent=units.commune)
    numbers = {f"so_{cell.pk}": str(each[0] + (n < each[1])) for n, cell in enumerate(cells)}
    said = typed(deputy.get(url()), **PAPER, **numbers)
    checked = deputy.post(url(), said)
    assert page.notices(checked) == ["Các chi bộ cộng lại 1950, chỉ tiêu chung 1905: giao vượt 45."]
    answer = deputy.post(url(), typed(checked, **{"da-xem": "1"}), follow=True)
    assert page.notices(answer)[0].endswith("cộng 1950, giao vượt 45.")
    tiles = page.tiles(deputy.get(reverse("targets")))
    assert tiles["Năm 2027"] == ("1905", "các chi bộ cộng lại 1950 · giao vượt 45")


def test_a_target_of_women_is_divided_beside_and_adopted(deputy, headline, units):
    cast.record([target(units.commune.pk, 4, year=YEAR, category="women")])
    answer = deputy.get(url())
    assert sums(answer)[1] == "4/4 · khớp"
    adopt(deputy)
    women = Fact.objects.filter(kind="target", data__category="women").exclude(
        organisation=units.commune.pk
    )
    assert sum(int(row.data["low"]) for row in women) == 4


def test_least_numbers_that_come_to_more_than_the_total_are_told(deputy, headline):
    set_terms(deputy, minimum="1")
    (note,) = page.notices(deputy.get(url(tong=18)))
    assert note.startswith("Các mức ít nhất cộng lại 28, nhiều hơn tổng số chia 18:")


def set_terms(client, **changed):
    address = reverse("allocation_terms") + f"?nam={YEAR}"
    return client.post(address, typed(client.get(address), **changed), follow=True)


def test_weights_are_set_and_kept_with_who_and_when(deputy, headline):
    answer = set_terms(deputy, weight_members="0", weight_special="40")
    assert page.notices(answer)[0] == "Đã ghi tiêu chí phân bổ của Đảng bộ xã Khánh Nhạc."
    assert "Phó bí thư (mẫu) đặt lúc 09:41 25/11/2026." in page.main(answer).text
    told = {
        row[0].partition(" ")[0]: row[1]
        for row in page.texts(page.main(answer).one("table", "criteria"))
    }
    assert told["Đảng"] == "0"


def test_wrong_terms_are_told_and_stay(deputy):
    answer = set_terms(deputy, weight_members="nhiều")
    assert page.errors(answer) == ["Đảng viên: ghi bằng chữ số, ví dụ 2."]
    assert typed(answer)["weight_members"] == "nhiều"


def test_with_nothing_to_spare_for_new_ones_what_finds_no_place_is_told(deputy, headline):
    set_terms(deputy, allowance="0")
    notes = page.notices(deputy.get(url(tong=60)))
    assert any(re.match(r"Mới xếp được [0-9]+ trong 60:", note) for note in notes)


def test_a_cell_has_nobody_below_to_divide_among(deputy, units):
    answer = deputy.get(url(to=units.hamlet.pk))
    assert page.main(answer).one("div", "empty").one("h2").text == (
        "Không có chi bộ nào để chia chỉ tiêu"
    )


def test_the_page_of_targets_leads_to_it_for_who_may_set_them(deputy, signed_in):
    def links(client):
        return {one.text for one in page.main(client.get(reverse("targets"))).all("a")}

    assert "Phân bổ cho chi bộ" in links(deputy)
    assert "Phân bổ cho chi bộ" not in links(signed_in("superior"))


def test_a_number_of_the_area_that_is_told_counts_at_once(deputy, headline, units):
    cast.record([
        cast.fact(PROFILE, date(2026, 11, 1), organisation=cell.pk, youth_present="30")
        for cell in Organisation.objects.filter(parent=units.commune)
    ])  # fmt: skip
    table = page.main(deputy.get(url())).one("table", "criteria")
    told = {row[0].partition(" ")[0]: row[1:] for row in page.texts(table)}
    assert told["Thanh"] == ["20", "20%"]


def test_percentages_of_cells_are_summed_in_people(deputy, units):
    cells = Organisation.objects.filter(parent=units.commune)
    cast.record([
        target(units.commune.pk, 3, year=YEAR, form="percent"),
        *[target(cell.pk, 3, year=YEAR, form="percent") for cell in cells],
    ])  # fmt: skip
    value, words = page.tiles(deputy.get(reverse("targets")))["Năm 2027"]
    assert value == "3%"
    assert words.endswith("· khớp")


def test_it_asks_as_many_questions_for_any_year(deputy, headline, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        deputy.get(url())


def test_in_english_the_numbers_take_the_point(deputy, headline):
    set_terms(deputy, weight_special="0")
    deputy.cookies["django_language"] = "en"
    table = page.main(deputy.get(url())).one("table", "criteria")
    assert "33.3%" in table.text


def test_what_an_organisation_passed_on_itself_is_not_added_to_its_own(deputy, units):
    base, cell = 9001, 9002
    cast.record([
        cast.founding(base, name="Đảng bộ cơ sở Khánh Hải", kind="base", parent=units.commune.pk),
        cast.founding(cell, name="Chi bộ phân xưởng", kind="cell", parent=base),
        target(units.commune.pk, 5, year=YEAR), target(base, 3, year=YEAR), target(cell, 3, year=YEAR),
        target(units.hamlet.pk, 2, year=YEAR),
    ])  # fmt: skip
    tiles = page.tiles(deputy.get(reverse("targets")))
    assert tiles["Năm 2027"] == ("5", "các chi bộ cộng lại 5 · khớp")


def test_the_reach_of_all_cells_stands_above(deputy, headline):
    value, words = page.tiles(deputy.get(url()))["Nguồn còn kịp kết nạp trong năm"]
    assert int(value) > 0
    assert re.fullmatch(r"ở [0-9]+/28 chi bộ, theo thời hạn của quy định", words)


def test_of_a_year_that_is_over_no_reach_is_told(deputy):
    assert "Nguồn còn kịp kết nạp trong năm" not in page.tiles(deputy.get(url(nam=2024)))


def test_a_cell_s_own_most_is_kept_and_told(deputy, headline, units):
    set_terms(deputy, **{f"high_{units.hamlet.pk}": "0"})
    answer = deputy.get(url(tong=40))
    assert proposed(answer)[HAMLET] == ("0", "0")
    table = page.main(answer).one("table", "shares")
    row = next(row for row in page.rows(table) if row[0].one("a").text == HAMLET)
    assert "Nhiều nhất 0 theo mức riêng của chi bộ." in row[0].text
    assert "2 chi bộ có mức riêng." in page.main(answer).text


def test_a_least_above_a_most_is_refused_and_the_bounds_stand_open(deputy, units):
    answer = set_terms(deputy, **{f"low_{units.hamlet.pk}": "3", f"high_{units.hamlet.pk}": "1"})
    assert page.errors(answer) == [f"{HAMLET}: mức ít nhất 3 cao hơn mức nhiều nhất 1."]
    assert "open" in page.main(answer).one("details").attributes


def test_what_no_role_may_set_is_not_offered_nor_taken(signed_in, today, headline):
    secretary = signed_in("secretary")
    assert secretary.get(url()).status_code == 403
    assert secretary.post(url(), PAPER).status_code == 403
    assert signed_in("superior").get(reverse("allocation_terms")).status_code == 403
