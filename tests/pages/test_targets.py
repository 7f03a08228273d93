"""Targets on their page: set in each form, amended, summed against the headline, refused."""

import re

import pytest
from django.urls import reverse

from taonguon.core.targets import TARGET
from taonguon.ledger.models import Fact
from tests.pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def give(signed_in, units):
    """Return how the deputy sets a target of the commune for 2024; gives the page that follows."""
    deputy = signed_in("deputy")

    def posted(**said):
        told = {
            "unit": units.commune.pk, "source": "assigned", "category": "", "first": "2024",
            "last": "", "form": "exact", "low": "20", "high": "", "set_on": "5/1/2024",
            "document": "12-CTr/HU", **said,
        }  # fmt: skip
        return deputy.post(reverse("target_set"), told, follow=True)

    return posted


def years(answer):
    """Return the table of the years: organisation -> year -> target; last the sum of the cells."""
    table = page.main(answer).one("table", "slim")
    heads = [head.text for head in table.one("thead").all("th")][1:]
    rows = {row[0]: dict(zip(heads, row[1:], strict=True)) for row in page.texts(table)}
    foot = [cell.text for cell in table.one("tfoot").all()[1:]]
    return rows | {foot[0]: dict(zip(heads, foot[1:], strict=True))}


def others(answer):
    """Return the panels below the table of years by their headings, each as rows of texts."""
    panels = page.main(answer).all("section", "panel")[1:]
    return {one.one("h2").text: page.texts(one.one("table")) for one in panels}


def papers(answer, year):
    """Return the rows of the papers that set a target of a year."""
    return [row for row in others(answer)["Văn bản giao và điều chỉnh"] if year in row[1]]


def set_facts(**asked):
    return Fact.objects.filter(kind=TARGET, **asked)


def test_the_given_targets_stand_year_by_year_with_their_sums(office):
    told = years(office.get(reverse("targets")))
    given = ["2020", "2021", "2022", "2023"]
    assert [told["Đảng bộ xã Khánh Nhạc"][year] for year in given] == ["7", "8", "8", "18"]
    assert [told["Chi bộ xóm 6"][year] for year in given] == ["1", "1", "–", "1"]
    assert [told["Cộng các chi bộ"][year] for year in given] == ["7", "8", "8", "18"]


def test_the_sum_of_the_cells_is_held_against_the_headline(office):
    value, words = page.tiles(office.get(reverse("targets")))["Năm 2023"]
    assert (value, words) == ("18", "các chi bộ cộng lại 18 · khớp")


@pytest.mark.parametrize(
    ("low", "words"), [("20", "còn 2 chưa giao"), ("17", "giao vượt 1"), ("18", "khớp")]
)
def test_a_new_headline_shows_the_difference(give, low, words):
    tiles = page.tiles(give(first="2023", low=low, set_on="5/5/2023"))
    assert tiles["Năm 2023"] == (low, f"các chi bộ cộng lại 18 · {words}")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"low": "20"}, "20"),
        ({"form": "at_least", "low": "4"}, "≥ 4"),
        ({"form": "range", "low": "90", "high": "100"}, "90–100"),
        ({"form": "percent", "low": "3"}, "3%"),
        ({"form": "percent", "low": "2,5"}, "2,5%"),
        ({"low": "0"}, "0"),
    ],
)
def test_a_target_is_shown_in_the_form_it_was_set(give, said, shown):
    answer = give(**said)
    assert page.notices(answer) == ["Đã ghi chỉ tiêu của Đảng bộ xã Khánh Nhạc."]
    assert years(answer)["Đảng bộ xã Khánh Nhạc"]["2024"] == shown


def test_a_later_paper_amends_and_both_papers_stay(give):
    give(low="20")
    answer = give(low="22", set_on="1/7/2024", document="40-CTr/HU")
    assert years(answer)["Đảng bộ xã Khánh Nhạc"]["2024"] == "22"
    told = [(row[2], row[5], row[6]) for row in papers(answer, "2024")]
    assert told == [("22", "40-CTr/HU", "1/7/2024"), ("20", "12-CTr/HU", "5/1/2024")]


def test_a_paper_of_the_same_day_corrects_what_was_typed(give):
    give(low="20")
    answer = give(low="21")
    assert years(answer)["Đảng bộ xã Khánh Nhạc"]["2024"] == "21"
    assert [row[2] for row in papers(answer, "2024")] == ["21"]


PAPERS = "Văn bản giao và điều chỉnh"


