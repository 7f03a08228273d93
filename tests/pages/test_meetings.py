"""The monthly meeting through its pages: typed, checked, recorded; printed, reviewed, looked back upon."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from taonguon.core.days import show_day
from taonguon.core.month import Month
from taonguon.ledger.models import Fact
from taonguon.meetings.models import Meeting, Review, Version
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person, Prospect
from tests import cast
from tests.pages import page
from tests.pages.test_case_queries import asked

pytestmark = pytest.mark.django_db

CONFIRM = {"da-xem": "1"}
TODAY = timezone.localdate()
NOW, LAST = Month.holding(TODAY), Month.holding(TODAY).before
MO = "Nguyễn Thị Mơ"


def url(name, cell, month=NOW):
    return reverse(name, args=[cell.pk, month.year, month.month])


def at(name, month=NOW, **more):
    return f"{reverse(name)}?thang={month.year}-{month.month}" + "".join(
        f"&{key}={value}" for key, value in more.items()
    )


def of(person, **said):
    return {f"p{person.pk}-{name}": value for name, value in said.items()}


def papers(**more):
    return {"held_on": show_day(TODAY), "resolution": "10-NQ/CB", "minutes": "11-BB/CB", **more}


def saved(answer):
    return "Đã lưu lúc" in page.main(answer).text


def hidden(answer):
    """Return what the page of checked answers carries along."""
    form = page.main(answer).all("form")[0]
    return {
        field["name"]: field.get("value", "") for field in form.all("input") if field.get("name")
    }


@pytest.fixture
def secretary(signed_in):
    return signed_in("secretary")


@pytest.fixture
def mo(units):
    return Person.objects.get(name=MO, cell=units.hamlet)


@pytest.fixture
def introduced(units):
    """Introduce some people to hamlet 6; return them."""

    def told(count, first=80_000):
        facts = []
        for pk in range(first, first + count):
            facts += [
                cast.description(pk, "2026-01-05", name=f"Phạm Thị Thử {pk}", born="1999-09-09"),
                cast.fact(
                    "introduction", "2026-01-05", person=pk, organisation=units.hamlet.pk,
                    by="Hội Phụ nữ",
                ),
            ]  # fmt: skip
        cast.record(facts)
        return list(Person.objects.filter(pk__gte=first, pk__lt=first + count).order_by("pk"))

    return told


def test_the_secretary_records_the_meeting_on_one_page_and_checks_it_first(
    secretary, units, mo, introduced
):
    (one,) = introduced(1)
    helper = Person.objects.filter(cell=units.hamlet, standing="official").first()
    (task,) = Fact.objects.filter(person=mo.pk, kind="task")
    typed = papers(
        **of(one, listed="on", helper=helper.pk, classed="on", remark="Chăm chỉ.", task="Dạy hát"),
        **of(mo, done=task.pk),
    )
    checked = secretary.post(url("meeting_record", units.hamlet), typed)
    text = page.main(checked).text
    assert "Xem lại trước khi ghi" in text
    assert f"Người giúp đỡ: {helper.name}" in text
    assert not Meeting.objects.filter(cell=units.hamlet.pk, month=NOW.first).exists()
    answer = secretary.post(
        url("meeting_record", units.hamlet), {**hidden(checked), **CONFIRM}, follow=True
    )
    assert saved(answer)
    one.refresh_from_db()
    assert (one.prospect.listed_on, one.prospect.proposed_on) == (TODAY, TODAY)
    assert one.prospect.helper == helper.name
    said = page.main(answer).text
    for words in ("Nhận xét: Chăm chỉ.", "Giao việc: Dạy hát", "Đã làm xong:", "chờ rà soát"):
        assert words in said


def test_going_back_from_the_check_keeps_all_that_was_typed(secretary, units, mo):
    typed = papers(**of(mo, off="withdrew", remark="Bận việc nhà."))
    checked = secretary.post(url("meeting_record", units.hamlet), typed)
    again = secretary.post(url("meeting_record", units.hamlet), {**hidden(checked), "sua": "1"})
    main = page.main(again)
    assert main.one("input", name="resolution")["value"] == "10-NQ/CB"
    assert page.typed(again, "form")[f"p{mo.pk}-off"] == "withdrew"
    assert main.one("textarea", name=f"p{mo.pk}-remark").text == "Bận việc nhà."


def test_what_the_rules_refuse_stands_beside_the_person_with_its_clause(
    secretary, units, introduced
):
    (one,) = introduced(1)
    typed = papers(**of(one, classed="on"))
    answer = secretary.post(url("meeting_record", units.hamlet), {**typed, **CONFIRM})
    words = "Đề nghị cử đi học lớp nhận thức về Đảng: Phải làm trước:"
    assert [line for line in page.errors(answer) if line.startswith(f"{one.name}: {words}")]
    beside = [p.text for p in page.main(answer).all("p", "wrong")]
    assert any(line.startswith(words) and "HD 38" in line for line in beside)
    assert not Meeting.objects.filter(cell=units.hamlet.pk, month=NOW.first).exists()


def test_a_decision_without_a_number_is_sent_back_to_the_field(secretary, units, mo):
    typed = {**papers(**of(mo, off="other")), "resolution": ""}
    answer = secretary.post(url("meeting_record", units.hamlet), {**typed, **CONFIRM})
    assert page.errors(answer) == ["Có việc cần nghị quyết của chi bộ: hãy ghi số nghị quyết."]


@pytest.mark.parametrize("held_on", ["", "mai", "1/1/1999", "31/12/2100", "30/2/2026", "1/1/0001"])
def test_a_wrong_day_is_told_and_nothing_typed_is_lost(secretary, units, mo, held_on):
    typed = {**papers(**of(mo, remark="Tốt.")), "held_on": held_on, **CONFIRM}
    answer = secretary.post(url("meeting_record", units.hamlet), typed)
    assert page.errors(answer)
    assert page.main(answer).one("textarea", name=f"p{mo.pk}-remark").text == "Tốt."


def test_a_meeting_without_changes_is_recorded_as_reviewed(secretary, units):
    answer = secretary.post(
        url("meeting_record", units.hamlet), {**papers(), **CONFIRM}, follow=True
    )
    assert saved(answer)
    assert "không có thay đổi" in page.main(answer).text


def test_the_second_meeting_of_a_month_is_led_to_the_first(office, units):
    answer = office.get(url("meeting_record", units.hamlet, LAST), follow=True)
    assert "đây là buổi đã ghi" in page.main(answer).text
    answer = office.post(
        url("meeting_record", units.hamlet, LAST), {**papers(), **CONFIRM}, follow=True
    )
    assert "đây là buổi đã ghi" in page.main(answer).text
    assert Meeting.objects.filter(cell=units.hamlet.pk).count() == 1


def test_the_month_to_come_cannot_be_recorded(secretary, units):
    ahead = url("meeting_record", units.hamlet, NOW.after)
    assert secretary.get(ahead).status_code == 302
    assert secretary.post(ahead, {**papers(), **CONFIRM}).status_code == 302
    assert not Meeting.objects.filter(month=NOW.after.first).exists()


@pytest.mark.parametrize("month", ["2026-13", "2026-0", "1500-1"])
def test_what_is_no_month_is_nowhere(office, units, month):
    assert office.get(f"/sinh-hoat/{units.hamlet.pk}/{month}/").status_code == 404
    assert office.get(f"/sinh-hoat/{units.commune.pk}/2026-9/").status_code == 404


def test_the_page_of_the_month_shows_tasks_still_open(secretary, units):
    text = page.main(secretary.get(url("meeting", units.hamlet))).text
    assert "Việc đã giao, chưa xong" in text
    assert "Vận động ba hộ cuối ngõ" in text
    assert "Chưa ghi buổi sinh hoạt" in text


def test_the_papers_are_mended_with_a_reason_and_the_history_stays(secretary, units):
    where = url("meeting_correct", units.hamlet, LAST)
    typed = {**page.typed(secretary.get(where)), "resolution": "09a-NQ/CB", "because": "gõ nhầm số"}
    text = page.main(secretary.post(where, typed, follow=True)).text
    assert "09a-NQ/CB" in text
    assert "gõ nhầm số" in text
    assert Version.objects.filter(meeting__cell=units.hamlet.pk).count() == 2
    answer = secretary.post(where, {**typed, "because": ""})
    assert page.errors(answer) == ["Hãy ghi lý do sửa."]


def test_a_meeting_not_recorded_has_nothing_to_mend(secretary, units):
    assert secretary.get(url("meeting_correct", units.hamlet)).status_code == 302


def test_the_sheet_asks_what_the_form_asks_in_its_order(secretary, units, introduced):
    introduced(1)
    sheet = page.main(secretary.get(url("meeting_sheet", units.hamlet)))
    form = page.main(secretary.get(url("meeting_record", units.hamlet)))
    people = [head.text.rsplit(" ", 1)[0] for head in form.all("h2") if head.text[0].isdigit()]
    assert [who.all("b")[0].text for who in sheet.all("p", "who")] == people
    own = Person.objects.filter(cell=units.hamlet, standing="prospect")
    assert len(people) == own.count()
    assert "a) Đưa vào danh sách" in sheet.text
    assert "Vận động ba hộ cuối ngõ" in sheet.text
    assert "không ghi nội dung thẩm tra" in sheet.text


def test_the_sheets_of_all_cells_are_one_print(office, units):
    main = page.main(office.get(at("meeting_sheets")))
    assert len(main.all("article", "form-sheet")) == 28
    assert "Đảng bộ xã Khánh Nhạc" in main.all("article")[0].text


def test_the_month_shows_who_met_and_where_to_record(office, units):
    rows = page.texts(page.main(office.get(reverse("meetings"))).one("table"))
    told = {row[0]: row[1:] for row in rows}
    assert len(told) == 28
    assert told["Chi bộ Quân sự"][-1] == "đã ghi"
    assert told[units.hamlet.name][-1].startswith("Ghi buổi sinh hoạt")


def test_a_secretary_sees_the_months_of_the_own_cell(secretary):
    rows = page.texts(page.main(secretary.get(reverse("meetings"))).one("table"))
    assert [row[0] for row in rows] == [f"Tháng {NOW.back(before)}" for before in range(6)]


def test_who_may_not_record_sees_the_month_without_the_way_to_record(signed_in, units):
    deputy = signed_in("deputy")
    assert "Ghi buổi sinh hoạt" not in page.main(deputy.get(reverse("meetings"))).text
    assert not page.main(deputy.get(url("meeting", units.hamlet))).all("div", "acts")
    assert "Ghi kết quả rà soát" not in page.main(deputy.get(reverse("meeting_review"))).text


def test_the_review_shows_all_proposals_by_cell_and_the_cells_duty(signed_in):
    main = page.main(signed_in("deputy").get(reverse("meeting_review")))
    assert "Cho làm hồ sơ: Nguyễn Ngọc Loan" in main.text
    assert "Cử đi học lớp nhận thức: Nguyễn Kim Hằng" in main.text
    assert "Còn chờ kết quả rà soát (24)" in main.text
    assert "Đã họp, không có đề nghị (1)" in main.text
    last = page.main(signed_in("deputy").get(at("meeting_review", LAST)))
    assert "Chưa gửi kết quả rà soát (25)" in last.text
    assert "trả lại chi bộ" in last.text


def answering(office, **more):
    """Return the review's form with every answer a yes."""
    main = page.main(office.get(at("meeting_review_record")))
    names = {one["name"] for one in main.all("input", type="radio")}
    return {
        "held_on": show_day(TODAY),
        "resolution": "25-NQ/ĐU",
        **dict.fromkeys(names, "yes"),
        **more,
    }


