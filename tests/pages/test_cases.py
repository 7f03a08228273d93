"""Cases on their pages: the worklist, one person's case, recording, voting, correcting, the feed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from taonguon.cases import facts
from taonguon.cases.models import Reminder
from taonguon.core.days import show_day
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from tests import cast
from tests.pages import page

pytestmark = pytest.mark.django_db

READY, VOTED, VERIFYING, LATE = "Bùi Minh Thơm", "Trần Thu Hạnh", "Vũ Hữu Tùng", "Đặng Minh Cường"
BLOCKED, OF_HAMLET_6, STALE = "Nguyễn Thị Dịu", "Trần Ngọc Yến", "Mai Thu Vân"


@pytest.fixture
def named():
    """Return how to find a prospect of the sample by name."""
    return lambda name: Person.objects.get(name=name, standing="prospect")


def panels(answer):
    """Return the panels of a case by their headings, each as the texts of its tasks."""
    found = page.main(answer).all("section", "panel")
    return {
        one.all("h2")[0].text: [task.text for task in one.all("li", "task")]
        for one in found
        if one.all("h2")
    }


def listed(answer):
    return [row[0] for row in page.texts(page.main(answer).one("table"))]


def today(days=0):
    return show_day(timezone.localdate() + timedelta(days=days))


def post(client, person, step, **said):
    return client.post(reverse("case_step", args=[person.pk, step]), said, follow=True)


def test_the_worklist_opens_with_what_is_late(office):
    names = listed(office.get(reverse("cases")))
    late = listed(office.get(reverse("cases"), {"loc": "late"}))
    assert names[: len(late)] == late
    assert LATE in late
    assert VERIFYING not in late


@pytest.mark.parametrize(
    ("part", "name"),
    [("blocked", BLOCKED), ("waiting", VERIFYING), ("waiting", LATE), ("expiring", STALE)],
)
def test_the_worklists_parts_hold_what_they_say(office, part, name):
    assert name in listed(office.get(reverse("cases"), {"loc": part}))


def test_the_worklist_finds_a_name_without_diacritics(office):
    assert listed(office.get(reverse("cases"), {"q": "bui minh thom"})) == [READY]


def test_a_cell_secretary_sees_the_cells_own_cases_alone(signed_in, units):
    answer = signed_in("secretary").get(reverse("cases"))
    cells = {row[1] for row in page.texts(page.main(answer).one("table"))}
    assert cells == {"Chi bộ xóm 6"}
    assert OF_HAMLET_6 in listed(answer)


def test_the_worklist_asks_a_fixed_number_of_queries(office, django_assert_max_num_queries):
    office.get(reverse("cases"))
    with django_assert_max_num_queries(14):
        office.get(reverse("cases"))


def test_a_case_tells_the_next_step_who_by_when_and_why(office, named):
    told = panels(office.get(reverse("case", args=[named(LATE).pk])))
    (waiting,) = [task for task in told["Việc tiếp theo"] if "Đảng ủy xã Khánh Hội" in task]
    assert "quá hạn" in waiting
    assert "30 ngày làm việc sau" in waiting
    assert "→" in waiting


def test_a_blocked_step_names_the_clause_and_what_is_missing(office, named):
    told = panels(office.get(reverse("case", args=[named(BLOCKED).pk])))
    consent, *_more = [task for task in told["Chưa thể làm"] if "Đơn xin vào Đảng" in task]
    assert "Người có đạo" in consent
    assert "QĐi 06" in consent


def test_stale_papers_are_to_be_made_anew(office, named):
    told = panels(office.get(reverse("case", args=[named(STALE).pk])))
    assert any("Giấy giới thiệu" in task for task in told["Việc tiếp theo"])
    assert any("12 tháng" in task for task in told["Chưa thể làm"])


def test_a_step_taken_shows_the_vote_and_the_rules_it_was_judged_by(office, named):
    told = panels(office.get(reverse("case", args=[named(VOTED).pk])))
    (vote,) = [task for task in told["Đã xong"] if "Chi bộ xét, biểu quyết" in task]
    assert ": đạt" in vote
    assert "Quy định đã xét khi ghi" in vote


def test_a_case_speaks_english(office, named):
    with translation.override("en"):
        office.cookies["django_language"] = "en"
        told = panels(office.get(reverse("case", args=[named(BLOCKED).pk])))
    assert any("A religious person" in task for tasks in told.values() for task in tasks)


def test_a_step_is_shown_before_it_is_recorded(office, named):
    person = named(VOTED)
    said = {"on": today(), "number": "03-TTr/BXD", "form": "TTr", "kept_at": "tủ 1"}
    before = Fact.objects.count()
    answer = post(office, person, "appraisal", **said)
    assert "Xem lại trước khi ghi" in page.main(answer).one("h1").text
    assert Fact.objects.count() == before
    answer = post(office, person, "appraisal", **said, **{"da-xem": "1"})
    assert "Đã lưu lúc" in page.main(answer).text
    kept = Fact.objects.get(person=person.pk, kind="case.appraisal").data
    assert kept["on_paper"]["number"] == "03-TTr/BXD"


def test_a_refused_step_says_the_clause_and_keeps_what_was_typed(office, named):
    answer = post(office, named(BLOCKED), "application", on=today(), number="77", **{"da-xem": "1"})
    main = page.main(answer)
    assert "Người có đạo" in main.text
    assert main.one("input", name="number")["value"] == "77"
    assert not Fact.objects.filter(person=named(BLOCKED).pk, kind="case.application").exists()


@pytest.mark.parametrize(
    ("on", "words"),
    [("hôm qua", "không phải là ngày"), ("", "Hãy ghi ngày"), ("1/1/2010", "bắt đầu từ 25/7/2016")],
)
def test_a_wrong_day_is_one_clear_sentence(office, named, on, words):
    answer = post(office, named(VOTED), "appraisal", on=on, form="TTr", **{"da-xem": "1"})
    assert words in page.main(answer).text


@pytest.mark.parametrize("confirmed", [{}, {"da-xem": "1"}])
def test_a_day_to_come_is_refused_before_the_look_and_after(office, named, confirmed):
    answer = post(office, named(VOTED), "appraisal", on=today(1), form="TTr", **confirmed)
    assert "còn ở tương lai" in page.main(answer).text
    assert "Xem lại trước khi ghi:" not in page.main(answer).one("h1").text


def test_the_day_opens_with_todays_or_the_addresss(office, named):
    url = reverse("case_step", args=[named(VOTED).pk, "appraisal"])
    held = [page.main(office.get(url, said)).one("input", name="on")["value"]
            for said in ({}, {"ngay": "3/2/2026"})]  # fmt: skip
    assert held == [today(), "3/2/2026"]


def ballot(person, favour, against=0):
    roll = facts.roll(person.cell_id, timezone.localdate())
    votes = {f"vote-voter_{pk}": "present" for pk, _name, _since in roll}
    return {
        "on": today(), "vote-form": "secret", "vote-favour": str(favour),
        "vote-against": str(against), "vote-blank": "0", **votes,
    }  # fmt: skip


def test_the_vote_lists_the_cells_official_members(office, named):
    person = named(READY)
    answer = office.get(reverse("case_step", args=[person.pk, "cell_vote"]))
    names = [one.text for one in page.main(answer).one("ul", "ballot").all("label")]
    assert names == [name for _pk, name, _since in facts.roll(person.cell_id, timezone.localdate())]


def test_the_vote_shows_the_denominator_person_by_person_and_records(office, named):
    person = named(READY)
    size = len(facts.roll(person.cell_id, timezone.localdate()))
    needed = -(-2 * size // 3)
    said = ballot(person, needed, size - needed)
    answer = post(office, person, "cell_vote", **said)
    assert f"Đạt: {needed}/{size} tán thành, cần ít nhất {needed}" in page.main(answer).text
    assert f"Mẫu số {size} người" in page.main(answer).text
    post(office, person, "cell_vote", **said, **{"da-xem": "1"})
    kept = Fact.objects.get(person=person.pk, kind="case.cell_vote").data
    assert kept["tally"] == {"favour": needed, "against": size - needed, "blank": 0}
    assert len(kept["voters"]) == size


def test_a_list_that_changes_with_the_day_is_shown_again(office, named, units):
    person = named(READY)
    (pk, name, _since), *_rest = facts.roll(person.cell_id, timezone.localdate())
    to = units.next_hamlet.pk if person.cell_id == units.hamlet.pk else units.hamlet.pk
    cast.record([cast.fact("move", timezone.localdate(), person=pk, organisation=to)])
    said = {**ballot(person, 3), "on": today(-1), "da-xem": "1"}
    main = page.main(post(office, person, "cell_vote", **said))
    assert f"Danh sách của ngày {today(-1)} khác danh sách vừa hiện: thêm {name}." in main.text
    assert main.one("select", name=f"vote-voter_{pk}")
    assert not Fact.objects.filter(person=person.pk, kind="case.cell_vote").exists()


def test_the_look_before_a_vote_shows_how_it_was_cast(office, named):
    person = named(READY)
    size = len(facts.roll(person.cell_id, timezone.localdate()))
    main = page.main(post(office, person, "cell_vote", **ballot(person, size - 1, 1)))
    told = [one.text for one in main.one("dl", "answers").all("div")]
    assert told[1:] == [
        "Không có mặt không ai", "Cách biểu quyết Bỏ phiếu kín", f"Tán thành {size - 1}",
        "Không tán thành 1", "Trắng, không hợp lệ 0",
    ]  # fmt: skip


def test_one_vote_short_goes_up_with_its_result(office, named):
    person = named(READY)
    size = len(facts.roll(person.cell_id, timezone.localdate()))
    short = -(-2 * size // 3) - 1
    answer = post(office, person, "cell_vote", **ballot(person, short, size - short))
    assert f"Không đạt: {short}/{size}" in page.main(answer).text


def test_a_count_that_does_not_add_up_is_refused(office, named):
    answer = post(office, named(READY), "cell_vote", **ballot(named(READY), 1), **{"da-xem": "1"})
    assert "Số phiếu không khớp: 1 phiếu" in page.main(answer).text
    assert not Fact.objects.filter(person=named(READY).pk, kind="case.cell_vote").exists()


def test_somebody_excused_is_left_out_of_the_denominator(office, named):
    person = named(READY)
    size = len(facts.roll(person.cell_id, timezone.localdate()))
    (first, *_) = facts.roll(person.cell_id, timezone.localdate())
    said = {**ballot(person, size - 1), f"vote-voter_{first[0]}": "excused"}
    answer = post(office, person, "cell_vote", **said)
    assert f"Mẫu số {size - 1} người" in page.main(answer).text
    assert "không tính: vắng có lý do được đồng ý" in page.main(answer).text


def test_the_secretary_records_the_cells_steps_and_no_others(signed_in, named):
    secretary, person = signed_in("secretary"), named(OF_HAMLET_6)
    assert secretary.get(reverse("case_step", args=[person.pk, "helper"])).status_code == 200
    assert secretary.get(reverse("case_step", args=[person.pk, "permission"])).status_code == 403
    assert secretary.get(reverse("case_step", args=[named(READY).pk, "helper"])).status_code == 404


def test_whoever_only_reads_is_offered_no_step(signed_in, named):
    reader = signed_in("committee")
    answer = reader.get(reverse("case", args=[named(READY).pk]))
    assert "/ghi/" not in answer.content.decode()
    url = reverse("case_step", args=[named(READY).pk, "cell_vote"])
    assert reader.post(url, {}).status_code == 403


def test_an_unknown_step_is_not_found(office, named):
    assert office.get(reverse("case_step", args=[named(READY).pk, "shortcut"])).status_code == 404


def test_the_circumstances_open_with_what_was_said_before(office, named):
    answer = office.get(reverse("case_step", args=[named(VOTED).pk, "profile"]))
    checked = {
        (box["name"], box["value"])
        for box in page.main(answer).all("input", type="checkbox")
        if "checked" in box.attributes
    }
    assert ("relative_father", "there") in checked
    assert ("relative_spouse", "same_commune") in checked
    assert ("mass_organisations", "women") in checked


def test_the_private_calendar_holds_the_deadlines_and_no_full_name(office):
    answer = office.post(reverse("reminders"), {"calendar": "1"}, follow=True)
    address = page.main(answer).one(of="address").one("a")["href"]
    told = Client().get(address)
    assert told["content-type"].startswith("text/calendar")
    body = told.content.decode()
    assert body.startswith("BEGIN:VCALENDAR")
    assert "Đ. M. Cường" in body.replace("\r\n ", "")
    assert LATE not in body


def test_a_new_address_ends_the_old_one(office):
    office.post(reverse("reminders"), {"calendar": "1"})
    old = Reminder.objects.get().key
    office.post(reverse("reminders"), {"calendar": "1", "anew": "1"})
    assert Reminder.objects.get().key != old
    assert Client().get(reverse("duty_feed", args=[old])).status_code == 404


def test_the_persons_own_page_names_the_steps_and_leaves_them_to_the_case(office, named):
    text = page.main(office.get(reverse("member", args=[named(VOTED).pk]))).text
    assert "Chi bộ xét, biểu quyết kết nạp" in text
    assert "case." not in text