def test_an_amendment_shows_the_original_of_the_first_day_too(give):
    answer = give(first="2022", low="10", set_on="1/7/2022")
    told = [(row[2], row[6]) for row in papers(answer, "2022")]
    assert told == [("10", "1/7/2022"), ("8", "1/1/2022")]


def test_a_target_typed_for_the_first_day_of_its_year_is_a_paper_too(give):
    answer = give(first="2021", form="percent", low="3", set_on="1/1/2021", source="registered")
    assert ("3%", "chi bộ đăng ký") in [(row[2], row[4]) for row in others(answer)[PAPERS]]


def test_all_that_lists_set_may_be_seen_leaf_by_leaf(office):
    answer = office.get(reverse("targets"), {"tat-ca": "1"})
    assert len(others(answer)[PAPERS]) == 30
    assert page.main(answer).all("a", rel="next")


def test_several_targets_of_a_year_are_told_apart_by_their_source(give):
    assert years(give(first="2023", source="resolved", low="0"))["Đảng bộ xã Khánh Nhạc"][
        "2023"
    ] == ("18 cấp trên giao 0 nghị quyết của mình")


def test_the_sum_of_percentages_is_a_number(give, units):
    give(first="2024", low="20")
    answer = give(unit=units.hamlet.pk, form="percent", low="5", set_on="6/1/2024")
    assert re.fullmatch(r"[0-9]+(,[0-9]+)?", years(answer)["Cộng các chi bộ"]["2024"])


def withdraw(client, fact, because="gõ nhầm năm"):
    url = reverse("target_withdraw", args=[fact.pk])
    return client.post(url, {"because": because}, follow=True)


def test_a_mistyped_target_is_withdrawn_with_its_reason(give, signed_in):
    give(first="2034", low="20")
    answer = withdraw(signed_in("deputy"), set_facts().latest("pk"))
    assert page.notices(answer) == ["Đã rút chỉ tiêu của Đảng bộ xã Khánh Nhạc."]
    assert "2034" not in years(answer)["Đảng bộ xã Khánh Nhạc"]
    (row,) = [row for row in others(answer)[PAPERS] if row[1] == "2034"]
    assert row[0] == "Đảng bộ xã Khánh Nhạc đã rút: gõ nhầm năm"


def test_what_it_amended_is_in_force_again(give, signed_in):
    give(first="2022", low="10", set_on="1/7/2022")
    answer = withdraw(signed_in("deputy"), set_facts().latest("pk"))
    assert years(answer)["Đảng bộ xã Khánh Nhạc"]["2022"] == "8"


def test_a_withdrawal_asks_for_its_reason_and_is_done_once(give, signed_in):
    give()
    deputy, fact = signed_in("deputy"), set_facts().latest("pk")
    assert page.errors(withdraw(deputy, fact, "")) == ["Hãy ghi lý do rút, ví dụ: gõ nhầm năm."]
    withdraw(deputy, fact)
    assert withdraw(deputy, fact).status_code == 404


def test_the_page_of_a_withdrawal_says_what_would_go(give, signed_in):
    give(category="women", form="at_least", low="4")
    url = reverse("target_withdraw", args=[set_facts().latest("pk").pk])
    words = page.main(signed_in("deputy").get(url)).one("dl", "answers").text
    for said in ("Đảng bộ xã Khánh Nhạc", "2024", "≥ 4", "nữ", "cấp trên giao", "12-CTr/HU"):
        assert said in words


def test_an_organisation_s_own_page_tells_its_targets_apart(give, office, units):
    give(first="2023", category="women", form="at_least", low="5", set_on="5/1/2023")
    url = reverse("organisation", args=[units.commune.pk])
    tables = page.main(office.get(url, {"ngay": "21/4/2023"})).all("table")
    told = [row[:4] for row in page.texts(tables[0]) if row[0] == "2023"]
    assert ["2023", "≥ 5", "nữ", "cấp trên giao 12-CTr/HU"] in told
    assert any(row[1:3] == ["18", "tất cả"] for row in told)


def test_an_amendment_counts_from_its_own_day(give, office):
    give(first="2023", low="25", set_on="1/7/2023")
    for day, reached in (("30/6/2023", "3/18"), ("1/7/2023", "3/25")):
        tiles = page.tiles(office.get(reverse("year"), {"ngay": day}))
        assert tiles["Kết nạp năm 2023"][0] == reached