def test_the_office_records_the_review_and_the_dossier_may_begin(office):
    typed = answering(office)
    checked = office.post(at("meeting_review_record"), typed)
    assert "Cho làm hồ sơ: nhất trí" in page.main(checked).text
    answer = office.post(at("meeting_review_record"), {**hidden(checked), **CONFIRM}, follow=True)
    assert saved(answer)
    assert Person.objects.get(name="Nguyễn Ngọc Loan").prospect.permitted_on == TODAY
    assert "không còn đề nghị nào" in page.main(answer).text
    assert office.get(at("meeting_review_record")).status_code == 302


def test_a_review_that_answers_nothing_or_too_early_is_refused(office):
    nothing = {**answering(office), **CONFIRM}
    nothing = {name: value for name, value in nothing.items() if not name.startswith("answer")}
    before = Review.objects.count()
    assert (
        "Chưa trả lời đề nghị nào"
        in page.errors(office.post(at("meeting_review_record"), nothing))[0]
    )
    early = answering(office, held_on=show_day(LAST.first), **CONFIRM)
    assert "không thể trước đó" in page.errors(office.post(at("meeting_review_record"), early))[0]
    unsaid = answering(office, resolution="", **CONFIRM)
    assert "số nghị quyết" in page.errors(office.post(at("meeting_review_record"), unsaid))[0]
    assert Review.objects.count() == before


