"""The plan backwards on its pages: what must be done by when, who no longer can, and for whom it opens."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from taonguon.classes.models import StudyClass
from taonguon.commands.sample_reports import LOW
from taonguon.core.days import parse_day, show_day
from taonguon.people.models import Person
from tests import cast
from tests.pages import page
from tests.reports.test_picture import target

pytestmark = pytest.mark.django_db

URL = "/ke-hoach-nguoc/"
FIRST, MORE = 85_000, 60
TUNG = "Vũ Hữu Tùng"
MILESTONES = [
    "Vào danh sách", "Vào lớp nhận thức", "Xong lớp, có giấy", "Xong thẩm tra", "Chi bộ biểu quyết",
    "Có quyết định", "Lễ kết nạp",
]  # fmt: skip


def table(answer, place=0):
    """Return the rows of a plan's table by their heads."""
    found = page.main(answer).all("table", "plan")[place]
    return {row[0].text: row for row in page.rows(found)}


def cases(answer):
    (part,) = page.main(answer).all(id="ho-so")
    return page.rows(part.one("table"))


def day_of(cell):
    return parse_day(cell.one("summary").text)


@pytest.fixture
def more(units):
    """Return how to introduce many more people in hamlet 6, some of them about to enlist."""

    def introduced():
        facts = []
        for person in range(FIRST, FIRST + MORE):
            about = {"person": person, "organisation": units.hamlet.pk}
            facts.append(cast.description(person, "2026-01-05", born="1999-09-09"))
            facts.append(cast.fact("introduction", "2026-01-05", by="Đoàn Thanh niên", **about))
            facts.append(cast.fact("enlistment", "2026-01-06", date="2099-02-20", **about))
        cast.record(facts)

    return introduced


def test_by_each_milestone_it_says_until_when_and_how_many(office):
    answer = office.get(URL)
    rows = table(answer)
    assert list(rows) == MILESTONES
    safe = [day_of(row[1]) for row in rows.values()]
    latest = [day_of(row[2]) for row in rows.values()]
    year = timezone.localdate().year
    assert safe == sorted(safe)
    assert all(one <= other for one, other in zip(safe, latest, strict=True))
    assert latest[-1] == date(year, 12, 31)
    needed = int(page.tiles(answer)["Còn phải kết nạp"][0])
    assert needed == LOW
    for row in rows.values():
        assert int(row[4].text) == max(0, needed - int(row[3].text))


def test_each_day_opens_to_how_it_was_counted_and_to_its_clause(office):
    voted = table(office.get(URL))["Chi bộ biểu quyết"][1]
    why = voted.one("div", "why")
    assert why.one("p").text.startswith("Đếm lùi 45 ngày làm việc từ ")
    assert why.one("cite").text.startswith(("QĐ ", "Điểm "))


def test_the_year_s_end_cites_the_paper_that_set_the_target(office):
    ceremony = table(office.get(URL))["Lễ kết nạp"][2]
    assert ceremony.one("cite").text == "03-CTr/ĐU (mẫu)"


def test_each_count_opens_to_the_cases_it_counted(office):
    for row in table(office.get(URL)).values():
        for cell in (row[3], row[5]):
            for link in cell.all("a"):
                assert len(cases(office.get(URL + link["href"]))) == int(cell.text)


def test_the_cases_together_are_those_past_and_those_to_come_and_those_lost(office, units):
    answer = office.get(URL)
    lost = int(page.tiles(answer)["Không còn kịp"][0])
    open_ = Person.objects.within([units.commune.range]).filter(standing="prospect").count()
    for row in table(answer).values():
        assert int(row[3].text) + int(row[5].text) + lost == open_


def test_without_a_class_it_says_who_is_lost_and_which_class_would_mend_it(office, units):
    StudyClass.objects.filter(kind="awareness").delete()
    answer = office.get(URL)
    lost = int(page.tiles(answer)["Không còn kịp"][0])
    assert lost == len(cases(answer)) > 0
    assert "phải mở lớp bế giảng trước" in page.main(answer).one(id="ho-so").text
    assert "Chưa có lớp nhận thức nào sắp mở" in page.main(answer).text
    assert (
        "chưa có lớp nào trong lịch kịp ngày này"
        in page.tiles(answer)["Lớp phải bế giảng trước"][1]
    )


def test_a_cell_and_the_next_year_are_looked_at_alone(office, units):
    year = timezone.localdate().year + 1
    cast.record([target(units.hamlet.pk, 3, year=year)._replace(happened_on=timezone.localdate())])
    answer = office.get(URL, {"to": units.hamlet.pk, "nam": year})
    assert page.tiles(answer)["Còn phải kết nạp"] == ("3", "đã kết nạp 0/3")
    assert day_of(table(answer)["Lễ kết nạp"][2]) == date(year, 12, 31)
    people = Person.objects.filter(cell=units.hamlet, standing="prospect").count()
    assert int(page.tiles(answer)["Hồ sơ còn kịp"][0]) <= people
    assert page.typed(answer)["to"] == str(units.hamlet.pk)


