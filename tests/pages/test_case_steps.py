"""Every step through its page: a course typed by the office, both languages, both kinds of votes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from taonguon.cases import facts
from taonguon.core.days import show_day
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from taonguon.rules.loading import national
from tests.pages import page

pytestmark = pytest.mark.django_db

BOOK = national()
VOTED, READY, VERIFYING = "Trần Thu Hạnh", "Bùi Minh Thơm", "Vũ Hữu Tùng"
CONFIRM = {"da-xem": "1"}


@pytest.fixture
def named():
    return lambda name: Person.objects.get(name=name, standing="prospect")


@pytest.fixture
def take(office):
    """Return how the office records a step: types, looks, records; gives the page after."""

    def taken(person, step, ago=0, **said):
        day = show_day(timezone.localdate() + timedelta(days=ago))
        url = reverse("case_step", args=[person.pk, step])
        return office.post(url, {"on": day, **said, **CONFIRM}, follow=True)

    return taken


def saved(answer):
    return "Đã lưu lúc" in page.main(answer).text


def vote(favour, **more):
    counted = {"vote-favour": str(favour), "vote-against": "0", "vote-blank": "0"}
    return {"vote-form": "secret", **counted, **more}


@pytest.mark.parametrize("step", sorted(BOOK.steps))
def test_every_step_has_a_page(office, named, step):
    answer = office.get(reverse("case_step", args=[named(VOTED).pk, step]))
    main = page.main(answer)
    assert answer.status_code == 200
    assert main.one("h1").text == BOOK.steps[step].name.vi
    assert main.all("input", name="on")
    assert "Ai làm:" in main.text


@pytest.mark.parametrize("step", ["cell_vote", "consent", "verify_sent", "profile", "decision"])
def test_a_steps_page_speaks_english(office, named, step):
    office.cookies["django_language"] = "en"
    main = page.main(office.get(reverse("case_step", args=[named(VOTED).pk, step])))
    assert main.one("h1").text == BOOK.steps[step].name.en
    assert "Who:" in main.text


@pytest.mark.parametrize("step", ["decision", "ceremony", "recognition", "self_review"])
def test_a_step_that_cannot_be_taken_today_says_so_before_anybody_types(office, named, step):
    main = page.main(office.get(reverse("case_step", args=[named(READY).pk, step])))
    assert "Hôm nay chưa ghi được bước này" in main.text
    assert "Phải làm trước" in main.text


def test_from_the_vote_to_the_ceremony(office, named, take):
    person = named(VOTED)
    assert saved(take(person, "appraisal", -20, number="03", form="TTr"))
    committee = "\n".join(f"Ủy viên {number}" for number in range(1, 8))
    decision = {"approved": "yes", "vote-more": committee, **vote(4), "vote-against": "3"}
    assert saved(take(person, "decision", -15, **decision))
    assert saved(take(person, "decision_received", -12))
    assert saved(take(person, "ceremony", -10, number="01-BB"))
    person.refresh_from_db()
    assert person.standing == "probationary"
    assert person.admitted_on == timezone.localdate() - timedelta(days=10)
    main = page.main(office.get(reverse("case", args=[person.pk])))
    assert "Lập lý lịch đảng viên" in main.text
    assert "4/7 tán thành, cần 4: đạt" in main.text


def test_the_next_vote_of_a_committee_opens_with_the_names_of_the_last(office, named, take):
    person = named(VOTED)
    take(person, "appraisal", -20, form="TTr")
    names = "\n".join(f"Ủy viên {number}" for number in range(1, 4))
    take(person, "decision", -15, approved="yes", **{**vote(3), "vote-more": names})
    main = page.main(office.get(reverse("case_step", args=[named(READY).pk, "decision"])))
    assert [one.text for one in main.one("ul", "ballot").all("label")] == names.split("\n")


def test_a_decision_short_of_its_majority_is_refused_with_the_count(named, take):
    person = named(VOTED)
    take(person, "appraisal", -20, form="TTr")
    names = "\n".join(f"Ủy viên {number}" for number in range(1, 9))
    said = {**vote(4), "vote-against": "4", "vote-more": names, "approved": "yes"}
    text = page.main(take(person, "decision", -15, **said)).text
    assert "Ban thường vụ: 4/8 ủy viên tán thành, cần ít nhất 5 (> 1/2)" in text
    assert not Fact.objects.filter(person=person.pk, kind="case.decision").exists()


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            "consent",
            {
                "for": "religion",
                "authority": "level_above",
                "number": "12-CV/TU",
                "issued_by": "Tỉnh ủy",
            },
        ),
        ("special_paper", {"paper_kind": "spouse_cv"}),
        ("moved", {"to": "xã bên"}),
        ("extension", {"days": "5", "number": "7"}),
        ("supplement_asked", {"number": "15-CV"}),
        ("result_reported", {"number": "2-BC"}),
    ],
)
def test_what_comes_up_is_recorded_beside_the_course(named, take, step, said):
    person = named(VOTED)
    assert saved(take(person, step, -3, **said))
    assert Fact.objects.filter(person=person.pk, kind=f"case.{step}").count() == 1


def test_an_extension_longer_than_allowed_is_refused(named, take):
    text = page.main(take(named(VOTED), "extension", -3, days="16")).text
    assert "nhiều nhất 15 ngày làm việc" in text


def test_a_verification_is_asked_for_and_answered(office, named, take):
    person = named(VERIFYING)
    assert saved(take(person, "verify_reply", -2, about=["father", "mother"]))
    text = page.main(office.get(reverse("case", args=[person.pk]))).text
    assert "Nhận kết quả thẩm tra của" not in text
    assert saved(take(person, "cv_certified", -1, qualified="yes"))


def test_a_relative_may_not_verify(named, take):
    said = {"about": ["father"], "verifier_is_relative": "on"}
    text = page.main(take(named(VERIFYING), "verify_reply", -2, **said)).text
    assert "không được là người vào Đảng hoặc người thân" in text


def test_a_prospect_who_moves_is_seen_in_the_new_cell(named, take, units):
    person = named(VERIFYING)
    assert saved(take(person, "moved", -2, to="xóm 6", cell=str(units.hamlet.pk)))
    person.refresh_from_db()
    assert person.cell_id == units.hamlet.pk


def test_whoever_is_taken_off_the_list_leaves_the_worklist(office, named, take):
    person = named(READY)
    assert saved(take(person, "unlisted", -1, reason="withdrew"))
    text = page.main(office.get(reverse("cases"))).text
    assert READY not in text
    main = page.main(office.get(reverse("case", args=[person.pk])))
    assert "Đã kết thúc" in main.text
    assert "Ghi việc phát sinh" not in main.text


def test_the_check_shows_what_will_be_kept(office, named):
    day = show_day(timezone.localdate() - timedelta(days=3))
    url = reverse("case_step", args=[named(VOTED).pk, "consent"])
    said = {
        "on": day,
        "for": "over_age",
        "authority": "level_above",
        "number": "9-CV",
        "issued_by": "Tỉnh ủy",
        "kept_at": "tủ 1",
    }
    main = page.main(office.post(url, said))
    answers = {
        one.one("dt").text: one.all("dd")[0].text for one in main.one("dl", "answers").all("div")
    }
    assert answers == {
        "Ngày": day, "Đồng ý về việc": "Người trên 60 tuổi",
        "Cơ quan đồng ý": "Cấp ủy cấp trên trực tiếp", "Số, ký hiệu": "9-CV",
        "Cơ quan ban hành": "Tỉnh ủy", "Bản gốc lưu ở": "tủ 1",
    }  # fmt: skip


def test_the_roll_is_that_of_the_day_typed(office, named):
    person = named(READY)
    url = reverse("case_step", args=[person.pk, "cell_vote"])
    main = page.main(office.get(url, {"ngay": "3/2/1931"}))
    assert "Chưa có ai trong danh sách của ngày này" in main.text
    assert len(facts.roll(person.cell_id, timezone.localdate())) > 5


def test_a_step_recorded_twice_by_a_double_click_is_there_once_more_at_most(named, take):
    person = named(VOTED)
    assert saved(take(person, "appraisal", -2, form="TTr"))
    take(person, "appraisal", -2, form="TTr")
    told = Fact.objects.filter(person=person.pk, kind="case.appraisal")
    assert told.count() <= 2
    assert {fact.data["on_paper"]["form"] for fact in told} == {"TTr"}


@pytest.mark.parametrize("role", ["deputy", "committee", "superior", "administrator"])
def test_who_may_not_record_may_not_post_either(signed_in, named, role):
    url = reverse("case_step", args=[named(VOTED).pk, "appraisal"])
    said = {"on": show_day(timezone.localdate()), "form": "TTr", **CONFIRM}
    assert signed_in(role).post(url, said).status_code == 403
    assert not Fact.objects.filter(kind="case.appraisal", person=named(VOTED).pk).exists()