def test_a_permission_the_rules_refuse_is_told_beside_the_proposal(office):
    loan = Person.objects.get(name="Nguyễn Ngọc Loan")
    certificate = Fact.objects.get(person=loan.pk, kind="certificate")
    cast.record([cast.fact("withdrawal", TODAY, person=loan.pk, corrects=certificate.pk)])
    answer = office.post(at("meeting_review_record"), answering(office, **CONFIRM))
    (line,) = page.errors(answer)
    assert line.startswith("Cấp ủy đồng ý cho làm hồ sơ: Phải làm trước:")
    loan.refresh_from_db()
    assert loan.prospect.permitted_on is None


def test_the_list_of_a_day_tells_since_when_and_what_changed(office, units, mo):
    before = mo.prospect.listed_on - timedelta(days=1)
    then = page.main(office.get(reverse("sympathisers"), {"ngay": show_day(before)}))
    now = page.main(office.get(reverse("sympathisers"), {"so_voi": show_day(before)}))
    changes, listed = now.all("table")[-2:]
    was = {(row[0], row[2]) for row in page.texts(then.one("table"))}
    told = {(row[0], row[2]): row for row in page.texts(listed)}
    key = (mo.name, units.hamlet.name)
    assert key not in was
    assert told[key][3] == show_day(mo.prospect.listed_on)
    assert {row[0] for row in page.texts(changes)} == {name for name, _cell in was ^ set(told)}