def test_without_a_target_nobody_is_said_to_be_missing(office, units):
    rows = table(office.get(URL, {"to": units.hamlet.pk}))
    assert {row[4].text for row in rows.values()} == {"–"}


def test_who_is_about_to_enlist_is_shown_with_the_day_before(office):
    year = timezone.localdate().year + 1
    answer = office.get(URL, {"dich": "enlistment", "nam": year})
    rows = {row[0].one("a").text: row for row in cases(answer)}
    assert TUNG in rows
    assert "trước khi nhập ngũ" in rows[TUNG][1].text


def test_of_whom_the_year_of_birth_alone_is_known_it_says_so(office, units):
    year = timezone.localdate().year - 60
    about = {"person": FIRST, "organisation": units.hamlet.pk}
    cast.record(
        [
            cast.description(FIRST, "2026-01-05", name="Đinh Văn Cao", born=str(year)),
            cast.fact("introduction", "2026-01-05", by="Hội Nông dân", **about),
        ]
    )
    answer = office.get(URL, {"dich": "age"})
    assert "Chưa tính được: sổ chỉ ghi năm sinh" in page.main(answer).text
    assert page.main(answer).all("a", href=reverse("member", args=[FIRST]))
    words = page.main(office.get(reverse("case", args=[FIRST]))).one(id="ke-hoach-nguoc").text
    assert f"Sổ chỉ ghi năm sinh {year}" in words


def test_a_goal_that_nobody_has_says_so(office, units):
    answer = office.get(URL, {"dich": "paper", "to": units.next_hamlet.pk})
    assert "Không hồ sơ nào có ngày này" in page.main(answer).text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"dich": "khong"}, "Đích này không có: chọn một đích trong danh sách."),
        ({"nam": "1999"}, "Chỉ lập kế hoạch cho năm nay hoặc năm sau."),
        ({"nam": "abc"}, "Chỉ lập kế hoạch cho năm nay hoặc năm sau."),
        ({"to": "abc"}, "Chi bộ này không có trong danh sách: chọn lại."),
    ],
)
def test_what_cannot_be_asked_is_told_and_the_year_s_plan_is_shown(office, asked, said):
    answer = office.get(URL, asked)
    assert page.errors(answer) == [said]
    assert list(table(answer)) == MILESTONES


def test_a_milestone_that_is_none_shows_the_plan(office):
    assert list(table(office.get(URL, {"moc": "khong", "xem": "qua"}))) == MILESTONES


@pytest.mark.parametrize(
    "asked", [{}, {"moc": "listed", "xem": "con"}, {"dich": "enlistment", "nam": "next"}]
)
def test_who_sees_figures_alone_reads_no_name(signed_in, asked):
    superior = signed_in("superior")
    if "nam" in asked:
        asked = {**asked, "nam": timezone.localdate().year + 1}
    answer = superior.get(URL, asked)
    words = page.main(answer).text
    assert answer.status_code == 200
    assert not [one for one in Person.objects.filter(standing="prospect") if one.name in words]
    assert not [link for link in page.main(answer).all("a") if "/ho-so/" in link["href"]]


def test_a_secretary_plans_for_the_own_cell(signed_in, units):
    answer = signed_in("secretary").get(URL)
    own = Person.objects.filter(cell=units.hamlet, standing="prospect").count()
    tiles = page.tiles(answer)
    assert int(tiles["Hồ sơ còn kịp"][0]) + int(tiles["Không còn kịp"][0]) == own
    assert signed_in("secretary").get(URL, {"to": units.next_hamlet.pk}).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [{}, {"dich": "enlistment"}, {"dich": "certificate"}, {"moc": "listed", "xem": "con"}],
)
def test_sixty_more_open_cases_ask_no_more(office, more, asked):
    office.get(URL, asked)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as told:
            assert office.get(URL, asked).status_code == 200
        counts.append(len(told))
        if len(counts) == 1:
            more()
    assert counts[0] == counts[1] <= 28


def test_a_case_shows_between_which_days_each_step_leads_there(office):
    person = Person.objects.get(name="Bùi Minh Thơm", standing="prospect")
    answer = office.get(reverse("case", args=[person.pk]))
    part = page.main(answer).one(id="ke-hoach-nguoc")
    assert part.one("h2").text == "Kế hoạch ngược từ 31/12"
    rows = {row[0].inside[0].split("\n")[1].strip(): row for row in page.rows(part.all("table")[0])}
    today = show_day(timezone.localdate())
    voted = rows["Chi bộ xét, biểu quyết kết nạp"]
    assert voted[1].one("summary").text == today
    assert voted[2].one("div", "why").one("p").text.startswith("Đếm lùi 45 ngày làm việc")
    assert day_of(voted[3]) == date(timezone.localdate().year, 12, 31)
    assert "giấy chứng nhận còn giá trị" in part.text


def test_a_member_s_case_has_no_plan_any_more(office):
    person = Person.objects.filter(standing="probationary", cell__parent__isnull=False).first()
    answer = office.get(reverse("case", args=[person.pk]))
    assert not page.main(answer).all(id="ke-hoach-nguoc")