def test_targets_of_a_category_and_of_a_term_stand_by_themselves(give):
    give(category="women", form="at_least", low="5")
    answer = give(first="2020", last="2025", low="100", set_on="1/8/2020", source="resolved")
    told = others(answer)["Theo nhiệm kỳ và theo đối tượng"]
    assert [row[1:5] for row in told] == [
        ["2024", "≥ 5", "nữ", "cấp trên giao"],
        ["2020–2025", "100", "tất cả", "nghị quyết của mình"],
    ]


def test_one_result_is_measured_against_each_target_that_runs(give, office):
    give(first="2023", category="religious", form="at_least", low="2", set_on="5/1/2023")
    give(first="2023", source="resolved", low="6", set_on="5/1/2023")
    answer = office.get(reverse("year"), {"ngay": "21/4/2023"})
    panel = next(p for p in page.main(answer).all("section", "panel") if "So với từng" in p.text)
    told = {(row[0].partition(" · ")[0], row[2]): row[4:] for row in page.texts(panel.one("table"))}
    assert told["Cấp trên giao", "tất cả"] == ["3/18", "đạt 16,67%"]
    assert told["Nghị quyết của mình", "tất cả"] == ["3/6", "đạt 50%"]
    assert told["Cấp trên giao", "người có đạo"][0].endswith("/2")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"low": ""}, "Hãy ghi số chỉ tiêu, ví dụ 18."),
        ({"low": "mười"}, "Chỉ tiêu ghi bằng chữ số, ví dụ 18; theo phần trăm thì có thể 2,5."),
        ({"low": "-1"}, "Chỉ tiêu không nhỏ hơn 0."),
        ({"low": "1,5"}, "Số người là số nguyên; chỉ tiêu theo phần trăm mới có số lẻ."),
        (
            {"form": "at_least", "low": "1,5"},
            "Số người là số nguyên; chỉ tiêu theo phần trăm mới có số lẻ.",
        ),
        (
            {"form": "range", "low": "1", "high": "2,5"},
            "Số người là số nguyên; chỉ tiêu theo phần trăm mới có số lẻ.",
        ),
        ({"first": ""}, "Hãy ghi năm, ví dụ 2023."),
        ({"first": "23"}, "Năm phải từ 1930 trở đi."),
        ({"last": "2020"}, "Năm cuối phải từ năm đầu trở đi."),
        ({"form": "range"}, "Giao trong khoảng thì cần ghi cả số đến."),
        ({"form": "range", "high": "5"}, "Số đến phải từ số đầu trở lên."),
        ({"high": "30"}, "Chỉ ghi số đến khi cách giao là “từ … đến …”."),
        ({"set_on": "31/2/2024"}, "“31/2/2024” không phải là ngày; viết như 21/4/2023."),
    ],
)
def test_a_wrong_field_is_told_in_one_sentence_and_all_that_was_typed_stays(give, said, sentence):
    before = set_facts().count()
    answer = give(document="Số 7", **said)
    assert page.errors(answer) == [sentence]
    held = page.typed(answer)
    assert {**said, "document": "Số 7", "category": ""}.items() <= held.items()
    assert set_facts().count() == before


def test_every_wrong_field_is_told_at_once(give):
    assert len(page.errors(give(low="", first="", set_on=""))) == 3


def test_the_summary_of_errors_leads_to_the_field(give):
    answer = give(low="mười")
    (link,) = page.main(answer).one("div", "errors").all("a")
    field = page.main(answer).one("input", id=link["href"].removeprefix("#"))
    assert (field["name"], field["aria-invalid"]) == ("low", "true")


@pytest.mark.parametrize("place", ["cell_elsewhere", "elsewhere"])
def test_nobody_sets_a_target_elsewhere(give, units, place):
    answer = give(unit=getattr(units, place).pk)
    assert page.errors(answer) == ["Tổ chức đảng này không thuộc phần việc của đồng chí."]
    assert not set_facts(organisation=getattr(units, place).pk).exists()


def test_only_those_who_may_are_offered_to_set(signed_in):
    for role, offered in (("deputy", 1), ("office", 1), ("committee", 0), ("superior", 0)):
        answer = signed_in(role).get(reverse("targets"))
        assert len(page.main(answer).all("a", href=reverse("target_set"))) == offered, role


def test_a_cell_has_its_own_page_of_targets(signed_in):
    told = years(signed_in("secretary").get(reverse("targets")))
    assert list(told) == ["Chi bộ xóm 6", "Cộng các chi bộ"]