def test_a_secretary_s_list_is_that_of_the_cell(secretary, units):
    main = page.main(secretary.get(reverse("sympathisers")))
    own = Prospect.objects.filter(cell=units.hamlet, listed_on__isnull=False, ended_on__isnull=True)
    names = set(own.values_list("person__name", flat=True))
    assert {row[0] for row in page.texts(main.one("table"))} == names > {MO}
    assert secretary.get(reverse("sympathisers"), {"to": units.next_hamlet.pk}).status_code == 200


@pytest.mark.parametrize("name", ["sympathisers", "meetings", "meeting_review"])
@pytest.mark.parametrize(
    "wrong", [{"ngay": "mai", "thang": "mai"}, {"to": "999999"}, {"so_voi": "1/1/2200"}]
)
def test_a_wrong_filter_is_told_and_the_page_stands(office, name, wrong):
    assert office.get(reverse(name), wrong).status_code == 200


def test_a_list_nobody_is_on_says_how_people_come_on_it(office):
    text = page.main(office.get(reverse("sympathisers"), {"ngay": "1/1/2000"})).text
    assert "Không có ai trong danh sách vào ngày này" in text


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("meetings", 12), ("meeting_sheets", 18), ("meeting_review", 24),
        ("meeting_review_record", 20), ("sympathisers", 12),
    ],
)  # fmt: skip
def test_a_page_of_all_cells_asks_no_more_for_more_people(office, introduced, units, name, limit):
    before = asked(office, reverse(name))
    facts = [
        cast.fact("case.listed", "2026-02-05", person=one.pk, organisation=units.hamlet.pk)
        for one in introduced(30)
    ]
    cast.record(facts)
    assert asked(office, reverse(name)) == before
    assert before <= limit


@pytest.mark.parametrize("name", ["meeting", "meeting_record", "meeting_sheet"])
def test_a_page_of_a_cell_asks_no_more_for_more_people(secretary, introduced, units, name):
    before = asked(secretary, url(name, units.hamlet))
    introduced(30)
    assert asked(secretary, url(name, units.hamlet)) == before
    assert before <= 22


def test_a_step_mended_since_is_struck_out_on_the_meeting(office, units, mo):
    listed = Fact.objects.get(person=mo.pk, kind="case.listed")
    cast.record([cast.fact("withdrawal", TODAY, person=mo.pk, corrects=listed.pk)])
    main = page.main(office.get(url("meeting", units.hamlet, LAST)))
    assert [one.text for one in main.all("del")] == ["Chi bộ đưa vào danh sách cảm tình Đảng"]
    assert "đã được sửa bởi ghi chép sau" in main.text


def test_somebody_found_to_be_known_is_told_by_the_name_kept(office, units, mo, introduced):
    (known,) = introduced(1)
    cast.record([cast.fact("same_person", TODAY, person=mo.pk, into=known.pk)])
    assert known.name in page.main(office.get(url("meeting", units.hamlet, LAST))).text
    reviewed = page.main(office.get(at("meeting_review", LAST)))
    names = [row[0] for table in reviewed.all("table") for row in page.texts(table)]
    assert known.name in names
    assert MO not in names


def test_the_list_goes_by_cell_and_given_name(office):
    rows = page.texts(page.main(office.get(reverse("sympathisers"))).one("table"))
    cells = [row[2] for row in rows]
    order = list(
        Organisation.objects.filter(kind="cell").order_by("path").values_list("name", flat=True)
    )
    assert cells == sorted(cells, key=order.index)
    sixth = [row[0] for row in rows if row[2] == "Chi bộ xóm 6"]
    assert sixth == [MO, "Trần Ngọc Yến"]


def test_a_cell_without_anybody_records_its_review_all_the_same(office):
    cell = Organisation.objects.get(name="Chi bộ xóm 1")
    form = page.main(office.get(url("meeting_record", cell)))
    assert "Chưa có ai được giới thiệu cho chi bộ" in form.text
    answer = office.post(
        url("meeting_record", cell), {**papers(), "resolution": "", **CONFIRM}, follow=True
    )
    assert saved(answer)
    assert "Chưa có ai được giới thiệu" in page.main(office.get(url("meeting_sheet", cell))).text
